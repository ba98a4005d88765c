package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.Message;
import org.signetmail.dkim.keys.WithoutKeyFactory;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Cryptography of the caller's choice. */
class ProviderTest {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final TestKey RSA = TestKeys.rsa2048();
    private static final byte[] MESSAGE = Messages.crlf("From: bob@example.com\nSubject: hi\n\nHello.\n");

    @Test
    @DisplayName("a key that the provider cannot turn into another is used as it is")
    void withoutKeyFactory() {
        Provider provider = new WithoutKeyFactory();
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
                .withOptions(DkimOptions.DEFAULT.withProvider(provider))
                .verify(Message.of(signed))
                .get(0)
                .result();
    }
}
