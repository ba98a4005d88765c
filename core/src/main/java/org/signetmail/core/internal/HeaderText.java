package org.signetmail.core.internal;

/**
 * Puts text of unknown origin into a structured header field, so that it stays the one word or comment it is meant to
 * be.
 */
public final class HeaderText {

    /** The most characters of a keyword. Who reads and who writes go by the same. */
    private static final int MAX_KEYWORD = 100;

    private HeaderText() {}

    /**
     * Takes out what may end a line or hide: control characters, line separators,
     * invisible ones that change how others are shown, lone surrogates.
     *
     * @param text any text
     * @return the rest of it
     */
    public static String clean(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int length = Character.charCount(c);
            int type = Character.getType(c);
            if (type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR
                    && type != Character.SURROGATE) {
                kept.append(text, i, i + length);
            }
            i += length;
        }
        return kept.toString();
    }

    /**
     * Takes at most so many characters, and never half a character.
     *
     * @param text any text
     * @param max the most characters to keep, 4 or more
     * @return the text, or its beginning and three dots
     */
    public static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - 3;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "...";
    }

    /**
     * Writes a {@code value = token / quoted-string} (RFC 8601 §2.2, RFC 2045 §5.1).
     *
     * @param text any text
     * @return one word that means the cleaned text
     */
    public static String value(String text) {
        String clean = clean(text);
        return isToken(clean, 0, clean.length()) ? clean : quoted(clean);
    }

    /**
     * Writes a {@code pvalue = value / [ [ local-part ] "@" ] domain-name} (RFC 8601 §2.2).
     *
     * @param text any text
     * @return one word that means the cleaned text
     */
    public static String propertyValue(String text) {
        String clean = clean(text);
        int at = clean.indexOf('@');
        boolean address = at >= 0 && (at == 0 || isDotAtom(clean, at)) && isDomain(clean, at + 1);
        return address ? clean : value(clean);
    }

    /**
     * Writes a {@code comment} (RFC 5322 §3.2.2).
     *
     * @param text cleaned text
     * @return the text in parentheses
     */
    public static String comment(String text) {
        StringBuilder comment = new StringBuilder(text.length() + 2).append('(');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == ')' || c == '\\') {
                comment.append('\\');
            }
            comment.append(c);
        }
        return comment.append(')').toString();
    }

    /**
     * Writes a {@code dot-atom / quoted-string}, as Received-SPF has them (RFC 7208 §9.1).
     *
     * @param text any text
     * @return one word that means the cleaned text
     */
    public static String dotAtomOrQuoted(String text) {
        String clean = clean(text);
        return isDotAtom(clean, clean.length()) ? clean : quoted(clean);
    }

    /**
     * Whether a text is {@code Keyword = Ldh-str} (RFC 5321 §4.1.2), as methods and results are; with underscores, which
     * some results have, and of bounded length.
     *
     * @param text any text
     * @return whether it is one, of at most 100 characters
     */
    public static boolean isKeyword(String text) {
        if (text.length() > MAX_KEYWORD) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!Ascii.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '-' && text.charAt(i) != '_') {
                return false;
            }
        }
        return !text.isEmpty() && text.charAt(text.length() - 1) != '-';
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    private static boolean isToken(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            // Interpretation of RFC 8601 §2.2: text beyond ASCII is quoted, though RFC 6532 would let it stand in a
            // token.
            if (c <= ' ' || c >= 0x7F || "()<>@,;:\\\"/[]?=".indexOf(c) >= 0) {
                return false;
            }
        }
        return from < to;
    }

    private static boolean isDotAtom(String text, int to) {
        boolean afterDot = true;
        for (int i = 0; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.' ? afterDot : !Ascii.isLetterOrDigit(c) && "!#$%&'*+-/=?^_`{|}~".indexOf(c) < 0) {
                return false;
            }
            afterDot = c == '.';
        }
        return !afterDot;
    }

    /** {@code domain-name} of RFC 6376 §3.5: letters, digits and hyphens, with single dots between them. */
    private static boolean isDomain(String text, int from) {
        boolean afterDot = true;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' ? afterDot : !Ascii.isLetterOrDigit(c) && c != '-') {
                return false;
            }
            afterDot = c == '.';
        }
        return !afterDot;
    }
}
