package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;

/** Messages whose names all have silent servers, beside honest ones. */
class HostileNeighboursTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Zone ZONE = Zone.parse("""
        *.silent.example TXT !TIMEOUT
        *.honest.example TXT "v=spf1 -all"
        """);

    /** As many look-ups as a message may have under way ahead of need, none of which is ever answered. */
    private static DnsLookups hostile(DnsResolver resolver, int number) {
        DnsLookups lookups = DnsLookups.start(resolver, DnsLookups.MAX_QUERIES, LIMIT);
        for (int i = 0; i < 48; i++) {
            lookups.prefetch(DomainName.of("n" + i + ".m" + number + ".silent.example"), RecordType.TXT);
        }
        return lookups;
    }

    /** Eleven questions one after the other; how long they took. */
    private static Duration honest(DnsResolver resolver, int number) {
        long start = System.nanoTime();
        DnsLookups lookups = DnsLookups.start(resolver, DnsLookups.MAX_QUERIES, LIMIT);
        for (int i = 0; i < 11; i++) {
            DnsAnswer answer =
                    lookups.await(DomainName.of("n" + i + ".m" + number + ".honest.example"), RecordType.TXT);
            assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
        }
        lookups.end();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    @DisplayName("honest messages are answered, and long before the hostile ones have timed out")
    void silentZonesTakeNobodysPlaces() {
        try (DnsServer server = DnsServer.start(ZONE)) {
            // 2400 questions, each silent for as long as it holds its place, and 64 places.
            DnsJavaResolver resolver = DnsJavaResolver.builder()
                    .servers(List.of(server.address()))
                    .timeout(Duration.ofSeconds(10))
                    .concurrency(64)
                    .build();
            List<DnsLookups> hostile = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                hostile.add(hostile(resolver, i));
            }
            List<Duration> times = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                times.add(honest(resolver, i));
            }
            times.sort(null);
            assertThat(times.get(5)).isLessThan(Duration.ofSeconds(5));
            assertThat(resolver.stats().inFlight()).isBetween(64, 320);
            assertThat(resolver.stats().queued()).isPositive();
            hostile.forEach(DnsLookups::end);
            awaitEnd(resolver);
        }
    }

    @Test
    @DisplayName("what a message has not waited for is not asked after its end, and is asked anew by the next")
    void whatNobodyWaitsForIsCancelled() {
        try (DnsServer server = DnsServer.start(ZONE)) {
            DnsJavaResolver resolver = DnsJavaResolver.builder()
                    .servers(List.of(server.address()))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            DnsLookups first = hostile(resolver, 1);
            DnsLookups second = hostile(resolver, 1);
            CompletableFuture<DnsAnswer> alone = resolver.lookup(DomainName.of("n0.m1.silent.example"), RecordType.TXT)
                    .toCompletableFuture();
            first.end();
            honest(resolver, 1);
            assertThat(resolver.stats().inFlight()).isEqualTo(48);
            second.end();
            honest(resolver, 2);
            assertThat(resolver.stats().inFlight()).isEqualTo(1);
            assertThat(alone).isNotDone();
            alone.cancel(true);
            awaitEnd(resolver);
        }
    }

    private static void awaitEnd(DnsJavaResolver resolver) {
        for (int i = 0;
                i < 1000 && resolver.stats().inFlight() + resolver.stats().queued() > 0;
                i++) {
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(resolver.stats().inFlight() + resolver.stats().queued()).isZero();
    }

    @Test
    @DisplayName("a datagram lost is asked for again, hostile neighbours or not")
    void lostDatagramsAreNoFailures() {
        try (DnsServer server = DnsServer.builder(ZONE).dropFirst(2).start()) {
            DnsJavaResolver resolver = DnsJavaResolver.builder()
                    .servers(List.of(server.address()))
                    .timeout(Duration.ofMillis(600))
                    .concurrency(64)
                    .build();
            List<DnsLookups> hostile = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                hostile.add(hostile(resolver, i));
            }
            honest(resolver, 1);
            hostile.forEach(DnsLookups::end);
        }
    }
}
