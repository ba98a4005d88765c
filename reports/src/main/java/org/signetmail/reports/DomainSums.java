package org.signetmail.reports;

/**
 * The mail of one domain. Immutable and thread-safe.
 *
 * @param domain the policy domain as A-labels; of what is no domain the beginning of its text, which is hostile
 * @param passing how many messages passed DMARC
 * @param failing how many did not
 */
public record DomainSums(String domain, long passing, long failing) {

    /**
     * How many messages there are.
     *
     * @return 0 or more; a sum that no {@code long} has is {@link Long#MAX_VALUE}
     */
    public long messages() {
        return Tally.sum(passing, failing);
    }
}
