package org.signetmail.dkim.canonical;

import org.signetmail.core.internal.EightOctets;

/**
 * What relaxed changes in a body (RFC 6376 §3.4.4), found eight octets at a time: only a tab, and a space before white space
 * or CR, have to be changed.
 */
final class RelaxedOctets {

    /** What has to be behind eight octets that are looked at, so that nothing is read behind the end. */
    static final int MARGIN = 24;

    private static final long TABS = EightOctets.all('\t');
    private static final long SPACES = EightOctets.all(' ');
    private static final long CRS = EightOctets.all('\r');
    private static final long LFS = EightOctets.all('\n');
    private static final long ONES = EightOctets.all('\u0001');
    private static final long HIGH_BITS = EightOctets.all('\u0080');
    private static final long LOW_BITS = ~HIGH_BITS;
    private static final long PRINTING = EightOctets.all('!');

    /** How much is looked at as octets of any kind before it is tried again whether all are below 128. */
    private static final int ANY_KIND = 512;

    private RelaxedOctets() {}

    /** Up to where there is no tab, and no space with white space, CR or nothing behind it: the first one, or the end. */
    static int endOfCanonical(byte[] buffer, int from, int end) {
        int last = end - MARGIN;
        int i = from;
        while (i < last) {
            i = endOfPlain(buffer, i, last);
            for (int to = Math.min(last, i + ANY_KIND); i < to; i += 8) {
                long places = toChange(EightOctets.get(buffer, i), EightOctets.get(buffer, i + 1));
                if (places != 0) {
                    return i + (Long.numberOfTrailingZeros(places) >>> 3);
                }
            }
        }
        while (i < end && buffer[i] != '\t' && (buffer[i] != ' ' || (i + 1 < end && !isWspOrCr(buffer[i + 1])))) {
            i++;
        }
        return i;
    }

    /** Passes over octets below 128 without a tab and without a space before a space or a control character. */
    private static int endOfPlain(byte[] buffer, int from, int last) {
        int i = from;
        while (i < last && isPlain(EightOctets.get(buffer, i), EightOctets.get(buffer, i + 1))) {
            i += 8;
        }
        return i;
    }

    private static boolean isPlain(long octets, long next) {
        // Below 128 a sum stays in its octet, where its high bit is clear for a space, for what is below "!",
        // and for a tab.
        long plain = (((octets ^ SPACES) + LOW_BITS) | (next + (HIGH_BITS - PRINTING)))
                & ((octets ^ TABS) + LOW_BITS)
                & ~octets;
        return (plain & HIGH_BITS) == HIGH_BITS;
    }

    /** Has the high bit of each tab and each space before what is below "!", and perhaps of octets behind it. */
    private static long toChange(long octets, long next) {
        long spaces = octets ^ SPACES;
        long tabs = octets ^ TABS;
        // A difference has the high bit of what is too small, and perhaps of what follows it, by the borrow.
        return (((spaces - ONES) & (next - PRINTING) & ~(spaces | next)) | ((tabs - ONES) & ~tabs)) & HIGH_BITS;
    }

    static boolean isWspOrCr(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }

    /** The index of the first octet that is no white space, or the end. */
    static int endOfWsp(byte[] buffer, int from, int end) {
        int i = from;
        while (i <= end - 16) {
            // Most runs are shorter than this, and of no length that could be guessed.
            int first = wspsAt(buffer, i);
            int run = first + (first >>> 3) * wspsAt(buffer, i + 8);
            i += run;
            if (run < 16) {
                return i;
            }
        }
        while (i < end && (buffer[i] == ' ' || buffer[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** How much white space there is from an index on, up to eight. */
    private static int wspsAt(byte[] buffer, int index) {
        return Long.numberOfTrailingZeros(wsp(EightOctets.get(buffer, index)) ^ HIGH_BITS) >>> 3;
    }

    /** Copies octets in canonical form, eight at a time. Gives where the copy ends. */
    static int squeeze(byte[] buffer, int from, int to, byte[] copy, int start) {
        int length = start;
        int i = from;
        // What becomes of eight octets depends on the next two, and all are looked at eight at a time.
        long octets = EightOctets.get(buffer, i);
        long wsp = wsp(octets);
        long wspOrCrlf = wsp | crlfs(octets, buffer, i);
        do {
            long next = EightOctets.get(buffer, i + 8);
            long nextWsp = wsp(next);
            long nextWspOrCrlf = nextWsp | crlfs(next, buffer, i + 8);
            // RFC 6376 §3.4.4 (a): white space with more of it, or the line's end, behind it is dropped; what is left
            // of a run, its last octet, is a space.
            long dropped = wsp & EightOctets.before(wspOrCrlf, nextWspOrCrlf);
            long spaced = EightOctets.clear(octets, wsp) | EightOctets.spaces(wsp ^ dropped);
            EightOctets.put(copy, length, EightOctets.squeeze(spaced, dropped));
            length += 8 - Long.bitCount(dropped);
            octets = next;
            wsp = nextWsp;
            wspOrCrlf = nextWspOrCrlf;
            i += 8;
        } while (i < to);
        return length;
    }

    private static long wsp(long octets) {
        long low = octets & LOW_BITS;
        long others = (((low ^ TABS) + LOW_BITS) & ((low ^ SPACES) + LOW_BITS)) | octets;
        return ~others & HIGH_BITS;
    }

    /** The mask of each CR that has an LF behind it. */
    private static long crlfs(long octets, byte[] buffer, int index) {
        return EightOctets.zeros((octets ^ CRS) | (EightOctets.get(buffer, index + 1) ^ LFS));
    }
}
