package org.signetmail.reports;

/**
 * What a feedback report is about (RFC 5965 §3.5, RFC 6591 §3.1).
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum FeedbackType {
    /** Authentication failed; the only one that DMARC asks for. */
    AUTH_FAILURE("auth-failure"),
    /** A complaint. */
    ABUSE("abuse"),
    /** A fraud. */
    FRAUD("fraud"),
    /** A virus. */
    VIRUS("virus"),
    /** No spam after all. */
    NOT_SPAM("not-spam"),
    /** Something else. */
    OTHER("other");

    private final String keyword;

    FeedbackType(String keyword) {
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
