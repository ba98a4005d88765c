package org.signetmail.reports;

/**
 * The kind of policy that a sender of mail found (RFC 8460 §4.4).
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum TlsPolicyType {
    /** DANE. */
    TLSA("tlsa"),
    /** MTA-STS. */
    STS("sts"),
    /** None. */
    NO_POLICY_FOUND("no-policy-found");

    private final String keyword;

    TlsPolicyType(String keyword) {
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
