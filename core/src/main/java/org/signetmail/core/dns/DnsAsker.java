package org.signetmail.core.dns;

import org.signetmail.core.DnsAnswer;

/** Who waits for an answer. Thread-safe. */
interface DnsAsker {

    /**
     * The answer is there. Called once at most, on the transport's thread, or on the asker's where that cannot run; must
     * not block.
     *
     * @param answer to what was asked
     * @param stale whether it was kept, and its time is over
     */
    void answered(DnsAnswer answer, boolean stale);

    /** Whether it does not want the answer any more. */
    boolean isGone();
}
