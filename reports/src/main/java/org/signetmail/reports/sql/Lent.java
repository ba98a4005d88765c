package org.signetmail.reports.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection for all that is read in one go, by several in turn or at a time. It is given back when the last of them is done;
 * between them no transaction is open, so that it is in no writer's way. Thread-safe.
 */
public final class Lent {

    private final Database database;
    private @Nullable Connection connection;
    private int users = 1;

    /**
     * For whoever makes it, who has to {@link #done} with it.
     *
     * @param database to read from
     */
    public Lent(Database database) {
        this.database = database;
    }

    /**
     * The connection, for one user more.
     *
     * @return to be {@link #done} with, not to be closed; null when all are done with it
     * @throws SQLException of the database; then there is no user more
     */
    public synchronized @Nullable Connection use() throws SQLException {
        if (users == 0) {
            return null;
        }
        if (connection == null) {
            connection = database.reading();
        }
        users++;
        return connection;
    }

    /**
     * One user less.
     *
     * @throws SQLException of the database
     */
    public synchronized void done() throws SQLException {
        users--;
        Connection held = connection;
        if (held == null) {
            return;
        }
        if (users == 0) {
            connection = null;
            Database.giveBack(held);
        } else if (users == 1) {
            held.rollback();
        }
    }
}
