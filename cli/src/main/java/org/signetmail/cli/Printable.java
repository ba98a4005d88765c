package org.signetmail.cli;

import java.util.Locale;

/** Texts of strangers, file names among them, as a terminal may have them. */
final class Printable {

    private static final int MOST = 200;

    private Printable() {}

    /** On one line: what is no letter, digit or printable ASCII is escaped, what is long is cut. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(MOST).forEach(point -> {
            if ((point >= 0x20 && point < 0x7F) || Character.isLetterOrDigit(point)) {
                printable.appendCodePoint(point);
            } else {
                printable.append(String.format(Locale.ROOT, "\\u%04x", point));
            }
        });
        return text.codePointCount(0, text.length()) > MOST ? printable + "..." : printable.toString();
    }
}
