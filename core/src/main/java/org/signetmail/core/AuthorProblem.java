package org.signetmail.core;

/**
 * Why a message has no author domain that a check can go by (RFC 9989 §4.2, §4.4, §5.3.1). More
 * constants may come; have a default branch.
 *
 * <p>Immutable and thread-safe.
 */
public enum AuthorProblem {
    /** There is no From field. */
    NO_FROM("from-missing"),
    /** There is more than one From field, well-formed or not. */
    SEVERAL_FROM("from-repeated"),
    /** The From field is not what RFC 5322 §3.6.2 and §4, RFC 6532 and RFC 6854 allow. */
    MALFORMED_FROM("from-malformed"),
    /** The From field has groups only, and no group has a member. */
    NO_ADDRESS("from-no-address"),
    /** There are more addresses in the From field than {@link AuthorDomain#MAX_ADDRESSES}. */
    TOO_MANY_ADDRESSES("from-too-many-addresses"),
    /** An address has no domain name behind its at sign: a literal, a label that DNS or IDNA does not allow. */
    UNUSABLE_DOMAIN("from-unusable-domain"),
    /** The addresses have different domains; they are in {@link AuthorDomain#domains}. */
    SEVERAL_DOMAINS("from-several-domains");

    private final String code;

    AuthorProblem(String code) {
        this.code = code;
    }

    /**
     * The stable name of the problem, for programs; no {@link Finding} has the same.
     *
     * @return lower case with hyphens, such as {@code from-several-domains}
     */
    public String code() {
        return code;
    }
}
