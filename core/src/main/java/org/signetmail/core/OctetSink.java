package org.signetmail.core;

/**
 * Takes octets in pieces, in order. Signet hands over ranges of its own buffers instead of copies: a sink reads the
 * range during the call, does not change it and does not keep the array.
 */
@FunctionalInterface
public interface OctetSink {
    /**
     * Takes the next octets.
     *
     * @param buffer holds the octets
     * @param offset index of the first
     * @param length how many; zero or more
     */
    void accept(byte[] buffer, int offset, int length);
}
