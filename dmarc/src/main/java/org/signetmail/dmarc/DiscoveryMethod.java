package org.signetmail.dmarc;

/**
 * What decides which domains belong together, in the words of RFC 9990's {@code discovery_method}.
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum DiscoveryMethod {
    /** The DNS tree walk of RFC 9989 §4.10. */
    TREEWALK("treewalk"),
    /** A Public Suffix List, as in RFC 7489 §3.2. */
    PSL("psl");

    private final String keyword;

    DiscoveryMethod(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The method as aggregate reports spell it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }
}
