package org.signetmail.spf.record;

/**
 * What a directive makes of a match (RFC 7208 §4.6.2).
 *
 * <p>Immutable and thread-safe.
 */
public enum Qualifier {
    /** {@code +}, or nothing. */
    PASS(""),
    /** {@code -}. */
    FAIL("-"),
    /** {@code ~}. */
    SOFTFAIL("~"),
    /** {@code ?}. */
    NEUTRAL("?");

    private final String text;

    Qualifier(String text) {
        this.text = text;
    }

    /** The qualifier as a record spells it; {@code +} is left out. */
    @Override
    public String toString() {
        return text;
    }
}
