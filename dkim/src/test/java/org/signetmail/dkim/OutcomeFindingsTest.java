package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;
import org.signetmail.core.Severity;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What is told beside the sentence of an outcome: of keys, algorithms, lengths and long lists of names. */
class OutcomeFindingsTest {

    private static final TestKey RSA = TestKeys.rsa1024();
    private static final TestKey LONG_RSA = TestKeys.rsa2048();
    private static final TestKey ED25519 = TestKeys.ed25519();

    private static String signed(String tags, String body, TestKey key) {
        String message = "DKIM-Signature: v=1; d=example.com; s=s1; " + tags + "; bh=@BH@; b=@B@\r\n"
                + "From: ann@example.com\r\n\r\n" + body;
        return Forge.text(Forge.signRaw(message, key));
    }

    private static DkimOutcome verify(FakeDns dns, DkimOptions options, String message) {
        return DkimVerifier.using(dns)
                .withOptions(options)
                .verify(Message.of(Forge.octets(message)))
                .get(0);
    }

    private static DkimOutcome verify(String message) {
        return verify(Forge.dns(RSA.txt()), DkimOptions.DEFAULT, message);
    }

    private static String codes(DkimOutcome outcome) {
        return outcome.findings().stream().map(Finding::code).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "19, 0", "20, 0", "21, 1", "100, 80"})
    @DisplayName("twenty names are told, and how many more there are")
    void names(int absent, int more) {
        List<String> names = IntStream.range(0, absent).mapToObj(i -> "x" + i).toList();
        Finding finding =
                verify(signed("a=rsa-sha256; h=from:" + String.join(":", names), "Hi\r\n", RSA)).findings().stream()
                        .filter(each -> each.code().equals("dkim-fields-absent"))
                        .findFirst()
                        .orElseThrow();
        assertThat(finding.message())
                .contains("not in the message: " + String.join(", ", names.subList(0, absent - more))
                        + (more > 0 ? " and " + more + " more" : "") + ". The signature says");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.section()).isEqualTo("RFC 6376 §5.4");
        assertThat(finding.remedy()).isEmpty();
    }

    @Test
    @DisplayName("of a long name the beginning is told")
    void longName() {
        String name = "x".repeat(40);
        assertThat(verify(signed("a=rsa-sha256; h=from:" + name, "Hi\r\n", RSA))
                        .explain()
                        .toString())
                .contains("not in the message: " + name.substring(13) + "....");
    }

    @Test
    @DisplayName("RFC 8301 §3.1: rsa-sha1 passes for who allows it, and is told of")
    void historic() {
        DkimOptions options = DkimOptions.DEFAULT.withPolicy(DkimPolicy.DEFAULT.withHistoricAlgorithms(true));
        DkimOutcome outcome =
                verify(Forge.dns(LONG_RSA.txt()), options, signed("a=rsa-sha1; h=from", "Hi\r\n", LONG_RSA));
        assertThat(outcome.result()).isEqualTo(DkimResult.PASS);
        assertThat(outcome.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("dkim-algorithm-historic");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).contains("this one was told to");
            assertThat(finding.remedy()).isEqualTo("Have the signer use rsa-sha256.");
        });
        String changed = signed("a=rsa-sha1; h=from", "Hi\r\n", LONG_RSA) + "more\r\n";
        assertThat(codes(verify(Forge.dns(LONG_RSA.txt()), options, changed))).isEqualTo("dkim-body-hash-mismatch");
    }

    @Test
    @DisplayName("RFC 8301 §3.2, RFC 6376 §3.6.1: a key that is short, and one that is a test, each with its name")
    void keys() {
        DkimOutcome rsa = verify(
                Forge.dns(RSA.txt().replace("k=rsa;", "k=rsa; t=y;")),
                DkimOptions.DEFAULT,
                signed("a=rsa-sha256; h=from", "Hi\r\n", RSA));
        assertThat(codes(rsa)).isEqualTo("dkim-key-short dkim-key-testing");
        assertThat(rsa.findings())
                .allSatisfy(finding -> assertThat(finding.message()).contains("s1._domainkey.example.com"));
        assertThat(codes(verify(
                        Forge.dns(LONG_RSA.txt()),
                        DkimOptions.DEFAULT,
                        signed("a=rsa-sha256; h=from", "Hi\r\n", LONG_RSA))))
                .isEmpty();
        assertThat(codes(verify(
                        Forge.dns(ED25519.txt()),
                        DkimOptions.DEFAULT,
                        signed("a=ed25519-sha256; h=from", "Hi\r\n", ED25519))))
                .isEmpty();
        // Of a key that is refused for its length, it is not told again that it is short.
        DkimOptions strict = DkimOptions.DEFAULT.withPolicy(DkimPolicy.DEFAULT.withRsaBits(2048, 4096));
        assertThat(codes(verify(Forge.dns(RSA.txt()), strict, signed("a=rsa-sha256; h=from", "Hi\r\n", RSA))))
                .isEqualTo("dkim-key-too-short");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5 | The signature of example.com verifies.
            4 | The signature of example.com verifies. l=4 leaves 1 octet at the end of the body, of 5, unsigned: the end of the last line, and nothing else.
            3 | The signature of example.com verifies. l=3 leaves 2 octets at the end of the body, of 5, unsigned: the end of the last line, and nothing else.
            2 | The signature of example.com verifies. l=2 leaves 3 octets at the end of the body, of 5, on 1 line, unsigned: anybody may have appended them.
            """)
    @DisplayName("RFC 6376 §8.2: what l= leaves unsigned is told once, in the sentence")
    void lengths(int length, String sentence) {
        DkimOptions options = DkimOptions.DEFAULT.withPolicy(DkimPolicy.DEFAULT.withPartialBodies(true));
        DkimOutcome outcome = verify(
                Forge.dns(LONG_RSA.txt()),
                options,
                signed("a=rsa-sha256; l=" + length + "; h=from", "abc\r\n", LONG_RSA));
        assertThat(outcome.reason()).isEqualTo(sentence);
        assertThat(outcome.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(length == 5 ? "dkim-body-length" : "dkim-body-partly-signed");
            assertThat(finding.severity()).isEqualTo(length == 2 ? Severity.WARNING : Severity.INFO);
        });
        List<String> explained = outcome.explain();
        assertThat(explained.get(0)).isEqualTo(sentence);
        assertThat(explained)
                .hasSize(length == 5 ? 3 : 2)
                .endsWith("  Have the signer leave l= out: then the whole" + " body is signed.");
        assertThat(explained.get(1)).startsWith(length == 5 ? "  info: The signature covers the body up to" : "  Have");
    }

    @Test
    @DisplayName("an explanation has the hints of a diagnosis behind the findings")
    void hints() {
        DkimOutcome outcome = verify(
                Forge.dns(LONG_RSA.txt()),
                DkimOptions.DEFAULT.withDiagnosis(0),
                signed("a=rsa-sha256; h=from", "Hi\r\n", LONG_RSA) + "more\r\n");
        assertThat(outcome.explain()).hasSize(3).element(0).isEqualTo(outcome.reason());
        assertThat(outcome.explain().get(1)).startsWith("  hint: Proved: ");
        assertThat(outcome.explain().get(2)).startsWith("  hint: Fact: ");
    }
}
