package org.signetmail.dkim.keys;

import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** Turns public keys of the JCA into ours. */
public final class PublicKeys {

    private PublicKeys() {}

    /**
     * Takes a public key.
     *
     * @param key an RSA or Ed25519 key
     * @return the same key, to verify with
     * @throws IllegalArgumentException when it is of another kind
     */
    public static VerificationKey verificationKey(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return new RsaKey(rsa);
        }
        if (isEd25519(key)) {
            Ed25519.Point point = Ed25519.best().point(ed25519Octets(key));
            if (point != null) {
                return new Ed25519Key(point);
            }
        }
        throw new IllegalArgumentException("neither an RSA nor an Ed25519 key: " + key.getAlgorithm());
    }

    /** Ed448 keys are of the same type, and one in sixteen ends in the octets of an Ed25519 key. */
    private static boolean isEd25519(PublicKey key) {
        return key instanceof EdECPublicKey edwards
                && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
    }

    /** RFC 8410 §4: a SubjectPublicKeyInfo ends with the 32 octets of the key. */
    private static byte[] ed25519Octets(PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null || encoded.length < Ed25519.KEY_OCTETS) {
            throw new IllegalArgumentException("an Ed25519 key without encoding");
        }
        return Arrays.copyOfRange(encoded, encoded.length - Ed25519.KEY_OCTETS, encoded.length);
    }
}
