package org.signetmail.cli;

import java.time.Duration;
import java.time.Instant;

/** A line on a terminal that tells how far a command is; nothing where err is none. */
final class Progress implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(100);

    /** What is longer might wrap, and then could not be written over. */
    private static final int MOST = 79;

    private final Console console;
    private final boolean shown;
    private Instant next = Instant.MIN;
    private int width;

    Progress(Console console) {
        this.console = console;
        this.shown = console.isTerminal(Console.Stream.ERR);
    }

    /**
     * Tells what is done now; ten times a second at most.
     *
     * @param line as {@link Printable} makes it
     */
    void tell(String line) {
        if (!shown || console.clock().instant().isBefore(next)) {
            return;
        }
        next = console.clock().instant().plus(PACE);
        write(line.substring(0, Math.min(line.length(), MOST)));
    }

    /** Takes the line away, so that something else can be printed. */
    void clear() {
        if (width > 0) {
            write("");
            console.err().print('\r');
            console.err().flush();
            width = 0;
        }
    }

    private void write(String line) {
        console.err().print('\r' + line + " ".repeat(Math.max(0, width - line.length())));
        console.err().flush();
        width = line.length();
    }

    @Override
    public void close() {
        clear();
    }
}
