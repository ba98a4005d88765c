package org.signetmail.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands on the lines of a file, or of standard input: each in a line of its own, as {@code @FILE} and {@code -} on a command
 * line have it. Lines that start with {@code #} and empty ones count for nothing.
 */
final class InputLines {

    private static final int MOST_LINES = 10_000;

    private static final int MOST_OCTETS = 8 << 20;

    /** A line that counts. */
    record Line(int number, String text) {}

    private InputLines() {}

    /**
     * Reads what an argument names.
     *
     * @param argument {@code @FILE} or {@code -}
     * @throws UsageException when it cannot be read, or is too large
     */
    static byte[] octets(String argument, Console console) throws UsageException {
        String name = name(argument);
        byte[] octets;
        try (InputStream in = argument.equals("-") ? console.in() : Files.newInputStream(Path.of(name))) {
            octets = in.readNBytes(MOST_OCTETS + 1);
        } catch (IOException | InvalidPathException e) {
            throw UsageException.unreadable(name, e);
        }
        if (octets.length > MOST_OCTETS) {
            throw new UsageException(Printable.of(name) + " has more than " + (MOST_OCTETS >> 20) + " MiB");
        }
        return octets;
    }

    /**
     * The lines that count.
     *
     * @param argument what the octets were read from
     * @param what stands on each line, for a sentence
     * @throws UsageException when they are no UTF-8, there are too many, or no line counts
     */
    static List<Line> of(byte[] octets, String argument, String what) throws UsageException {
        String name = name(argument);
        List<String> all = text(octets, name).lines().limit(MOST_LINES + 1L).toList();
        if (all.size() > MOST_LINES) {
            throw new UsageException(Printable.of(name) + " has more than " + MOST_LINES + " lines");
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).isBlank() && !all.get(i).startsWith("#")) {
                lines.add(new Line(i + 1, all.get(i)));
            }
        }
        if (lines.isEmpty()) {
            throw new UsageException("there is no " + what + " in " + Printable.of(name));
        }
        return lines;
    }

    private static String name(String argument) {
        return argument.equals("-") ? "standard input" : argument.substring(1);
    }

    /** Whether an argument names lines. */
    static boolean isNamedBy(String argument) {
        return argument.equals("-") || argument.startsWith("@");
    }

    private static String text(byte[] octets, String name) throws UsageException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw UsageException.unreadable(name, e);
        }
    }
}
