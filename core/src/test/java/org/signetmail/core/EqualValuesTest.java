package org.signetmail.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are made alike are equal, and each thing they hold makes them differ. */
class EqualValuesTest {

    /** What gives a value, and others that differ from it, each in one thing alone where that can be. */
    static Stream<Arguments> values() {
        return Stream.of(
                kind(
                        "Envelope",
                        () -> envelope("192.0.2.1", "h", "m", "r"),
                        List.of(
                                () -> envelope("192.0.2.2", "h", "m", "r"),
                                () -> envelope("192.0.2.1", "i", "m", "r"),
                                () -> envelope("192.0.2.1", "h", "n", "r"),
                                () -> envelope("192.0.2.1", "h", "m", "s"))),
                kind(
                        "MessageLimits",
                        () -> limits(1, 2, 3, 4),
                        List.of(
                                () -> limits(9, 2, 3, 4),
                                () -> limits(1, 9, 3, 4),
                                () -> limits(1, 2, 9, 4),
                                () -> limits(1, 2, 3, 9))),
                kind(
                        "Finding",
                        () -> finding("c", Severity.ERROR, "s", "m", "r", "n", 0),
                        List.of(
                                () -> finding("d", Severity.ERROR, "s", "m", "r", "n", 0),
                                () -> finding("c", Severity.INFO, "s", "m", "r", "n", 0),
                                () -> finding("c", Severity.ERROR, "t", "m", "r", "n", 0),
                                () -> finding("c", Severity.ERROR, "s", "n", "r", "n", 0),
                                () -> finding("c", Severity.ERROR, "s", "m", "s", "n", 0),
                                () -> finding("c", Severity.ERROR, "s", "m", "r", "o", 0),
                                () -> finding("c", Severity.ERROR, "s", "m", "r", "n", 1))),
                kind(
                        "FindingCode",
                        () -> FindingCode.of("c", Severity.ERROR, "s", "m"),
                        List.of(
                                () -> FindingCode.of("d", Severity.ERROR, "s", "m"),
                                () -> FindingCode.of("c", Severity.INFO, "s", "m"),
                                () -> FindingCode.of("c", Severity.ERROR, "t", "m"),
                                () -> FindingCode.of("c", Severity.ERROR, "s", "n"))),
                kind(
                        "Parsed",
                        () -> Parsed.record("r", List.of()),
                        List.of(
                                () -> Parsed.record("s", List.of()),
                                () -> Parsed.record("r", List.of(Finding.info("c", "s", "m"))),
                                Parsed::unrelated)),
                kind(
                        "Parsed without a record",
                        () -> Parsed.invalid(List.of(Finding.info("c", "s", "m"))),
                        List.of(
                                () -> Parsed.nearMiss(List.of(Finding.info("c", "s", "m"))),
                                () -> Parsed.invalid(List.of(Finding.info("d", "s", "m"))))),
                kind(
                        "DnsStats",
                        () -> stats(1, 2, 3, 4, 5, 6, 7),
                        List.of(
                                () -> stats(9, 2, 3, 4, 5, 6, 7),
                                () -> stats(1, 9, 3, 4, 5, 6, 7),
                                () -> stats(1, 2, 9, 4, 5, 6, 7),
                                () -> stats(1, 2, 3, 9, 5, 6, 7),
                                () -> stats(1, 2, 3, 4, 9, 6, 7),
                                () -> stats(1, 2, 3, 4, 5, 9, 7),
                                () -> stats(1, 2, 3, 4, 5, 6, 9))),
                kind(
                        "ReceivedResults",
                        () -> ReceivedResults.parse(" mx; spf=pass"),
                        List.of(
                                () -> ReceivedResults.parse(" my; spf=pass"),
                                () -> ReceivedResults.parse(" mx 2; spf=pass"),
                                () -> ReceivedResults.parse(" mx; spf=fail"))),
                kind(
                        "AuthorDomain",
                        () -> author("From: a@b.example"),
                        List.of(
                                () -> author("From: a@c.example"),
                                () -> author("From: .a@b.example"),
                                () -> author("To: a@b.example"),
                                () -> author("From: a"))),
                kind("DomainName", () -> DomainName.of("a.example"), List.of(() -> DomainName.of("b.example"))));
    }

    private static Arguments kind(String name, Supplier<Object> one, List<Supplier<Object>> others) {
        return Arguments.of(name, one, others);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void equal(String name, Supplier<Object> one, List<Supplier<Object>> others) {
        assertThat(one.get()).isEqualTo(one.get()).hasSameHashCodeAs(one.get()).isNotEqualTo("another thing");
        List<Object> all = new ArrayList<>(List.of(one.get()));
        for (Supplier<Object> other : others) {
            assertThat(all).doesNotContain(other.get());
            all.add(other.get());
        }
    }

    @Test
    void whatWasPutInComesOut() {
        DnsStats stats = stats(1, 2, 3, 4, 5, 6, 7);
        assertThat(List.of(stats.questions(), stats.hits(), stats.kept(), stats.strays()))
                .containsExactly(1L, 2L, 3L, 6L);
        assertThat(List.of(stats.inFlight(), stats.queued())).containsExactly(4, 5);
        assertThat(stats.failures()).isEqualTo(Map.of(new InetSocketAddress(address("192.0.2.53"), 53), 7L));
        Finding finding = finding("c", Severity.ERROR, "s", "m", "r", "n", 0);
        assertThat(List.of(finding.code(), finding.section(), finding.message(), finding.remedy()))
                .containsExactly("c", "s", "m", "r");
        assertThat(envelope("192.0.2.1", "h", "m", "r").helo()).isEqualTo("h");
        assertThat(limits(1, 2, 3, 4).messageOctets()).isEqualTo(4);
        assertThat(new DnsRecord.Txt("a")).isNotEqualTo(new DnsRecord.Txt("b"));
        assertThat(DnsRecord.Txt.of(List.of("a"))).isEqualTo(new DnsRecord.Txt("a"));
        Duration elapsed = Duration.ofMillis(3);
        assertThat(new DnsQuery(DomainName.ROOT, RecordType.A, DnsAnswer.NO_DATA, elapsed, true, true, true).elapsed())
                .isEqualTo(elapsed);
    }

    @Test
    void whatMayBeOtherwiseSoonIsTemporary() {
        assertThat(DnsFailure.values())
                .filteredOn(failure -> !failure.temporary())
                .containsExactly(DnsFailure.OTHER_RCODE, DnsFailure.TOO_LARGE);
    }

    @Test
    void problemsOfMessagesHaveCodesAndClauses() {
        assertThat(MessageProblem.values())
                .extracting(MessageProblem::code)
                .containsExactly(
                        "message-header-too-large",
                        "message-field-too-large",
                        "message-too-many-fields",
                        "message-too-large");
        assertThat(MessageProblem.values())
                .extracting(MessageProblem::description)
                .doesNotHaveDuplicates()
                .allMatch(clause -> clause.matches("[a-z ]+ too (large|many [a-z ]+)"));
    }

    private static Envelope envelope(String ip, String helo, String mailFrom, String recipient) {
        return Envelope.from(address(ip)).helo(helo).mailFrom(mailFrom).withRecipients(List.of(recipient));
    }

    private static InetAddress address(String ip) {
        return new InetSocketAddress(ip, 53).getAddress();
    }

    private static MessageLimits limits(int header, int field, int fields, int message) {
        return MessageLimits.DEFAULT
                .withHeaderOctets(header)
                .withFieldOctets(field)
                .withFields(fields)
                .withMessageOctets(message);
    }

    private static Finding finding(
            String code, Severity severity, String section, String message, String remedy, String name, int at) {
        return Finding.of(code, severity, section, message)
                .about(DomainName.of(name))
                .at(new Position("text", at, 1))
                .remedy(remedy);
    }

    private static DnsStats stats(
            long questions, long hits, long kept, int inFlight, int queued, long strays, long failures) {
        return new DnsStats(
                questions,
                hits,
                kept,
                inFlight,
                queued,
                strays,
                Map.of(new InetSocketAddress(address("192.0.2.53"), 53), failures));
    }

    private static AuthorDomain author(String header) {
        byte[] octets = (header + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return AuthorDomain.of(Message.of(octets).fields());
    }
}
