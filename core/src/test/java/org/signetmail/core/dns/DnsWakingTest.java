package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** How often a thread that waits for answers is woken. */
class DnsWakingTest {

    private final Responder server = new Responder();
    private final DnsClient client = server.client();

    /** The name that is waited for comes last. */
    private Map<String, DatagramPacket> take(int queries) {
        Map<String, DatagramPacket> taken = new LinkedHashMap<>();
        for (int i = 0; i < queries; i++) {
            DatagramPacket query = server.take();
            taken.put(String.valueOf((char) query.getData()[13]), query);
        }
        return taken;
    }

    private void waitUntilUnderWay(int questions) throws InterruptedException {
        while (client.counts().inFlight() != questions) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Until nothing more can wake the thread but what is still to come. */
    private static void waitUntilItSleeps(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static long sleeps(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()).getWaitedCount();
    }

    /** Asks ahead for a, b and c, and waits for d. */
    private Thread waitFor(List<String> told, CompletableFuture<DnsAnswer> answer, boolean tells) {
        Thread thread = new Thread(() -> {
            DnsLookups lookups = DnsLookups.start(client, 10, Duration.ofMinutes(1));
            for (String name : List.of("a", "b", "c")) {
                if (tells) {
                    lookups.prefetch(DomainName.of(name), RecordType.TXT, each -> told.add(name));
                } else {
                    lookups.prefetch(DomainName.of(name), RecordType.TXT);
                }
            }
            answer.complete(lookups.await(DomainName.of("d"), RecordType.TXT));
            for (String name : List.of("a", "b", "c")) {
                assertThat(lookups.await(DomainName.of(name), RecordType.TXT)).matches(Responder::isAnswer);
            }
            answer.join();
            told.add("slept " + sleeps(Thread.currentThread()));
        });
        thread.start();
        return thread;
    }

    @Test
    @DisplayName("answers that were asked for ahead of need wake nobody, and are there when they are needed")
    void sleepsUntilItCanGoOn() throws InterruptedException {
        List<String> told = new ArrayList<>();
        CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
        Thread thread = waitFor(told, answer, false);
        Map<String, DatagramPacket> queries = take(4);
        DatagramPacket last = queries.remove("d");
        waitUntilItSleeps(thread);
        long before = sleeps(thread);
        queries.values().forEach(server::answer);
        waitUntilUnderWay(1);
        server.answer(last);
        thread.join();
        assertThat(answer.join()).matches(Responder::isAnswer);
        assertThat(told).containsExactly("slept " + before);
    }

    @Test
    @DisplayName("of several answers that let a thread go on and come together, one wakes it")
    void isWokenOnce() throws InterruptedException {
        List<String> told = new ArrayList<>();
        CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
        Thread thread = waitFor(told, answer, true);
        Map<String, DatagramPacket> queries = take(4);
        waitUntilItSleeps(thread);
        long before = sleeps(thread);
        CountDownLatch go = new CountDownLatch(1);
        server.hold(client, go);
        queries.values().forEach(server::answer);
        go.countDown();
        thread.join();
        assertThat(answer.join()).matches(Responder::isAnswer);
        assertThat(told).containsExactlyInAnyOrder("a", "b", "c", "slept " + before);
    }
}
