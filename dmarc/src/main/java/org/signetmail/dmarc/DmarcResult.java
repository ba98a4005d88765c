package org.signetmail.dmarc;

/**
 * What came of a DMARC check, in the words of RFC 9989 §9.2.
 *
 * <p>Immutable and thread-safe.
 */
public enum DmarcResult {
    /** DMARC does not apply: no policy was found for the author domain. */
    NONE("none"),
    /** The message authenticated an identifier that is aligned with the author domain. */
    PASS("pass"),
    /** There is a policy, and nothing that the message authenticated is aligned with the author domain. */
    FAIL("fail"),
    /** The check could not be finished just now; a later attempt may succeed. */
    TEMPERROR("temperror"),
    /** The check cannot be done, and no later attempt will change that. */
    PERMERROR("permerror");

    private final String keyword;

    DmarcResult(String keyword) {
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
