package org.signetmail.cli;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {

    private Numbers() {}

    /** A number with commas between thousands. */
    static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number and what is counted, which is given for one and takes an s for others. */
    static String counted(long number, String what) {
        return of(number) + " " + what + (number == 1 ? "" : "s");
    }
}
