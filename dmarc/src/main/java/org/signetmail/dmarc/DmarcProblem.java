package org.signetmail.dmarc;

/**
 * Why a DMARC check did not pass.
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum DmarcProblem {
    /**
     * The From field gives no author domain to go by: absent, repeated, malformed, or with an unusable domain
     * (RFC 9989 §4.4); {@link DmarcOutcome#author} says which.
     */
    NO_AUTHOR_DOMAIN("dmarc-no-author-domain"),
    /** The addresses in the From field have different domains (RFC 9989 §5.3.1). */
    SEVERAL_AUTHOR_DOMAINS("dmarc-several-author-domains"),
    /** The message is over a limit, so that not all of it was seen. */
    MESSAGE_OVER_LIMIT("dmarc-message-over-limit"),
    /** DMARC was switched off. */
    NOT_CHECKED("dmarc-not-checked"),
    /** No record applies to the author domain (RFC 9989 §4.10.1). */
    NO_RECORD("dmarc-no-record"),
    /** The record that applies has no valid policy and no valid {@code rua=} (RFC 9989 §4.10.1). */
    NO_POLICY("dmarc-no-valid-policy"),
    /** DNS did not say which record applies (RFC 9989 §5.3.6). */
    POLICY_UNKNOWN("dmarc-policy-unknown"),
    /** Neither SPF nor DKIM authenticated anything. */
    NOTHING_AUTHENTICATED("dmarc-nothing-authenticated"),
    /** Nothing that was authenticated is aligned with the author domain. */
    NOT_ALIGNED("dmarc-not-aligned"),
    /** Nothing is aligned, but something might be that could not be checked (RFC 9989 §5.3.6). */
    ALIGNMENT_UNKNOWN("dmarc-alignment-unknown"),
    /** Nothing is aligned, but something might be that came after too many others; see {@link DmarcLimits#walks}. */
    ALIGNMENT_OVER_LIMIT("dmarc-alignment-over-limit");

    private final String code;

    DmarcProblem(String code) {
        this.code = code;
    }

    /**
     * The stable name of the problem, for programs; no {@link org.signetmail.core.Finding} has the same.
     *
     * @return lower case with hyphens, such as {@code dmarc-not-aligned}
     */
    public String code() {
        return code;
    }
}
