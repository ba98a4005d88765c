package org.signetmail.cli;

import picocli.CommandLine.Option;

/** How a command tells what it found: options of every command that finds something. */
final class OutputOptions {

    @Option(names = "--json", description = "Print one JSON object a line instead, of the shape in docs/command.md.")
    private boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colour: always, never, or auto: on a terminal, unless NO_COLOR is set.")
    private When color = When.AUTO;

    /** Whether there is colour. */
    enum When {
        ALWAYS,
        NEVER,
        AUTO;

        @Override
        public String toString() {
            return JsonParts.word(this);
        }
    }

    boolean json() {
        return json;
    }

    /** The colours of what is printed to the console's out. */
    Colors colors(Console console) {
        return switch (color) {
            case ALWAYS -> Colors.ON;
            case NEVER -> Colors.OFF;
            case AUTO -> Colors.of(console);
        };
    }
}
