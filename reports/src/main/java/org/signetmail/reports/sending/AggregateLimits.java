package org.signetmail.reports.sending;

/**
 * How much of what strangers send is remembered for reports. What goes over a limit is told in the report, or where there is none,
 * by {@link AggregateReportBuilder#uncounted}; it is never dropped in silence. Immutable and thread-safe.
 */
public final class AggregateLimits {

    /**
     * 100,000 rows of 64 MiB and 1,000,000 ids for a report; 10,000 reports, rows of 256 MiB and 10,000,000 ids for all that a
     * builder holds.
     */
    public static final AggregateLimits DEFAULT =
            new AggregateLimits(100_000, 64L << 20, 1_000_000, 10_000, 256L << 20, 10_000_000);

    private final int rows;
    private final long rowOctets;
    private final int ids;
    private final int reports;
    private final long allRowOctets;
    private final int allIds;

    private AggregateLimits(int rows, long rowOctets, int ids, int reports, long allRowOctets, int allIds) {
        this.rows = rows;
        this.rowOctets = rowOctets;
        this.ids = ids;
        this.reports = reports;
        this.allRowOctets = allRowOctets;
        this.allIds = allIds;
    }

    /**
     * The same with another number of rows. Beyond it those rows stay that pass DMARC, then those that authenticate something, then
     * the rest, and of each kind a choice that depends on the rows alone: the same ones in any order of messages and of parts.
     *
     * @param most of one report, 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public AggregateLimits withRows(int most) {
        return new AggregateLimits((int) atLeast(1, most, "rows"), rowOctets, ids, reports, allRowOctets, allIds);
    }

    /**
     * The same with another size of all rows together, as they are kept in memory, roughly.
     *
     * @param most of one report, 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public AggregateLimits withRowOctets(long most) {
        return new AggregateLimits(rows, atLeast(1, most, "rowOctets"), ids, reports, allRowOctets, allIds);
    }

    /**
     * The same with another number of ids that are remembered, 8 octets each, so that no message counts twice. Beyond it all are
     * forgotten, and every result counts as it comes.
     *
     * @param most of one report; 0 when something else sees to it that no result comes twice
     * @return new limits
     * @throws IllegalArgumentException when it is negative
     */
    public AggregateLimits withIds(int most) {
        return new AggregateLimits(rows, rowOctets, (int) atLeast(0, most, "ids"), reports, allRowOctets, allIds);
    }

    /**
     * The same with another number of reports in one builder. Messages of further domains are not counted.
     *
     * @param most policy domains and days, 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public AggregateLimits withReports(int most) {
        return new AggregateLimits(rows, rowOctets, ids, (int) atLeast(1, most, "reports"), allRowOctets, allIds);
    }

    /**
     * The same with another size of all rows of all reports in one builder. Beyond it no row is added to any report.
     *
     * @param most of a builder, 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public AggregateLimits withAllRowOctets(long most) {
        return new AggregateLimits(rows, rowOctets, ids, reports, atLeast(1, most, "allRowOctets"), allIds);
    }

    /**
     * The same with another number of ids in all reports of one builder. Beyond it the report that gets a further one forgets its own.
     *
     * @param most of a builder, 0 or more
     * @return new limits
     * @throws IllegalArgumentException when it is negative
     */
    public AggregateLimits withAllIds(int most) {
        return new AggregateLimits(rows, rowOctets, ids, reports, allRowOctets, (int) atLeast(0, most, "allIds"));
    }

    private static long atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, not " + value);
        }
        return value;
    }

    /**
     * The most rows of a report.
     *
     * @return 1 or more
     */
    public int rows() {
        return rows;
    }

    /**
     * The most octets of a report's rows.
     *
     * @return 1 or more
     */
    public long rowOctets() {
        return rowOctets;
    }

    /**
     * The most ids of a report.
     *
     * @return 0 or more
     */
    public int ids() {
        return ids;
    }

    /**
     * The most reports of a builder.
     *
     * @return 1 or more
     */
    public int reports() {
        return reports;
    }

    /**
     * The most octets of all rows of a builder.
     *
     * @return 1 or more
     */
    public long allRowOctets() {
        return allRowOctets;
    }

    /**
     * The most ids of a builder.
     *
     * @return 0 or more
     */
    public int allIds() {
        return allIds;
    }
}
