package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.testkit.FakeDns;

/** What an outcome tells besides its result. */
class TraceTest {

    private static final Envelope ENVELOPE =
            Envelope.from(Addresses.of("192.0.2.1")).helo("mail.example.org").mailFrom("bob@example.net");

    private static final Pattern TIME = Pattern.compile("\\[\\d+\\.\\d ms]");

    private static SpfOutcome traced(String zone) {
        return SpfVerifier.using(FakeDns.zone(zone))
                .withOptions(SpfOptions.DEFAULT.withTrace(true))
                .verify(ENVELOPE);
    }

    private static String text(SpfOutcome outcome) {
        return TIME.matcher(String.join("\n", outcome.trace().orElseThrow().lines()) + "\n")
                .replaceAll("[t]");
    }

    @Test
    @DisplayName("the trace as text")
    void tellsAPostmaster() {
        SpfOutcome outcome = traced("""
            example.net     TXT "v=spf1 ip4:203.0.113.0/24 include:_spf.%{d} mx -exists:%{i}.bl.example redirect=r.example"
            _spf.example.net TXT "v=spf1 a:v.example ip6:2001:db8::/32"
            example.net     MX  10 mx1.example.net
            example.net     MX  20 mx2.example.net
            mx1.example.net A   203.0.113.7
            mx2.example.net A   203.0.113.8
            mx2.example.net A   203.0.113.9
            r.example       TXT "v=spf1 -all exp=e.%{d}"
            e.r.example     TXT "%{i} may not"
            """);
        assertThat(text(outcome)).isEqualTo("""
            example.net: fail (5 of 10 terms, 2 of 2 voids, 9 queries) [t]
              asked example.net TXT: "v=spf1 ip4:203.0.113.0/24 include:_spf.%{d} mx -exists:%{i}.bl.example redirect=r.example" [t]
              ip4:203.0.113.0/24: no match
              include:_spf.%{d} (_spf.example.net): no match (terms 1 to 2 of 10, 1 void, 2 queries) [t]
                _spf.example.net: neutral
                  asked _spf.example.net TXT: "v=spf1 a:v.example ip6:2001:db8::/32" [t]
                  a:v.example (v.example): no match (term 2 of 10, 1 void, 1 query) [t]
                    asked v.example A: no such name [t]
                  ip6:2001:db8::/32: no match
              mx (example.net): no match (term 3 of 10, 3 queries) [t]
                asked example.net MX: 10 mx1.example.net, 20 mx2.example.net [t]
                asked mx1.example.net A: 203.0.113.7 [t]
                asked mx2.example.net A: 203.0.113.8, 203.0.113.9 [t]
              -exists:%{i}.bl.example (192.0.2.1.bl.example): no match (term 4 of 10, 1 void, 1 query) [t]
                asked 192.0.2.1.bl.example A: no such name [t]
              redirect=r.example (r.example): applied (term 5 of 10, 2 queries) [t]
                r.example: fail
                  asked r.example TXT: "v=spf1 -all exp=e.%{d}" [t]
                  -all: match
                  exp=e.%{d} (e.r.example): applied (1 query) [t]
                    asked e.r.example TXT: "%{i} may not" [t]
            """);
        assertThat(outcome.explanation().orElseThrow().text()).isEqualTo("192.0.2.1 may not");
        assertThat(outcome.path()).hasToString("Optional[redirect=r.example > -all]");
        assertThat(outcome.reason())
                .isEqualTo("example.net (MAIL FROM) does not permit 192.0.2.1: redirect=r.example > -all matches.");
    }

    @ParameterizedTest(name = "{0} ns")
    @DisplayName("a time has one place, rounded")
    @CsvSource({
        "0, 0.0",
        "49999, 0.0",
        "50000, 0.1",
        "1249999, 1.2",
        "1250000, 1.3",
        "9950000, 10.0",
        "123456789, 123.5"
    })
    void tellsTimes(long nanos, String words) {
        SpfTrace.Check check = new SpfTrace.Check(
                DomainName.of("a.example"),
                List.of(),
                Optional.empty(),
                List.of(),
                SpfResult.NONE,
                SpfCounts.NONE,
                Duration.ofNanos(nanos));
        assertThat(new SpfTrace(check, SpfLimits.DEFAULT, List.of()).lines())
                .singleElement()
                .asString()
                .endsWith(" [" + words + " ms]");
    }

    @Test
    @DisplayName(
            "what was asked has the time that it took, and whether it was there at once; what was not asked has none")
    void tellsHowItWasAsked() {
        FakeDns dns = FakeDns.zone("""
            example.net TXT "v=spf1 a:a.example a:b.example -all"
            *.example   A   203.0.113.1
            """).withDelay(Duration.ofMillis(2));
        DnsLookups lookups = DnsLookups.start(dns, 2, Duration.ofSeconds(10));
        for (int i = 0; i < 2; i++) {
            SpfOutcome outcome = SpfVerifier.using(lookups)
                    .withOptions(SpfOptions.DEFAULT.withTrace(true).withPrefetch(false))
                    .verify(ENVELOPE);
            assertThat(outcome.problem()).contains(SpfProblem.QUERY_LIMIT);
            SpfTrace.Check check = outcome.trace().orElseThrow().check();
            List<DnsQuery> queries = new ArrayList<>(check.queries());
            check.steps().forEach(step -> queries.addAll(step.queries()));
            assertThat(queries).hasSize(3);
            assertThat(queries.subList(0, 2)).isEqualTo(lookups.queries());
            assertThat(queries.get(0).elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
            DnsQuery refused = queries.get(2);
            assertThat(refused.answer()).isInstanceOf(DnsAnswer.Failed.class);
            assertThat(List.of(refused.atOnce(), refused.stale())).containsExactly(false, false);
            assertThat(refused.elapsed()).isZero();
        }
    }

    @Test
    @DisplayName("an answer that was there at once is told as that")
    void tellsAnswersAtOnce() {
        SpfTrace trace = traced("example.net TXT \"v=spf1 -all\"").trace().orElseThrow();
        assertThat(trace.check().queries())
                .singleElement()
                .satisfies(query -> assertThat(query.atOnce()).isTrue());
    }

    @Test
    @DisplayName("the trace as data")
    void isATree() {
        FakeDns dns = FakeDns.zone("""
            example.net  TXT "v=spf1 include:i.example a:a.example -all"
            i.example    TXT "v=spf1 mx:m.example"
            m.example    MX  10 h.example
            h.example    A   !SERVFAIL
            """).withDelay(Duration.ofMillis(5));
        SpfTrace trace = SpfVerifier.using(dns)
                .withOptions(SpfOptions.DEFAULT.withTrace(true))
                .verify(ENVELOPE)
                .trace()
                .orElseThrow();
        assertThat(trace.check().domain()).isEqualTo(DomainName.of("example.net"));
        assertThat(trace.check().result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(trace.check().record().orElseThrow()).hasToString("v=spf1 include:i.example a:a.example -all");
        assertThat(trace.check().steps()).hasSize(1);
        SpfTrace.Step include = trace.check().steps().get(0);
        assertThat(include.verdict()).isEqualTo(SpfTrace.Verdict.ERROR);
        assertThat(include.target()).contains(DomainName.of("i.example"));
        assertThat(include.queries()).isEmpty();
        SpfTrace.Check included = include.check().orElseThrow();
        assertThat(included.queries()).hasSize(1);
        SpfTrace.Step mx = included.steps().get(0);
        assertThat(mx.term()).hasToString("mx:m.example");
        assertThat(mx.verdict()).isEqualTo(SpfTrace.Verdict.ERROR);
        assertThat(mx.queries())
                .extracting(query -> query.name() + " " + query.type() + " " + query.used())
                .containsExactly("m.example MX true", "h.example A true");
        assertThat(mx.elapsed()).isLessThanOrEqualTo(include.elapsed());
        assertThat(trace.wasted()).hasSize(1);
        assertThat(trace.lines().get(trace.lines().size() - 1))
                .startsWith("not needed: asked a.example A: no such name [");
        assertThat(trace).hasToString("example.net: temperror (2 of 10 terms, 0 of 2 voids, 4 queries)");
        assertThat(include.cost()).isEqualTo(new SpfCounts(2, 0, 3)).hasToString("2 terms, 0 voids, 3 queries");
        assertThat(mx.cost()).isEqualTo(new SpfCounts(1, 0, 2));
        assertThat(trace.check().cost()).isEqualTo(new SpfCounts(2, 0, 4));
    }

    @Test
    @DisplayName("a trace is kept on request only")
    void isOffUntilAskedFor() {
        assertThat(SpfVerifier.using(FakeDns.zone("")).verify(ENVELOPE).trace()).isEmpty();
        assertThat(traced("").trace()).isPresent();
    }

    @Test
    @DisplayName("the trace of a record with nothing to show, and of one that is none")
    void tracesWhatIsWrong() {
        assertThat(text(traced("example.net TXT \"v=spf1 moo\""))).isEqualTo("""
                        example.net: permerror (0 of 10 terms, 0 of 2 voids, 1 query) [t]
                          asked example.net TXT: "v=spf1 moo" [t]
                        """);
        assertThat(text(traced("example.net TXT !TIMEOUT"))).isEqualTo("""
            example.net: temperror (0 of 10 terms, 0 of 2 voids, 1 query) [t]
              asked example.net TXT: TIMEOUT: no answer for example.net [t]
            """);
        assertThat(text(traced("example.net TXT \"\\013\\010\\255" + "x".repeat(300) + "\"")))
                .isEqualTo("example.net: none (0 of 10 terms, 0 of 2 voids, 1 query) [t]\n"
                        + "  asked example.net TXT: \"\\013\\010\\255"
                        + "x".repeat(144) + "... [t]\n");
    }

    @Test
    @DisplayName("a given record is evaluated without a look-up of its own")
    void evaluatesAGivenRecord() {
        FakeDns dns = FakeDns.zone("""
            example.net TXT "v=spf1 +all"
            a.example   A   192.0.2.9
            """);
        SpfRecord record = SpfRecord.parse("v=spf1 a:a.example -all").record().orElseThrow();
        SpfOutcome outcome = SpfVerifier.using(dns)
                .withOptions(SpfOptions.DEFAULT.withTrace(true))
                .evaluate(record, ENVELOPE);
        assertThat(outcome.result()).isEqualTo(SpfResult.FAIL);
        assertThat(outcome.domain()).contains(DomainName.of("example.net"));
        assertThat(outcome.counts()).isEqualTo(new SpfCounts(1, 0, 1));
        assertThat(dns.queries()).hasToString("[a.example A]");
        assertThat(text(outcome)).isEqualTo("""
            example.net: fail (1 of 10 terms, 0 of 2 voids, 1 query) [t]
              record v=spf1 a:a.example -all
              a:a.example (a.example): no match (term 1 of 10, 1 query) [t]
                asked a.example A: 192.0.2.9 [t]
              -all: match
            """);
    }

    @Test
    @DisplayName("a given record is evaluated for a domain that could have one")
    void evaluatesForDomainsOnly() {
        SpfRecord record = SpfRecord.parse("v=spf1 +all").record().orElseThrow();
        for (String sender : new String[] {"bob@localhost", "bob@[192.0.2.1]", "bob@a..b", "bob@localhost."}) {
            FakeDns dns = FakeDns.zone("");
            Envelope envelope = Envelope.from(ENVELOPE.clientIp()).helo("h").mailFrom(sender);
            SpfVerifier verifier = SpfVerifier.using(dns).withOptions(SpfOptions.DEFAULT.withTrace(true));
            SpfOutcome outcome = verifier.evaluate(record, envelope);
            assertThat(outcome.problem()).contains(SpfProblem.NOT_A_DOMAIN);
            assertThat(outcome.result()).isEqualTo(SpfResult.NONE);
            assertThat(outcome.detail()).isEqualTo(verifier.verify(envelope).detail());
            assertThat(dns.queries()).isEmpty();
        }
    }

    @Test
    @DisplayName("the path to the mechanism that decided, or failed")
    void tellsThePath() {
        String zone = """
            i1.example TXT "v=spf1 include:i2.example"
            i2.example TXT "v=spf1 redirect=i3.example"
            i3.example TXT "v=spf1 a:v.example ip4:192.0.2.0/24"
            b1.example TXT "v=spf1 include:b2.example"
            b2.example TXT "v=spf1 a:broken.example"
            broken.example A !REFUSED
            """;
        SpfOutcome pass = traced("example.net TXT \"v=spf1 mx ~include:i1.example -all\"\n" + zone);
        assertThat(pass.result()).isEqualTo(SpfResult.SOFTFAIL);
        assertThat(pass.path().orElseThrow())
                .hasToString("~include:i1.example > include:i2.example > redirect=i3.example > ip4:192.0.2.0/24");
        assertThat(pass.reason())
                .isEqualTo("example.net (MAIL FROM) probably does not permit 192.0.2.1: ~include:i1.example >"
                        + " include:i2.example > redirect=i3.example > ip4:192.0.2.0/24 matches.");
        SpfOutcome error = traced("example.net TXT \"v=spf1 include:b1.example -all\"\n" + zone);
        assertThat(error.path().orElseThrow())
                .hasToString("include:b1.example > include:b2.example > a:broken.example");
        assertThat(error.reason())
                .isEqualTo("SPF of example.net (MAIL FROM) for 192.0.2.1: include:b1.example > include:b2.example >"
                        + " a:broken.example - a DNS look-up failed - broken.example A: REFUSED for broken.example.");
        SpfOutcome neutral = traced("example.net TXT \"v=spf1 include:no.example\"\nno.example TXT \"v=spf1 -all\"");
        assertThat(neutral.path()).isEmpty();
        assertThat(traced("example.net TXT \"v=spf1 redirect=no.example\"\nno.example TXT \"v=spf1 ip4:203.0.113.1\"")
                        .path())
                .isEmpty();
        assertThat(neutral.reason())
                .isEqualTo("example.net (MAIL FROM) says nothing of 192.0.2.1: no mechanism matches.");
    }

    @Test
    @DisplayName("a reason stays readable, however long the terms are")
    void cutsLongTerms() {
        String term = "include:" + "%{o}".repeat(500) + ".example";
        SpfOutcome error = traced("example.net TXT \"v=spf1 " + term + "\"\n*.example TXT \"v=spf1 " + term + "\"\n");
        assertThat(error.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(error.path().orElseThrow().terms()).hasSize(11);
        assertThat(error.reason())
                .contains("include:%{o}%{o}")
                .contains("... > include:")
                .hasSizeLessThan(1100);
        SpfOutcome pass = traced("example.net TXT \"v=spf1 " + term + "\"\n*.example TXT \"v=spf1 +all\"\n");
        assertThat(pass.result()).isEqualTo(SpfResult.PASS);
        assertThat(pass.reason()).hasSizeLessThan(200);
    }

    @Test
    @DisplayName("a target without two labels is told as what it is")
    void tellsWhatIsNoDomain() {
        assertThat(traced("example.net TXT \"v=spf1 include:%{d1}\"").reason())
                .isEqualTo("SPF of example.net (MAIL FROM) for 192.0.2.1: include:%{d1} - an included domain has no SPF"
                        + " record - net: no domain name that could have an SPF record.");
    }

    @Test
    @DisplayName("RFC 7208 §7.3: the least TTL, authenticity, and whether it holds for other senders")
    void tellsHowLongItHolds() {
        String zone = """
            example.net 300 TXT "v=spf1 a:a.example -all"
            a.example   60  A   192.0.2.1
            """;
        SpfOutcome outcome = SpfVerifier.using(FakeDns.zone(zone)).verify(ENVELOPE);
        assertThat(outcome.minTtl()).contains(Duration.ofSeconds(60));
        assertThat(outcome.authentic()).isFalse();
        assertThat(outcome.senderSpecific()).isFalse();
        assertThat(SpfVerifier.using(FakeDns.zone(zone).withAuthenticAnswers())
                        .verify(ENVELOPE)
                        .authentic())
                .isTrue();
        SpfRecord record = SpfRecord.parse("v=spf1 ip4:192.0.2.1").record().orElseThrow();
        SpfOutcome given = SpfVerifier.using(FakeDns.zone("")).evaluate(record, ENVELOPE);
        assertThat(given.minTtl()).isEmpty();
        assertThat(given.authentic()).isFalse();
        for (String macro : new String[] {"s", "l", "h"}) {
            assertThat(traced("example.net TXT \"v=spf1 exists:%{" + macro + "}.x.example\"")
                            .senderSpecific())
                    .isTrue();
        }
        assertThat(traced("example.net TXT \"v=spf1 ip4:192.0.2.1 exists:%{s}.x.example\"")
                        .senderSpecific())
                .isFalse();
        assertThat(traced("example.net TXT \"v=spf1 exists:%{i}.%{o}.%{d}.x.example\"")
                        .senderSpecific())
                .isFalse();
    }

    private static SpfOutcome answered(DnsAnswer address) {
        DnsAnswer txt = new DnsAnswer.Found(
                List.of(new DnsRecord.Txt("v=spf1 a:a.example -all")), Duration.ofSeconds(100), true);
        return SpfVerifier.using(
                        (name, type) -> CompletableFuture.completedFuture(type == RecordType.TXT ? txt : address))
                .verify(ENVELOPE);
    }

    @ParameterizedTest
    @DisplayName("RFC 7208 §7.3: answers that there is nothing have lifetimes and authenticity too")
    @CsvSource({"5, true, 5, true", "500, true, 100, true", "500, false, 100, false", "0, true, 0, true"})
    void heedsNegativeAnswers(int ttl, boolean authentic, int minTtl, boolean allAuthentic) {
        Duration lifetime = Duration.ofSeconds(ttl);
        for (DnsAnswer nothing :
                List.of(new DnsAnswer.NoData(lifetime, authentic), new DnsAnswer.NxDomain(lifetime, authentic))) {
            SpfOutcome outcome = answered(nothing);
            assertThat(outcome.result()).isEqualTo(SpfResult.FAIL);
            assertThat(outcome.minTtl()).contains(Duration.ofSeconds(minTtl));
            assertThat(outcome.authentic()).isEqualTo(allAuthentic);
        }
    }

    @Test
    @DisplayName("RFC 7208 §7.3: a failure holds for no time, and its text is shown on one line")
    void heedsFailures() {
        SpfOutcome outcome = answered(new DnsAnswer.Failed(DnsFailure.SERVFAIL, "a\r\nb\u00e9" + "x".repeat(1000)));
        assertThat(outcome.minTtl()).contains(Duration.ZERO);
        assertThat(outcome.authentic()).isFalse();
        assertThat(outcome.detail())
                .startsWith("a.example A: SERVFAIL (a\\013\\010b\\233xxx")
                .hasSizeLessThan(300);
    }

    @ParameterizedTest
    @DisplayName("RFC 7208 §7.3: what an explanation says of the sender holds for this sender only")
    @CsvSource({"%{s}, true", "%{l}, true", "%{h}, true", "%{i} %{d} %{o}, false"})
    void isSpecificByItsExplanation(String text, boolean specific) {
        SpfOutcome outcome = traced("example.net TXT \"v=spf1 -all exp=e.example\"\ne.example TXT \"" + text + "\"\n");
        assertThat(outcome.explanation()).isPresent();
        assertThat(outcome.senderSpecific()).isEqualTo(specific);
    }
}
