package org.signetmail.dkim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.signetmail.core.OctetSink;

/**
 * The relaxed canonical body (RFC 6376 §3.4.4): white space at the end of a line goes, any other run of it becomes one
 * space, empty lines at the end of the body go, and a final CRLF is added to a body that has any octets left.
 *
 * <p>The idea: most bodies are canonical already but for the empty lines at their end. Only a tab, and a space before
 * white space or CR, have to be changed. So {@link #handOn} looks for the next such place, eight octets at a time, and
 * hands on all before it as one range. From there {@link #hold} takes white space and line ends without handing them on:
 * it need not keep them, only count CRLFs and remember whether white space came behind the last one. The next other octet
 * shows that they are inside the body, and they are handed on in canonical form; the end of the body never asks for them.
 */
final class RelaxedBody implements BodyCanonicalizer {

    private static final VarHandle EIGHT_OCTETS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long TABS = ONES * '\t';
    private static final long SPACES = ONES * ' ';
    private static final long CRS = ONES * '\r';

    private static final byte[] SPACE = {' '};
    private static final byte[] CR = {'\r'};

    private final OctetSink out;

    /** Whether the octets before this place are held back, as counted below. */
    private boolean holding;

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
        int i = from;
        while (i < end) {
            i = holding ? hold(buffer, i, end) : handOn(buffer, i, end);
        }
    }

    /** Takes white space and line ends; stops at the first other octet, or behind a CR that was none of a line end. */
    private int hold(byte[] buffer, int from, int end) {
        for (int i = from; i < end; i++) {
            byte octet = buffer[i];
            if (heldCr) {
                heldCr = false;
                if (octet != '\n') {
                    release();
                    out.accept(CR, 0, 1);
                    return i;
                }
                heldCrlfs++;
                heldWsp = false;
            } else if (octet == ' ' || octet == '\t') {
                heldWsp = true;
            } else if (octet == '\r') {
                heldCr = true;
            } else {
                release();
                return i;
            }
        }
        return end;
    }

    private void release() {
        LineEndings.write(heldCrlfs, out);
        if (heldWsp) {
            out.accept(SPACE, 0, 1);
        }
        heldCrlfs = 0;
        heldWsp = false;
        holding = false;
        empty = false;
    }

    /** Hands on what is canonical; stops where something has to be held back. */
    private int handOn(byte[] buffer, int from, int end) {
        int stop = firstToChange(buffer, from, end);
        int to = stop;
        if (to == end && buffer[to - 1] == '\r') {
            to--;
        }
        // The lines that end here may turn out to be the last that are not empty.
        while (to - 2 >= from && buffer[to - 2] == '\r' && buffer[to - 1] == '\n') {
            to -= 2;
        }
        if (to > from) {
            out.accept(buffer, from, to - from);
            empty = false;
        }
        holding = to < end;
        return to;
    }

    /** The index of the first tab, or space with white space, CR or nothing behind it; or the end. */
    private static int firstToChange(byte[] buffer, int from, int end) {
        if (buffer[from] == '\t') {
            return from;
        }
        int i = from;
        for (; i < end - 8; i += 8) {
            long octets = (long) EIGHT_OCTETS.get(buffer, i);
            long next = (long) EIGHT_OCTETS.get(buffer, i + 1);
            long spaces = octets ^ SPACES;
            // A tab is looked for one octet ahead, as a space before it has to be found first.
            long found =
                    zeroOctets(next ^ TABS) | zeroOctets(spaces | (next ^ SPACES)) | zeroOctets(spaces | (next ^ CRS));
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

    /** Not zero exactly when one of the eight octets is zero: only such an octet borrows with its high bit clear. */
    private static long zeroOctets(long octets) {
        return (octets - ONES) & ~octets & HIGH_BITS;
    }

    private static boolean isWspOrCr(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r';
    }

    @Override
    public void finish() {
        if (heldCr) {
            release();
            out.accept(CR, 0, 1);
        }
        // RFC 6376 §3.4.4: a body of nothing but white space and line ends is the null input, without a CRLF.
        // Interpretation of RFC 6376 §3.4.4: white space at the end of a last line without CRLF ends that line too.
        if (!empty) {
            LineEndings.write(1, out);
        }
    }
}
