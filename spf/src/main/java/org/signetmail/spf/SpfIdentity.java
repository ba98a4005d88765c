package org.signetmail.spf;

/**
 * The identity that was checked (RFC 7208 §2.3, §2.4). Each has an outcome of its own.
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum SpfIdentity {
    /** The reverse-path of the SMTP transaction; {@code postmaster@} and the HELO name when that is null. */
    MAILFROM("mailfrom"),
    /** The name given with HELO or EHLO. */
    HELO("helo");

    private final String keyword;

    SpfIdentity(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The identity as header fields spell it.
     *
     * @return the lower-case keyword
     */
    public String keyword() {
        return keyword;
    }
}
