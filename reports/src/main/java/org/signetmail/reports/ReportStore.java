package org.signetmail.reports;

import java.net.InetAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.signetmail.core.DomainName;
import org.signetmail.reports.sql.Database;

/**
 * Keeps reports in a database, SQLite or PostgreSQL: each once, to be asked for by domain, day and source, for as long as one
 * wants. The driver is the user's, and so is the {@link DataSource}; one that keeps connections is better off. With PostgreSQL any
 * number of programs may use one database at a time.
 *
 * <pre>{@code
 * ReportStore store = ReportStore.open(dataSource);                         // makes the tables when there are none
 * for (ReceivedReport each : intake.receive(mail, verdict, outcome)) {
 *     if (each.trust() == ReportTrust.ACCEPT) {
 *         store.add(each.report(), each.reporter());                        // FIRST, AGAIN or DIFFERENT
 *     }
 * }
 * ReportOverview january = store.overview(ReportQuery.ALL.withSince(first).withUntil(last), address -> Optional.empty());
 * store.deleteBefore(LocalDate.now(ZoneOffset.UTC).minusDays(400));
 * }</pre>
 *
 * <p>A report comes back as it was read: with its problems, its unknown words, absent what was absent. Failure reports are not kept:
 * they are about a single message and the people who wrote it, and nothing in them tells one from the next. All texts reach the
 * database as parameters of statements. Immutable, and thread-safe when the data source is.
 */
public final class ReportStore {

    private static final String INSERT =
            "INSERT INTO signet_report (report_key, contents, kind, domain, day, period_begin, period_end, reporter,"
                    + " organization, report_id, messages, passing, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (report_key) DO NOTHING RETURNING id";

    private static final String OLD = " WHERE report IN (SELECT id FROM signet_report WHERE day < ? OR day IS NULL)";

    /**
     * In front of the digest of what a report says. Where a later version says the same in other words, this changes, and digests of
     * another form are not compared.
     */
    private static final String FORM = "1:";

    private static final String AGGREGATE = "aggregate";
    private static final String TLS = "tls";

    private final Database database;
    private final StoredRows rows;

    private ReportStore(Database database) {
        this.database = database;
        this.rows = new StoredRows(database);
    }

    /**
     * A store in a database.
     *
     * @param source of connections, to SQLite or PostgreSQL
     * @return the store; its tables are made when there are none
     * @throws SQLException when it is another database, or its tables are of a later version, or it does not work
     */
    public static ReportStore open(DataSource source) throws SQLException {
        return new ReportStore(Database.open(source));
    }

    /**
     * Whether it keeps such a report.
     *
     * @param report any
     * @return false for failure reports
     */
    public static boolean keeps(Report report) {
        return !(Objects.requireNonNull(report, "report") instanceof FailureReport);
    }

    /**
     * Puts a report in, whole or not at all, if none with its {@link ReportKey} is there.
     *
     * @param report an aggregate or a TLS report
     * @param reporter the authenticated domain of the mail that brought it; of a file nothing
     * @return whether it was there before; only a report that is {@link ReportStanding#FIRST} was put in
     * @throws SQLException of the database; then nothing was put in
     * @throws IllegalArgumentException when it is a failure report
     */
    public ReportStanding add(Report report, Optional<DomainName> reporter) throws SQLException {
        if (!keeps(report)) {
            throw new IllegalArgumentException("a failure report, which a store does not keep: " + report);
        }
        String key = ReportLedger.key(report, Objects.requireNonNull(reporter, "reporter"));
        String contents = FORM + ReportLedger.contents(report);
        return database.transaction(connection -> {
            long id = insert(connection, key, contents, report, reporter);
            if (id < 0) {
                return standing(connection, key, contents);
            }
            insertDomains(connection, id, report);
            if (report instanceof AggregateReport aggregate) {
                StoredRows.insert(connection, id, aggregate);
            }
            return ReportStanding.FIRST;
        });
    }

    private static long insert(
            Connection connection, String key, String contents, Report report, Optional<DomainName> reporter)
            throws SQLException {
        AggregateReport aggregate = report instanceof AggregateReport each ? each : null;
        TlsReport tls = report instanceof TlsReport each ? each : null;
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, key);
            insert.setString(2, contents);
            insert.setString(3, aggregate == null ? TLS : AGGREGATE);
            insert.setString(4, Database.text(ReportSums.domain(report.domain().orElse(""))));
            insert.setString(5, ReportSums.day(report).map(LocalDate::toString).orElse(null));
            insert.setObject(6, report.begin().map(Instant::getEpochSecond).orElse(null), Types.BIGINT);
            insert.setObject(7, report.end().map(Instant::getEpochSecond).orElse(null), Types.BIGINT);
            insert.setString(8, reporter.map(DomainName::toString).orElse(null));
            insert.setString(9, Database.text(report.organization().orElse(null)));
            insert.setString(10, Database.text(report.reportId().orElse(null)));
            if (aggregate != null) {
                insert.setLong(11, aggregate.totals().messages());
                insert.setLong(12, aggregate.totals().eitherPass());
                insert.setString(13, StoredForm.head(aggregate));
            } else if (tls != null) {
                insert.setLong(11, Tally.sum(tls.successful(), tls.failed()));
                insert.setLong(12, tls.successful());
                insert.setString(13, StoredForm.tls(tls));
            }
            try (ResultSet made = insert.executeQuery()) {
                return made.next() ? made.getLong(1) : -1;
            }
        }
    }

    /** All that it is about: a TLS report has a policy of each of its domains (RFC 8460 §4.4). */
    private static void insertDomains(Connection connection, long id, Report report) throws SQLException {
        Set<String> domains = new TreeSet<>();
        domains.add(report.domain().orElse(""));
        if (report instanceof TlsReport tls) {
            tls.policies().forEach(each -> each.domain().ifPresent(domains::add));
        }
        Set<String> names = new TreeSet<>();
        domains.forEach(each -> names.add(Objects.requireNonNull(Database.text(ReportSums.domain(each)))));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO signet_domain (domain, report) VALUES (?, ?)")) {
            int bound = 0;
            for (String each : names) {
                insert.setString(1, each);
                insert.setLong(2, id);
                insert.addBatch();
                if (++bound % Database.BATCH == 0 || bound == names.size()) {
                    insert.executeBatch();
                }
            }
        }
    }

    private static ReportStanding standing(Connection connection, String key, String contents) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT contents FROM signet_report WHERE report_key = ?")) {
            select.setString(1, key);
            try (ResultSet found = select.executeQuery()) {
                boolean same = !found.next()
                        || found.getString(1).equals(contents)
                        || !found.getString(1).startsWith(FORM);
                return same ? ReportStanding.AGAIN : ReportStanding.DIFFERENT;
            }
        }
    }

    /**
     * The reports that are meant, in the order in which they came.
     *
     * @param query which ones
     * @return read piece by piece while they are asked for; it need not be closed. Whoever goes through all of them, with their rows,
     *     does so with one connection; it throws {@link java.io.UncheckedIOException} when the database does not work
     */
    public Stream<StoredReport> reports(ReportQuery query) {
        return new StoredPages(database, rows, Objects.requireNonNull(query, "query")).stream();
    }

    /**
     * What the reports that are meant say together.
     *
     * @param query which ones
     * @param names tells the confirmed name of an address, or nothing; see {@link ReportSums#overview(Function)}
     * @return their sums; none is left out, as each is there once
     */
    public ReportOverview overview(ReportQuery query, Function<InetAddress, Optional<String>> names) {
        ReportSums sums = new ReportSums();
        reports(query).forEach(each -> sums.sum(each.report(), each.reporter()));
        return sums.overview(names);
    }

    /**
     * Deletes what is older.
     *
     * @param day the first day that stays; a report without a usable period has none, and goes, too
     * @return how many reports were deleted
     * @throws SQLException of the database; then none was
     */
    public long deleteBefore(LocalDate day) throws SQLException {
        String first = day.toString();
        return database.transaction(connection -> {
            List<String> statements = List.of(
                    "DELETE FROM signet_row" + OLD,
                    "DELETE FROM signet_domain" + OLD,
                    "DELETE FROM signet_report WHERE day < ? OR day IS NULL");
            long deleted = 0;
            for (String each : statements) {
                try (PreparedStatement delete = connection.prepareStatement(each)) {
                    delete.setString(1, first);
                    deleted = delete.executeUpdate();
                }
            }
            return deleted;
        });
    }
}
