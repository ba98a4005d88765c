package org.signetmail.dkim;

/**
 * How much of the body a signature covers, in octets of the canonical body (RFC 6376 §3.4.5).
 *
 * <p>Immutable and thread-safe.
 *
 * @param signed the octets that are hashed: all, or as many as {@code l=} says
 * @param total all octets
 */
public record BodyCoverage(long signed, long total) {
    /**
     * The octets behind the signed ones, for which nobody vouches.
     *
     * @return zero or more
     */
    public long unsigned() {
        return total - signed;
    }
}
