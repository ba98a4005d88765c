package org.signetmail.dmarc;

/**
 * Which tag of a record gave the policy (RFC 9989 §4.10.1).
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum PolicyTag {
    /** For the domain of the record itself, and where the other two say nothing. */
    P,
    /** For names below it. */
    SP,
    /** For names below it that do not exist. */
    NP
}
