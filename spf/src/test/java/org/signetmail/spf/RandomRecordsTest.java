package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Zone;

/** Whatever a record says, asking ahead of need changes nothing but time. */
class RandomRecordsTest {

    private static Envelope envelope(int i) {
        String ip = i % 3 == 0 ? "2001:db8::" + i % 8 : "192.0.2." + i % 8;
        String octets = "a".repeat(200 + 5 * i) + ".";
        String helo = i % 10 == 7 ? octets : "h" + i % 20 + ".example";
        String localPart = i % 10 == 4 ? octets : "bob-" + i;
        return Envelope.from(Addresses.of(ip)).helo(helo).mailFrom(localPart + "@r" + i + ".example");
    }

    private static SpfOutcome withoutTrace(SpfOutcome outcome) {
        return new SpfOutcome(
                outcome.result(),
                outcome.identity(),
                outcome.clientIp(),
                outcome.heloStoodIn(),
                outcome.domain(),
                outcome.problem(),
                outcome.detail(),
                outcome.path(),
                outcome.explanation(),
                outcome.counts(),
                outcome.minTtl(),
                outcome.senderSpecific(),
                outcome.authentic(),
                outcome.noted(),
                Optional.empty());
    }

    @Test
    @DisplayName("100,000 records have the same outcomes, to the last count, with prefetching and without")
    void prefetchingChangesNothing() {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Map<SpfResult, Integer> results = new EnumMap<>(SpfResult.class);
        int askedAhead = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Zone zone = new RandomRecords(seed).zone();
            for (int i = 0; i < RandomRecords.RECORDS; i++) {
                FakeDns dns = FakeDns.of(zone);
                SpfOutcome inOrder = SpfVerifier.using(dns)
                        .withOptions(SpfOptions.DEFAULT.withPrefetch(false))
                        .verify(envelope(i));
                // No query is made that is not needed.
                assertThat(dns.queries()).hasSize(inOrder.counts().queries());
                FakeDns behind = FakeDns.of(zone);
                SpfOutcome ahead = SpfVerifier.using(late(behind, thread)).verify(envelope(i));
                if (!ahead.equals(inOrder)) {
                    assertThat(ahead).as("seed " + seed + ", record " + i).isEqualTo(inOrder);
                }
                assertThat(inOrder.counts().queries()).isLessThanOrEqualTo(1 + 10 * 11 + 1 + 1 + 10);
                results.merge(inOrder.result(), 1, Integer::sum);
                askedAhead += behind.queries().size() - inOrder.counts().queries();
            }
        }
        thread.shutdown();
        // The generator reaches all that there is, and something was asked in vain: how much depends on the scheduler.
        assertThat(results).containsOnlyKeys(SpfResult.values());
        assertThat(results.values()).allMatch(count -> count > 1000);
        assertThat(askedAhead).isPositive();
    }

    /** Answers on another thread, so that a check has to wait. */
    private static DnsResolver late(FakeDns dns, Executor thread) {
        return (name, type) -> CompletableFuture.supplyAsync(
                () -> dns.lookup(name, type).toCompletableFuture().join(), thread);
    }

    @Test
    @DisplayName("nor does the order in which answers come")
    void theOrderOfAnswersChangesNothing() {
        for (int seed = 5000; seed < 5004; seed++) {
            Zone zone = new RandomRecords(seed).zone();
            for (int i = 0; i < RandomRecords.RECORDS; i++) {
                SpfOutcome inOrder = SpfVerifier.using(FakeDns.of(zone))
                        .withOptions(SpfOptions.DEFAULT.withPrefetch(false))
                        .verify(envelope(i));
                FakeDns shuffled = FakeDns.of(zone).withShuffledDelays(seed + i, Duration.ofMillis(2));
                SpfOutcome ahead = SpfVerifier.using(shuffled)
                        .withOptions(SpfOptions.DEFAULT.withTrace(true))
                        .verify(envelope(i));
                assertThat(withoutTrace(ahead))
                        .as("seed " + seed + ", record " + i)
                        .isEqualTo(inOrder);
                SpfTrace trace = ahead.trace().orElseThrow();
                assertThat(trace.wasted()).hasSizeLessThanOrEqualTo(20);
                assertThat(shuffled.queries())
                        .hasSize(ahead.counts().queries() + trace.wasted().size());
                assertThat(trace.toString()).isNotEmpty();
            }
        }
    }

    @Test
    @DisplayName("a record that parses prints to one that parses to the same")
    void printsWhatItParses() {
        RandomRecords records = new RandomRecords(77);
        int right = 0;
        for (int i = 0; i < 20_000; i++) {
            SpfRecord record = SpfRecord.parse(records.record()).record().orElse(null);
            if (record != null) {
                assertThat(SpfRecord.parse(record.toString()).record()).contains(record);
                right++;
            }
        }
        assertThat(right).isGreaterThan(10_000);
    }
}
