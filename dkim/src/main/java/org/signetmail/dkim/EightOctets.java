package org.signetmail.dkim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight octets in one long, the first of them lowest, and what can be done with all eight at once. A mask has the high bit
 * of each octet that it names.
 */
final class EightOctets {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long LOW_BITS = ~HIGH_BITS;

    /** Each bit 8 i moved to bit 56 + i. */
    private static final long GATHER = 0x0102040810204080L;

    /** For each set of dropped octets three masks: those that move down by one octet, then by two, then by four. */
    private static final long[] MOVES = moves();

    private EightOctets() {}

    static long get(byte[] buffer, int index) {
        return (long) LONGS.get(buffer, index);
    }

    static void put(byte[] buffer, int index, long octets) {
        LONGS.set(buffer, index, octets);
    }

    /** Eight times the same octet. */
    static long all(char octet) {
        return ONES * octet;
    }

    /** Not zero exactly when one of the octets is zero: only such an octet borrows with its high bit clear. */
    static long anyZero(long octets) {
        return (octets - ONES) & ~octets & HIGH_BITS;
    }

    /** The mask of the octets that are zero. */
    static long zeros(long octets) {
        return ~(((octets & LOW_BITS) + LOW_BITS) | octets) & HIGH_BITS;
    }

    /** The mask of the octets behind which there is one that a mask names; the next eight come with their own. */
    static long before(long mask, long nextMask) {
        return (mask >>> 8) | (nextMask << 56);
    }

    /** The octets with those of a mask replaced by one that differs from them in the given bits. */
    static long flip(long octets, long mask, int bits) {
        return octets ^ (mask >>> 7) * bits;
    }

    /** The octets without those of a mask, which leave no gap; zeros follow. */
    static long squeeze(long octets, long dropped) {
        int moves = 3 * (int) (((dropped >>> 7) * GATHER) >>> 56);
        long kept = octets & ~((dropped << 1) - (dropped >>> 7));
        long moved = kept & MOVES[moves];
        kept = (kept ^ moved) | (moved >>> 8);
        moved = kept & MOVES[moves + 1];
        kept = (kept ^ moved) | (moved >>> 16);
        moved = kept & MOVES[moves + 2];
        return (kept ^ moved) | (moved >>> 32);
    }

    private static long[] moves() {
        long[] moves = new long[3 * 256];
        for (int dropped = 0; dropped < 256; dropped++) {
            int distance = 0;
            for (int i = 0; i < 8; i++) {
                if ((dropped >> i & 1) != 0) {
                    distance++;
                } else {
                    // One octet at a time, each from where the steps before have brought it.
                    int at = i;
                    for (int step = 0; step < 3; step++) {
                        if ((distance >> step & 1) != 0) {
                            moves[3 * dropped + step] |= 0xFFL << (8 * at);
                            at -= 1 << step;
                        }
                    }
                }
            }
        }
        return moves;
    }
}
