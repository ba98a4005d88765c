package org.signetmail.reports;

/**
 * Why a reporter did not do what the policy asked for (RFC 9990 §3.1.6, RFC 7489 App. C).
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum OverrideType {
    /** RFC 7489: it was forwarded. */
    FORWARDED("forwarded"),
    /** RFC 7489: pct= left it out. */
    SAMPLED_OUT("sampled_out"),
    /** A forwarder that the reporter trusts. */
    TRUSTED_FORWARDER("trusted_forwarder"),
    /** A mailing list. */
    MAILING_LIST("mailing_list"),
    /** The policy of the reporter. */
    LOCAL_POLICY("local_policy"),
    /** The policy is being tested, {@code t=y}. */
    POLICY_TEST_MODE("policy_test_mode"),
    /** Something else. */
    OTHER("other");

    private final String keyword;

    OverrideType(String keyword) {
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
