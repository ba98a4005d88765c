package org.signetmail.dkim;

import java.util.List;

/**
 * The verification of one message whose body comes in pieces; see {@link DkimVerifier#begin}. Keys are looked up while
 * the body arrives, and memory does not grow with it.
 *
 * <p>Belongs to one message and one thread at a time.
 */
public final class DkimSession {

    DkimSession() {}

    /**
     * Takes the next octets of the body, split anywhere.
     *
     * @param buffer holds the octets; not kept
     * @param offset index of the first
     * @param length how many; zero or more
     * @throws IllegalStateException after {@link #finish}
     */
    public void body(byte[] buffer, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, buffer.length);
    }

    /**
     * Ends the body and waits for the keys.
     *
     * @return as for {@link DkimVerifier#verify}
     * @throws IllegalStateException when called again
     */
    public List<DkimOutcome> finish() {
        return List.of();
    }
}
