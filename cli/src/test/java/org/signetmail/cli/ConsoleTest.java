package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.cli.Console.Stream;

class ConsoleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = NOON;

    private Console console() {
        return Console.of(InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err))
                .withClock(() -> now);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            out | TERM=xterm             | ON
            out | TERM=dumb              | OFF
            out | NO_COLOR=1             | OFF
            out | NO_COLOR=              | ON
            err | TERM=xterm             | OFF
            """)
    void colourIsForATerminalUnlessNobodyWantsIt(String stream, String variable, Colors colors) {
        String[] parts = variable.split("=", -1);
        Console console = console()
                .withTerminals(Set.of(stream.equals("out") ? Stream.OUT : Stream.ERR))
                .withEnvironment(Map.of(parts[0], parts[1]));
        assertThat(Colors.of(console)).isEqualTo(colors);
    }

    @Test
    void progressIsWrittenOverAndTakenAway() {
        try (Progress progress = new Progress(console().withTerminals(Set.of(Stream.ERR)))) {
            progress.tell("1 of 20");
            progress.tell("2 of 20, too soon");
            now = NOON.plusMillis(100);
            progress.tell("3");
        }
        assertThat(err.toString()).isEqualTo("\r1 of 20\r3      \r \r");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whereNobodyLooksOnThereIsNoProgress() {
        try (Progress progress = new Progress(console())) {
            progress.tell("1 of 20");
        }
        assertThat(err.toString()).isEmpty();
    }
}
