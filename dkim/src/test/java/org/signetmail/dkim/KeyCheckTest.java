package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** New keys, the records to publish, and what can go wrong with publishing them. */
class KeyCheckTest {

    private static final TestKey RSA = TestKeys.rsa2048();
    private static final SigningKey KEY = SigningKey.of(RSA.privateKey());

    private static List<String> check(FakeDns dns, SigningKey key) {
        return KeyCheck.using(dns).check("example.com", "s1", key).stream()
                .map(finding -> finding.kind().name() + (finding.breaksSignatures() ? "!" : ""))
                .toList();
    }

    /** P is the key's own, Q is another one. An exclamation mark: signatures will not verify. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    v=DKIM1; k=rsa; p=P           | MATCHES
                    k=rsa; p=P                    | NO_VERSION, MATCHES
                    v=DKIM1; p=Q                  | OTHER_KEY!
                    v=DKIM1; p=                   | REVOKED!
                    v=DKIM1; k=ed25519; p=P       | OTHER_TYPE!
                    v=DKIM1; p=P*                 | UNUSABLE_KEY!
                    v=DKIM1; p=QUJD               | UNUSABLE_KEY!
                    v=spf1 -all                   | NOT_A_KEY_RECORD!
                    v=DKIM1; p=PWS                | WHITE_SPACE_IN_KEY, MATCHES
                    "v=DKIM1; p=PQUOTES           | NOT_A_KEY_RECORD!, QUOTES_IN_RECORD!
                    v=DKIM1; p=PQUOTES            | QUOTES_IN_RECORD!, WHITE_SPACE_IN_KEY, UNUSABLE_KEY!
                    v=DKIM1; t=y:s; p=P           | TESTING, STRICT_DOMAIN, MATCHES
                    v=DKIM1; h=sha1; p=P          | HASH_EXCLUDED!, MATCHES
                    v=DKIM1; s=tlsrpt; p=P        | NOT_FOR_EMAIL!, MATCHES
                    v=DKIM1; p=R1024              | SHORT, OTHER_KEY!
                    v=DKIM1; p=R512               | TOO_SHORT!, OTHER_KEY!
                    """)
    void records(String record, String findings) {
        String p = RSA.publicKeyData();
        String text = record.replace("PWS", p.substring(0, 100) + " " + p.substring(100))
                .replace("PQUOTES", p.substring(0, 100) + "\" \"" + p.substring(100))
                .replace("p=P", "p=" + p)
                .replace("p=R1024", "p=" + TestKeys.rsa1024().publicKeyData())
                .replace("p=R512", "p=" + TestKeys.rsa(512, 1).publicKeyData())
                .replace(
                        "p=Q",
                        record.contains("QUJD")
                                ? "p=Q"
                                : "p=" + TestKeys.rsa(2048, 9).publicKeyData());
        assertThat(String.join(", ", check(Forge.dns(text), KEY))).isEqualTo(findings);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    other.example TXT x                    | NOT_PUBLISHED!
                    s1._domainkey.example.com A 192.0.2.1  | NOT_PUBLISHED!
                    s1._domainkey.example.com TXT !TIMEOUT | LOOKUP_FAILED
                    """)
    void answers(String zone, String findings) {
        assertThat(String.join(", ", check(FakeDns.zone(zone), KEY))).isEqualTo(findings);
    }

    @Test
    void severalRecords() {
        assertThat(check(Forge.dns("v=spf1 -all", RSA.txt()), KEY)).containsExactly("SEVERAL_RECORDS", "MATCHES");
    }

    @Test
    void unknownPublicHalf() {
        SigningKey remote = new SigningKey() {
            @Override
            public DkimAlgorithm algorithm() {
                return DkimAlgorithm.RSA_SHA256;
            }

            @Override
            public byte[] sign(SigningInput input) {
                return new byte[256];
            }
        };
        assertThat(check(Forge.dns(RSA.txt()), remote)).containsExactly("NOT_COMPARED");
    }

    @Test
    void badNames() {
        KeyCheck check = KeyCheck.using(FakeDns.zone(""));
        assertThatIllegalArgumentException().isThrownBy(() -> check.check("exa mple.com", "s1", KEY));
    }

    @Test
    void findingsAreSentences() {
        assertThat(KeyCheck.using(FakeDns.zone("")).check("example.com", "s1", KEY))
                .extracting(KeyFinding::toString)
                .containsExactly("The key is not published: s1._domainkey.example.com.");
        assertThat(new KeyFinding(KeyFinding.Kind.MATCHES, "")).hasToString("The published key is that of the signer.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2048, 3072})
    @DisplayName("RFC 1035 §3.3: a new key's record is one text, and strings of at most 255 octets")
    void newKeys(int bits) {
        DkimKeyPair pair = bits == 0 ? DkimKeyPair.ed25519() : DkimKeyPair.rsa(bits);
        KeyRecordText record = pair.record();
        assertThat(String.join("", record.strings())).isEqualTo(record.text());
        assertThat(record.strings()).allSatisfy(string -> assertThat(string).hasSizeLessThanOrEqualTo(255));
        assertThat(record.strings()).hasSize(bits == 0 ? 1 : bits == 2048 ? 2 : 3);

        FakeDns dns = FakeDns.zone(record.zoneLine("example.com", "s1"));
        assertThat(check(dns, pair.signingKey())).containsExactly("MATCHES");
        SigningKey read = SigningKey.fromPem(pair.privateKeyPem());
        assertThat(check(dns, read)).containsExactly("MATCHES");

        byte[] message = Messages.crlf("From: bob@example.com\n\nHi\n");
        DkimSigner signer = DkimSigner.builder("example.com", "s1", read).build();
        byte[] signed = signer.sign(Message.of(message)).prependTo(message);
        assertThat(DkimVerifier.using(dns).verify(Message.of(signed)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
    }

    @Test
    void noOtherKeys() {
        assertThatIllegalArgumentException().isThrownBy(() -> DkimKeyPair.rsa(1024));
        assertThatIllegalArgumentException().isThrownBy(() -> DkimKeyPair.rsa(16384));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRecordText("v=DKIM1; p="));
    }
}
