package org.signetmail.reports;

/**
 * Whether SPF or DKIM gave an aligned identifier that passes, before any override.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum EvaluatedResult {
    /** It did. */
    PASS("pass"),
    /** It did not. */
    FAIL("fail");

    private final String keyword;

    EvaluatedResult(String keyword) {
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
