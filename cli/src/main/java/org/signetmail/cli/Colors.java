package org.signetmail.cli;

/** Colour for words that say how good something is; without it the words say as much. */
enum Colors {
    ON,
    OFF;

    private static final String ESCAPE = "\u001B[";
    private static final String RESET = ESCAPE + "0m";

    /** On where out is a terminal that can, and nobody asked for none (https://no-color.org). */
    static Colors of(Console console) {
        boolean can = console.isTerminal(Console.Stream.OUT)
                && !console.variable("TERM").filter("dumb"::equals).isPresent();
        return can && console.variable("NO_COLOR").isEmpty() ? ON : OFF;
    }

    String good(String text) {
        return in("32", text);
    }

    String bad(String text) {
        return in("31", text);
    }

    String warning(String text) {
        return in("33", text);
    }

    /** A heading, or what everything else is about. */
    String bold(String text) {
        return in("1", text);
    }

    /** What may be passed over. */
    String faint(String text) {
        return in("2", text);
    }

    private String in(String code, String text) {
        return this == ON ? ESCAPE + code + "m" + text + RESET : text;
    }
}
