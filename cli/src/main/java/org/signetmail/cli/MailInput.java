package org.signetmail.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;

/** What came of one input: a message, or why there is none. */
final class MailInput {

    private final String name;
    private final @Nullable Message message;
    private final @Nullable NoMessage problem;
    private final String said;
    private final List<String> notes;
    private final LineEnds lineEnds;

    private MailInput(
            String name,
            @Nullable Message message,
            @Nullable NoMessage problem,
            String said,
            List<String> notes,
            LineEnds lineEnds) {
        this.name = name;
        this.message = message;
        this.problem = problem;
        this.said = said;
        this.notes = List.copyOf(notes);
        this.lineEnds = lineEnds;
    }

    static MailInput of(String name, Message message, List<String> notes, LineEnds lineEnds) {
        return new MailInput(name, message, null, "", notes, lineEnds);
    }

    static MailInput none(String name, NoMessage problem) {
        return new MailInput(
                name, null, problem, Printable.of(name) + " " + problem.sentence(), List.of(), LineEnds.AS_IS);
    }

    static MailInput unreadable(String name, Exception e) {
        return new MailInput(
                name,
                null,
                NoMessage.UNREADABLE,
                String.valueOf(UsageException.unreadable(name, e).getMessage()),
                List.of(),
                LineEnds.AS_IS);
    }

    /** The file, with the number of the message if there are several in it; {@code -} is standard input. */
    String name() {
        return name;
    }

    Optional<Message> message() {
        return Optional.ofNullable(message);
    }

    /** Why there is no message. */
    Optional<NoMessage> problem() {
        return Optional.ofNullable(problem);
    }

    /** Why it has no message, as a sentence; empty when it has one. */
    String said() {
        return said;
    }

    /** What was done to the file and what is missing in it, in sentences; none where there is no message. */
    List<String> notes() {
        return notes;
    }

    /** How the message was read: whether LF ended its lines and was made CRLF. */
    LineEnds lineEnds() {
        return lineEnds;
    }
}
