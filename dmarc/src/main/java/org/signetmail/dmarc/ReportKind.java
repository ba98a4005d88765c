package org.signetmail.dmarc;

/**
 * The two kinds of DMARC reports (RFC 9989 §4.7).
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum ReportKind {
    /** Aggregate reports go where {@code rua=} says (RFC 9990). */
    AGGREGATE,
    /** Failure reports go where {@code ruf=} says (RFC 9991). */
    FAILURE
}
