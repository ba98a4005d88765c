package org.signetmail.reports;

/**
 * What a reporter did with mail (RFC 9990 §3.1.1.9).
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum ReportedDisposition {
    /** Nothing that the policy asked for. */
    NONE("none"),
    /** It passed under a policy that is enforced; new in RFC 9990. */
    PASS("pass"),
    /** It was treated as suspicious. */
    QUARANTINE("quarantine"),
    /** It was rejected. */
    REJECT("reject");

    private final String keyword;

    ReportedDisposition(String keyword) {
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
