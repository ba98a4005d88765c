package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestKeysTest {

    @ParameterizedTest
    @ValueSource(ints = {512, 1023, 1024, 1025})
    void rsaPairsHaveExactlyTheBitsAskedForAndFitTogether(int bits) throws Exception {
        TestKey key = TestKeys.rsa(bits, 7);
        assertThat(((RSAPublicKey) key.publicKey()).getModulus().bitLength()).isEqualTo(bits);
        assertFitsTogether(key, "SHA256withRSA");
    }

    @Test
    void theWellKnownPairsFitTogether() throws Exception {
        assertFitsTogether(TestKeys.rsa1024(), "SHA256withRSA");
        assertFitsTogether(TestKeys.rsa2048(), "SHA256withRSA");
        assertFitsTogether(TestKeys.ed25519(), "Ed25519");
    }

    private static void assertFitsTogether(TestKey key, String algorithm) throws Exception {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key.privateKey());
        signer.update((byte) 1);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(key.publicKey());
        verifier.update((byte) 1);
        assertThat(verifier.verify(signer.sign())).isTrue();
    }

    @Test
    void theWellKnownPairsAreTheSameEverywhere() throws Exception {
        assertThat(digest(TestKeys.rsa1024())).isEqualTo("b82befbfd8717b21");
        assertThat(digest(TestKeys.rsa2048())).isEqualTo("251bf3fa24259660");
        assertThat(TestKeys.ed25519().txt())
                .isEqualTo("v=DKIM1; k=ed25519; p=O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=");
    }

    private static String digest(TestKey key) throws Exception {
        byte[] octets = key.publicKey().getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets), 0, 8);
    }

    @Test
    void aSeedMakesOnePair() {
        assertThat(TestKeys.rsa(512, 1).txt())
                .isEqualTo(TestKeys.rsa(512, 1).txt())
                .isNotEqualTo(TestKeys.rsa(512, 2).txt());
        assertThat(TestKeys.ed25519(1).txt())
                .isEqualTo(TestKeys.ed25519(1).txt())
                .isNotEqualTo(TestKeys.ed25519(2).txt());
    }

    @Test
    @DisplayName("RFC 8032 §7.1 TEST 1, RFC 8463 appendix A.1")
    void makesTheEd25519PairOfASecret() {
        byte[] secret = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        assertThat(TestKeys.ed25519(secret).txt())
                .isEqualTo("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        assertThatIllegalArgumentException().isThrownBy(() -> TestKeys.ed25519(new byte[31]));
    }

    @Test
    void writesPrivateKeysInPem() {
        assertThat(TestKeys.ed25519().pkcs8Pem()).isEqualTo("""
                        -----BEGIN PRIVATE KEY-----
                        MC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
                        -----END PRIVATE KEY-----
                        """);
        assertThat(TestKeys.rsa1024().pkcs8Pem()).startsWith("-----BEGIN PRIVATE KEY-----\nMII");
        assertThat(TestKeys.rsa1024().pkcs1Pem()).startsWith("-----BEGIN RSA PRIVATE KEY-----\nMII");
    }

    @Test
    void showsNoPrivateKey() {
        assertThat(TestKeys.ed25519()).hasToString("TestKey[ed25519 O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=]");
    }
}
