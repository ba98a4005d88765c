package org.signetmail.dkim;

import java.util.Objects;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;

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
     * An input of one's own, for tests of a {@link SigningKey}; a signer makes those that it needs.
     *
     * @param data any octets, which are copied
     * @return the octets and their SHA-256
     */
    public static SigningInput of(byte[] data) {
        byte[] copy = Objects.requireNonNull(data, "data").clone();
        return new SigningInput(copy, new Crypto(null).digest(Hash.SHA256).digest(copy));
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
