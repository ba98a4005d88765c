package org.signetmail.soak;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Knows whether the whole process stood still, as one does that is stopped, or whose machine sleeps: time limits are over then, and
 * nobody is to blame. A thread that does nothing else looks at the clock. Thread-safe.
 */
final class Standstill implements AutoCloseable {

    private static final long TICK_MILLIS = 100;

    /** What a busy machine never makes of a tick; who is done sooner need not ask. */
    static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong ticks = new AtomicLong();
    private final Thread thread = new Thread(this::tick, "soak-clock");

    Standstill() {
        thread.setDaemon(true);
        thread.start();
    }

    private void tick() {
        long last = System.nanoTime();
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                long now = System.nanoTime();
                took(now - last);
                last = now;
            }
        } catch (InterruptedException e) {
            // Closed.
            ticks.set(Long.MAX_VALUE / 2);
        }
    }

    /** A tick took so long. */
    void took(long nanos) {
        if (nanos > LEAST_NANOS) {
            lost.addAndGet(nanos);
        }
        ticks.incrementAndGet();
    }

    /** How long it stood still up to now, in nanoseconds. */
    long lost() {
        return lost.get();
    }

    /** Whether it has stood still since; waits for a moment, as the clock may have stood still with it. */
    boolean since(long before) {
        long enough = ticks.get() + 2;
        while (ticks.get() < enough && lost.get() <= before) {
            Thread.onSpinWait();
        }
        return lost.get() > before;
    }

    /** Does something that is not to stand still, once more if it has. */
    <T> T without(Supplier<T> work) {
        while (true) {
            long before = lost();
            long start = System.nanoTime();
            T result = work.get();
            if (System.nanoTime() - start <= LEAST_NANOS || !since(before)) {
                return result;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
