package org.signetmail.dkim.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.jcajce.provider.asymmetric.rsa.BCRSAPublicKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

class CryptoTest {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final TestKey RSA = TestKeys.rsa2048();

    @Test
    @DisplayName("keys are turned into the provider's own form once, and remembered in it")
    void ownKeys() {
        KeyCache cache = new KeyCache(new Crypto(BOUNCY_CASTLE));
        KeyRecord record = cache.parse(RSA.txt(), 100).orElseThrow();
        assertThat(record.key())
                .isInstanceOfSatisfying(
                        RsaKey.class, rsa -> assertThat(rsa.key()).isInstanceOf(BCRSAPublicKey.class));
        assertThat(cache.parse(RSA.txt(), 100)).containsSame(record);
        assertThat(record.bits()).isEqualTo(2048);
        assertThat(record.key().isSame(PublicKeys.verificationKey(RSA.publicKey())))
                .isTrue();
        assertThat(new Crypto(BOUNCY_CASTLE).own(RSA.privateKey(), PrivateKey.class))
                .isNotSameAs(RSA.privateKey());
    }

    @Test
    @DisplayName("a key that the provider cannot turn into another is the same")
    void withoutKeyFactory() {
        RSAPublicKey key = (RSAPublicKey) RSA.publicKey();
        assertThat(new Crypto(new WithoutKeyFactory()).own(key, RSAPublicKey.class))
                .isSameAs(key);
        assertThat(new Crypto(null).own(key, RSAPublicKey.class)).isSameAs(key);
    }
}
