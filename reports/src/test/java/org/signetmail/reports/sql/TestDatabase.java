package org.signetmail.reports.sql;

import static org.junit.jupiter.api.Assumptions.abort;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The databases that a store is tried with. */
public enum TestDatabase {
    /** A file. */
    SQLITE {
        @Override
        public DataSource empty(Path folder) {
            SQLiteConfig config = new SQLiteConfig();
            // What is lost with the machine is not what these tests look for.
            config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
            SQLiteDataSource source = new SQLiteDataSource(config);
            source.setUrl("jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db"));
            return source;
        }
    },

    /** A schema of the server that {@code reports/with-postgres} starts. */
    POSTGRESQL {
        @Override
        public DataSource empty(Path folder) throws SQLException {
            String url = System.getenv("SIGNET_POSTGRES");
            if (url == null) {
                return abort("SKIPPED: there is no PostgreSQL; reports/with-postgres mvn verify starts one");
            }
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(url);
            String schema = "t" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA " + schema);
            }
            source.setCurrentSchema(schema);
            return pooled(source);
        }
    };

    /**
     * One without tables.
     *
     * @param folder where it may be
     * @return of a database of its own
     * @throws SQLException of the database
     */
    public abstract DataSource empty(Path folder) throws SQLException;

    /** Connections that are closed stay open for the next one, as those of users do. */
    private static DataSource pooled(DataSource source) {
        Deque<Connection> idle = new ConcurrentLinkedDeque<>();
        return proxy(DataSource.class, (self, method, given) -> {
            Connection known = method.getName().equals("getConnection") ? idle.poll() : null;
            Object value = known == null ? method.invoke(source, given) : known;
            return value instanceof Connection connection
                    ? proxy(Connection.class, (lent, called, by) -> {
                        if (!called.getName().equals("close")) {
                            return called.invoke(connection, by);
                        }
                        connection.setAutoCommit(true);
                        idle.push(connection);
                        return null;
                    })
                    : value;
        });
    }

    /**
     * The same, with something done to each statement before it is prepared.
     *
     * @param source of connections
     * @param statement gives the statement, or throws
     * @return another source
     */
    public static DataSource watched(DataSource source, UnaryOperator<String> statement) {
        return changed(source, Connection.class, (connection, method, given) -> {
            if (method.getName().equals("prepareStatement")) {
                given[0] = statement.apply((String) given[0]);
            }
            return method.invoke(connection, given);
        });
    }

    /**
     * The same, with its statements kept.
     *
     * @param source of connections
     * @param statements takes each that is prepared
     * @return another source
     */
    public static DataSource prepared(DataSource source, Consumer<Statement> statements) {
        return changed(source, Connection.class, (connection, method, given) -> {
            Object value = method.invoke(connection, given);
            if (method.getName().equals("prepareStatement")) {
                statements.accept((Statement) value);
            }
            return value;
        });
    }

    /**
     * The same, with its connections counted.
     *
     * @param source of connections
     * @param all counts those that were opened
     * @param open counts those that were not closed
     * @return another source
     */
    public static DataSource counted(DataSource source, AtomicInteger all, AtomicInteger open) {
        return proxy(DataSource.class, (self, asked, by) -> {
            all.incrementAndGet();
            open.incrementAndGet();
            Object connection = asked.invoke(source, by);
            return proxy(Connection.class, (lent, method, given) -> {
                if (method.getName().equals("close")) {
                    open.decrementAndGet();
                }
                return method.invoke(connection, given);
            });
        });
    }

    /**
     * One that gives the same connection to everybody, as a pool does to one after the other: it stays open, and as it was left.
     *
     * @param source of another kind of things
     * @param connection the one
     * @return another source
     */
    static DataSource lending(DataSource source, Connection connection) {
        return proxy(
                DataSource.class,
                (self, asked, by) -> asked.getName().equals("getConnection")
                        ? proxy(
                                Connection.class,
                                (lent, method, given) ->
                                        method.getName().equals("close") ? null : method.invoke(connection, given))
                        : asked.invoke(source, by));
    }

    /** What happens to a connection. */
    interface Event {
        void happens(Connection connection) throws SQLException;
    }

    /**
     * The same, with something done before a method of its connections.
     *
     * @param source of connections
     * @param name of the method
     * @param event what happens before
     * @return another source
     */
    static DataSource before(DataSource source, String name, Event event) {
        return changed(source, Connection.class, (connection, method, given) -> {
            if (method.getName().equals(name)) {
                try {
                    event.happens((Connection) connection);
                } catch (SQLException e) {
                    throw sneaky(e);
                }
            }
            return method.invoke(connection, given);
        });
    }

    /**
     * The same under another name.
     *
     * @param source of connections
     * @param product what the database calls itself
     * @return another source
     */
    public static DataSource named(DataSource source, String product) {
        return changed(source, Connection.class, (connection, method, given) -> {
            Object value = method.invoke(connection, given);
            return value instanceof DatabaseMetaData data
                    ? proxy(
                            DatabaseMetaData.class,
                            (self, asked, by) ->
                                    asked.getName().equals("getDatabaseProductName") ? product : asked.invoke(data, by))
                    : value;
        });
    }

    /**
     * Throws what an operator may not.
     *
     * @param <X> taken for unchecked
     * @param exception to be thrown
     * @return never
     * @throws X always
     */
    @SuppressWarnings("unchecked")
    public static <X extends Throwable> RuntimeException sneaky(Throwable exception) throws X {
        throw (X) exception;
    }

    /** What is done instead of a method. */
    private interface Instead {
        Object call(Object of, Method method, Object[] given) throws ReflectiveOperationException;
    }

    private static <T> DataSource changed(DataSource source, Class<T> type, Instead instead) {
        return proxy(DataSource.class, (self, method, given) -> {
            Object value = method.invoke(source, given);
            return type.isInstance(value)
                    ? proxy(type, (connection, called, by) -> instead.call(value, called, by))
                    : value;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            try {
                return handler.invoke(self, method, given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
