package org.signetmail.testkit;

/**
 * What a name in a {@link Zone} answers in place of records, written with an exclamation mark in zone text:
 * {@code broken.example TXT !SERVFAIL}.
 *
 * <p>Immutable and thread-safe.
 */
public enum ZoneFault {
    /** The name exists and has no such records (RFC 2308 §2.2). */
    NODATA,
    /** The name does not exist (RFC 2308 §2.1), whatever else the zone says of it. */
    NXDOMAIN,
    /** RCODE 2 (RFC 1035 §4.1.1). */
    SERVFAIL,
    /** RCODE 5. */
    REFUSED,
    /** RCODE 1. */
    FORMERR,
    /** RCODE 4. */
    NOTIMP,
    /** No answer at all. */
    TIMEOUT
}
