package org.signetmail.dkim;

/**
 * How much of the body a signature covers, in octets of the canonical body (RFC 6376 §3.4.5). Made by a verification
 * alone.
 *
 * <p>Immutable and thread-safe.
 */
public final class BodyCoverage {

    private final long signed;
    private final long total;
    private final long unsignedLines;

    BodyCoverage(long signed, long total, long unsignedLines) {
        this.signed = signed;
        this.total = total;
        this.unsignedLines = unsignedLines;
    }

    /**
     * The octets that are hashed: all, or as many as {@code l=} says.
     *
     * @return zero or more
     */
    public long signed() {
        return signed;
    }

    /**
     * All octets.
     *
     * @return zero or more
     */
    public long total() {
        return total;
    }

    /**
     * The octets behind the signed ones, for which nobody vouches.
     *
     * @return zero or more
     */
    public long unsigned() {
        return total - signed;
    }

    /**
     * The lines on which these are: ends of lines among them.
     *
     * @return zero or more
     */
    public long unsignedLines() {
        return unsignedLines;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BodyCoverage that
                && signed == that.signed
                && total == that.total
                && unsignedLines == that.unsignedLines;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(signed) + Long.hashCode(total)) + Long.hashCode(unsignedLines);
    }

    /** The signed octets of all, such as {@code 44/61}. */
    @Override
    public String toString() {
        return signed + "/" + total;
    }
}
