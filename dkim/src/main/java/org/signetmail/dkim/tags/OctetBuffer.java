package org.signetmail.dkim.tags;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Octets that are put together one after the other. */
public final class OctetBuffer {

    private byte[] octets;
    private int length;

    /** Has room for a few octets from the start. */
    public OctetBuffer() {
        this(32);
    }

    /**
     * Has room for so many octets from the start.
     *
     * @param capacity how many
     */
    public OctetBuffer(int capacity) {
        this.octets = new byte[capacity];
    }

    /**
     * Appends an octet.
     *
     * @param octet any
     */
    public void append(byte octet) {
        ensure(1);
        octets[length++] = octet;
    }

    /**
     * Appends a range.
     *
     * @param from holds the octets
     * @param offset index of the first
     * @param count how many
     */
    public void append(byte[] from, int offset, int count) {
        ensure(count);
        System.arraycopy(from, offset, octets, length, count);
        length += count;
    }

    /**
     * Makes room, so that as many octets more can be appended without a copy.
     *
     * @param more how many
     */
    public void ensure(int more) {
        if (more > octets.length - length) {
            octets = Arrays.copyOf(octets, Math.max(length + more, 2 * octets.length));
        }
    }

    /**
     * The octets from index 0 to {@link #length}, and whatever behind them.
     *
     * @return the buffer itself, until more is appended
     */
    public byte[] octets() {
        return octets;
    }

    /**
     * The octets as text.
     *
     * @return one {@code char} an octet
     */
    public String toText() {
        return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
    }

    /**
     * The octets alone.
     *
     * @return a copy
     */
    public byte[] toArray() {
        return Arrays.copyOf(octets, length);
    }

    /**
     * How many octets there are.
     *
     * @return zero or more
     */
    public int length() {
        return length;
    }

    /** Forgets the octets and keeps the room. */
    public void clear() {
        length = 0;
    }
}
