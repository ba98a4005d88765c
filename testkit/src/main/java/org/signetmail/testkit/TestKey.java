package org.signetmail.testkit;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * A key pair for DKIM tests with the text that its DNS record has. Never sign real mail with one: everybody can have
 * the private key.
 *
 * <p>Immutable and thread-safe.
 *
 * @param keyType the value of the record's {@code k=} tag, {@code rsa} or {@code ed25519}
 * @param privateKey the private key
 * @param publicKey the public key
 * @param publicKeyData the value of the record's {@code p=} tag (RFC 6376 §3.6.1, RFC 8463 §4)
 */
public record TestKey(String keyType, PrivateKey privateKey, PublicKey publicKey, String publicKeyData) {
    /** RFC 8017 §A.1: INTEGER 0, and the name rsaEncryption with its NULL. */
    private static final int VERSION_AND_ALGORITHM = 3 + 15;

    /**
     * Checks for null.
     *
     * @param keyType {@code rsa} or {@code ed25519}
     * @param privateKey the private key
     * @param publicKey the public key
     * @param publicKeyData the value of the {@code p=} tag
     */
    public TestKey {
        Objects.requireNonNull(keyType, "keyType");
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(publicKey, "publicKey");
        Objects.requireNonNull(publicKeyData, "publicKeyData");
    }

    /**
     * The key record.
     *
     * @return the octets of the TXT record, such as {@code v=DKIM1; k=rsa; p=MIIB...}
     */
    public String txt() {
        return "v=DKIM1; k=" + keyType + "; p=" + publicKeyData;
    }

    /**
     * The private key as OpenSSL writes it by default.
     *
     * @return a PKCS#8 {@code PRIVATE KEY} in PEM (RFC 7468 §10)
     */
    public String pkcs8Pem() {
        return pem("PRIVATE KEY", privateKey.getEncoded());
    }

    /**
     * The private key as OpenSSL wrote it in former times.
     *
     * @return a PKCS#1 {@code RSA PRIVATE KEY} in PEM (RFC 8017 appendix A.1.2)
     * @throws IllegalStateException when this is no RSA key
     */
    public String pkcs1Pem() {
        if (!(privateKey instanceof RSAPrivateCrtKey rsa)) {
            throw new IllegalStateException("PKCS#1 is for RSA keys, not " + keyType);
        }
        // RFC 5958 §2: PKCS#8 is the version, the name of the algorithm, and PKCS#1 in an octet string.
        byte[] pkcs8 = rsa.getEncoded();
        int at = behindHeader(pkcs8, 0) + VERSION_AND_ALGORITHM;
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, behindHeader(pkcs8, at), pkcs8.length));
    }

    /** Where the contents of a DER element begin (X.690 §8.1.3). */
    private static int behindHeader(byte[] der, int at) {
        int length = der[at + 1] & 0xFF;
        return at + 2 + (length > 0x7F ? length & 0x7F : 0);
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** Names the key without showing the private half. */
    @Override
    public String toString() {
        return "TestKey[" + keyType + " " + publicKeyData + "]";
    }
}
