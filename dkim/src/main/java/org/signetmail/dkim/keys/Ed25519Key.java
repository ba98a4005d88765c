package org.signetmail.dkim.keys;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * An Ed25519 public key (RFC 8032 §5.1).
 *
 * @param point the key decoded, not of small order
 */
record Ed25519Key(Ed25519.Point point) implements VerificationKey {

    @Override
    public int bits() {
        return 256;
    }

    @Override
    public boolean isEd25519() {
        return true;
    }

    @Override
    public boolean verifies(Hash hash, byte[] data, int length, byte[] signature, Crypto crypto) {
        if (signature.length != Ed25519.SIGNATURE_OCTETS) {
            return false;
        }
        MessageDigest digest = crypto.digest(hash);
        digest.update(data, 0, length);
        // RFC 8463 §3: PureEdDSA signs the SHA-256 of what RFC 6376 §3.7 has signed.
        byte[] signed = digest.digest();
        return point.verifies(signed, signature);
    }

    @Override
    public boolean signs(byte[] octets, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_OCTETS && point.verifies(octets, signature);
    }

    @Override
    public boolean isSame(VerificationKey other) {
        return other instanceof Ed25519Key && Arrays.equals(encoded(), other.encoded());
    }

    @Override
    public byte[] encoded() {
        return point.octets();
    }
}
