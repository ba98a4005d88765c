package org.signetmail.reports;

import java.util.Locale;
import java.util.Objects;

/** Text of strangers for people to read: what it says, and nothing that it does. */
public final class VisibleText {

    private VisibleText() {}

    /**
     * Shows a text on one line. Control, format and bidirectional characters, line ends, and whatever is no character are shown
     * as their numbers, as in {@code \{202E}}.
     *
     * @param text any text
     * @param most the most characters to show, 4 or more; cut text ends in three dots
     * @return what may be written to a terminal; markup in it is not escaped
     */
    public static String of(String text, int most) {
        StringBuilder shown =
                new StringBuilder(Math.min(Objects.requireNonNull(text, "text").length(), most));
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (shown.length() >= most - 3 && text.length() - i > 3) {
                return shown.append("...").toString();
            }
            if (isVisible(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format(Locale.ROOT, "\\{%04X}", c));
            }
            i += Character.charCount(c);
        }
        return shown.toString();
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
