package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;
import org.signetmail.core.Severity;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What people bring to a signer: it signs, warns or refuses, and says where it is and what to do. */
class SigningCasesTest {

    private static final TestKey KEY = TestKeys.ed25519();

    private static final String HEADER = "From: Ann <ann@example.com>\r\nTo: bob@example.net\r\nSubject: Hi\r\n";

    private static final String X = "x".repeat(1500);

    private static DkimSigner.Builder builder() {
        return DkimSigner.builder("example.com", "s1", SigningKey.of(KEY.privateKey()));
    }

    private static DkimSigningException refusal(DkimSigner.Builder builder, String message) {
        DkimSigner signer = builder.build();
        Message whole = Message.of(Forge.octets(message));
        DkimSigningException refusal = catchThrowableOfType(DkimSigningException.class, () -> signer.sign(whole));
        assertThat(refusal.getMessage()).matches("[ -~]{1,600}");
        DkimSigningException streamed = catchThrowableOfType(DkimSigningException.class, () -> {
            DkimSigningSession session = signer.begin(whole.fields());
            whole.writeBodyTo((octets, offset, length) -> {
                for (int i = 0; i < length; i += 5) {
                    session.body(octets, offset + i, Math.min(5, length - i));
                }
            });
            session.finish();
        });
        assertThat(streamed.problem()).isEqualTo(refusal.problem());
        return refusal;
    }

    private static SignatureHeader signed(DkimSigner.Builder builder, String message) {
        byte[] octets = Forge.octets(message);
        SignatureHeader header = builder.build().sign(Message.of(octets));
        assertThat(DkimVerifier.using(Forge.dns(KEY.txt())).verify(Message.of(header.prependTo(octets))))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
        assertThat(header.findings())
                .allSatisfy(finding ->
                        assertThat(finding.message() + finding.remedy()).matches("[ -~]+"));
        return header;
    }

    static Stream<Arguments> refusedLines() {
        return Stream.of(
                Arguments.of(
                        HEADER + "garbage line\r\n\r\nhi\r\n",
                        "line 4 is \"garbage line\"; a header field has a name and a colon"),
                Arguments.of(HEADER + "hello there\r\n", "the empty line before it is missing"),
                Arguments.of(
                        "From ann@example.com Tue Nov 25\r\n" + HEADER + "\r\nhi\r\n",
                        "line 1 is \"From ann@example.com Tue Nov 25\"; such a line is of an mbox file"),
                Arguments.of(
                        HEADER + "From ann@example.com Tue Nov 25 10:00:00\r\n\r\n",
                        "line 4 is \"From ann@example.com"),
                Arguments.of(">From ann@example.com Tue\r\n" + HEADER + "\r\n", "of an mbox file"),
                Arguments.of("From ann@example.com Tue\n" + HEADER + "\r\n", "line 1 is \"From ann@example.com Tue\";"),
                Arguments.of(
                        "\u00ef\u00bb\u00bf" + HEADER + "\r\nhi\r\n",
                        "line 1 is \"\\239\\187\\191From: Ann <ann@example.com>\"; it begins with a byte order mark"),
                Arguments.of(" Subject: x\r\n" + HEADER + "\r\nhi\r\n", "line 1 is \" Subject: x\"; white space"),
                Arguments.of(HEADER + "X Mailer: y\r\n\r\nhi\r\n", "line 4 is \"X Mailer: y\"; what stands before"),
                Arguments.of(HEADER + ": y\r\n\r\nhi\r\n", "no name of a field"),
                Arguments.of(HEADER + "M\u00fcll: y\r\n\r\nhi\r\n", "line 4 is \"M\\252ll: y\""),
                Arguments.of("A: 1\r\n 2\r\n\t3\r\n" + HEADER + "oops\r\n x\r\n\r\n", "line 7 is \"oops\";"),
                Arguments.of(HEADER + "y".repeat(5000) + "\r\n\r\n", "yyy...\"; a header"),
                Arguments.of("HTTP/1.1 200 OK\r\n" + HEADER + "\r\n", "line 1 is \"HTTP/1.1 200 OK\""),
                Arguments.of(HEADER + "Sub\u0000ject: x\r\n\r\n", "line 4 is \"Sub\\000ject: x\""));
    }

    @ParameterizedTest
    @MethodSource("refusedLines")
    @DisplayName("RFC 5322 §2.2, sign-bad-line: a line that is no field is shown, with its number")
    void badLine(String message, String said) {
        for (LineEndPolicy policy : List.of(LineEndPolicy.REJECT, LineEndPolicy.AS_IS)) {
            assertThat(refusal(builder().lineEnds(policy), message))
                    .hasMessageContaining(said)
                    .extracting(DkimSigningException::problem)
                    .isEqualTo(DkimSigningProblem.HEADER);
        }
    }

    static Stream<Arguments> loneLineEnds() {
        return Stream.of(
                Arguments.of(
                        (HEADER + "\r\nhi\r\n").replace("\r\n", "\n"),
                        "line 1 has an LF without a CR before it: \"From: Ann <ann@example.com>\\010To: bob@"),
                Arguments.of(HEADER + "\r\nhi\nthere\r\n", "line 5 has an LF without a CR before it: \"hi\\010there\""),
                Arguments.of(
                        HEADER + "\r\n1\r\n2\rthree\r\n", "line 6 has a CR without an LF behind it: \"2\\013three\""),
                Arguments.of(HEADER + "\r\nhi\r\r\n", "line 5 has a CR without an LF behind it: \"hi\\013\""),
                Arguments.of(HEADER + "\r\nhi\r", "line 5 has a CR without an LF behind it;"),
                Arguments.of(
                        HEADER + "X: a\n b\r\n\r\nhi\r\n", "line 4 has an LF without a CR before it: \"X: a\\010 b\""),
                Arguments.of(HEADER + "X: a\r\r\n\r\nhi\r\n", "line 4 has a CR without an LF behind it"),
                Arguments.of(HEADER + "\r\n\nhi\r\n", "line 5 has an LF"),
                Arguments.of(HEADER + "\r\n" + X + "\n" + X, "xxx\\010xxx"));
    }

    @ParameterizedTest
    @MethodSource("loneLineEnds")
    @DisplayName("RFC 6376 §5.3: a lone CR or LF is shown, with the number of its line and the way out")
    void loneLineEnd(String message, String said) {
        assertThat(refusal(builder(), message))
                .hasMessageContaining(said)
                .hasMessageContaining("LineEndPolicy.NORMALIZE")
                .extracting(DkimSigningException::problem)
                .isEqualTo(DkimSigningProblem.LINE_ENDS);
        assertThat(signed(builder().lineEnds(LineEndPolicy.NORMALIZE), message).findings())
                .extracting(Finding::code)
                .isSubsetOf("dkim-long-line");
        assertThat(signed(builder().lineEnds(LineEndPolicy.AS_IS), asWritten(message))
                        .findings())
                .anySatisfy(finding -> {
                    assertThat(finding.code()).isEqualTo("dkim-lone-line-end");
                    assertThat(finding.section()).isEqualTo("RFC 6376 \u00A75.3");
                    assertThat(finding.remedy()).contains("LineEndPolicy.NORMALIZE");
                });
    }

    /** A message of LF alone has no From field for who does not fix it. */
    private static String asWritten(String message) {
        return message.contains("\r") ? message : HEADER + "\r\na\nb";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i=     | Ann <ann@example.com>\\r\\nX: y | not an address in example.com: Ann <ann@example.com>\\013\\010X: y; i= is
            d=     | localhost          | two labels at least
            d=     | ann@example.com    | no address and no URL
            d=     | 192.0.2.1          | 192.0.2.1 ends in a number, as an IP address does
            s=     | a b                | not a selector: a b; s= is the part
            field  | Received           | servers on the way change it
            field  | Subject:           | without its colon
            unsigned | Content-*        | Content-*; it is the name of a header field, without its colon and without an asterisk
            always | DKIM-Signature     | DKIM-Signature; others may put theirs on top
            always | X-*                | without an asterisk
            field  | X-\\r\\nY            | not a field to sign: X-\\013\\010Y
            """)
    @DisplayName("what a builder refuses is named, on one line, with what belongs there")
    void settings(String what, String value, String said) {
        String given = value.translateEscapes();
        SigningKey key = SigningKey.of(KEY.privateKey());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    switch (what) {
                        case "i=" -> builder().identity(given);
                        case "d=" -> DkimSigner.builder(given, "s1", key);
                        case "s=" -> DkimSigner.builder("example.com", given, key);
                        case "unsigned" -> builder().unsignedFields(List.of(given));
                        case "always" -> builder().alwaysOversigned(List.of(given));
                        default -> builder().signedFields(List.of(given));
                    }
                })
                .withMessageContaining(said)
                .withMessageMatching("[ -~]+");
    }

    @Test
    @SuppressWarnings("NullOptional") // On purpose.
    @DisplayName("a key that tells null is named when the signer is made")
    void nullsOfKeys() {
        Remote noAlgorithm = new Remote(null, data -> data, Optional.empty());
        assertThatNullPointerException()
                .isThrownBy(() -> DkimSigner.builder("example.com", "s1", noAlgorithm))
                .withMessage("key.algorithm()");
        DkimSigner.Builder noHalf =
                DkimSigner.builder("example.com", "s1", new Remote(DkimAlgorithm.RSA_SHA256, data -> data, null));
        assertThatNullPointerException().isThrownBy(noHalf::build).withMessage("key.publicKey()");
        DkimSigner.Builder otherHalf = DkimSigner.builder(
                "example.com", "s1", new Remote(DkimAlgorithm.RSA_SHA256, data -> data, Optional.of(KEY.publicKey())));
        assertThatIllegalArgumentException()
                .isThrownBy(otherHalf::build)
                .withMessage("the key says that it signs with rsa-sha256, and its public half is of Ed25519");
    }

    static Stream<Arguments> doubtful() {
        return Stream.of(
                Arguments.of(HEADER + "\r\nhi\r\n", "", ""),
                Arguments.of(HEADER + "\r\n" + "x".repeat(998) + "\r\n", "", ""),
                Arguments.of(
                        HEADER + "\r\n" + "x".repeat(999) + "\r\n", "dkim-long-line", "Line 5 of the message has 999"),
                Arguments.of(HEADER + "\r\n" + X, "dkim-long-line", "Line 5 of the message has 1500 octets, and"),
                Arguments.of(
                        HEADER + "\r\na\r\n" + X + "\r\n" + X + "\r\n", "dkim-long-line", "Line 6 of the message has"),
                Arguments.of(HEADER + "\r\na\r\n" + X + "\r\nb\r\n" + X, "dkim-long-line", "(2 lines have more)"),
                Arguments.of(
                        "X: " + X + "\r\n" + HEADER + "\r\nhi\r\n", "dkim-long-line", "Line 1 of the message has 1503"),
                Arguments.of(
                        "X: a\r\n " + X + "\r\n" + HEADER + "\r\n", "dkim-long-line", "Line 2 of the message has 1501"),
                Arguments.of(
                        HEADER + "\r\na\r\nb \u00fc c\r\n",
                        "dkim-eight-bit-body",
                        "Line 6 of the message, in its body"),
                Arguments.of(HEADER + "\r\na\r\nb \u00c3\u00bc c\r\n", "dkim-eight-bit-body", "\"b \\195\\188 c\""),
                Arguments.of(HEADER + "\r\n\u00ff", "dkim-eight-bit-body", "Line 5 of the message"),
                Arguments.of(
                        "X: \u00fc\r\n" + HEADER + "\r\nhi\r\n",
                        "dkim-eight-bit-header",
                        "Line 1 of the message, in its header"),
                Arguments.of(
                        "From: M\u00fcller <a@example.com>\r\n\r\nhi\r\n",
                        "dkim-eight-bit-header",
                        "\"From: M\\252ller <a@example.com>\""),
                Arguments.of(
                        "X: \u00fc\r\n" + HEADER + "\r\n" + X + "\r\n\u00fc",
                        "dkim-long-line dkim-eight-bit-header dkim-eight-bit-body",
                        "Line 6 of the message"));
    }

    @ParameterizedTest
    @MethodSource("doubtful")
    @DisplayName("RFC 5322 §2.1.1, RFC 6376 §5.3, sign-long-line, sign-8bit: signed with a finding, refused on request")
    void findings(String message, String codes, String said) {
        SignatureHeader header = signed(builder(), message);
        assertThat(String.join(
                        " ", header.findings().stream().map(Finding::code).toList()))
                .isEqualTo(codes);
        assertThat(header.findings()).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.section())
                    .isEqualTo(finding.code().equals("dkim-long-line") ? "RFC 5322 §2.1.1" : "RFC 6376 §5.3");
            assertThat(finding.remedy()).isNotEmpty();
        });
        assertThat(header.findings().toString()).contains(said);
        if (codes.contains("long")) {
            assertThat(refusal(builder().refuseLongLines(true), message))
                    .hasMessageContaining(" octets, and a line has 998 at most")
                    .hasMessageContaining("before signing")
                    .extracting(DkimSigningException::problem)
                    .isEqualTo(DkimSigningProblem.LONG_LINE);
        } else {
            signed(builder().refuseLongLines(true), message);
        }
        if (codes.contains("eight")) {
            assertThat(refusal(builder().refuseEightBit(true), message))
                    .hasMessageContaining("has octets beyond ASCII: \"")
                    .extracting(DkimSigningException::problem)
                    .isEqualTo(DkimSigningProblem.EIGHT_BIT);
        } else {
            signed(builder().refuseEightBit(true), message);
        }
    }

    @Test
    @DisplayName("one signer that refuses is enough; a message that goes unsigned has one finding, which says so")
    void amongOthers() {
        byte[] message = Forge.octets(HEADER + "\r\n\u00fc\r\n");
        DkimSigners signers =
                DkimSigners.of(builder().build(), builder().refuseEightBit(true).build());
        assertThat(catchThrowableOfType(DkimSigningException.class, () -> signers.sign(Message.of(message)))
                        .problem())
                .isEqualTo(DkimSigningProblem.EIGHT_BIT);
        DkimSigners others = DkimSigners.byAuthorDomain(
                List.of(DkimSigner.builder("example.org", "s1", SigningKey.of(KEY.privateKey()))
                        .refuseEightBit(true)
                        .build()),
                NoSignerPolicy.PASS_THROUGH);
        assertThat(others.sign(Message.of(message)).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("dkim-no-signer");
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.message())
                    .endsWith(
                            "there is no signer for it. The author domain is example.com. No signer is of it, or of a domain above it.");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Date: Tue, 25 Nov 2025 10:00:00 +0000",
                "Message-ID: <1@relay.example>",
                "To: undisclosed-recipients:;",
                "MIME-Version: 1.0",
                "MIME-Version: 1.0\r\nContent-Transfer-Encoding: 7bit",
                "Sender: ann@example.com"
            })
    @DisplayName("RFC 6409 §8, sign-no-date: a server adds what is missing, and the signature survives")
    void missingField(String added) {
        byte[] message = Forge.octets("From: ann@example.com\r\nSubject: Hi\r\n\r\nhi\r\n");
        byte[] sent = builder().build().sign(Message.of(message)).prependTo(message);
        assertThat(verified(added + "\r\n" + Forge.text(sent))).isEqualTo(DkimResult.PASS);
    }

    @ParameterizedTest
    @CsvSource({"Date, Message-ID", "date, MESSAGE-ID", "Message-ID, Date"})
    @DisplayName("RFC 6376 §5.4, sign-exclude-date: one call leaves fields out, and they may be replaced")
    void excluded(String first, String second) {
        String mail = HEADER + "Date: a\r\nMessage-ID: <1@example.com>\r\n\r\nhi\r\n";
        byte[] message = Forge.octets(mail);
        byte[] sent = builder()
                .unsignedFields(List.of(first, second))
                .build()
                .sign(Message.of(message))
                .prependTo(message);
        assertThat(verified(Forge.text(sent).replace("Date: a", "Date: b").replace("<1@", "<2@")))
                .isEqualTo(DkimResult.PASS);
        assertThat(verified(Forge.text(sent).replace("Subject: Hi", "Subject: Ho")))
                .isEqualTo(DkimResult.FAIL);
    }

    private static DkimResult verified(String message) {
        return DkimVerifier.using(Forge.dns(KEY.txt()))
                .verify(Message.of(Forge.octets(message)))
                .get(0)
                .result();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1023 | false | less than 1024
            1023 | true  | less than 1024
            768  | true  | less than 1024
            1024 | false | shortKey(true)
            2047 | false | shortKey(true)
            1024 | true  |
            2047 | true  |
            2048 | false |
            """)
    @DisplayName("RFC 8301 §3.2, sign-1024: a short key is refused with its length and the way out")
    void shortKey(int bits, boolean allowed, String said) {
        DkimSigner.Builder builder = DkimSigner.builder(
                        "example.com", "s1", SigningKey.of(TestKeys.rsa(bits, 5).privateKey()))
                .shortKey(allowed);
        if (said == null) {
            assertThat(builder.build().algorithm()).isEqualTo(DkimAlgorithm.RSA_SHA256);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessageContaining("an RSA key of " + bits + " bits")
                    .withMessageContaining(said)
                    .withMessageContaining("2048")
                    .withMessageMatching("[ -~]+");
        }
    }

    /** A key whose length nobody tells beforehand. */
    private record Remote(DkimAlgorithm algorithm, UnaryOperator<byte[]> service, Optional<PublicKey> publicKey)
            implements SigningKey {
        @Override
        public byte[] sign(SigningInput input) {
            return service.apply(input.data());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RSA_SHA256     | 128  | 128 octets are of an RSA key of 1024 bits, and RFC 8301 wants 2048; shortKey(true)
            RSA_SHA256     | 127  | 127 octets, and rsa-sha256 makes 256 to 1024
            RSA_SHA256     | 1025 | 1025 octets, and rsa-sha256 makes 256 to 1024
            ED25519_SHA256 | 63   | 63 octets, and ed25519-sha256 makes 64
            """)
    void shortRemoteKey(DkimAlgorithm algorithm, int octets, String said) {
        Remote key = new Remote(algorithm, data -> new byte[octets], Optional.empty());
        assertThat(refusal(DkimSigner.builder("example.com", "s1", key), HEADER + "\r\n"))
                .hasMessageContaining(said)
                .extracting(DkimSigningException::problem)
                .isEqualTo(DkimSigningProblem.WRONG_SIGNATURE);
    }

    @Test
    void wrongRemoteKey() {
        Remote key = new Remote(DkimAlgorithm.ED25519_SHA256, data -> new byte[64], Optional.of(KEY.publicKey()));
        assertThat(refusal(DkimSigner.builder("example.com", "s1", key), HEADER + "\r\n"))
                .hasMessageContaining("its 64 octets do not verify with the public half that the key tells");
        Remote failing = new Remote(
                DkimAlgorithm.ED25519_SHA256,
                data -> {
                    throw new IllegalStateException("503\r\nbusy");
                },
                Optional.empty());
        assertThat(refusal(DkimSigner.builder("example.com", "s1", failing), HEADER + "\r\n"))
                .hasMessage("the key could not sign: it threw IllegalStateException (503\\013\\010busy)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sel._domainkey             | before ._domainkey
            sel._domainkey.example.com | before ._domainkey
            _domainkey.sel             | before ._domainkey
            sel.example.com            | without the domain
            SEL.EXAMPLE.COM.           | without the domain
            """)
    @DisplayName("RFC 6376 §3.6.2.1, sign-selector-domainkey: what would publish a wrong name is refused")
    void selector(String selector, String said) {
        SigningKey key = SigningKey.of(KEY.privateKey());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DkimSigner.builder("example.com", selector, key))
                .withMessageContaining(said)
                .withMessageContaining("would have the key looked up at ");
    }
}
