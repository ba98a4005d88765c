package org.signetmail.fuzz;

import static org.signetmail.fuzz.Oracles.bounded;
import static org.signetmail.fuzz.Oracles.plain;
import static org.signetmail.fuzz.Oracles.require;
import static org.signetmail.fuzz.Oracles.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What is taken for a private key. */
class PemFuzzTest {

    private static final byte[] MESSAGE = Messages.crlf("From: a@example.com\n\nbody\n");

    private static final TestKey RSA = TestKeys.rsa1024();

    private static final TestKey ED25519 = TestKeys.ed25519();

    private static final FakeDns DNS = FakeDns.zone(Signed.ZONE);

    static Stream<Arguments> texts() {
        return Seeds.of(
                RSA.pkcs8Pem(),
                RSA.pkcs1Pem(),
                ED25519.pkcs8Pem(),
                ED25519.pkcs8Pem().replace("\n", "\\n"),
                "words\n" + RSA.pkcs8Pem().replace("BEGIN PRIVATE", "BEGIN ANY PRIVATE") + RSA.pkcs1Pem(),
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "-----BEGIN ".repeat(20),
                "0",
                "\"MAA=\"",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAAwAA==\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\n" + RSA.publicKeyData() + "\n-----END PUBLIC KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nProc-Type: 4\n-----END");
    }

    @MethodSource("texts")
    @FuzzTest
    void text(byte[] input) {
        SigningKey key;
        try {
            key = bounded(input.length, 2000, () -> SigningKey.fromPem(NaiveCanonical.text(input)));
        } catch (IllegalArgumentException e) {
            plain(String.valueOf(e.getMessage()));
            return;
        }
        require(!key.toString().contains(RSA.privateKey().toString()), "a key is not shown");
        plain(key.toString());
        DkimSigner signer;
        byte[] signed;
        try {
            signer = DkimSigner.builder("example.com", key.algorithm() == DkimAlgorithm.RSA_SHA256 ? "rsa" : "ed", key)
                    .shortKey(true)
                    .clock(() -> Signed.NOW)
                    .build();
            signed = signer.sign(Message.of(MESSAGE)).prependTo(MESSAGE);
        } catch (IllegalArgumentException | DkimSigningException e) {
            plain(String.valueOf(e.getMessage()));
            return;
        }
        // What signs is the key that is published, or another one: a damaged one signs nothing.
        boolean ours = key.publicKey().equals(Optional.of(RSA.publicKey()))
                || key.publicKey()
                        .map(each -> Arrays.equals(
                                each.getEncoded(), ED25519.publicKey().getEncoded()))
                        .orElse(false);
        List<DkimOutcome> outcomes = DkimVerifier.using(DNS).verify(Message.of(signed));
        same(outcomes.get(0).result() == DkimResult.PASS, ours, "it verifies with its own public half");
    }
}
