package org.signetmail.soak;

import org.signetmail.core.Envelope;
import org.signetmail.core.Message;

/**
 * One message of the soak.
 *
 * @param number which, from 0; with the seed it makes all the rest
 * @param kind what was done to it
 * @param way where its DNS comes from
 * @param envelope how it comes
 * @param message as it comes
 */
record Subject(long number, Kind kind, Way way, Envelope envelope, Message message) {

    /** Where DNS comes from. */
    enum Way {
        /** From memory: what fails does so by seed, message and question, alone and among others alike. */
        MEMORY,
        /** From memory, and some answers come when nobody waits any more: the time limit is short. */
        SILENCE,
        /** In packets from a name server that fails when it likes. */
        PACKETS
    }
}
