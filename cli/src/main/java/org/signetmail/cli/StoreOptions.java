package org.signetmail.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.reports.ReportQuery;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The file that {@code signet report} keeps reports in, which of them are shown, and for how long they stay. */
final class StoreOptions {

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description =
                    "Keep reports in this file, an SQLite database: put in what is read, each report once, and show"
                            + " what is in it. Without INPUT it is only shown. Reports of single failures are not kept.")
    private @Nullable String file;

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            converter = DomainConverter.class,
            description = "With --store: show reports about this domain alone.")
    private @Nullable DomainName domain;

    @Option(
            names = "--since",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "With --store: show reports of this day and later, such as 2026-01-31, in UTC.")
    private @Nullable LocalDate since;

    @Option(
            names = "--until",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "With --store: show reports of this day and earlier.")
    private @Nullable LocalDate until;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS[/N]",
            description = "With --store: show rows about this address, or network, alone.")
    private @Nullable String source;

    @Option(
            names = "--retain",
            paramLabel = "DAYS",
            description =
                    "With --store: when all is read, delete reports that are older than so many days, and those without"
                            + " a usable day.")
    private @Nullable Integer retain;

    /** Reads a day. */
    static final class DayConverter implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw new TypeConversionException(Printable.of(text) + " is no day such as 2026-01-31");
            }
        }
    }

    boolean isAsked() {
        return file != null;
    }

    /** Whether the options go together. */
    void check() throws UsageException {
        String alone = domain != null
                ? "--domain"
                : since != null
                        ? "--since"
                        : until != null ? "--until" : source != null ? "--source" : retain != null ? "--retain" : null;
        if (file == null && alone != null) {
            throw new UsageException(alone + " needs --store, the file in which reports are kept");
        }
        if (retain != null && retain < 1) {
            throw new UsageException("--retain must be 1 day or more, not " + retain);
        }
        if (since != null && until != null && until.isBefore(since)) {
            throw new UsageException("--until " + until + " is before --since " + since);
        }
        query();
    }

    /**
     * Opens the file.
     *
     * @param reads whether something is to be put in; else it has to be there
     */
    StoredReports open(boolean reads) throws UsageException, OutputException {
        String name = file == null ? "" : file;
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw UsageException.unreadable(name, new NoSuchFileException(name));
        }
        if (!reads && !Files.exists(path)) {
            throw new UsageException("no such file: " + Printable.of(name)
                    + "; name the reports that are to be put into it, and it is made");
        }
        if (Files.isDirectory(path)) {
            throw UsageException.unreadable(name, new IOException("it is a folder"));
        }
        return StoredReports.open(path, query());
    }

    /** The first day that stays in the file; null when all do. */
    @Nullable
    LocalDate first(Console console) {
        return retain == null
                ? null
                : LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC).minusDays(retain);
    }

    private ReportQuery query() throws UsageException {
        ReportQuery query = ReportQuery.ALL;
        query = domain == null ? query : query.withDomain(domain.toString());
        query = since == null ? query : query.withSince(since);
        query = until == null ? query : query.withUntil(until);
        return source == null ? query : withSource(query, source);
    }

    private static ReportQuery withSource(ReportQuery query, String text) throws UsageException {
        int slash = text.lastIndexOf('/');
        try {
            InetAddress address = new AddressConverter().convert(slash < 0 ? text : text.substring(0, slash));
            return slash < 0
                    ? query.withSource(address)
                    : query.withNetwork(address, Integer.parseInt(text.substring(slash + 1)));
        } catch (TypeConversionException | IllegalArgumentException e) {
            throw new UsageException("--source: " + Printable.of(text)
                    + " is neither an address nor a network such as 192.0.2.0/24 or 2001:db8::/48");
        }
    }
}
