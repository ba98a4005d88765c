package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.MessageProblem;
import org.signetmail.core.TraceField;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** What comes out of the signer verifies, and nothing comes out that should not. */
class DkimSignerTest {

    private static final TestKey RSA = TestKeys.rsa2048();
    private static final TestKey ED25519 = TestKeys.ed25519();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_780_000_000));

    private static final String MAIL = """
            From: Bob <bob@example.com>
            To: alice@example.net
            Subject: Lunch
             on Friday
            Date: Fri, 10 Jul 2026 09:00:00 +0000
            Content-Type: text/plain

            Shall we?

            """;

    private static DkimSigner.Builder builder(TestKey key) {
        return DkimSigner.builder("example.com", "s1", SigningKey.of(key.privateKey()))
                .clock(CLOCK);
    }

    private static List<DkimOutcome> verify(TestKey key, byte[] message) {
        return DkimVerifier.using(Forge.dns(key.txt()))
                .withOptions(DkimOptions.DEFAULT.withClock(CLOCK))
                .verify(Message.of(message));
    }

    @ParameterizedTest(name = "{0} {1}/{2}, {3}")
    @MethodSource("shapes")
    void whatIsSignedVerifies(
            String algorithm, Canonicalization header, Canonicalization body, String shape, String text) {
        TestKey key = algorithm.startsWith("rsa") ? RSA : ED25519;
        byte[] message = Messages.crlfOctets(text);
        DkimSigner signer = builder(key).canonicalization(header, body).build();

        SignatureHeader signature = signer.sign(Message.of(message));

        assertThat(verify(key, signature.prependTo(message))).singleElement().satisfies(outcome -> {
            assertThat(outcome.result())
                    .as("%s%n%s", outcome.reason(), signature)
                    .isEqualTo(DkimResult.PASS);
            assertThat(outcome.algorithm().orElseThrow().keyword()).isEqualTo(algorithm);
        });
        assertThat(signature.toField().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
        assertThat(signature.octets()).asString().endsWith("\r\n").doesNotContain("\n\r\n");
        assertThat(signature.toString())
                .as("one line for a log")
                .matches("[ -~]+")
                .startsWith("DKIM-Signature: v=1; ")
                .doesNotEndWith(" ");
    }

    static Stream<Arguments> shapes() {
        String from = "From: bob@example.com\n";
        List<Arguments> shapes = List.of(
                Arguments.of("plain", MAIL),
                Arguments.of("no body", from + "\n"),
                Arguments.of("no empty line", from),
                Arguments.of("blank body", from + "\n \n\t\n\n"),
                Arguments.of("trailing blanks", from + "\na \t\n  b\t\n\n\n"),
                Arguments.of("no final CRLF", from + "\na"),
                Arguments.of("unterminated white space", from + "\na \t"),
                Arguments.of("folded headers", "Subject:\n a\n\t b\n  \n c \n" + from + "\na\n"),
                Arguments.of("8-bit headers", "Subject: gr\u00fc\u00df \u00a0\n" + from + "\n\u00e4\u0000\n"),
                Arguments.of(
                        "long lines", "Subject: " + "x".repeat(5000) + "\n" + from + "\n" + "y ".repeat(5000) + "\n"),
                Arguments.of("dots", from + "\n.\n..\n.a\n"),
                Arguments.of(
                        "repeated fields",
                        "References: a\nX: 1\nReferences: b\nTo: a@x.example\nTo: b@x.example\n" + from + "\na\n"),
                Arguments.of(
                        "odd names",
                        "Content-A;b: 1\nContent-A|b: 2\ncontent-type : x\nSUBJECT\t:y\n" + from + "\na\n"));
        return Stream.of("rsa-sha256", "ed25519-sha256")
                .flatMap(algorithm -> Stream.of(Canonicalization.values())
                        .flatMap(header -> Stream.of(Canonicalization.values())
                                .flatMap(body -> shapes.stream()
                                        .map(shape -> Arguments.of(
                                                algorithm, header, body, shape.get()[0], shape.get()[1])))));
    }

    @Test
    @DisplayName("RFC 6376 §3.5: the tags come in one order, folded at 78 octets")
    void layout() {
        SignatureHeader header = builder(ED25519)
                .identity("bob@mail.example.com")
                .validity(Duration.ofDays(7))
                .queryMethod(true)
                .build()
                .sign(Message.of(Messages.crlf(MAIL)));
        assertThat(header.fields()).singleElement().asString().isEqualToNormalizingNewlines("""
                DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.com; s=s1;
                 i=bob@mail.example.com; q=dns/txt; t=1780000000; x=1780604800; h=from:from:
                 to:to:subject:subject:date:date:reply-to:content-type:content-type;
                 bh=nTV3mKmjhe2y90ESLazu5JstjmvrNGxhVif18HMQBOs=; b=%s
                """.formatted(
                        signatureOf(header)));
    }

    private static String signatureOf(SignatureHeader header) {
        String text = header.toField();
        return text.substring(text.indexOf("; b=") + 4, text.length() - 2);
    }

    @Test
    @DisplayName("RFC 6376 §5.4, §8.15: what is signed, and of what none can be added")
    void fields() {
        String mail = """
                Received: x
                Bcc: secret@example.net
                X-Mailer: m
                Sender: s@example.com
                Message-ID: <1@example.com>
                Content-Type: text/plain
                Content-Language: de
                List-Unsubscribe: <https://example.com>
                List-Unsubscribe-Post: List-Unsubscribe=One-Click
                DKIM-Signature: v=1
                """ + MAIL;
        assertThat(namesOf(builder(RSA), mail))
                .isEqualTo("from:from:sender:sender:to:to:subject:subject:date:date:message-id:message-id:reply-to:"
                        + "content-type:content-type:content-type:content-language:list-unsubscribe:"
                        + "list-unsubscribe:list-unsubscribe-post:list-unsubscribe-post");
        assertThat(namesOf(
                        builder(RSA).signedFields(List.of("X-*", "Sender")).alwaysOversigned(List.of("List-Id")), mail))
                .isEqualTo("from:from:x-mailer:sender:sender:list-id");
        assertThat(namesOf(
                        builder(RSA).signedFields(List.of("DKIM-Signature")).alwaysOversigned(List.of("From")), mail))
                .isEqualTo("from:from:dkim-signature");
    }

    private static String namesOf(DkimSigner.Builder builder, String mail) {
        byte[] message = Messages.crlf(mail);
        byte[] signed = builder.build().sign(Message.of(message)).prependTo(message);
        return String.join(":", verify(RSA, signed).get(0).signature().names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: x",
                "From: eve@example.com",
                "To: x@example.org",
                "Date: x",
                "Reply-To: x@example.org",
                "Content-Type: text/html"
            })
    @DisplayName("RFC 6376 §8.15: a field added above breaks the signature")
    void addedField(String added) {
        byte[] message = Messages.crlf(MAIL);
        byte[] signed = builder(RSA).build().sign(Message.of(message)).prependTo(message);
        assertThat(verify(RSA, Forge.octets(added + "\r\n" + Forge.text(signed))))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.FAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sender: s@example.com",
                "Cc: x@example.org",
                "Message-ID: <1@relay.example>",
                "MIME-Version: 1.0",
                "MIME-Version: 1.0\r\nContent-Transfer-Encoding: 7bit",
                "List-Id: <list.example.org>",
                "In-Reply-To: <0@example.com>"
            })
    @DisplayName("RFC 6409 §8: a field that was missing and is added by a server breaks nothing")
    void missingFieldAdded(String added) {
        assertThat(withOnTop(builder(RSA), MAIL, added)).isEqualTo(DkimResult.PASS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Date: Fri, 10 Jul 2026 09:00:00 +0000",
                "To: undisclosed-recipients:;",
                "Content-Type: text/plain"
            })
    @DisplayName("RFC 6409 §8: so does what nearly every message has already")
    void usualFieldAdded(String added) {
        String bare = "From: bob@example.com\nSubject: x\n\nHi\n";
        assertThat(withOnTop(builder(RSA), bare, added)).isEqualTo(DkimResult.PASS);
        assertThat(withOnTop(builder(RSA), added + "\n" + bare, added)).isEqualTo(DkimResult.FAIL);
        assertThat(withOnTop(builder(RSA), bare, "Subject: y")).isEqualTo(DkimResult.FAIL);
    }

    private static DkimResult withOnTop(DkimSigner.Builder builder, String mail, String added) {
        byte[] message = Messages.crlf(mail);
        byte[] signed = builder.build().sign(Message.of(message)).prependTo(message);
        return verify(RSA, Forge.octets(added + "\r\n" + Forge.text(signed)))
                .get(0)
                .result();
    }

    @Test
    @DisplayName("a field taken out is out of all three lists; one put into a list of oversigned fields is signed")
    void ownFields() {
        assertThat(namesOf(builder(RSA).signedFields(List.of("To")), MAIL)).isEqualTo("from:from:to:to");
        assertThat(namesOf(builder(RSA).unsignedFields(List.of("Date", "Message-ID", "subject")), MAIL))
                .isEqualTo("from:from:to:to:reply-to:content-type:content-type");
        assertThat(namesOf(
                        builder(RSA)
                                .oversignedWhenPresent(List.of("List-Id", "X-A"))
                                .signedFields(List.of("From")),
                        "X-A: 1\n" + MAIL))
                .isEqualTo("from:from:x-a:x-a");
        assertThat(namesOf(builder(RSA).signedFields(List.of("c*")).unsignedFields(List.of("Content-Type")), MAIL))
                .isEqualTo("from:from");
        assertThat(namesOf(
                        builder(RSA)
                                .alwaysOversigned(List.of())
                                .oversignedWhenPresent(List.of())
                                .signedFields(List.of("Subject")),
                        MAIL))
                .isEqualTo("from:from:subject");
        assertThat(namesOf(
                        builder(RSA)
                                .signedFields(List.of("*"))
                                .unsignedFields(List.of("Received", "DKIM-Signature", "Subject", "Date", "Message-ID")),
                        "Received: x\nDKIM-Signature: x\n" + MAIL))
                .isEqualTo("from:from:to:to:content-type:content-type:reply-to");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(RSA).unsignedFields(List.of("from")).build())
                .withMessageContaining("From is always signed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(RSA)
                        .alwaysOversigned(List.of("Date"))
                        .unsignedFields(List.of("date"))
                        .build())
                .withMessageContaining("date");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            example.com                | sel._domainkey              | before ._domainkey
            example.com                | sel._domainkey.example.com. | before ._domainkey
            example.com                | SEL._DomainKey              | before ._domainkey
            example.com                | _domainkey                  | before ._domainkey
            example.com                | sel.example.com             | without the domain
            example.com                | example.com                 | without the domain
            example.com                | a b                         | not a selector
            sel._domainkey.example.com | sel                         | not the name of its key
            bob@example.com            | sel                         | no address and no URL
            https://example.com        | sel                         | no address and no URL
            """)
    @DisplayName("RFC 6376 §3.6.2.1: what would have the key looked up at a wrong name is refused")
    void wrongNames(String domain, String selector, String why) {
        SigningKey key = SigningKey.of(ED25519.privateKey());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DkimSigner.builder(domain, selector, key))
                .withMessageContaining(why);
    }

    @Test
    void signersSayWhoTheyAre() {
        DkimSigner signer = builder(RSA).build();
        assertThat(signer.domain()).hasToString("example.com");
        assertThat(signer.selector()).hasToString("s1");
        assertThat(signer.algorithm()).isEqualTo(DkimAlgorithm.RSA_SHA256);
        assertThat(DkimSigners.of(List.of(signer, builder(ED25519).build())))
                .hasToString("DkimSigners[DkimSigner[d=example.com; s=s1; a=rsa-sha256], "
                        + "DkimSigner[d=example.com; s=s1; a=ed25519-sha256]]");
        assertThatIllegalArgumentException().isThrownBy(() -> DkimSigners.of(List.of()));
    }

    @Test
    @DisplayName("RFC 6376 §3.5 z=: the signed fields are copied, and the copies are the fields")
    void copies() {
        byte[] message = Messages.crlfOctets("Subject: a|b;c=d\n\te \u00fc\nFrom: bob@example.com\n\nHi\n");
        SignatureHeader header = builder(RSA).copiedFields(true).build().sign(Message.of(message));
        assertThat(unfolded(header.toField()))
                .contains("z=From:=20bob@example.com|Subject:=20a=7Cb=3Bc=3Dd=0D=0A=09e=20=FC;");
        assertThat(verify(RSA, header.prependTo(message)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
    }

    private static String unfolded(String field) {
        return field.replace("\r\n ", "");
    }

    @Test
    @DisplayName("RFC 6376 §8.2: l= only where it is asked for by its name")
    void bodyLength() {
        byte[] message = Messages.crlf(MAIL);
        assertThat(builder(RSA).build().sign(Message.of(message)).toField()).doesNotContain(" l=");
        byte[] signed = builder(RSA)
                .unsafeBodyLength(true)
                .build()
                .sign(Message.of(message))
                .prependTo(message);
        assertThat(verify(RSA, signed)).singleElement().satisfies(outcome -> {
            assertThat(outcome.result()).isEqualTo(DkimResult.PASS);
            assertThat(outcome.signature().bodyLength()).hasValue(11);
        });
        assertThat(verify(RSA, Forge.octets(Forge.text(signed) + "More\r\n")))
                .extracting(outcome -> outcome.problem().orElseThrow())
                .containsExactly(DkimProblem.BODY_PARTLY_SIGNED);
    }

    @Test
    @DisplayName("RFC 6376 §2.11: an identity with characters that have to be encoded")
    void identity() {
        byte[] message = Messages.crlf(MAIL);
        SignatureHeader header =
                builder(RSA).identity("\"a;b = c\"@m.example.com").build().sign(Message.of(message));
        assertThat(header.toField()).contains("i=\"a=3Bb=20=3D=20c\"@m.example.com;");
        assertThat(verify(RSA, header.prependTo(message)))
                .extracting(outcome -> outcome.identity().orElseThrow())
                .containsExactly("\"a;b = c\"@m.example.com");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    lone LF in the body        | From: b@example.com\\r\\n\\r\\na\\nb\\r\\n
                    lone CR in the body        | From: b@example.com\\r\\n\\r\\na\\rb\\r\\n
                    CR at the end of the body  | From: b@example.com\\r\\n\\r\\nab\\r
                    LF at the start of the body | From: b@example.com\\r\\n\\r\\n\\na\\r\\n
                    CR CR LF                   | From: b@example.com\\r\\n\\r\\na\\r\\r\\nb\\r\\n
                    lone LF in the header      | From: b@example.com\\r\\nSubject: a\\n b\\r\\n\\r\\nab\\r\\n
                    lone CR in the header      | From: b@example.com\\r\\nSubject: a\\r\\r\\n\\r\\nab\\r\\n
                    """)
    @DisplayName("RFC 6376 §5.3: lone CR and LF are refused, fixed or signed as they are")
    void lineEnds(String name, String text) {
        byte[] message = Forge.octets(text.translateEscapes());
        assertThatThrownBy(() -> builder(RSA).build().sign(Message.of(message)))
                .isInstanceOfSatisfying(
                        DkimSigningException.class,
                        e -> assertThat(e.problem()).isEqualTo(DkimSigningProblem.LINE_ENDS));
        byte[] asIs = builder(RSA)
                .lineEnds(LineEndPolicy.AS_IS)
                .build()
                .sign(Message.of(message))
                .prependTo(message);
        assertThat(verify(RSA, asIs)).extracting(DkimOutcome::result).containsExactly(DkimResult.PASS);
        byte[] fixed = builder(RSA)
                .lineEnds(LineEndPolicy.NORMALIZE)
                .build()
                .sign(Message.of(message))
                .prependTo(message);
        assertThat(verify(RSA, fixed)).extracting(DkimOutcome::result).containsExactly(DkimResult.PASS);
        assertThat(Forge.text(fixed).replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    @Test
    @DisplayName("RFC 6376 §5.3: a file with LF line ends is a message once it is fixed")
    void unixFile() {
        byte[] message = Forge.octets(MAIL);
        byte[] fixed = builder(RSA)
                .lineEnds(LineEndPolicy.NORMALIZE)
                .build()
                .sign(Message.of(message))
                .prependTo(message);
        assertThat(Forge.text(fixed)).endsWith(Forge.text(Messages.crlf(MAIL)));
        assertThat(verify(RSA, fixed)).extracting(DkimOutcome::result).containsExactly(DkimResult.PASS);
    }

    @Test
    @DisplayName("what goes on top is a trace field: whole, alone, and as text; what follows is what was signed")
    void traceField() throws Exception {
        byte[] message = Forge.octets(MAIL.replace("Bob", "B\u00f6b"));
        DkimSigners fixing = DkimSigners.of(
                builder(RSA).lineEnds(LineEndPolicy.NORMALIZE).build(),
                builder(ED25519).lineEnds(LineEndPolicy.NORMALIZE).build());
        SignatureHeader header = fixing.sign(Message.of(message));
        TraceField field = header;
        assertThat(field.toField())
                .isEqualTo(header.fields().get(0) + header.fields().get(1))
                .endsWith("\r\n");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        field.writeTo(sent);
        assertThat(sent.toByteArray()).isEqualTo(header.octets());
        Message fixed = Message.of(message, LineEnds.NORMALIZE, MessageLimits.NONE);
        sent.writeBytes(fixed.octets());
        assertThat(field.prependTo(message)).isEqualTo(sent.toByteArray());
        assertThat(field.prependTo(fixed.octets())).isEqualTo(sent.toByteArray());
        assertThat(verify(RSA, sent.toByteArray()).get(0).result()).isEqualTo(DkimResult.PASS);
        assertThat(verify(ED25519, sent.toByteArray()).get(1).result()).isEqualTo(DkimResult.PASS);
        assertThatNullPointerException()
                .isThrownBy(() -> header.prependTo(null))
                .withMessage("message");
    }

    @Test
    void lineEndsInAnySplit() {
        DkimSigner signer = builder(RSA).build();
        Message header = Message.of(Messages.crlf("From: bob@example.com\n\n"));
        byte[] good = Forge.octets("ab\r\n\r\ncdefghijklmnopqrstuvwxyz\r\n0123456789\r\n");
        for (int at = 0; at <= good.length; at++) {
            sign(signer, header, good, at);
            byte[] bad = good.clone();
            if (at < good.length) {
                bad[at] = (byte) (good[at] == '\n' ? 'x' : '\n');
                int split = at;
                assertThatThrownBy(() -> sign(signer, header, bad, split)).isInstanceOf(DkimSigningException.class);
                assertThatThrownBy(() -> sign(signer, header, bad, split + 1)).isInstanceOf(DkimSigningException.class);
                assertThatThrownBy(() -> sign(signer, header, bad, 0)).isInstanceOf(DkimSigningException.class);
            }
        }
    }

    private static SignatureHeader sign(DkimSigner signer, Message header, byte[] body, int split) {
        DkimSigningSession session = signer.begin(header.fields());
        session.body(body, 0, split);
        session.body(body, split, body.length - split);
        return session.finish();
    }

    @Test
    @DisplayName("a body in pieces gets the signature of the whole")
    void streaming() {
        DkimSigner signer = builder(ED25519).build();
        Message message = Message.of(Messages.crlf(MAIL));
        String whole = signer.sign(message).toField();
        byte[] body = Messages.crlf("Shall we?\n\n");
        for (int split = 0; split <= body.length; split++) {
            assertThat(sign(signer, message, body, split).toField()).isEqualTo(whole);
        }
        DkimSigner fixing = builder(ED25519).lineEnds(LineEndPolicy.NORMALIZE).build();
        assertThat(sign(fixing, message, body, 3).toField()).isEqualTo(whole);
        assertThatThrownBy(() -> sign(fixing, message, Messages.crlf("Shall\rwe?\n"), 7))
                .isInstanceOfSatisfying(
                        DkimSigningException.class,
                        e -> assertThat(e.problem()).isEqualTo(DkimSigningProblem.LINE_ENDS));
        DkimSigningSession finished = signer.begin(message.fields());
        finished.finish();
        assertThatIllegalStateException().isThrownBy(finished::finish);
        assertThatIllegalStateException().isThrownBy(() -> finished.body(body, 0, 1));
    }

    @Test
    @DisplayName(
            "what was cut off while a message was read is not signed away; a bound that other line ends keep is no cut")
    void incompleteMessages() throws Exception {
        byte[] lines = Forge.octets("From: bob@example.com\nSubject: a\nX-A: 1\nX-B: 2\n\nHi\n");
        byte[] crlf = Messages.crlf("From: bob@example.com\nSubject: a\nX-A: 1\nX-B: 2\n\nHi\n");
        DkimSigner plain = builder(ED25519).build();
        DkimSigner fixing = builder(ED25519).lineEnds(LineEndPolicy.NORMALIZE).build();
        Message tooMany = Message.of(crlf, LineEnds.AS_IS, MessageLimits.DEFAULT.withFields(3));
        assertThat(tooMany.problem()).contains(MessageProblem.TOO_MANY_FIELDS);
        assertThatThrownBy(() -> plain.sign(tooMany))
                .isInstanceOfSatisfying(
                        DkimSigningException.class,
                        e -> assertThat(e.problem()).isEqualTo(DkimSigningProblem.MESSAGE_INCOMPLETE));
        // With lone line feeds the header is one long field, and with others it is not.
        Message oneField = Message.of(lines, LineEnds.AS_IS, MessageLimits.DEFAULT.withFieldOctets(40));
        assertThat(oneField.problem()).contains(MessageProblem.FIELD_TOO_LARGE);
        assertThat(fixing.sign(oneField).fields()).hasSize(1);
        Message tooLarge = Message.read(
                new ByteArrayInputStream(lines), LineEnds.AS_IS, MessageLimits.DEFAULT.withMessageOctets(40));
        assertThat(tooLarge.problem()).contains(MessageProblem.MESSAGE_TOO_LARGE);
        assertThatThrownBy(() -> fixing.sign(tooLarge))
                .isInstanceOfSatisfying(
                        DkimSigningException.class,
                        e -> assertThat(e.problem()).isEqualTo(DkimSigningProblem.MESSAGE_INCOMPLETE));
    }

    @Test
    @DisplayName("a long body in one piece, somewhere in a buffer, gets the signature that its small pieces get")
    void longPiece() {
        DkimSigner signer = builder(ED25519).build();
        Message message = Message.of(Messages.crlf(MAIL));
        StringBuilder text = new StringBuilder("?????");
        for (int i = 0; text.length() < 100_000; i++) {
            text.append("Line ").append(i).append(" of many.\r\n");
        }
        byte[] buffer = Forge.octets(text + "!!!");
        int length = buffer.length - 8;
        DkimSigningSession pieces = signer.begin(message.fields());
        for (int i = 0; i < length; i += 1000) {
            pieces.body(buffer, 5 + i, Math.min(1000, length - i));
        }
        DkimSigningSession whole = signer.begin(message.fields());
        whole.body(buffer, 5, length);
        assertThat(whole.finish().toField()).isEqualTo(pieces.finish().toField());
        buffer[90_000] = '\n';
        DkimSigningSession bad = signer.begin(message.fields());
        assertThatThrownBy(() -> bad.body(buffer, 5, length)).isInstanceOf(DkimSigningException.class);
    }

    @Test
    @DisplayName("several signatures in one pass: RSA and Ed25519, two domains")
    void severalSigners() {
        DkimSigners signers = DkimSigners.of(
                builder(RSA).build(),
                DkimSigner.builder("example.com", "e1", SigningKey.of(ED25519.privateKey()))
                        .canonicalization(Canonicalization.SIMPLE, Canonicalization.RELAXED)
                        .build(),
                DkimSigner.builder("esp.example", "e1", SigningKey.of(ED25519.privateKey()))
                        .canonicalization(Canonicalization.RELAXED, Canonicalization.SIMPLE)
                        .build());
        byte[] message = Messages.crlf(MAIL);
        SignatureHeader header = signers.sign(Message.of(message));
        assertThat(header.fields()).hasSize(3);
        FakeDns dns = FakeDns.zone(zone("s1._domainkey.example.com", RSA)
                + zone("e1._domainkey.example.com", ED25519)
                + zone("e1._domainkey.esp.example", ED25519));
        assertThat(DkimVerifier.using(dns).verify(Message.of(header.prependTo(message))))
                .extracting(outcome -> outcome.result() + " " + outcome.domain().orElseThrow() + " "
                        + outcome.selector().orElseThrow())
                .containsExactly("PASS example.com s1", "PASS example.com e1", "PASS esp.example e1");
        DkimSigner other = builder(RSA).lineEnds(LineEndPolicy.AS_IS).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DkimSigners.of(builder(RSA).build(), other));
    }

    private static String zone(String name, TestKey key) {
        StringBuilder line = new StringBuilder(name + " TXT (");
        for (String string : KeyRecordText.of(key.publicKey()).strings()) {
            line.append(" \"").append(string).append('"');
        }
        return line + " )\n";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    no From                  | Subject: x\\n\\nHi\\n                                         | AUTHOR
                    two From                 | From: a@example.com\\nFrom: b@example.com\\n\\nHi\\n          | AUTHOR
                    From without an address  | From: nobody\\n\\nHi\\n                                       | AUTHOR
                    a line that is no field  | From: a@example.com\\nno field\\n\\nHi\\n                     | HEADER
                    """)
    @DisplayName("hostile: a message that readers may take for another gets no signature")
    void malformedMessages(String name, String text, DkimSigningProblem problem) {
        byte[] message = Messages.crlf(text.translateEscapes());
        assertThatThrownBy(() -> builder(RSA).build().sign(Message.of(message)))
                .isInstanceOfSatisfying(
                        DkimSigningException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    void tooManyFields() {
        byte[] message = Messages.crlf("Content-X: 1\n".repeat(1000) + "From: a@example.com\n\nHi\n");
        assertThatThrownBy(() -> builder(RSA).build().sign(Message.of(message)))
                .isInstanceOfSatisfying(
                        DkimSigningException.class,
                        e -> assertThat(e.problem()).isEqualTo(DkimSigningProblem.TOO_MANY_FIELDS));
    }

    @Test
    @DisplayName("hostile: what the builder refuses")
    void badSettings() {
        SigningKey key = SigningKey.of(RSA.privateKey());
        Stream.<UnaryOperator<DkimSigner.Builder>>of(
                        b -> b.identity("bob@example.org"),
                        b -> b.identity("bob"),
                        b -> b.identity("a\r\nb@example.com"),
                        b -> b.validity(Duration.ZERO),
                        b -> b.signedFields(List.of("Received")),
                        b -> b.signedFields(List.of("Return-Path")),
                        b -> b.alwaysOversigned(List.of("bcc")),
                        b -> b.alwaysOversigned(List.of("DKIM-Signature")),
                        b -> b.oversignedWhenPresent(List.of("X-*")),
                        b -> b.signedFields(List.of("a:b")),
                        b -> b.signedFields(List.of("a;b")),
                        b -> b.signedFields(List.of("a b")),
                        b -> b.signedFields(List.of("")))
                .forEach(setting -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> setting.apply(DkimSigner.builder("example.com", "s1", key))));
        for (String name : List.of("localhost", "example.com\r\nX: y", "example.com;d=evil.example", "", "a..b")) {
            assertThatIllegalArgumentException().isThrownBy(() -> DkimSigner.builder(name, "s1", key));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> DkimSigner.builder("example.com", "s 1", key));
    }

    @Test
    @DisplayName("RFC 8301 §3.2: keys under 1024 bits never sign, those under 2048 when it is said so")
    void shortKeys() {
        DkimSigner.Builder builder = builder(TestKeys.rsa1024());
        assertThatIllegalArgumentException().isThrownBy(builder::build);
        builder.shortKey(true).build();
        DkimSigner.Builder shorter = builder(TestKeys.rsa(1023, 3)).shortKey(true);
        assertThatIllegalArgumentException().isThrownBy(shorter::build);
    }

    /** A key somewhere else: it gets the octets, or their digest, and gives a signature. */
    private record RemoteKey(DkimAlgorithm algorithm, Optional<PublicKey> publicKey, UnaryOperator<byte[]> service)
            implements SigningKey {
        @Override
        public byte[] sign(SigningInput input) {
            return service.apply(input.data());
        }
    }

    private static byte[] remoteRsa(byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(RSA.privateKey());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("a key in a service signs; what it gives is looked at before it is used")
    void remoteKeys() {
        byte[] message = Messages.crlf(MAIL);
        UnaryOperator<byte[]> broken = data -> {
            byte[] signature = remoteRsa(data);
            signature[7] ^= 1;
            return signature;
        };
        for (Optional<PublicKey> known : List.of(Optional.<PublicKey>empty(), Optional.of(RSA.publicKey()))) {
            SigningKey good = new RemoteKey(DkimAlgorithm.RSA_SHA256, known, DkimSignerTest::remoteRsa);
            byte[] signed = DkimSigner.builder("example.com", "s1", good)
                    .clock(CLOCK)
                    .build()
                    .sign(Message.of(message))
                    .prependTo(message);
            assertThat(verify(RSA, signed)).extracting(DkimOutcome::result).containsExactly(DkimResult.PASS);
        }
        fails(DkimAlgorithm.RSA_SHA256, RSA.publicKey(), broken, DkimSigningProblem.WRONG_SIGNATURE);
        fails(
                DkimAlgorithm.RSA_SHA256,
                TestKeys.rsa(2048, 9).publicKey(),
                DkimSignerTest::remoteRsa,
                DkimSigningProblem.WRONG_SIGNATURE);
        fails(DkimAlgorithm.RSA_SHA256, null, data -> new byte[127], DkimSigningProblem.WRONG_SIGNATURE);
        fails(DkimAlgorithm.RSA_SHA256, null, data -> new byte[0], DkimSigningProblem.WRONG_SIGNATURE);
        fails(DkimAlgorithm.ED25519_SHA256, null, data -> new byte[63], DkimSigningProblem.WRONG_SIGNATURE);
        fails(
                DkimAlgorithm.RSA_SHA256,
                null,
                data -> {
                    throw new IllegalStateException("the service is down");
                },
                DkimSigningProblem.KEY_FAILED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DkimSigner.builder(
                                "example.com",
                                "s1",
                                new RemoteKey(DkimAlgorithm.ED25519_SHA256, Optional.of(RSA.publicKey()), broken))
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DkimSigner.builder(
                        "example.com", "s1", new RemoteKey(DkimAlgorithm.RSA_SHA1, Optional.empty(), broken)));
    }

    private static void fails(
            DkimAlgorithm algorithm, PublicKey known, UnaryOperator<byte[]> service, DkimSigningProblem problem) {
        SigningKey key = new RemoteKey(algorithm, Optional.ofNullable(known), service);
        DkimSigner signer = DkimSigner.builder("example.com", "s1", key).build();
        assertThatThrownBy(() -> signer.sign(Message.of(Messages.crlf(MAIL))))
                .isInstanceOfSatisfying(
                        DkimSigningException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "re*", "b*", "resent-*", "received*"})
    @DisplayName("trace fields and Bcc are never signed, whatever the pattern")
    void neverSigned(String pattern) {
        byte[] message = Messages.crlf("Received: a\nReturn-Path: <a@b.example>\nBcc: x@y.example\n"
                + "Resent-Bcc: x@y.example\nReply-To: a@b.example\n" + MAIL);
        DkimSigner signer = builder(ED25519).signedFields(List.of(pattern)).build();
        byte[] signed = signer.sign(Message.of(message)).prependTo(message);
        assertThat(verify(ED25519, signed).get(0).signature().names())
                .contains("from")
                .doesNotContain("received", "return-path", "bcc", "resent-bcc");
    }

    @Test
    @DisplayName("a signature field that verifiers refuse for its length is not emitted")
    void tooLong() {
        String from = "From: bob@example.com\n";
        byte[] copied = Messages.crlf(from + "References: " + "<aaaaaaaaaaaaaaaaaaaaa@b>\n ".repeat(700) + "x\n\nHi\n");
        byte[] named = Messages.crlf(from + "Content-Long-Name-Abcdefgh: x\n".repeat(900) + "\nHi\n");
        DkimSigner copying = builder(ED25519).copiedFields(true).build();
        DkimSigner naming = builder(ED25519).build();
        refuses(copying, copied, DkimSigningProblem.TOO_MANY_FIELDS);
        refuses(naming, named, DkimSigningProblem.TOO_MANY_FIELDS);
    }

    private static void refuses(DkimSigner signer, byte[] message, DkimSigningProblem problem) {
        assertThatThrownBy(() -> signer.sign(Message.of(message)))
                .isInstanceOfSatisfying(
                        DkimSigningException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    @DisplayName("a remote key that gives null, or a signature of a key that is too short")
    @SuppressWarnings("NullAway")
    void remoteNull() {
        fails(DkimAlgorithm.RSA_SHA256, null, data -> null, DkimSigningProblem.KEY_FAILED);
        fails(DkimAlgorithm.RSA_SHA256, RSA.publicKey(), data -> null, DkimSigningProblem.KEY_FAILED);
        fails(DkimAlgorithm.ED25519_SHA256, ED25519.publicKey(), data -> null, DkimSigningProblem.KEY_FAILED);
        fails(DkimAlgorithm.RSA_SHA256, null, data -> new byte[128], DkimSigningProblem.WRONG_SIGNATURE);
        fails(DkimAlgorithm.RSA_SHA256, null, data -> new byte[1025], DkimSigningProblem.WRONG_SIGNATURE);
    }

    @Test
    @DisplayName("RFC 8301 §3.2: the length of a private key without its public half counts too")
    void keyWithoutPublicHalf() throws Exception {
        RSAPrivateKey crt = (RSAPrivateKey) TestKeys.rsa1024().privateKey();
        SigningKey plain = SigningKey.of(KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateKeySpec(crt.getModulus(), crt.getPrivateExponent())));
        DkimSigner.Builder builder = DkimSigner.builder("example.com", "s1", plain);
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("1024 bits");
        builder.shortKey(true).build();
    }

    @Test
    @DisplayName("a key of more than 8192 bits signs nothing, as nobody would verify it")
    void longKey() throws Exception {
        for (int bits : List.of(8192, 8193)) {
            BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
            PublicKey key = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
            DkimSigner.Builder builder = DkimSigner.builder(
                    "example.com", "s1", new RemoteKey(DkimAlgorithm.RSA_SHA256, Optional.of(key), data -> data));
            if (bits == 8192) {
                builder.build();
            } else {
                assertThatIllegalArgumentException().isThrownBy(builder::build);
            }
        }
    }

    @Test
    @DisplayName("each signer hashes with its own provider")
    void ownProviders() {
        Provider bouncyCastle = new BouncyCastleProvider();
        Provider empty = new Provider("empty", "1", "has nothing") {
            private static final long serialVersionUID = 1;
        };
        byte[] message = Messages.crlf(MAIL);
        DkimSigner first = builder(RSA).provider(bouncyCastle).build();
        DkimSigner second = builder(RSA).provider(empty).build();
        assertThat(verify(RSA, first.sign(Message.of(message)).prependTo(message)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS);
        DkimSigners both = DkimSigners.of(first, second);
        assertThatIllegalStateException()
                .isThrownBy(() -> both.begin(Message.of(message).fields()))
                .withMessageContaining("SHA-256");
    }

    @Test
    @DisplayName("names, identities, lines and times that no verifier would take")
    void overLimits() {
        SigningKey key = SigningKey.of(ED25519.privateKey());
        String domain = ("a".repeat(50) + ".").repeat(4) + "example";
        String selector = "b".repeat(60);
        assertThatIllegalArgumentException().isThrownBy(() -> DkimSigner.builder(domain, selector, key));
        DkimSigner.Builder builder = builder(ED25519);
        builder.identity("a".repeat(64) + "@example.com");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.identity("a".repeat(65) + "@example.com"));
        builder.validity(Duration.ofDays(36_525));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.validity(Duration.ofSeconds(Long.MAX_VALUE)));
        refuses(
                builder.clock(InstantSource.fixed(Instant.ofEpochSecond(-1))).build(),
                Messages.crlf(MAIL),
                DkimSigningProblem.CLOCK);
        refuses(
                builder(ED25519).signedFields(List.of("x-*")).build(),
                Messages.crlf("X-" + "y".repeat(1200) + ": x\n" + MAIL),
                DkimSigningProblem.TOO_MANY_FIELDS);
    }

    @Test
    @DisplayName("a key record in a zone file: quotes and backslashes are escaped, other octets refused")
    void zoneLine() {
        String end = "; k=ed25519; p=" + ED25519.publicKeyData();
        assertThat(new KeyRecordText("v=DKIM1; n=a\"b\\" + end).zoneLine("example.com", "s1"))
                .contains("n=a\\\"b\\\\;");
        for (String bad : List.of("x\n", "\u20ac", "\u007f", "\t")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new KeyRecordText("v=DKIM1; n=a" + bad + "b" + end));
        }
    }

    @Test
    @DisplayName("one signer on many threads gives the same signature everywhere")
    void threads() throws Exception {
        DkimSigner signer = builder(RSA).build();
        byte[] message = Messages.crlf(MAIL);
        String expected = signer.sign(Message.of(message)).toField();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<String>> results = IntStream.range(0, 400)
                .mapToObj(
                        i -> pool.submit(() -> signer.sign(Message.of(message)).toField()))
                .toList();
        pool.shutdown();
        for (Future<String> result : results) {
            assertThat(result.get()).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("RFC 8463 appendix A: our Ed25519 signature is the one in the RFC")
    void rfc8463() {
        byte[] secret = Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
        SigningKey key = SigningKey.of(TestKeys.ed25519(secret).privateKey());
        byte[] digest = new byte[32];
        assertThat(key.sign(new SigningInput(new byte[0], digest))).hasSize(64);
        assertThat(KeyRecordText.of(key.publicKey().orElseThrow()).text())
                .isEqualTo("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }
}
