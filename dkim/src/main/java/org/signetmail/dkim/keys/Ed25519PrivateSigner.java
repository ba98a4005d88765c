package org.signetmail.dkim.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;

/** An Ed25519 private key that signs here (RFC 8032 §5.1.6). */
final class Ed25519PrivateSigner implements PrivateSigner {

    /** RFC 8410 §4: what a SubjectPublicKeyInfo has before the 32 octets of the key. */
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Ed25519.Secret secret;
    private final PublicKey publicKey;

    Ed25519PrivateSigner(byte[] secret) {
        if (secret.length != Ed25519.KEY_OCTETS) {
            throw new IllegalArgumentException("an Ed25519 key has 32 octets, not " + secret.length);
        }
        this.secret = Ed25519.best().secret(secret);
        byte[] point = this.secret.publicOctets();
        byte[] encoded = new byte[SPKI.length + point.length];
        System.arraycopy(SPKI, 0, encoded, 0, SPKI.length);
        System.arraycopy(point, 0, encoded, SPKI.length, point.length);
        try {
            this.publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no Ed25519", e);
        }
    }

    @Override
    public boolean isEd25519() {
        return true;
    }

    @Override
    public byte[] sign(byte[] digest) {
        return secret.sign(digest);
    }

    @Override
    public Optional<PublicKey> publicKey() {
        return Optional.of(publicKey);
    }

    @Override
    public int rsaBits() {
        return 0;
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return KeyRecord.ED25519;
    }
}
