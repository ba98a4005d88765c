package org.signetmail.spf.record;

/**
 * How many bits {@code a} and {@code mx} compare of an address, for either family:
 * {@code dual-cidr-length = [ ip4-cidr-length ] [ "/" ip6-cidr-length ]} (RFC 7208 §5.6).
 *
 * <p>Immutable and thread-safe.
 *
 * @param ip4 0 to 32
 * @param ip6 0 to 128
 */
public record DualPrefix(int ip4, int ip6) {

    /** All bits: what is meant when no length is given. */
    public static final DualPrefix WHOLE = new DualPrefix(32, 128);

    /**
     * Checks the ranges.
     *
     * @param ip4 0 to 32
     * @param ip6 0 to 128
     * @throws IllegalArgumentException when a length is out of range
     */
    public DualPrefix {
        checkRange(ip4, 32);
        checkRange(ip6, 128);
    }

    static void checkRange(int prefixLength, int bits) {
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("not a prefix length of 0 to " + bits + ": " + prefixLength);
        }
    }

    /** The lengths as a record spells them; whole ones are left out. */
    @Override
    public String toString() {
        return (ip4 == 32 ? "" : "/" + ip4) + (ip6 == 128 ? "" : "//" + ip6);
    }
}
