package org.signetmail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The harness gives every message its own verdict, and counts. */
class ThroughputTest {

    static Stream<ExecutorService> executors() {
        return VirtualThreads.exist()
                ? Stream.of(Executors.newFixedThreadPool(20), VirtualThreads.executor())
                : Stream.of(Executors.newFixedThreadPool(20));
    }

    @ParameterizedTest
    @MethodSource("executors")
    @DisplayName("100 messages: no verdict is lost")
    void losesNone(ExecutorService threads) throws Exception {
        Throughput.Result result = Throughput.run(Throughput.mail(100), Throughput.zone(100), threads);
        threads.shutdown();
        assertThat(result.wrong()).isEmpty();
        assertThat(result.messages()).isEqualTo(100);
        assertThat(result.mostInFlight()).isBetween(2, 100);
        assertThat(result.asked()).isBetween(100, result.wanted());
    }
}
