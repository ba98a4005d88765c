package org.signetmail.reports.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One builder for all threads of a server. */
class SharedBuilderTest {

    private static final int THREADS = 64;
    private static final int EACH = 100;
    private static final ReportSubmitter SUBMITTER =
            ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example");

    /** What one thread adds: its share one by one, or as a part that it has counted before. */
    private static int add(
            AggregateReportBuilder to, List<MessageResult> share, boolean asPart, AggregateLimits limits) {
        if (asPart) {
            AggregateReportBuilder own = AggregateReportBuilder.create(limits);
            share.forEach(own::add);
            return to.merge(own.take(RandomResults.KEY).orElseThrow()) ? share.size() : 0;
        }
        int counted = 0;
        for (MessageResult each : share) {
            counted += to.add(each) ? 1 : 0;
        }
        return counted;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"within all limits, 100000", "few rows, 50"})
    @DisplayName("64 threads count messages one by one and in parts: the same octets as one thread, and none is lost")
    void sameAsAlone(String what, int rows) throws Exception {
        AggregateLimits limits = AggregateLimits.DEFAULT.withRows(rows);
        List<MessageResult> results = new RandomResults(1).list(THREADS * EACH, 400);
        AggregateReportBuilder alone = AggregateReportBuilder.create(limits);
        results.forEach(alone::add);
        AggregateState due = alone.state(RandomResults.KEY).orElseThrow();

        AggregateReportBuilder shared = AggregateReportBuilder.create(limits);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<Integer>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int from = thread * EACH;
            boolean asPart = thread % 4 == 0;
            all.add(pool.submit(() -> {
                together.await();
                // Whoever looks in between changes nothing.
                assertThat(shared.keys()).hasSizeLessThanOrEqualTo(1);
                int counted = add(shared, results.subList(from, from + EACH), asPart, limits);
                assertThat(shared.state(RandomResults.KEY)).isPresent();
                return counted;
            }));
        }
        int counted = 0;
        for (Future<Integer> each : all) {
            counted += each.get();
        }
        pool.shutdown();
        assertThat(counted).isEqualTo(THREADS * EACH);
        assertThat(shared.uncounted()).isZero();
        AggregateState state = shared.take(RandomResults.KEY).orElseThrow();
        assertThat(state.messages()).isEqualTo(due.messages());
        assertThat(AggregateDocument.of(state, SUBMITTER).xml())
                .isEqualTo(AggregateDocument.of(due, SUBMITTER).xml());
        assertThat(shared.keys()).isEmpty();
    }
}
