package org.signetmail.core.dns;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Tasks that are handed over to the thread of the transport: each is run, once, and one at a time. */
public final class DnsTransportRaces {

    /** A task that is not run by then sleeps. */
    private static final long LATE_MINUTES = 2;

    private DnsTransportRaces() {}

    /** Counts what is run, and what is run at a time. */
    private static final class Tasks {
        private final CountDownLatch left = new CountDownLatch(2);
        private final AtomicInteger run = new AtomicInteger();
        private final AtomicInteger running = new AtomicInteger();
        private volatile int together;

        private void handTo(DnsTransport transport) {
            transport.execute(() -> {
                together = Math.max(together, running.incrementAndGet());
                run.incrementAndGet();
                running.decrementAndGet();
                left.countDown();
            });
        }

        private void tell(II_Result result) {
            try {
                boolean unused = left.await(LATE_MINUTES, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            result.r1 = run.get();
            result.r2 = together;
        }
    }

    /** To a thread that stays, and falls asleep each time. */
    @JCStressTest
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Both were run.")
    @State
    public static class Asleep {
        /** Stays so long that a task which wakes nobody is late. */
        private static final DnsTransport TRANSPORT = new DnsTransport(TimeUnit.MINUTES.toNanos(10));

        private final Tasks tasks = new Tasks();

        @Actor
        public void one() {
            tasks.handTo(TRANSPORT);
        }

        @Actor
        public void other() {
            tasks.handTo(TRANSPORT);
        }

        @Arbiter
        public void after(II_Result result) {
            tasks.tell(result);
        }
    }

    /** To a thread that ends as soon as it has nothing to do. */
    @JCStressTest
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Both were run.")
    @State
    public static class Ending {
        private static final DnsTransport TRANSPORT = new DnsTransport(1);

        private final Tasks tasks = new Tasks();

        @Actor
        public void one() {
            tasks.handTo(TRANSPORT);
        }

        @Actor
        public void other() {
            tasks.handTo(TRANSPORT);
        }

        @Arbiter
        public void after(II_Result result) {
            tasks.tell(result);
        }
    }
}
