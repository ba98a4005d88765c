package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Envelope;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.testkit.FakeDns;

/** What callers set, and what they get wrong. */
class OptionsTest {

    private static final Envelope ENVELOPE =
            Envelope.from(Addresses.of("192.0.2.1")).helo("h.example").mailFrom("a@example.net");

    @ParameterizedTest
    @DisplayName("a limit that is out of range is named with its value")
    @CsvSource(delimiter = '|', textBlock = """
            terms            | 101 | terms has to be 0 to 100, not 101
            terms            | -1  | terms has to be 0 to 100, not -1
            voids            | -1  | voids has to be 0 or more, not -1
            mxHosts          | -2  | mxHosts has to be 0 or more, not -2
            ptrNames         | -1  | ptrNames has to be 0 or more, not -1
            recordOctets     | 0   | recordOctets has to be 1 or more, not 0
            explanationChars | -1  | explanationChars has to be 0 or more, not -1
            time             | -1  | time has to be more than zero, not PT-1S
            time             | 0   | time has to be more than zero, not PT0S
            """)
    void refusesLimits(String name, int value, String message) {
        SpfLimits limits = SpfLimits.DEFAULT;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    switch (name) {
                        case "terms" -> limits.withTerms(value);
                        case "voids" -> limits.withVoids(value);
                        case "mxHosts" -> limits.withMxHosts(value);
                        case "ptrNames" -> limits.withPtrNames(value);
                        case "recordOctets" -> limits.withRecordOctets(value);
                        case "explanationChars" -> limits.withExplanationChars(value);
                        default -> limits.withTime(Duration.ofSeconds(value));
                    }
                })
                .withMessage(message);
    }

    @Test
    @DisplayName("each option changes itself and nothing else, and counts for equality")
    void changesOneThing() {
        SpfLimits limits = SpfLimits.DEFAULT;
        List<SpfLimits> changed = List.of(
                limits.withTerms(1),
                limits.withVoids(1),
                limits.withMxHosts(1),
                limits.withPtrNames(1),
                limits.withRecordOctets(1),
                limits.withExplanationChars(1),
                limits.withTime(Duration.ofSeconds(1)),
                limits.withCountVoidMxHosts(true),
                limits.withCountOtherFamilyAsVoid(false));
        assertThat(changed).doesNotHaveDuplicates().doesNotContain(limits);
        assertThat(limits.withTerms(1).withVoids(1).withTerms(10).withVoids(2))
                .isEqualTo(limits)
                .hasSameHashCodeAs(limits)
                .hasToString(limits.toString());
        SpfOptions options = SpfOptions.DEFAULT;
        List<SpfOptions> others = List.of(
                options.withLimits(limits.withTerms(1)),
                options.withReceiver("mx.example.org"),
                options.withClock(() -> java.time.Instant.EPOCH),
                options.withPrefetch(false),
                options.withTrace(true));
        assertThat(others).doesNotHaveDuplicates().doesNotContain(options);
        assertThat(options.withTrace(true).withTrace(false)).isEqualTo(options).hasSameHashCodeAs(options);
        assertThat(options.withReceiver("MX.Example.Org.").receiver()).isEqualTo("mx.example.org");
        SpfVerifier verifier = SpfVerifier.using(FakeDns.zone("")).withOptions(others.get(1));
        assertThat(verifier.options()).isEqualTo(others.get(1));
        assertThat(verifier.withResolver(FakeDns.zone("")).options()).isEqualTo(others.get(1));
    }

    @Test
    @DisplayName("a receiver is a host name; what is none is shown with escapes")
    void refusesReceivers() {
        for (String host : List.of("", ".", "a b\r\nX: y", "a..b", "[192.0.2.1]")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SpfOptions.DEFAULT.withReceiver(host))
                    .withMessageStartingWith("receiver has to be a host name, not \"")
                    .withMessageMatching("[ -~]*");
            SpfOutcome outcome = SpfOutcome.notChecked(SpfIdentity.MAILFROM);
            assertThatIllegalArgumentException().isThrownBy(() -> ReceivedSpf.of(outcome, ENVELOPE, host));
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    @DisplayName("what is missing is named")
    void refusesNull() {
        SpfVerifier verifier = SpfVerifier.using(FakeDns.zone(""));
        SpfOutcome outcome = verifier.verify(ENVELOPE);
        SpfRecord record = SpfRecord.parse("v=spf1").record().orElseThrow();
        isNamed("resolver", () -> SpfVerifier.using(null));
        isNamed("resolver", () -> verifier.withResolver(null));
        isNamed("options", () -> verifier.withOptions(null));
        isNamed("envelope", () -> verifier.verify(null));
        isNamed("envelope", () -> verifier.verifyHelo(null));
        isNamed("envelope", () -> verifier.evaluate(record, null));
        isNamed("record", () -> verifier.evaluate(null, ENVELOPE));
        isNamed("limits", () -> SpfOptions.DEFAULT.withLimits(null));
        isNamed("receiver", () -> SpfOptions.DEFAULT.withReceiver(null));
        isNamed("clock", () -> SpfOptions.DEFAULT.withClock(null));
        isNamed("time", () -> SpfLimits.DEFAULT.withTime(null));
        isNamed("identity", () -> SpfOutcome.notChecked(null));
        isNamed("outcome", () -> ReceivedSpf.of(null, ENVELOPE, "mx.example"));
        isNamed("envelope", () -> ReceivedSpf.of(outcome, null, "mx.example"));
        isNamed("receiver", () -> ReceivedSpf.of(outcome, ENVELOPE, null));
        isNamed("value", () -> ReceivedSpf.parse(null));
        isNamed("key", () -> ReceivedSpf.of(outcome, ENVELOPE, "mx.example").property(null));
        isNamed("key", () -> new ReceivedSpf.Property(null, ""));
        isNamed("value", () -> new ReceivedSpf.Property("a", null));
        isNamed("octets", () -> SpfRecord.parse((String) null));
        isNamed("octets", () -> SpfRecord.isSpf(null));
        isNamed("txt", () -> SpfRecord.parse((DnsRecord.Txt) null));
        isNamed("octets", () -> MacroString.parseExplanation(null));
        isNamed("qualifier", () -> SpfResult.of(null));
        isNamed("terms", () -> new SpfRecord(null));
    }

    private static void isNamed(String name, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }

    @ParameterizedTest
    @EnumSource(SpfProblem.class)
    @DisplayName("each problem has a stable code")
    void hasACode(SpfProblem problem) {
        assertThat(problem.code())
                .isEqualTo("spf-" + problem.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @Test
    @DisplayName("the field goes on top of a message as UTF-8")
    void goesOnTop() throws IOException {
        Envelope envelope =
                Envelope.from(Addresses.of("192.0.2.1")).helo("h.example").mailFrom("b\u00f6b@example.net");
        SpfOutcome outcome = SpfVerifier.using(FakeDns.zone("")).verify(envelope);
        ReceivedSpf field = ReceivedSpf.of(outcome, envelope, "mx.example.org");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        field.writeTo(out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(field.toField())
                .contains("b\u00f6b");
        assertThat(new String(field.prependTo(new byte[] {'x'}), StandardCharsets.UTF_8))
                .isEqualTo(field.toField() + "x");
        assertThat(field.toString()).contains("b\\195\\182b@example.net").matches("[ -~]*");
    }
}
