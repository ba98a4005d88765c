package org.signetmail.reports.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database with the tables in it. Thread-safe when the source of its connections is. */
public final class Database {

    /** Statements that are sent together. */
    public static final int BATCH = 1000;

    /** Two that are in each other's way: a class of errors of the SQL standard. */
    private static final String ROLLED_BACK = "40";

    private static final int ATTEMPTS = 5;

    private final DataSource source;
    private final String shared;

    private Database(DataSource source, String shared) {
        this.source = source;
        this.shared = shared;
    }

    /**
     * Makes the tables when there are none.
     *
     * @param source of connections
     * @return the database
     * @throws SQLException when it is of another kind, or has tables of a later version, or does not work
     */
    public static Database open(DataSource source) throws SQLException {
        Objects.requireNonNull(source, "source");
        Dialect dialect;
        try (Connection connection = source.getConnection()) {
            dialect = Dialect.of(connection);
        }
        Database database = new Database(source, dialect.shared);
        int version = database.version();
        if (version == 0) {
            try {
                database.transaction(connection -> create(connection, dialect));
            } catch (SQLException e) {
                // Somebody else may have been at it at the same time.
                if (database.version() == 0) {
                    throw e;
                }
            }
            version = database.version();
        }
        if (version != Schema.VERSION) {
            throw new SQLException("The tables in this database are of version " + version
                    + ", and this version of Signet knows those of version " + Schema.VERSION
                    + ": use the one that made them, or a later one");
        }
        return database;
    }

    /** What differs. */
    private enum Dialect {
        SQLITE("INTEGER PRIMARY KEY", " WITHOUT ROWID", ""),
        POSTGRESQL("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "", " FOR SHARE");

        private final String identity;
        private final String clustered;
        private final String shared;

        Dialect(String identity, String clustered, String shared) {
            this.identity = identity;
            this.clustered = clustered;
            this.shared = shared;
        }

        static Dialect of(Connection connection) throws SQLException {
            String product = connection.getMetaData().getDatabaseProductName();
            for (Dialect each : values()) {
                if (each.name().equals(product.toUpperCase(Locale.ROOT))) {
                    return each;
                }
            }
            throw new SQLFeatureNotSupportedException(
                    "Reports are stored in SQLite and PostgreSQL; the tables are not tried in " + product);
        }
    }

    private static boolean create(Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : Schema.statements(dialect.identity, dialect.clustered)) {
                statement.execute(each);
            }
        }
        return true;
    }

    /** 0 when the table is not there; what else may be wrong shows when it is made. */
    private int version() {
        try {
            return transaction(connection -> {
                try (PreparedStatement statement = connection.prepareStatement("SELECT version FROM signet_schema");
                        ResultSet found = statement.executeQuery()) {
                    return found.next() ? found.getInt(1) : 0;
                }
            });
        } catch (SQLException e) {
            return 0;
        }
    }

    /**
     * Something to do in one transaction; it may be done again from its beginning.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it.
         *
         * @param connection not to be closed
         * @return what comes of it
         * @throws SQLException then nothing is done
         */
        T with(Connection connection) throws SQLException;
    }

    /**
     * Does all of something or nothing. When it was in another's way, which PostgreSQL tells at its stricter levels of isolation, it
     * is done again.
     *
     * @param <T> what comes of it
     * @param work what to do
     * @return what comes of it
     * @throws SQLException of the database
     */
    public <T> T transaction(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = source.getConnection()) {
                return once(connection, work);
            } catch (SQLException e) {
                String state = e.getSQLState();
                if (state == null || !state.startsWith(ROLLED_BACK) || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static <T> T once(Connection connection, Work<T> work) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T value = work.with(connection);
            connection.commit();
            done = true;
            return value;
        } finally {
            if (done) {
                connection.setAutoCommit(before);
            } else {
                undo(connection, before);
            }
        }
    }

    /**
     * A connection that is broken has nothing to take back, nor has SQLite when the disk is full, which it does by itself; what
     * happened is on its way up, and this is not to be told in its place.
     */
    private static void undo(Connection connection, boolean before) {
        try {
            try {
                connection.rollback();
            } finally {
                connection.setAutoCommit(before);
            }
        } catch (SQLException e) {
            return;
        }
    }

    /**
     * What stands behind a query so that nobody changes what it found before the transaction is over, while others may look. In
     * SQLite there is one writer at a time anyway, and a transaction is that one from its first change on.
     *
     * @return empty, or with a blank in front
     */
    public String shared() {
        return shared;
    }

    /**
     * What makes a transaction begin again: somebody else was faster.
     *
     * @param what happened
     * @return to be thrown in a {@link Work}
     */
    public static SQLException again(String what) {
        return new SQLException(what, ROLLED_BACK + "001");
    }

    /**
     * A connection to read from for a while, with its own view; PostgreSQL sends rows piece by piece in a transaction alone.
     *
     * @return to be given back by {@link #giveBack}
     * @throws SQLException of the database
     */
    public Connection reading() throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Closes what {@link #reading} gave.
     *
     * @param connection the connection
     * @throws SQLException of the database
     */
    public static void giveBack(Connection connection) throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }

    /**
     * A text as both databases take it: PostgreSQL has no NUL, and half a pair of surrogates is no character.
     *
     * @param text any
     * @return the same, with U+FFFD for those
     */
    public static @Nullable String text(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
