package org.signetmail.dkim.canonical;

/** The two canonical forms (RFC 6376 §3.4). */
public enum Form {
    /** RFC 6376 §3.4.1, §3.4.3. */
    SIMPLE,
    /** RFC 6376 §3.4.2, §3.4.4. */
    RELAXED;

    /**
     * The one that this is not.
     *
     * @return relaxed for simple, simple for relaxed
     */
    public Form other() {
        return this == SIMPLE ? RELAXED : SIMPLE;
    }
}
