package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** A signer's fault may leave the same hash as a change on the way: a sentence about it accuses neither alone. */
class SignerOrRelayTest {

    private static final TestKey RSA = TestKeys.rsa1024();

    private static final String FIELDS = """
            From: ann@example.com
            Subject:
             Meeting
            Content-Transfer-Encoding: quoted-printable
            """;

    private static final String BODY = """
            Hello=20Bob,

            .ten
            is fine
            """;

    private static DkimOutcome outcome(Signer signer, String body, UnaryOperator<String> tool) {
        String names = "from:subject:content-transfer-encoding";
        ChangesTest.Change change =
                new ChangesTest.Change("", "rsa-sha256", "relaxed/relaxed", FIELDS, body, names, signer, tool, "");
        return DkimVerifier.using(Forge.dns(RSA.txt()))
                .withOptions(DkimOptions.DEFAULT.withDiagnosis(0))
                .verify(Message.of(Forge.octets(tool.apply(signer.sign(change, RSA)))))
                .get(0);
    }

    private static String causes(DkimOutcome outcome) {
        StringBuilder causes = new StringBuilder();
        for (DkimHint hint : outcome.diagnosis().orElseThrow().hints()) {
            if (hint.certainty() != DkimHint.Certainty.FACT) {
                causes.append(hint.sentence()).append('\n');
            }
        }
        return causes.toString();
    }

    static Stream<Arguments> signers() {
        return Stream.of(
                Arguments.of("dots doubled", (UnaryOperator<String>) body -> body.replace("\r\n.", "\r\n..")),
                Arguments.of("decoded", (UnaryOperator<String>) body -> body.replace("=20", " ")),
                Arguments.of("an empty line more", (UnaryOperator<String>) body -> "\r\n" + body),
                Arguments.of("cut at a dot", (UnaryOperator<String>) body -> body.substring(0, body.indexOf("."))),
                Arguments.of("cut at the top", (UnaryOperator<String>)
                        body -> body.substring(body.indexOf("\r\n\r\n") + 4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signers")
    @DisplayName("a body that its signer hashed otherwise")
    void body(String name, UnaryOperator<String> fault) {
        Signer signer = new Signer().body((body, canonical) -> fault.apply(canonical));
        assertThat(causes(outcome(signer, BODY, message -> message)))
                .startsWith("Proved: ")
                .contains("or the signer")
                .doesNotContain("was added begins");
    }

    @Test
    @DisplayName(
            "a semicolon at the end of the signature's field is no white space, and its signer may have put it there")
    void lastSemicolon() {
        UnaryOperator<String> tool = message -> {
            int end = message.indexOf("\r\nFrom:");
            return message.substring(0, end) + ";" + message.substring(end);
        };
        assertThat(causes(outcome(new Signer(), BODY, tool)))
                .startsWith("Proved: ")
                .contains("semicolon")
                .contains("or the signer");
    }

    @Test
    @DisplayName("RFC 6376 §5.4.2: a signer that counts from the top is not told that a field was added below")
    void countsFromTheTop() {
        String top =
                "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=from:comments; bh=@BH@; b=@B@\n";
        String signed = Forge.text(Forge.sign(top + "From: a@example.com\nComments: 1\n\nHi\n", RSA));
        // The same octets as those of a signer that took the topmost of two.
        DkimOutcome outcome = DkimVerifier.using(Forge.dns(RSA.txt()))
                .withOptions(DkimOptions.DEFAULT.withDiagnosis(0))
                .verify(Message.of(Forge.octets(signed.replace("\r\n\r\n", "\r\nComments: 2\r\n\r\n"))))
                .get(0);
        assertThat(causes(outcome))
                .contains("comments; the one at number 1 from the bottom was not signed")
                .contains("or the signer");
    }

    @Test
    @DisplayName("a signer's fault beside a footer: nobody says that nothing was changed on the way")
    void faultAndChange() {
        Signer signer = new Signer()
                .relaxed((field, canonical) -> field.startsWith("Subject") ? canonical.replace(":", ": ") : canonical);
        assertThat(causes(outcome(signer, BODY, message -> message + "footer\r\n")))
                .contains("text was added at the end")
                .contains("kept a blank")
                .doesNotContain("othing was changed");
    }

    @Test
    @DisplayName("what is suspected does not say that a hash fits")
    void suspected() {
        UnaryOperator<String> tool =
                message -> message.replace("Hello", "This is an external email.\r\nHello") + "To unsubscribe, call\r\n";
        assertThat(causes(outcome(new Signer(), BODY, tool)))
                .contains("Suspected: text was added at the end", "Suspected: text or an empty line")
                .doesNotContain("bh= fits");
    }
}
