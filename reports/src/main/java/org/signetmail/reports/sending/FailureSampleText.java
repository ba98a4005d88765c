package org.signetmail.reports.sending;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HeaderText;

/**
 * The third part of a failure report: the message that failed, whole, or what is told of its header (RFC 6591 §3.1). Immutable and
 * thread-safe.
 */
final class FailureSampleText {

    private static final int LONGEST_VALUE = 500;

    private static final int MOST_FIELDS = 50;

    /** What is longer is told by its header. */
    private static final int MOST_OCTETS = 1 << 20;

    /** RFC 5322 §2.1.1. */
    private static final int LONGEST_LINE = 998;

    private static final Set<String> ADDRESS_FIELDS = Set.of("from", "sender", "reply-to", "to", "cc");

    private static final Set<String> OTHER_FIELDS = Set.of(
            "date",
            "subject",
            "message-id",
            "list-id",
            "dkim-signature",
            "mime-version",
            "content-type",
            "content-transfer-encoding");

    /** RFC 6376 §3.5, without copied fields. */
    private static final Set<String> SIGNATURE_TAGS =
            Set.of("v", "a", "b", "bh", "c", "d", "h", "i", "l", "q", "s", "t", "x");

    private final List<String> lines;
    private final byte @Nullable [] octets;

    private FailureSampleText(List<String> lines, byte @Nullable [] octets) {
        this.lines = List.copyOf(lines);
        this.octets = octets;
    }

    /** A few fields, without names and local parts. */
    static FailureSampleText redacted(Message message, Redaction redaction) {
        List<String> lines = new ArrayList<>();
        for (HeaderField each : message.fields()) {
            String name = Ascii.lowerCase(each.name());
            if (!each.isWellFormed() || lines.size() >= MOST_FIELDS) {
                continue;
            }
            if (ADDRESS_FIELDS.contains(name)) {
                lines.add(line(each, redaction.addresses(value(each))));
            } else if (OTHER_FIELDS.contains(name)) {
                lines.add(line(each, redaction.text(known(name, value(each)))));
            }
        }
        return new FailureSampleText(lines, null);
    }

    /** Less what has fields of the message in it (z= of RFC 6376 §3.5), or names of files. */
    private static String known(String name, String value) {
        if (name.equals("content-type")) {
            int end = value.indexOf(';');
            return end < 0 ? value : Ascii.trimWsp(value.substring(0, end));
        }
        if (!name.equals("dkim-signature")) {
            return value;
        }
        StringJoiner tags = new StringJoiner(";");
        int from = 0;
        while (from < value.length()) {
            int semicolon = value.indexOf(';', from);
            int end = semicolon < 0 ? value.length() : semicolon;
            String tag = value.substring(from, end);
            int equals = tag.indexOf('=');
            if (equals > 0 && SIGNATURE_TAGS.contains(name(tag, equals))) {
                tags.add(tag);
            }
            from = end + 1;
        }
        return tags.toString();
    }

    /** The name of a tag without the white space around it, folds too (RFC 6376 §3.2). */
    private static String name(String tag, int equals) {
        int start = 0;
        int end = equals;
        while (start < end && " \t\r\n".indexOf(tag.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && " \t\r\n".indexOf(tag.charAt(end - 1)) >= 0) {
            end--;
        }
        return tag.substring(start, end);
    }

    /** The message as it is; one that mail cannot carry within another by what mail shows of its header. */
    static FailureSampleText whole(Message message) {
        byte[] octets = message.octets();
        if (octets.length <= MOST_OCTETS && isMail(octets)) {
            return new FailureSampleText(List.of(), octets);
        }
        List<String> lines = new ArrayList<>();
        for (HeaderField each : message.fields()) {
            if (each.isWellFormed() && lines.size() < MOST_FIELDS) {
                lines.add(line(each, Redaction.shown(value(each))));
            }
        }
        return new FailureSampleText(lines, null);
    }

    private static String line(HeaderField field, String value) {
        return Redaction.shown(field.name()) + ": " + HeaderText.cut(value, LONGEST_VALUE);
    }

    private static String value(HeaderField field) {
        String value = field.value();
        return Ascii.trimWsp(value.substring(0, Math.min(value.length(), 4 * LONGEST_VALUE)));
    }

    /** RFC 2045 §2.7, §2.8: lines of some length, ended by CRLF, without NUL; all else would not arrive as it is. */
    private static boolean isMail(byte[] octets) {
        int line = 0;
        for (int i = 0; i < octets.length; i++) {
            boolean ends = octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n';
            if (ends) {
                i++;
                line = 0;
            } else if (octets[i] == 0 || octets[i] == '\r' || octets[i] == '\n' || ++line > LONGEST_LINE) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(byte[] octets) {
        for (byte each : octets) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    /** What tells a mail with it from others, also when it has to be none of the octets. */
    String seed() {
        return octets == null
                ? String.join("\n", lines)
                : HexFormat.of().formatHex(MessageIds.sha256(new String(octets, ISO_8859_1)));
    }

    void writeTo(MailText mail) {
        if (octets == null) {
            mail.field("Content-Type", "text/rfc822-headers").line("").lines(lines);
            return;
        }
        mail.field("Content-Type", "message/rfc822");
        if (!isAscii(octets)) {
            // RFC 2046 §5.2.1: nothing else may be done to it.
            mail.field("Content-Transfer-Encoding", "8bit");
        }
        mail.line("").octets(octets);
    }
}
