package org.signetmail.reports.sending;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.signetmail.reports.sql.Database;

/**
 * Results in their tables: what many have in common, once, and the number and time of each. Those that are put in go to the batch of
 * their report that is open at that time.
 */
final class ResultRows {

    private static final String OF_BATCHES = " WHERE domain = ? AND day = ? AND batch BETWEEN ? AND ?";

    private static final String INSERT_DAY =
            "INSERT INTO signet_day (domain, day, batch) VALUES (?, ?, 0) ON CONFLICT (domain, day) DO NOTHING";

    private static final String INSERT_KIND = "INSERT INTO signet_kind (domain, day, batch, kind, message)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (domain, day, batch, kind) DO NOTHING";

    private static final String INSERT_RESULT = "INSERT INTO signet_result (domain, day, batch, kind, id, received)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (domain, day, kind, id, received) DO NOTHING";

    /** Of SHA-256: as many octets as tell kinds apart, also those that somebody makes to be alike. */
    private static final int KIND_OCTETS = 16;

    private final Map<Place, String> kinds = new TreeMap<>(Place.ORDER);
    private final List<Stored> results = new ArrayList<>();

    /** Those that somebody wants a report on, always in one order: two that put in the same do not wait for each other for ever. */
    ResultRows(Collection<MessageResult> all) {
        Map<Kind, String> known = new HashMap<>();
        for (MessageResult each : all) {
            if (each.isWanted()) {
                Kind kind = new Kind(each.key(), each.carriesReport(), each.policy(), each.row());
                String digest = known.computeIfAbsent(kind, first -> {
                    String message =
                            StateJson.write(first.result(0, first.key.begin().toEpochMilli()));
                    String name = HexFormat.of().formatHex(MessageIds.sha256(message), 0, KIND_OCTETS);
                    kinds.put(new Place(first.key, name), message);
                    return name;
                });
                results.add(new Stored(new Place(each.key(), digest), each.idHash(), each.receivedMillis()));
            }
        }
        results.sort(Stored.ORDER);
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
    }

    /** A result that is put in. */
    private record Stored(Place place, long id, long received) {
        static final Comparator<Stored> ORDER = Comparator.comparing(Stored::place, Place.ORDER)
                .thenComparingLong(Stored::id)
                .thenComparingLong(Stored::received);
    }

    void insert(Connection connection, String shared) throws SQLException {
        Map<AggregateKey, Long> open = new TreeMap<>();
        for (Place each : kinds.keySet()) {
            if (!open.containsKey(each.key)) {
                open.put(each.key, open(connection, each.key, shared));
            }
        }
        insertKinds(connection, open);
        insertResults(connection, open);
    }

    /** The batch that is open, which stays so until the transaction is over. The first statement writes; see {@link Database#shared}. */
    static long open(Connection connection, AggregateKey key, String shared) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_DAY);
                PreparedStatement select = connection.prepareStatement(
                        "SELECT batch FROM signet_day WHERE domain = ? AND day = ?" + shared)) {
            bind(insert, key);
            insert.executeUpdate();
            bind(select, key);
            try (ResultSet found = select.executeQuery()) {
                if (!found.next()) {
                    throw Database.again("The results of " + key + " are being deleted");
                }
                return found.getLong(1);
            }
        }
    }

    static void bind(PreparedStatement statement, AggregateKey key) throws SQLException {
        statement.setString(1, key.policyDomain().toString());
        statement.setString(2, key.day().toString());
    }

    private void insertKinds(Connection connection, Map<AggregateKey, Long> open) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_KIND)) {
            int bound = 0;
            for (Map.Entry<Place, String> each : kinds.entrySet()) {
                Place place = each.getKey();
                bind(insert, place.key);
                insert.setLong(3, open.getOrDefault(place.key, 0L));
                insert.setString(4, place.kind);
                insert.setString(5, each.getValue());
                insert.addBatch();
                if (++bound % Database.BATCH == 0 || bound == kinds.size()) {
                    insert.executeBatch();
                }
            }
        }
    }

    private void insertResults(Connection connection, Map<AggregateKey, Long> open) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_RESULT)) {
            int bound = 0;
            for (Stored each : results) {
                bind(insert, each.place.key);
                insert.setLong(3, open.getOrDefault(each.place.key, 0L));
                insert.setString(4, each.place.kind);
                insert.setLong(5, each.id);
                insert.setLong(6, each.received);
                insert.addBatch();
                if (++bound % Database.BATCH == 0 || bound == results.size()) {
                    insert.executeBatch();
                }
            }
        }
    }

    /** Of some batches; results and their kinds, both in the order of kinds. Results are looked for first: the kinds are there by then. */
    static void read(Connection connection, AggregateKey key, long first, long last, AggregateReportBuilder into)
            throws SQLException, IOException {
        try (PreparedStatement results = connection.prepareStatement(
                        "SELECT kind, id, received FROM signet_result" + OF_BATCHES + " ORDER BY kind");
                PreparedStatement kinds = connection.prepareStatement(
                        "SELECT kind, message FROM signet_kind" + OF_BATCHES + " ORDER BY kind");
                ResultSet result = batches(results, key, first, last);
                ResultSet kind = batches(kinds, key, first, last)) {
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
                into.add(parsed.result(result.getLong(2), result.getLong(3)));
            }
        }
    }

    static void readParts(
            Connection connection,
            AggregateKey key,
            long first,
            long last,
            AggregateReportBuilder into,
            AggregateLimits limits)
            throws SQLException, IOException {
        try (PreparedStatement parts =
                        connection.prepareStatement("SELECT state FROM signet_part" + OF_BATCHES + " ORDER BY part");
                ResultSet part = batches(parts, key, first, last)) {
            while (part.next()) {
                into.merge(AggregateState.fromJson(part.getString(1), limits));
            }
        }
    }

    private static ResultSet batches(PreparedStatement select, AggregateKey key, long first, long last)
            throws SQLException {
        select.setFetchSize(Database.BATCH);
        bind(select, key);
        select.setLong(3, first);
        select.setLong(4, last);
        return select.executeQuery();
    }
}
