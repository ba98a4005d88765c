package org.signetmail.cli;

import java.util.Locale;

/** Texts of strangers, file names among them, as a terminal may have them. */
final class Printable {

    private static final int MOST = 200;

    private Printable() {}

    /** A name on one line: what is no letter, digit or printable ASCII is escaped, and what is long is cut. */
    static String of(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= MOST ? text(text) : text(text.substring(0, text.offsetByCodePoints(0, MOST))) + "...";
    }

    /** The same of any length, for sentences. */
    static String text(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if ((point >= 0x20 && point < 0x7F) || Character.isLetterOrDigit(point)) {
                printable.appendCodePoint(point);
            } else {
                printable.append(String.format(Locale.ROOT, "\\u%04x", point));
            }
        });
        return printable.toString();
    }
}
