package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Who signs which message: by the author's domain, as a supplier says, and nobody at all. */
class SignerChoiceTest {

    private static final TestKey KEY = TestKeys.ed25519();

    private static final Set<String> DOMAINS =
            Set.of("example.com", "news.example.com", "example.net", "xn--bcher-kva.example", "co.uk", "other.org");

    private static DkimSigner.Builder builder(String domain, String selector) {
        return DkimSigner.builder(domain, selector, SigningKey.of(KEY.privateKey()));
    }

    private static DkimSigner signer(String domain, String selector) {
        return builder(domain, selector).build();
    }

    private static DkimSigners signers(NoSignerPolicy otherwise) {
        return DkimSigners.byAuthorDomain(
                List.of(
                        signer("example.com", "s1"),
                        signer("news.example.com", "s1"),
                        signer("example.net", "s1"),
                        signer("bücher.example", "s1"),
                        signer("example.com", "s2"),
                        signer("co.uk", "s1"),
                        signer("other.org", "s1")),
                otherwise);
    }

    private static byte[] mail(String header) {
        return Messages.crlfOctets(header + "\nSubject: Hi\n\nHello\n");
    }

    /** Domain and selector of each signature that verifies, and the result of each that does not. */
    private static String signatures(byte[] message) {
        String zone = DOMAINS.stream()
                .flatMap(domain -> IntStream.of(1, 2)
                        .mapToObj(i -> "s" + i + "._domainkey." + domain + " TXT \"" + KEY.txt() + "\"\n"))
                .collect(Collectors.joining());
        return DkimVerifier.using(FakeDns.zone(zone)).verify(Message.of(message)).stream()
                .map(outcome -> (outcome.result() == DkimResult.PASS ? "" : outcome.result() + " ")
                        + outcome.domain().orElseThrow() + "/"
                        + outcome.selector().orElseThrow())
                .collect(Collectors.joining(" "));
    }

    private static DkimSigningException refusal(DkimSigners signers, byte[] message) {
        return catchThrowableOfType(DkimSigningException.class, () -> signers.sign(Message.of(message)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            From: a@example.com                              | example.com/s1 example.com/s2
            From: a@EXAMPLE.COM                              | example.com/s1 example.com/s2
            From: a@example.com.                             | example.com/s1 example.com/s2
            From: a@shop.example.com                         | example.com/s1 example.com/s2
            From: a@very.deep.shop.example.com               | example.com/s1 example.com/s2
            From: a@news.example.com                         | news.example.com/s1
            From: a@x.news.example.com                       | news.example.com/s1
            From: a@example.net, b@mail.example.net          | example.net/s1
            From: =?utf-8?q?B=C3=BCcher?= <a@xn--bcher-kva.example> | xn--bcher-kva.example/s1
            From: "b@example.net" <a@example.com>            | example.com/s1 example.com/s2
            From: a@someone.co.uk                            | co.uk/s1
            """)
    @DisplayName("the author's domain signs, or the nearest one above it that has signers")
    void nearestDomain(String from, String expected) {
        byte[] message = mail(from);
        SignatureHeader header = signers(NoSignerPolicy.REFUSE).sign(Message.of(message));
        assertThat(signatures(header.prependTo(message))).isEqualTo(expected);
    }

    @Test
    @DisplayName("RFC 6532 §3.2: a domain in UTF-8 is the one in A-labels")
    void internationalized() {
        byte[] message = Messages.crlf("From: Jürgen <jürgen@post.bücher.example>\nSubject: Hi\n\nHello\n");
        SignatureHeader header = signers(NoSignerPolicy.REFUSE).sign(Message.of(message));
        assertThat(signatures(header.prependTo(message))).isEqualTo("xn--bcher-kva.example/s1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            From: a@unknown.example                 | NO_SIGNER | unknown.example. No signer is of it, or of a domain above it.
            From: a@notexample.com                  | NO_SIGNER | notexample.com
            From: a@com                             | NO_SIGNER | com
            From: a@example.com, b@example.net      | NO_SIGNER | example.com, example.net. Not all of them have the same signers.
            From: a@example.com, b@unknown.example  | NO_SIGNER | unknown.example
            From: a@example.com, b@news.example.com | NO_SIGNER | news.example.com
            X-From: a@example.com                   | AUTHOR    | no From field
            From: a@example.com\\nFrom: b@example.com | AUTHOR  | 2 From fields
            From: nobody                            | AUTHOR    | malformed
            From: a@[192.0.2.1]                     | AUTHOR    | literal
            From: Friends:;                         | AUTHOR    | group without members
            """)
    @DisplayName("without a signer the message is refused or goes unsigned, octet for octet")
    void nobody(String from, DkimSigningProblem problem, String named) {
        byte[] message = mail(from.translateEscapes());
        assertThat(refusal(signers(NoSignerPolicy.REFUSE), message))
                .hasMessageContaining(named)
                .extracting(DkimSigningException::problem)
                .isEqualTo(problem);
        SignatureHeader none = signers(NoSignerPolicy.PASS_THROUGH).sign(Message.of(message));
        assertThat(none.fields()).isEmpty();
        assertThat(none.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("dkim-no-signer");
            assertThat(finding.message()).contains(named);
        });
        assertThat(none.prependTo(message)).isEqualTo(message);
    }

    @Test
    @DisplayName(
            "a relay passes on what is not its own as it is: lone line ends, lines that are no fields, any line ends policy")
    void passesAnything() {
        byte[] message = Forge.octets("From x@y\nFrom: a@unknown.example\r\nno field\r\n\r\na\nb\rc\u00fc");
        for (LineEndPolicy policy : LineEndPolicy.values()) {
            DkimSigners signers = DkimSigners.byAuthorDomain(
                    List.of(builder("example.com", "s1").lineEnds(policy).build()), NoSignerPolicy.PASS_THROUGH);
            assertThat(signers.sign(Message.of(message)).prependTo(message)).isEqualTo(message);
        }
        DkimSigningSession session =
                signers(NoSignerPolicy.PASS_THROUGH).begin(Message.of(message).fields());
        session.body(Forge.octets("a\nb"), 0, 3);
        assertThat(session.finish().fields()).isEmpty();
        DkimSigners none = DkimSigners.byAuthorDomain(List.of(), NoSignerPolicy.PASS_THROUGH);
        assertThat(none.sign(Message.of(mail("From: a@example.com"))).fields()).isEmpty();
    }

    @Test
    @DisplayName("what is its own is looked at: pass-through is for other authors alone")
    void ownIsLookedAt() {
        assertThat(refusal(signers(NoSignerPolicy.PASS_THROUGH), Forge.octets("From: a@example.com\r\n\r\na\nb\r\n"))
                        .problem())
                .isEqualTo(DkimSigningProblem.LINE_ENDS);
        assertThat(refusal(
                                signers(NoSignerPolicy.PASS_THROUGH),
                                Forge.octets("From: a@example.com\r\nno field\r\n\r\na\r\n"))
                        .problem())
                .isEqualTo(DkimSigningProblem.HEADER);
    }

    @Test
    @DisplayName("a file with LF line ends has an author once it is fixed")
    void fixedFirst() {
        byte[] message = Forge.octets("Subject: Hi\nFrom: a@example.com\n\nHello\n");
        DkimSigners signers = DkimSigners.byAuthorDomain(
                List.of(builder("example.com", "s1")
                        .lineEnds(LineEndPolicy.NORMALIZE)
                        .build()),
                NoSignerPolicy.REFUSE);
        assertThat(signatures(signers.sign(Message.of(message)).prependTo(message)))
                .isEqualTo("example.com/s1");
    }

    @ParameterizedTest
    @EnumSource(LineEndPolicy.class)
    @DisplayName("a message that was cut off while it was read is refused, whatever is done about line ends")
    void cutOff(LineEndPolicy policy) throws Exception {
        byte[] octets = mail("From: a@example.com");
        Message cut = Message.read(
                new ByteArrayInputStream(octets),
                LineEnds.AS_IS,
                MessageLimits.DEFAULT.withMessageOctets(octets.length - 1));
        DkimSigner signer = builder("example.com", "s1").lineEnds(policy).build();
        assertThatThrownBy(() -> signer.sign(cut))
                .isInstanceOfSatisfying(
                        DkimSigningException.class,
                        e -> assertThat(e.problem()).isEqualTo(DkimSigningProblem.MESSAGE_INCOMPLETE));
    }

    @Test
    void differingLineEnds() {
        List<DkimSigner> differing = List.of(
                signer("example.com", "s1"),
                builder("example.net", "s1").lineEnds(LineEndPolicy.AS_IS).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DkimSigners.byAuthorDomain(differing, NoSignerPolicy.REFUSE))
                .withMessageContaining("d=example.com")
                .withMessageContaining("REJECT")
                .withMessageContaining("d=example.net")
                .withMessageContaining("AS_IS");
    }

    @Test
    void saysWhatItIs() {
        assertThat(signers(NoSignerPolicy.REFUSE))
                .hasToString("DkimSigners[by author domain: example.com, news.example.com, example.net and 3 more; "
                        + "otherwise REFUSE]");
        assertThat(DkimSigners.byAuthorDomain(List.of(), NoSignerPolicy.PASS_THROUGH))
                .hasToString("DkimSigners[by author domain: none; otherwise PASS_THROUGH]");
        assertThat(DkimSigners.supplied(() -> signers(NoSignerPolicy.REFUSE))).hasToString("DkimSigners[supplied]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a@example.com                          | true
            a@mail.example.com                     | true
            a@example.com, b@mail.example.com      | true
            a@example.org                          | false
            a@notexample.com                       | false
            a@com                                  | false
            a@example.com, b@example.org           | false
            """)
    @DisplayName("RFC 9989 §4.4.1: requireAlignment signs for d= and what is below it")
    void alignment(String from, boolean aligned) {
        byte[] message = mail("From: " + from);
        DkimSigner strict = builder("example.com", "s1").requireAlignment(true).build();
        // Without it, a domain may vouch for whom it will.
        assertThat(signatures(
                        signer("example.com", "s1").sign(Message.of(message)).prependTo(message)))
                .isEqualTo("example.com/s1");
        if (aligned) {
            assertThat(strict.sign(Message.of(message)).fields()).hasSize(1);
        } else {
            assertThatThrownBy(() -> strict.sign(Message.of(message)))
                    .hasMessageContaining("The signer is for example.com")
                    .isInstanceOfSatisfying(
                            DkimSigningException.class,
                            e -> assertThat(e.problem()).isEqualTo(DkimSigningProblem.NOT_ALIGNED));
            DkimSigners both = DkimSigners.of(signer("example.org", "s1"), strict);
            assertThat(refusal(both, message).problem()).isEqualTo(DkimSigningProblem.NOT_ALIGNED);
        }
    }

    @Test
    @DisplayName("a supplier is asked once a message, and what it gives signs from then on")
    void rotation() {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<DkimSigners> current = new AtomicReference<>(DkimSigners.of(signer("example.com", "s1")));
        DkimSigners signers = DkimSigners.supplied(() -> {
            asked.incrementAndGet();
            return current.get();
        });
        byte[] message = mail("From: a@example.com");
        assertThat(signatures(signers.sign(Message.of(message)).prependTo(message)))
                .isEqualTo("example.com/s1");
        DkimSigningSession old = signers.begin(Message.of(message).fields());
        current.set(DkimSigners.byAuthorDomain(List.of(signer("example.com", "s2")), NoSignerPolicy.REFUSE));
        assertThat(signatures(signers.sign(Message.of(message)).prependTo(message)))
                .isEqualTo("example.com/s2");
        old.body(Messages.crlf("Hello\n"), 0, 7);
        assertThat(signatures(old.finish().prependTo(message))).isEqualTo("example.com/s1");
        assertThat(asked).hasValue(3);
        assertThat(signatures(DkimSigners.supplied(() -> signers)
                        .sign(Message.of(message))
                        .prependTo(message)))
                .isEqualTo("example.com/s2");
    }

    @Test
    void suppliedSignersKeepTheirLineEnds() {
        byte[] message = Forge.octets("From: a@example.com\n\nHello\n");
        DkimSigner fixing =
                builder("example.com", "s1").lineEnds(LineEndPolicy.NORMALIZE).build();
        DkimSigners signers = DkimSigners.supplied(() -> DkimSigners.of(fixing));
        assertThat(signatures(signers.sign(Message.of(message)).prependTo(message)))
                .isEqualTo("example.com/s1");
        assertThatThrownBy(() -> signers.begin(Message.of(message).fields()))
                .hasMessageContaining("line 1 has an LF without a CR before it")
                .hasMessageContaining("LineEndPolicy.NORMALIZE takes a whole message")
                .isInstanceOfSatisfying(
                        DkimSigningException.class,
                        e -> assertThat(e.problem()).isEqualTo(DkimSigningProblem.LINE_ENDS));
    }

    @Test
    @DisplayName("a supplier that fails refuses the message, and says why")
    @SuppressWarnings("NullAway")
    void failingSupplier() {
        byte[] message = mail("From: a@example.com");
        IllegalStateException cause = new IllegalStateException("the vault\r\nis sealed");
        assertThat(refusal(throwing(cause), message))
                .hasMessageContaining(
                        "the supplier of signers threw IllegalStateException (the vault\\013\\010is sealed)")
                .hasCause(cause)
                .extracting(DkimSigningException::problem)
                .isEqualTo(DkimSigningProblem.KEY_FAILED);
        assertThat(refusal(DkimSigners.supplied(() -> null), message))
                .hasMessageContaining("gave null")
                .extracting(DkimSigningException::problem)
                .isEqualTo(DkimSigningProblem.KEY_FAILED);
        DkimSigningException own = new DkimSigningException(DkimSigningProblem.CLOCK, "");
        assertThat(refusal(throwing(own), message)).isSameAs(own);
        assertThatThrownBy(() -> throwing(cause).begin(Message.of(message).fields()))
                .isInstanceOf(DkimSigningException.class)
                .hasCause(cause);
    }

    private static DkimSigners throwing(RuntimeException thrown) {
        Supplier<DkimSigners> supplier = () -> {
            throw thrown;
        };
        return DkimSigners.supplied(supplier);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: M\u00fcller <a@example.com>",
                "From: \"M\u00fcller, Chr\u00e9tien\" <a@example.com>",
                "From: a@example.com (M\u00fcller)",
                "From: M\u00c3\u00bcller <a@example.com>",
                "From: \u00ff\u00fe\u0080 <a@example.com>",
                "From: a@example.com\nSubject: Gr\u00fc\u00dfe",
                "From: a@example.com\nTo: M\u00fcller <b@example.net>"
            })
    @DisplayName("RFC 6376 §5.4: a relay signs headers with raw Latin-1 and raw UTF-8")
    void rawOctetsInHeaders(String header) {
        byte[] message = mail(header);
        for (DkimSigners signers : List.of(
                DkimSigners.of(signer("example.com", "s1"), signer("example.com", "s2")),
                DkimSigners.of(
                        builder("example.com", "s1").requireAlignment(true).build(), signer("example.com", "s2")),
                signers(NoSignerPolicy.REFUSE))) {
            assertThat(signatures(signers.sign(Message.of(message)).prependTo(message)))
                    .isEqualTo("example.com/s1 example.com/s2");
        }
    }

    @Test
    @DisplayName("hostile: the domain of From is looked up label by label, and its length bounds the work")
    void longDomain() {
        String deep = "a.".repeat(120) + "example.com";
        assertThat(DomainName.parse(deep)).isPresent();
        byte[] message = mail("From: a@" + deep);
        assertThat(signatures(
                        signers(NoSignerPolicy.REFUSE).sign(Message.of(message)).prependTo(message)))
                .isEqualTo("example.com/s1 example.com/s2");
    }
}
