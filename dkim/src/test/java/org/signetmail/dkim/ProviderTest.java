package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.jcajce.provider.asymmetric.rsa.BCRSAPublicKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.Message;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Cryptography of the caller's choice. */
class ProviderTest {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final TestKey RSA = TestKeys.rsa2048();
    private static final byte[] MESSAGE = Messages.crlf("From: bob@example.com\nSubject: hi\n\nHello.\n");

    /** Computes, and takes no keys. */
    private static final class WithoutKeyFactory extends Provider {
        private static final long serialVersionUID = 1;

        private WithoutKeyFactory() {
            super("WithoutKeyFactory", "1", "for a test");
            borrow("Signature", "SHA256withRSA");
            borrow("MessageDigest", "SHA-256");
        }

        private void borrow(String type, String algorithm) {
            putService(new Service(this, type, algorithm, "borrowed", null, null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    return BOUNCY_CASTLE.getService(type, algorithm).newInstance(parameter);
                }

                @Override
                public boolean supportsParameter(Object parameter) {
                    return true;
                }
            });
        }
    }

    @Test
    @DisplayName("keys are turned into the provider's own form once, and remembered in it")
    void ownKeys() {
        KeyCache cache = new KeyCache(new Crypto(BOUNCY_CASTLE));
        DkimKeyRecord record = cache.parse(RSA.txt(), DkimLimits.DEFAULT).orElseThrow();
        assertThat(record.key())
                .isInstanceOfSatisfying(
                        RsaKey.class, rsa -> assertThat(rsa.key()).isInstanceOf(BCRSAPublicKey.class));
        assertThat(cache.parse(RSA.txt(), DkimLimits.DEFAULT)).containsSame(record);
        assertThat(record.bits()).isEqualTo(2048);
        assertThat(record.key().isSame(PublicKeys.verificationKey(RSA.publicKey())))
                .isTrue();
        assertThat(new Crypto(BOUNCY_CASTLE).own(RSA.privateKey(), PrivateKey.class))
                .isNotSameAs(RSA.privateKey());
    }

    @Test
    @DisplayName("a key that the provider cannot turn into another is used as it is")
    void withoutKeyFactory() {
        Provider provider = new WithoutKeyFactory();
        RSAPublicKey key = (RSAPublicKey) RSA.publicKey();
        assertThat(new Crypto(provider).own(key, RSAPublicKey.class)).isSameAs(key);
        assertThat(new Crypto(null).own(key, RSAPublicKey.class)).isSameAs(key);
        assertThat(verdict(provider, signed(provider))).isEqualTo(DkimResult.PASS);
    }

    @Test
    void signsAndVerifies() {
        byte[] signed = signed(BOUNCY_CASTLE);
        assertThat(verdict(BOUNCY_CASTLE, signed)).isEqualTo(DkimResult.PASS);
        assertThat(DkimVerifier.using(Forge.dns(RSA.txt()))
                        .verify(Message.of(signed))
                        .get(0)
                        .result())
                .isEqualTo(DkimResult.PASS);
    }

    private static byte[] signed(Provider provider) {
        return DkimSigner.builder("example.com", "s1", SigningKey.of(RSA.privateKey(), provider))
                .provider(provider)
                .build()
                .sign(Message.of(MESSAGE))
                .prependTo(MESSAGE);
    }

    private static DkimResult verdict(Provider provider, byte[] signed) {
        return DkimVerifier.using(Forge.dns(RSA.txt()))
                .withProvider(provider)
                .verify(Message.of(signed))
                .get(0)
                .result();
    }
}
