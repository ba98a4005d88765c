package org.signetmail.core.dns;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;

/** Who waits for an answer. Thread-safe. */
interface DnsAsker {

    /**
     * The answer is there. Wakes nobody who is a {@link #sleeper}. Called once at most, on the transport's thread, or
     * on the asker's where that cannot run; must not block.
     *
     * @param answer to what was asked
     * @param stale whether it was kept, and its time is over
     */
    void answered(DnsAnswer answer, boolean stale);

    /**
     * Hands over an answer.
     *
     * @param answer to what was asked
     * @param stale whether it was kept, and its time is over
     * @param wake gets who is to be woken
     */
    default void tell(DnsAnswer answer, boolean stale, Consumer<Thread> wake) {
        answered(answer, stale);
        Thread sleeper = sleeper();
        if (sleeper != null) {
            wake.accept(sleeper);
        }
    }

    /** The thread that sleeps until it has the answer; nothing when none does. */
    default @Nullable Thread sleeper() {
        return null;
    }

    /** Whether it does not want the answer any more. */
    boolean isGone();
}
