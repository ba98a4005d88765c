package org.signetmail.reports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.signetmail.core.DomainName;
import org.signetmail.reports.sql.Database;
import org.signetmail.reports.sql.Lent;

/** The reports of a store that a query means, some at a time, by their number. */
final class StoredPages {

    private static final int PAGE = 200;

    private final Database database;
    private final StoredRows rows;
    private final ReportQuery query;

    StoredPages(Database database, StoredRows rows, ReportQuery query) {
        this.database = database;
        this.rows = rows;
        this.query = query;
    }

    Stream<StoredReport> stream() {
        return StreamSupport.stream(new Pages(), false);
    }

    /** A report with its number. */
    private record Found(long id, String kind, String head, Optional<DomainName> reporter) {}

    private final class Pages extends AbstractSpliterator<StoredReport> {

        private final Deque<Found> page = new ArrayDeque<>();
        private long last = Long.MIN_VALUE;
        private boolean over;

        Pages() {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
        }

        @Override
        public boolean tryAdvance(Consumer<? super StoredReport> action) {
            try {
                Lent lent = new Lent(database);
                try {
                    return next(lent, action);
                } finally {
                    lent.done();
                }
            } catch (SQLException e) {
                throw StoredRows.unchecked(e);
            }
        }

        /** Of one that may never be asked for its end no connection is held; here there is an end. */
        @Override
        public void forEachRemaining(Consumer<? super StoredReport> action) {
            try {
                Lent lent = new Lent(database);
                try {
                    boolean more = true;
                    while (more) {
                        more = next(lent, action);
                    }
                } finally {
                    lent.done();
                }
            } catch (SQLException e) {
                throw StoredRows.unchecked(e);
            }
        }

        private boolean next(Lent lent, Consumer<? super StoredReport> action) throws SQLException {
            if (page.isEmpty() && !over) {
                Connection connection = Objects.requireNonNull(lent.use(), "not done");
                try {
                    page.addAll(read(connection, last));
                } finally {
                    lent.done();
                }
                over = page.size() < PAGE;
            }
            Found found = page.poll();
            if (found == null) {
                return false;
            }
            last = found.id;
            action.accept(new StoredReport(report(found, lent), found.reporter));
            return true;
        }
    }

    private Report report(Found found, Lent lent) {
        if (!found.kind.equals("aggregate")) {
            return StoredForm.tls(found.head);
        }
        // Of some rows the sums are others than those of the report.
        Optional<ReportTotals> some =
                query.lowest().map(lowest -> rows.totals(found.id, query, StoredForm.droppedRows(found.head), lent));
        return StoredForm.aggregate(found.head, some, expected -> rows.of(found.id, query, expected, lent));
    }

    private List<Found> read(Connection connection, long after) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT id, kind, head, reporter FROM signet_report WHERE id > ?");
        List<String> values = new ArrayList<>();
        query.domain().ifPresent(domain -> {
            sql.append(" AND id IN (SELECT report FROM signet_domain WHERE domain = ?)");
            values.add(Optional.ofNullable(Database.text(domain)).orElse(""));
        });
        query.since().map(LocalDate::toString).ifPresent(day -> {
            sql.append(" AND day >= ?");
            values.add(day);
        });
        query.until().map(LocalDate::toString).ifPresent(day -> {
            sql.append(" AND day <= ?");
            values.add(day);
        });
        query.lowest().ifPresent(lowest -> {
            sql.append(" AND id IN (SELECT report FROM signet_row WHERE address BETWEEN ? AND ?)");
            values.add(lowest);
            values.add(query.highest().orElseThrow());
        });
        sql.append(" ORDER BY id LIMIT ").append(PAGE);
        List<Found> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            select.setLong(1, after);
            for (int i = 0; i < values.size(); i++) {
                select.setString(i + 2, values.get(i));
            }
            try (ResultSet page = select.executeQuery()) {
                while (page.next()) {
                    found.add(new Found(
                            page.getLong(1),
                            page.getString(2),
                            page.getString(3),
                            Optional.ofNullable(page.getString(4)).flatMap(DomainName::parse)));
                }
            }
        }
        return found;
    }
}
