package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

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
