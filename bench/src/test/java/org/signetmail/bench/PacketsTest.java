package org.signetmail.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The harness starts a name server of its own, and every message has its own verdict. */
class PacketsTest {

    @Test
    @DisplayName("20 messages, none wrong, with a name server in another process")
    void losesNone() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (NameServer server = NameServer.testkit(20)) {
            Packets.await(server);
            Packets.Round round = Packets.run(Throughput.mail(20), Packets.dns(server), threads, 0);
            assertThat(round.wrong()).isZero();
            assertThat(round.questions()).isPositive();
            Neighbours.Outcome outcome = Neighbours.run(server, 5, 1);
            assertThat(outcome.times()).hasSize(5);
            assertThat(outcome.wrong()).isZero();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @DisplayName("a way that takes 20 ms mixes up no questions, and takes that long for each level")
    void delays() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (NameServer server = NameServer.testkit(20);
                NameServer slow = server.delayed(Duration.ofMillis(20))) {
            Packets.await(slow);
            Packets.Round round = Packets.run(Throughput.mail(20), Packets.dns(slow), threads, 0);
            assertThat(round.wrong()).isZero();
            // The record, then the hosts of MX, then their addresses.
            assertThat(round.time()).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @DisplayName("others get the same verdicts from the same server, or are passed over with a word")
    void comparesWithOthers() throws Exception {
        assertThat(PeerPackets.report(new PeerPackets.Size(8, 0, 1)).lines())
                .hasSize(3)
                .allMatch(line -> line.endsWith(" 0 wrong") || line.contains(": skipped, as "));
    }
}
