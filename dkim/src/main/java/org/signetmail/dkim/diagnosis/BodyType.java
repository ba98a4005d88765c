package org.signetmail.dkim.diagnosis;

import java.util.List;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.FieldIndex;

/**
 * What a header says of its body (RFC 2045 §5, §6).
 *
 * @param media the media type in lower case; {@code text/plain} when there is none
 * @param boundary of a multipart body; else empty
 * @param charset in lower case; empty when there is none
 * @param encoding the Content-Transfer-Encoding in lower case; empty when there is none
 */
public record BodyType(String media, String boundary, String charset, String encoding) {

    /** RFC 2046 §5.1.1: a boundary has at most 70 characters; lines that are longer than a line filter holds are none. */
    private static final int LONGEST_BOUNDARY = 200;

    /**
     * Of a message.
     *
     * @param index its fields
     * @return what its topmost fields say
     */
    public static BodyType of(FieldIndex index) {
        return of(text(index, "content-type"), text(index, "content-transfer-encoding"));
    }

    private static String text(FieldIndex index, String name) {
        List<HeaderField> named = index.named(name);
        return named.isEmpty() || named.get(0).length() > 10_000
                ? ""
                : FieldText.of(named.get(0)).text();
    }

    /** Of the values of the two fields; empty for those that are not there. */
    static BodyType of(String type, String encoding) {
        String media = Ascii.lowerCase(Ascii.trimWsp(until(type, ';')));
        boolean multipart = media.startsWith("multipart/");
        String boundary = multipart ? parameter(type, "boundary") : "";
        return new BodyType(
                media.isEmpty() ? "text/plain" : media,
                boundary.length() > LONGEST_BOUNDARY ? "" : boundary,
                Ascii.lowerCase(parameter(type, "charset")),
                Ascii.lowerCase(Ascii.trimWsp(until(encoding, '('))));
    }

    private static String until(String text, char mark) {
        int end = text.indexOf(mark);
        return end < 0 ? text : text.substring(0, end);
    }

    private static String parameter(String type, String name) {
        String lower = Ascii.lowerCase(type);
        for (int at = lower.indexOf(name + "="); at >= 0; at = lower.indexOf(name + "=", at + 1)) {
            char before = at == 0 ? 'x' : lower.charAt(at - 1);
            if (before == ';' || FieldText.isSpace(before)) {
                return value(type, at + name.length() + 1);
            }
        }
        return "";
    }

    private static String value(String type, int start) {
        if (start < type.length() && type.charAt(start) == '"') {
            int end = type.indexOf('"', start + 1);
            return end < 0 ? "" : type.substring(start + 1, end);
        }
        int end = start;
        while (end < type.length() && type.charAt(end) != ';' && !FieldText.isSpace(type.charAt(end))) {
            end++;
        }
        return type.substring(start, end);
    }

    /**
     * Whether the body has parts.
     *
     * @return whether there is a boundary between them
     */
    public boolean isMultipart() {
        return !boundary.isEmpty();
    }

    boolean isText() {
        return media.startsWith("text/");
    }
}
