package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.Envelope;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Question;

/** Rules 38 to 44: how much a check may do. */
class LimitsTest {

    private static final String HOSTS = """
            no.example    A   203.0.113.1
            no.example    MX  10 no.example
            no.example    TXT "v=spf1 ip4:203.0.113.1"
            yes.example   A   192.0.2.1
            1.2.0.192.in-addr.arpa PTR p.example
            p.example     A   192.0.2.1
            nine.example  TXT "v=spf1 a:no.example a:no.example a:no.example a:no.example a:no.example a:no.example \
            a:no.example a:no.example a:no.example"
            ten.example   TXT "v=spf1 a:no.example a:no.example a:no.example a:no.example a:no.example a:no.example \
            a:no.example a:no.example a:no.example a:yes.example"
            loop.example  TXT "v=spf1 redirect=loop.example"
            ring1.example TXT "v=spf1 include:ring2.example"
            ring2.example TXT "v=spf1 include:ring1.example"
            """;

    private static String times(int n, String term) {
        return (term + " ").repeat(n);
    }

    private static Checks checks(String terms) {
        return Checks.record("v=spf1 " + terms, HOSTS);
    }

    @ParameterizedTest
    @DisplayName("rule 38 (RFC 7208 §4.6.4): ten terms are evaluated, the eleventh gives permerror")
    @CsvSource(delimiter = '|', textBlock = """
            10 a:no.example                    | NEUTRAL   | 10
            11 a:no.example                    | PERMERROR | 11
            11 mx:no.example                   | PERMERROR | 11
            11 exists:none.no.example          | PERMERROR | 3
            11 include:no.example              | PERMERROR | 11
            11 ptr:no.example                  | PERMERROR | 11
            10 ptr:no.example                  | NEUTRAL   | 10
            9 a:no.example 1 a:yes.example     | PASS      | 10
            10 a:no.example 1 a:yes.example    | PERMERROR | 11
            1 include:nine.example             | NEUTRAL   | 10
            1 include:ten.example              | PERMERROR | 11
            1 include:nine.example 1 a:no.example | PERMERROR | 11
            1 redirect=nine.example            | NEUTRAL   | 10
            1 redirect=ten.example             | PERMERROR | 11
            10 a:no.example 1 redirect=no.example | PERMERROR | 11
            1 redirect=loop.example            | PERMERROR | 11
            1 include:ring1.example            | PERMERROR | 11
            20 ip4:203.0.113.1 20 ip6:::1 1 x=y 1 ?all | NEUTRAL | 0
            """)
    void countsTerms(String counted, SpfResult result, int terms) {
        String[] words = counted.split(" ", -1);
        StringBuilder record = new StringBuilder();
        for (int i = 0; i < words.length; i += 2) {
            record.append(times(Integer.parseInt(words[i]), words[i + 1]));
        }
        SpfOutcome outcome = checks(record.toString()).from("192.0.2.1");
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(result);
        assertThat(outcome.counts().terms()).isEqualTo(terms);
        if (result == SpfResult.PERMERROR && terms == 11) {
            assertThat(outcome.problem()).contains(SpfProblem.TERM_LIMIT);
        }
    }

    /** Only a check that has to wait asks ahead of need. */
    private static FakeDns slow(Checks checks) {
        return checks.dns().withDelay(Duration.ofMillis(1));
    }

    @Test
    @DisplayName("rule 38 (RFC 7208 §4.6.4): the eleventh term is not asked for")
    void asksForNoTermBeyondTheLimit() {
        for (boolean prefetch : new boolean[] {true, false}) {
            FakeDns slow = slow(checks(times(10, "a:no.example") + "a:eleventh.example"));
            SpfVerifier.using(slow)
                    .withOptions(SpfOptions.DEFAULT.withPrefetch(prefetch))
                    .verify(Envelope.from(Addresses.of("192.0.2.1")).helo("h").mailFrom("bob@example.net"));
            assertThat(slow.queries()).hasToString("[example.net TXT, no.example A]");
        }
    }

    @Test
    @DisplayName(
            "rule 38 (RFC 7208 §4.6.4): what stands behind the match, and a redirect beside all, counts for nothing")
    void countsEvaluatedTermsOnly() {
        assertThat(checks("a:yes.example " + times(20, "a:no.example"))
                        .from("192.0.2.1")
                        .counts()
                        .terms())
                .isEqualTo(1);
        SpfOutcome shadowed =
                checks(times(10, "a:no.example") + "redirect=no.example ~all").from("192.0.2.1");
        assertThat(shadowed.result()).isEqualTo(SpfResult.SOFTFAIL);
        assertThat(shadowed.counts().terms()).isEqualTo(10);
    }

    @Test
    @DisplayName(
            "rule 39 (RFC 7208 §4.6.4): the first TXT, that of exp, and addresses of MX and PTR names are no terms")
    void countsTermsNotQueries() {
        SpfOutcome outcome =
                checks("mx:no.example ptr:p.example -all exp=none.example").from("192.0.2.2");
        assertThat(outcome.counts().terms()).isEqualTo(2);
        assertThat(checks(times(4, "ptr:no.example")).from("192.0.2.1").counts())
                .isEqualTo(new SpfCounts(4, 0, 2));
    }

    @Test
    @DisplayName("rule 39 (RFC 7208 §4.6.4): %{p} counts as a term, each time")
    void countsTheValidatedName() {
        assertThat(checks("exists:%{p}.none.no.example exists:%{p}.%{p}.no.example")
                        .from("192.0.2.1")
                        .counts()
                        .terms())
                .isEqualTo(5);
        SpfOutcome outcome =
                checks(times(9, "a:no.example") + "exists:%{p}.no.example").from("192.0.2.1");
        assertThat(outcome.problem()).contains(SpfProblem.TERM_LIMIT);
        // In an explanation the evaluation is over.
        SpfOutcome explained = Checks.record(
                        "v=spf1 " + times(10, "a:no.example") + "-all exp=e.example",
                        HOSTS + "e.example TXT \"%{p}\"\n")
                .from("192.0.2.1");
        assertThat(explained.explanation().orElseThrow().text()).isEqualTo("p.example");
    }

    private static String mx(int hosts) {
        StringBuilder zone = new StringBuilder("yes.example A 192.0.2.1\nm.example MX 0 yes.example\n");
        for (int i = 1; i < hosts; i++) {
            zone.append("m.example MX 1").append(" h").append(i).append(".example\n");
        }
        return zone.toString();
    }

    @Test
    @DisplayName("rule 40 (RFC 7208 §4.6.4): more than ten MX hosts give permerror, before any is asked for")
    void limitsMxHosts() {
        assertThat(Checks.record("v=spf1 mx:m.example", mx(10))
                        .from("192.0.2.1")
                        .result())
                .isEqualTo(SpfResult.PASS);
        // Asked ahead of need, too: the first term is waited for while the answer for MX is there.
        FakeDns slow = slow(Checks.record("v=spf1 a:no.example mx:m.example", mx(11)));
        SpfOutcome outcome = new Checks(slow, SpfVerifier.using(slow)).from("192.0.2.1");
        assertThat(outcome.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(outcome.problem()).contains(SpfProblem.MX_LIMIT);
        assertThat(slow.queries()).hasToString("[example.net TXT, no.example A, m.example MX]");
    }

    @Test
    @DisplayName("rule 40 (RFC 7208 §4.6.4): of more than ten PTR names the first ten are looked at")
    void limitsPtrNames() {
        StringBuilder zone = new StringBuilder();
        for (int i = 1; i <= 11; i++) {
            zone.append("1.2.0.192.in-addr.arpa PTR p").append(i).append(".example.net\n");
        }
        String tenth = zone + "p10.example.net A 192.0.2.1\n";
        String eleventh = zone + "p11.example.net A 192.0.2.1\n";
        assertThat(Checks.record("v=spf1 ptr -all", tenth).from("192.0.2.1").result())
                .isEqualTo(SpfResult.PASS);
        FakeDns slow = slow(Checks.record("v=spf1 ptr -all", eleventh));
        assertThat(new Checks(slow, SpfVerifier.using(slow)).from("192.0.2.1").result())
                .isEqualTo(SpfResult.FAIL);
        assertThat(slow.queries().toString()).contains("p10.").doesNotContain("p11");
        // And the same ten for %{p}.
        Checks named = Checks.record("v=spf1 exists:%{p}.x.example -all exp=e.example", eleventh + """
                e.example TXT "%{p}"
                *.x.example A 127.0.0.2
                """);
        assertThat(named.from("192.0.2.1").result()).isEqualTo(SpfResult.PASS);
        assertThat(named.queries()).contains("p10.", "unknown.x.example").doesNotContain("p11");
    }

    @ParameterizedTest
    @DisplayName("rule 41 (RFC 7208 §4.6.4): two void look-ups are fine, the third gives permerror at once")
    @CsvSource(delimiter = '|', textBlock = """
            a:v1.example mx:v2.example ?all                              | NEUTRAL   | 2
            a:v1.example mx:v2.example exists:v3.example                 | PERMERROR | 3
            a:v1.example mx:v2.example exists:v3.example a:yes.example   | PERMERROR | 3
            a:v1.example a:v1.example a:v1.example                       | PERMERROR | 3
            a:nodata.example a:nodata.example a:nodata.example           | PERMERROR | 3
            a:v1.example a:v2.example ptr:x.example                      | PERMERROR | 3
            a:v1.example a:v2.example exists:%{p}.x                      | PERMERROR | 3
            a:v1.example exists:%{p}.yes.example                         | PERMERROR | 3
            a:v1.example a:v2.example exp=%{p}.example -all              | FAIL      | 2
            a:v1.example redirect=v2.example                             | PERMERROR | 2
            a:v1.example a:v2.example redirect=v3.example                | PERMERROR | 3
            a:v1.example include:voids.example ?all                      | PERMERROR | 3
            include:voids.example ?all                                   | NEUTRAL   | 2
            include:voids.example redirect=voids.example                 | PERMERROR | 3
            a:v1.example a:v2.example include:v3.example                 | PERMERROR | 3
            a:v1.example a:v2.example exp=v3.example -all                | FAIL      | 2
            a:yes.example a:v1.example a:v2.example a:v3.example         | PASS      | 0
            """)
    void countsVoids(String terms, SpfResult result, int voids) {
        SpfOutcome outcome = Checks.record("v=spf1 " + terms, """
                yes.example     A   192.0.2.1
                nodata.example  TXT "there"
                voids.example   TXT "v=spf1 a:v8.example a:v9.example"
                1.2.0.192.in-addr.arpa PTR !NXDOMAIN
                """).from("192.0.2.1");
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(result);
        assertThat(outcome.counts().voids()).isEqualTo(voids);
        if (voids == 3) {
            assertThat(outcome.problem()).contains(SpfProblem.VOID_LIMIT);
        }
    }

    private static final String DEAD_HOSTS = """
            m.example MX 1 d1.example
            m.example MX 2 d2.example
            m.example MX 3 d3.example
            d3.example AAAA 2001:db8::3
            m.example MX 4 yes.example
            yes.example A 192.0.2.1
            """;

    private static SpfLimits limits(boolean countVoidMxHosts, boolean countOtherFamilyAsVoid) {
        return SpfLimits.DEFAULT
                .withCountVoidMxHosts(countVoidMxHosts)
                .withCountOtherFamilyAsVoid(countOtherFamilyAsVoid);
    }

    @ParameterizedTest
    @DisplayName("rule 42 (RFC 7208 §4.6.4): MX hosts without address count only when the option says so")
    @CsvSource({"false, true, PASS", "true, true, PERMERROR", "true, false, PASS"})
    void countsVoidMxHostsIfToldTo(boolean countVoidMxHosts, boolean countOtherFamilyAsVoid, SpfResult result) {
        assertThat(Checks.record("v=spf1 mx:m.example", DEAD_HOSTS)
                        .limits(limits(countVoidMxHosts, countOtherFamilyAsVoid))
                        .from("192.0.2.1")
                        .result())
                .isEqualTo(result);
    }

    @Test
    @DisplayName("rule 42 (RFC 7208 §4.6.4): a name of the other family is void, unless the option says otherwise")
    void countsNamesOfTheOtherFamily() {
        Checks checks = Checks.record("v=spf1 a:a.example a:b.example a:c.example a:v6.example -all", """
                a.example A 192.0.2.1
                b.example A 192.0.2.2
                c.example A 192.0.2.3
                v6.example AAAA 2001:db8::1
                """);
        SpfOutcome strict = checks.from("2001:db8::1");
        assertThat(strict.problem()).contains(SpfProblem.VOID_LIMIT);
        SpfOutcome lax = checks.limits(limits(false, false)).from("2001:db8::1");
        assertThat(lax.result()).isEqualTo(SpfResult.PASS);
        assertThat(lax.counts()).isEqualTo(new SpfCounts(4, 0, 8));
        assertThat(checks.limits(limits(false, false))
                        .from("192.0.2.9")
                        .counts()
                        .voids())
                .isZero();
    }

    @Test
    @DisplayName("rules 37 and 42 (RFC 7208 §4.4): a failure when asking for the other family is one as any other")
    void heedsFailuresOfTheOtherFamily() {
        for (String terms : new String[] {"a:v4.example -all", "mx:m.example -all"}) {
            Checks checks = Checks.record("v=spf1 " + terms, """
                    m.example  MX   10 v4.example
                    v4.example AAAA !SERVFAIL
                    """);
            assertThat(checks.limits(limits(true, true)).from("192.0.2.1").result())
                    .isEqualTo(SpfResult.FAIL);
            SpfOutcome lax = checks.limits(limits(true, false).withVoids(0)).from("192.0.2.1");
            assertThat(lax.problem()).contains(SpfProblem.DNS_FAILURE);
            assertThat(lax.counts().voids()).isZero();
            assertThat(lax.detail()).startsWith("v4.example AAAA: SERVFAIL");
            Checks silent = new Checks(
                    checks.dns(),
                    SpfVerifier.using((name, type) -> type == RecordType.AAAA
                            ? new CompletableFuture<>()
                            : checks.dns().lookup(name, type)));
            assertThat(silent.limits(limits(true, false).withVoids(0).withTime(Duration.ofMillis(100)))
                            .from("192.0.2.1")
                            .problem())
                    .contains(SpfProblem.TIME_LIMIT);
        }
    }

    @Test
    @DisplayName("rule 42 (RFC 7208 §4.6.4): the other family is asked for after an answer without records only")
    void asksForTheOtherFamilyWhenItMatters() {
        Checks checks = Checks.record("v=spf1 a:none.example a:other.example a:v4.example -all", """
                other.example A    203.0.113.1
                v4.example    TXT  "there"
                """);
        SpfOutcome outcome = checks.limits(limits(false, false)).from("192.0.2.1");
        assertThat(outcome.counts()).isEqualTo(new SpfCounts(3, 2, 5));
        assertThat(checks.queries())
                .isEqualTo("[example.net TXT, none.example A, other.example A, v4.example A, v4.example AAAA]");
    }

    @Test
    @DisplayName("rule 43 (RFC 7208 §4.6.4): the limits can be set")
    void setsLimits() {
        String voids = "exists:v1.example exists:v2.example exists:v3.example exists:v4.example ~all";
        assertThat(checks(voids)
                        .limits(SpfLimits.DEFAULT.withVoids(4))
                        .from("192.0.2.1")
                        .result())
                .isEqualTo(SpfResult.SOFTFAIL);
        assertThat(checks("a:v1.example")
                        .limits(SpfLimits.DEFAULT.withVoids(0))
                        .from("192.0.2.1")
                        .result())
                .isEqualTo(SpfResult.PERMERROR);
        assertThat(checks(times(20, "a:no.example"))
                        .limits(SpfLimits.DEFAULT.withTerms(20))
                        .from("192.0.2.1")
                        .result())
                .isEqualTo(SpfResult.NEUTRAL);
        assertThat(checks("a:no.example")
                        .limits(SpfLimits.DEFAULT.withTerms(0))
                        .from("192.0.2.1")
                        .problem())
                .contains(SpfProblem.TERM_LIMIT);
        for (Duration ages : new Duration[] {Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(200 * 365)}) {
            FakeDns slow = checks("mx -all").dns().withDelay(Duration.ofMillis(1));
            assertThat(new Checks(slow, SpfVerifier.using(slow))
                            .limits(SpfLimits.DEFAULT.withTime(ages))
                            .from("192.0.2.1")
                            .result())
                    .isEqualTo(SpfResult.FAIL);
        }
        assertThatThrownBy(() -> SpfLimits.DEFAULT.withTerms(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SpfLimits.DEFAULT.withTime(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @DisplayName("rules 35 and 44 (RFC 7208 §5.5): a name that DNS fails for is skipped, the end of the time is not")
    @CsvSource({"ptr:p.example ~all", "exists:%{p}.x.example ~all"})
    void endsTheCheckAtANameWithoutAnswer(String terms) {
        Checks checks = checks(terms);
        SpfVerifier verifier = SpfVerifier.using((name, type) -> name.toString().equals("p.example")
                ? new CompletableFuture<>()
                : checks.dns().lookup(name, type));
        SpfOutcome outcome = new Checks(checks.dns(), verifier)
                .limits(SpfLimits.DEFAULT.withTime(Duration.ofMillis(100)))
                .from("192.0.2.1");
        assertThat(outcome.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(outcome.problem()).contains(SpfProblem.TIME_LIMIT);
    }

    @Test
    @DisplayName("rule 44 (RFC 7208 §4.6.4): when the time is over, temperror")
    void limitsTime() {
        // Answers the first question and then nothing any more.
        Checks answers = checks("ptr:no.example +all");
        SpfVerifier verifier = SpfVerifier.using((name, type) ->
                        type == RecordType.TXT ? answers.dns().lookup(name, type) : new CompletableFuture<DnsAnswer>())
                .withOptions(SpfOptions.DEFAULT.withLimits(SpfLimits.DEFAULT.withTime(Duration.ofMillis(20))));
        SpfOutcome outcome = verifier.verify(
                Envelope.from(Addresses.of("192.0.2.1")).helo("h").mailFrom("bob@example.net"));
        // Even at ptr, where an error of DNS would only mean that it does not match.
        assertThat(outcome.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(outcome.problem()).contains(SpfProblem.TIME_LIMIT);
        assertThat(SpfLimits.DEFAULT.time()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("an interrupt ends the check with temperror, and stays set")
    void endsOnInterrupt() {
        SpfVerifier verifier = SpfVerifier.using((name, type) -> new CompletableFuture<>());
        Thread.currentThread().interrupt();
        SpfOutcome outcome = verifier.verify(
                Envelope.from(Addresses.of("192.0.2.1")).helo("h").mailFrom("bob@example.net"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(outcome.problem()).contains(SpfProblem.INTERRUPTED);
    }

    @Test
    @DisplayName("RFC 7208 §11.1: the worst record makes 1 + 10 × 11 queries, and one for its explanation")
    void boundsQueries() {
        StringBuilder zone = new StringBuilder();
        StringBuilder terms = new StringBuilder();
        for (int term = 0; term < 20; term++) {
            terms.append("mx:m").append(term).append(".example ");
            for (int host = 0; host < 10; host++) {
                zone.append("m%d.example MX 1 h%d-%d.example\n".formatted(term, term, host));
                zone.append("h%d-%d.example A 203.0.113.1\n".formatted(term, host));
            }
        }
        String ten = terms.substring(0, terms.indexOf("mx:m10"));
        for (boolean prefetch : new boolean[] {true, false}) {
            for (String record : new String[] {terms.toString(), ten + "-all exp=e.example"}) {
                FakeDns slow = slow(Checks.record("v=spf1 " + record, zone.toString()));
                SpfOutcome outcome = SpfVerifier.using(slow)
                        .withOptions(SpfOptions.DEFAULT.withPrefetch(prefetch))
                        .verify(Envelope.from(Addresses.of("192.0.2.1"))
                                .helo("h")
                                .mailFrom("bob@example.net"));
                int exp = outcome.result() == SpfResult.FAIL ? 1 : 0;
                assertThat(outcome.counts().queries()).isEqualTo(111 + exp);
                assertThat(slow.queries()).hasSize(111 + exp);
            }
        }
    }

    @Test
    @DisplayName("a question is asked once, however many terms have it")
    void asksOnce() {
        Checks checks = checks("a:no.example a:NO.example mx:no.example include:no.example include:no.example");
        checks.from("192.0.2.1");
        assertThat(checks.dns().queries())
                .extracting(Question::toString)
                .containsExactlyInAnyOrder("example.net TXT", "no.example A", "no.example MX", "no.example TXT");
    }
}
