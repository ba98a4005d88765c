package org.signetmail.core.dns;

import org.signetmail.core.DnsAnswer;

/** Who waits for an answer. Thread-safe. */
interface DnsAsker {

    /**
     * The answer is there. Called once at most, on the transport's thread; must not block.
     *
     * @param answer to what was asked
     */
    void answered(DnsAnswer answer);

    /** Whether it does not want the answer any more. */
    boolean isGone();
}
