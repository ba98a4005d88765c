package org.signetmail.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.signetmail.reports.StoredJson.In;
import org.signetmail.reports.StoredJson.Out;
import org.signetmail.reports.sql.Database;
import org.signetmail.reports.sql.Lent;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.IpParser;

/** The rows of aggregate reports in their table. Immutable and thread-safe. */
final class StoredRows {

    private static final String INSERT = "INSERT INTO signet_row (report, number, source, address, messages, passes,"
            + " disposition, dkim, spf, header_from, envelope_from, envelope_to, details)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String SELECT = "SELECT source, messages, header_from, envelope_from, envelope_to, details"
            + " FROM signet_row WHERE report = ?";

    private static final String OF_NETWORK = " AND address BETWEEN ? AND ?";

    /** So many rows as there are. */
    private static final long ANY = -1;

    private final Database database;

    StoredRows(Database database) {
        this.database = database;
    }

    /** In an order in which a network is a range: IPv4 and IPv6 apart, then by number. */
    static String sortable(IpAddress address) {
        HexFormat hex = HexFormat.of();
        return address.isV4()
                ? "4" + hex.toHexDigits((int) address.low())
                : "6" + hex.toHexDigits(address.high()) + hex.toHexDigits(address.low());
    }

    static void insert(Connection connection, long report, AggregateReport read) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                Stream<AggregateRow> rows = read.rows()) {
            Iterator<AggregateRow> each = rows.iterator();
            for (int number = 1; each.hasNext(); number++) {
                bind(insert, report, number, each.next());
                insert.addBatch();
                if (number % Database.BATCH == 0 || !each.hasNext()) {
                    insert.executeBatch();
                }
            }
        }
    }

    private static void bind(PreparedStatement insert, long report, int number, AggregateRow row) throws SQLException {
        IpAddress source = IpAddress.of(row.sourceIp());
        insert.setLong(1, report);
        insert.setLong(2, number);
        insert.setString(3, source.toString());
        insert.setString(4, sortable(source));
        insert.setLong(5, row.count());
        insert.setInt(6, row.passes() ? 1 : 0);
        insert.setString(7, row.disposition().keyword().orElse(null));
        insert.setString(8, row.dkim().keyword().orElse(null));
        insert.setString(9, row.spf().keyword().orElse(null));
        insert.setString(10, Database.text(row.headerFrom().orElse(null)));
        insert.setString(11, Database.text(row.envelopeFrom().orElse(null)));
        insert.setString(12, Database.text(row.envelopeTo().orElse(null)));
        insert.setString(13, details(row));
    }

    /** What nobody asks a database for, and the words as they were written. */
    private static String details(AggregateRow row) {
        return StoredJson.write(out -> out.word("disposition", row.disposition())
                .word("dkim", row.dkim())
                .word("spf", row.spf())
                .objects("reasons", row.reasons(), StoredRows::reason)
                .objects("dkimResults", row.dkimResults(), StoredRows::dkimResult)
                .objects("spfResults", row.spfResults(), StoredRows::spfResult));
    }

    private static void reason(Out out, PolicyOverride reason) {
        out.word("type", reason.type()).text("comment", reason.comment());
    }

    private static void dkimResult(Out out, DkimAuthResult result) {
        out.text("domain", result.domain())
                .text("selector", result.selector())
                .word("result", result.result())
                .text("humanResult", result.humanResult());
    }

    private static void spfResult(Out out, SpfAuthResult result) {
        out.text("domain", result.domain())
                .word("scope", result.scope())
                .word("result", result.result())
                .text("humanResult", result.humanResult());
    }

    private static AggregateRow row(ResultSet found) throws SQLException {
        In details = StoredJson.read(found.getString(6));
        return new AggregateRow(
                address(found.getString(1)),
                found.getLong(2),
                details.word("disposition", Words.DISPOSITION),
                details.word("dkim", Words.EVALUATED),
                details.word("spf", Words.EVALUATED),
                details.objects("reasons").stream()
                        .map(each -> new PolicyOverride(each.word("type", Words.OVERRIDE), each.text("comment")))
                        .toList(),
                Optional.ofNullable(found.getString(3)),
                Optional.ofNullable(found.getString(4)),
                Optional.ofNullable(found.getString(5)),
                details.objects("dkimResults").stream()
                        .map(each -> new DkimAuthResult(
                                each.text("domain"),
                                each.text("selector"),
                                each.word("result", Words.RESULT),
                                each.text("humanResult")))
                        .toList(),
                details.objects("spfResults").stream()
                        .map(each -> new SpfAuthResult(
                                each.text("domain"),
                                each.word("scope", Words.SCOPE),
                                each.word("result", Words.RESULT),
                                each.text("humanResult")))
                        .toList());
    }

    private static InetAddress address(String text) {
        long four = IpParser.ip4(text, 0, text.length());
        IpAddress six = four < 0 ? IpParser.ip6(text, 0, text.length()) : null;
        if (four < 0 && six == null) {
            throw new IllegalStateException("not what was stored");
        }
        return (six == null ? IpAddress.v4((int) four) : six).toInetAddress();
    }

    /** The rows of a report that a query means, in their order: read when they are asked for. */
    Stream<AggregateRow> of(long report, ReportQuery query, long expected, Lent lent) {
        Source source = new Source(report, query, expected, lent);
        return StreamSupport.stream(source, false).onClose(source::close);
    }

    /** Holds a connection from the first row to the last: that of the reports, as long as they are being read. */
    private final class Source extends AbstractSpliterator<AggregateRow> {

        private final long report;
        private final ReportQuery query;
        private final Lent offered;
        private @Nullable Lent lent;
        private @Nullable ResultSet rows;
        private boolean over;
        private long left;

        Source(long report, ReportQuery query, long expected, Lent offered) {
            super(
                    expected == ANY ? Long.MAX_VALUE : expected,
                    Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
            this.report = report;
            this.query = query;
            this.left = expected;
            this.offered = offered;
        }

        @Override
        public boolean tryAdvance(Consumer<? super AggregateRow> action) {
            Objects.requireNonNull(action, "action");
            AggregateRow row = next();
            if (row == null) {
                return false;
            }
            action.accept(row);
            return true;
        }

        private @Nullable AggregateRow next() {
            if (over) {
                return null;
            }
            try {
                if (rows == null) {
                    rows = open();
                }
                if (rows.next()) {
                    left--;
                    return row(rows);
                }
                if (left > 0) {
                    throw new SQLException("the report was deleted after it was found");
                }
            } catch (SQLException e) {
                close();
                throw unchecked(e);
            }
            close();
            return null;
        }

        private ResultSet open() throws SQLException {
            Lent source = offered;
            Connection connection = source.use();
            if (connection == null) {
                source = new Lent(database);
                connection = Objects.requireNonNull(source.use());
                source.done();
            }
            lent = source;
            PreparedStatement select = connection.prepareStatement(
                    SELECT + (query.lowest().isPresent() ? OF_NETWORK : "") + " ORDER BY number");
            select.closeOnCompletion();
            select.setFetchSize(Database.BATCH);
            select.setLong(1, report);
            if (query.lowest().isPresent()) {
                select.setString(2, query.lowest().get());
                select.setString(3, query.highest().orElseThrow());
            }
            return select.executeQuery();
        }

        void close() {
            over = true;
            Lent used = lent;
            ResultSet read = rows;
            lent = null;
            rows = null;
            try {
                if (read != null) {
                    read.close();
                }
                if (used != null) {
                    used.done();
                }
            } catch (SQLException e) {
                throw unchecked(e);
            }
        }
    }

    static UncheckedIOException unchecked(SQLException e) {
        return new UncheckedIOException(new IOException("the store of reports: " + e.getMessage(), e));
    }

    /** The sums of those rows. */
    ReportTotals totals(long report, ReportQuery query, long droppedRows, Lent lent) {
        Tally tally = new Tally(new Problems(null));
        try (Stream<AggregateRow> rows = of(report, query, ANY, lent)) {
            rows.forEach(tally::add);
        }
        return tally.totals(droppedRows);
    }
}
