package org.signetmail.core;

/**
 * The DNS record types that SPF, DKIM and DMARC ask for. RFC 7208 §3.1 forbids type SPF (99), so it is not here.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch, which for a resolver of your own answers
 * {@link DnsFailure#RESOLVER}.
 */
public enum RecordType {
    /** Text strings (RFC 1035 §3.3.14): SPF, DKIM key and DMARC records. */
    TXT,
    /** An IPv4 address (RFC 1035 §3.4.1). */
    A,
    /** An IPv6 address (RFC 3596 §2.1). */
    AAAA,
    /** A mail exchange (RFC 1035 §3.3.9). */
    MX,
    /** The name behind an address (RFC 1035 §3.3.12). */
    PTR
}
