package org.signetmail.reports;

/**
 * What SPF or DKIM itself came to, in the words of RFC 8601.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum AuthResult {
    /** Nothing to check. */
    NONE("none"),
    /** It passes. */
    PASS("pass"),
    /** It fails. */
    FAIL("fail"),
    /** SPF: it probably fails. */
    SOFTFAIL("softfail"),
    /** The reporter does not take it. */
    POLICY("policy"),
    /** Neither. */
    NEUTRAL("neutral"),
    /** A later attempt may succeed. */
    TEMPERROR("temperror"),
    /** An error that no attempt will cure. */
    PERMERROR("permerror");

    private final String keyword;

    AuthResult(String keyword) {
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
