package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.canonical.HeaderCanonicalizer;
import org.signetmail.dkim.tags.OctetBuffer;

/**
 * A header field as text, one {@code char} an octet, to be rewritten.
 *
 * @param name as it is written
 * @param colon the colon and white space before it
 * @param value what is behind, folds included
 */
record FieldText(String name, String colon, String value) {

    static FieldText of(HeaderField field) {
        StringBuilder text = new StringBuilder(field.length());
        field.writeTo((buffer, offset, length) ->
                text.append(new String(buffer, offset, length, StandardCharsets.ISO_8859_1)));
        return of(text.toString());
    }

    /** Of a text with a name and a colon. */
    static FieldText of(String text) {
        int colon = text.indexOf(':');
        int nameEnd = colon;
        while (nameEnd > 0 && Ascii.isWsp(text.charAt(nameEnd - 1))) {
            nameEnd--;
        }
        return new FieldText(text.substring(0, nameEnd), text.substring(nameEnd, colon + 1), text.substring(colon + 1));
    }

    /** The field as one text. */
    String whole() {
        return name + colon + value;
    }

    String lowerName() {
        return Ascii.lowerCase(name);
    }

    /** The value without white space and folds at its ends. */
    String text() {
        int start = textStart();
        int end = value.length();
        while (end > start && isSpace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    /** White space and folds before the text. */
    String lead() {
        return value.substring(0, textStart());
    }

    private int textStart() {
        return skipSpace(value, 0);
    }

    /** The same with other text between the white space at its ends. */
    FieldText withText(String text) {
        int end = textStart() + text().length();
        return new FieldText(name, colon, lead() + text + value.substring(end));
    }

    /** The value without any white space. */
    String ink() {
        StringBuilder ink = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (!isSpace(value.charAt(i))) {
                ink.append(value.charAt(i));
            }
        }
        return ink.toString();
    }

    FieldText withValue(String newValue) {
        return new FieldText(name, colon, newValue);
    }

    FieldText withName(String newName) {
        return new FieldText(newName, colon, value);
    }

    /** The canonical form, without a CRLF at its end. */
    byte[] canonicalWithoutCrlf(Form form) {
        return canonicalized(form).toArray();
    }

    /** The canonical form of a signed field. */
    byte[] canonical(Form form) {
        OctetBuffer canonical = canonicalized(form);
        canonical.append((byte) '\r');
        canonical.append((byte) '\n');
        return canonical.toArray();
    }

    private OctetBuffer canonicalized(Form form) {
        byte[] octets = octets(whole());
        OctetBuffer canonical = new OctetBuffer(octets.length + 2);
        HeaderCanonicalizer.signature(form, octets, canonical);
        return canonical;
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** White space, and the octets of line ends: those of folds, and lone ones. */
    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** The index of what is no such octet, or of the end. */
    static int skipSpace(String text, int from) {
        int i = from;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
