package org.signetmail.reports;

/**
 * Whether to believe a report.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum ReportTrust {
    /** It is from whom it says, and about a domain of ours. */
    ACCEPT,
    /** Nothing proves it, or something in it cannot be: to be shown, marked, and left out of sums. */
    DOUBTFUL,
    /** The mail that brought it is not from whom it says. */
    FORGED
}
