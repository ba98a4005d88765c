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
import org.signetmail.core.Severity;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** New keys, the records to publish, and what can go wrong with publishing them. */
class KeyCheckTest {

    private static final TestKey RSA = TestKeys.rsa2048();
    private static final SigningKey KEY = SigningKey.of(RSA.privateKey());

    private static List<String> check(FakeDns dns, SigningKey key) {
        return KeyCheck.using(dns).check("example.com", "s1", key).findings().stream()
                .map(finding -> finding.code().substring("dkim-key-".length())
                        + (finding.severity() == Severity.ERROR ? "!" : ""))
                .toList();
    }

    /** P is the key's own, Q is another one. An exclamation mark: signatures will not verify. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        v=DKIM1; k=rsa; p=P           | matches
        k=rsa; p=P                    | no-version, matches
        v=DKIM1; p=Q                  | other-key!
        v=DKIM1; p=                   | revoked!
        v=DKIM1; k=ed25519; p=P       | type-mismatch!
        v=DKIM1; p=P*                 | trailing!
        v=DKIM1; p=QUJD               | data!
        v=spf1 -all                   | other-record!
        v=DKIM1; p=PWS                | white-space, matches
        "v=DKIM1; p=PQUOTES           | quotes!
        v=DKIM1; p=PQUOTES            | quotes!
        v=DKIM1; t=y:s; p=P           | testing, strict, matches
        v=DKIM1; h=sha1; p=P          | hash!, matches
        v=DKIM1; s=tlsrpt; p=P        | service!, matches
        v=DKIM1; s=tlsrpt; h=sha1; p= | service!, hash!, revoked!
        v=DKIM1; n="x"; p=P           | matches
        v=DKIM1; p=R1024              | short, other-key!
        v=DKIM1; p=R512               | too-short!, other-key!
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
        KeyReport report = KeyCheck.using(Forge.dns(text)).check("example.com", "s1", KEY);
        assertThat(String.join(", ", check(Forge.dns(text), KEY))).isEqualTo(findings);
        assertThat(report.breaksSignatures()).isEqualTo(findings.contains("!"));
        assertThat(report.matches()).isEqualTo(findings.contains("matches") && !findings.contains("!"));
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.message()).startsWith("The key s1._domainkey.example.com "));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        other.example TXT x                       | missing!
        s1._domainkey.example.com A 192.0.2.1     | missing!
        s1._domainkey.example.com CNAME k.example | dangling-cname!
        s1._domainkey.example.com TXT !TIMEOUT    | lookup-failed
        """)
    void answers(String zone, String findings) {
        assertThat(String.join(", ", check(FakeDns.zone(zone), KEY))).isEqualTo(findings);
    }

    @Test
    @DisplayName("RFC 6376 §3.6.2.2: TXT records must be unique for a selector, so several break signatures")
    void severalRecords() {
        assertThat(check(Forge.dns("v=spf1 -all", RSA.txt()), KEY)).containsExactly("several!", "matches");
        assertThat(check(Forge.dns("v=spf1 -all", "x"), KEY)).containsExactly("several!", "syntax!");
        String whole = "k=rsa; p=" + RSA.publicKeyData() + "; ";
        assertThat(check(Forge.dns(whole, "google-site-verification=x"), KEY))
                .containsExactly("several!", "no-version", "matches");
        KeyReport report = KeyCheck.using(Forge.dns(RSA.txt(), RSA.txt() + ';')).check("example.com", "s1", KEY);
        assertThat(report.breaksSignatures()).isTrue();
        assertThat(report.matches()).isFalse();
    }

    @Test
    @DisplayName("one record that was entered as two is told as that")
    void splitRecord() {
        String rest = RSA.publicKeyData().substring(238);
        String start = "v=DKIM1; k=rsa; p=" + RSA.publicKeyData().substring(0, 238);
        assertThat(check(Forge.dns(rest, start), KEY)).containsExactly("split-record!", "cut-off!");
    }

    @Test
    @DisplayName("a record that is too large to be read is told, and another one beside it is looked at")
    void largeRecord() {
        String large = RSA.txt() + "; n=" + "x".repeat(20_000);
        assertThat(check(Forge.dns(large), KEY)).containsExactly("record-too-large!");
        assertThat(check(Forge.dns(large, RSA.txt()), KEY)).containsExactly("several!", "record-too-large!", "matches");
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
        assertThat(KeyCheck.using(Forge.dns(RSA.txt()))
                        .check("example.com", "s1", remote)
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding)
                        .hasToString("dkim-key-not-compared (info): The key s1._domainkey.example.com is"
                                + " published and was not compared: the signing key does not tell its public half."))
                .satisfies(finding -> assertThat(finding.remedy())
                        .isEqualTo("Compare it by hand, or have the signing key tell its public half."));
    }

    @Test
    void badNames() {
        KeyCheck check = KeyCheck.using(FakeDns.zone(""));
        assertThatIllegalArgumentException().isThrownBy(() -> check.check("exa mple.com", "s1", KEY));
    }

    @Test
    void reportsAreValues() {
        KeyCheck check = KeyCheck.using(FakeDns.zone(""));
        KeyReport report = check.check("example.com", "s1", KEY);
        assertThat(report)
                .isEqualTo(check.check("example.com", "s1", KEY))
                .hasSameHashCodeAs(check.check("example.com", "s1", KEY))
                .isNotEqualTo(check.check("example.com", "s2", KEY))
                .hasToString(
                        "s1._domainkey.example.com [dkim-key-missing (error): The key s1._domainkey.example.com is not"
                                + " published: its name does not exist. So no verifier accepts a signature with it.]");
        assertThat(report.name()).hasToString("s1._domainkey.example.com");
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
        assertThat(check(dns, pair.signingKey())).containsExactly("matches");
        SigningKey read = SigningKey.fromPem(pair.privateKeyPem());
        assertThat(check(dns, read)).containsExactly("matches");

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
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyRecordText("v=DKIM1; p="))
                .withMessageEndingWith("The key is revoked: p= is empty. So no verifier accepts a signature with it.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyRecordText("v=DKIM1; p=\u20ac\r\n"))
                .withMessageMatching("[ -~]+")
                .withMessageEndingWith("no octets");
    }
}
