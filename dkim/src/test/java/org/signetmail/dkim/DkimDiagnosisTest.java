package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What a diagnosis shows, and the hints it gives at well-known kinds of damage. */
class DkimDiagnosisTest {

    private static final TestKey RSA = TestKeys.rsa1024();
    private static final FakeDns DNS = Forge.dns(RSA.txt());

    private static DkimOutcome diagnose(FakeDns dns, byte[] message) {
        List<DkimOutcome> whole = DkimVerifier.using(dns)
                .withOptions(DkimOptions.DEFAULT.withDiagnosis(20))
                .verify(Message.of(message));
        // The same in pieces of one octet.
        Message parsed = Message.of(message);
        DkimSession session = DkimVerifier.using(dns)
                .withOptions(DkimOptions.DEFAULT.withDiagnosis(20))
                .begin(parsed.fields());
        parsed.writeBodyTo((buffer, offset, length) -> {
            for (int i = offset; i < offset + length; i++) {
                session.body(buffer, i, 1);
            }
        });
        assertThat(session.finish()).isEqualTo(whole);
        assertThat(whole).hasSize(1);
        return whole.get(0);
    }

    private static List<String> hints(DkimOutcome outcome) {
        return outcome.diagnosis().orElseThrow().hints().stream()
                .map(hint -> hint.kind().name() + (hint.fields().isEmpty() ? "" : hint.fields()))
                .toList();
    }

    /** Signs with the first body, verifies with the second. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    nothing                     | relaxed/relaxed | a\\r\\n                    | a\\r\\n                     | ``
                    lone LF                     | relaxed/relaxed | a\\r\\nb\\r\\n            | a\\nb\\n                    | LINE_ENDS, HEADER_INTACT
                    lone CR                     | simple/simple   | a\\r\\nb\\r\\n            | a\\rb\\r\\n                 | LINE_ENDS, HEADER_INTACT
                    white space at line ends    | simple/simple   | a  x\\r\\n\\r\\nb\\r\\n   | a  x \\t\\r\\n \\r\\nb\\040   | TRAILING_WHITE_SPACE, HEADER_INTACT
                    hashed as relaxed           | simple/simple   | a b\\r\\n                 | a \\tb\\r\\n                | OTHER_BODY_CANONICALIZATION, HEADER_INTACT
                    a footer                    | relaxed/relaxed | a\\r\\nb\\r\\n            | a\\r\\nb\\r\\n\\r\\n--\\r\\nList | FOOTER, HEADER_INTACT
                    made quoted-printable       | simple/simple   | gr\\374n = x\\r\\nlong\\r\\n | gr=FCn =3D x\\r\\nlo=\\r\\nng\\r\\n | QUOTED_PRINTABLE, HEADER_INTACT
                    an empty body was hashed    | relaxed/relaxed | \\r\\n                     | a\\r\\n                     | EMPTY_BODY_SIGNED, HEADER_INTACT
                    something else              | relaxed/relaxed | a\\r\\n                    | b\\r\\n                     | BODY_UNEXPLAINED, HEADER_INTACT
                    """)
    void bodies(String name, String canonicalization, String sent, String received, String hints) {
        String header = "DKIM-Signature: v=1; a=rsa-sha256; c=" + canonicalization
                + "; d=example.com; s=s1; h=From; bh=@BH@; b=@B@\r\nFrom: bob@example.com\r\n\r\n";
        String signed = Forge.text(Forge.signRaw(header + sent.translateEscapes(), RSA));
        int body = signed.indexOf("\r\n\r\n") + 4;
        DkimOutcome outcome = diagnose(DNS, Forge.octets(signed.substring(0, body) + received.translateEscapes()));
        assertThat(String.join(", ", hints(outcome))).isEqualTo(hints);
    }

    @Test
    @DisplayName("a body that a relay says it converted")
    void converted() {
        byte[] signed = Forge.sign("""
                X-MIME-Autoconverted: from 8bit to quoted-printable by mx.example.net
                DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=QUJD; b=@B@
                From: bob@example.com

                Hi
                """, RSA);
        assertThat(hints(diagnose(DNS, signed))).containsExactly("CONVERTED", "BODY_UNEXPLAINED", "HEADER_INTACT");
    }

    @Test
    @DisplayName("RFC 6376 §3.5 z=: fields that are not what they were")
    void changedFields() {
        byte[] signed = Forge.sign("""
                DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;
                 z=From:=20bob@example.com|Subject:=20Lun
                 ch=20|To:a@example.net|X-Gone:1; h=From:Subject:To:X-Gone; bh=@BH@; b=@B@
                From: bob@example.com
                Subject: Lunch
                To: a@example.net
                X-Gone: 1

                Hi
                """, RSA);
        String changed = Forge.text(signed)
                .replace("\r\nSubject: Lunch", "\r\nSubject: [List] Lunch")
                .replace("X-Gone: 1\r\n", "");
        DkimOutcome outcome = diagnose(DNS, Forge.octets("To: eve@example.net\r\n" + changed));
        assertThat(hints(outcome)).containsExactly("FIELDS_CHANGED[subject, x-gone]", "RIGHT_KEY", "FIELDS_ADDED[to]");
        assertThat(outcome.diagnosis().orElseThrow().hints())
                .element(0)
                .hasToString("Proved: fields differ from the copies in z=: subject, x-gone."
                        + " Look for what changes them between the signer and here.");
        assertThat(outcome.diagnosis().orElseThrow().toString())
                .as("one line for a log")
                .matches("[ -~]+")
                .startsWith("Proved: fields differ ")
                .contains(" and here. ");
    }

    @Test
    @DisplayName("a signature made with another key than the published one")
    void otherKey() {
        byte[] signed = Forge.sign("""
                DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=From; bh=@BH@; b=@B@
                From: bob@example.com

                Hi
                """, TestKeys.rsa(1024, 4));
        assertThat(hints(diagnose(DNS, signed))).containsExactly("OTHER_KEY");
    }

    @Test
    @DisplayName("a header that was hashed under the other canonicalization")
    void otherHeaderCanonicalization() {
        byte[] signed = Forge.sign("""
                DKIM-Signature: c=relaxed; v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@
                From: bob@example.com

                Hi
                """, RSA);
        String claimed = Forge.text(signed).replace("c=relaxed;", "c=simple ;");
        // The tag itself is signed, so this signature is wrong in any case; the hint is about the fields.
        assertThat(hints(diagnose(DNS, Forge.octets(claimed))))
                .containsExactly("RIGHT_KEY", "HEADER_UNEXPLAINED", "FIELDS_PRESENT[from]");
    }

    @Test
    @DisplayName("RFC 6376 §8.15: a field that is named once more than it is there is not called absent")
    void oversigned() {
        byte[] signed = Forge.sign("""
                DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;
                 h=From:From:Subject:Subject:Reply-To:To; bh=@BH@; b=@B@
                From: bob@example.com
                Subject: Lunch
                To: a@example.net

                Hi
                """, RSA);
        String changed = Forge.text(signed).replace("Lunch", "Quite another thing");
        assertThat(hints(diagnose(DNS, Forge.octets(changed))))
                .contains(
                        "FIELDS_PRESENT[from, subject, to]",
                        "FIELDS_ABSENT[reply-to]",
                        "FIELDS_OVERSIGNED[from, subject]");
    }

    @Test
    @DisplayName("the octets that were signed, and as much of the body as was asked for")
    void canonicalForms() {
        byte[] signed = Forge.sign("""
                DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=From; bh=@BH@; b=@B@
                FROM:  bob@example.com

                A  body of more than twenty octets.
                """, RSA);
        DkimDiagnosis diagnosis = diagnose(DNS, signed).diagnosis().orElseThrow();
        assertThat(diagnosis.canonicalHeader())
                .startsWith("from:bob@example.com\r\ndkim-signature:v=1; a=rsa-sha256; c=relaxed/relaxed;")
                .endsWith("=; b=");
        assertThat(diagnosis.canonicalBody()).isEqualTo("A body of more than ");
        assertThat(diagnosis.canonicalHeader()).contains("bh=" + diagnosis.bodyHash());
        assertThat(diagnosis.hints()).isEmpty();
        assertThat(DkimVerifier.using(DNS).verify(Message.of(signed)))
                .extracting(outcome -> outcome.diagnosis().isPresent())
                .containsExactly(false);
        assertThatIllegalArgumentException().isThrownBy(() -> DkimOptions.DEFAULT.withDiagnosis(-1));
    }
}
