package org.signetmail.dkim.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts PKCS#8 keys as OpenSSL and others encrypt them: PBES2 with PBKDF2 (RFC 8018 §6.2, §5.2). The JDK computes;
 * its own reader of such keys knows neither AES with 192 bits nor triple DES.
 */
final class Pbes2 {

    /** A file must not keep a program busy: some seconds, and fifty times what OpenSSL writes. */
    static final int MOST_ITERATIONS = 10_000_000;

    private Pbes2() {}

    /** A cipher in CBC mode. */
    private record Scheme(String name, int keyOctets) {}

    /**
     * Decrypts.
     *
     * @param info the two parts of an EncryptedPrivateKeyInfo (RFC 5958 §3)
     * @param passphrase of the key
     * @return the PrivateKeyInfo inside, for the caller to wipe
     * @throws IllegalArgumentException when the passphrase is wrong, or the parts are not what they should be
     * @throws GeneralSecurityException when the encryption is one that is not supported
     */
    static byte[] decrypt(DerReader info, char[] passphrase) throws GeneralSecurityException {
        DerReader algorithm = new DerReader(Der.require(info, Der.SEQUENCE, "the name of the encryption"));
        byte[] encrypted = Der.require(info, Der.OCTET_STRING, "the encrypted key");
        String name = Der.oid(Der.require(algorithm, Der.OID, "the name of the encryption"));
        if (!name.equals("1.2.840.113549.1.5.13")) {
            throw unsupported(name);
        }
        DerReader parameters = new DerReader(Der.require(algorithm, Der.SEQUENCE, "PBES2-params"));
        DerReader function = new DerReader(Der.require(parameters, Der.SEQUENCE, "keyDerivationFunc"));
        DerReader encryption = new DerReader(Der.require(parameters, Der.SEQUENCE, "encryptionScheme"));
        Scheme scheme = scheme(Der.oid(Der.require(encryption, Der.OID, "encryptionScheme")));
        byte[] iv = Der.require(encryption, Der.OCTET_STRING, "the initialization vector");
        byte[] key = key(function, scheme.keyOctets, passphrase);
        try {
            Cipher cipher = Cipher.getInstance(scheme.name + "/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, scheme.name), new IvParameterSpec(iv));
            return cipher.doFinal(encrypted);
        } catch (BadPaddingException e) {
            throw new IllegalArgumentException("the passphrase is wrong", e);
        } catch (IllegalBlockSizeException e) {
            throw new IllegalArgumentException("the encrypted key is cut off or damaged", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] key(DerReader function, int octets, char[] passphrase) throws GeneralSecurityException {
        String name = Der.oid(Der.require(function, Der.OID, "keyDerivationFunc"));
        if (!name.equals("1.2.840.113549.1.5.12")) {
            throw unsupported(name);
        }
        DerReader parameters = new DerReader(Der.require(function, Der.SEQUENCE, "PBKDF2-params"));
        byte[] salt = Der.require(parameters, Der.OCTET_STRING, "the salt");
        BigInteger iterations = new BigInteger(1, Der.require(parameters, Der.INTEGER, "iterationCount"));
        if (iterations.signum() == 0 || iterations.compareTo(BigInteger.valueOf(MOST_ITERATIONS)) > 0) {
            throw new IllegalArgumentException("its passphrase is to be hashed " + shown(iterations)
                    + " times; from 1 to " + MOST_ITERATIONS + " are taken");
        }
        parameters.next(Der.INTEGER); // keyLength, which the cipher knows too
        byte[] prf = parameters.next(Der.SEQUENCE);
        // RFC 8018 §A.2: the default is HMAC with SHA-1.
        String hmac = prf == null
                ? "HmacSHA1"
                : hmac(Der.oid(Der.require(new DerReader(prf), Der.OID, "the name of the hash")));
        PBEKeySpec spec = new PBEKeySpec(passphrase, salt, iterations.intValueExact(), 8 * octets);
        try {
            return SecretKeyFactory.getInstance("PBKDF2With" + hmac)
                    .generateSecret(spec)
                    .getEncoded();
        } finally {
            spec.clearPassword();
        }
    }

    private static String shown(BigInteger number) {
        return number.bitLength() > 64 ? "over 2^64" : number.toString();
    }

    private static String hmac(String oid) throws GeneralSecurityException {
        return switch (oid) {
            case "1.2.840.113549.2.7" -> "HmacSHA1";
            case "1.2.840.113549.2.8" -> "HmacSHA224";
            case "1.2.840.113549.2.9" -> "HmacSHA256";
            case "1.2.840.113549.2.10" -> "HmacSHA384";
            case "1.2.840.113549.2.11" -> "HmacSHA512";
            default -> throw unsupported(oid);
        };
    }

    private static Scheme scheme(String oid) throws GeneralSecurityException {
        return switch (oid) {
            case "2.16.840.1.101.3.4.1.2" -> new Scheme("AES", 16);
            case "2.16.840.1.101.3.4.1.22" -> new Scheme("AES", 24);
            case "2.16.840.1.101.3.4.1.42" -> new Scheme("AES", 32);
            case "1.2.840.113549.3.7" -> new Scheme("DESede", 24);
            default -> throw unsupported(oid);
        };
    }

    private static GeneralSecurityException unsupported(String oid) {
        return new GeneralSecurityException("an encryption that is not supported: " + oid
                + "; \"openssl pkcs8 -topk8 -v2 aes256\" makes one that is");
    }
}
