package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Question;

/** The rules of overlapped DNS: what is asked ahead of need, and that nothing but time depends on it. */
class PrefetcherTest {

    private static final Envelope ENVELOPE =
            Envelope.from(Addresses.of("192.0.2.1")).helo("mail.example.org").mailFrom("bob@example.net");

    /** 3 includes, one with 3 nested ones, a, and mx with 5 hosts. */
    private static final String OVERLAPPED = """
            example.net TXT "v=spf1 include:i1.example include:i2.example include:i3.example a mx -all"
            i1.example  TXT "v=spf1 ip4:203.0.113.1"
            i2.example  TXT "v=spf1 include:n1.example include:n2.example include:n3.example"
            i3.example  TXT "v=spf1 ip4:203.0.113.2"
            n1.example  TXT "v=spf1 ip4:203.0.113.3"
            n2.example  TXT "v=spf1 ip4:203.0.113.4"
            n3.example  TXT "v=spf1 ip4:203.0.113.5"
            example.net A   203.0.113.6
            example.net MX  10 h1.example
            example.net MX  20 h2.example
            example.net MX  30 h3.example
            example.net MX  40 h4.example
            example.net MX  50 h5.example
            h1.example  A   203.0.113.7
            h2.example  A   203.0.113.8
            h3.example  A   203.0.113.9
            h4.example  A   203.0.113.10
            h5.example  A   203.0.113.11
            """;

    @Test
    @DisplayName("14 queries in 3 dependency levels take 3 round trips")
    void overlaps() {
        RoundsDns dns = new RoundsDns(OVERLAPPED, 1, 5, 8);
        SpfOutcome outcome = SpfVerifier.using(dns)
                .withOptions(SpfOptions.DEFAULT.withTrace(true))
                .verify(ENVELOPE);
        assertThat(outcome.result()).as(dns.rounds().toString()).isEqualTo(SpfResult.FAIL);
        assertThat(outcome.counts()).isEqualTo(new SpfCounts(8, 0, 14));
        assertThat(outcome.trace().orElseThrow().wasted()).isEmpty();
        assertThat(dns.rounds()).hasSize(3);
        assertThat(dns.rounds().get(1))
                .hasToString("[i1.example TXT, i2.example TXT, i3.example TXT, example.net A, example.net MX]");
        assertThat(dns.rounds().get(2))
                .extracting(Question::toString)
                .containsExactlyInAnyOrder(
                        "n1.example TXT",
                        "n2.example TXT",
                        "n3.example TXT",
                        "h1.example A",
                        "h2.example A",
                        "h3.example A",
                        "h4.example A",
                        "h5.example A");
    }

    @Test
    @DisplayName("without prefetching the same 14 queries take 14 round trips, with the same outcome")
    void canBeSwitchedOff() {
        RoundsDns dns = new RoundsDns(OVERLAPPED, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        SpfOutcome outcome = SpfVerifier.using(dns)
                .withOptions(SpfOptions.DEFAULT.withPrefetch(false))
                .verify(ENVELOPE);
        assertThat(dns.rounds()).hasSize(14);
        assertThat(outcome)
                .isEqualTo(SpfVerifier.using(FakeDns.zone(OVERLAPPED)).verify(ENVELOPE));
    }

    /** Answers after a while, so that checks have to wait. */
    private static FakeDns slow(String zone) {
        return FakeDns.zone(zone).withDelay(Duration.ofMillis(20));
    }

    private static SpfOutcome traced(DnsResolver dns) {
        return SpfVerifier.using(dns)
                .withOptions(SpfOptions.DEFAULT.withTrace(true))
                .verify(ENVELOPE);
    }

    @Test
    @DisplayName("nothing is asked ahead of need while answers are there at once")
    void asksNothingWithoutNeed() {
        FakeDns dns = FakeDns.zone("""
                example.net TXT "v=spf1 include:i.example a:a.example mx -all"
                i.example   TXT "v=spf1 ip4:192.0.2.1"
                """);
        assertThat(traced(dns).result()).isEqualTo(SpfResult.PASS);
        assertThat(dns.queries()).hasToString("[example.net TXT, i.example TXT]");
    }

    @Test
    @DisplayName("overlap rule 1: answers that are not needed have no effect, whatever they are")
    void ignoresWhatIsNotNeeded() {
        SpfOutcome outcome = traced(slow("""
                example.net    TXT "v=spf1 a:yes.example a:v1.example a:v2.example a:broken.example \
                include:bad.example mx:many.example -all"
                yes.example    A   192.0.2.1
                broken.example A   !SERVFAIL
                bad.example    TXT "v=spf1 moo"
                """));
        assertThat(outcome.result()).isEqualTo(SpfResult.PASS);
        assertThat(outcome.counts()).isEqualTo(new SpfCounts(1, 0, 2));
        assertThat(outcome.trace().orElseThrow().wasted())
                .extracting(query -> query.name() + " " + query.type() + " " + query.used())
                .containsExactlyInAnyOrder(
                        "v1.example A false",
                        "v2.example A false",
                        "broken.example A false",
                        "bad.example TXT false",
                        "many.example MX false");
    }

    @ParameterizedTest
    @DisplayName("overlap rule 2: only terms before a match that needs no DNS, or before all, are asked for")
    @CsvSource(delimiter = '|', textBlock = """
            ip4:192.0.2.1 a:a.example mx:b.example               | []
            ip4:192.0.2.9 ip6:::/0 ip4:192.0.2.0/24 a:a.example  | []
            all a:a.example                                      | []
            a:a.example ip4:192.0.2.1 a:b.example                | [a.example A]
            ?all redirect=r.example                              | []
            a:a.example redirect=r.example -all                  | [a.example A]
            a:a.example redirect=r.example                       | [a.example A, r.example TXT]
            """)
    void stopsAtLocalMatches(String terms, String queries) {
        assertThat(askedForRecord(terms)).hasToString(queries);
    }

    /** What a check asks for when it has its record and has to wait for a first answer, which fails. */
    private static List<String> askedForRecord(String terms) {
        FakeDns dns = FakeDns.zone("example.net TXT \"v=spf1 " + terms + "\"");
        List<String> asked = new ArrayList<>();
        SpfVerifier.using((name, type) -> {
                    if (name.equals(DomainName.of("example.net")) && type == RecordType.TXT) {
                        return dns.lookup(name, type);
                    }
                    asked.add(name + " " + type);
                    return CompletableFuture.supplyAsync(
                            () -> new DnsAnswer.Failed(DnsFailure.SERVFAIL, ""),
                            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
                })
                .verify(ENVELOPE);
        return asked;
    }

    @Test
    @DisplayName("overlap rule 3: at most 8 questions are under way, with the one that is waited for")
    void boundsWhatIsUnderWay() {
        String zone = """
                example.net TXT "v=spf1 a:a1.example a:a2.example a:a3.example a:a4.example a:a5.example a:a6.example \
                a:a7.example a:a8.example a:a9.example a:a10.example"
                *.example   A 203.0.113.1
                """;
        RoundsDns dns = new RoundsDns(zone, 1, 8, 2);
        assertThat(SpfVerifier.using(dns).verify(ENVELOPE).result()).isEqualTo(SpfResult.NEUTRAL);
        RoundsDns silent = new RoundsDns(zone, 1);
        SpfVerifier.using(silent)
                .withOptions(SpfOptions.DEFAULT.withLimits(SpfLimits.DEFAULT.withTime(Duration.ofSeconds(1))))
                .verify(ENVELOPE);
        assertThat(silent.waiting()).hasSize(8);
    }

    @Test
    @DisplayName("overlap rule 3: a term beyond the limit of terms is not asked for")
    void staysWithinTheLimitOfTerms() {
        String zone = """
                example.net TXT "v=spf1 a:a1.example a:a2.example include:i.example a:a9.example a:never.example \
                a:never.example a:never.example a:never.example a:never.example a:never.example a:never.example -all"
                i.example   TXT "v=spf1 a:b1.example a:b2.example a:b3.example a:b4.example a:b5.example a:b6.example \
                a:b7.example a:b8.example a:b9.example"
                *.example   A 203.0.113.1
                """;
        FakeDns dns = slow(zone);
        SpfOutcome outcome = SpfVerifier.using(dns).verify(ENVELOPE);
        assertThat(outcome.problem()).contains(SpfProblem.TERM_LIMIT);
        assertThat(dns.queries().toString()).contains("b7.example").doesNotContain("b8.example", "b9.example");
    }

    @Test
    @DisplayName("overlap rule 3: at most 20 queries turn out not to be needed")
    void boundsWaste() {
        StringBuilder zone = new StringBuilder("""
                example.net TXT "v=spf1 exists:slow.example include:i0.example include:i1.example include:i2.example \
                include:i3.example mx:m0.example mx:m1.example mx:m2.example mx:m3.example"
                slow.example A 192.0.2.1
                """);
        for (int i = 0; i < 4; i++) {
            zone.append("i%d.example TXT \"v=spf1".formatted(i));
            for (int j = 0; j < 10; j++) {
                zone.append(" a:a%d-%d.example".formatted(i, j));
            }
            zone.append("\"\n");
            for (int j = 0; j < 10; j++) {
                zone.append("m%d.example MX %d h%d-%d.example\n".formatted(i, j, i, j));
            }
        }
        zone.append("*.example A 203.0.113.1\n");
        SpfOutcome outcome = traced(slowOnce(zone.toString()));
        assertThat(outcome.result()).isEqualTo(SpfResult.PASS);
        assertThat(outcome.counts()).isEqualTo(new SpfCounts(1, 0, 2));
        assertThat(outcome.trace().orElseThrow().wasted())
                .hasSize(20)
                .filteredOn(query -> query.name().toString().startsWith("h"))
                .hasSize(10);
    }

    @Test
    @DisplayName("overlap rule 3: nothing more is asked ahead when more voids are known than may be")
    void stopsAtVoids() {
        SpfOutcome outcome = traced(slowOnce("""
                example.net TXT "v=spf1 exists:slow.example a:v1.example a:v2.example a:v3.example a:b.example a:c.example"
                slow.example A  192.0.2.1
                """));
        assertThat(outcome.result()).isEqualTo(SpfResult.PASS);
        assertThat(outcome.trace().orElseThrow().wasted())
                .extracting(query -> query.name().toString())
                .containsExactlyInAnyOrder("v1.example", "v2.example", "v3.example");
    }

    /** Answers at once, but for slow.example and what is below it. */
    private static DnsResolver slowOnce(String zone) {
        FakeDns fast = FakeDns.zone(zone);
        FakeDns slow = slow(zone);
        DomainName slowName = DomainName.of("slow.example");
        return (name, type) -> (name.isEqualOrBelow(slowName) ? slow : fast).lookup(name, type);
    }

    @ParameterizedTest
    @DisplayName("overlap rule 4: what tells of the mail, exists and exp are not asked for ahead of need")
    @CsvSource(delimiter = '|', textBlock = """
            a:a.example a:%{s}.b.example mx:%{l}.b.example include:%{h}.b.example       | [a.example A]
            a:a.example a:%{i}.b.example a:%{ir}.b.example                              | [a.example A]
            a:a.example a:%{p}.b.example ptr:%{p}                                       | [a.example A]
            a:a.example exists:b.example exp=e.example                                  | [a.example A]
            a:a.example a:%{d}.b.example mx:%{o}.b.example include:%{d2}.b.example      | [a.example A, example.net.b.example A, example.net.b.example MX, example.net.b.example TXT]
            a:a.example a:%{v}.b.example                                                | [a.example A, in-addr.b.example A]
            a:a.example ptr                                                             | [a.example A, 1.2.0.192.in-addr.arpa PTR]
            """)
    void keepsPrivateWhatTellsOfTheMail(String terms, String queries) {
        assertThat(askedForRecord(terms)).hasToString(queries);
    }

    @Test
    @DisplayName("overlap rule 4: names of the client are asked for when PTR has come, those within the target only")
    void followsNames() {
        RoundsDns dns = new RoundsDns("""
                example.net TXT "v=spf1 ptr -all"
                1.2.0.192.in-addr.arpa PTR other.example
                1.2.0.192.in-addr.arpa PTR a.example.net
                1.2.0.192.in-addr.arpa PTR b.example.net
                b.example.net A 192.0.2.1
                """, 1, 1, 2);
        assertThat(SpfVerifier.using(dns).verify(ENVELOPE).result()).isEqualTo(SpfResult.PASS);
        assertThat(dns.rounds().get(2)).hasToString("[a.example.net A, b.example.net A]");
    }

    @Test
    @DisplayName("overlap rule 5: a failure of the first MX host wins over a match of the second")
    void keepsTheOrderOfErrors() {
        RoundsDns dns = new RoundsDns("""
                example.net TXT "v=spf1 mx -all"
                example.net MX 10 h1.example
                example.net MX 20 h2.example
                h1.example  A  !SERVFAIL
                h2.example  A  192.0.2.1
                """, 1, 1, 2);
        assertThat(SpfVerifier.using(dns).verify(ENVELOPE).result()).isEqualTo(SpfResult.TEMPERROR);
    }

    @Test
    @DisplayName("overlap rule 6: what the look-ups of the message know is not asked again")
    void sharesAnswers() {
        FakeDns dns = FakeDns.zone(OVERLAPPED);
        DnsLookups lookups = DnsLookups.join(dns);
        lookups.prefetch(DomainName.of("example.net"), RecordType.TXT);
        SpfVerifier verifier = SpfVerifier.using(lookups);
        SpfOutcome first = verifier.verify(ENVELOPE);
        assertThat(dns.queries()).hasSize(14).doesNotHaveDuplicates();
        SpfOutcome second = verifier.verify(ENVELOPE);
        assertThat(dns.queries()).hasSize(14);
        assertThat(second).isEqualTo(first);
    }

    @Test
    @DisplayName("overlap rule 7: HELO and MAIL FROM share answers, and count for themselves")
    void countsEachIdentityAlone() {
        FakeDns dns = FakeDns.zone("""
                example.net      TXT "v=spf1 a:v1.example a:v2.example a:x.example ?all"
                mail.example.org TXT "v=spf1 a:v1.example a:v2.example a:x.example -all"
                x.example        A   203.0.113.1
                """);
        SpfVerifier verifier = SpfVerifier.using(DnsLookups.join(dns));
        SpfOutcome mailFrom = verifier.verify(ENVELOPE);
        SpfOutcome helo = verifier.verifyHelo(ENVELOPE);
        assertThat(mailFrom.result()).isEqualTo(SpfResult.NEUTRAL);
        assertThat(helo.result()).isEqualTo(SpfResult.FAIL);
        assertThat(mailFrom.counts()).isEqualTo(new SpfCounts(3, 2, 4)).isEqualTo(helo.counts());
        assertThat(dns.queries()).hasSize(5);
    }

    @Test
    @DisplayName("overlap rule 3: at most 8 questions are under way, one that is not asked ahead included")
    void countsWhatIsWaitedFor() {
        RoundsDns silent = new RoundsDns("""
                example.net TXT "v=spf1 exists:e.example a:a1.example a:a2.example a:a3.example a:a4.example \
                a:a5.example a:a6.example a:a7.example a:a8.example a:a9.example"
                """, 1);
        SpfVerifier.using(silent)
                .withOptions(SpfOptions.DEFAULT.withLimits(SpfLimits.DEFAULT.withTime(Duration.ofSeconds(1))))
                .verify(ENVELOPE);
        assertThat(silent.waiting()).hasSize(8);
    }

    @Test
    @DisplayName("what another check of the message asked or used is not told as asked in vain")
    void tellsItsOwnWasteOnly() {
        DnsLookups lookups = DnsLookups.join(slowOnce("""
                mail.example.org TXT "v=spf1 a:used.example exists:slow.example a:vain.example -all"
                example.net      TXT "v=spf1 exists:slower.slow.example a:used.example a:vain.example a:own.example -all"
                slow.example     A   192.0.2.1
                *.slow.example   A   192.0.2.1
                """));
        SpfVerifier verifier = SpfVerifier.using(lookups).withOptions(SpfOptions.DEFAULT.withTrace(true));
        assertThat(verifier.verifyHelo(ENVELOPE).trace().orElseThrow().wasted())
                .extracting(query -> query.name().toString())
                .containsExactly("vain.example");
        assertThat(verifier.verify(ENVELOPE).trace().orElseThrow().wasted())
                .extracting(query -> query.name().toString())
                .containsExactly("own.example");
    }

    @Test
    @DisplayName("nothing is asked ahead any more while a check waits for its explanation")
    void endsBeforeTheExplanation() {
        FakeDns dns = slow("""
                example.net     TXT "v=spf1 -exists:yes.example include:late.example -all exp=e.example"
                yes.example     A   192.0.2.1
                e.example       TXT "words"
                """);
        CompletableFuture<DnsAnswer> late = new CompletableFuture<>();
        List<String> asked = new ArrayList<>();
        SpfOutcome outcome = SpfVerifier.using((name, type) -> {
                    asked.add(name.toString());
                    if (name.equals(DomainName.of("e.example"))) {
                        late.complete(new DnsAnswer.Found(
                                List.of(new DnsRecord.Txt("v=spf1 a:never.example")), Duration.ZERO, false));
                    }
                    return name.equals(DomainName.of("late.example")) ? late : dns.lookup(name, type);
                })
                .verify(ENVELOPE);
        assertThat(outcome.explanation().orElseThrow().text()).isEqualTo("words");
        assertThat(asked).containsExactly("example.net", "yes.example", "late.example", "e.example");
    }

    @Test
    @DisplayName("a check that has ended asks for nothing more, though answers come while other checks wait")
    void endsWithTheCheck() {
        Map<DomainName, CompletableFuture<DnsAnswer>> late = new HashMap<>();
        FakeDns dns = FakeDns.zone("""
                example.net TXT "v=spf1 exists:yes.example include:late.example -all"
                yes.example A 192.0.2.1
                late.example TXT "v=spf1 a:never.example"
                """);
        FakeDns slow = dns.withDelay(Duration.ofMillis(20));
        DnsLookups lookups = DnsLookups.join((name, type) -> {
            if (name.equals(DomainName.of("late.example"))) {
                return late.computeIfAbsent(name, unused -> new CompletableFuture<>());
            }
            return slow.lookup(name, type);
        });
        assertThat(SpfVerifier.using(lookups).verify(ENVELOPE).result()).isEqualTo(SpfResult.PASS);
        assertThat(late).hasSize(1);
        DomainName name = DomainName.of("late.example");
        DnsAnswer record =
                dns.lookup(name, RecordType.TXT).toCompletableFuture().join();
        late.values().forEach(future -> future.complete(record));
        lookups.await(DomainName.of("other.example"), RecordType.A);
        assertThat(lookups.queries().stream()
                        .map(query -> query.name().toString())
                        .collect(Collectors.toList()))
                .contains("late.example")
                .doesNotContain("never.example");
    }
}
