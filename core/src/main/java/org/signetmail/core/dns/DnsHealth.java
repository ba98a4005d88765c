package org.signetmail.core.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Which servers fail, and whether there is more to ask than can be asked: counted, and told to whoever reads the log, of each
 * once in a while only.
 *
 * <p>Lives on the transport's thread; {@link #failures} may be called on any.
 */
final class DnsHealth {

    /**
     * So many queries in a row without an answer are no lost datagrams. They may be those of one message whose names have
     * silent servers of their own, so that is told, too.
     */
    static final int DOWN = 10;

    /** What was told is not told again so soon. */
    static final Duration QUIET = Duration.ofMinutes(10);

    private final List<DnsEndpoint> servers;
    private final AtomicLongArray failures;
    private final int[] inARow;

    /** When what was told last, for each server and, at the end, for the queue; a whole silence ago until told. */
    private final long[] toldAt;

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
        this.inARow = new int[servers.size()];
        this.toldAt = new long[servers.size() + 1];
        this.nanoTime = nanoTime;
        this.log = log;
        Arrays.fill(toldAt, nanoTime.getAsLong() - QUIET.toNanos());
    }

    /** A query brought an answer, be it a bad one. */
    void answered(int server) {
        inARow[server] = 0;
    }

    /**
     * A query brought none.
     *
     * @param server its index
     * @param why in one line
     */
    void failed(int server, String why) {
        failures.incrementAndGet(server);
        if (inARow[server] < Integer.MAX_VALUE) {
            inARow[server]++;
        }
        if (inARow[server] >= DOWN && isTime(server)) {
            log.accept("The DNS server " + servers.get(server).show() + " has left " + inARow[server]
                    + " queries in a row without an answer (the last one: " + why
                    + "). Unless all were for names whose own servers are silent, look at this server and the way to"
                    + " it, UDP and TCP.");
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
        if (now - toldAt[subject] < QUIET.toNanos()) {
            return false;
        }
        toldAt[subject] = now;
        return true;
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
