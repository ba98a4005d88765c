package org.signetmail.dkim.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.jspecify.annotations.Nullable;

/** Reads private keys out of PEM text (RFC 7468). The text is the caller's own: it is trusted, but may be the wrong one. */
public final class PemReader {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /** RFC 8410 §3. */
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    private PemReader() {}

    /**
     * Reads the first private key.
     *
     * @param pem the text
     * @param passphrase decrypts the key; null when there is none
     * @return the key
     * @throws IllegalArgumentException when there is no such key in it, or the passphrase is wrong
     */
    public static PrivateSigner read(String pem, char @Nullable [] passphrase) {
        for (int at = pem.indexOf(BEGIN); at >= 0; at = pem.indexOf(BEGIN, at + 1)) {
            int labelEnd = pem.indexOf(DASHES, at + BEGIN.length());
            if (labelEnd < 0) {
                break;
            }
            String label = pem.substring(at + BEGIN.length(), labelEnd);
            int end = pem.indexOf("-----END " + label + DASHES, labelEnd);
            if (end >= 0 && label.endsWith("PRIVATE KEY")) {
                return read(label, pem.substring(labelEnd + DASHES.length(), end), passphrase);
            }
        }
        throw new IllegalArgumentException("no private key in this PEM text");
    }

    private static PrivateSigner read(String label, String text, char @Nullable [] passphrase) {
        if (text.contains("Proc-Type:")) {
            throw new IllegalArgumentException(
                    "a key encrypted the old way of OpenSSL; \"openssl pkcs8 -topk8\" makes it PKCS#8");
        }
        byte[] der = octets(text);
        try {
            return switch (label) {
                case "PRIVATE KEY" -> pkcs8(der);
                case "RSA PRIVATE KEY" -> rsa(RSAPrivateKey.getInstance(der));
                case "ENCRYPTED PRIVATE KEY" -> encrypted(der, passphrase);
                default -> throw new IllegalArgumentException("cannot read a PEM block with the label " + label);
            };
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The unchecked ones come out of the ASN.1 reader when the block holds something else than its label says.
            throw new IllegalArgumentException("not a usable private key: " + e.getMessage(), e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static byte[] octets(String base64) {
        byte[] encoded = base64.getBytes(StandardCharsets.ISO_8859_1);
        try {
            // RFC 7468 §2: white space anywhere in the base64 is ignored.
            return Base64.getMimeDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the PEM block is not base64", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static PrivateSigner encrypted(byte[] der, char @Nullable [] passphrase)
            throws IOException, GeneralSecurityException {
        if (passphrase == null) {
            throw new IllegalArgumentException("the private key is encrypted, and there is no passphrase");
        }
        byte[] decrypted = Pbes2.decrypt(EncryptedPrivateKeyInfo.getInstance(der), passphrase);
        try {
            return pkcs8(decrypted);
        } finally {
            Arrays.fill(decrypted, (byte) 0);
        }
    }

    private static PrivateSigner pkcs8(byte[] der) throws IOException, GeneralSecurityException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return rsa(RSAPrivateKey.getInstance(info.parsePrivateKey()));
        }
        if (algorithm.equals(ED25519)) {
            // RFC 8410 §7: the key is an octet string in an octet string.
            return new Ed25519PrivateSigner(
                    ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets());
        }
        throw new IllegalArgumentException("neither an RSA nor an Ed25519 key: " + algorithm);
    }

    private static PrivateSigner rsa(RSAPrivateKey key) throws GeneralSecurityException {
        return PrivateSigners.of(KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        key.getModulus(),
                        key.getPublicExponent(),
                        key.getPrivateExponent(),
                        key.getPrime1(),
                        key.getPrime2(),
                        key.getExponent1(),
                        key.getExponent2(),
                        key.getCoefficient())));
    }
}
