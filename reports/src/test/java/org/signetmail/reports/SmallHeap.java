package org.signetmail.reports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.signetmail.testkit.Conformance;

/** What {@link ReportBoundsTest} runs in a JVM of its own with a heap of 64 MB. */
final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] args) throws IOException {
        if (args[0].equals("hostile")) {
            hostile();
        } else {
            large(Integer.parseInt(args[0]));
        }
    }

    /** Reads a report of so many records from a compressed file, and its rows once more. */
    private static void large(int records) throws IOException {
        Path file = Files.createTempFile("report", ".xml.gz");
        try {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
                new GeneratedReport(records).transferTo(out);
            }
            ReportReader reader = ReportReader.DEFAULT.withLimits(
                    ReportLimits.DEFAULT.withRecords(records).withOutputOctets(1L << 31));
            AggregateReport report =
                    (AggregateReport) reader.read(file).reports().get(0);
            long messages;
            try (Stream<AggregateRow> rows = report.rows()) {
                messages = rows.mapToLong(AggregateRow::count).sum();
            }
            System.out.println(
                    report.totals().rows() + " rows, " + report.totals().messages() + " messages, "
                            + report.totals().distinctIps() + " sources, " + messages + " again");
        } finally {
            Files.delete(file);
        }
    }

    /** Reads every file of the suite, as it is and as a stream. */
    private static void hostile() throws IOException {
        Optional<Path> suite = Conformance.find("reports");
        if (suite.isEmpty()) {
            System.out.println("no suite");
            return;
        }
        int files = 0;
        List<Path> all;
        try (Stream<Path> walk = Files.walk(suite.get())) {
            all = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : all) {
            ReportReader.DEFAULT.read(file);
            ReportReader.DEFAULT.read(Files.newInputStream(file));
            files++;
        }
        System.out.println(files > 110 ? "all read" : files + " files");
    }
}
