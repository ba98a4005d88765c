package org.signetmail.dkim.canonical;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.OctetSink;
import org.signetmail.core.internal.EightOctets;

/**
 * The relaxed canonical body (RFC 6376 §3.4.4): white space at the end of a line goes, any other run of it becomes one
 * space, empty lines at the end of the body go, and a final CRLF is added to a body that has any octets left.
 *
 * <p>The idea: most bodies are canonical already but for the empty lines at their end. Only a tab, and a space before
 * white space or CR, have to be changed. So {@link #handOn} looks for the next such place, eight octets at a time, and
 * hands on all before it as one range of the buffer. From there {@link #rewrite} copies some octets in canonical form: each
 * octet but white space with white space or a line end behind it, a tab as a space. It takes eight at a time, too, and has
 * no branch for what they are, as in text that needs it nobody can guess that. The more has to be changed, the longer the
 * stretches that it copies. At the end of a piece, white space waits for what follows.
 *
 * <p>Line ends and white space at the end of what has come so far may be the end of the body. They are not handed on, nor
 * kept: it is enough to count CRLFs and to remember whether white space came behind the last one.
 */
final class RelaxedBody implements BodyCanonicalizer {

    private static final long TABS = EightOctets.all('\t');
    private static final long SPACES = EightOctets.all(' ');
    private static final long CRS = EightOctets.all('\r');
    private static final long LFS = EightOctets.all('\n');

    private static final int SHORTEST_STRETCH = 16;

    /** A multiple of eight. */
    private static final int LONGEST_STRETCH = 4096;

    /** Up to here it costs more to find the next octet to change than to copy all before it. */
    private static final int NEAR = 64;

    private static final byte[] LONE_CR = {'\r'};
    private static final byte[] SPACE = {' '};

    private final OctetSink out;

    /** Room for a stretch; made when there is something to rewrite. */
    private byte @Nullable [] rewritten;

    private int stretch = SHORTEST_STRETCH;

    /** CRLFs held back; they come before the two that follow. */
    private long heldCrlfs;

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
        // RFC 6376 §3.4.4 (a): white space before a line's CRLF is dropped, the CRLF is not; any other run of spaces
        // and tabs inside a line is reduced to one space.
        while (i < end) {
            int stop = handOn(buffer, i, end);
            stretch =
                    stop - i < NEAR ? Math.min(2 * stretch, LONGEST_STRETCH) : Math.max(stretch / 2, SHORTEST_STRETCH);
            i = stop < end ? rewrite(buffer, stop, end) : end;
        }
    }

    /** Takes the octets that tell what becomes of white space or a CR at the end of the last piece. */
    private int resume(byte[] buffer, int from, int end) {
        int i = from;
        for (; i < end && (heldWsp || heldCr); i++) {
            byte octet = buffer[i];
            if (heldCr && octet == '\n') {
                heldCrlfs++;
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

    /** Hands on what is canonical. Gives the index of what is not, or the end. */
    private int handOn(byte[] buffer, int from, int end) {
        int stop = firstToChange(buffer, from, end);
        heldCr = stop == end && buffer[end - 1] == '\r';
        handOnTrimmed(buffer, from, heldCr ? end - 1 : stop);
        return stop;
    }

    /** The index of the first tab, or space with white space, CR or nothing behind it; or the end. */
    private static int firstToChange(byte[] buffer, int from, int end) {
        if (buffer[from] == '\t') {
            return from;
        }
        int i = from;
        for (; i < end - 8; i += 8) {
            long octets = EightOctets.get(buffer, i);
            long next = EightOctets.get(buffer, i + 1);
            long spaces = octets ^ SPACES;
            // A tab is looked for one octet ahead, as a space before it has to be found first.
            long found = EightOctets.anyZero(next ^ TABS)
                    | EightOctets.anyZero(spaces | (next ^ SPACES))
                    | EightOctets.anyZero(spaces | (next ^ CRS));
            if (found != 0) {
                break;
            }
        }
        for (; i < end; i++) {
            if (buffer[i] == '\t' || (buffer[i] == ' ' && (i + 1 == end || isWspOrCr(buffer[i + 1])))) {
                return i;
            }
        }
        return end;
    }

    private static boolean isWspOrCr(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }

    /** Hands on a stretch in canonical form, from white space on. Gives the index of what comes behind it. */
    private int rewrite(byte[] buffer, int from, int end) {
        // What becomes of eight octets depends on the next two, and all are looked at eight at a time.
        int to = Math.min(end - 16, from + stretch);
        if (to <= from) {
            // White space: what becomes of it depends on what follows.
            heldWsp = true;
            return resume(buffer, from + 1, end);
        }
        byte[] copy = rewritten == null ? new byte[LONGEST_STRETCH] : rewritten;
        rewritten = copy;
        int length = 0;
        int i = from;
        long octets = EightOctets.get(buffer, i);
        long wsp = wsp(octets);
        long wspOrCrlf = wsp | crlfs(octets, buffer, i);
        do {
            long next = EightOctets.get(buffer, i + 8);
            long nextWsp = wsp(next);
            long nextWspOrCrlf = nextWsp | crlfs(next, buffer, i + 8);
            // RFC 6376 §3.4.4 (a): white space with more of it, or the line's end, behind it is dropped; what is left
            // of a
            // run, its last octet, is a space.
            long dropped = wsp & EightOctets.before(wspOrCrlf, nextWspOrCrlf);
            long spaced = EightOctets.clear(octets, wsp) | EightOctets.spaces(wsp ^ dropped);
            EightOctets.put(copy, length, EightOctets.squeeze(spaced, dropped));
            length += 8 - Long.bitCount(dropped);
            octets = next;
            wsp = nextWsp;
            wspOrCrlf = nextWspOrCrlf;
            i += 8;
        } while (i < to);
        // A CR goes with its LF.
        int cut = buffer[i - 1] == '\r' && buffer[i] == '\n' ? 1 : 0;
        handOnTrimmed(copy, 0, length - cut);
        return i - cut;
    }

    private static long wsp(long octets) {
        return EightOctets.zeros(octets ^ TABS) | EightOctets.zeros(octets ^ SPACES);
    }

    /** The mask of each CR that has an LF behind it. */
    private static long crlfs(long octets, byte[] buffer, int index) {
        return EightOctets.zeros((octets ^ CRS) | (EightOctets.get(buffer, index + 1) ^ LFS));
    }

    /** Hands on a range but for the line ends at its end. */
    private void handOnTrimmed(byte[] buffer, int from, int end) {
        // RFC 6376 §3.4.4 (b): lines without content at the end of the body are left out; so line ends wait.
        int crlfs = LineEndings.atEnd(buffer, from, end);
        int to = end - 2 * crlfs;
        if (to > from) {
            releaseCrlfs();
            out.accept(buffer, from, to - from);
        }
        heldCrlfs += crlfs;
    }

    /** Octets that are to come show that the line ends held back are inside the body. */
    private void releaseCrlfs() {
        LineEndings.write(heldCrlfs, out);
        heldCrlfs = 0;
        empty = false;
    }

    /** The same for all that is held back. A CR without LF ends no line: it is an octet like any other. */
    private void releaseAll() {
        releaseCrlfs();
        if (heldWsp) {
            out.accept(SPACE, 0, 1);
        }
        if (heldCr) {
            out.accept(LONE_CR, 0, 1);
        }
        heldWsp = false;
        heldCr = false;
    }

    @Override
    public void finish() {
        if (heldCr) {
            releaseAll();
        }
        // RFC 6376 §3.4.4 (b): a body that is not empty and has no CRLF at its end gets one.
        // RFC 6376 §3.4.4: a body of nothing but white space and line ends is the null input, without a CRLF.
        // Interpretation of RFC 6376 §3.4.4: white space at the end of a last line without CRLF ends that line too.
        if (!empty) {
            LineEndings.write(1, out);
        }
    }
}
