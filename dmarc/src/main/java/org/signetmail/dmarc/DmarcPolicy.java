package org.signetmail.dmarc;

/**
 * What a receiver may choose about DMARC checks.
 *
 * <p>Immutable and thread-safe.
 *
 * @param maxAuthorDomains how many different domains the From field may have: 1 ends the check for mail with more, as
 *     RFC 9989 §5.3.1 has it by default; with a higher number each domain is checked, and the strictest outcome counts
 *     (RFC 9989 §11.5)
 * @param maxWalks how many identifiers may cost a tree walk of their own, each up to eight DNS queries
 */
public record DmarcPolicy(int maxAuthorDomains, int maxWalks) {

    /** One author domain, ten walks. */
    public static final DmarcPolicy DEFAULT = new DmarcPolicy(1, 10);

    /**
     * Checks the ranges.
     *
     * @param maxAuthorDomains 1 to 5
     * @param maxWalks 1 or more
     * @throws IllegalArgumentException when a number is out of its range
     */
    public DmarcPolicy {
        if (maxAuthorDomains < 1 || maxAuthorDomains > 5 || maxWalks < 1) {
            throw new IllegalArgumentException("1 to 5 author domains, 1 or more walks");
        }
    }
}
