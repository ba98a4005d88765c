package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

class DkimSignerTest {

    private static final byte[] MESSAGE = Messages.crlf("""
            From: Bob <bob@example.com>
            To: alice@example.net
            Subject: Lunch
             on Friday
            Date: Fri, 10 Jul 2026 09:00:00 +0000
            Content-Type: text/plain

            Shall we?

            """);

    @ParameterizedTest(name = "{0} {1}/{2}")
    @MethodSource("combinations")
    void whatIsSignedVerifies(String name, Canonicalization header, Canonicalization body, TestKey key) {
        DkimSigner signer = DkimSigner.builder("example.com", "s1", SigningKey.fromPem(key.pkcs8Pem()))
                .canonicalization(header, body)
                .build();

        SignatureHeader signature = signer.sign(Message.of(MESSAGE));

        byte[] signed = signature.prependTo(MESSAGE);
        FakeDns dns = FakeDns.zone("s1._domainkey.example.com TXT " + quoted(key.txt()));
        assertThat(DkimVerifier.using(dns).verify(Message.of(signed)))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.result())
                            .as("%s%n%s", outcome.reason(), signature)
                            .isEqualTo(DkimResult.PASS);
                    assertThat(outcome.algorithm().orElseThrow().keyword()).isEqualTo(name);
                });
        assertThat(signature.toString().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
    }

    static Stream<Arguments> combinations() {
        return Stream.of(TestKeys.rsa2048(), TestKeys.ed25519())
                .flatMap(key -> Stream.of(Canonicalization.values())
                        .flatMap(header -> Stream.of(Canonicalization.values())
                                .map(body -> Arguments.of(key.keyType() + "-sha256", header, body, key))));
    }

    private static String quoted(String text) {
        StringBuilder strings = new StringBuilder();
        for (int i = 0; i < text.length(); i += 200) {
            strings.append('"')
                    .append(text, i, Math.min(text.length(), i + 200))
                    .append("\" ");
        }
        return strings.toString();
    }
}
