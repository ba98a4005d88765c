package org.signetmail.dkim.diagnosis;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/** Text in UTF-8 and the encoded words of RFC 2047 for it; one {@code char} an octet. */
final class EncodedWords {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** RFC 2047 §2: no encoded word is longer. */
    private static final int LONGEST_WORD = 75;

    private EncodedWords() {}

    /**
     * Decodes the encoded words of a text.
     *
     * @return the text in UTF-8; null when there are none, or one is in a charset that is not known here
     */
    static @Nullable String decoded(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean found = false;
        boolean afterWord = false;
        int i = 0;
        while (i < text.length()) {
            int end = text.startsWith("=?", i) ? endOfWord(text, i) : -1;
            if (end > 0) {
                String word = decodedWord(text.substring(i + 2, end - 2));
                if (word == null) {
                    return null;
                }
                result.append(word);
                found = true;
                afterWord = true;
                i = end;
                continue;
            }
            int next = FieldText.skipSpace(text, i);
            // RFC 2047 §6.2: white space between encoded words is none of the text.
            if (afterWord && next > i && text.startsWith("=?", next) && endOfWord(text, next) > 0) {
                i = next;
                continue;
            }
            result.append(text.charAt(i));
            afterWord = false;
            i++;
        }
        return found ? result.toString() : null;
    }

    /** The index behind an encoded word; -1 when there is none. */
    private static int endOfWord(String text, int start) {
        int charsetEnd = text.indexOf('?', start + 2);
        if (charsetEnd < 0 || charsetEnd - start > LONGEST_WORD) {
            return -1;
        }
        int limit = Math.min(text.length() - 1, start + 2 * LONGEST_WORD);
        for (int i = charsetEnd + 3; i < limit; i++) {
            if (text.charAt(i) == '?' && text.charAt(i + 1) == '=') {
                return i + 2;
            }
            if (text.charAt(i) <= ' ') {
                return -1;
            }
        }
        return -1;
    }

    /** Of {@code charset?q?text}. */
    private static @Nullable String decodedWord(String word) {
        int first = word.indexOf('?');
        int second = word.indexOf('?', first + 1);
        if (second != first + 2) {
            return null;
        }
        String encoded = word.substring(second + 1);
        byte[] octets = Ascii.lowerCase(word.charAt(first + 1)) == 'b' ? base64(encoded) : q(encoded);
        String charset = Ascii.lowerCase(word.substring(0, first));
        if (octets == null) {
            return null;
        }
        return switch (charset) {
            case "utf-8", "us-ascii" -> new String(octets, StandardCharsets.ISO_8859_1);
            case "iso-8859-1" -> utf8(octets, StandardCharsets.ISO_8859_1);
            default -> null;
        };
    }

    private static String utf8(byte[] octets, Charset charset) {
        return new String(new String(octets, charset).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static byte @Nullable [] base64(String encoded) {
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte @Nullable [] q(String encoded) {
        StringBuilder result = new StringBuilder(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '=') {
                int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(encoded.charAt(i + 2), 16);
                if (low < 0) {
                    return null;
                }
                result.append((char) (high << 4 | low));
                i += 2;
            } else {
                result.append(c == '_' ? ' ' : c);
            }
        }
        return FieldText.octets(result.toString());
    }

    /** Whether a text has octets beyond ASCII. */
    static boolean isRaw(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7E) {
                return true;
            }
        }
        return false;
    }

    /**
     * The encodings that mailers use for a text in UTF-8: all of it, or from its first word that needs it to the last.
     *
     * @param text has octets beyond ASCII
     * @return each with encoded words, those of one text one space apart
     */
    static List<String> encodings(String text) {
        int first = 0;
        while (text.charAt(first) < 0x7F) {
            first++;
        }
        int from = text.lastIndexOf(' ', first) + 1;
        int last = text.length() - 1;
        while (text.charAt(last) < 0x7F) {
            last--;
        }
        int space = text.indexOf(' ', last);
        int to = space < 0 ? text.length() : space;
        List<String> encodings = new ArrayList<>();
        for (String charset : List.of("UTF-8", "utf-8")) {
            for (char encoding : new char[] {'Q', 'B', 'q', 'b'}) {
                for (boolean strict : new boolean[] {false, true}) {
                    if (strict && (encoding == 'B' || encoding == 'b')) {
                        continue;
                    }
                    encodings.add(words(text, charset, encoding, strict));
                    encodings.add(text.substring(0, from)
                            + words(text.substring(from, to), charset, encoding, strict)
                            + text.substring(to));
                }
            }
        }
        return encodings;
    }

    private static String words(String text, String charset, char encoding, boolean strict) {
        boolean b = encoding == 'B' || encoding == 'b';
        StringBuilder result = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            int room = LONGEST_WORD - charset.length() - 7;
            int to = from;
            int used = 0;
            while (to < text.length()) {
                int next = endOfCharacter(text, to);
                int cost = 0;
                for (int i = to; i < next; i++) {
                    cost += isPlain(text.charAt(i), strict) ? 1 : 3;
                }
                int total = b ? (next - from + 2) / 3 * 4 : used + cost;
                if (total > room && to > from) {
                    break;
                }
                used += cost;
                to = next;
            }
            result.append(result.isEmpty() ? "" : " ")
                    .append("=?")
                    .append(charset)
                    .append('?');
            result.append(encoding).append('?');
            String piece = text.substring(from, to);
            result.append(b ? Base64.getEncoder().encodeToString(FieldText.octets(piece)) : q(piece, strict));
            result.append("?=");
            from = to;
        }
        return result.toString();
    }

    /** The index behind the UTF-8 character at an index. */
    private static int endOfCharacter(String text, int start) {
        int end = start + 1;
        while (end < text.length() && (text.charAt(end) & 0xC0) == 0x80) {
            end++;
        }
        return end;
    }

    private static String q(String text, boolean strict) {
        StringBuilder result = new StringBuilder(3 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                result.append('_');
            } else if (isPlain(c, strict)) {
                result.append(c);
            } else {
                result.append('=').append(HEX.toHexDigits((byte) c));
            }
        }
        return result.toString();
    }

    /** RFC 2047 §4.2; strict is what §5 (3) allows in a phrase. */
    private static boolean isPlain(char c, boolean strict) {
        if (Ascii.isLetterOrDigit(c) || c == ' ') {
            return true;
        }
        return strict
                ? c == '!' || c == '*' || c == '+' || c == '-' || c == '/'
                : c > ' ' && c < 0x7F && c != '=' && c != '?' && c != '_';
    }
}
