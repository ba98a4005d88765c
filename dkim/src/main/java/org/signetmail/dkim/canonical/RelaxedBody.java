package org.signetmail.dkim.canonical;

import java.util.Arrays;
import org.signetmail.core.OctetSink;
import org.signetmail.core.internal.EightOctets;

/**
 * The relaxed canonical body (RFC 6376 §3.4.4): white space at the end of a line goes, any other run of it becomes one
 * space, empty lines at the end of the body go, and a final CRLF is added to a body that has any octets left.
 *
 * <p>The idea: only a tab, and a space before white space or CR, have to be changed. {@link #endOfCanonical} looks for the
 * next such place, eight octets at a time. A long range before it is handed on where it is; shorter ones are put together
 * with what becomes of the white space between them, as many small ranges cost a digest more than their copies. Where
 * places to change are so close that finding them costs most, {@link #squeeze} copies eight octets at a time in canonical
 * form, without a branch for what they are. At the end of a piece, white space waits for what follows.
 *
 * <p>Line ends and white space at the end of what has come so far may be the end of the body. They are not handed on, nor
 * kept: it is enough to count CRLFs and to remember whether white space came behind the last one.
 */
final class RelaxedBody implements BodyCanonicalizer {

    private static final long TABS = EightOctets.all('\t');
    private static final long SPACES = EightOctets.all(' ');
    private static final long CRS = EightOctets.all('\r');
    private static final long LFS = EightOctets.all('\n');
    private static final long ONES = EightOctets.all('\u0001');
    private static final long HIGH_BITS = EightOctets.all('\u0080');
    private static final long LOW_BITS = ~HIGH_BITS;
    private static final long PRINTING = EightOctets.all('!');

    /** What has to be behind eight octets that are looked at, so that nothing is read behind the end. */
    private static final int MARGIN = 24;

    /** How much is looked at as octets of any kind before it is tried again whether all are below 128. */
    private static final int ANY_KIND = 512;

    /** From here on a range is handed on where it is. */
    private static final int LONG = 512;

    /** How much is put together. */
    private static final int ROOM = 4096;

    /** After so many places to change it is seen whether they are close together. */
    private static final int SAMPLE = 16;

    /** On average this close it costs more to find each place than to rewrite all. */
    private static final int CLOSE = 16;

    /** How much is rewritten then. */
    private static final int STRETCH = 16 << 10;

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LONE_CR = {'\r'};
    private static final byte[] SPACE = {' '};

    private final OctetSink out;

    /** CRLFs held back; they come before all that is below. */
    private long heldCrlfs;

    /** Canonical octets that were not handed on yet; grows with them, up to {@link #ROOM} and eight more. */
    private byte[] gathered = {};

    private int length;

    /** Whether white space is held back. */
    private boolean heldWsp;

    /** Whether a CR is held back, of which it is not known whether an LF follows. */
    private boolean heldCr;

    private boolean empty = true;

    RelaxedBody(OctetSink out) {
        this.out = out;
    }

    @Override
    public void update(byte[] buffer, int from, int end) {
        int i = resume(buffer, from, end);
        int sampled = i;
        int places = 0;
        while (i < end) {
            int stop = endOfCanonical(buffer, i, end);
            if (stop == end) {
                heldCr = buffer[end - 1] == '\r';
                append(buffer, i, heldCr ? end - 1 : end);
                return;
            }
            append(buffer, i, stop);
            i = endOfWsp(buffer, stop, end);
            if (i == stop) {
                // An octet behind such a place, found for its sake.
                append(buffer, stop, ++i);
            } else if (i >= end - 1) {
                // What becomes of it depends on what follows.
                heldWsp = true;
                i = resume(buffer, i, end);
            } else {
                replace(buffer, i);
            }
            if (++places == SAMPLE) {
                i = i - sampled < SAMPLE * CLOSE ? rewrite(buffer, i, end) : i;
                sampled = i;
                places = 0;
            }
        }
    }

    /** Takes the octets that tell what becomes of white space or a CR at the end of the last piece. */
    private int resume(byte[] buffer, int from, int end) {
        int i = from;
        for (; i < end && (heldWsp || heldCr); i++) {
            byte octet = buffer[i];
            if (heldCr && octet == '\n') {
                append(CRLF, 0, 2);
                heldCr = false;
                heldWsp = false;
            } else if (heldCr || !isWspOrCr(octet)) {
                releaseAll();
                return i;
            } else {
                heldCr = octet == '\r';
            }
        }
        return i;
    }

    /** Up to where there is no tab, and no space with white space, CR or nothing behind it: the first one, or the end. */
    private static int endOfCanonical(byte[] buffer, int from, int end) {
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

    private static boolean isWspOrCr(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }

    /** The index of the first octet that is no white space, or the end. */
    private static int endOfWsp(byte[] buffer, int from, int end) {
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

    /** Puts down what becomes of white space, by the two octets behind it. */
    private void replace(byte[] buffer, int behind) {
        // RFC 6376 §3.4.4 (a): white space before a line's CRLF is dropped, the CRLF is not; any other run of spaces
        // and tabs inside a line is reduced to one space.
        ensure(1);
        gathered[length] = ' ';
        int unlessCrlf = (buffer[behind] ^ '\r') | (buffer[behind + 1] ^ '\n');
        length += (unlessCrlf | -unlessCrlf) >>> 31;
    }

    /** Puts down a stretch in canonical form. Gives the index of what comes behind it. */
    private int rewrite(byte[] buffer, int from, int end) {
        int to = Math.min(end - MARGIN, from + STRETCH);
        int i = from;
        while (i < to) {
            int stop = Math.min(to, i + ROOM / 2);
            ensure(stop - i);
            length = squeeze(buffer, i, stop, gathered, length);
            i += (stop - i + 7) & -8;
            // A CR goes with its LF.
            int cut = buffer[i - 1] == '\r' && buffer[i] == '\n' ? 1 : 0;
            length -= cut;
            i -= cut;
        }
        return i;
    }

    /** Copies octets in canonical form, eight at a time. Gives where the copy ends. */
    private static int squeeze(byte[] buffer, int from, int to, byte[] copy, int start) {
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

    /** Takes canonical octets: a long range is handed on, a short one copied. */
    private void append(byte[] buffer, int from, int end) {
        int count = end - from;
        if (count >= LONG) {
            flush();
            handOnTrimmed(buffer, from, end);
        } else {
            ensure(count);
            System.arraycopy(buffer, from, gathered, length, count);
            length += count;
        }
    }

    /** Makes room for octets to put together, and eight more. */
    private void ensure(int count) {
        if (count > gathered.length - 8 - length) {
            if (length + count > ROOM) {
                flush();
            }
            if (count > gathered.length - 8 - length) {
                gathered = Arrays.copyOf(gathered, Math.min(ROOM + 8, 2 * (length + count + 8)));
            }
        }
    }

    private void flush() {
        handOnTrimmed(gathered, 0, length);
        length = 0;
    }

    /** Hands on a range but for the line ends at its end. */
    private void handOnTrimmed(byte[] buffer, int from, int end) {
        // RFC 6376 §3.4.4 (b): lines without content at the end of the body are left out; so line ends wait.
        int crlfs = LineEndings.atEnd(buffer, from, end);
        int to = end - 2 * crlfs;
        if (to > from) {
            // Octets that come show that the line ends held back are inside the body.
            LineEndings.write(heldCrlfs, out);
            heldCrlfs = 0;
            empty = false;
            out.accept(buffer, from, to - from);
        }
        heldCrlfs += crlfs;
    }

    /** Octets that come show that what is held back is inside a line. A CR without LF ends none. */
    private void releaseAll() {
        if (heldWsp) {
            append(SPACE, 0, 1);
        }
        if (heldCr) {
            append(LONE_CR, 0, 1);
        }
        heldWsp = false;
        heldCr = false;
    }

    @Override
    public void finish() {
        if (heldCr) {
            releaseAll();
        }
        flush();
        // RFC 6376 §3.4.4 (b): a body that is not empty and has no CRLF at its end gets one.
        // RFC 6376 §3.4.4: a body of nothing but white space and line ends is the null input, without a CRLF.
        // Interpretation of RFC 6376 §3.4.4: white space at the end of a last line without CRLF ends that line too.
        if (!empty) {
            LineEndings.write(1, out);
        }
    }
}
