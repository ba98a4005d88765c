package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;
import org.signetmail.testkit.FakeDns;

/** Records are parsed once, and nobody can tell but by the time it takes. */
class RememberedRecordsTest {

    private static SpfRecord record(SpfVerifier verifier, FakeDns dns) {
        SpfOutcome outcome =
                new Checks(dns, verifier.withOptions(SpfOptions.DEFAULT.withTrace(true))).from("192.0.2.1");
        return outcome.trace().orElseThrow().check().record().orElseThrow();
    }

    @Test
    @DisplayName("all verifiers that are made of one another share their records, others do not")
    void shares() {
        FakeDns dns = FakeDns.zone("example.net TXT \"v=spf1 ip4:192.0.2.1 -all\"");
        SpfVerifier verifier = SpfVerifier.using(dns);
        SpfRecord first = record(verifier, dns);
        assertThat(List.of(
                        verifier,
                        verifier.withOptions(SpfOptions.DEFAULT.withLimits(SpfLimits.DEFAULT.withTerms(1))),
                        verifier.withOptions(SpfOptions.DEFAULT.withReceiver("mx.example.org")),
                        verifier.withOptions(SpfOptions.DEFAULT.withClock(InstantSource.system())),
                        verifier.withOptions(SpfOptions.DEFAULT.withPrefetch(false)),
                        verifier.withResolver(FakeDns.zone("example.net TXT \"v=spf1 ip4:192.0.2.1 -all\""))))
                .allSatisfy(each -> assertThat(record(each, dns)).isSameAs(first));
        assertThat(record(SpfVerifier.using(dns), dns)).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    @DisplayName("an included record is remembered, whether it was asked for ahead of need or not")
    void includes() {
        FakeDns dns = FakeDns.zone("""
                example.net       TXT "v=spf1 include:_spf.example.net -all"
                _spf.example.net  TXT "v=spf1 ip4:192.0.2.1 -all"
                """);
        SpfVerifier verifier = SpfVerifier.using(dns);
        List<SpfTerm> terms = new ArrayList<>();
        for (boolean prefetch : List.of(true, false)) {
            SpfOutcome outcome =
                    new Checks(dns, verifier.withOptions(SpfOptions.DEFAULT.withPrefetch(prefetch))).from("192.0.2.1");
            terms.add(outcome.path().orElseThrow().last());
        }
        assertThat(terms.get(0)).isSameAs(terms.get(1)).hasToString("ip4:192.0.2.1");
    }

    @Test
    @DisplayName("a record that is too large for one verifier is not so for another")
    void limits() {
        Checks checks = Checks.record("v=spf1 ip4:192.0.2.1 -all", "");
        Checks small = checks.limits(SpfLimits.DEFAULT.withRecordOctets(20));
        for (int round = 0; round < 2; round++) {
            assertThat(small.from("192.0.2.1").problem()).contains(SpfProblem.RECORD_TOO_LARGE);
            assertThat(checks.from("192.0.2.1").result()).isEqualTo(SpfResult.PASS);
        }
    }

    @Test
    @DisplayName("an error is the same error again, and tells of the domain at hand")
    void errors() {
        Checks checks = Checks.zone("""
                example.net  TXT "v=spf1 ip4:192.0.2.300 -all"
                example.com  TXT "v=spf1 ip4:192.0.2.300 -all"
                """);
        for (String domain : List.of("example.net", "example.com", "example.net")) {
            SpfOutcome outcome = checks.from("192.0.2.1", "mail.example.org", "bob@" + domain);
            assertThat(outcome.problem()).contains(SpfProblem.BAD_ADDRESS);
            assertThat(outcome.detail()).contains("octet 12 of the record of " + domain + ": ");
        }
    }

    @Test
    @DisplayName("many threads with one verifier, and more records than it remembers")
    void manyThreads() throws Exception {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            zone.append("d%1$d.example TXT \"v=spf1 ip4:198.51.100.0/24 exp=e%1$d.example ip4:10.%2$d.%3$d.1 -all\"%n"
                    .formatted(i, i / 200, i % 200));
        }
        Checks checks = Checks.zone(zone.toString());
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<SpfResult>> results = IntStream.range(0, 4200)
                .mapToObj(i -> pool.submit(() -> {
                    int n = i * 31 % 700;
                    String ip = i % 2 == 0 ? "10.%d.%d.1".formatted(n / 200, n % 200) : "10.9.9.9";
                    return checks.from(ip, "mail.example.org", "bob@d" + n + ".example")
                            .result();
                }))
                .toList();
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).get()).isEqualTo(i % 2 == 0 ? SpfResult.PASS : SpfResult.FAIL);
        }
    }
}
