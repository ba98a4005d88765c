package org.signetmail.dkim;

import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;

/**
 * A new key pair for a selector: the private half to keep, and the record to publish.
 *
 * <pre>{@code
 * DkimKeyPair pair = DkimKeyPair.rsa(2048);
 * Files.writeString(keyFile, pair.privateKeyPem());
 * System.out.println(pair.record().zoneLine("example.com", "s2026"));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class DkimKeyPair {

    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 4096;

    private final PrivateKey privateKey;
    private final KeyRecordText record;

    private DkimKeyPair(KeyPair pair) {
        this.privateKey = pair.getPrivate();
        this.record = KeyRecordText.of(pair.getPublic());
    }

    /**
     * Makes an RSA pair.
     *
     * @param bits 2048 to 4096: RFC 8301 §3.2 wants signers to use 2048 or more, and verifiers need not take more than 4096
     * @return a new pair
     * @throws IllegalArgumentException when the length is another
     */
    public static DkimKeyPair rsa(int bits) {
        if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
            throw new IllegalArgumentException("an RSA key of " + bits + " bits");
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
            return new DkimKeyPair(generator.generateKeyPair());
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("no RSA", e);
        }
    }

    /**
     * Makes an Ed25519 pair. Sign with RSA too: many receivers do not know Ed25519 yet.
     *
     * @return a new pair
     */
    public static DkimKeyPair ed25519() {
        try {
            return new DkimKeyPair(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no Ed25519", e);
        }
    }

    /**
     * The private half, to sign with.
     *
     * @return a signing key
     */
    public SigningKey signingKey() {
        return SigningKey.of(privateKey);
    }

    /**
     * The private half, to keep in a safe place.
     *
     * @return an unencrypted PKCS#8 {@code PRIVATE KEY} in PEM (RFC 7468 §10), its lines ended with LF
     */
    public String privateKeyPem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(privateKey.getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    /**
     * The public half, to publish.
     *
     * @return the record
     */
    public KeyRecordText record() {
        return record;
    }

    /** The public half; nothing of the private one. */
    @Override
    public String toString() {
        return "DkimKeyPair[" + record.text() + "]";
    }
}
