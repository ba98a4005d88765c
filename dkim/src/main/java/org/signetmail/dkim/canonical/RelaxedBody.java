package org.signetmail.dkim.canonical;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.OctetSink;

/**
 * The relaxed canonical body (RFC 6376 §3.4.4): white space at the end of a line goes, any other run of it becomes one
 * space, empty lines at the end of the body go, and a final CRLF is added to a body that has any octets left.
 *
 * <p>The idea: only a tab, and a space before white space or CR, have to be changed. A long piece is taken in blocks, whose
 * octets to change are marked first ({@link BlockMarks}): where there are none, the block is handed on where it is; else it
 * is copied in canonical form. In a short piece, and at the end of a long one, {@link RelaxedOctets#endOfCanonical} looks
 * for the next place to change, and where places are so close that finding them costs most, {@link RelaxedOctets#squeeze}
 * copies eight octets at a time, without a branch for what they are. At the end of a piece, white space waits for what
 * follows: it is enough to remember whether there is any.
 */
final class RelaxedBody implements BodyCanonicalizer {

    /** From here on a piece is taken in blocks. */
    private static final int LONG_PIECE = 8 << 10;

    /** No block is smaller. */
    private static final int LEAST_BLOCK = 512;

    /** After so many places to change it is seen whether they are close together. */
    private static final int SAMPLE = 16;

    /** On average this close it costs more to find each place than to rewrite all. */
    private static final int CLOSE = 16;

    /** How much is rewritten then. */
    private static final int STRETCH = 16 << 10;

    /** How much of that at a time. */
    private static final int PART = 2048;

    /** When more than one in so many times eight octets of a block changes, much does. */
    private static final int MUCH = 8;

    /** So many blocks are taken then as such of which much changes. */
    private static final int BLOCKS = 16;

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LONE_CR = {'\r'};
    private static final byte[] SPACE = {' '};

    private final CanonicalOctets out;

    /** Made for the first long piece. */
    private @Nullable BlockMarks marks;

    /** How many of the next blocks much is taken to change in. */
    private int blocksOfMuch;

    /** Whether white space is held back. */
    private boolean heldWsp;

    /** Whether a CR is held back, of which it is not known whether an LF follows. */
    private boolean heldCr;

    RelaxedBody(OctetSink out) {
        this.out = new CanonicalOctets(out);
    }

    @Override
    public void update(byte[] buffer, int from, int end) {
        int i = resume(buffer, from, end);
        if (end - i >= LONG_PIECE) {
            i = blocks(buffer, i, end);
        }
        octets(buffer, i, end);
    }

    /** Takes what can be taken in blocks. Gives the index of what comes behind it. */
    private int blocks(byte[] buffer, int from, int end) {
        BlockMarks block = marks == null ? new BlockMarks() : marks;
        marks = block;
        int last = end - RelaxedOctets.MARGIN;
        int canonical = from; // What is behind it, before i, was found to be canonical, and is to be handed on.
        int i = from;
        while (last - i >= LEAST_BLOCK) {
            int to = i + (Math.min(BlockMarks.MOST, last - i) & -BlockMarks.STEP);
            boolean much = blocksOfMuch > 0;
            boolean plain = !much && block.arePlain(buffer, i, to - i);
            // A CR goes with its LF.
            int cut = buffer[to - 1] == '\r' && buffer[to] == '\n' ? 1 : 0;
            if (!plain) {
                out.append(buffer, canonical, i);
                if (much) {
                    out.appendSqueezed(buffer, i, to, block);
                    blocksOfMuch--;
                } else {
                    out.appendChanged(buffer, i, to, block);
                    blocksOfMuch = block.changed() > (to - i) / 8 / MUCH ? BLOCKS : 0;
                }
                out.dropLast(cut);
                canonical = to - cut;
            }
            i = to - cut;
        }
        out.append(buffer, canonical, i);
        return i;
    }

    /** Takes octets to the end of a piece. */
    private void octets(byte[] buffer, int from, int end) {
        int i = from;
        int sampled = i;
        int places = 0;
        while (i < end) {
            int stop = RelaxedOctets.endOfCanonical(buffer, i, end);
            if (stop == end) {
                heldCr = buffer[end - 1] == '\r';
                out.append(buffer, i, heldCr ? end - 1 : end);
                return;
            }
            out.append(buffer, i, stop);
            i = RelaxedOctets.endOfWsp(buffer, stop, end);
            if (i == stop) {
                // An octet behind such a place, found for its sake.
                out.append(buffer, stop, ++i);
            } else if (i >= end - 1) {
                // What becomes of it depends on what follows.
                heldWsp = true;
                i = resume(buffer, i, end);
            } else {
                // RFC 6376 §3.4.4 (a): white space before a line's CRLF is dropped, the CRLF is not; any other run of
                // spaces and tabs inside a line is reduced to one space.
                out.appendSpaceUnlessCrlf(buffer[i], buffer[i + 1]);
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
                out.append(CRLF, 0, 2);
                heldCr = false;
                heldWsp = false;
            } else if (heldCr || !RelaxedOctets.isWspOrCr(octet)) {
                releaseAll();
                return i;
            } else {
                heldCr = octet == '\r';
            }
        }
        return i;
    }

    /** Puts down a stretch in canonical form. Gives the index of what comes behind it. */
    private int rewrite(byte[] buffer, int from, int end) {
        int to = Math.min(end - RelaxedOctets.MARGIN, from + STRETCH);
        int i = from;
        while (i < to) {
            int stop = Math.min(to, i + PART);
            out.appendSqueezed(buffer, i, stop);
            i += (stop - i + 7) & -8;
            // A CR goes with its LF.
            int cut = buffer[i - 1] == '\r' && buffer[i] == '\n' ? 1 : 0;
            out.dropLast(cut);
            i -= cut;
        }
        return i;
    }

    /** Octets that come show that what is held back is inside a line. A CR without LF ends none. */
    private void releaseAll() {
        if (heldWsp) {
            out.append(SPACE, 0, 1);
        }
        if (heldCr) {
            out.append(LONE_CR, 0, 1);
        }
        heldWsp = false;
        heldCr = false;
    }

    @Override
    public void finish() {
        if (heldCr) {
            releaseAll();
        }
        out.finish();
    }
}
