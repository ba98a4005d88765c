package org.signetmail.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;

/** What shows in a message that it is not as it was sent, or not the one that is meant; no verdict changes for it. */
final class MessageNotes {

    /** As far as a body is looked at. */
    private static final int BODY = 64 << 10;

    private static final Pattern ATTACHED =
            Pattern.compile("^Content-Type:[ \\t]*message/rfc822", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private MessageNotes() {}

    /** What was told already, and what shows in the message. */
    static List<String> of(Message message, List<String> told) {
        List<String> notes = new ArrayList<>(told);
        if (message.problem().isPresent()) {
            return notes;
        }
        List<HeaderField> none =
                message.fields().stream().filter(field -> !field.isWellFormed()).toList();
        if (!none.isEmpty()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            none.get(0).writeTo(line::write);
            String raw = line.toString(StandardCharsets.ISO_8859_1);
            String first = raw.strip();
            notes.add(Numbers.counted(none.size(), "line") + " of the header " + (none.size() == 1 ? "is" : "are")
                    + " no header field, the first being \"" + Printable.of(first)
                    + (raw.startsWith(" ") || raw.startsWith("\t") ? "\", which begins with white space" : "\"")
                    + ": look whether something was put above or into the message.");
        }
        if (!message.fields("Sent").isEmpty() && message.fields("Date").isEmpty()) {
            notes.add(
                    "The header has Sent and no Date, as Outlook shows a message and nobody sends one: save the source.");
        }
        if (message.bodyLength() == 0) {
            notes.add("The message has no body. If its header alone was saved, signatures fail for that: save the whole"
                    + " source.");
        } else if (hasAttached(message)) {
            notes.add(
                    "A message is attached to this one, and the verdict is on the outer one; to judge the attached one, save it"
                            + " as a file of its own.");
        }
        return notes;
    }

    private static boolean hasAttached(Message message) {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        message.writeBodyTo((buffer, offset, length) ->
                start.write(buffer, offset, Math.min(length, Math.max(0, BODY - start.size()))));
        return ATTACHED.matcher(start.toString(StandardCharsets.ISO_8859_1)).find();
    }
}
