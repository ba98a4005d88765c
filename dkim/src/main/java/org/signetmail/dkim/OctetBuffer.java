package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets that are put together one after the other. */
final class OctetBuffer {

    private byte[] octets;
    private int length;

    OctetBuffer() {
        this(32);
    }

    /** Has room for so many octets from the start. */
    OctetBuffer(int capacity) {
        this.octets = new byte[capacity];
    }

    void append(byte octet) {
        ensure(1);
        octets[length++] = octet;
    }

    void append(byte[] from, int offset, int count) {
        ensure(count);
        System.arraycopy(from, offset, octets, length, count);
        length += count;
    }

    /** Makes room, so that as many octets more can be appended without a copy. */
    void ensure(int more) {
        if (more > octets.length - length) {
            octets = Arrays.copyOf(octets, Math.max(length + more, 2 * octets.length));
        }
    }

    /** The octets from index 0 to {@link #length}, and whatever behind them. */
    byte[] octets() {
        return octets;
    }

    /** The octets as text, one {@code char} an octet. */
    String toText() {
        return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** A copy of the octets. */
    byte[] toArray() {
        return Arrays.copyOf(octets, length);
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }
}
