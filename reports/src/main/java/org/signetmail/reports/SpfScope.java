package org.signetmail.reports;

/**
 * The identity that SPF was checked for.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum SpfScope {
    /** The MAIL FROM identity, the only one of RFC 9990. */
    MFROM("mfrom"),
    /** The HELO identity, of RFC 7489. */
    HELO("helo");

    private final String keyword;

    SpfScope(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The word for it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }
}
