package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** The thread: how tasks get to it, and when it sleeps. */
class DnsTransportTest {

    private final DnsTransport transport = new DnsTransport();

    private Thread thread() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        transport.execute(() -> thread.complete(Thread.currentThread()));
        return thread.join();
    }

    @Test
    @DisplayName("every task is run once, on one thread at a time, however many hand over and whenever the thread ends")
    void runsEveryTask() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(threads * each);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread caller = new Thread(() -> {
                for (int task = 0; task < each; task++) {
                    transport.execute(() -> {
                        together.accumulateAndGet(running.incrementAndGet(), Math::max);
                        running.decrementAndGet();
                        left.countDown();
                    });
                }
            });
            callers.add(caller);
            caller.start();
        }
        assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(together).hasValue(1);
        for (Thread caller : callers) {
            caller.join();
        }
    }

    @Test
    @DisplayName("a thread that has ended by an error leaves its tasks to the next")
    void survivesAnError() {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> after = new CompletableFuture<>();
        transport.execute(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
            throw new AssertionError("for this test");
        });
        transport.execute(() -> after.complete("run"));
        go.countDown();
        assertThat(after.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo("run");
    }

    /** What becomes of so many questions, whose time is over before the transport's thread comes to read their answers. */
    private List<String> heldUp(int questions, int answerOctets) throws IOException, InterruptedException {
        List<String> told = new CopyOnWriteArrayList<>();
        CountDownLatch left = new CountDownLatch(questions);
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            DnsEndpoint to = DnsEndpoint.of(new InetSocketAddress(server.getLocalAddress(), server.getLocalPort()));
            transport.execute(() -> {
                for (int i = 0; i < questions; i++) {
                    byte[] query = DnsWire.query(DomainName.of("a.example"), RecordType.TXT, 1232);
                    DnsExchange unused =
                            transport.send(to, false, query, System.nanoTime(), new DnsExchange.Listener() {
                                @Override
                                public boolean received(byte[] octets, long age) {
                                    told.add("received");
                                    left.countDown();
                                    return true;
                                }

                                @Override
                                public void failed(DnsFailure reason, String detail, boolean disturbed) {
                                    told.add(reason + ", " + detail);
                                    left.countDown();
                                }
                            });
                    answer(server, answerOctets);
                }
            });
            assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
        }
        return told;
    }

    private static void answer(DatagramSocket server, int octets) {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[octets], octets);
            server.receive(packet);
            packet.setLength(octets);
            server.send(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("what came while the thread had no processor is read before a time is over")
    void readsBeforeItGivesUp() throws Exception {
        assertThat(heldUp(1, 100)).containsExactly("received");
    }

    @Test
    @DisplayName("all answers that can wait at a time have room, and are read before any time is over")
    void hasRoomForAllAnswers() throws Exception {
        int all = DnsPorts.LOCAL * DnsSocket.ROOM;
        assertThat(heldUp(all, 1232)).hasSize(all).containsOnly("received");
    }

    @Test
    @DisplayName("an interrupt does not keep the thread from sleeping")
    void sleepsInSpiteOfAnInterrupt() throws InterruptedException {
        Thread thread = thread();
        transport.execute(() -> transport.at(System.nanoTime() + TimeUnit.MINUTES.toNanos(1), () -> {}));
        long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
        for (int i = 0; i < 5; i++) {
            thread.interrupt();
            TimeUnit.MILLISECONDS.sleep(200);
        }
        // In a second, a thread that spins has a good part of it.
        long spent = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) - before;
        assertThat(TimeUnit.NANOSECONDS.toMillis(spent)).isLessThan(100);
    }
}
