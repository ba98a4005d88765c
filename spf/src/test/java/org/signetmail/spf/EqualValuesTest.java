package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Qualifier;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/** Values that are made alike are equal, and each thing they hold makes them differ. */
class EqualValuesTest {

    private static final SpfTerm ALL = new Directive(Qualifier.FAIL, new Mechanism.All());
    private static final SpfTerm SOFT = new Directive(Qualifier.SOFTFAIL, new Mechanism.All());
    private static final DomainName A = DomainName.of("a.example");
    private static final DomainName B = DomainName.of("b.example");
    private static final SpfCounts NONE = new SpfCounts(0, 0, 0);
    private static final SpfCounts ONE = new SpfCounts(1, 0, 0);

    /** What gives a value, and others that differ from it, each in one thing alone. */
    static Stream<Arguments> values() {
        return Stream.of(
                kind(
                        "SpfCounts",
                        () -> new SpfCounts(1, 2, 3),
                        List.of(
                                () -> new SpfCounts(9, 2, 3),
                                () -> new SpfCounts(1, 9, 3),
                                () -> new SpfCounts(1, 2, 9))),
                kind(
                        "SpfPath",
                        () -> new SpfPath(List.of(ALL)),
                        List.of(() -> new SpfPath(List.of(SOFT)), () -> new SpfPath(List.of(ALL, ALL)))),
                kind(
                        "SpfExplanation",
                        () -> new SpfExplanation(A, "a"),
                        List.of(() -> new SpfExplanation(B, "a"), () -> new SpfExplanation(A, "b"))),
                kind(
                        "ReceivedSpf",
                        () -> received("pass (a) helo=h"),
                        List.of(
                                () -> received("fail (a) helo=h"),
                                () -> received("pass (b) helo=h"),
                                () -> received("pass (a) helo=i"))),
                kind("SpfOutcome", () -> outcome(-1), changed(15, EqualValuesTest::outcome)),
                kind("SpfTrace", () -> trace(-1), changed(3, EqualValuesTest::trace)),
                kind("SpfTrace.Check", () -> check(-1), changed(7, EqualValuesTest::check)),
                kind("SpfTrace.Step", () -> step(-1), changed(7, EqualValuesTest::step)));
    }

    private static Arguments kind(String name, Supplier<Object> one, List<Supplier<Object>> others) {
        return Arguments.of(name, one, others);
    }

    private interface Made {
        Object with(int another);
    }

    private static List<Supplier<Object>> changed(int parts, Made made) {
        List<Supplier<Object>> others = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int another = i;
            others.add(() -> made.with(another));
        }
        return others;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    @DisplayName("equality")
    void equal(String name, Supplier<Object> one, List<Supplier<Object>> others) {
        assertThat(one.get()).isEqualTo(one.get()).hasSameHashCodeAs(one.get()).isNotEqualTo("another thing");
        List<Object> all = new ArrayList<>(List.of(one.get()));
        for (Supplier<Object> other : others) {
            assertThat(all).doesNotContain(other.get());
            all.add(other.get());
        }
    }

    @Test
    @DisplayName("what was put in comes out")
    void comesOut() {
        assertThat(trace(-1).limits()).isEqualTo(SpfLimits.DEFAULT);
        assertThat(trace(1).limits().terms()).isEqualTo(1);
        assertThat(SpfOptions.DEFAULT.withPrefetch(false).prefetch()).isFalse();
        assertThat(SpfOptions.DEFAULT.prefetch()).isTrue();
        assertThat(SpfOptions.DEFAULT
                        .withClock(() -> java.time.Instant.EPOCH)
                        .clock()
                        .instant())
                .isEqualTo(java.time.Instant.EPOCH);
    }

    private static ReceivedSpf received(String value) {
        return ReceivedSpf.parse(value).orElseThrow();
    }

    private static InetAddress ip(String literal) {
        return Addresses.of(literal);
    }

    /** An outcome of which one part is another, counted in the order of the constructor. */
    private static SpfOutcome outcome(int another) {
        DnsRecord.Txt txt = new DnsRecord.Txt("v=spf1 -all");
        return new SpfOutcome(
                another == 0 ? SpfResult.SOFTFAIL : SpfResult.FAIL,
                another == 1 ? SpfIdentity.HELO : SpfIdentity.MAILFROM,
                Optional.of(ip(another == 2 ? "192.0.2.2" : "192.0.2.1")),
                another == 3,
                Optional.of(another == 4 ? B : A),
                another == 5 ? Optional.of(SpfProblem.TERM_LIMIT) : Optional.empty(),
                another == 6 ? "b" : "a",
                Optional.of(new SpfPath(List.of(another == 7 ? SOFT : ALL))),
                Optional.of(new SpfExplanation(A, another == 8 ? "b" : "a")),
                another == 9 ? ONE : NONE,
                Optional.of(Duration.ofSeconds(another == 10 ? 2 : 1)),
                another == 11,
                another == 12,
                List.of(new SpfOutcome.Noted(another == 13 ? B : A, txt)),
                another == 14 ? Optional.of(trace(-1)) : Optional.empty());
    }

    private static SpfTrace trace(int another) {
        return new SpfTrace(
                check(another == 0 ? 0 : -1),
                another == 1 ? SpfLimits.DEFAULT.withTerms(1) : SpfLimits.DEFAULT,
                another == 2 ? queries() : List.of());
    }

    private static SpfTrace.Check check(int another) {
        return new SpfTrace.Check(
                another == 0 ? B : A,
                another == 1 ? queries() : List.of(),
                another == 2 ? SpfRecord.parse("v=spf1 -all").record() : Optional.empty(),
                another == 3 ? List.of(step(-1)) : List.of(),
                another == 4 ? SpfResult.FAIL : SpfResult.PASS,
                another == 5 ? ONE : NONE,
                Duration.ofSeconds(another == 6 ? 2 : 1));
    }

    private static SpfTrace.Step step(int another) {
        return new SpfTrace.Step(
                another == 0 ? SOFT : ALL,
                Optional.of(another == 1 ? B : A),
                another == 2 ? queries() : List.of(),
                another == 3 ? Optional.of(check(-1)) : Optional.empty(),
                another == 4 ? SpfTrace.Verdict.ERROR : SpfTrace.Verdict.MATCH,
                another == 5 ? ONE : NONE,
                Duration.ofSeconds(another == 6 ? 2 : 1));
    }

    private static List<DnsQuery> queries() {
        DnsAnswer answer = new DnsAnswer.Found(List.of(new DnsRecord.Txt("x")), Duration.ZERO, false);
        return List.of(new DnsQuery(A, RecordType.TXT, answer, Duration.ZERO, true, true, false));
    }
}
