package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
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
    void aSeedMakesTheSameKeyInEveryRun() throws Exception {
        TestKey key = TestKeys.rsa2048();
        assertFitsTogether(key, "SHA256withRSA");
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
}
