package org.signetmail.dkim.keys;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Decrypts PKCS#8 keys as OpenSSL and others encrypt them: PBES2 with PBKDF2 (RFC 8018 §6.2, §5.2). */
final class Pbes2 {

    /** The ciphers in CBC mode, with the length of their keys. */
    private record Cipher(BlockCipher engine, int keyOctets) {}

    private Pbes2() {}

    static byte[] decrypt(EncryptedPrivateKeyInfo info, char[] passphrase) throws GeneralSecurityException {
        if (!PKCSObjectIdentifiers.id_PBES2.equals(info.getEncryptionAlgorithm().getAlgorithm())) {
            throw unsupported(info.getEncryptionAlgorithm().getAlgorithm());
        }
        PBES2Parameters parameters =
                PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
        Cipher cipher = cipher(parameters.getEncryptionScheme().getAlgorithm());
        byte[] iv = ASN1OctetString.getInstance(parameters.getEncryptionScheme().getParameters())
                .getOctets();
        byte[] key = key(parameters.getKeyDerivationFunc(), cipher.keyOctets, passphrase);
        try {
            PaddedBufferedBlockCipher decryption =
                    new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(cipher.engine));
            decryption.init(false, new ParametersWithIV(new KeyParameter(key), iv));
            return decrypt(decryption, info.getEncryptedData());
        } catch (InvalidCipherTextException e) {
            throw new IllegalArgumentException("the passphrase is wrong", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] decrypt(PaddedBufferedBlockCipher decryption, byte[] encrypted)
            throws InvalidCipherTextException {
        byte[] octets = new byte[decryption.getOutputSize(encrypted.length)];
        try {
            int length = decryption.processBytes(encrypted, 0, encrypted.length, octets, 0);
            length += decryption.doFinal(octets, length);
            return Arrays.copyOf(octets, length);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static byte[] key(KeyDerivationFunc function, int octets, char[] passphrase)
            throws GeneralSecurityException {
        byte[] password = PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(passphrase);
        try {
            if (!function.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
                throw unsupported(function.getAlgorithm());
            }
            PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(function.getParameters());
            PKCS5S2ParametersGenerator generator =
                    new PKCS5S2ParametersGenerator(digest(pbkdf2.getPrf().getAlgorithm()));
            generator.init(
                    password, pbkdf2.getSalt(), pbkdf2.getIterationCount().intValueExact());
            return ((KeyParameter) generator.generateDerivedMacParameters(8 * octets)).getKey();
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private static Digest digest(ASN1ObjectIdentifier hmac) throws GeneralSecurityException {
        if (hmac.equals(PKCSObjectIdentifiers.id_hmacWithSHA1)) {
            return new SHA1Digest();
        }
        if (hmac.equals(PKCSObjectIdentifiers.id_hmacWithSHA224)) {
            return new SHA224Digest();
        }
        if (hmac.equals(PKCSObjectIdentifiers.id_hmacWithSHA384)) {
            return new SHA384Digest();
        }
        if (hmac.equals(PKCSObjectIdentifiers.id_hmacWithSHA256)) {
            return new SHA256Digest();
        }
        if (hmac.equals(PKCSObjectIdentifiers.id_hmacWithSHA512)) {
            return new SHA512Digest();
        }
        throw unsupported(hmac);
    }

    private static Cipher cipher(ASN1ObjectIdentifier scheme) throws GeneralSecurityException {
        if (scheme.equals(NISTObjectIdentifiers.id_aes256_CBC)) {
            return new Cipher(AESEngine.newInstance(), 32);
        }
        if (scheme.equals(NISTObjectIdentifiers.id_aes192_CBC)) {
            return new Cipher(AESEngine.newInstance(), 24);
        }
        if (scheme.equals(NISTObjectIdentifiers.id_aes128_CBC)) {
            return new Cipher(AESEngine.newInstance(), 16);
        }
        if (scheme.equals(PKCSObjectIdentifiers.des_EDE3_CBC)) {
            return new Cipher(new DESedeEngine(), 24);
        }
        throw unsupported(scheme);
    }

    private static GeneralSecurityException unsupported(ASN1ObjectIdentifier algorithm) {
        return new GeneralSecurityException("an encryption that is not supported: " + algorithm);
    }
}
