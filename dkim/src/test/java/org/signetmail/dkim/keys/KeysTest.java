package org.signetmail.dkim.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What keys verify, and what they tell of themselves. */
class KeysTest {

    private static final Crypto JDK = new Crypto(null);
    private static final TestKey RSA = TestKeys.rsa1024();
    private static final TestKey ED25519 = TestKeys.ed25519();

    private static VerificationKey key(TestKey key) {
        return PublicKeys.verificationKey(key.publicKey());
    }

    @Test
    @DisplayName("keys are the same when they verify the same")
    void sameKeys() {
        VerificationKey rsa = key(RSA);
        VerificationKey ed25519 = key(ED25519);
        assertThat(rsa.isSame(key(RSA))).isTrue();
        assertThat(rsa.isSame(key(TestKeys.rsa(1024, 4)))).isFalse();
        assertThat(rsa.isSame(ed25519)).isFalse();
        assertThat(ed25519.isSame(key(ED25519))).isTrue();
        assertThat(ed25519.isSame(key(TestKeys.ed25519(5)))).isFalse();
        assertThat(ed25519.isSame(rsa)).isFalse();
        assertThat(rsa.isEd25519()).isFalse();
        assertThat(ed25519.isEd25519()).isTrue();
        assertThat(rsa.bits()).isEqualTo(1024);
        assertThat(ed25519.bits()).isEqualTo(256);
        assertThat(rsa.encoded()).isEqualTo(RSA.publicKey().getEncoded());
        assertThat(ed25519.encoded()).hasSize(32);
        assertThat(rsa.in(JDK).isSame(rsa)).isTrue();
        assertThat(ed25519.in(JDK)).isSameAs(ed25519);
    }

    @Test
    @DisplayName("an RSA key with another exponent is another key")
    void otherExponent() throws Exception {
        BigInteger modulus = ((RSAPublicKey) RSA.publicKey()).getModulus();
        PublicKey other =
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(3)));
        assertThat(PublicKeys.verificationKey(other).isSame(key(RSA))).isFalse();
    }

    @Test
    @DisplayName("RFC 8463 §3: an Ed25519 signature is over the hash; over the octets themselves it is another")
    void ed25519() throws Exception {
        VerificationKey key = key(ED25519);
        byte[] data = "what was signed, and more".getBytes(StandardCharsets.US_ASCII);
        int length = 15;
        byte[] digest = JDK.digest(Hash.SHA256).digest(Arrays.copyOf(data, length));
        PrivateSigner signer = PrivateSigners.of(ED25519.privateKey(), ED25519.publicKey());
        byte[] signature = signer.sign(digest);
        assertThat(key.verifies(Hash.SHA256, data, length, signature, JDK)).isTrue();
        assertThat(key.verifies(Hash.SHA256, data, data.length, signature, JDK)).isFalse();
        assertThat(key.verifies(Hash.SHA256, data, length, Arrays.copyOf(signature, 63), JDK))
                .isFalse();
        assertThat(key.verifies(Hash.SHA256, data, length, Arrays.copyOf(signature, 65), JDK))
                .isFalse();
        assertThat(key.signs(digest, signature)).isTrue();
        assertThat(key.signs(data, signature)).isFalse();
        assertThat(key.signs(digest, Arrays.copyOf(signature, 63))).isFalse();
        assertThat(key.signs(digest, Arrays.copyOf(signature, 65))).isFalse();
        assertThat(key(RSA).signs(digest, new byte[128])).isFalse();
        assertThat(signer.isEd25519()).isTrue();
        assertThat(signer.rsaBits()).isZero();
        assertThat(signer.publicKey()).contains(ED25519.publicKey());
    }

    /** What a private key makes of octets by itself, in as many octets as the modulus has. */
    private static byte[] raw(PrivateKey key, BigInteger modulus, byte[] octets) {
        BigInteger exponent = ((RSAPrivateKey) key).getPrivateExponent();
        byte[] number = new BigInteger(1, octets).modPow(exponent, modulus).toByteArray();
        byte[] signature = new byte[octets.length];
        int from = Math.max(0, number.length - signature.length);
        System.arraycopy(number, from, signature, signature.length - (number.length - from), number.length - from);
        return signature;
    }

    /** F stands for as many FF as there is room for; then the octets that come out. */
    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("RFC 8017 §9.2: what stands behind the padding of a signature")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            0001 F 00 0102             | 0102
            0001 F 00                  | ''
            0001 ffffffffffffffff 00 F | F
            0001 ffffffffffffff 00 F   | -
            0001 F 01                  | -
            0001 F                     | -
            0002 F 00 0102             | -
            0101 F 00 0102             | -
            """)
    void opened(String message, String behind) {
        RSAPublicKey publicKey = (RSAPublicKey) RSA.publicKey();
        RsaKey key = (RsaKey) PublicKeys.verificationKey(publicKey);
        byte[] signature =
                raw(RSA.privateKey(), publicKey.getModulus(), HexFormat.of().parseHex(filled(message, 128)));
        assertThat(key.opened(signature))
                .isEqualTo(behind == null ? null : HexFormat.of().parseHex(filled(behind, 128 - 11)));
        assertThat(key.opened(Arrays.copyOf(signature, 127))).isNull();
        assertThat(key.opened(Arrays.copyOf(signature, 129))).isNull();
    }

    private static String filled(String hex, int octets) {
        String dense = hex.replace(" ", "");
        return dense.replace("F", "ff".repeat(octets - (dense.length() - 1) / 2));
    }

    @Test
    @DisplayName("RFC 8017 §5.2.2: a signature that is not below the modulus is none")
    void beyondTheModulus() {
        RSAPublicKey publicKey = (RSAPublicKey) RSA.publicKey();
        RsaKey key = (RsaKey) PublicKeys.verificationKey(publicKey);
        byte[] modulus = publicKey.getModulus().toByteArray();
        assertThat(key.opened(Arrays.copyOfRange(modulus, 1, 129))).isNull();
        byte[] large = new byte[128];
        Arrays.fill(large, (byte) 0xFF);
        assertThat(key.opened(large)).isNull();
    }

    @ParameterizedTest(name = "{0} bits")
    @ValueSource(ints = {1023, 1024, 1025, 1031, 1032, 1033})
    @DisplayName("a signature has as many octets as the modulus, whatever its length in bits")
    void lengths(int bits) throws Exception {
        TestKey key = TestKeys.rsa(bits, 1);
        byte[] data = {1, 2, 3};
        byte[] signature = PrivateSigners.of(key.privateKey(), key.publicKey()).sign(data);
        assertThat(signature).hasSize((bits + 7) / 8);
        RsaKey rsa = (RsaKey) key(key);
        assertThat(rsa.verifies(Hash.SHA256, data, 3, signature, JDK)).isTrue();
        assertThat(rsa.verifies(Hash.SHA256, data, 3, Arrays.copyOf(signature, signature.length + 1), JDK))
                .isFalse();
        assertThat(rsa.verifies(Hash.SHA256, data, 3, Arrays.copyOf(signature, signature.length - 1), JDK))
                .isFalse();
        assertThat(rsa.opened(signature)).endsWith(JDK.digest(Hash.SHA256).digest(data));
        assertThat(PrivateSigners.of(key.privateKey(), key.publicKey()).rsaBits())
                .isEqualTo(bits);
    }

    /** What comes of a key of so many bits, which need not be one. */
    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("the bounds within which RSA is computed")
    @CsvSource(
            nullValues = "-",
            value = {"511, TOO_SHORT", "512, -", "16384, -", "16385, TOO_LARGE"})
    void bounds(int bits, KeyFault fault) throws Exception {
        PublicKeyParser.Parsed parsed = PublicKeyParser.rsa(pkcs1(bits));
        assertThat(parsed.fault()).isEqualTo(fault);
        assertThat(parsed.bits()).isEqualTo(bits);
        assertThat(parsed.key() == null).isEqualTo(fault != null);
    }

    private static byte[] pkcs1(int bits) throws IOException {
        BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
        return new org.bouncycastle.asn1.pkcs.RSAPublicKey(modulus, BigInteger.valueOf(65537)).getEncoded();
    }

    /** K stands for an RSAPublicKey. */
    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("RFC 5280 §4.1.2.7: the SubjectPublicKeyInfo around a key, and what is none")
    @CsvSource(textBlock = """
            K                                                     , true
            30 819f 300d06092a864886f70d0101010500 0381 8d 00 K   , true
            30 819d 300b06092a864886f70d010101     0381 8d 00 K   , true
            30 819f 300d06092a864886f70d0101010500 0381 8d 01 K   , false
            30 81a1 300d06092a864886f70d0101010500 0381 8d 00 K 0500 , false
            30 819f 300d06092a864886f70d0101020500 0381 8d 00 K   , false
            30 81a0 300d06092a864886f70d0101010500 0381 8e 00 K 00 , false
            30 11   300d06092a864886f70d0101010500 03 00          , false
            30 12   300d06092a864886f70d0101010500 03 01 00       , false
            K00                                                   , false
            """)
    void subjectPublicKeyInfo(String hex, boolean key) throws Exception {
        String bare = HexFormat.of().formatHex(pkcs1(1024));
        byte[] octets = HexFormat.of().parseHex(hex.replace(" ", "").replace("K", bare));
        assertThat(PublicKeyParser.rsa(octets).key() != null).isEqualTo(key);
    }

    @Test
    @DisplayName("keys of other kinds are refused by name")
    void otherKinds() throws Exception {
        for (String algorithm : new String[] {"EC", "DSA", "Ed448", "X25519"}) {
            PublicKey other =
                    KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PublicKeys.verificationKey(other))
                    .withMessageContaining("neither an RSA nor an Ed25519 key");
        }
    }

    @Test
    @DisplayName("an Ed448 key is none, also where its last 32 octets are the point of an Ed25519 key")
    void ed448IsNoEd25519() throws Exception {
        // One number in sixteen is the y of a point of the group.
        for (int y = 2; y < 200; y++) {
            EdECPoint point = new EdECPoint(false, BigInteger.valueOf(y).shiftLeft(8 * (57 - 32)));
            PublicKey other = KeyFactory.getInstance("Ed448")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED448, point));
            assertThat(other.getEncoded()).endsWith(Arrays.copyOf(new byte[] {(byte) y}, 32));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PublicKeys.verificationKey(other))
                    .withMessageContaining("neither an RSA nor an Ed25519 key: Ed");
        }
    }

    @Test
    @DisplayName("an Ed25519 key whose encoding is not told, or too short, is none")
    void withoutEncoding() {
        EdECPublicKey real = (EdECPublicKey) ED25519.publicKey();
        for (byte[] encoding : new byte[][] {null, new byte[31]}) {
            PublicKey hidden = new HiddenKey(real, encoding);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PublicKeys.verificationKey(hidden))
                    .withMessage("an Ed25519 key without encoding");
        }
        byte[] bare = Arrays.copyOfRange(real.getEncoded(), real.getEncoded().length - 32, real.getEncoded().length);
        assertThat(PublicKeys.verificationKey(new HiddenKey(real, bare)).isSame(key(ED25519)))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublicKeys.verificationKey(new HiddenKey(real, new byte[32])))
                .withMessageContaining("neither");
    }

    /** Tells another encoding than it has. */
    private static final class HiddenKey implements EdECPublicKey {
        private static final long serialVersionUID = 1;

        private final transient EdECPublicKey real;
        private final byte[] encoding;

        HiddenKey(EdECPublicKey real, byte[] encoding) {
            this.real = real;
            this.encoding = encoding;
        }

        @Override
        public EdECPoint getPoint() {
            return real.getPoint();
        }

        @Override
        public NamedParameterSpec getParams() {
            return real.getParams();
        }

        @Override
        public String getAlgorithm() {
            return real.getAlgorithm();
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return encoding;
        }
    }
}
