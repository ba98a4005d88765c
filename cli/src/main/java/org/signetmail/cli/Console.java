package org.signetmail.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a command is given by the place it runs in; a command takes none of it from the JVM itself. */
final class Console {

    /** A stream that a person may look at. */
    enum Stream {
        OUT,
        ERR
    }

    private final InputStream in;
    private final PrintWriter out;
    private final OutputStream octets;
    private final PrintWriter err;
    private final InstantSource clock;
    private final Map<String, String> environment;
    private final Set<Stream> terminals;

    private Console(
            InputStream in,
            PrintWriter out,
            OutputStream octets,
            PrintWriter err,
            InstantSource clock,
            Map<String, String> environment,
            Set<Stream> terminals) {
        this.in = in;
        this.out = out;
        this.octets = octets;
        this.err = err;
        this.clock = clock;
        this.environment = environment;
        this.terminals = terminals;
    }

    /** The streams alone: no terminal, an empty environment, the system's clock. */
    static Console of(InputStream in, OutputStream out, PrintWriter err) {
        return of(in, writer(out), out, err);
    }

    /** Likewise, for a writer that has no octets below it: each octet becomes a character. */
    static Console of(InputStream in, PrintWriter out, PrintWriter err) {
        return of(in, out, new OctetsAsText(out), err);
    }

    private static Console of(InputStream in, PrintWriter out, OutputStream octets, PrintWriter err) {
        return new Console(in, out, octets, err, InstantSource.system(), Map.of(), EnumSet.noneOf(Stream.class));
    }

    Console withClock(InstantSource newClock) {
        return new Console(in, out, octets, err, newClock, environment, terminals);
    }

    Console withEnvironment(Map<String, String> newEnvironment) {
        return new Console(in, out, octets, err, clock, Map.copyOf(newEnvironment), terminals);
    }

    Console withTerminals(Set<Stream> newTerminals) {
        return new Console(in, out, octets, err, clock, environment, Set.copyOf(newTerminals));
    }

    /** What {@code -} reads. */
    InputStream in() {
        return in;
    }

    /** For verdicts and reports: what was asked for, and nothing else. */
    PrintWriter out() {
        return out;
    }

    /** Puts a message to where out goes, as it is. */
    void write(byte[] message) throws IOException {
        out.flush();
        octets.write(message);
        octets.flush();
    }

    /** For what is said beside it: one line when the command was used wrongly, notes, progress. */
    PrintWriter err() {
        return err;
    }

    InstantSource clock() {
        return clock;
    }

    /** A variable of the environment; an empty one is as good as none. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    boolean isTerminal(Stream stream) {
        return terminals.contains(stream);
    }

    /** Writes UTF-8 whatever the system's charset. Not of System.out, which keeps to itself that it could not write. */
    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }

    /** A verdict that nobody could read must not look like one: false, and said, when what was printed got lost. */
    boolean written() {
        boolean written = !out.checkError();
        if (!written) {
            err.println("signet: the output could not be written");
        }
        return written;
    }

    private static final class OctetsAsText extends OutputStream {
        private final PrintWriter out;

        private OctetsAsText(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void write(int octet) {
            out.write(octet & 0xFF);
        }
    }
}
