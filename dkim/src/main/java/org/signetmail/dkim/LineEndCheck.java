package org.signetmail.dkim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds CR and LF octets that stand alone, in octets that come in pieces.
 *
 * <p>The idea: an LF belongs behind a CR, and a CR before an LF. So the eight octets from one place on must have their LFs
 * where the eight from one place earlier have their CRs; any difference is a lone one.
 */
final class LineEndCheck {

    private static final VarHandle EIGHT_OCTETS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = ONES * 0x7F;
    private static final long CRS = ONES * '\r';
    private static final long LFS = ONES * '\n';

    private boolean afterCr;
    private boolean loneFound;

    void update(byte[] buffer, int offset, int length) {
        if (length == 0 || loneFound) {
            return;
        }
        int end = offset + length;
        loneFound = afterCr != (buffer[offset] == '\n') || hasLone(buffer, offset, end);
        afterCr = buffer[end - 1] == '\r';
    }

    /** Whether some octet but the first is an LF without a CR before it, or not an LF behind a CR. */
    private static boolean hasLone(byte[] buffer, int offset, int end) {
        int i = offset + 1;
        for (; i <= end - 8; i += 8) {
            long octets = (long) EIGHT_OCTETS.get(buffer, i);
            long before = (long) EIGHT_OCTETS.get(buffer, i - 1);
            if (zeroOctets(octets ^ LFS) != zeroOctets(before ^ CRS)) {
                return true;
            }
        }
        for (; i < end; i++) {
            if ((buffer[i] == '\n') != (buffer[i - 1] == '\r')) {
                return true;
            }
        }
        return false;
    }

    /** The high bit of each octet that is zero, and no other bit. */
    private static long zeroOctets(long octets) {
        return ~(((octets & LOW_BITS) + LOW_BITS) | octets | LOW_BITS);
    }

    /** Whether there was a lone CR or LF; at the end of the octets a last CR is one too. */
    boolean foundAtEnd() {
        return loneFound || afterCr;
    }

    /** Whether there was one that the octets to come cannot complete. */
    boolean found() {
        return loneFound;
    }
}
