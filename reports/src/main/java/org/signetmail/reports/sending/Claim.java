package org.signetmail.reports.sending;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What a sender does to get the results of a report alone. Of the batches of a report one is open, and of those that are closed at
 * most the last one is not sent.
 *
 * @param key the report
 * @param now milliseconds since the epoch
 * @param lease in milliseconds
 * @param token what tells this sender from the next
 */
record Claim(AggregateKey key, long now, long lease, String token) {

    private static final String OF_KEY = " WHERE domain = ? AND day = ?";

    /** The number of the batch; nothing when another sender has it, or nothing is there. */
    Optional<Long> take(Connection connection) throws SQLException {
        // Whoever puts something into the open batch is waited for, and waits.
        if (update(connection, "UPDATE signet_day SET batch = batch" + OF_KEY) == 0) {
            return Optional.empty();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT batch, since, until FROM signet_taken" + OF_KEY + " AND sent = 0")) {
            ResultRows.bind(select, key);
            try (ResultSet found = select.executeQuery()) {
                if (found.next()) {
                    return again(connection, found.getLong(1), found.getLong(2), found.getLong(3));
                }
            }
        }
        return first(connection);
    }

    private Optional<Long> again(Connection connection, long batch, long since, long until) throws SQLException {
        // A clock that was wrong by more than the lease, and was set back, holds up nobody.
        if (now < until && now > since - (until - since)) {
            return Optional.empty();
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE signet_taken SET token = ?, since = ?, until = ?" + OF_KEY + " AND batch = ?")) {
            update.setString(1, token);
            update.setLong(2, now);
            update.setLong(3, now + lease);
            update.setString(4, key.policyDomain().toString());
            update.setString(5, key.day().toString());
            update.setLong(6, batch);
            update.executeUpdate();
        }
        return Optional.of(batch);
    }

    private Optional<Long> first(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT batch FROM signet_day d" + OF_KEY
                + " AND (EXISTS (SELECT 1 FROM signet_kind k WHERE k.domain = d.domain AND k.day = d.day"
                + " AND k.batch = d.batch) OR EXISTS (SELECT 1 FROM signet_part p WHERE p.domain = d.domain"
                + " AND p.day = d.day AND p.batch = d.batch))")) {
            ResultRows.bind(select, key);
            try (ResultSet found = select.executeQuery()) {
                if (!found.next()) {
                    return Optional.empty();
                }
                long batch = found.getLong(1);
                insert(connection, batch);
                update(connection, "UPDATE signet_day SET batch = batch + 1" + OF_KEY);
                return Optional.of(batch);
            }
        }
    }

    private void insert(Connection connection, long batch) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO signet_taken (domain, day, batch, token, since, until, sent)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 0)")) {
            ResultRows.bind(insert, key);
            insert.setLong(3, batch);
            insert.setString(4, token);
            insert.setLong(5, now);
            insert.setLong(6, now + lease);
            insert.executeUpdate();
        }
    }

    private int update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            ResultRows.bind(update, key);
            return update.executeUpdate();
        }
    }

    /** Whether the batch was still this sender's. */
    static boolean sent(Connection connection, AggregateKey key, long batch, String token) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE signet_taken SET sent = 1" + OF_KEY + " AND batch = ? AND token = ?")) {
            ResultRows.bind(update, key);
            update.setLong(3, batch);
            update.setString(4, token);
            return update.executeUpdate() == 1;
        }
    }
}
