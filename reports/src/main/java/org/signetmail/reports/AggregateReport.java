package org.signetmail.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.signetmail.reports.octets.Refused;

/**
 * A DMARC aggregate report (RFC 9990, RFC 7489 App. C): the head, the sums, and the rows as a stream. By the time this exists
 * the whole report was read once, and is not refused; {@link #rows} reads it again, so that memory does not grow with its rows.
 *
 * <pre>{@code
 * try (Stream<AggregateRow> rows = report.rows()) {
 *     rows.filter(row -> !row.passes()).forEach(row -> show(row.sourceText(), row.count()));
 * }
 * }</pre>
 *
 * <p>Texts are as the reporter wrote them, without white space around them, and hostile: escape them wherever they go. Absent
 * is nothing, empty is an empty text, and no default is filled in. Made by Signet alone. Immutable and thread-safe.
 */
public final class AggregateReport implements Report {

    private final FeedbackHead head;
    private final ReportTotals totals;
    private final boolean partial;
    private final List<ReportProblem> problems;
    private final List<ReportProblem> remarks;
    private final Supplier<Stream<AggregateRow>> rows;

    AggregateReport(
            FeedbackHead head,
            ReportTotals totals,
            Problems problems,
            boolean partial,
            Octets octets,
            ReportLimits limits,
            SoftReference<KeptRows> kept) {
        this.head = head;
        this.totals = totals;
        this.partial = partial;
        this.problems = problems.problems();
        this.remarks = problems.remarks();
        this.rows = () -> {
            KeptRows here = kept.get();
            if (here != null) {
                return here.stream();
            }
            RowSource source = new RowSource(octets, limits, totals.rows());
            return StreamSupport.stream(source, false).onClose(source::close);
        };
    }

    /** One whose rows are somewhere else. */
    AggregateReport(
            FeedbackHead head,
            ReportTotals totals,
            boolean partial,
            List<ReportProblem> problems,
            List<ReportProblem> remarks,
            Supplier<Stream<AggregateRow>> rows) {
        this.head = head;
        this.totals = totals;
        this.partial = partial;
        this.problems = problems;
        this.remarks = remarks;
        this.rows = rows;
    }

    /**
     * The namespace of the root.
     *
     * @return nothing when it has none
     */
    public Optional<String> namespace() {
        return head.namespace();
    }

    /**
     * The version, {@code 1.0} where it is told.
     *
     * @return as written
     */
    public Optional<String> version() {
        return head.version();
    }

    /** {@code org_name}: who reports, in its own words. */
    @Override
    public Optional<String> organization() {
        return head.orgName();
    }

    /**
     * The address to write to.
     *
     * @return as written
     */
    public Optional<String> email() {
        return head.email();
    }

    /**
     * More about whom to ask.
     *
     * @return as written
     */
    public Optional<String> extraContactInfo() {
        return head.extraContactInfo();
    }

    @Override
    public Optional<String> reportId() {
        return head.reportId();
    }

    @Override
    public Optional<Instant> begin() {
        return head.begin();
    }

    @Override
    public Optional<Instant> end() {
        return head.end();
    }

    /**
     * What the reporter could not do, at most 100 of them (RFC 9990 §3.1.5).
     *
     * @return as written
     */
    public List<String> errors() {
        return head.errors();
    }

    /**
     * The software that made the report.
     *
     * @return as written
     */
    public Optional<String> generator() {
        return head.generator();
    }

    /**
     * The first {@code policy_published}.
     *
     * @return nothing when there is none
     */
    public Optional<PublishedPolicy> policy() {
        return head.policy();
    }

    @Override
    public Optional<String> domain() {
        return policy().flatMap(PublishedPolicy::domain);
    }

    /**
     * The sums.
     *
     * @return of all rows
     */
    public ReportTotals totals() {
        return totals;
    }

    /**
     * Whether this is what stood before the damage; see {@link ReportReader#withPartialReports}.
     *
     * @return false unless that was asked for
     */
    public boolean isPartial() {
        return partial;
    }

    @Override
    public List<ReportProblem> problems() {
        return problems;
    }

    @Override
    public List<ReportProblem> remarks() {
        return remarks;
    }

    /**
     * Reads the rows once more, in their order. Those of a long document that differ little are kept as long as there is memory
     * enough.
     *
     * @return to be closed; it throws {@link UncheckedIOException} when a file or a store that it was read from is no longer there,
     *     or no longer the same
     */
    public Stream<AggregateRow> rows() {
        return rows.get();
    }

    FeedbackHead head() {
        return head;
    }

    /** Opens at the first row, and ends by itself. */
    private static final class RowSource extends AbstractSpliterator<AggregateRow> {

        private final Octets octets;
        private final ReportLimits limits;
        private @Nullable InputStream in;
        private @Nullable FeedbackParser parser;
        private long left;

        RowSource(Octets octets, ReportLimits limits, long rows) {
            super(rows, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
            this.octets = octets;
            this.limits = limits;
            this.left = rows;
        }

        @Override
        public boolean tryAdvance(Consumer<? super AggregateRow> action) {
            Objects.requireNonNull(action, "action");
            if (left == 0) {
                close();
                return false;
            }
            AggregateRow row;
            try {
                row = parser().nextRow();
            } catch (Refused e) {
                close();
                throw changed(e);
            } catch (IOException e) {
                close();
                throw new UncheckedIOException(e);
            }
            if (row == null) {
                close();
                throw changed(null);
            }
            left--;
            action.accept(row);
            return true;
        }

        private FeedbackParser parser() throws IOException {
            if (parser == null) {
                InputStream opened = octets.open(limits.budget());
                in = opened;
                parser = new FeedbackParser(opened, limits, new Problems(null));
            }
            return parser;
        }

        private static UncheckedIOException changed(@Nullable Refused e) {
            return new UncheckedIOException(new IOException("the report is no longer what was read", e));
        }

        void close() {
            InputStream opened = in;
            in = null;
            if (opened != null) {
                try {
                    opened.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /**
     * Who reports of which domain and how many messages.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return ReportText.line("aggregate", this) + ", " + totals.rows() + " rows, " + totals.messages() + " messages";
    }
}
