package org.signetmail.core.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight octets in one long, the first of them lowest, and what can be done with all eight at once. A mask has the high bit
 * of each octet that it names.
 */
public final class EightOctets {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long LOW_BITS = ~HIGH_BITS;

    /** Each bit 8 i + 7 moved to bit 56 + i. */
    private static final long GATHER = 0x0002040810204081L;

    /** For each set of dropped octets those that move down by one octet, then by two, then by four. */
    private static final long[] BY_ONE = moves(1);

    private static final long[] BY_TWO = moves(2);
    private static final long[] BY_FOUR = moves(4);

    /** For each set of dropped octets those that are kept and do not move by one octet. */
    private static final long[] STAY = stays();

    private EightOctets() {}

    /**
     * Takes eight octets out of a buffer.
     *
     * @param buffer has eight octets from the index on
     * @param index of the first
     * @return the octets
     */
    public static long get(byte[] buffer, int index) {
        return (long) LONGS.get(buffer, index);
    }

    /**
     * Puts eight octets into a buffer.
     *
     * @param buffer has room for eight octets from the index on
     * @param index of the first
     * @param octets to put there
     */
    public static void put(byte[] buffer, int index, long octets) {
        LONGS.set(buffer, index, octets);
    }

    /**
     * Eight times the same.
     *
     * @param octet in ASCII
     * @return the octets; what is exclusive-ored with them is zero where it is equal
     */
    public static long all(char octet) {
        return ONES * octet;
    }

    /**
     * Whether there is a zero, in fewer steps than {@link #zeros}: only an octet that is zero borrows with its high bit
     * clear.
     *
     * @param octets to look at
     * @return not zero exactly when one of them is zero; the lowest bit set is that of the first
     */
    public static long anyZero(long octets) {
        return (octets - ONES) & ~octets & HIGH_BITS;
    }

    /**
     * Finds all zeros.
     *
     * @param octets to look at
     * @return the mask of those that are zero
     */
    public static long zeros(long octets) {
        return ~(((octets & LOW_BITS) + LOW_BITS) | octets) & HIGH_BITS;
    }

    /**
     * Goes back by one octet.
     *
     * @param mask of these eight octets
     * @param nextMask of the eight behind them
     * @return the mask of those octets behind which there is one that its mask names
     */
    public static long before(long mask, long nextMask) {
        return (mask >>> 8) | (nextMask << 56);
    }

    /**
     * Makes some octets zero.
     *
     * @param octets to take
     * @param mask of those that become zero
     * @return the octets
     */
    public static long clear(long octets, long mask) {
        return octets & ~((mask << 1) - (mask >>> 7));
    }

    /**
     * Makes spaces, which have one bit: the one two below the high one.
     *
     * @param mask of the octets that are spaces
     * @return the octets, the others zero
     */
    public static long spaces(long mask) {
        return mask >>> 2;
    }

    /**
     * Drops some octets.
     *
     * @param octets to take from
     * @param dropped the mask of those that go
     * @return the others without a gap, and zeros behind them
     */
    public static long squeeze(long octets, long dropped) {
        int set = (int) ((dropped * GATHER) >>> 56);
        long squeezed = (octets & STAY[set]) | ((octets & BY_ONE[set]) >>> 8);
        long moved = squeezed & BY_TWO[set];
        squeezed = (squeezed ^ moved) | (moved >>> 16);
        moved = squeezed & BY_FOUR[set];
        return (squeezed ^ moved) | (moved >>> 32);
    }

    private static long[] stays() {
        long[] stays = new long[256];
        for (int dropped = 0; dropped < 256; dropped++) {
            for (int i = 0; i < 8; i++) {
                if ((dropped >> i & 1) == 0) {
                    stays[dropped] |= 0xFFL << (8 * i);
                }
            }
            stays[dropped] &= ~BY_ONE[dropped];
        }
        return stays;
    }

    /** The masks for one step; each octet is where the smaller steps before have brought it. */
    private static long[] moves(int step) {
        long[] moves = new long[256];
        for (int dropped = 0; dropped < 256; dropped++) {
            int distance = 0;
            for (int i = 0; i < 8; i++) {
                if ((dropped >> i & 1) != 0) {
                    distance++;
                } else if ((distance & step) != 0) {
                    moves[dropped] |= 0xFFL << (8 * (i - (distance & (step - 1))));
                }
            }
        }
        return moves;
    }
}
