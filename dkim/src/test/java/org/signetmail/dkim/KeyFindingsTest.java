package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.internal.NamedEffect;

/** What {@link KeyCheck} says about records: code, severity, section, place, sentence, and what to do. */
class KeyFindingsTest {

    private static final String ROWS = """
        missing          ^ error   ^ zone:x.example A 192.0.2.1 ^ ^ is not published: its name does not exist ^ Publish the record of the key there ^ zone:s1._domainkey.example.com TXT "v=DKIM1; p={L}"
        dangling-cname   ^ error   ^ zone:s1._domainkey.example.com CNAME k.example.net ^ ^ a CNAME to k.example.net, which does not exist ^ replace the CNAME by the TXT record ^ zone:s1._domainkey.example.com TXT "v=DKIM1; p={L}"
        lookup-failed    ^ warning ^ zone:s1._domainkey.example.com TXT !SERVFAIL ^ ^ could not be looked up: SERVFAIL ^ Ask again ^ zone:s1._domainkey.example.com TXT "v=DKIM1; p={L}"
        several          ^ error   ^ v=DKIM1; p={L}||v=DKIM1; p={L}; ^ ^ has 2 TXT records at its name ^ Leave one TXT record ^ v=DKIM1; p={L}
        split-record     ^ error   ^ v=DKIM1; p={L-238}||{L-rest} ^ ^ 2 TXT records at the name hold one key in parts ^ one TXT record of two strings ^ v=DKIM1; p={L}
        record-too-large ^ error   ^ {huge} ^ ^ has a TXT record of 17002 octets, over the bound of 16384 ^ Publish a shorter record ^ v=DKIM1; p={L}
        empty-record     ^ error   ^ {blank} ^ ^ the record is empty ^ Sign with a selector whose key is published ^ v=DKIM1; p={L}
        other-record     ^ error   ^ v=spf1 -all ^ ^ one of SPF: v=spf1 -all ^ and nothing else ^ v=DKIM1; p={L}
        octets           ^ error   ^ v=DKIM1;\302\240p={L} ^ \302\240 ^ \\194\\160 (a no-break space) at octet 9 ^ type the record anew ^ v=DKIM1; p={L}
        quotes           ^ error   ^ "v=DKIM1; p={L}" ^ " ^ a quotation mark in it, at octet 1 ^ Take the quotation marks out ^ v=DKIM1; p={L}
        backslash        ^ error   ^ v=DKIM1\\; p={L} ^ \\; ^ a backslash in front of a semicolon ^ without backslashes ^ v=DKIM1; p={L}
        empty-tag        ^ error   ^ v=DKIM1;; p={L} ^ ; ^ two semicolons behind the tag v= ^ Take one of the semicolons out ^ v=DKIM1; p={L}
        duplicate-tag    ^ error   ^ v=DKIM1; p=a; p=b ^ p=b ^ has the tag p= twice ^ Leave one of them ^ v=DKIM1; p=a
        syntax           ^ error   ^ v=DKIM1; p {L} ^ M ^ no equals sign behind the tag p, but M ^ each name=value ^ v=DKIM1; p={L}
        bare-key         ^ error   ^ {L} ^ ^ the key alone, without tags ^ Put "v=DKIM1; k=rsa; p=" in front of it. ^ v=DKIM1; k=rsa; p={L}
        tags             ^ error   ^ {many} ^ ^ has 102 tags; at most 100 are read ^ Leave out the tags that DKIM does not know ^ v=DKIM1; p={L}
        version          ^ error   ^ v=DKIM2; p={L} ^ DKIM2 ^ the version is v=DKIM2 ^ Begin the record with "v=DKIM1;" ^ v=DKIM1; p={L}
        no-p             ^ error   ^ v=DKIM1; k=rsa ^ ^ no p= tag, which holds the key ^ Add p= ^ v=DKIM1; k=rsa; p={L}
        semicolon        ^ error   ^ v=DKIM1; k=rsa p={L} ^ p= ^ the key is a part of k=rsa ^ Put a semicolon in between ^ v=DKIM1; k=rsa; p={L}
        semicolon        ^ error   ^ v=DKIM1, k=rsa, p={L} ^ p= ^ the key is a part of v=DKIM1, k=rsa ^ Begin the record with "v=DKIM1; k=rsa; p=". ^ v=DKIM1; k=rsa; p={L}
        revoked          ^ error   ^ v=DKIM1; p= ^ ^ is revoked: p= is empty ^ new selector ^ v=DKIM1; p={L}
        pem              ^ error   ^ v=DKIM1; p=-----BEGIN PUBLIC KEY-----MIIB ^ -----BEGIN PUBLIC KEY-----MIIB ^ PEM armour ^ only the base64 ^ v=DKIM1; p=MIIB
        private          ^ error   ^ v=DKIM1; p={pkcs8} ^ {pkcs8} ^ is a private key ^ Anybody can sign as this domain ^ v=DKIM1; p={L}
        base64           ^ error   ^ v=DKIM1; p=MI*IB ^ * ^ has * at octet 14 of the record ^ Publish the base64 ^ v=DKIM1; p={L}
        cut-off          ^ error   ^ v=DKIM1; k=rsa; p={L-cut} ^ {L-cut} ^ 177 octets are there, and its DER promises 294 ^ as a second string ^ v=DKIM1; k=rsa; p={L}
        trailing         ^ error   ^ v=DKIM1; p={L}~ ^ ~ ^ goes on behind the key: ~ ^ End the record where the key ends ^ v=DKIM1; p={L}
        asn1             ^ error   ^ v=DKIM1; k=ed25519; p={E-spki} ^ {E-spki} ^ wrapped in ASN.1 ^ Publish "p={E}". ^ v=DKIM1; k=ed25519; p={E}
        data             ^ error   ^ v=DKIM1; p={ec} ^ {ec} ^ an elliptic-curve key (1.2.840.10045.2.1) ^ Make an RSA key ^ v=DKIM1; p={L}
        kind             ^ error   ^ v=DKIM1; p={E} ^ {E} ^ has 32 octets, as an Ed25519 key has ^ Add the tag "k=ed25519". ^ v=DKIM1; k=ed25519; p={E}
        type-unknown     ^ error   ^ v=DKIM1; k=rsb; p={L} ^ rsb ^ k=rsb ^ Write "k=rsa" or "k=ed25519" ^ v=DKIM1; k=rsa; p={L}
        type-mismatch    ^ error   ^ v=DKIM1; k=ed25519; p={E} ^ ed25519 ^ its record says k=ed25519, and rsa-sha256 needs k=rsa ^ under a selector of its own ^ v=DKIM1; p={L}
        too-short        ^ error   ^ v=DKIM1; p={768} ^ {768} ^ RSA of 768 bits ^ 2048 bits ^ v=DKIM1; p={L}
        too-large        ^ error   ^ v=DKIM1; p={16384} ^ {16384} ^ RSA of 16384 bits ^ 2048 bits ^ v=DKIM1; p={L}
        unsafe           ^ error   ^ v=DKIM1; p={e1} ^ {e1} ^ its RSA exponent is 1 ^ Make a new key ^ v=DKIM1; p={L}
        service          ^ error   ^ v=DKIM1; s=tlsrpt; p={L} ^ tlsrpt ^ not for e-mail: its record says s=tlsrpt ^ add email ^ v=DKIM1; s=tlsrpt:email; p={L}
        hash             ^ error   ^ v=DKIM1; h=sha1; p={L} ^ sha1 ^ not for sha256 ^ add sha256 ^ v=DKIM1; h=sha1:sha256; p={L}
        short            ^ warning ^ v=DKIM1; p={P} ^ {P} ^ RSA of 1024 bits, where 2048 are advised ^ Make a key of 2048 bits ^ v=DKIM1; p={L}
        long             ^ warning ^ v=DKIM1; p={5000} ^ {5000} ^ RSA of 5000 bits ^ 2048 to 4096 bits ^ v=DKIM1; p={L}
        testing          ^ warning ^ v=DKIM1; t=y; p={L} ^ y ^ marked as a test (t=y) ^ take t=y out ^ v=DKIM1; p={L}
        white-space      ^ warning ^ v=DKIM1; p=MII {L-3} ^ {one blank} ^ white space in p=, at octet 15 ^ without white space ^ v=DKIM1; p={L}
        no-version       ^ info    ^ p={L} ^ ^ does not say v=DKIM1 ^ Begin the record with "v=DKIM1;" ^ v=DKIM1;p={L}
        alias            ^ info    ^ zone:s1._domainkey.example.com CNAME k.example\\nk.example TXT "v=DKIM1; k=ed25519; p={E}" ^ ^ is published at k.example, to which its name is a CNAME ^ `` ^ -
        strict           ^ info    ^ v=DKIM1; t=s; p={L} ^ s ^ for one domain alone (t=s) ^ `` ^ -
        unknown-tag      ^ info    ^ v=DKIM1; x-note=1; p={L} ^ 1 ^ x-note=, which verifiers ignore ^ typing error ^ v=DKIM1; p={L}
        historic-tag     ^ info    ^ v=DKIM1; g=*; p={L} ^ * ^ g=, which no verifier looks at ^ Take it out ^ v=DKIM1; p={L}
        other-key        ^ error   ^ v=DKIM1; p={P} ^ ^ a key of 1024 bits is published, and the signer's has 2048 ^ public half ^ v=DKIM1; p={L}
        matches          ^ info    ^ v=DKIM1; p={L} ^ ^ is published, and is that of the signer ^ `` ^ -
        """;

    /** That which is so, and no fault. */
    private static final Set<String> NOTHING_TO_CHANGE = Set.of("alias", "strict", "matches");

    private static final SigningKey KEY = SigningKey.of(KeyParts.LONG.privateKey());

    private static FakeDns dns(String record) {
        return record.startsWith("zone:")
                ? FakeDns.zone(KeyParts.filled(record.substring(5).translateEscapes()))
                : KeyParts.dns(record);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName(
            "code, severity, record, place, sentence, remedy; and a record that follows it does not have the finding")
    @CsvSource(delimiter = '^', quoteCharacter = '`', nullValues = "-", textBlock = ROWS)
    void says(
            String code,
            String severity,
            String record,
            String place,
            String message,
            String remedy,
            @Nullable String mended) {
        // An algorithm is a fact of the signer: these two codes are about a record by itself.
        boolean alone = Set.of("asn1", "type-unknown").contains(code);
        List<Finding> findings = findings(alone, record);
        Finding finding = findings.stream()
                .filter(each -> each.code().equals("dkim-key-" + code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(findings.toString()));
        assertThat(finding.severity().keyword()).isEqualTo(severity);
        assertThat(finding.message()).matches("[ -~]+\\.").contains(KeyParts.filled(message));
        assertThat(finding.remedy()).matches("[ -~]*").contains(KeyParts.filled(remedy));
        assertThat(finding.section()).matches("(RFC \\d+ §[C\\d.]+)?");
        assertThat(finding.position()
                        .map(at -> at.text().substring(at.offset(), at.offset() + at.length()))
                        .orElse(""))
                .isEqualTo(place == null ? "" : KeyParts.filled(place));
        assertThat(findings).doesNotHaveDuplicates();
        assertThat(findings.indexOf(finding)).isLessThan(2);
        assertThat(NamedEffect.missing(finding, Map.of())).isEmpty();
        if (mended == null) {
            assertThat(NOTHING_TO_CHANGE).contains(code);
        } else {
            assertThat(findings(alone, mended)).extracting(Finding::code).doesNotContain(finding.code());
        }
    }

    private static List<Finding> findings(boolean alone, String record) {
        return alone
                ? DkimKeyLint.of(KeyParts.filled(record))
                : KeyCheck.using(dns(record)).check("example.com", "s1", KEY).findings();
    }

    @Test
    @DisplayName("codes are stable: every one has a row")
    void codes() {
        Set<String> told = new TreeSet<>();
        ROWS.lines()
                .forEach(row -> told.add(
                        "dkim-key-" + row.substring(0, row.indexOf('^')).strip()));
        // Of the signer and of a signature, and no matter of a record: KeyCheckTest.unknownPublicHalf, and strictDomain
        // here.
        told.addAll(Set.of("dkim-key-not-compared", "dkim-key-strict-domain"));
        told.addAll(DkimLintTest.codesWithRows());
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(KeyCode.values())
                        .map(code -> code.finding("").code())
                        .toList());
    }

    @Test
    @DisplayName("a good record has nothing to say, and the parser of records says what the lint does")
    void good() {
        assertThat(DkimKeyLint.of(KeyParts.LONG.txt())).isEmpty();
        assertThat(DkimKeyLint.of(KeyParts.ED25519.txt())).isEmpty();
        assertThat(DkimKeyLint.of(
                        new DnsAnswer.Found(List.of(new DnsRecord.Txt(KeyParts.LONG.txt())), Duration.ZERO, false)))
                .isEmpty();
        assertThat(DkimKeyLint.of(DnsAnswer.NX_DOMAIN))
                .extracting(Finding::code)
                .containsExactly("dkim-key-missing");
        String weak = "v=DKIM1; t=y; p=" + KeyParts.RSA.publicKeyData();
        assertThat(DkimKeyLint.of(weak))
                .isEqualTo(DkimKeyRecord.parse(weak).findings())
                .extracting(Finding::code)
                .containsExactly("dkim-key-short", "dkim-key-testing");
        assertThat(DkimKeyLint.of("v=spf1 -all")).extracting(Finding::code).containsExactly("dkim-key-other-record");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    @DisplayName("records with random damage: no exception, no finding twice, one line of ASCII each")
    void damaged(int seed) {
        Random random = new Random(seed);
        String pool = ";=: \t\r\n\"'\\~+/-_.\u00a0\u00c2\u00ef\0pkvMI0v=DKIM1p=";
        for (int i = 0; i < 500; i++) {
            StringBuilder record =
                    new StringBuilder(random.nextBoolean() ? KeyParts.RSA.txt() : KeyParts.ED25519.txt());
            for (int k = random.nextInt(4); k >= 0; k--) {
                int at = random.nextInt(record.length());
                switch (random.nextInt(4)) {
                    case 0 -> record.setCharAt(at, pool.charAt(random.nextInt(pool.length())));
                    case 1 -> record.insert(at, pool.charAt(random.nextInt(pool.length())));
                    case 2 -> record.delete(at, Math.min(record.length() - 1, at + 1 + random.nextInt(30)));
                    default -> record.append(record, 0, at);
                }
            }
            String text = record.toString();
            List<Finding> findings = DkimKeyLint.of(text);
            assertThat(findings).doesNotHaveDuplicates();
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(finding.message() + finding.remedy())
                            .as(text)
                            .matches("[ -~]+"));
            boolean usable = DkimKeyRecord.parse(text)
                    .record()
                    .filter(parsed -> parsed.problem().isEmpty() && parsed.bits() < 2000)
                    .isPresent();
            assertThat(usable || findings.stream().anyMatch(each -> each.severity() == Severity.ERROR))
                    .as(text)
                    .isTrue();
        }
    }

    @Test
    void strictDomain() {
        Finding finding = KeyRules.strictDomain(DomainName.of("example.com"), "@a.example.com")
                .finding();
        assertThat(finding)
                .hasToString("dkim-key-strict-domain (error): The key is for one domain alone (t=s): the signature has"
                        + " i=@a.example.com, which is below d=example.com.");
        assertThat(finding.remedy()).isEqualTo("Sign with i= at that domain itself, or take t=s out of the record.");
    }
}
