package org.signetmail.dmarc;

/**
 * Whether the domain of a record is a public suffix: {@code psd=} (RFC 9989 §4.7).
 *
 * <p>Immutable and thread-safe.
 */
public enum PublicSuffixFlag {
    /** {@code psd=y}: each name one label below is an organizational domain. */
    YES,
    /** {@code psd=n}: it is none, but the organizational domain of itself and of all below. */
    NO,
    /** {@code psd=u}, the default: other records decide. */
    UNDECIDED
}
