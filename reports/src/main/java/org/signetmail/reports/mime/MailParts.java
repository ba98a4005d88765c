package org.signetmail.reports.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.internal.Ascii;
import org.signetmail.reports.octets.Refused;

/**
 * Walks through the parts of a mail (RFC 2046 §5.1). Lines end with CRLF or LF, as files have them. Attached messages are
 * parts here, not opened.
 */
public final class MailParts {

    private static final int LONGEST = 2000;

    private final byte[] octets;
    private final int most;
    private final int deepest;
    private final Consumer<String> problems;
    private final List<MailPart> parts = new ArrayList<>();
    private int seen;

    private MailParts(byte[] octets, int most, int deepest, Consumer<String> problems) {
        this.octets = octets;
        this.most = most;
        this.deepest = deepest;
        this.problems = problems;
    }

    /**
     * Finds the parts of a mail.
     *
     * @param octets of the mail, and of whatever is around it
     * @param start where the mail begins
     * @param end where it ends
     * @param most the most parts, those with parts included
     * @param deepest the most levels
     * @param problems told each deviation
     * @return what has no parts, in order
     * @throws Refused when there are more
     */
    public static Walk walk(byte[] octets, int start, int end, int most, int deepest, Consumer<String> problems)
            throws Refused {
        MailParts walk = new MailParts(octets, most, deepest, problems);
        int from = start + beforeMail(octets, start, end);
        if (from > start) {
            problems.accept("leading-whitespace");
        }
        if (startsWith(octets, from, end, "From ")) {
            problems.accept("mbox-line");
            from = nextLine(octets, from, end);
        }
        int body = endOfHead(octets, from, end);
        Message head = head(octets, from, body);
        walk.part(head, "text/plain", body, end, 1);
        return new Walk(head, type(head, "text/plain"), List.copyOf(walk.parts));
    }

    /**
     * A mail and its parts.
     *
     * @param head the header fields of the mail
     * @param type its own media type with parameters
     * @param parts what has no parts, in order
     */
    public record Walk(Message head, ParameterText type, List<MailPart> parts) {}

    /**
     * Whether octets begin like a mail: with a header field, or with the line of an mbox file, perhaps behind empty lines.
     *
     * @param octets the first ones
     * @param length how many
     * @return true then
     */
    public static boolean looksLikeMail(byte[] octets, int length) {
        int i = beforeMail(octets, 0, length);
        if (startsWith(octets, i, length, "From ")) {
            i = nextLine(octets, i, length);
        }
        int start = i;
        // RFC 5322 §3.6.8 has more in names than anybody writes, and a list in JSON has nothing else in front of a
        // colon.
        while (i < length
                && (Ascii.isLetterOrDigit((char) octets[i])
                        || octets[i] == '-'
                        || octets[i] == '_'
                        || octets[i] == '.')) {
            i++;
        }
        int name = i;
        while (i < length && (octets[i] == ' ' || octets[i] == '\t')) {
            // RFC 5322 §4.5.
            i++;
        }
        return name > start && i < length && octets[i] == ':';
    }

    /** How many octets of a byte order mark and of empty lines an editor or a copy has left in front. */
    private static int beforeMail(byte[] octets, int start, int end) {
        int i = startsWith(octets, start, end, "\u00EF\u00BB\u00BF") ? start + 3 : start;
        while (i < end && (octets[i] == '\n' || (octets[i] == '\r' && i + 1 < end && octets[i + 1] == '\n'))) {
            i++;
        }
        return i - start;
    }

    /**
     * Where the mail of an mbox file ends that begins here (RFC 4155): before the {@link MboxLine} of the next.
     *
     * @param octets of the file
     * @param start where the mail begins
     * @return the end of the octets when it is the last one, or does not begin with such a line
     */
    public static int endOfMboxMail(byte[] octets, int start) {
        int first = start + beforeMail(octets, start, octets.length);
        if (!startsWith(octets, first, octets.length, "From ")) {
            return octets.length;
        }
        boolean afterEmpty = false;
        for (int line = nextLine(octets, first, octets.length); line < octets.length; ) {
            int next = nextLine(octets, line, octets.length);
            if (MboxLine.begins(octets, line, octets.length, afterEmpty)) {
                return line;
            }
            afterEmpty = octets[line] == '\n' || (octets[line] == '\r' && next == line + 2);
            line = next;
        }
        return octets.length;
    }

    private void part(Message head, String usual, int start, int end, int depth) throws Refused {
        if (++seen > most) {
            throw Refused.over("PARTS", "the mail has more than " + most + " parts");
        }
        if (depth > deepest) {
            throw Refused.over("DEPTH", "the parts of the mail are nested more than " + deepest + " deep");
        }
        ParameterText type = type(head, usual);
        String boundary = type.parameters().get("boundary");
        if (type.value().startsWith("multipart/") && boundary != null && !boundary.isEmpty()) {
            // RFC 2046 §5.1.5: in a digest, a part that does not say what it is is a message.
            boolean digest = type.value().equals("multipart/digest");
            multipart(boundary, digest ? "message/rfc822" : "text/plain", start, end, depth);
            return;
        }
        String encoding = first(head, "Content-Transfer-Encoding");
        parts.add(new MailPart(
                start,
                end,
                shortened(type.value()),
                encoding == null
                        ? "7bit"
                        : shortened(ParameterText.parse(encoding).value()),
                fileName(head, type)));
    }

    /** RFC 2046 §5.1.1: parts stand between lines of two hyphens and the boundary; the line end before such a line is its own. */
    private void multipart(String boundary, String usual, int start, int end, int depth) throws Refused {
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        int partStart = -1;
        boolean closed = false;
        for (int line = start; line < end && !closed; ) {
            int next = nextLine(octets, line, end);
            int kind = boundaryKind(mark, line, next);
            if (kind > 0) {
                if (partStart >= 0) {
                    inner(usual, partStart, withoutLineEnd(partStart, line), depth);
                }
                partStart = next;
                closed = kind == 2;
            }
            line = next;
        }
        if (!closed) {
            problems.accept("boundary-unclosed");
            if (partStart >= 0 && partStart < end) {
                inner(usual, partStart, end, depth);
            }
        }
    }

    private void inner(String usual, int start, int end, int depth) throws Refused {
        int body = Math.min(end, endOfHead(octets, start, end));
        part(head(octets, start, body), usual, body, Math.max(body, end), depth + 1);
    }

    /** 0 for no boundary, 1 for one, 2 for the last. */
    private int boundaryKind(byte[] mark, int line, int next) {
        int length = next - line;
        if (length < mark.length || !Arrays.equals(octets, line, line + mark.length, mark, 0, mark.length)) {
            return 0;
        }
        int i = line + mark.length;
        boolean last = i + 1 < next && octets[i] == '-' && octets[i + 1] == '-';
        i += last ? 2 : 0;
        while (i < next) {
            if (octets[i] > ' ' || octets[i] < 0) {
                return 0;
            }
            i++;
        }
        return last ? 2 : 1;
    }

    private int withoutLineEnd(int from, int line) {
        int end = line;
        if (end > from && octets[end - 1] == '\n') {
            end--;
            if (end > from && octets[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }

    private static boolean startsWith(byte[] octets, int start, int end, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (start + i >= end || (octets[start + i] & 0xFF) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int nextLine(byte[] octets, int from, int end) {
        int i = from;
        while (i < end && octets[i] != '\n') {
            i++;
        }
        return Math.min(end, i + 1);
    }

    /** Behind the first empty line, or the end. */
    private static int endOfHead(byte[] octets, int start, int end) {
        for (int line = start; line < end; ) {
            int next = nextLine(octets, line, end);
            boolean empty = octets[line] == '\n' || (octets[line] == '\r' && next == line + 2);
            if (empty) {
                return next;
            }
            line = next;
        }
        return end;
    }

    private static Message head(byte[] octets, int start, int end) {
        // A field that ends behind the limit is none either way, and is not worth a copy.
        int length = Math.max(0, Math.min(end - start, MessageLimits.DEFAULT.headerOctets() + 2));
        return Message.of(Arrays.copyOfRange(octets, start, start + length), LineEnds.NORMALIZE, MessageLimits.DEFAULT);
    }

    private static ParameterText type(Message head, String usual) {
        String value = first(head, "Content-Type");
        ParameterText type = ParameterText.parse(value == null ? usual : value);
        return type.value().isEmpty() ? new ParameterText(usual, type.parameters()) : type;
    }

    private static @Nullable String fileName(Message head, ParameterText type) {
        String disposition = first(head, "Content-Disposition");
        Map<String, String> parameters = disposition == null
                ? Map.of()
                : ParameterText.parse(disposition).parameters();
        String name = parameters.get("filename");
        if (name == null) {
            name = type.parameters().get("name");
        }
        return name == null ? null : EncodedText.decode(shortened(name));
    }

    /** What is kept of every part; names of files that are longer are names of nothing. */
    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static @Nullable String first(Message head, String name) {
        List<HeaderField> named = head.fields(name);
        return named.isEmpty() ? null : named.get(0).value();
    }
}
