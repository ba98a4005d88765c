package org.signetmail.dmarc;

/**
 * Why a DMARC check did not pass.
 *
 * <p>Immutable and thread-safe.
 */
public enum DmarcProblem {
    /**
     * The From field gives no author domain to go by: absent, repeated, malformed, or with an unusable domain
     * (RFC 9989 §4.4); {@link DmarcOutcome#author} says which.
     */
    NO_AUTHOR_DOMAIN,
    /** The addresses in the From field have different domains (RFC 9989 §5.3.1). */
    SEVERAL_AUTHOR_DOMAINS,
    /** The message is over a limit, so that not all of it was seen. */
    MESSAGE_OVER_LIMIT,
    /** DMARC was switched off. */
    NOT_CHECKED,
    /** No record applies to the author domain (RFC 9989 §4.10.1). */
    NO_RECORD,
    /** The record that applies has no valid policy and no valid {@code rua=} (RFC 9989 §4.10.1). */
    NO_POLICY,
    /** DNS did not say which record applies (RFC 9989 §5.3.6). */
    POLICY_UNKNOWN,
    /** Neither SPF nor DKIM authenticated anything. */
    NOTHING_AUTHENTICATED,
    /** Nothing that was authenticated is aligned with the author domain. */
    NOT_ALIGNED,
    /** Nothing is aligned, but something might be that could not be checked (RFC 9989 §5.3.6). */
    ALIGNMENT_UNKNOWN,
    /** Nothing is aligned, but something might be that came after too many others; see {@link DmarcLimits#walks}. */
    ALIGNMENT_OVER_LIMIT
}
