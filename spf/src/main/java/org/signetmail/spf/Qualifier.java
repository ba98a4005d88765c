package org.signetmail.spf;

/**
 * What a directive makes of a match (RFC 7208 §4.6.2).
 *
 * <p>Immutable and thread-safe.
 */
public enum Qualifier {
    /** {@code +}, or nothing. */
    PASS("", SpfResult.PASS),
    /** {@code -}. */
    FAIL("-", SpfResult.FAIL),
    /** {@code ~}. */
    SOFTFAIL("~", SpfResult.SOFTFAIL),
    /** {@code ?}. */
    NEUTRAL("?", SpfResult.NEUTRAL);

    private final String text;
    private final SpfResult result;

    Qualifier(String text, SpfResult result) {
        this.text = text;
        this.result = result;
    }

    /**
     * The result of a record whose mechanism with this qualifier matches.
     *
     * @return pass, fail, softfail or neutral
     */
    public SpfResult result() {
        return result;
    }

    /** The qualifier as a record spells it; {@code +} is left out. */
    @Override
    public String toString() {
        return text;
    }
}
