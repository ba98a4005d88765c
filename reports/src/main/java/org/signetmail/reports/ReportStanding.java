package org.signetmail.reports;

/**
 * Whether a report was here before.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum ReportStanding {
    /** It is the first with its key. */
    FIRST,
    /** The same report came before: it is not to be counted again. */
    AGAIN,
    /** Another report with the same key came before, and says something else. */
    DIFFERENT
}
