package org.signetmail.core.dns;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;

/**
 * The answers that have come for a message and that its checking thread has not taken yet: it may be busy with a body, or
 * wait for one answer while those to what it asked ahead of need come in. They are bounded in octets.
 *
 * <p>Thread-safe.
 *
 * @param <T> who waits for an answer
 */
final class DnsArrivals<T> {

    /**
     * An answer that has come.
     *
     * @param to who waits for it
     * @param answer null when there was no room for it
     * @param octets what it takes, or would have taken
     * @param stale whether the resolver had kept it beyond its time
     * @param at when it came, on the scale of {@link System#nanoTime}
     */
    record Arrival<T>(T to, @Nullable DnsAnswer answer, int octets, boolean stale, long at) {}

    private final int most;
    private final Queue<Arrival<T>> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger octets = new AtomicInteger();

    /**
     * None yet.
     *
     * @param most the most octets that answers may take which nobody has needed yet
     */
    DnsArrivals(int most) {
        this.most = most;
    }

    /**
     * Puts one at the end.
     *
     * @param to who waits for it
     * @param answer kept if there is room
     * @param stale whether the resolver had kept it beyond its time
     * @param needed whether it is kept in any case: it is about to be taken
     */
    void add(T to, DnsAnswer answer, boolean stale, boolean needed) {
        int size = AnswerWeight.of(answer);
        boolean kept = octets.addAndGet(size) <= most || needed;
        if (!kept) {
            octets.addAndGet(-size);
        }
        arrivals.add(new Arrival<>(to, kept ? answer : null, size, stale, System.nanoTime()));
    }

    /** Takes the first; nothing when there is none. */
    @Nullable
    Arrival<T> poll() {
        Arrival<T> first = arrivals.poll();
        if (first != null && first.answer != null) {
            octets.addAndGet(-first.octets);
        }
        return first;
    }

    boolean isEmpty() {
        return arrivals.isEmpty();
    }
}
