package org.signetmail.reports;

import java.net.InetAddress;

/**
 * Counts different addresses: 8 octets for each of IPv4 and 32 of IPv6 at most times, so that a million of them is no matter.
 * Places are found by a mixed hash and by going on from there. Not thread-safe.
 */
final class AddressSet {

    private int[] four = new int[16];
    private int fours;
    private boolean hasZero;
    private long[] six = new long[32];
    private int sixes;
    private boolean hasZeros;

    void add(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == 4) {
            addFour((int) bits(octets, 0, 4));
        } else {
            addSix(bits(octets, 0, 8), bits(octets, 8, 16));
        }
    }

    int size() {
        return fours + sixes + (hasZero ? 1 : 0) + (hasZeros ? 1 : 0);
    }

    private void addFour(int bits) {
        if (bits == 0) {
            hasZero = true;
            return;
        }
        if (put(four, bits)) {
            fours++;
            if (fours > four.length * 3L / 4) {
                int[] old = four;
                four = new int[old.length * 2];
                for (int each : old) {
                    if (each != 0) {
                        put(four, each);
                    }
                }
            }
        }
    }

    private void addSix(long high, long low) {
        if (high == 0 && low == 0) {
            hasZeros = true;
            return;
        }
        if (put(six, high, low)) {
            sixes++;
            if (sixes > six.length * 3L / 8) {
                long[] old = six;
                six = new long[old.length * 2];
                for (int i = 0; i < old.length; i += 2) {
                    if (old[i] != 0 || old[i + 1] != 0) {
                        put(six, old[i], old[i + 1]);
                    }
                }
            }
        }
    }

    private static boolean put(int[] table, int bits) {
        int i = place(bits, table.length);
        while (table[i] != 0) {
            if (table[i] == bits) {
                return false;
            }
            i = i + 1 & table.length - 1;
        }
        table[i] = bits;
        return true;
    }

    private static boolean put(long[] table, long high, long low) {
        int i = place(high * 31 + low, table.length / 2) * 2;
        while (table[i] != 0 || table[i + 1] != 0) {
            if (table[i] == high && table[i + 1] == low) {
                return false;
            }
            i = i + 2 & table.length - 1;
        }
        table[i] = high;
        table[i + 1] = low;
        return true;
    }

    /** A finalizer of 64 bits, as in SplittableRandom: neighbors land far apart. */
    private static int place(long bits, int places) {
        long z = (bits ^ bits >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return (int) (z ^ z >>> 31) & places - 1;
    }

    private static long bits(byte[] octets, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = bits << 8 | (octets[i] & 0xFF);
        }
        return bits;
    }
}
