package org.signetmail.reports.sending;

/**
 * What was counted for a report, taken out of a {@link ResultStore} to be sent: nobody else gets it while the lease lasts, and
 * nothing is added to it any more. Whoever takes it after a crash gets the same, so that the report has the same octets, id and file
 * name. Immutable and thread-safe.
 */
public final class TakenResults {

    private final AggregateState state;
    private final long number;
    private final String token;

    TakenResults(AggregateState state, long number, String token) {
        this.state = state;
        this.number = number;
        this.token = token;
    }

    /**
     * What was counted.
     *
     * @return never changed any more
     */
    public AggregateState state() {
        return state;
    }

    /**
     * How many reports of the same domain and day were taken before it.
     *
     * @return 0 for the report of the day, more for what came too late for it
     */
    public long number() {
        return number;
    }

    /**
     * The report to be sent. What came too late is a report of its own, with an id and a file name of its own (RFC 9990 §3.5.1):
     * those of the day with {@code late1}, {@code late2} behind the {@linkplain ReportSubmitter#withInstance instance}.
     *
     * @param submitter who reports
     * @return the same octets each time
     * @throws IllegalArgumentException when it came late and the submitter's instance has no room for that: 20 characters are fine
     */
    public AggregateDocument document(ReportSubmitter submitter) {
        return AggregateDocument.of(
                state,
                number == 0
                        ? submitter
                        : submitter.withInstance(submitter.instance().orElse("") + "late" + number));
    }

    String token() {
        return token;
    }

    /**
     * The number and the state.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return state + (number == 0 ? "" : ", late " + number);
    }
}
