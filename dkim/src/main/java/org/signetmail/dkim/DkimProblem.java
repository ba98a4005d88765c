package org.signetmail.dkim;

import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.KeyFault;

/**
 * Why a signature did not pass. Each reason leads to one {@link DkimResult}.
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum DkimProblem {
    /** The message has no DKIM-Signature field. */
    NO_SIGNATURE(DkimResult.NONE, "RFC 8601 §2.7.1", "the message is not signed"),

    // The signature field, RFC 6376 §3.5 and §6.1.1.
    /** The field is not a tag list (RFC 6376 §3.2), or names a tag twice. */
    SIGNATURE_SYNTAX(DkimResult.PERMERROR, "RFC 6376 §3.2", "the signature field is not a tag list"),
    /** The field, its number of tags or the list of signed fields goes over a limit of {@link DkimLimits}. */
    SIGNATURE_TOO_LARGE(DkimResult.PERMERROR, "", "the signature field is too large"),
    /** A required tag is missing: v, a, b, bh, d, h, s. */
    TAG_MISSING(DkimResult.PERMERROR, "RFC 6376 §6.1.1", "a required tag of the signature is missing"),
    /** {@code v=} is not 1. */
    VERSION(DkimResult.PERMERROR, "the version of the signature is not 1"),
    /** {@code a=} names no algorithm of DKIM. */
    ALGORITHM_UNKNOWN(DkimResult.PERMERROR, "the signature algorithm is unknown"),
    /** {@code a=} is rsa-sha1, which RFC 8301 §3.1 forbids to verify. */
    ALGORITHM_HISTORIC(DkimResult.PERMERROR, "RFC 8301 §3.1", "rsa-sha1 signatures are not valid since RFC 8301"),
    /** {@code b=} or {@code bh=} is not base64. */
    SIGNATURE_ENCODING(DkimResult.PERMERROR, "RFC 6376 §2.10", "the signature or the body hash is not base64"),
    /** {@code c=} names no canonicalization of DKIM. */
    CANONICALIZATION_UNKNOWN(DkimResult.PERMERROR, "the canonicalization is unknown"),
    /** {@code d=} is no domain name of two labels or more. */
    DOMAIN_INVALID(DkimResult.PERMERROR, "the signing domain is not a domain name"),
    /** {@code s=} is no selector, or makes a name that is too long for DNS. */
    SELECTOR_INVALID(DkimResult.PERMERROR, "the selector is not a domain name"),
    /** {@code i=} is no address. */
    IDENTITY_INVALID(DkimResult.PERMERROR, "the identity of the signature is not an address"),
    /** The domain of {@code i=} is neither the signing domain nor below it. */
    IDENTITY_OUTSIDE_DOMAIN(DkimResult.PERMERROR, "the identity is not in the signing domain"),
    /** {@code h=} is no list of field names. */
    SIGNED_FIELDS_INVALID(DkimResult.PERMERROR, "the list of signed fields has an error"),
    /** {@code h=} does not name From (RFC 6376 §5.4). */
    FROM_NOT_SIGNED(DkimResult.PERMERROR, "RFC 6376 §5.4", "the From field is not signed"),
    /** {@code l=} is not a number. */
    BODY_LENGTH_INVALID(DkimResult.PERMERROR, "the signed body length is not a number"),
    /** {@code l=} is more than the canonical body has. */
    BODY_TOO_SHORT(DkimResult.PERMERROR, "the body is shorter than the signed length"),
    /** {@code q=} does not name dns/txt. */
    QUERY_METHOD_UNKNOWN(DkimResult.PERMERROR, "the signature offers no known way to its key"),
    /** {@code t=} or {@code x=} is not a number, or {@code x=} is not after {@code t=}. */
    TIME_INVALID(DkimResult.PERMERROR, "the times of the signature have an error"),
    /** {@code x=} has passed. */
    EXPIRED(DkimResult.PERMERROR, "the signature has expired"),
    /** {@code t=} is to come. */
    SIGNED_IN_FUTURE(DkimResult.PERMERROR, "the signature is dated in the future"),

    // The key, RFC 6376 §3.6.1 and §6.1.2.
    /** DNS did not answer for the key. */
    KEY_LOOKUP_FAILED(DkimResult.TEMPERROR, "the key could not be looked up"),
    /** There is no record at the key's name. */
    KEY_MISSING(DkimResult.PERMERROR, "the key is not published"),
    /** What is published at the key's name is no key record. */
    KEY_SYNTAX(DkimResult.PERMERROR, "the key record has an error"),
    /** {@code p=} is empty. */
    KEY_REVOKED(DkimResult.PERMERROR, "the key is revoked"),
    /** What is published is a private key: anybody can sign with it. */
    KEY_PRIVATE(DkimResult.PERMERROR, "the private key is published"),
    /** {@code k=} does not fit the signature's {@code a=}. */
    KEY_TYPE_MISMATCH(DkimResult.PERMERROR, "the key is of another kind than the signature"),
    /** {@code h=} of the key record leaves out the hash of the signature. */
    KEY_HASH_EXCLUDED(DkimResult.PERMERROR, "the key is not for this hash"),
    /** {@code s=} of the key record leaves out e-mail. */
    KEY_SERVICE_EXCLUDED(DkimResult.PERMERROR, "the key is not for e-mail"),
    /** {@code t=s} of the key record allows no identity below the signing domain. */
    KEY_STRICT_DOMAIN(DkimResult.PERMERROR, "the key allows no identity in a subdomain"),
    /** An RSA key of fewer bits than the policy asks for (RFC 8301 §3.2). */
    KEY_TOO_SHORT(DkimResult.PERMERROR, "the key is too short"),
    /** An RSA key, or a key record, that is too large to be worked with. */
    KEY_TOO_LARGE(DkimResult.PERMERROR, "the key is too large"),
    /**
     * A key that proves nothing: an even RSA modulus or exponent, an exponent of 1 or over 2^32, a
     * key that the provider refuses, an Ed25519 point of small order.
     */
    KEY_UNSAFE(DkimResult.PERMERROR, "the key is not safe"),

    // The cryptography, RFC 6376 §6.1.3.
    /** The body is not what was signed. */
    BODY_HASH_MISMATCH(DkimResult.FAIL, "RFC 6376 §6.1.3", "the body was changed after signing"),
    /** The header is not what was signed, or the signature was made with another key. */
    SIGNATURE_MISMATCH(DkimResult.FAIL, "RFC 6376 §6.1.3", "the signature does not match the header and the key"),

    // What this verifier's policy refuses.
    /** The body goes on after the signed length ({@code l=}, RFC 6376 §8.2). */
    BODY_PARTLY_SIGNED(DkimResult.POLICY, "RFC 6376 §8.2", "the body has octets that are not signed"),
    /** A field of {@link DkimPolicy#requiredFields} is in the message and not signed. */
    FIELD_NOT_SIGNED(DkimResult.POLICY, "RFC 6376 §5.4", "a field that has to be signed is not"),
    /** The signing domain is one of {@link DkimPolicy#refusedDomains} (RFC 6376 §6.1.1). */
    DOMAIN_REFUSED(DkimResult.POLICY, "RFC 6376 §6.1.1", "the signing domain may not sign"),
    /** There are more signatures than are looked at (RFC 6376 §8.4). */
    TOO_MANY_SIGNATURES(DkimResult.POLICY, "RFC 6376 §8.4", "the message has too many signatures"),
    /** The message went over a limit of {@link org.signetmail.core.MessageLimits}, so it is not known whole. */
    MESSAGE_INCOMPLETE(DkimResult.POLICY, "", "the message is too large");

    private final DkimResult result;
    private final String section;
    private final String description;
    private final String code;

    /** A rule of the tag, or of the key record that has a finding of its own. */
    DkimProblem(DkimResult result, String description) {
        this(result, "RFC 6376 §3.5", description);
    }

    DkimProblem(DkimResult result, String section, String description) {
        this.result = result;
        this.section = section;
        this.description = description;
        this.code = "dkim-" + Ascii.lowerCase(name()).replace('_', '-');
    }

    /** What a fault of a key is to the signature that needs it. */
    static DkimProblem of(KeyFault fault) {
        return switch (fault) {
            case SYNTAX -> KEY_SYNTAX;
            case PRIVATE -> KEY_PRIVATE;
            case REVOKED -> KEY_REVOKED;
            // No signature of ours can ask for a kind that is not known.
            case TYPE_UNKNOWN -> KEY_TYPE_MISMATCH;
            case TOO_SHORT -> KEY_TOO_SHORT;
            case TOO_LARGE -> KEY_TOO_LARGE;
            case UNSAFE -> KEY_UNSAFE;
        };
    }

    /**
     * The stable name of the problem, for programs.
     *
     * @return lower case with hyphens, such as {@code dkim-body-hash-mismatch}
     */
    public String code() {
        return code;
    }

    /**
     * The result that this reason leads to.
     *
     * @return never {@link DkimResult#PASS}
     */
    public DkimResult result() {
        return result;
    }

    /** The rule behind it; empty for a limit of our own. */
    String section() {
        return section;
    }

    /**
     * The reason in words.
     *
     * @return a clause without a final stop
     */
    public String description() {
        return description;
    }
}
