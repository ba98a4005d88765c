package org.signetmail.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Signet and the limit by turns in one Java, some milliseconds each: what disturbs the machine disturbs both, so that their
 * ratio can be told while other programs run. Times are processor time of the thread.
 */
final class SideBySide {

    /** What Java the rows get: that of {@link Measured}. */
    private static final List<String> OPTIONS = List.of("-Xms256m", "-Xmn128m", "-Xmx2g", "-XX:+AlwaysPreTouch");

    /** How long one of them has its turn. */
    private static final double TURN_NANOS = 3e6;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Written, so that no result goes unused. */
    @SuppressWarnings("unused")
    private static volatile Object used = "";

    private SideBySide() {}

    /** All rows with a limit and a goal whose names the property {@code rows} finds, each in a Java of its own. */
    static String report() throws IOException, InterruptedException {
        return report(System.getProperty("rows", ""), Double.parseDouble(System.getProperty("seconds", "2")));
    }

    static String report(String rows, double seconds) throws IOException, InterruptedException {
        StringBuilder table =
                new StringBuilder("\n| work | Signet | limit | Signet / limit | goal |\n|---|--:|--:|--:|--:|\n");
        Pattern pattern = Pattern.compile(rows);
        for (Row row : Rows.all()) {
            if (row.goal().kind() == Goal.Kind.RATIO
                    && row.engines().containsKey(Engine.LIMIT)
                    && pattern.matcher(row.name()).find()) {
                Process java = OwnJava.of(
                                OPTIONS, List.of(SideBySide.class.getName(), row.name(), String.valueOf(seconds)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                String line = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (java.waitFor() != 0) {
                    throw new IllegalStateException(row.name() + ": the Java for it ended with " + java.exitValue());
                }
                System.out.print(line);
                table.append(line);
            }
        }
        return table.toString();
    }

    /**
     * Measures one row and prints its line.
     *
     * @param args the row's name, and for how many seconds of processor time; twice as long before, for the JIT
     * @throws Exception when an operation went wrong
     */
    public static void main(String[] args) throws Exception {
        Row row = Rows.named(args[0]);
        double nanos = Double.parseDouble(args[1]) * 1e9;
        Operation signet = row.operation(Engine.SIGNET);
        Operation limit = row.operation(Engine.LIMIT);
        long start = THREADS.getCurrentThreadCpuTime();
        do {
            turn(signet, 5);
            turn(limit, 5);
        } while (THREADS.getCurrentThreadCpuTime() - start < 2 * nanos);
        int times = (int) Math.max(1, TURN_NANOS / turn(limit, 5));
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        start = THREADS.getCurrentThreadCpuTime();
        do {
            ours.add(turn(signet, times));
            bare.add(turn(limit, times));
        } while (THREADS.getCurrentThreadCpuTime() - start < nanos);
        double median = Bench.median(ours);
        double least = Bench.median(bare);
        System.out.write(String.format(
                        Locale.ROOT,
                        "| %s | %.1f µs | %.1f µs | ×%.2f | %s |%n",
                        row.name(),
                        median / 1e3,
                        least / 1e3,
                        median / least,
                        row.goal())
                .getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    /** The nanoseconds of one operation, of so many. */
    private static double turn(Operation operation, int times) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            used = operation.run();
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / (double) times;
    }
}
