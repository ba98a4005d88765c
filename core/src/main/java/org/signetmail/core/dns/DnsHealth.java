package org.signetmail.core.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Which servers fail, and whether there is more to ask than can be asked: counted, and told to whoever reads the log, of each
 * once in a while only.
 *
 * <p>Thread-safe.
 */
final class DnsHealth {

    /** So many queries in a row without an answer are no lost datagrams, and no broken zone that a server waits for. */
    static final int DOWN = 10;

    /** What was told is not told again so soon. */
    static final Duration QUIET = Duration.ofMinutes(10);

    private final List<DnsEndpoint> servers;
    private final AtomicLongArray failures;
    private final AtomicIntegerArray inARow;

    /** When what was told last, for each server and, at the end, for the queue; a whole silence ago until told. */
    private final List<AtomicLong> toldAt = new ArrayList<>();

    private final LongSupplier nanoTime;
    private final Consumer<String> log;

    /**
     * Knows of nothing yet.
     *
     * @param servers by their index
     * @param nanoTime the clock, as {@link System#nanoTime}
     * @param log gets one sentence at a time
     */
    DnsHealth(List<DnsEndpoint> servers, LongSupplier nanoTime, Consumer<String> log) {
        this.servers = servers;
        this.failures = new AtomicLongArray(servers.size());
        this.inARow = new AtomicIntegerArray(servers.size());
        this.nanoTime = nanoTime;
        this.log = log;
        long longAgo = nanoTime.getAsLong() - QUIET.toNanos();
        for (int i = 0; i <= servers.size(); i++) {
            toldAt.add(new AtomicLong(longAgo));
        }
    }

    /** A query brought an answer, be it a bad one. */
    void answered(int server) {
        inARow.set(server, 0);
    }

    /**
     * A query brought none.
     *
     * @param server its index
     * @param why in one line
     */
    void failed(int server, String why) {
        failures.incrementAndGet(server);
        int row = inARow.updateAndGet(server, count -> count == Integer.MAX_VALUE ? count : count + 1);
        if (row >= DOWN && isTime(server)) {
            log.accept("The DNS server " + servers.get(server).show() + " has left " + row
                    + " queries in a row without an answer (the last one: " + why
                    + "). Look at the server and the way to it, UDP and TCP.");
        }
    }

    /** A look-up was not made because there are too many. */
    void overloaded(int underWay, int waiting) {
        if (isTime(servers.size())) {
            log.accept("DNS look-ups fail because there are too many: " + underWay + " are under way and " + waiting
                    + " wait. Look at how fast the servers answer, or raise the concurrency or the queue.");
        }
    }

    private boolean isTime(int subject) {
        long now = nanoTime.getAsLong();
        AtomicLong last = toldAt.get(subject);
        long before = last.get();
        return now - before >= QUIET.toNanos() && last.compareAndSet(before, now);
    }

    /** The queries of each server that brought no answer, in the order of the servers. */
    List<Long> failures() {
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            counts.add(failures.get(i));
        }
        return List.copyOf(counts);
    }
}
