package org.signetmail.reports;

/**
 * What became of the message (RFC 6591 §3.2.2).
 *
 * <p>Immutable and thread-safe. More constants may come; have a default branch.
 */
public enum DeliveryResult {
    /** It was delivered. */
    DELIVERED("delivered"),
    /** It was put aside. */
    SPAM("spam"),
    /** A policy decided. */
    POLICY("policy"),
    /** It was rejected. */
    REJECT("reject"),
    /** Something else. */
    OTHER("other");

    private final String keyword;

    DeliveryResult(String keyword) {
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
