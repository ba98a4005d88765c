package org.signetmail.dkim;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What the records in tables about keys are made of: {@code {P}} is a public key of 1024 bits, and so on. */
final class KeyParts {

    static final TestKey RSA = TestKeys.rsa1024();
    static final TestKey LONG = TestKeys.rsa2048();
    static final TestKey ED25519 = TestKeys.ed25519();

    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        try {
            parts();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyParts() {}

    private static void parts() throws GeneralSecurityException, IOException {
        byte[] rsa = Base64.getDecoder().decode(RSA.publicKeyData());
        byte[] ed = Base64.getDecoder().decode(ED25519.publicKeyData());
        byte[] pkcs8 = LONG.privateKey().getEncoded();
        String longKey = LONG.publicKeyData();
        PARTS.put("{blank}", "  ");
        PARTS.put("{one blank}", " ");
        PARTS.put("{huge}", "v=DKIM1; p=; n=" + "x".repeat(16_987));
        PARTS.put("{many}", "v=DKIM1; p=" + tags(100));
        PARTS.put("{5000}", pkcs1(bits(5000), 65537));
        PARTS.put("{L-3}", LONG.publicKeyData().substring(3));
        PARTS.put("{P}", RSA.publicKeyData());
        PARTS.put("{P-hex}", HexFormat.of().formatHex(rsa));
        PARTS.put("{P-HEX}", HexFormat.of().withUpperCase().formatHex(rsa));
        PARTS.put("{P-twice}", base64(RSA.publicKeyData().getBytes(StandardCharsets.US_ASCII)));
        PARTS.put("{P-pem}", base64(pem("PUBLIC KEY", rsa).getBytes(StandardCharsets.US_ASCII)));
        PARTS.put("{P-url}", RSA.publicKeyData().replace('+', '-').replace('/', '_'));
        PARTS.put("{P-blanks}", RSA.publicKeyData().replace('+', ' '));
        PARTS.put("{P-damaged}", base64(flipped(rsa, 22)));
        PARTS.put("{L}", longKey);
        PARTS.put("{L-cut}", longKey.substring(0, 237));
        PARTS.put("{L-238}", longKey.substring(0, 238));
        PARTS.put("{L-rest}", longKey.substring(238));
        PARTS.put("{L-cut100}", longKey.substring(0, 100));
        PARTS.put("{pkcs8}", base64(pkcs8));
        PARTS.put("{pkcs8-cut}", base64(pkcs8).substring(0, 237));
        PARTS.put(
                "{pkcs1}",
                base64(PrivateKeyInfo.getInstance(pkcs8)
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded()));
        PARTS.put("{E}", ED25519.publicKeyData());
        PARTS.put("{E-spki}", base64(ED25519.publicKey().getEncoded()));
        PARTS.put("{E-pkcs8}", base64(ED25519.privateKey().getEncoded()));
        byte[] seed = ED25519.privateKey().getEncoded();
        byte[] pair = Arrays.copyOf(Arrays.copyOfRange(seed, seed.length - 32, seed.length), 64);
        System.arraycopy(ed, 0, pair, 32, 32);
        PARTS.put("{E-pair}", base64(pair));
        PARTS.put("{E-31}", base64(Arrays.copyOf(ed, 31)));
        PARTS.put("{E-33}", base64(Arrays.copyOf(ed, 33)));
        PARTS.put("{E-small}", base64(new byte[32]));
        PARTS.put("{ec}", base64(generated("EC", 256).getPublic().getEncoded()));
        PARTS.put("{dsa}", base64(generated("DSA", 1024).getPublic().getEncoded()));
        PARTS.put("{certificate}", base64(HexFormat.of().parseHex("3082000a3008a003020102020101")));
        PARTS.put("{ssh}", base64("\0\0\0\7ssh-rsa\0\0\0\3\1\0\1".getBytes(StandardCharsets.ISO_8859_1)));
        PARTS.put("{768}", TestKeys.rsa(768, 1).publicKeyData());
        PARTS.put("{1023}", TestKeys.rsa(1023, 1).publicKeyData());
        PARTS.put("{500}", pkcs1(bits(500), 65537));
        PARTS.put("{16384}", pkcs1(bits(16384), 65537));
        PARTS.put("{20000}", pkcs1(bits(20000), 65537));
        PARTS.put("{even}", pkcs1(bits(2048).subtract(BigInteger.ONE), 65537));
        PARTS.put("{e1}", pkcs1(bits(2048), 1));
        PARTS.put("{e4}", pkcs1(bits(2048), 4));
        PARTS.put("{e40}", pkcs1(bits(2048), (1L << 40) + 1));
        PARTS.put("{e0}", pkcs1(bits(2048), 0));
        PARTS.put("{n0}", pkcs1(BigInteger.ZERO, 65537));
    }

    private static String tags(int count) {
        StringBuilder tags = new StringBuilder();
        for (int i = 0; i < count; i++) {
            tags.append("; x").append(i).append("=1");
        }
        return tags.toString();
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + base64(der) + "\n-----END " + label + "-----\n";
    }

    private static byte[] flipped(byte[] octets, int at) {
        byte[] flipped = octets.clone();
        flipped[at] ^= 0x55;
        return flipped;
    }

    private static KeyPair generated(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    private static BigInteger bits(int bits) {
        return BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
    }

    private static String pkcs1(BigInteger modulus, long exponent) throws IOException {
        return base64(new org.bouncycastle.asn1.pkcs.RSAPublicKey(modulus, BigInteger.valueOf(exponent)).getEncoded());
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    /** A record with its parts filled in. */
    static String filled(String record) {
        String filled = record;
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            filled = filled.replace(part.getKey(), part.getValue());
        }
        return filled;
    }

    /** A zone with records at the name of the key, with two vertical bars between them. */
    static FakeDns dns(String records) {
        return Forge.dns(
                Arrays.stream(records.split("\\|\\|", -1)).map(KeyParts::filled).toArray(String[]::new));
    }
}
