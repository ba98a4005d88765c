package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Header and body, rule by rule: what may happen to a message after signing, and what may not. */
class MessageRulesTest {

    private static final TestKey KEY = TestKeys.rsa1024();
    private static final FakeDns DNS = Forge.dns(KEY.txt());

    /** Signs the first message and verifies the second one with the signature of the first. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    rule 16: instances are taken bottom-up          | relaxed/relaxed | From:X:X     | From: b@example.com\\r\\nX: 1\\r\\nX: 2\\r\\n\\r\\nHi | X: 0\\r\\nFrom: b@example.com\\r\\nX: 1\\r\\nX: 2\\r\\n\\r\\nHi | pass
                    rule 16: an instance added below                | relaxed/relaxed | From:X       | From: b@example.com\\r\\nX: 1\\r\\n\\r\\nHi | From: b@example.com\\r\\nX: 1\\r\\nX: 2\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 16: one added above, oversigned            | relaxed/relaxed | From:X:X     | From: b@example.com\\r\\nX: 1\\r\\n\\r\\nHi | X: 0\\r\\nFrom: b@example.com\\r\\nX: 1\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 16: two instances swapped                  | relaxed/relaxed | From:X:X     | From: b@example.com\\r\\nX: 1\\r\\nX: 2\\r\\n\\r\\nHi | From: b@example.com\\r\\nX: 2\\r\\nX: 1\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 17: a missing field added                  | relaxed/relaxed | From:Subject | From: b@example.com\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: x\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 17: a signed field removed                 | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: x\\r\\n\\r\\nHi | From: b@example.com\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 20: name case and white space, relaxed     | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: a b\\r\\n\\r\\nHi | FROM: b@example.com\\r\\nSuBjEcT:\\t a \\t\\r\\n b \\r\\n\\r\\nHi | pass
                    rule 20: VT is no white space                   | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: a b\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: a\\013b\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 20: VT stays at the end of a value         | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: ab\\013\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: ab\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 20: FF and NBSP are signed as they are     | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: \\014a\\240\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject:\\014a\\240 \\r\\n\\r\\nHi | pass
                    rule 20: NBSP is no white space                 | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: a\\240\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: a\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 21: fold right after the colon             | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: text\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject:\\r\\n\\ttext\\r\\n\\r\\nHi | pass
                    rule 21: blank value                            | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject:\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject:  \\t\\r\\n\\r\\nHi | pass
                    rule 21: a continuation line of blanks only     | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: a b\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: a\\r\\n  \\r\\n b\\r\\n \\r\\n\\r\\nHi | pass
                    rule 21: white space before the colon           | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: a\\r\\n\\r\\nHi | From : b@example.com\\r\\nSubject\\t: a\\r\\n\\r\\nHi | pass
                    rule 22: simple keeps missing space and case    | simple/simple   | From:Subject | From:b@example.com\\r\\nsubject:a \\t\\r\\n\\r\\nHi | From:b@example.com\\r\\nsubject:a \\t\\r\\n\\r\\nHi | pass
                    rule 22: simple, white space before the colon   | simple/simple   | From:Subject | From : b@example.com\\r\\nSubject: a\\r\\n\\r\\nHi | From : b@example.com\\r\\nSubject: a\\r\\n\\r\\nHi | pass
                    rule 22: simple, trailing space removed         | simple/simple   | From:Subject | From: b@example.com\\r\\nSubject: a \\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: a\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 22: simple, other name case                | simple/simple   | From:Subject | From: b@example.com\\r\\nSubject: a\\r\\n\\r\\nHi | From: b@example.com\\r\\nsubject: a\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 22: simple, refolded                       | simple/simple   | From:Subject | From: b@example.com\\r\\nSubject: a b\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: a\\r\\n b\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 23: raw Latin-1                            | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: gr\\374n \\337\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: gr\\374n \\337\\r\\n\\r\\nHi | pass
                    rule 23: raw Latin-1, one octet changed         | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: gr\\374n\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: gr\\375n\\r\\n\\r\\nHi | SIGNATURE_MISMATCH
                    rule 23: raw UTF-8, simple                      | simple/simple   | From:Subject | From: b@example.com\\r\\nSubject: \\303\\274 \\342\\202\\254\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: \\303\\274 \\342\\202\\254\\r\\n\\r\\nHi | pass
                    rule 23: NUL in a header                        | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: a\\0b\\r\\n\\r\\nHi | From: b@example.com\\r\\nSubject: a\\0b\\r\\n\\r\\nHi | pass
                    rule 25: a second Subject above still passes    | relaxed/relaxed | From:Subject | From: b@example.com\\r\\nSubject: a\\r\\n\\r\\nHi | Subject: evil\\r\\nFrom: b@example.com\\r\\nSubject: a\\r\\n\\r\\nHi | pass
                    rule 26: no body at all, simple                 | simple/simple   | From         | From: b@example.com\\r\\n\\r\\n | From: b@example.com\\r\\n\\r\\n\\r\\n\\r\\n | pass
                    rule 27: blank body, relaxed                    | relaxed/relaxed | From         | From: b@example.com\\r\\n\\r\\n | From: b@example.com\\r\\n\\r\\n \\t\\r\\n\\r\\n  | pass
                    rule 27: message without an empty line          | relaxed/relaxed | From         | From: b@example.com\\r\\n\\r\\n | From: b@example.com\\r\\n | pass
                    rule 28: final CRLF missing                     | simple/simple   | From         | From: b@example.com\\r\\n\\r\\nHi\\r\\n | From: b@example.com\\r\\n\\r\\nHi | pass
                    rule 28: trailing empty lines                   | simple/simple   | From         | From: b@example.com\\r\\n\\r\\nHi | From: b@example.com\\r\\n\\r\\nHi\\r\\n\\r\\n\\r\\n | pass
                    rule 28: interior blank line removed            | relaxed/relaxed | From         | From: b@example.com\\r\\n\\r\\na\\r\\n\\r\\nb | From: b@example.com\\r\\n\\r\\na\\r\\nb | BODY_HASH_MISMATCH
                    rule 28: leading white space, relaxed           | relaxed/relaxed | From         | From: b@example.com\\r\\n\\r\\n a | From: b@example.com\\r\\n\\r\\n\\t  a | pass
                    rule 28: leading white space removed            | relaxed/relaxed | From         | From: b@example.com\\r\\n\\r\\n a | From: b@example.com\\r\\n\\r\\na | BODY_HASH_MISMATCH
                    rule 28: white space on an unterminated line    | relaxed/relaxed | From         | From: b@example.com\\r\\n\\r\\na\\r\\n | From: b@example.com\\r\\n\\r\\na \\t | pass
                    rule 28: white space on an unterminated line, simple | simple/simple | From      | From: b@example.com\\r\\n\\r\\na\\r\\n | From: b@example.com\\r\\n\\r\\na\\040 | BODY_HASH_MISMATCH
                    rule 30: lone LF is hashed as received          | relaxed/relaxed | From         | From: b@example.com\\r\\n\\r\\na\\nb | From: b@example.com\\r\\n\\r\\na\\nb | pass
                    rule 30: lone LF is no CRLF                     | relaxed/relaxed | From         | From: b@example.com\\r\\n\\r\\na\\nb | From: b@example.com\\r\\n\\r\\na\\r\\nb | BODY_HASH_MISMATCH
                    rule 30: lone CR is hashed as received          | simple/simple   | From         | From: b@example.com\\r\\n\\r\\na\\rb\\r | From: b@example.com\\r\\n\\r\\na\\rb\\r | pass
                    rule 31: no dot-stuffing                        | simple/simple   | From         | From: b@example.com\\r\\n\\r\\n.a\\r\\n..b | From: b@example.com\\r\\n\\r\\n.a\\r\\n..b | pass
                    rule 31: 8-bit and NUL octets in the body       | relaxed/relaxed | From         | From: b@example.com\\r\\n\\r\\n\\0\\377 \\240\\r\\n | From: b@example.com\\r\\n\\r\\n\\0\\377  \\240\\r\\n | pass
                    """)
    void onTheWay(String rule, String canonicalization, String names, String sent, String received, String expected) {
        String tags = "v=1; a=rsa-sha256; c=" + canonicalization + "; d=example.com; s=s1; h=" + names
                + "; bh=@BH@; b=@B@\r\n";
        byte[] signed = Forge.signRaw("DKIM-Signature: " + tags + sent.translateEscapes(), KEY);
        String field = Forge.text(signed);
        field = field.substring(0, field.indexOf("\r\n") + 2);
        byte[] arrived = Forge.octets(field + received.translateEscapes());
        assertThat(verdicts(arrived)).containsExactly(expected);
    }

    private static List<String> verdicts(byte[] message) {
        return verify(message).stream()
                .map(outcome -> outcome.problem().map(Enum::name).orElse("pass"))
                .toList();
    }

    private static List<DkimOutcome> verify(byte[] message) {
        return DkimVerifier.using(DNS).verify(Message.of(message));
    }

    private static String field(String more) {
        return "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; " + more + "\n";
    }

    @ParameterizedTest
    @EnumSource(Canonicalization.class)
    @DisplayName("rules 26 and 27: the hashes of an empty body")
    void emptyBody(Canonicalization canonicalization) {
        byte[] signed = Forge.sign(
                "DKIM-Signature: v=1; a=rsa-sha256; c=simple/" + canonicalization.keyword()
                        + "; d=example.com; s=s1; h=From; bh="
                        + (canonicalization == Canonicalization.SIMPLE
                                ? "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="
                                : "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
                        + "; b=@B@\nFrom: bob@example.com\n\n",
                KEY);
        assertThat(verdicts(signed)).containsExactly("pass");
    }

    @ParameterizedTest
    @EnumSource(Canonicalization.class)
    @DisplayName("rules 26 and 27: the SHA-1 hashes of an empty body")
    void emptyBodySha1(Canonicalization canonicalization) {
        byte[] signed = Forge.sign(
                "DKIM-Signature: v=1; a=rsa-sha1; c=simple/" + canonicalization.keyword()
                        + "; d=example.com; s=s1; h=From; bh="
                        + (canonicalization == Canonicalization.SIMPLE
                                ? "uoq1oCgLlTqpdDX/iUbLy7J1Wic="
                                : "2jmj7l5rSw0yVb/vlWAYkK/YBwk=")
                        + "; b=@B@\nFrom: bob@example.com\n\n",
                KEY);
        assertThat(DkimVerifier.using(DNS)
                        .withOptions(DkimOptions.DEFAULT.withPolicy(DkimPolicy.forensic()))
                        .verify(Message.of(signed)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
    }

    @Test
    @DisplayName("rule 18: another signature is signed like any field, and b= is nothing special in it")
    void signatureOverASignature() {
        byte[] signed = Forge.sign(
                field("h=From:DKIM-Signature; bh=@BH@; b=@B@")
                        + field("h=From; bh=@BH@; b=@B@")
                        + "From: bob@example.com\n\nHi\n",
                KEY);
        assertThat(verdicts(signed)).containsExactly("pass", "pass");
        String changed = Forge.text(signed);
        int lower = changed.lastIndexOf("DKIM-Signature");
        int tail = changed.indexOf("\r\n", lower) - 10;
        char other = changed.charAt(tail) == 'A' ? 'B' : 'A';
        assertThat(verdicts(Forge.octets(changed.substring(0, tail) + other + changed.substring(tail + 1))))
                .containsExactly("SIGNATURE_MISMATCH", "SIGNATURE_MISMATCH");
    }

    @Test
    @DisplayName("rule 22: the name of the signature's own field keeps its case under simple")
    void ownFieldInLowerCase() {
        byte[] signed = Forge.sign("""
                dkim-SIGNATURE:v=1; a=rsa-sha256; c=simple/simple; d=example.com; s=s1; h=From; bh=@BH@; b=@B@
                From: bob@example.com

                Hi
                """, KEY);
        assertThat(verdicts(signed)).containsExactly("pass");
    }

    @Test
    @DisplayName("rule 23: long lines and many names")
    void largeHeader() {
        StringBuilder names = new StringBuilder("From");
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 499; i++) {
            names.append(":X-").append(i);
            fields.append("X-").append(i).append(": ").append(i).append('\n');
        }
        byte[] signed = Forge.sign(
                field("h=" + names + "; bh=@BH@; b=@B@") + fields + "X-0: " + "long ".repeat(2500)
                        + "\nFrom: bob@example.com\n\nHi\n",
                KEY);
        assertThat(verdicts(signed)).containsExactly("pass");
    }

    @ParameterizedTest(name = "{0} names in h=")
    @CsvSource({"1000, pass", "1001, SIGNATURE_TOO_LARGE"})
    @DisplayName("rule 23: at most 1000 names in h=")
    void manyNames(int count, String expected) {
        byte[] signed = Forge.sign(
                field("h=From" + ":X".repeat(count - 1) + "; bh=@BH@; b=@B@") + "From: bob@example.com\n\nHi\n", KEY);
        assertThat(verdicts(signed)).containsExactly(expected);
    }

    @ParameterizedTest(name = "{0} tags")
    @CsvSource({"100, pass", "101, SIGNATURE_TOO_LARGE"})
    @DisplayName("hostile: at most 100 tags")
    void manyTags(int count, String expected) {
        StringBuilder tags = new StringBuilder();
        for (int i = 8; i < count; i++) {
            tags.append("x").append(i).append("=;");
        }
        byte[] signed = Forge.sign(field(tags + "h=From; bh=@BH@; b=@B@") + "From: bob@example.com\n\nHi\n", KEY);
        assertThat(verdicts(signed)).containsExactly(expected);
    }

    @Test
    @DisplayName("hostile: a signature field of more than 16 KiB")
    void largeField() {
        byte[] signed = Forge.sign(
                field("n=" + "x".repeat(16 << 10) + "; h=From; bh=@BH@; b=@B@") + "From: bob@example.com\n\nHi\n", KEY);
        assertThat(verdicts(signed)).containsExactly("SIGNATURE_TOO_LARGE");
    }

    @Test
    @DisplayName("rule 24: signatures anywhere in the header, outcomes in message order, equal fields apart")
    void messageOrder() {
        String good = field("h=From:To; bh=@BH@; b=@B@");
        byte[] signed = Forge.sign(
                "From: bob@example.com\n" + field("h=From; bh=QUJD; b=QUJD") + good + field("v=2") + good
                        + "To: alice@example.net\n\nHi\n",
                KEY);
        assertThat(verdicts(signed)).containsExactly("BODY_HASH_MISMATCH", "pass", "SIGNATURE_SYNTAX", "pass");
    }

    @Test
    @DisplayName("rule 25: how many instances are signed and how many there are")
    void coverage() {
        byte[] signed = Forge.sign(
                "Subject: evil\n" + field("h=from:Subject:Date:date; bh=@BH@; b=@B@")
                        + "From: bob@example.com\nSubject: good\nDate: now\n\nHi\n",
                KEY);
        assertThat(verify(signed))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.signedFields())
                        .extracting(SignedField::name, SignedField::signed, SignedField::present)
                        .containsExactly(tuple("from", 1, 1), tuple("subject", 1, 2), tuple("date", 2, 1)));
        DkimPolicy policy = DkimPolicy.DEFAULT.withRequiredFields(Set.of("SUBJECT"));
        assertThat(DkimVerifier.using(DNS)
                        .withOptions(DkimOptions.DEFAULT.withPolicy(policy))
                        .verify(Message.of(signed)))
                .extracting(outcome -> outcome.problem().orElseThrow())
                .containsExactly(DkimProblem.FIELD_NOT_SIGNED);
    }

    @Test
    @DisplayName("a required field that is there and not in h= at all")
    void requiredField() {
        byte[] signed =
                Forge.sign(field("h=from; bh=@BH@; b=@B@") + "From: bob@example.com\nSubject: good\n\nHi\n", KEY);
        DkimVerifier verifier = DkimVerifier.using(DNS);
        assertThat(verifier.withOptions(DkimOptions.DEFAULT.withPolicy(
                                DkimPolicy.DEFAULT.withRequiredFields(Set.of("Subject"))))
                        .verify(Message.of(signed)))
                .extracting(outcome -> outcome.problem().orElseThrow())
                .containsExactly(DkimProblem.FIELD_NOT_SIGNED);
        assertThat(verifier.withOptions(
                                DkimOptions.DEFAULT.withPolicy(DkimPolicy.DEFAULT.withRequiredFields(Set.of("Date"))))
                        .verify(Message.of(signed)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
    }

    @Test
    @DisplayName("rule 29: 100 000 trailing blank lines, and a line of a megabyte")
    void longBodies() {
        String body = "x".repeat(1 << 20) + "\r\n".repeat(100_000);
        UnaryOperator<String> message = text -> "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com;"
                + " s=s1; h=From; bh=@BH@; b=@B@\r\nFrom: bob@example.com\r\n\r\n" + text;
        assertThat(verdicts(Forge.signRaw(message.apply(body), KEY))).containsExactly("pass");
        assertThat(verdicts(Forge.signRaw(message.apply(body + "y"), KEY))).containsExactly("pass");
    }

    @Test
    @DisplayName("rule 30: a file with LF line ends verifies once they are normalized")
    void unixFile() {
        byte[] signed = Forge.sign(field("h=From; bh=@BH@; b=@B@") + "From: bob@example.com\n\nHi\nthere\n", KEY);
        byte[] file = Forge.octets(Forge.text(signed).replace("\r\n", "\n"));
        assertThat(DkimVerifier.using(DNS).verify(Message.of(file, LineEnds.NORMALIZE, MessageLimits.DEFAULT)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
        assertThat(verify(file)).extracting(DkimOutcome::result).doesNotContain(DkimResult.PASS);
    }

    @Test
    @DisplayName("a message over a limit never passes")
    void incompleteMessage() {
        byte[] signed =
                Forge.sign(field("h=From; bh=@BH@; b=@B@") + "From: bob@example.com\nTo: a@example.com\n\nHi\n", KEY);
        Message cut = Message.of(signed, LineEnds.AS_IS, MessageLimits.DEFAULT.withFields(2));
        assertThat(DkimVerifier.using(DNS).verify(cut))
                .extracting(outcome -> outcome.problem().orElseThrow())
                .containsExactly(DkimProblem.MESSAGE_INCOMPLETE);
    }

    @ParameterizedTest
    @DisplayName("RFC 6376 §3.7: what stands behind b= in the signature's own field is signed, too")
    @ValueSource(strings = {"simple/simple", "relaxed/relaxed"})
    void tagsBehindTheSignature(String canonicalization) {
        // Not the first field, so that it does not begin where the octets do.
        String message = "Received: x\nDKIM-Signature: v=1; a=rsa-sha256; c=" + canonicalization
                + "; b=@B@; d=example.com; s=s1;  h=From; bh=@BH@; t=1\nFrom: bob@example.com\n\nHi\n";
        String signed = Forge.text(Forge.sign(message, KEY));
        assertThat(DkimVerifier.using(DNS).verify(Message.of(Forge.octets(signed))))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
        assertThat(signed).contains("; t=1\r\n");
        assertThat(DkimVerifier.using(DNS).verify(Message.of(Forge.octets(signed.replace("; t=1\r\n", "; t=2\r\n")))))
                .extracting(outcome -> outcome.problem().orElseThrow())
                .containsExactly(DkimProblem.SIGNATURE_MISMATCH);
    }

    @ParameterizedTest(name = "{0} octets and {1} fields: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    60 | 9 | NO_SIGNATURE
                    45 | 9 | NO_SIGNATURE
                    44 | 9 | NO_SIGNATURE
                    43 | 9 | MESSAGE_INCOMPLETE
                    30 | 9 | MESSAGE_INCOMPLETE
                    60 | 1 | MESSAGE_INCOMPLETE
                    45 | 1 | MESSAGE_INCOMPLETE
                    """)
    @DisplayName("a message whose header is known whole is called unsigned, over a limit or not")
    void unsignedIncompleteMessage(int octets, int fields, DkimProblem expected) throws IOException {
        Message message = Message.read(
                new ByteArrayInputStream(Forge.octets("From: bob@example.com\r\nTo: a@example.com\r\n\r\nHi")),
                LineEnds.AS_IS,
                MessageLimits.DEFAULT.withFields(fields).withMessageOctets(octets));
        assertThat(DkimVerifier.using(DNS).verify(message))
                .extracting(outcome -> outcome.problem().orElseThrow())
                .containsExactly(expected);
    }
}
