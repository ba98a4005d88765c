package org.signetmail.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimAlgorithm;

class KnownFaultsTest {

    private static final Method METHOD =
            new Method(DkimAlgorithm.RSA_SHA256, Canonicalization.SIMPLE, Canonicalization.RELAXED);

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            p | 1.* | *        | *              | */*             | *                  | why; plain        ; true
            p | 1.2 | verifies | rsa-sha256     | simple/relaxed  | dots, plain        | why; plain        ; true
            p | 1.2 | signs    | *              | */*             | *                  | why; plain        ; false
            p | 1.3 | *        | *              | */*             | *                  | why; plain        ; false
            p | 2.* | *        | *              | */*             | *                  | why; plain        ; false
            q | *   | *        | *              | */*             | *                  | why; plain        ; false
            p | *   | *        | ed25519-sha256 | */*             | *                  | why; plain        ; false
            p | *   | *        | *              | relaxed/*       | *                  | why; plain        ; false
            p | *   | *        | *              | */simple        | *                  | why; plain        ; false
            p | *   | *        | *              | */*             | dots               | why; plain        ; false
            p | *   | *        | *              | */*             | *                  | why; changed body ; false
            p | *   | *        | *              | */*             | changed body       | why; changed body ; true
            """)
    void aLineIsAboutTheCellsThatItNames(String line, String shape, boolean about) {
        KnownFaults faults = KnownFaults.parse(List.of("# a comment", "", line.replace(',', ';')));
        Cell cell = new Cell("p", Direction.VERIFIES, METHOD, shape(shape));

        assertThat(faults.applicable(Map.of("p", "1.2")).stream().anyMatch(fault -> fault.covers(cell)))
                .isEqualTo(about);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p", "p | * | * | * | */* | *", "p | * | * | * | */* | * |", "p | * | * | * | * | * | why"})
    void aLineThatSaysTooLittleIsRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> KnownFaults.parse(List.of(line)));
    }

    @Test
    void theMatrixTellsWhatIsAsItShouldBe() {
        KnownFaults faults = KnownFaults.parse(List.of(
                "p | * | verifies | * | */* | plain; dots | why",
                "p | * | verifies | * | */* | NUL | why",
                "other | * | verifies | * | */* | * | why"));
        List<Finding> findings =
                List.of(found("plain", "fail"), found("dots", "pass"), found("8bit", "error"), unsupported());

        Matrix matrix = new Matrix(findings, Map.of("p", "1"), faults);

        assertThat(matrix.isAsExpected()).isFalse();
        assertThat(matrix.unlisted()).singleElement().hasToString("p verifies rsa-sha256 simple/relaxed 8bit: error");
        assertThat(matrix.stale()).singleElement().hasToString("p verifies rsa-sha256 simple/relaxed dots: pass");
        assertThat(matrix.idle()).singleElement().hasToString("p * | verifies | * | */* | NUL");
    }

    @Test
    void theMatrixIsAsExpectedWhenEveryWrongCellIsListed() {
        KnownFaults faults = KnownFaults.parse(List.of("p | * | verifies | * | */* | plain | why"));
        List<Finding> findings = List.of(found("plain", "fail"), found("changed body", "fail why"), unsupported());

        assertThat(new Matrix(findings, Map.of("p", "1"), faults).isAsExpected())
                .isTrue();
    }

    @Test
    void anyOtherAnswerThanTheOneWantedIsWrong() {
        assertThat(List.of(
                        found("changed body", "pass"),
                        found("changed body", "error"),
                        found("plain", "failed"),
                        found("plain", "unsupported")))
                .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Finding.Verdict.WRONG));
    }

    @Test
    void theListNamesShapesThatThereAre() throws IOException {
        KnownFaults faults = KnownFaults.parse(Files.readAllLines(Path.of("known-faults")));

        assertThat(faults.all())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.shapes())
                        .allMatch(name -> name.equals("*")
                                || Shapes.ALL.stream()
                                        .anyMatch(shape -> shape.name().equals(name))));
    }

    /** NUL, signed in a way that the peer does not know. */
    private static Finding unsupported() {
        Method method = new Method(DkimAlgorithm.ED25519_SHA256, METHOD.header(), METHOD.body());
        return Finding.of(new Cell("p", Direction.VERIFIES, method, shape("NUL")), "unsupported");
    }

    private static Finding found(String shape, String answer) {
        return Finding.of(new Cell("p", Direction.VERIFIES, METHOD, shape(shape)), answer);
    }

    private static Shape shape(String name) {
        return Shapes.ALL.stream()
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
