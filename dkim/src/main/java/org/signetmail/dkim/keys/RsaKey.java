package org.signetmail.dkim.keys;

import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;

/**
 * An RSA public key.
 *
 * @param key modulus and exponent, within the bounds in which RSA is computed
 */
public record RsaKey(RSAPublicKey key) implements VerificationKey {

    @Override
    public int bits() {
        return key.getModulus().bitLength();
    }

    @Override
    public boolean isEd25519() {
        return false;
    }

    @Override
    public boolean verifies(Hash hash, byte[] data, int length, byte[] signature, Crypto crypto)
            throws InvalidKeyException {
        // RFC 8017 §8.2.2: a signature has as many octets as the modulus. Not every provider looks.
        if (signature.length != (bits() + 7) / 8) {
            return false;
        }
        Signature rsa = crypto.rsa(hash);
        try {
            rsa.initVerify(key);
            rsa.update(data, 0, length);
            return rsa.verify(signature);
        } catch (SignatureException e) {
            // RFC 8017 §8.2.2: a signature that is not below the modulus is invalid.
            return false;
        } catch (RuntimeException e) {
            // Providers throw what they like at a modulus that is prime or has small factors.
            throw new InvalidKeyException("an RSA key that the provider refuses", e);
        }
    }

    @Override
    public VerificationKey in(Crypto crypto) {
        return new RsaKey(crypto.own(key, RSAPublicKey.class));
    }

    @Override
    public boolean isSame(VerificationKey other) {
        return other instanceof RsaKey rsa
                && rsa.key.getModulus().equals(key.getModulus())
                && rsa.key.getPublicExponent().equals(key.getPublicExponent());
    }

    @Override
    public byte[] encoded() {
        return key.getEncoded();
    }
}
