package org.signetmail.dkim.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads DER as a private key: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 §A.1.2), or encrypted PKCS#8. What is something else
 * is named as what it is.
 */
final class PrivateKeyDer {

    private PrivateKeyDer() {}

    /**
     * Reads a key.
     *
     * @param der the whole of it
     * @param passphrase decrypts the key; null when there is none
     * @return the key
     * @throws IllegalArgumentException when it is not whole, another kind of key, or no key
     */
    static PrivateSigner read(byte[] der, char @Nullable [] passphrase) {
        long announced = Der.announced(der);
        if (announced > der.length) {
            throw new IllegalArgumentException(
                    "the key is cut off: it should have " + announced + " octets and has " + der.length);
        }
        byte[] contents = new DerReader(der).next(Der.SEQUENCE);
        if (contents == null) {
            throw new IllegalArgumentException("the " + der.length
                    + " octets are no DER of a key, and an Ed25519 key without DER has " + Ed25519.KEY_OCTETS);
        }
        try {
            return read(contents, der.length, passphrase);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } finally {
            Arrays.fill(contents, (byte) 0);
        }
    }

    private static PrivateSigner read(byte[] contents, int octets, char @Nullable [] passphrase)
            throws GeneralSecurityException {
        DerReader reader = new DerReader(contents);
        byte[] version = reader.next(Der.INTEGER);
        if (version == null) {
            return encrypted(contents, passphrase);
        }
        byte[] algorithm = reader.next(Der.SEQUENCE);
        if (algorithm != null) {
            return pkcs8(version, algorithm, reader);
        }
        byte[] modulus = reader.next(Der.INTEGER);
        if (modulus != null) {
            return rsa(modulus, reader);
        }
        if (reader.next(Der.OCTET_STRING) != null) {
            throw new IllegalArgumentException("it is an elliptic-curve key (SEC 1), " + NO_DKIM);
        }
        throw new IllegalArgumentException("the " + octets + " octets are no private key");
    }

    private static final String NO_DKIM = "which DKIM does not know; it takes RSA (RFC 6376) and Ed25519 (RFC 8463)";

    private static PrivateSigner pkcs8(byte[] version, byte[] algorithm, DerReader reader)
            throws GeneralSecurityException {
        String name = Der.oid(Der.require(new DerReader(algorithm), Der.OID, "the name of the algorithm"));
        if (version.length == 1 && version[0] == 3) {
            throw new IllegalArgumentException("it is a PKCS#12 key store; use SigningKey.fromKeyStore");
        }
        if (name.equals(Der.RSA)) {
            DerReader key = new DerReader(Der.require(reader, Der.OCTET_STRING, "the key"));
            DerReader numbers = new DerReader(Der.require(key, Der.SEQUENCE, "the RSA key"));
            Der.require(numbers, Der.INTEGER, "the version of the RSA key");
            return rsa(Der.require(numbers, Der.INTEGER, "the modulus"), numbers);
        }
        if (name.equals(Der.ED25519)) {
            // RFC 8410 §7: the key is an octet string in an octet string.
            DerReader key = new DerReader(Der.require(reader, Der.OCTET_STRING, "the key"));
            return new Ed25519PrivateSigner(Der.require(key, Der.OCTET_STRING, "the Ed25519 key"));
        }
        throw new IllegalArgumentException("it is " + kind(name) + ", " + NO_DKIM);
    }

    static String kind(String oid) {
        return switch (oid) {
            case "1.2.840.10045.2.1" -> "an elliptic-curve key (" + oid + ")";
            case "1.2.840.113549.1.1.10" -> "an RSASSA-PSS key (" + oid + ")";
            case "1.2.840.10040.4.1" -> "a DSA key (" + oid + ")";
            case "1.3.101.113" -> "an Ed448 key (" + oid + ")";
            case "1.3.101.110" -> "an X25519 key (" + oid + ")";
            default -> "a key of another kind (" + oid + ")";
        };
    }

    private static PrivateSigner rsa(byte[] modulus, DerReader reader) throws GeneralSecurityException {
        BigInteger[] numbers = new BigInteger[7];
        for (int i = 0; i < numbers.length; i++) {
            byte[] number = Der.require(reader, Der.INTEGER, "a number of the RSA key");
            numbers[i] = new BigInteger(1, number);
            Arrays.fill(number, (byte) 0);
        }
        return PrivateSigners.of(KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        new BigInteger(1, modulus),
                        numbers[0],
                        numbers[1],
                        numbers[2],
                        numbers[3],
                        numbers[4],
                        numbers[5],
                        numbers[6])));
    }

    /** What begins with no number: an encrypted key, a public key, a certificate. */
    private static PrivateSigner encrypted(byte[] contents, char @Nullable [] passphrase)
            throws GeneralSecurityException {
        DerReader reader = new DerReader(contents);
        byte[] first = Der.require(reader, Der.SEQUENCE, "the start of a key");
        if (reader.next(Der.BIT_STRING) != null) {
            throw new IllegalArgumentException("it is a public key; signing needs the private key that belongs to it");
        }
        if (reader.next(Der.OCTET_STRING) == null) {
            boolean certificate = first.length > 0 && (first[0] == (byte) 0xA0 || first[0] == Der.INTEGER);
            throw new IllegalArgumentException(
                    certificate
                            ? "it is a certificate; signing needs the private key that belongs to it"
                            : "it is no private key");
        }
        if (passphrase == null) {
            throw new IllegalArgumentException("the private key is encrypted, and there is no passphrase");
        }
        byte[] decrypted = Pbes2.decrypt(new DerReader(contents), passphrase);
        try {
            if (new DerReader(decrypted).next(Der.SEQUENCE) == null) {
                // One passphrase in 256 that are wrong gives octets whose padding is right.
                throw new IllegalArgumentException("the passphrase is wrong");
            }
            return read(decrypted, null);
        } finally {
            Arrays.fill(decrypted, (byte) 0);
        }
    }
}
