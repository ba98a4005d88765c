package org.signetmail.dkim;

/**
 * What the key record of a signature says (RFC 6376 §3.6.1). Made by a verification alone.
 *
 * <p>Immutable and thread-safe.
 */
public final class DkimKey {

    private final int bits;
    private final boolean testing;
    private final boolean authentic;

    DkimKey(int bits, boolean testing, boolean authentic) {
        this.bits = bits;
        this.testing = testing;
        this.authentic = authentic;
    }

    /**
     * The length of the key.
     *
     * @return the bits of the RSA modulus, or 256 for Ed25519; zero when the record holds no key that can be used
     */
    public int bits() {
        return bits;
    }

    /**
     * Whether the domain says that it is only testing DKIM ({@code t=y}). Such a signature counts as any other all the
     * same, as RFC 6376 §3.6.1 asks for no other treatment than that of unsigned mail.
     *
     * @return true when it does
     */
    public boolean testing() {
        return testing;
    }

    /**
     * Whether a validating resolver vouched for the record (DNSSEC).
     *
     * @return true when it did
     */
    public boolean authentic() {
        return authentic;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimKey that
                && bits == that.bits
                && testing == that.testing
                && authentic == that.authentic;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * bits + Boolean.hashCode(testing)) + Boolean.hashCode(authentic);
    }

    /** All of it, on one line. */
    @Override
    public String toString() {
        return bits + " bits" + (testing ? ", testing" : "") + (authentic ? ", DNSSEC" : "");
    }
}
