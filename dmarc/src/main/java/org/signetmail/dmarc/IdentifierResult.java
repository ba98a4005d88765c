package org.signetmail.dmarc;

/**
 * What SPF or DKIM said about an identifier, in the words of RFC 8601 §2.7.
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum IdentifierResult {
    /** Authenticated: the one result that counts for DMARC. */
    PASS("pass"),
    /** Refuted. */
    FAIL("fail"),
    /** Refuted, but the domain is not certain (SPF). */
    SOFTFAIL("softfail"),
    /** Neither authenticated nor refuted. */
    NEUTRAL("neutral"),
    /** Valid, but not accepted by the receiver's policy. */
    POLICY("policy"),
    /** Nothing to check. */
    NONE("none"),
    /** Could not be checked just now: it may stand in the way of a {@link DmarcResult#FAIL}. */
    TEMPERROR("temperror"),
    /** Cannot be checked. */
    PERMERROR("permerror");

    private final String keyword;

    IdentifierResult(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The result as {@code Authentication-Results} spells it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }
}
