package org.signetmail.dkim;

/**
 * What came of a DKIM signature, in the words of RFC 8601 §2.7.1.
 *
 * <p>Immutable and thread-safe.
 */
public enum DkimResult {
    /** The message was not signed. */
    NONE("none"),
    /** The message was signed and is what was signed. */
    PASS("pass"),
    /** The message is not what was signed, or the signature was not made with the published key. */
    FAIL("fail"),
    /** The signature is of a kind that the policy of this verifier does not accept. */
    POLICY("policy"),
    /** RFC 8601 has it for signatures that could not be processed; Signet says {@link #PERMERROR} and why instead. */
    NEUTRAL("neutral"),
    /** The key could not be asked for just now; a later attempt may succeed. */
    TEMPERROR("temperror"),
    /** The signature or its key has an error that no later attempt will cure. */
    PERMERROR("permerror");

    private final String keyword;

    DkimResult(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The result as {@code Authentication-Results} spells it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }
}
