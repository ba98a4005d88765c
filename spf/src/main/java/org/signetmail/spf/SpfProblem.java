package org.signetmail.spf;

import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;

/**
 * Why a check came to none, temperror or permerror.
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum SpfProblem {
    /** RFC 7208 §4.3: what the identity or a term has is no domain name, or not one of two labels or more. */
    NOT_A_DOMAIN(SpfResult.NONE, "no domain name that could have an SPF record"),
    /** RFC 7208 §4.3: DNS says that the domain does not exist. */
    NO_SUCH_DOMAIN(SpfResult.NONE, "the domain does not exist"),
    /** RFC 7208 §4.5: none of the TXT records of the domain is an SPF record. */
    NO_RECORD(SpfResult.NONE, "the domain has no SPF record"),

    /** The check was switched off. */
    NOT_CHECKED(SpfResult.NONE, "it was not checked"),

    /** RFC 7208 §4.4, §5: a look-up that had to succeed failed. */
    DNS_FAILURE(SpfResult.TEMPERROR, "a DNS look-up failed"),
    /** RFC 7208 §4.6.4: the check took longer than {@link SpfLimits#time}. */
    TIME_LIMIT(SpfResult.TEMPERROR, "the check ran out of time"),
    /** The thread of the check was interrupted. */
    INTERRUPTED(SpfResult.TEMPERROR, "the check was interrupted"),

    /** RFC 7208 §4.5: there is more than one SPF record. */
    SEVERAL_RECORDS(SpfResult.PERMERROR, "the domain has several SPF records"),
    /** The record is longer than {@link SpfLimits#recordOctets}, or than the resolver gives whole. */
    RECORD_TOO_LARGE(SpfResult.PERMERROR, "the SPF record is too large"),
    /** A DNS answer is larger than the resolver takes, now and whenever it is asked for. */
    DNS_ANSWER_TOO_LARGE(SpfResult.PERMERROR, "a DNS answer is too large"),
    /** RFC 7208 §5.2: the target of an {@code include} has no SPF record. */
    INCLUDE_WITHOUT_RECORD(SpfResult.PERMERROR, "an included domain has no SPF record"),
    /** RFC 7208 §6.1: the target of {@code redirect} is no domain, or has no SPF record. */
    REDIRECT_WITHOUT_RECORD(SpfResult.PERMERROR, "the redirect leads to no SPF record"),
    /** RFC 7208 §4.6.4: more terms that ask DNS than {@link SpfLimits#terms}. */
    TERM_LIMIT(SpfResult.PERMERROR, "too many terms that need DNS"),
    /** RFC 7208 §4.6.4: more look-ups without an answer than {@link SpfLimits#voids}. */
    VOID_LIMIT(SpfResult.PERMERROR, "too many void look-ups"),
    /** RFC 7208 §4.6.4: an {@code mx} with more hosts than {@link SpfLimits#mxHosts}. */
    MX_LIMIT(SpfResult.PERMERROR, "too many MX hosts"),
    /** The message has used up the DNS queries that all its checks together may make. */
    QUERY_LIMIT(SpfResult.PERMERROR, "too many DNS queries"),

    /** RFC 7208 §3.1, §7.1: a control character or an octet beyond ASCII within a term. */
    BAD_CHARACTER("a character that no term may hold"),
    /** RFC 7208 §3.3: two strings of the TXT record make one word where they meet, because no space stands there. */
    STRINGS_JOINED("two strings of the TXT record are joined without a space"),
    /** RFC 7208 §4.6.1: neither one of the eight mechanisms nor a modifier. */
    UNKNOWN_MECHANISM("an unknown mechanism"),
    /** RFC 7208 §4.6.1: what stands before the equals sign is no name. */
    BAD_MODIFIER_NAME("a modifier without a proper name"),
    /** RFC 7208 §6: {@code redirect} or {@code exp} more than once. */
    REPEATED_MODIFIER("a modifier that may stand only once"),
    /** RFC 7208 §5, §6: a domain is missing. */
    MISSING_DOMAIN("a term without the domain it needs"),
    /** RFC 7208 §7.1: a domain that ends neither in a dot and a top label nor in a macro. */
    BAD_DOMAIN("a domain that is none"),
    /** RFC 7208 §7.1, §7.3: a percent sign that begins no macro, or a macro with wrong parts. */
    BAD_MACRO("a wrong macro"),
    /** RFC 7208 §5.6: an address that is not one of its mechanism's family. */
    BAD_ADDRESS("a wrong IP address"),
    /** RFC 7208 §5.6: a prefix length that is no number in range, or has leading zeros. */
    BAD_PREFIX_LENGTH("a wrong prefix length"),
    /** RFC 7208 §5: something after a mechanism that takes no such thing. */
    UNEXPECTED_ARGUMENT("an argument where none may be");

    private final SpfResult result;
    private final String description;
    private final boolean syntax;
    private final String code;

    SpfProblem(SpfResult result, String description) {
        this(result, description, false);
    }

    /** What makes a record void, wherever in it (RFC 7208 §4.6): the parser of records has a code of the same name. */
    SpfProblem(String description) {
        this(SpfResult.PERMERROR, description, true);
    }

    SpfProblem(SpfResult result, String description, boolean syntax) {
        this.result = result;
        this.description = description;
        this.syntax = syntax;
        this.code = "spf-" + Ascii.hyphenated(this);
    }

    /** The problem that a finding of the parser is. */
    static SpfProblem of(Finding finding) {
        for (SpfProblem problem : values()) {
            if (problem.syntax && problem.code.equals(finding.code())) {
                return problem;
            }
        }
        throw new AssertionError(finding);
    }

    /** Whether the text of a record is wrong, so that the detail is a sentence about it. */
    boolean isOfSyntax() {
        return syntax;
    }

    /**
     * The stable name of the problem, for programs; that of the finding where the text of a record is wrong.
     *
     * @return lower case with hyphens, such as {@code spf-term-limit}
     */
    public String code() {
        return code;
    }

    /**
     * What a check with this problem comes to.
     *
     * @return {@link SpfResult#NONE}, {@link SpfResult#TEMPERROR} or {@link SpfResult#PERMERROR}
     */
    public SpfResult result() {
        return result;
    }

    /**
     * The problem in words.
     *
     * @return a clause without a final stop
     */
    public String description() {
        return description;
    }
}
