package org.signetmail.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.Report;
import org.signetmail.reports.ReportOverview;
import org.signetmail.reports.ReportQuery;
import org.signetmail.reports.ReportStanding;
import org.signetmail.reports.ReportStore;
import org.signetmail.reports.StoredReport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Reports in a file. */
final class StoredReports {

    /** For another command that is at the same file. */
    private static final int PATIENCE_MILLIS = 30_000;

    private final String name;
    private final ReportStore store;
    private final ReportQuery query;
    private long added;
    private long again;
    private long differing;
    private long unkept;
    private long deleted;

    private StoredReports(String name, ReportStore store, ReportQuery query) {
        this.name = name;
        this.store = store;
        this.query = query;
    }

    /**
     * Opens the file, or makes it.
     *
     * @param query what is shown of it
     * @throws UsageException when it is another file
     * @throws OutputException when it cannot be used
     */
    static StoredReports open(Path file, ReportQuery query) throws UsageException, OutputException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_MILLIS);
        // Safe against a crash of the program, and much faster than to wait for the disk at each report; who loses
        // power
        // reads the last ones again.
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        // As a URI, in which a question mark of a name is none of the driver's.
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath().toUri());
        try {
            return new StoredReports(file.toString(), ReportStore.open(source), query);
        } catch (SQLException e) {
            if (e instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB) {
                throw new UsageException(
                        Printable.of(file.toString()) + " is no SQLite database: --store needs a file of its own");
            }
            throw failed(file.toString(), e);
        }
    }

    /**
     * Deletes what is older.
     *
     * @param first the first day that stays
     */
    void deleteBefore(LocalDate first) throws OutputException {
        try {
            deleted = store.deleteBefore(first);
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    /** The file cannot be used. Unchecked, as it is not one of the inputs that fails. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(SQLException cause) {
            super(cause);
        }
    }

    private static OutputException failed(String name, Throwable cause) {
        return new OutputException(name, new IOException(String.valueOf(cause.getMessage()), cause));
    }

    OutputException told(Failed failed) {
        return failed(name, failed.getCause() == null ? failed : failed.getCause());
    }

    /**
     * Puts a report in.
     *
     * @return what became of it
     * @throws Failed when the file cannot be used
     */
    ReportStanding add(Report report) {
        if (!ReportStore.keeps(report)) {
            unkept++;
            return ReportStanding.FIRST;
        }
        try {
            ReportStanding standing = store.add(report, Optional.empty());
            switch (standing) {
                case FIRST -> added++;
                case AGAIN -> again++;
                case DIFFERENT -> differing++;
                default -> throw new AssertionError(standing);
            }
            return standing;
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    /** What is shown, as one outcome for each report, under the name of the file. */
    void each(ReportInputs.Taker taker) throws IOException, OutputException {
        try {
            for (StoredReport each : (Iterable<StoredReport>) store.reports(query)::iterator) {
                Report report = each.report();
                taker.take(name, new ReadOutcome(List.of(report), List.of(), report.problems(), report.remarks()));
            }
        } catch (UncheckedIOException e) {
            throw new OutputException(name, Objects.requireNonNull(e.getCause()));
        }
    }

    ReportOverview overview(Function<InetAddress, Optional<String>> names) throws OutputException {
        try {
            return store.overview(query, names);
        } catch (UncheckedIOException e) {
            throw new OutputException(name, Objects.requireNonNull(e.getCause()));
        }
    }

    /** What was done to the file, in sentences. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (unkept > 0) {
            notes.add("signet: " + Numbers.counted(unkept, "failure report")
                    + " not kept: each is about one message and whoever" + " wrote it");
        }
        List<String> done = new ArrayList<>();
        tell(done, added, "put in");
        tell(done, again, "there before");
        tell(done, differing, "not put in, as there is one with the same key");
        tell(done, deleted, "deleted");
        if (!done.isEmpty()) {
            notes.add("signet: " + Printable.of(name) + ": " + String.join(", ", done));
        }
        return notes;
    }

    private static void tell(List<String> done, long reports, String what) {
        if (reports > 0) {
            done.add((done.isEmpty() ? Numbers.counted(reports, "report") : Numbers.of(reports)) + " " + what);
        }
    }
}
