package org.signetmail.reports.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/** Encoded-words (RFC 2047) in the value of a field. What is none stays as it is; so does one whose character set is unknown. */
public final class EncodedText {

    /** RFC 2047 §2 has words of 75 characters at most; some write longer ones. */
    private static final int LONGEST = 2000;

    private EncodedText() {}

    /**
     * Decodes a value. One pass.
     *
     * @param value one {@code char} of 0 to 255 an octet; octets beyond ASCII are taken as UTF-8
     * @return text, with U+FFFD for what is none
     */
    public static String decode(String value) {
        return decode(value, "");
    }

    /**
     * Decodes a value that people read.
     *
     * @param value one {@code char} of 0 to 255 an octet; octets beyond ASCII are taken as UTF-8
     * @return text, in which a word stands apart from what is written right beside it: RFC 2047 §5 has white space there
     */
    public static String decodePhrase(String value) {
        return decode(value, " ");
    }

    private static String decode(String value, String gap) {
        StringBuilder out = new StringBuilder(value.length());
        int copied = 0;
        int from = 0;
        boolean afterWord = false;
        // Ends are looked for once: words that have none may begin everywhere.
        int end = -1;
        while (true) {
            int start = value.indexOf("=?", from);
            if (start < 0) {
                break;
            }
            int charsetEnd = value.indexOf('?', start + 2);
            if (charsetEnd < 0) {
                break;
            }
            int encodingEnd = charsetEnd + 2;
            if (end <= encodingEnd) {
                end = value.indexOf("?=", encodingEnd + 1);
                if (end < 0) {
                    break;
                }
            }
            boolean fits = value.charAt(encodingEnd) == '?' && end - encodingEnd <= LONGEST;
            String word = fits ? word(value, start + 2, charsetEnd, encodingEnd, end) : null;
            if (word == null) {
                from = start + 2;
                continue;
            }
            String between = value.substring(copied, start);
            // RFC 2047 §6.2: white space between two words is none.
            if (!afterWord || !isSpace(between)) {
                append(out, utf8(between), gap, afterWord);
            }
            append(out, word, gap, !isSpace(between));
            afterWord = true;
            copied = end + 2;
            from = copied;
        }
        append(out, utf8(value.substring(copied)), gap, afterWord);
        return out.toString();
    }

    private static void append(StringBuilder out, String piece, String gap, boolean apart) {
        if (apart
                && !piece.isEmpty()
                && out.length() > 0
                && piece.charAt(0) > ' '
                && out.charAt(out.length() - 1) > ' ') {
            out.append(gap);
        }
        out.append(piece);
    }

    private static boolean isSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static @Nullable String word(String value, int from, int charsetEnd, int encodingEnd, int end) {
        String name = value.substring(from, charsetEnd);
        // RFC 2231 §5: a language may follow.
        int star = name.indexOf('*');
        name = star < 0 ? name : name.substring(0, star);
        char encoding = Ascii.lowerCase(value.charAt(encodingEnd - 1));
        Charset charset = charset(name);
        if (charset == null || (encoding != 'b' && encoding != 'q')) {
            return null;
        }
        String text = value.substring(encodingEnd + 1, end);
        return new String(encoding == 'b' ? base64(text) : q(text), charset);
    }

    /** The one of this name, or null where nobody knows it. */
    static @Nullable Charset charset(String name) {
        String lower = Ascii.lowerCase(name);
        // Most words have it, so that the others need not be gathered.
        return lower.equals("utf-8") ? StandardCharsets.UTF_8 : Known.BY_NAME.get(lower);
    }

    /**
     * By each of their names, in lower case. {@link Charset#forName} asks all providers anew for each name that nobody knows: a
     * field of such words took seconds.
     */
    private static final class Known {

        static final Map<String, Charset> BY_NAME = gathered();

        private static Map<String, Charset> gathered() {
            Map<String, Charset> found = new HashMap<>();
            for (Charset charset : Charset.availableCharsets().values()) {
                found.put(Ascii.lowerCase(charset.name()), charset);
                charset.aliases().forEach(alias -> found.putIfAbsent(Ascii.lowerCase(alias), charset));
            }
            return Map.copyOf(found);
        }
    }

    private static byte[] q(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(c == '_' ? ' ' : c);
            }
        }
        return out.toByteArray();
    }

    private static byte[] base64(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        int bits = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = Base64Text.value(text.charAt(i));
            if (value >= 0) {
                bits = (bits << 6 | value) & 0xFFFF;
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    out.write(bits >> count & 0xFF);
                }
            }
        }
        return out.toByteArray();
    }
}
