package org.signetmail.reports.sending;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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
 * for (AggregateKey key : store.keys()) {                        // after midnight, on one server
 *     store.state(key, limits).ifPresent(state -> send(AggregateDocument.of(state, submitter)));
 *     store.delete(key);
 * }
 * }</pre>
 *
 * <p>The same database can be a {@link org.signetmail.reports.ReportStore}, too. The driver is the user's. Immutable, and thread-safe
 * when the data source is.
 */
public final class ResultStore {

    private static final String OF_KEY = " WHERE domain = ? AND day = ?";

    private static final String INSERT_KIND = "INSERT INTO signet_kind (domain, day, kind, message) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (domain, day, kind) DO NOTHING";

    private static final String INSERT_RESULT = "INSERT INTO signet_result (domain, day, kind, id, received)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (domain, day, kind, id, received) DO NOTHING";

    private static final String INSERT_PART = "INSERT INTO signet_part (domain, day, part, state) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (domain, day, part) DO NOTHING";

    /** Of SHA-256: as many octets as tell kinds apart, also those that somebody makes to be alike. */
    private static final int KIND_OCTETS = 16;

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
        Map<Kind, String> known = new HashMap<>();
        Map<Place, String> kinds = new TreeMap<>(Place.ORDER);
        List<Stored> stored = new ArrayList<>();
        for (MessageResult each : results) {
            if (each.isWanted()) {
                Kind kind = new Kind(each.key(), each.carriesReport(), each.policy(), each.row());
                String digest = known.computeIfAbsent(kind, first -> {
                    String message =
                            StateJson.write(first.result(0, first.key.begin().toEpochMilli()));
                    String name = HexFormat.of().formatHex(MessageIds.sha256(message), 0, KIND_OCTETS);
                    kinds.put(new Place(first.key, name), message);
                    return name;
                });
                stored.add(new Stored(new Place(each.key(), digest), each.idHash(), each.receivedMillis()));
            }
        }
        // Always in one order, so that two that put in the same do not wait for each other for ever.
        stored.sort(Stored.ORDER);
        database.transaction(connection -> {
            insertKinds(connection, kinds);
            insertResults(connection, stored);
            return true;
        });
    }

    /** What results have in common of which a report tells only the number. */
    private record Kind(AggregateKey key, boolean carriesReport, SeenPolicy policy, Row row) {
        MessageResult result(long id, long received) {
            return new MessageResult(key, received, id, true, carriesReport, policy, row);
        }
    }

    /** Where a kind is. */
    private record Place(AggregateKey key, String kind) {
        static final Comparator<Place> ORDER = Comparator.comparing(Place::key).thenComparing(Place::kind);

        int bind(PreparedStatement statement) throws SQLException {
            statement.setString(1, key.policyDomain().toString());
            statement.setString(2, key.day().toString());
            statement.setString(3, kind);
            return 4;
        }
    }

    /** A result that is put in. */
    private record Stored(Place place, long id, long received) {
        static final Comparator<Stored> ORDER = Comparator.comparing(Stored::place, Place.ORDER)
                .thenComparingLong(Stored::id)
                .thenComparingLong(Stored::received);
    }

    private static void insertKinds(Connection connection, Map<Place, String> kinds) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_KIND)) {
            int bound = 0;
            for (Map.Entry<Place, String> each : kinds.entrySet()) {
                insert.setString(each.getKey().bind(insert), each.getValue());
                insert.addBatch();
                if (++bound % Database.BATCH == 0 || bound == kinds.size()) {
                    insert.executeBatch();
                }
            }
        }
    }

    private static void insertResults(Connection connection, List<Stored> results) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_RESULT)) {
            int bound = 0;
            for (Stored each : results) {
                int next = each.place.bind(insert);
                insert.setLong(next, each.id);
                insert.setLong(next + 1, each.received);
                insert.addBatch();
                if (++bound % Database.BATCH == 0 || bound == results.size()) {
                    insert.executeBatch();
                }
            }
        }
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
            try (PreparedStatement insert = connection.prepareStatement(INSERT_PART)) {
                insert.setString(new Place(state.key(), name).bind(insert), json);
                return insert.executeUpdate() == 1;
            }
        });
    }

    /**
     * The reports that something was put in for.
     *
     * @return by day, then by domain
     * @throws SQLException of the database
     */
    public List<AggregateKey> keys() throws SQLException {
        return database.transaction(connection -> {
            List<AggregateKey> keys = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT domain, day FROM signet_kind UNION SELECT domain, day FROM signet_part");
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
     * All that was put in for a report, together.
     *
     * @param key policy domain and day
     * @param limits how much of it is in the report. Ids tell results of several parts apart, and one that came twice with another
     *     outcome; where neither can be, {@link AggregateLimits#withIds withIds(0)} saves their memory
     * @return nothing when nothing was put in
     * @throws SQLException of the database
     * @throws IOException when what is in it was damaged, or is of a later version
     */
    public Optional<AggregateState> state(AggregateKey key, AggregateLimits limits) throws SQLException, IOException {
        AggregateReportBuilder builder = AggregateReportBuilder.create(limits);
        Connection connection = database.reading();
        try {
            addResults(connection, key, builder);
            addParts(connection, key, builder, limits);
        } finally {
            Database.giveBack(connection);
        }
        return builder.take(key);
    }

    /** Results and their kinds, both in the order of kinds. Results are looked for first: the kind of each is there by then. */
    private static void addResults(Connection connection, AggregateKey key, AggregateReportBuilder builder)
            throws SQLException, IOException {
        try (PreparedStatement results = connection.prepareStatement(
                        "SELECT kind, id, received FROM signet_result" + OF_KEY + " ORDER BY kind");
                PreparedStatement kinds = connection.prepareStatement(
                        "SELECT kind, message FROM signet_kind" + OF_KEY + " ORDER BY kind");
                ResultSet result = open(results, key);
                ResultSet kind = open(kinds, key)) {
            String current = "";
            Kind parsed = null;
            while (result.next()) {
                String wanted = result.getString(1);
                while (parsed == null || !current.equals(wanted)) {
                    if (!kind.next()) {
                        throw new IOException(
                                "The kind " + wanted + " of results of " + key + " is not in the database");
                    }
                    current = kind.getString(1);
                    if (current.equals(wanted)) {
                        MessageResult read = MessageResult.fromJson(kind.getString(2));
                        parsed = new Kind(key, read.carriesReport(), read.policy(), read.row());
                    }
                }
                builder.add(parsed.result(result.getLong(2), result.getLong(3)));
            }
        }
    }

    private static void addParts(
            Connection connection, AggregateKey key, AggregateReportBuilder builder, AggregateLimits limits)
            throws SQLException, IOException {
        try (PreparedStatement parts =
                        connection.prepareStatement("SELECT state FROM signet_part" + OF_KEY + " ORDER BY part");
                ResultSet part = open(parts, key)) {
            while (part.next()) {
                builder.merge(AggregateState.fromJson(part.getString(1), limits));
            }
        }
    }

    private static ResultSet open(PreparedStatement select, AggregateKey key) throws SQLException {
        select.setFetchSize(Database.BATCH);
        select.setString(1, key.policyDomain().toString());
        select.setString(2, key.day().toString());
        return select.executeQuery();
    }

    /**
     * Deletes what was put in for a report: when it was sent, or will not be. What comes later begins a new one.
     *
     * @param key policy domain and day
     * @throws SQLException of the database; then nothing was deleted
     */
    public void delete(AggregateKey key) throws SQLException {
        delete(OF_KEY, List.of(key.policyDomain().toString(), key.day().toString()));
    }

    /**
     * Deletes what is older.
     *
     * @param day the first day that stays
     * @throws SQLException of the database; then nothing was deleted
     */
    public void deleteBefore(LocalDate day) throws SQLException {
        delete(" WHERE day < ?", List.of(day.toString()));
    }

    private void delete(String which, List<String> values) throws SQLException {
        database.transaction(connection -> {
            for (String table : List.of("signet_result", "signet_kind", "signet_part")) {
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
