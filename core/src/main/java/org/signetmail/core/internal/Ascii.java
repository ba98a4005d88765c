package org.signetmail.core.internal;

/**
 * ASCII text in the hands of a protocol: letter case and classes of characters as the RFCs' ABNF means them, whatever
 * the default locale. Characters above 127 are never letters, digits or white space here.
 */
public final class Ascii {

    private Ascii() {}

    /**
     * Maps A to Z to a to z.
     *
     * @param c any character
     * @return its lower-case form, or the character itself
     */
    public static char lowerCase(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }

    /**
     * Maps A to Z to a to z and leaves all else.
     *
     * @param text any text
     * @return the text itself when it has no upper-case ASCII letter
     */
    public static String lowerCase(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                StringBuilder lower = new StringBuilder(text);
                for (; i < lower.length(); i++) {
                    lower.setCharAt(i, lowerCase(lower.charAt(i)));
                }
                return lower.toString();
            }
        }
        return text;
    }

    /**
     * The name of a constant as it stands in codes for programs.
     *
     * @param constant such as {@code TERM_LIMIT}
     * @return such as {@code term-limit}
     */
    public static String hyphenated(Enum<?> constant) {
        return lowerCase(constant.name()).replace('_', '-');
    }

    /**
     * Maps a to z to A to Z.
     *
     * @param c any character
     * @return its upper-case form, or the character itself
     */
    public static char upperCase(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c & ~0x20) : c;
    }

    /**
     * Maps a to z to A to Z and leaves all else.
     *
     * @param text any text
     * @return as long a text
     */
    public static String upperCase(String text) {
        StringBuilder upper = new StringBuilder(text);
        for (int i = 0; i < upper.length(); i++) {
            upper.setCharAt(i, upperCase(upper.charAt(i)));
        }
        return upper.toString();
    }

    /**
     * Compares without regard to the case of ASCII letters. {@link String#equalsIgnoreCase} would also find the Kelvin
     * sign equal to k.
     *
     * @param a one text
     * @param b the other
     * @return whether they are the same but for A to Z
     */
    public static boolean equalsIgnoreCase(String a, String b) {
        return a.length() == b.length() && startsWithIgnoreCase(a, 0, b);
    }

    /**
     * Looks for a text at one place, without regard to the case of ASCII letters.
     *
     * @param text the text to look into
     * @param from the index to look at
     * @param prefix what to find there
     * @return whether it is there
     */
    public static boolean startsWithIgnoreCase(String text, int from, String prefix) {
        if (from < 0 || prefix.length() > text.length() - from) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (lowerCase(text.charAt(from + i)) != lowerCase(prefix.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * WSP of RFC 5234: space or tab, nothing else.
     *
     * @param c any character
     * @return whether it is one of the two
     */
    public static boolean isWsp(int c) {
        return c == ' ' || c == '\t';
    }

    /**
     * DIGIT of RFC 5234.
     *
     * @param c any character
     * @return whether it is 0 to 9
     */
    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /**
     * ALPHA of RFC 5234.
     *
     * @param c any character
     * @return whether it is A to Z or a to z
     */
    public static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /**
     * ALPHA or DIGIT of RFC 5234.
     *
     * @param c any character
     * @return whether it is one of them
     */
    public static boolean isLetterOrDigit(int c) {
        return isLetter(c) || isDigit(c);
    }

    /**
     * Takes spaces and tabs off both ends, and nothing else: {@link String#trim} and {@link String#strip} take more.
     *
     * @param text any text
     * @return the text without WSP around it
     */
    public static String trimWsp(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWsp(text.charAt(start))) {
            start++;
        }
        while (end > start && isWsp(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /**
     * Makes third-party text safe to show on one line: an octet that is not printing ASCII becomes {@code \DDD}, its
     * value in three decimal digits as RFC 1035 §5.1 writes it, and a character above 255 the octets of its UTF-8. So a
     * no-break space reads {@code \194\160}. A backslash stays as it is.
     *
     * @param text any text; characters up to 255 are taken for octets
     * @param max the most characters to give, 0 or more
     * @return at most {@code max} characters of 0x20 to 0x7E; cut text ends in three dots, as far as they fit
     */
    public static String printable(String text, int max) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), max));
        int room = 0; // what stays when the dots have to go in
        int dots = Math.min(3, max);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            appendPrintable(shown, c);
            if (shown.length() > max) {
                shown.setLength(room);
                return shown.append("...", 0, dots).toString();
            }
            room = shown.length() <= max - dots ? shown.length() : room;
            i += Character.charCount(c);
        }
        return shown.toString();
    }

    /**
     * Appends one character as {@link #printable} shows it.
     *
     * @param shown where it goes
     * @param c a code point; up to 255 it is taken for an octet
     */
    public static void appendPrintable(StringBuilder shown, int c) {
        if (c >= 0x20 && c <= 0x7E) {
            shown.append((char) c);
        } else if (c <= 0xFF) {
            appendOctet(shown, c);
        } else if (c < 0x800) {
            appendOctet(shown, 0xC0 | (c >> 6));
            appendOctet(shown, 0x80 | (c & 0x3F));
        } else {
            // A lone surrogate has no UTF-8; it is shown as what its value would give.
            if (c < 0x10000) {
                appendOctet(shown, 0xE0 | (c >> 12));
            } else {
                appendOctet(shown, 0xF0 | (c >> 18));
                appendOctet(shown, 0x80 | ((c >> 12) & 0x3F));
            }
            appendOctet(shown, 0x80 | ((c >> 6) & 0x3F));
            appendOctet(shown, 0x80 | (c & 0x3F));
        }
    }

    private static void appendOctet(StringBuilder shown, int octet) {
        shown.append('\\').append((char) ('0' + octet / 100));
        shown.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
    }
}
