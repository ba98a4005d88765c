package org.signetmail.reports;

/**
 * Whether the policy is being tested, {@code t=}.
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum TestingFlag {
    /** It is. */
    YES("y"),
    /** It is not. */
    NO("n");

    private final String keyword;

    TestingFlag(String keyword) {
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
