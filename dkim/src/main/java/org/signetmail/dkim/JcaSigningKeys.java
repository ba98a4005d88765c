package org.signetmail.dkim;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;
import org.jspecify.annotations.Nullable;

/** Chooses how a private key of the JCA signs. */
final class JcaSigningKeys {

    private JcaSigningKeys() {}

    static SigningKey of(PrivateKey privateKey, @Nullable PublicKey publicKey) {
        String algorithm = privateKey.getAlgorithm();
        if (algorithm.equals("RSA")) {
            PublicKey known = publicKey == null ? publicHalf(privateKey) : publicKey;
            if (known != null && !(known instanceof RSAPublicKey)) {
                throw new IllegalArgumentException("not an RSA public key: " + known.getAlgorithm());
            }
            return new JcaSigningKey(DkimAlgorithm.RSA_SHA256, "SHA256withRSA", privateKey, known);
        }
        if (privateKey instanceof EdECPrivateKey key
                && key.getParams().getName().equals("Ed25519")) {
            byte[] secret = key.getBytes().orElse(null);
            // A key that shows its octets signs in Signet, several times faster than in the JDK.
            return secret != null
                    ? new Ed25519SigningKey(secret)
                    : new JcaSigningKey(DkimAlgorithm.ED25519_SHA256, "Ed25519", privateKey, publicKey);
        }
        throw new IllegalArgumentException("neither an RSA nor an Ed25519 key: " + algorithm);
    }

    private static @Nullable PublicKey publicHalf(PrivateKey privateKey) {
        if (!(privateKey instanceof RSAPrivateCrtKey key)) {
            return null;
        }
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("not a usable RSA key", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no RSA", e);
        }
    }

    /** The length of an RSA modulus, or zero when the key does not show it. */
    static int rsaBits(@Nullable Object key) {
        return key instanceof RSAKey rsa ? rsa.getModulus().bitLength() : 0;
    }
}
