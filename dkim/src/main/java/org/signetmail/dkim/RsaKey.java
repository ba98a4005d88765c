package org.signetmail.dkim;

import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;

/**
 * An RSA public key.
 *
 * @param key modulus and exponent, within the bounds of {@link PublicKeyParser}
 */
record RsaKey(RSAPublicKey key) implements VerificationKey {

    @Override
    public int bits() {
        return key.getModulus().bitLength();
    }

    @Override
    public boolean verifies(DkimAlgorithm algorithm, byte[] data, int length, byte[] signature, Crypto crypto) {
        try {
            Signature rsa = crypto.rsa(algorithm);
            rsa.initVerify(key);
            rsa.update(data, 0, length);
            return rsa.verify(signature);
        } catch (SignatureException e) {
            // RFC 8017 §8.2.2: a signature of another length than the modulus, or not below it, is invalid.
            return false;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("an RSA key of " + bits() + " bits", e);
        }
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
