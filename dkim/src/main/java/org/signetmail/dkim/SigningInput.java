package org.signetmail.dkim;

/**
 * What a {@link SigningKey} signs: the canonical header of a message (RFC 6376 §3.7), whole or as its SHA-256.
 *
 * <p>Immutable and thread-safe.
 */
public final class SigningInput {

    private final byte[] data;
    private final byte[] digest;

    SigningInput(byte[] data, byte[] digest) {
        this.data = data;
        this.digest = digest;
    }

    /**
     * The canonical header: for RSA, what an algorithm like {@code SHA256withRSA} takes.
     *
     * @return a copy, some hundred to some thousand octets
     */
    public byte[] data() {
        return data.clone();
    }

    /**
     * The SHA-256 of {@link #data}. For RSA, what a service takes that signs digests, and puts the DigestInfo of RFC 8017
     * §9.2 around it by itself. For Ed25519, the very message that PureEdDSA signs (RFC 8463 §3).
     *
     * @return a copy, 32 octets
     */
    public byte[] digest() {
        return digest.clone();
    }
}
