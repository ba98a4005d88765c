package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
