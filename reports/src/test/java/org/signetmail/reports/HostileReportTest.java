package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.testkit.Conformance;

/**
 * What was made to cost memory or time fits into a heap of 64 MB, and makes no work that grows faster than the input. The test
 * has an eighth of it all: inputs, limits, and heap but for what the JVM itself needs.
 */
@Timeout(300)
class HostileReportTest {

    private static final int EIGHTH = 8;
    private static final int SMALLEST_HEAP = 14;

    /** An honest report of the largest size takes a third of it, read twice; how much the JVM saves is not always the same. */
    private static final long MOST_ALLOCATED = 2L << 30;

    /** The issue of a machine without other work: so long may the largest take in a JVM that has just started. */
    private static final int MOST_MILLISECONDS = 2000;

    @TempDir
    private Path folder;

    /** A JVM of its own, which is given one file after the other. */
    private static final class Reader implements AutoCloseable {
        private final Process process;
        private final Writer names;
        private final BufferedReader lines;

        Reader(int heap, int part) throws IOException {
            process = SmallHeap.start(heap, part > 1, "files", String.valueOf(part));
            names = process.outputWriter(UTF_8);
            lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        }

        /** What came of it, octets allocated, milliseconds, MB of heap, milliseconds of the process and of a clock. */
        String[] read(Path file) throws IOException {
            names.write(file + "\n");
            names.flush();
            String line = String.valueOf(lines.readLine());
            String[] cells = line.split("\\|", -1);
            assertThat(cells).as(file + ": " + line).hasSize(6);
            assertThat(cells[0]).as(file.toString()).isNotEqualTo("out of memory");
            return cells;
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    @Test
    void hostileInputs() throws IOException {
        try (Reader reader = new Reader(SMALLEST_HEAP, EIGHTH)) {
            HostileInputs.each(EIGHTH, folder, (file, expected) -> {
                String[] cells = reader.read(file);
                assertThat(List.of(expected.split(" or "))).as(file.toString()).contains(cells[0]);
                assertThat(Long.parseLong(cells[1])).as(file.toString()).isLessThan(MOST_ALLOCATED / EIGHTH);
            });
        }
    }

    @Test
    void everyInputOfTheSuite() throws IOException {
        Optional<Path> suite = Conformance.find("reports");
        assumeTrue(suite.isPresent(), Conformance.MISSING);
        try (Reader reader = new Reader(SMALLEST_HEAP, 1);
                Stream<Path> walk = Files.walk(suite.get())) {
            for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                assertThat(Long.parseLong(reader.read(file)[1]))
                        .as(file.toString())
                        .isLessThan(MOST_ALLOCATED / EIGHTH);
            }
        }
    }

    /**
     * Prints what each costs, at its full size, in a JVM that has read nothing before, and fails when one is not as it has to be:
     * {@code reports/measure hostile}.
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("hostile");
        List<String> wrong = new ArrayList<>();
        System.out.println(
                "| input | MB | what comes of it | ms of the thread that reads | ms of the process, compilers included"
                        + " | ms of a clock | MB allocated | MB of heap at most |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        try {
            HostileInputs.each(1, folder, (file, expected) -> {
                if (args.length > 0 && !file.getFileName().toString().contains(args[0])) {
                    return;
                }
                try (Reader reader = new Reader(64, 1)) {
                    String[] cells = reader.read(file);
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %.1f | %s | %s | %s | %s | %.1f | %s |%n",
                            file.getFileName(),
                            Files.size(file) / 1e6,
                            cells[0],
                            cells[2],
                            cells[4],
                            cells[5],
                            Long.parseLong(cells[1]) / 1e6,
                            cells[3]);
                    if (!List.of(expected.split(" or ")).contains(cells[0])) {
                        wrong.add(file.getFileName() + ": " + expected + " was expected");
                    }
                    if (Long.parseLong(cells[1]) > MOST_ALLOCATED) {
                        wrong.add(file.getFileName() + ": more than " + MOST_ALLOCATED + " octets allocated");
                    }
                    if (Long.parseLong(cells[5]) > MOST_MILLISECONDS) {
                        wrong.add(file.getFileName() + ": more than " + MOST_MILLISECONDS + " ms");
                    }
                }
            });
        } finally {
            Files.delete(folder);
        }
        wrong.forEach(System.err::println);
        System.exit(wrong.isEmpty() ? 0 : 1);
    }
}
