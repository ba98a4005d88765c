package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What a diagnosis costs at most, counted. */
class DiagnosisCostTest {

    private static final long BUDGET = 16L << 20;

    private static DkimDiagnosis diagnose(TestKey key, String message) {
        FakeDns dns = Forge.dns(key.txt());
        return DkimVerifier.using(dns)
                .withOptions(DkimOptions.DEFAULT.withDiagnosis(0))
                .verify(Message.of(Forge.octets(message)))
                .get(0)
                .diagnosis()
                .orElseThrow();
    }

    /** A header of so many fields with so many octets each, all of them signed, the Subject replaced. */
    private static DkimDiagnosis header(String algorithm, String form, int fields, String value) {
        TestKey key = algorithm.startsWith("rsa") ? TestKeys.rsa1024() : TestKeys.ed25519();
        String names = IntStream.range(0, fields).mapToObj(i -> "x" + i).collect(Collectors.joining(":"));
        String text = IntStream.range(0, fields)
                .mapToObj(i -> "X" + i + ": " + value + "\n")
                .collect(Collectors.joining("", "From: ann@example.com\nSubject: Hi\n", ""));
        String signed = ChangesTest.signed(algorithm, form + "/simple", text, "Hi\n", "from:subject:" + names, key);
        return diagnose(key, signed.replace("Subject: Hi", "Subject: Replaced by another"));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-sha256, relaxed",
        "rsa-sha256, simple",
        "ed25519-sha256, relaxed",
        "ed25519-sha256, simple",
    })
    @DisplayName("a header at its bounds is worth 16 MiB of candidates, and what the last one needs")
    void largeHeader(String algorithm, String form) {
        DkimDiagnosis diagnosis = header(algorithm, form, 990, "a, <b>; \"c\"\n " + "x ".repeat(510));
        assertThat(diagnosis.canonicalHeader()).hasSizeGreaterThan(1_000_000);
        assertThat(diagnosis.candidates()).isBetween(5, 100);
        assertThat(diagnosis.candidateOctets()).isBetween(BUDGET / 2, BUDGET + (2 << 20));
        assertThat(diagnosis.hints()).extracting(DkimHint::code).contains("header-unexplained");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-sha256, relaxed",
        "rsa-sha256, simple",
        "ed25519-sha256, relaxed",
        "ed25519-sha256, simple",
    })
    @DisplayName("at most 500 candidates a signature, however many fields there are to be changed")
    void manyFields(String algorithm, String form) {
        DkimDiagnosis diagnosis = header(algorithm, form, 300, "=?utf-8?q?=C3=BC?= <a@b>,\n \"c\" <d>; e");
        assertThat(diagnosis.candidates()).isBetween(300, 500);
        assertThat(diagnosis.candidateOctets()).isLessThan(BUDGET + (1 << 20));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            relaxed | text/plain                   | 8bit             | 23
            simple  | text/plain                   | 8bit             | 25
            relaxed | text/plain                   | quoted-printable | 20
            relaxed | image/png                    | base64           | 25
            simple  | image/png                    | base64           | 27
            relaxed | multipart/mixed; boundary=b1 | 7bit             | 26
            simple  | multipart/mixed; boundary=b1 | 7bit             | 28
            """)
    @DisplayName("the passes over a body are as many as its type has, whatever is in it and however often it is signed")
    void passes(String form, String type, String encoding, int passes) {
        TestKey key = TestKeys.rsa1024();
        String fields =
                "From: a@example.com\nContent-Type: " + type + "\nContent-Transfer-Encoding: " + encoding + "\n";
        for (String body : List.of("", "..\n>From \n--b1\n\n=3D\n--b1--\n", "x=\n".repeat(10_000))) {
            String signed = ChangesTest.signed("rsa-sha256", "relaxed/" + form, fields, "Hi\n", "from", key);
            DkimDiagnosis diagnosis = diagnose(key, signed.replace("Hi\r\n", body.replace("\n", "\r\n")));
            assertThat(diagnosis.bodyPasses()).isEqualTo(passes).isLessThanOrEqualTo(32);
        }
    }

    @Test
    @DisplayName("a body of 10 MB, in pieces, is never kept")
    void largeBody() {
        TestKey key = TestKeys.rsa1024();
        String signed =
                ChangesTest.signed("rsa-sha256", "relaxed/simple", "From: a@example.com\n", "Hi\n", "from", key);
        Message message = Message.of(Forge.octets(signed));
        DkimSession session = DkimVerifier.using(Forge.dns(key.txt()))
                .withOptions(DkimOptions.DEFAULT.withDiagnosis(0))
                .begin(message.fields());
        byte[] piece = Forge.octets("Hi\r\n" + "no line end ".repeat(5000) + "=\r\n");
        for (int octets = 0; octets < 10_000_000; octets += piece.length) {
            session.body(piece, 0, piece.length);
        }
        DkimDiagnosis diagnosis = session.finish().get(0).diagnosis().orElseThrow();
        assertThat(diagnosis.hints()).extracting(DkimHint::code).containsExactly("footer", "header-intact");
        assertThat(diagnosis.bodyPasses()).isEqualTo(25);
        assertThat(diagnosis.canonicalBody()).isEmpty();
    }

    @Test
    @DisplayName("nothing is tried when nothing failed")
    void nothingFailed() {
        TestKey key = TestKeys.rsa1024();
        String signed =
                ChangesTest.signed("rsa-sha256", "relaxed/relaxed", "From: a@example.com\n", "Hi\n", "from", key);
        DkimDiagnosis diagnosis = diagnose(key, signed);
        assertThat(diagnosis.hints()).isEmpty();
        assertThat(diagnosis.candidates()).isZero();
        assertThat(diagnosis.candidateOctets()).isZero();
    }
}
