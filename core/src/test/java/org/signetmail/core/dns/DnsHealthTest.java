package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is told in the log, and how often. */
class DnsHealthTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<String> log = new ArrayList<>();
    private final DnsHealth health = new DnsHealth(
            Stream.of(new InetSocketAddress("192.0.2.53", 53), new InetSocketAddress("192.0.2.54", 5300))
                    .map(DnsEndpoint::of)
                    .toList(),
            now::get,
            log::add);

    private void fail(int server, int times) {
        for (int i = 0; i < times; i++) {
            health.failed(server, "no answer in time");
        }
    }

    @Test
    void tellsOfAServerThatIsDown() {
        fail(1, DnsHealth.DOWN - 1);
        assertThat(log).isEmpty();
        fail(1, 1);
        assertThat(log)
                .containsExactly("The DNS server 192.0.2.54:5300 has left 10 queries in a row without an answer"
                        + " (the last one: no answer in time). Unless all were for names whose own servers are silent,"
                        + " look at this server and the way to it, UDP and TCP.");
        assertThat(health.failures()).containsExactly(0L, 10L);
    }

    @Test
    void tellsOfEachServerOnceInAWhile() {
        fail(1, 500);
        fail(0, 500);
        assertThat(log).hasSize(2);
        now.addAndGet(DnsHealth.QUIET.toNanos() - 1);
        fail(1, 500);
        assertThat(log).hasSize(2);
        now.addAndGet(1);
        fail(1, 500);
        assertThat(log).hasSize(3);
    }

    @Test
    void anAnswerBetweenThemMakesFailuresHarmless() {
        for (int i = 0; i < 100; i++) {
            fail(0, DnsHealth.DOWN - 1);
            health.answered(0);
        }
        assertThat(log).isEmpty();
        assertThat(health.failures()).containsExactly(900L, 0L);
    }

    @Test
    void tellsOfAFullQueueOnceInAWhile() {
        for (int i = 0; i < 100; i++) {
            health.overloaded(2, 3);
        }
        assertThat(log)
                .containsExactly("DNS look-ups fail because there are too many: 2 are under way and 3 wait."
                        + " Look at how fast the servers answer, or raise the concurrency or the queue.");
        now.addAndGet(DnsHealth.QUIET.toNanos());
        health.overloaded(2, 3);
        assertThat(log).hasSize(2);
    }
}
