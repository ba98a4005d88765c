package org.signetmail.dmarc;

/**
 * How alike an identifier and the author domain have to be: {@code adkim=} and {@code aspf=} (RFC 9989 §4.7).
 *
 * <p>Immutable and thread-safe.
 */
public enum AlignmentMode {
    /** They have the same organizational domain (RFC 9989 §3.2.10.1). */
    RELAXED,
    /** They are the same name (RFC 9989 §3.2.10.2). */
    STRICT
}
