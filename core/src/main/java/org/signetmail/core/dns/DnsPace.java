package org.signetmail.core.dns;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast questions go out: of those without an answer, only so many are sent in {@link #PACE}, fewer when some got lost,
 * and more as answers come. A system keeps some 250 datagrams for a server that is busy, and drops the rest.
 *
 * <p>Lives on the transport's thread.
 */
final class DnsPace {

    /** How long a question counts as just sent, in nanoseconds. */
    static final long PACE = TimeUnit.MILLISECONDS.toNanos(5);

    static final int LEAST_BURST = 32;
    static final int FIRST_BURST = 128;
    static final int MOST_BURST = 256;

    /** So many answers let one more be sent at a time. */
    private static final int ANSWERS = 8;

    /** What is lost in this time, in nanoseconds, is lost for the same reason. */
    private static final long LOSS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;

    /** Those that were sent just now and have no answer, in the order of sending. */
    private final Set<DnsPending> recent = new LinkedHashSet<>();

    private int burst = FIRST_BURST;
    private int answers;
    private long lostAt;

    /**
     * Nothing is sent yet.
     *
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    DnsPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lostAt = nanoTime.getAsLong() - LOSS;
    }

    /** A question goes out. */
    void sent(DnsPending pending) {
        recent.add(pending);
    }

    /** No server is being asked it any more. */
    void over(DnsPending pending) {
        recent.remove(pending);
    }

    /** An answer came in time. */
    void answered() {
        burst = ++answers % ANSWERS == 0 ? Math.min(burst + 1, MOST_BURST) : burst;
    }

    /** One got lost, and it may have been too much. */
    void lost() {
        long now = nanoTime.getAsLong();
        if (now - lostAt >= LOSS) {
            lostAt = now;
            burst = Math.max(LEAST_BURST, burst / 2);
        }
    }

    /** How long until the next may go out; zero or less when it may now. */
    long nanosLeft() {
        while (recent.size() >= burst) {
            DnsPending oldest = recent.iterator().next();
            long left = oldest.placedAt() + PACE - nanoTime.getAsLong();
            if (left > 0) {
                return left;
            }
            recent.remove(oldest);
        }
        return 0;
    }
}
