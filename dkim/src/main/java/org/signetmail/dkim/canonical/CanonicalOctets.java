package org.signetmail.dkim.canonical;

import java.util.Arrays;
import org.signetmail.core.OctetSink;

/**
 * The octets of a relaxed body in canonical form, on their way to the digest: many small ranges cost it more than their
 * copies, so a long range is handed on where it is, and shorter ones are put together.
 *
 * <p>Line ends at the end of what has come so far may be the end of the body. They are not handed on, nor kept: it is
 * enough to count them.
 */
final class CanonicalOctets {

    /** From here on a range is handed on where it is. */
    private static final int LONG = 512;

    /** How much is put together. */
    private static final int ROOM = 8 << 10;

    /** Behind what is put together there is always room for so much. */
    private static final int SPARE = 8;

    private static final byte[] NOTHING = {};

    private final OctetSink out;

    /** CRLFs held back; they come before all that is below. */
    private long heldCrlfs;

    /** Octets that were not handed on yet; grows with them, up to {@link #ROOM} and what is spare. */
    private byte[] gathered = NOTHING;

    private int length;

    private boolean empty = true;

    CanonicalOctets(OctetSink out) {
        this.out = out;
    }

    /** Takes a range: a long one is handed on, a short one copied. */
    void append(byte[] buffer, int from, int end) {
        int count = end - from;
        if (count >= LONG) {
            flush();
            handOnTrimmed(buffer, from, end);
        } else if (count > 0) {
            ensure(count);
            System.arraycopy(buffer, from, gathered, length, count);
            length += count;
        }
    }

    /** Takes a space, unless there is a CRLF where it would stand. */
    void appendSpaceUnlessCrlf(byte first, byte second) {
        ensure(1);
        gathered[length] = ' ';
        int unlessCrlf = (first ^ '\r') | (second ^ '\n');
        length += (unlessCrlf | -unlessCrlf) >>> 31;
    }

    /** Takes the canonical form of a stretch of some KB. */
    void appendSqueezed(byte[] buffer, int from, int to) {
        ensure(to - from);
        length = RelaxedOctets.squeeze(buffer, from, to, gathered, length);
    }

    /** Takes the canonical form of a block, some of which changes. */
    void appendChanged(byte[] buffer, int from, int to, BlockMarks marks) {
        ensure(to - from);
        length = marks.changeSome(buffer, from, to, gathered, length);
    }

    /** Takes the canonical form of a block of which much changes. */
    void appendSqueezed(byte[] buffer, int from, int to, BlockMarks marks) {
        ensure(to - from);
        length = marks.changeMuch(buffer, from, to, gathered, length);
    }

    /** Takes so many octets back, of those copied last. */
    void dropLast(int count) {
        length -= count;
    }

    /** Makes room for octets to put together, and what is spare. */
    private void ensure(int count) {
        if (count > gathered.length - SPARE - length) {
            if (length + count > ROOM) {
                flush();
            }
            if (count > gathered.length - SPARE - length) {
                gathered = Arrays.copyOf(gathered, Math.min(ROOM + SPARE, 2 * (length + count + SPARE)));
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

    /** Ends the body. */
    void finish() {
        flush();
        // RFC 6376 §3.4.4 (b): a body that is not empty and has no CRLF at its end gets one.
        // RFC 6376 §3.4.4: a body of nothing but white space and line ends is the null input, without a CRLF.
        // Interpretation of RFC 6376 §3.4.4: white space at the end of a last line without CRLF ends that line too.
        if (!empty) {
            LineEndings.write(1, out);
        }
    }
}
