package org.signetmail.reports.sending;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.signetmail.core.DomainName;
import org.signetmail.reports.sql.Database;

/**
 * Keeps what is counted for reports in a database, SQLite or PostgreSQL, so that nothing is lost with a server and several servers
 * count together: single results, and parts that were counted elsewhere. What comes out is the same to the octet as if one
 * {@link AggregateReportBuilder} had counted all.
 *
 * <pre>{@code
 * ResultStore store = ResultStore.open(dataSource);
 * store.add(results);                                            // some at a time: each call waits for the disk
 *
 * for (AggregateKey key : store.keys()) {                        // after midnight, on any server
 *     Optional<TakenResults> taken = store.take(key, limits, now, Duration.ofMinutes(30));
 *     if (taken.isPresent()) {
 *         send(taken.get().document(submitter));
 *         store.sent(taken.get());
 *     }
 * }
 * store.deleteBefore(today.minusDays(7));
 * }</pre>
 *
 * <p>The same database can be a {@link org.signetmail.reports.ReportStore}, too. The driver is the user's. Immutable, and thread-safe
 * when the data source is.
 */
public final class ResultStore {

    private static final String OF_KEY = " WHERE domain = ? AND day = ?";

    private static final String SELECT_KEYS = "SELECT domain, day FROM signet_day d WHERE"
            + " EXISTS (SELECT 1 FROM signet_taken t WHERE t.domain = d.domain AND t.day = d.day AND t.sent = 0)"
            + " OR EXISTS (SELECT 1 FROM signet_kind k WHERE k.domain = d.domain AND k.day = d.day"
            + " AND k.batch = d.batch)"
            + " OR EXISTS (SELECT 1 FROM signet_part p WHERE p.domain = d.domain AND p.day = d.day"
            + " AND p.batch = d.batch)";

    private static final String INSERT_PART = "INSERT INTO signet_part (domain, day, part, state, batch)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (domain, day, part) DO NOTHING";

    private final Database database;

    private ResultStore(Database database) {
        this.database = database;
    }

    /**
     * A store in a database.
     *
     * @param source of connections, to SQLite or PostgreSQL
     * @return the store; its tables are made when there are none
     * @throws SQLException when it is another database, or its tables are of a later version, or it does not work
     */
    public static ResultStore open(DataSource source) throws SQLException {
        return new ResultStore(Database.open(source));
    }

    /**
     * Puts results in, all or none. One that is there already, or that nobody wants a report on, changes nothing.
     *
     * @param results of any domains and days
     * @throws SQLException of the database; then none was put in, and the same call may be made again
     */
    public void add(Collection<MessageResult> results) throws SQLException {
        ResultRows rows = new ResultRows(results);
        database.transaction(connection -> {
            rows.insert(connection, database.shared());
            return true;
        });
    }

    /**
     * Puts a part in that was counted elsewhere.
     *
     * @param part what tells it from all others of its report, such as the name of a server and a number that goes up; at most 200
     *     characters
     * @param state what was counted
     * @return whether it was put in; false when a part of that name is there
     * @throws SQLException of the database; then the same call may be made again
     * @throws IllegalArgumentException when the name is longer
     */
    public boolean add(String part, AggregateState state) throws SQLException {
        if (part.length() > 200) {
            throw new IllegalArgumentException("the name of a part has 200 characters at most, not " + part.length());
        }
        String name = Objects.requireNonNull(Database.text(part));
        String json = state.toJson();
        return database.transaction(connection -> {
            long open = ResultRows.open(connection, state.key(), database.shared());
            try (PreparedStatement insert = connection.prepareStatement(INSERT_PART)) {
                ResultRows.bind(insert, state.key());
                insert.setString(3, name);
                insert.setString(4, json);
                insert.setLong(5, open);
                return insert.executeUpdate() == 1;
            }
        });
    }

    /**
     * The reports that something is there for which was not sent, be it taken or not.
     *
     * @return by day, then by domain
     * @throws SQLException of the database
     */
    public List<AggregateKey> keys() throws SQLException {
        return database.transaction(connection -> {
            List<AggregateKey> keys = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(SELECT_KEYS);
                    ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    keys.add(new AggregateKey(DomainName.of(found.getString(1)), LocalDate.parse(found.getString(2))));
                }
            }
            keys.sort(null);
            return keys;
        });
    }

    /**
     * Takes what is there for a report, to send it; any number of senders may ask. What is taken is closed: what comes later is a
     * report of its own, number 1 and on, and can be taken when this one is sent. When a sender has not said within the lease that
     * it {@linkplain #sent sent}, the next one who asks gets the same: the same octets with the same id, so that it may arrive
     * twice but never not at all.
     *
     * @param key policy domain and day; take it when its day is over
     * @param limits how much of it is in the report, for all senders the same; see {@link #state}
     * @param now the time by the clock of this sender; clocks of senders may differ by less than the lease
     * @param lease how long it is this sender's alone: longer than sending takes
     * @return nothing when there is nothing to be sent, or another sender has it
     * @throws SQLException of the database
     * @throws IOException when what is in it was damaged, or is of a later version
     * @throws IllegalArgumentException when the lease is not longer than nothing
     */
    public Optional<TakenResults> take(AggregateKey key, AggregateLimits limits, Instant now, Duration lease)
            throws SQLException, IOException {
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("a lease has to be longer than " + lease);
        }
        Claim claim = new Claim(
                key, now.toEpochMilli(), lease.toMillis(), UUID.randomUUID().toString());
        Optional<Long> batch = database.transaction(claim::take);
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        // Nothing is added to a batch that is closed: what is read here is the same each time.
        long number = batch.get();
        Optional<AggregateState> state = read(key, number, number, limits);
        if (state.isEmpty()) {
            // All that came late had come before.
            database.transaction(connection -> Claim.sent(connection, key, number, claim.token()));
            return Optional.empty();
        }
        return Optional.of(new TakenResults(state.get(), number, claim.token()));
    }

    /**
     * Says that a report was sent, or never will be. It is not given out any more; its results stay until they are
     * {@linkplain #deleteBefore deleted}, so that one that comes once more is known.
     *
     * @param taken what {@link #take} gave
     * @return false when another sender had taken it meanwhile, as the lease was over; it sends the same once more
     * @throws SQLException of the database; then the same call may be made again
     */
    public boolean sent(TakenResults taken) throws SQLException {
        return database.transaction(
                connection -> Claim.sent(connection, taken.state().key(), taken.number(), taken.token()));
    }

    /**
     * All that is there for a report and was not sent, to look at; to send it, {@link #take} it.
     *
     * @param key policy domain and day
     * @param limits how much of it is in the report. Ids tell results of several parts apart, and one that came twice with another
     *     outcome; where neither can be, {@link AggregateLimits#withIds withIds(0)} saves their memory
     * @return nothing when there is nothing
     * @throws SQLException of the database
     * @throws IOException when what is in it was damaged, or is of a later version
     */
    public Optional<AggregateState> state(AggregateKey key, AggregateLimits limits) throws SQLException, IOException {
        long sent = database.transaction(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT max(batch) FROM signet_taken" + OF_KEY + " AND sent = 1")) {
                ResultRows.bind(select, key);
                try (ResultSet found = select.executeQuery()) {
                    long last = found.next() ? found.getLong(1) : -1;
                    return found.wasNull() ? -1 : last;
                }
            }
        });
        return read(key, sent + 1, Long.MAX_VALUE, limits);
    }

    private Optional<AggregateState> read(AggregateKey key, long first, long last, AggregateLimits limits)
            throws SQLException, IOException {
        AggregateReportBuilder builder = AggregateReportBuilder.create(limits);
        Connection connection = database.reading();
        try {
            ResultRows.read(connection, key, first, last, builder);
            ResultRows.readParts(connection, key, first, last, builder, limits);
        } finally {
            Database.giveBack(connection);
        }
        return builder.take(key);
    }

    /**
     * Deletes all that was put in for a report, sent or not. What comes later begins a new one, with the same id: for domains that
     * get no report at all.
     *
     * @param key policy domain and day
     * @throws SQLException of the database; then nothing was deleted
     */
    public void delete(AggregateKey key) throws SQLException {
        delete(OF_KEY, List.of(key.policyDomain().toString(), key.day().toString()));
    }

    /**
     * Deletes what is older, sent or not. Keep days for as long as a result may come late, or once more.
     *
     * @param day the first day that stays
     * @throws SQLException of the database; then nothing was deleted
     */
    public void deleteBefore(LocalDate day) throws SQLException {
        delete(" WHERE day < ?", List.of(day.toString()));
    }

    /** The days first: whoever puts something in is waited for, and waits. Kinds before results: those are never without theirs. */
    private void delete(String which, List<String> values) throws SQLException {
        database.transaction(connection -> {
            for (String table : List.of("signet_day", "signet_taken", "signet_kind", "signet_result", "signet_part")) {
                try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + which)) {
                    for (int i = 0; i < values.size(); i++) {
                        delete.setString(i + 1, values.get(i));
                    }
                    delete.executeUpdate();
                }
            }
            return true;
        });
    }
}
