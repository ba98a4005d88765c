package org.signetmail.reports.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.core.DomainName;
import org.signetmail.reports.sql.TestDatabase;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** What a database gives back is what one builder would have counted. */
class ResultStoreTest {

    private static final ReportSubmitter SUBMITTER =
            ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "Any partition, order and duplication by id, as results and as parts: the same octets as of one builder")
    void asOneBuilder(TestDatabase database) throws Exception {
        ResultStore store = ResultStore.open(database.empty(folder));
        for (long seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            AggregateLimits limits = seed % 3 == 0 ? AggregateLimits.DEFAULT.withRows(7) : AggregateLimits.DEFAULT;
            List<MessageResult> results = new ArrayList<>(new RandomResults(seed).list(60, 1 + random.nextInt(30)));
            // One id with another outcome, and one with another time.
            RandomResults other = new RandomResults(seed + 1000);
            results.add(other.result("id3", other.row()));
            results.add(other.result("id5", results.get(5).row()));
            AggregateState expected = counted(results, limits);
            List<MessageResult> some = new ArrayList<>(results);
            for (int i = random.nextInt(results.size()); i > 0; i--) {
                some.add(results.get(random.nextInt(results.size())));
            }
            Collections.shuffle(some, random);
            for (int from = 0; from < some.size(); ) {
                int to = Math.min(some.size(), from + 1 + random.nextInt(40));
                List<MessageResult> piece = some.subList(from, to);
                if (random.nextInt(3) == 0) {
                    String part = "mx1 " + from;
                    AggregateState state = counted(piece, limits);
                    assertThat(store.add(part, state)).isTrue();
                    assertThat(store.add(part, state)).isFalse();
                } else {
                    store.add(piece);
                }
                from = to;
            }
            AggregateState state = store.state(RandomResults.KEY, limits).orElseThrow();
            assertThat(state.toJson()).as("seed " + seed).isEqualTo(expected.toJson());
            assertThat(AggregateDocument.of(state, SUBMITTER).xml())
                    .isEqualTo(AggregateDocument.of(expected, SUBMITTER).xml());
            store.delete(RandomResults.KEY);
            assertThat(store.state(RandomResults.KEY, limits)).isEmpty();
        }
    }

    static AggregateState counted(List<MessageResult> results, AggregateLimits limits) {
        AggregateReportBuilder builder = AggregateReportBuilder.create(limits);
        results.forEach(builder::add);
        return builder.take(RandomResults.KEY).orElseThrow();
    }

    private static MessageResult moved(MessageResult of, String domain, int day, boolean wanted) {
        AggregateKey key = new AggregateKey(DomainName.of(domain), LocalDate.of(2026, 1, day));
        return new MessageResult(key, key.begin().toEpochMilli(), of.idHash(), wanted, false, of.policy(), of.row());
    }

    @ParameterizedTest
    @EnumSource
    void reportsApart(TestDatabase database) throws Exception {
        ResultStore store = ResultStore.open(database.empty(folder));
        MessageResult any = new RandomResults(1).list(1, 1).get(0);
        store.add(List.of());
        store.add(List.of(
                moved(any, "b.example", 1, true),
                moved(any, "a.example", 2, true),
                moved(any, "a.example", 1, true),
                moved(any, "unwanted.example", 1, false)));
        store.add("mx1", AggregateState.of(moved(any, "c.example", 3, true), AggregateLimits.DEFAULT));
        assertThat(store.keys().toString())
                .isEqualTo("[a.example 2026-01-01, b.example 2026-01-01, a.example 2026-01-02, c.example 2026-01-03]");
        store.deleteBefore(LocalDate.of(2026, 1, 2));
        assertThat(store.keys().toString()).isEqualTo("[a.example 2026-01-02, c.example 2026-01-03]");
        store.delete(store.keys().get(1));
        assertThat(store.keys().toString()).isEqualTo("[a.example 2026-01-02]");
        assertThat(store.state(store.keys().get(0), AggregateLimits.DEFAULT)
                        .orElseThrow()
                        .messages())
                .isEqualTo(1);
        AggregateState part = AggregateState.of(any, AggregateLimits.DEFAULT);
        assertThat(store.add("x".repeat(200), part)).isTrue();
        assertThatThrownBy(() -> store.add("x".repeat(201), part)).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.add("'; DROP TABLE signet_part; --\u0000", part)).isTrue();
    }

    @Test
    @DisplayName("No connection is kept, and of many results none is left out")
    void connectionsAreClosed() throws Exception {
        AtomicInteger all = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        ResultStore store = ResultStore.open(TestDatabase.counted(TestDatabase.SQLITE.empty(folder), all, open));
        store.add(new RandomResults(4).list(2100, 1100));
        assertThat(store.state(RandomResults.KEY, AggregateLimits.DEFAULT)
                        .orElseThrow()
                        .messages())
                .isEqualTo(2100);
        assertThat(all).hasPositiveValue();
        assertThat(open).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "RFC 9990 §3.5.1: whoever takes it after a crash gets the same octets; what comes late is a report of its own")
    void taken(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        ResultStore store = ResultStore.open(source);
        List<MessageResult> results = new RandomResults(5).list(60, 9);
        AggregateLimits limits = AggregateLimits.DEFAULT;
        Duration lease = Duration.ofMinutes(10);
        Instant now = Instant.parse("2026-01-02T01:00:00Z");
        AggregateKey key = RandomResults.KEY;
        assertThat(store.take(key, limits, now, lease)).isEmpty();
        store.add(results.subList(0, 40));
        store.add("mx2", counted(results.subList(30, 50), limits));
        TakenResults first = store.take(key, limits, now, lease).orElseThrow();
        byte[] octets = first.document(SUBMITTER).xml();
        assertThat(octets)
                .isEqualTo(AggregateDocument.of(counted(results.subList(0, 50), limits), SUBMITTER)
                        .xml());
        // What is late, and what comes once more, does not change it.
        store.add(results.subList(20, 60));
        assertThat(store.add("mx2", counted(results.subList(30, 50), limits))).isFalse();
        ResultStore other = ResultStore.open(source);
        assertThat(other.take(key, limits, now.plus(lease).minusMillis(1), lease))
                .isEmpty();
        assertThat(other.keys()).containsExactly(key);
        assertThat(other.take(key, limits, now.minus(lease).plusMillis(1), lease))
                .isEmpty();
        TakenResults second = other.take(key, limits, now.plus(lease), lease).orElseThrow();
        assertThat(second.document(SUBMITTER).xml()).isEqualTo(octets);
        assertThat(second.document(SUBMITTER).reportId())
                .isEqualTo(first.document(SUBMITTER).reportId());
        // A clock that was set back by the lease or more.
        TakenResults third = other.take(key, limits, now, lease).orElseThrow();
        assertThat(store.sent(first)).isFalse();
        assertThat(store.sent(second)).isFalse();
        assertThat(store.sent(third)).isTrue();
        // 50 to 59 were late; 40 to 49 had come as a part, whose ids are not those of results.
        AggregateState rest = store.state(key, limits).orElseThrow();
        TakenResults late = store.take(key, limits, now, lease).orElseThrow();
        assertThat(late.state()).isEqualTo(rest);
        assertThat(late.number()).isEqualTo(1);
        assertThat(late.document(SUBMITTER).reportId()).isEqualTo("1767225600-example.com.late1@receiver.example");
        assertThat(late.document(SUBMITTER.withInstance("mx")).fileName(true))
                .isEqualTo("receiver.example!example.com!1767225600!1767311999!mxlate1.xml.gz");
        assertThat(store.sent(late)).isTrue();
        assertThat(store.keys()).isEmpty();
        assertThat(store.state(key, limits)).isEmpty();
        // All of it was there before: nothing is to be sent.
        store.add(results);
        assertThat(store.take(key, limits, now, lease)).isEmpty();
        assertThat(store.keys()).isEmpty();
        for (Duration none : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatThrownBy(() -> store.take(key, limits, now, none)).isInstanceOf(IllegalArgumentException.class);
        }
        store.deleteBefore(key.day().plusDays(1));
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("day", "taken", "kind", "result", "part")) {
                try (ResultSet found = statement.executeQuery("SELECT count(*) FROM signet_" + table)) {
                    assertThat(found.next()).isTrue();
                    assertThat(found.getLong(1)).as(table).isZero();
                }
            }
        }
    }

    @Test
    @DisplayName("A disk that is full, and a file that somebody has locked, are told as such, and what was there stays")
    void fullAndLocked() throws Exception {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        config.setPragma(SQLiteConfig.Pragma.MAX_PAGE_COUNT, "60");
        config.setBusyTimeout(1);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.resolve("full.db"));
        ResultStore store = ResultStore.open(source);
        List<MessageResult> results = new RandomResults(3).list(3000, 300);
        store.add(results.subList(0, 20));
        assertThatThrownBy(() -> store.add(results)).hasMessageContaining("SQLITE_FULL");
        assertThat(store.state(RandomResults.KEY, AggregateLimits.DEFAULT)
                        .orElseThrow()
                        .messages())
                .isEqualTo(20);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            assertThatThrownBy(() -> store.add(results.subList(0, 30))).hasMessageContaining("SQLITE_BUSY");
            assertThatThrownBy(() -> ResultStore.open(source)).hasMessageContaining("SQLITE_BUSY");
        }
        store.add(results.subList(0, 30));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("All of a call or nothing; what somebody else has written is told")
    void damaged(TestDatabase database) throws Exception {
        DataSource source = database.empty(folder);
        List<MessageResult> results = new RandomResults(2).list(20, 5);
        ResultStore failing = ResultStore.open(TestDatabase.watched(source, sql -> {
            if (sql.startsWith("INSERT INTO signet_result")) {
                throw TestDatabase.sneaky(new SQLException("no", "08006"));
            }
            return sql;
        }));
        assertThatThrownBy(() -> failing.add(results)).isInstanceOf(SQLException.class);
        ResultStore store = ResultStore.open(source);
        assertThat(store.keys()).isEmpty();
        store.add(results);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE signet_kind SET message = '{}'");
            assertThatThrownBy(() -> store.state(RandomResults.KEY, AggregateLimits.DEFAULT))
                    .isInstanceOf(IOException.class);
            statement.execute("DELETE FROM signet_kind");
            assertThatThrownBy(() -> store.state(RandomResults.KEY, AggregateLimits.DEFAULT))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching(
                            "The kind [0-9a-f]{32} of results of example.com 2026-01-01 is not in the database");
        }
    }
}
