package org.signetmail.dkim.canonical;

import org.signetmail.core.internal.EightOctets;

/**
 * Which octets of a block relaxed changes (RFC 6376 §3.4.4), found by loops that the JIT makes vector instructions of:
 * bench/PROFILES.md has what that saves.
 *
 * <p>For that each loop goes over whole arrays with one index and does nothing but sums of octets that have a mark in the
 * high bit: so what is behind an octet comes out of a copy that begins one later. A change here is to be measured on every
 * JDK, as a loop that is no vector loop any more takes ten times as long.
 */
final class BlockMarks {

    /** Octets in a block, at most; a multiple of {@link #STEP}. */
    static final int MOST = 4096;

    /** The octets of every block are a multiple of this. */
    static final int STEP = 32;

    private static final long HIGH_BITS = EightOctets.all('\u0080');

    private static final byte[] NOTHING = {};

    private final byte[] octets = new byte[MOST];
    private final byte[] next = new byte[MOST];

    /** A mark for each octet that does not change; or, where much does, for each tab. */
    private final byte[] marks = new byte[MOST];

    /** The octets after the next ones; made when they are wanted. */
    private byte[] afterNext = NOTHING;

    /** A mark for each octet that is dropped; made when they are wanted. */
    private byte[] dropped = NOTHING;

    private int changed;

    /**
     * Looks at a block.
     *
     * @param buffer has at least {@link RelaxedOctets#MARGIN} octets behind the block
     * @param from where the block starts
     * @param length in octets
     * @return whether nothing in it changes
     */
    boolean arePlain(byte[] buffer, int from, int length) {
        return mark(buffer, from, length, false);
    }

    /**
     * Marks what does not change, and gives whether that is all; or tabs and what is dropped.
     *
     * <p>All loops are in one method because it is so long then that the JIT compiles it alone: put into another one, beside
     * loops of other kinds, they are no vector loops any more.
     */
    private boolean mark(byte[] buffer, int from, int length, boolean much) {
        byte[] octets = this.octets;
        byte[] next = this.next;
        byte[] marks = this.marks;
        System.arraycopy(buffer, from, octets, 0, length);
        System.arraycopy(buffer, from + 1, next, 0, length);
        // Below 128 a sum has the high bit unless the octet is a space, a tab, a CR, an LF, or below "!".
        if (!much) {
            // Neither a tab nor a space before white space or CR; of other controls behind a space it does not matter.
            for (int i = 0; i < length; i++) {
                int low = octets[i] & 0x7F;
                marks[i] = (byte)
                        (((((low ^ ' ') + 0x7F) | ((next[i] & 0x7F) + 0x80 - '!') | next[i]) & ((low ^ '\t') + 0x7F))
                                | octets[i]);
            }
            long all = HIGH_BITS;
            for (int i = 0; i < length; i += STEP) {
                all &= EightOctets.get(marks, i)
                        & EightOctets.get(marks, i + 8)
                        & EightOctets.get(marks, i + 16)
                        & EightOctets.get(marks, i + 24);
            }
            return all == HIGH_BITS;
        }
        byte[] afterNext = this.afterNext;
        byte[] dropped = this.dropped;
        System.arraycopy(buffer, from + 2, afterNext, 0, length);
        for (int i = 0; i < length; i++) {
            marks[i] = (byte) (~(((octets[i] & 0x7F) ^ '\t') + 0x7F | octets[i]) & 0x80);
        }
        // RFC 6376 §3.4.4 (a): white space with more of it, or the line's end, behind it is dropped.
        for (int i = 0; i < length; i++) {
            int low = octets[i] & 0x7F;
            int nextLow = next[i] & 0x7F;
            int noCrlf = (nextLow ^ '\r') | (afterNext[i] ^ '\n');
            dropped[i] = (byte) (~((((low ^ ' ') + 0x7F) & ((low ^ '\t') + 0x7F))
                            | octets[i]
                            | (((nextLow ^ ' ') + 0x7F)
                                    & ((nextLow ^ '\t') + 0x7F)
                                    & (((noCrlf & 0x7F) + 0x7F) | noCrlf))
                            | next[i])
                    & 0x80);
        }
        return false;
    }

    /**
     * Copies the block that was looked at in canonical form: what does not change as it is.
     *
     * @param buffer as before
     * @param from as before
     * @param to where the block ends
     * @param copy has room for it, and for eight octets more
     * @param start where the copy starts
     * @return where it ends
     */
    int changeSome(byte[] buffer, int from, int to, byte[] copy, int start) {
        byte[] marks = this.marks;
        int octetCount = to - from;
        int length = start;
        int count = 0;
        for (int i = 0; i < octetCount; i += 8) {
            if ((EightOctets.get(marks, i) & HIGH_BITS) == HIGH_BITS) {
                EightOctets.put(copy, length, EightOctets.get(buffer, from + i));
                length += 8;
            } else {
                length = RelaxedOctets.squeeze(buffer, from + i, from + i + 8, copy, length);
                count++;
            }
        }
        changed = count;
        return length;
    }

    /** Out of how many times eight octets of the last block {@link #changeSome} had to take some out or change them. */
    int changed() {
        return changed;
    }

    /**
     * Copies any block in canonical form, without a branch for what it is.
     *
     * @param buffer as before
     * @param from as before
     * @param to where the block ends
     * @param copy has room for it, and for eight octets more
     * @param start where the copy starts
     * @return where it ends
     */
    int changeMuch(byte[] buffer, int from, int to, byte[] copy, int start) {
        if (dropped.length == 0) {
            afterNext = new byte[MOST];
            dropped = new byte[MOST];
        }
        mark(buffer, from, to - from, true);
        return changeMuch(buffer, from, to - from, marks, dropped, copy, start);
    }

    private static int changeMuch(
            byte[] buffer, int from, int count, byte[] tabs, byte[] dropped, byte[] copy, int start) {
        int length = start;
        for (int i = 0; i < count; i += 8) {
            long spaced = EightOctets.get(buffer, from + i) ^ ((EightOctets.get(tabs, i) >>> 7) * ('\t' ^ ' '));
            long gone = EightOctets.get(dropped, i);
            EightOctets.put(copy, length, EightOctets.squeeze(spaced, gone));
            length += 8 - Long.bitCount(gone);
        }
        return length;
    }
}
