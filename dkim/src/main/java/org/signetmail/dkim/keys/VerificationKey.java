package org.signetmail.dkim.keys;

import java.security.InvalidKeyException;

/** A public key out of a key record ({@code p=}, RFC 6376 §3.6.1), fit to verify with. Immutable and thread-safe. */
public sealed interface VerificationKey permits RsaKey, Ed25519Key {

    /**
     * The length of the RSA modulus; 256 for Ed25519.
     *
     * @return in bits
     */
    int bits();

    /**
     * The kind of key.
     *
     * @return true for Ed25519, false for RSA
     */
    boolean isEd25519();

    /**
     * Verifies a signature.
     *
     * @param hash of the signature algorithm
     * @param data holds what was signed
     * @param length the number of octets of it, from index 0
     * @param signature what is to be verified, of any length
     * @param crypto computes
     * @return whether the holder of the private key signed these octets
     * @throws InvalidKeyException when the provider refuses the key
     */
    boolean verifies(Hash hash, byte[] data, int length, byte[] signature, Crypto crypto) throws InvalidKeyException;

    /**
     * Whether an Ed25519 signature is over these octets themselves, as PureEdDSA has it, hashed before or not.
     *
     * @param octets what may have been signed
     * @param signature of any length
     * @return whether it is; never so for RSA
     */
    default boolean signs(byte[] octets, byte[] signature) {
        return false;
    }

    /**
     * The same key, as it serves best for what computes with it.
     *
     * @param crypto computes
     * @return this key or its equal
     */
    default VerificationKey in(Crypto crypto) {
        return this;
    }

    /**
     * Whether the other key verifies the same signatures.
     *
     * @param other any key
     * @return whether they are one
     */
    boolean isSame(VerificationKey other);

    /**
     * The key as {@code p=} has it, before base64.
     *
     * @return a SubjectPublicKeyInfo for RSA, 32 octets for Ed25519
     */
    byte[] encoded();
}
