package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.spf.address.IpAddress;
import tools.jackson.core.JsonParser;

/** What {@link ReportBoundsTest}, {@link HostileReportTest} and {@code reports/measure} run in a JVM of its own with a small heap. */
final class SmallHeap {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final List<MemoryPoolMXBean> POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    private SmallHeap() {}

    /** Runs it in a heap of so many MB, and gives what it printed. */
    static String run(int heap, String... args) throws IOException, InterruptedException {
        Process process = start(heap, false, args);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** Starts it, with the fast compiler alone for what is short; what it says on either stream is one. */
    static Process start(int heap, boolean isShort, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (isShort ? 1 : 4),
                "-cp",
                classPath(),
                SmallHeap.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Where the classes that it needs are from, however these tests were started. */
    private static String classPath() {
        return Stream.of(
                        SmallHeap.class,
                        ReportReader.class,
                        DmarcResult.class,
                        DkimResult.class,
                        IpAddress.class,
                        Message.class,
                        JsonParser.class)
                .map(each -> Path.of(URI.create(each.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    public static void main(String[] args) throws IOException {
        if (args[0].equals("files")) {
            ReportReader reader = ReportReader.DEFAULT.withLimits(HostileInputs.limits(Integer.parseInt(args[1])));
            BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String name = names.readLine(); name != null; name = names.readLine()) {
                System.out.println(cost(reader, Path.of(name)));
            }
        } else {
            // A file that is written and read, and a stream.
            Path file = Path.of(args[1]);
            int records = Integer.parseInt(args[2]);
            // Before anybody has asked for it.
            System.setProperty("java.io.tmpdir", args[3]);
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
                new GeneratedReport(records).transferTo(out);
            }
            System.out.println(large(reader -> reader.read(file), records));
            System.out.println(large(reader -> reader.read(new GeneratedReport(records)), records));
        }
    }

    private interface Reading {
        ReadOutcome by(ReportReader reader) throws IOException;
    }

    /** Reads a report of so many records, with the limits raised where they must be, and its rows once more. */
    private static String large(Reading reading, int records) throws IOException {
        ReportReader reader = records <= 100_000
                ? ReportReader.DEFAULT
                : ReportReader.DEFAULT.withLimits(
                        ReportLimits.DEFAULT.withRecords(records).withOutputOctets(1L << 31));
        long start = THREADS.getCurrentThreadCpuTime();
        AggregateReport report = (AggregateReport) reading.by(reader).reports().get(0);
        double read = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
        ReportTotals totals = report.totals();
        long messages;
        start = THREADS.getCurrentThreadCpuTime();
        try (Stream<AggregateRow> rows = report.rows()) {
            messages = rows.mapToLong(AggregateRow::count).sum();
        }
        double again = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
        return String.format(
                Locale.ROOT,
                "Signet: %d rows, %d messages, %d sources, %d messages again; %.1f s of processor time, %.1f s for the"
                        + " rows again, %d MB of heap at most, %s",
                totals.rows(),
                totals.messages(),
                totals.distinctIps(),
                messages,
                read,
                again,
                peak() >> 20,
                memory());
    }

    private static long peak() {
        return POOLS.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    /** What the whole process took, where the system tells. */
    private static String memory() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .findFirst()
                        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB of memory")
                        .orElse("")
                : "";
    }

    /**
     * What came of a file, the octets allocated, the milliseconds of processor time of the thread that reads, the most MB of heap,
     * garbage included, the milliseconds of processor time of the process, compilers included, and those of a clock, with bars
     * between them.
     */
    private static String cost(ReportReader reader, Path file) throws IOException {
        POOLS.forEach(MemoryPoolMXBean::resetPeakUsage);
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long wall = System.nanoTime();
        long process = SYSTEM.getProcessCpuTime();
        long time = THREADS.getCurrentThreadCpuTime();
        String what = "";
        try {
            ReadOutcome outcome = reader.read(file);
            time = THREADS.getCurrentThreadCpuTime() - time;
            process = SYSTEM.getProcessCpuTime() - process;
            wall = System.nanoTime() - wall;
            what = outcome(outcome);
        } catch (OutOfMemoryError e) {
            what = "out of memory";
        }
        return what + "|" + (THREADS.getCurrentThreadAllocatedBytes() - allocated) + "|" + time / 1_000_000 + "|"
                + (peak() >> 20) + "|" + process / 1_000_000 + "|" + wall / 1_000_000;
    }

    private static String outcome(ReadOutcome outcome) throws IOException {
        for (Report report : outcome.reports()) {
            if (report instanceof AggregateReport aggregate) {
                try (Stream<AggregateRow> rows = aggregate.rows()) {
                    rows.forEach(row -> {});
                }
            }
        }
        return outcome.refusal()
                .map(each -> each.type().keyword()
                        + each.limit().map(limit -> " " + limit.keyword()).orElse(""))
                .orElse("report");
    }
}
