package org.signetmail.reports;

import java.util.Objects;

/** Text of strangers for people to read: what it says, and nothing that it does. */
public final class VisibleText {

    /** No language needs more; a tower of them covers the lines above. */
    private static final int MOST_MARKS = 2;

    private VisibleText() {}

    /**
     * Shows a text on one line. Control, format and bidirectional characters, line ends, and whatever is no character are shown
     * as their numbers, as in {@code \{202E}}; so are marks beyond the second on one letter.
     *
     * @param text any text
     * @param most the most characters to show, 4 or more; cut text ends in three dots
     * @return what may be written to a terminal; markup in it is not escaped
     */
    public static String of(String text, int most) {
        StringBuilder shown =
                new StringBuilder(Math.min(Objects.requireNonNull(text, "text").length(), most));
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            marks = isMark(c) ? marks + 1 : 0;
            if (shown.length() >= most - 3 && text.length() - i > 3) {
                return shown.append("...").toString();
            }
            if (isVisible(c) && marks <= MOST_MARKS) {
                shown.appendCodePoint(c);
            } else {
                shown.append("\\{");
                for (int shift = c > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) {
                    // Four digits, or as many as it has.
                    if (shift < 16 || c >> shift != 0) {
                        shown.append("0123456789ABCDEF".charAt(c >> shift & 15));
                    }
                }
                shown.append('}');
            }
            i += Character.charCount(c);
        }
        return shown.toString();
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
