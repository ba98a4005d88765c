package org.signetmail.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that check messages together: so many platform threads, or a virtual one for each message. */
final class Crew implements AutoCloseable {

    /** From the first message of a round to its last. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final long INTERRUPT_MILLIS = 10;

    /** Checks one message. */
    interface Work {
        void check(int index, Slot slot);
    }

    private final ExecutorService executor;
    private final int threads;
    private final Duration patience;
    private final AtomicInteger interrupted = new AtomicInteger();

    private Crew(ExecutorService executor, int threads, Duration patience) {
        this.executor = executor;
        this.threads = threads;
        this.patience = patience;
    }

    static Crew platform(int threads, Duration patience) {
        return new Crew(
                Executors.newFixedThreadPool(threads, task -> {
                    Thread thread = new Thread(task, "soak");
                    thread.setDaemon(true);
                    return thread;
                }),
                threads,
                patience);
    }

    static Crew virtual() {
        return new Crew(VirtualThreads.executor(), Integer.MAX_VALUE, PATIENCE);
    }

    /**
     * Checks messages, all of them or until it is to stop, and interrupts some of the checks.
     *
     * @param indexes of the messages, in their order
     * @return what does not come to an end; nothing when all did
     */
    Optional<String> run(List<Integer> indexes, Work work, AtomicBoolean stop, Random dice)
            throws InterruptedException {
        int workers = Math.min(threads, indexes.size());
        List<Slot> slots = new ArrayList<>(Collections.nCopies(workers, null));
        slots.replaceAll(none -> new Slot());
        CountDownLatch left = new CountDownLatch(workers);
        AtomicInteger next = new AtomicInteger();
        for (Slot slot : slots) {
            executor.execute(() -> {
                try {
                    // With a thread for each message, there is one for each.
                    do {
                        int at = next.getAndIncrement();
                        if (at >= indexes.size() || stop.get()) {
                            return;
                        }
                        work.check(indexes.get(at), slot);
                    } while (workers < indexes.size());
                } finally {
                    left.countDown();
                }
            });
        }
        long start = System.nanoTime();
        while (!left.await(INTERRUPT_MILLIS, TimeUnit.MILLISECONDS)) {
            if (slots.get(dice.nextInt(workers)).interrupt()) {
                interrupted.incrementAndGet();
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                return Optional.of(slots.stream()
                        .map(Slot::where)
                        .filter(where -> !where.isEmpty())
                        .findFirst()
                        .orElse(""));
            }
        }
        return Optional.empty();
    }

    /** The checks up to now that were interrupted. */
    int interrupted() {
        return interrupted.get();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
