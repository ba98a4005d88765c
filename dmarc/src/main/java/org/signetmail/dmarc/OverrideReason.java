package org.signetmail.dmarc;

/**
 * Why a receiver did something else than the policy of a domain asks for, in the words of aggregate reports
 * (RFC 9990 §3.1.6).
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum OverrideReason {
    /** The receiver's own policy. */
    LOCAL_POLICY("local_policy"),
    /** The message came through a mailing list that the receiver knows. */
    MAILING_LIST("mailing_list"),
    /** None of the others; the comment says what. */
    OTHER("other"),
    /** The domain asks for less itself, with {@code t=y}. */
    POLICY_TEST_MODE("policy_test_mode"),
    /** The message came through a forwarder that the receiver trusts. */
    TRUSTED_FORWARDER("trusted_forwarder"),
    /** The domain asks for less itself, with {@code pct}; RFC 7489 alone has this reason. */
    SAMPLED_OUT("sampled_out");

    private final String keyword;

    OverrideReason(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The reason as aggregate reports spell it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }
}
