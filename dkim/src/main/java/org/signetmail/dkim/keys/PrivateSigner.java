package org.signetmail.dkim.keys;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;

/** A private key that signs in this process or in a provider of the JCA. Immutable and thread-safe. */
public sealed interface PrivateSigner permits JcaPrivateSigner, Ed25519PrivateSigner {

    /**
     * The kind of key.
     *
     * @return true for Ed25519, false for RSA
     */
    boolean isEd25519();

    /**
     * Signs.
     *
     * @param input what was to be signed for RSA; its SHA-256 for Ed25519 (RFC 8463 §3)
     * @return the signature
     * @throws GeneralSecurityException when the key cannot sign
     */
    byte[] sign(byte[] input) throws GeneralSecurityException;

    /**
     * The public half.
     *
     * @return nothing when it is not known
     */
    Optional<PublicKey> publicKey();

    /**
     * The length of the modulus, which keys in a device tell too.
     *
     * @return zero when it is not known, or for Ed25519
     */
    int rsaBits();
}
