package org.signetmail.reports.sending;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.signetmail.dmarc.Authentication;
import org.signetmail.reports.GeneratedReport;
import org.signetmail.reports.Report;
import org.signetmail.reports.ReportLimits;
import org.signetmail.reports.ReportQuery;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.ReportStore;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** What it takes to keep results and reports: {@code reports/measure store}. */
public final class StoreLoad {

    /** Results that are put in together. */
    private static final int BATCH = 10_000;

    private StoreLoad() {}

    /**
     * Counts in one place.
     *
     * @param args builder, sqlite, postgresql or rows; the number of messages or rows, and of sources; the address of the database
     * @throws Exception whatever goes wrong
     */
    public static void main(String[] args) throws Exception {
        int messages = Integer.parseInt(args[1]);
        if (args[0].equals("rows")) {
            rows(source(args[3]), args[3], messages);
            return;
        }
        List<Authentication> checked = CountingLoad.checked(Integer.parseInt(args[2]));
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        AggregateState state;
        long counted;
        if (args[0].equals("builder")) {
            AggregateReportBuilder builder = AggregateReportBuilder.create();
            for (int i = 0; i < messages; i++) {
                builder.add(result(checked, i));
            }
            counted = System.nanoTime();
            state = builder.take(builder.keys().get(0)).orElseThrow();
        } else {
            ResultStore store = ResultStore.open(source(args[3]));
            List<MessageResult> batch = new ArrayList<>();
            for (int i = 0; i < messages; i++) {
                batch.add(result(checked, i));
                if (batch.size() == BATCH || i == messages - 1) {
                    store.add(batch);
                    batch.clear();
                }
            }
            counted = System.nanoTime();
            state = store.take(store.keys().get(0), AggregateLimits.DEFAULT, Instant.now(), Duration.ofHours(1))
                    .orElseThrow()
                    .state();
        }
        long taken = System.nanoTime();
        int octets = AggregateDocument.of(state, ReportSubmitter.of("R", "receiver.example", "d@receiver.example"))
                .xml()
                .length;
        System.out.printf(
                Locale.ROOT,
                "%s: %,d messages in %,d rows, %,d octets of XML: put in in %.1f s, taken out in %.1f s, heap at most"
                        + " %d MB%n",
                args[0],
                state.messages(),
                state.table().shown().size(),
                octets,
                (counted - start) / 1e9,
                (taken - counted) / 1e9,
                CountingLoad.peak() >> 20);
    }

    private static MessageResult result(List<Authentication> checked, int i) {
        Instant day = Instant.ofEpochSecond(1_767_225_600);
        return MessageResult.of(checked.get(i % checked.size()), "mx1-" + i, day.plusMillis(i % 86_400_000L))
                .orElseThrow();
    }

    private static DataSource source(String url) throws SQLException {
        if (url.startsWith("jdbc:sqlite:")) {
            // As the command has it.
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
            SQLiteDataSource source = new SQLiteDataSource(config);
            source.setUrl(url);
            return source;
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setReWriteBatchedInserts(true);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS load CASCADE");
            statement.execute("CREATE SCHEMA load");
        }
        source.setCurrentSchema("load");
        return source;
    }

    /** One large report that is kept, and shown for one network and as a whole. */
    private static void rows(DataSource source, String url, int rows) throws Exception {
        ReportReader reader = ReportReader.DEFAULT.withLimits(
                ReportLimits.DEFAULT.withRecords(rows).withInputOctets(1L << 40).withOutputOctets(1L << 40));
        try (InputStream in = new GeneratedReport(rows)) {
            Report report = reader.read(in).reports().get(0);
            ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
            ReportStore store = ReportStore.open(source);
            long start = System.nanoTime();
            store.add(report, Optional.empty());
            long kept = System.nanoTime();
            store.add(report, Optional.empty());
            long again = System.nanoTime();
            long messages =
                    store.overview(ReportQuery.ALL, address -> Optional.empty()).messages();
            long shown = System.nanoTime();
            long some = store.overview(
                            ReportQuery.ALL.withNetwork(InetAddress.getByName("10.0.3.0"), 24),
                            address -> Optional.empty())
                    .messages();
            long asked = System.nanoTime();
            System.out.printf(
                    Locale.ROOT,
                    "a report of %,d rows in %s: put in in %.1f s, found to be there in %.1f s, %,d messages shown in"
                            + " %.1f s, %,d of one network in %.3f s, heap at most %d MB%n",
                    rows,
                    url.substring(0, url.indexOf(':', 5)),
                    (kept - start) / 1e9,
                    (again - kept) / 1e9,
                    messages,
                    (shown - again) / 1e9,
                    some,
                    (asked - shown) / 1e9,
                    CountingLoad.peak() >> 20);
        }
    }
}
