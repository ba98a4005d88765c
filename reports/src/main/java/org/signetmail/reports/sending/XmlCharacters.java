package org.signetmail.reports.sending;

/** Text that XML 1.0 can hold. */
final class XmlCharacters {

    /** What stands for a character that cannot be there. */
    private static final char REPLACEMENT = '\uFFFD';

    private XmlCharacters() {}

    /**
     * A text that comes back as it is when it is written and read: characters that XML cannot hold are replaced, white space is
     * single spaces, and there is none at the ends.
     */
    static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                space = out.length() > 0;
                continue;
            }
            if (space) {
                out.append(' ');
                space = false;
            }
            out.appendCodePoint(isCharacter(c) ? c : REPLACEMENT);
        }
        return out.toString();
    }

    /** XML 1.0 §2.2, less what processors handle each in their own way: DEL, the C1 controls, and noncharacters. */
    private static boolean isCharacter(int c) {
        return (c >= 0x20 && c < 0x7F)
                || (c >= 0xA0 && c < 0xD800)
                || (c >= 0xE000 && (c & 0xFFFE) != 0xFFFE && (c < 0xFDD0 || c > 0xFDEF));
    }

    /** Markup characters as references. What is not {@linkplain #clean clean} any more, as a line of text was damaged, is replaced. */
    static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.appendCodePoint(isCharacter(c) ? c : REPLACEMENT);
            }
        }
    }
}
