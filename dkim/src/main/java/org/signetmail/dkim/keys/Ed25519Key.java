package org.signetmail.dkim.keys;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key (RFC 8032 §5.1).
 *
 * @param point the key decoded, not of small order
 */
public record Ed25519Key(Ed25519.PublicPoint point) implements VerificationKey {

    @Override
    public int bits() {
        return 256;
    }

    @Override
    public boolean verifies(Hash hash, byte[] data, int length, byte[] signature, Crypto crypto) {
        if (signature.length != Ed25519.SIGNATURE_SIZE) {
            return false;
        }
        MessageDigest digest = crypto.digest(hash);
        digest.update(data, 0, length);
        // RFC 8463 §3: PureEdDSA signs the SHA-256 of what RFC 6376 §3.7 has signed.
        byte[] signed = digest.digest();
        return Ed25519.verify(signature, 0, point, signed, 0, signed.length);
    }

    @Override
    public boolean isSame(VerificationKey other) {
        return other instanceof Ed25519Key && Arrays.equals(encoded(), other.encoded());
    }

    @Override
    public byte[] encoded() {
        byte[] octets = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.encodePublicPoint(point, octets, 0);
        return octets;
    }
}
