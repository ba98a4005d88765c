package org.signetmail.reports.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions, and the connections that they are done with: others use them before and after. */
class DatabaseTest {

    @TempDir
    private Path folder;

    private static long versions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT count(*) FROM signet_schema")) {
            found.next();
            return found.getLong(1);
        }
    }

    private static Object insert(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO signet_schema (version) VALUES (1)");
        }
        return connection;
    }

    @DisplayName(
            "A connection is given back as it came, with nothing left open in it, whether the work was done or not")
    @ParameterizedTest
    @CsvSource({"SQLITE, true", "SQLITE, false", "POSTGRESQL, true", "POSTGRESQL, false"})
    void connectionsAreGivenBackAsTheyCame(TestDatabase kind, boolean autoCommit) throws Exception {
        DataSource source = kind.empty(folder);
        Database.open(source);
        try (Connection kept = source.getConnection();
                Connection other = source.getConnection()) {
            kept.setAutoCommit(autoCommit);
            Database database = Database.open(TestDatabase.lending(source, kept));
            database.transaction(DatabaseTest::insert);
            assertThat(kept.getAutoCommit()).isEqualTo(autoCommit);
            assertThat(versions(other)).isEqualTo(2);
            assertThatThrownBy(() -> database.transaction(connection -> {
                        insert(connection);
                        throw new SQLException("no");
                    }))
                    .hasMessage("no");
            assertThat(kept.getAutoCommit()).isEqualTo(autoCommit);
            assertThat(versions(kept)).isEqualTo(2);
            if (!autoCommit) {
                kept.rollback();
            }
            insert(other);
            assertThat(versions(kept)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("What was read from is in no writer's way when it is given back")
    void whatIsReadFromIsGivenBack(TestDatabase kind) throws Exception {
        DataSource source = kind.empty(folder);
        Database.open(source);
        try (Connection kept = source.getConnection();
                Connection other = source.getConnection()) {
            Connection reading =
                    Database.open(TestDatabase.lending(source, kept)).reading();
            assertThat(reading.getAutoCommit()).isFalse();
            assertThat(versions(reading)).isEqualTo(1);
            Database.giveBack(reading);
            insert(other);
            assertThat(versions(kept)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatCannotBeReadFromIsClosed(TestDatabase kind) throws Exception {
        AtomicInteger open = new AtomicInteger();
        DataSource source = kind.empty(folder);
        Database.open(source);
        boolean[] broken = {false};
        Database database = Database.open(TestDatabase.before(
                TestDatabase.counted(source, new AtomicInteger(), open), "setAutoCommit", connection -> {
                    if (broken[0]) {
                        throw new SQLException("broken");
                    }
                }));
        broken[0] = true;
        assertThatThrownBy(database::reading).hasMessage("broken");
        assertThat(open).hasValue(0);
    }

    @DisplayName(
            "What was taken back for another's sake is done again, five times in all; what is wrong otherwise is not")
    @ParameterizedTest
    @CsvSource({"40001, 5", "40P01, 5", "08006, 1", "04001, 1", ", 1"})
    void attempts(String state, int most) throws Exception {
        Database database = Database.open(TestDatabase.SQLITE.empty(folder));
        AtomicInteger done = new AtomicInteger();
        assertThatThrownBy(() -> database.transaction(connection -> {
                    // Of another kind, so that it ends.
                    throw new SQLException("no", done.incrementAndGet() > 9 ? null : state);
                }))
                .hasMessage("no");
        assertThat(done).hasValue(most);
        String value = database.transaction(connection -> {
            if (done.incrementAndGet() < most + 5) {
                throw Database.again("busy");
            }
            return "done";
        });
        assertThat(value).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Somebody else makes the tables at the same time")
    void whoeverMakesTheTables(TestDatabase kind) throws Exception {
        DataSource source = kind.empty(folder);
        boolean[] made = {false};
        Database database = Database.open(TestDatabase.before(source, "createStatement", connection -> {
            if (!made[0]) {
                made[0] = true;
                Database.open(source);
            }
        }));
        assertThat(made[0]).isTrue();
        assertThat(database.transaction(DatabaseTest::versions)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Why the tables cannot be made is told")
    void tablesThatCannotBeMade(TestDatabase kind) throws Exception {
        DataSource source = TestDatabase.before(kind.empty(folder), "createStatement", connection -> {
            throw new SQLException("the disk is full");
        });
        assertThatThrownBy(() -> Database.open(source)).hasMessage("the disk is full");
    }

    @DisplayName("What was found is held in PostgreSQL by a word, and in SQLite by itself")
    @ParameterizedTest
    @CsvSource({"SQLite, ''", "PostgreSQL, ' FOR SHARE'", "POSTGRESQL, ' FOR SHARE'"})
    void shared(String product, String words) throws Exception {
        DataSource source = TestDatabase.SQLITE.empty(folder);
        Database.open(source);
        assertThat(Database.open(TestDatabase.named(source, product)).shared()).isEqualTo(words);
    }

    @DisplayName("What no database takes is U+FFFD")
    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\uD800", "\uDBFF", "\uDC00", "\uDFFF"})
    void textsThatNoDatabaseTakes(String text) {
        assertThat(Database.text("a" + text + "b")).isEqualTo("a\uFFFDb");
    }

    @DisplayName("Everything else stays")
    @ParameterizedTest
    @ValueSource(strings = {"", "\u0001", "\uD7FF", "\uE000", "\uD83D\uDCE7", "\uD800\uDFFF", "\uDBFF\uDFFF"})
    void textsThatStay(String text) {
        assertThat(Database.text(text)).isEqualTo(text);
        assertThat(Database.text(null)).isNull();
    }
}
