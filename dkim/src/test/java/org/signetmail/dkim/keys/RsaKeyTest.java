package org.signetmail.dkim.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** A key verifies many signatures, good and bad, of both hashes, from many threads. */
class RsaKeyTest {

    private static final TestKey KEY = TestKeys.rsa2048();

    @Test
    @DisplayName("No signature has a say in what becomes of the next one, whichever thread has it")
    void oneAfterTheOther() throws Exception {
        byte[] data = "what was signed".getBytes(StandardCharsets.US_ASCII);
        byte[] others = "what was never signed".getBytes(StandardCharsets.US_ASCII);
        byte[] sha256 = signed("SHA256withRSA", data);
        byte[] sha1 = signed("SHA1withRSA", data);
        byte[] broken = sha256.clone();
        broken[100] ^= 1;
        byte[] large = new byte[sha256.length];
        Arrays.fill(large, (byte) 0xFF);
        VerificationKey key = PublicKeys.verificationKey(KEY.publicKey());
        Crypto jdk = new Crypto(null);
        Crypto named = new Crypto(Signature.getInstance("SHA256withRSA").getProvider());
        boolean allRight = IntStream.range(0, 4000).parallel().allMatch(i -> {
            Crypto crypto = i % 5 == 0 ? named : jdk;
            return switch (i % 7) {
                case 0 -> !verifies(key, Hash.SHA256, data, broken, crypto);
                case 1 -> !verifies(key, Hash.SHA256, data, large, crypto);
                case 2 -> !verifies(key, Hash.SHA256, others, sha256, crypto);
                case 3 -> !verifies(key, Hash.SHA1, data, sha256, crypto);
                case 4 -> verifies(key, Hash.SHA1, data, sha1, crypto);
                default -> verifies(key, Hash.SHA256, data, sha256, crypto);
            };
        });
        assertThat(allRight).isTrue();
    }

    private static boolean verifies(VerificationKey key, Hash hash, byte[] data, byte[] signature, Crypto crypto) {
        try {
            return key.verifies(hash, data, data.length, signature, crypto);
        } catch (InvalidKeyException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] signed(String algorithm, byte[] data) throws Exception {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(KEY.privateKey());
        signature.update(data);
        return signature.sign();
    }
}
