package org.signetmail.dkim;

import org.signetmail.core.internal.EightOctets;

/**
 * Finds CR and LF octets that stand alone, in octets that come in pieces.
 *
 * <p>The idea: an LF belongs behind a CR, and a CR before an LF. So the eight octets from one place on must have their LFs
 * where the eight from one place earlier have their CRs; any difference is a lone one.
 */
final class LineEndCheck {

    private static final long CRS = EightOctets.all('\r');
    private static final long LFS = EightOctets.all('\n');

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
            long lfs = EightOctets.zeros(EightOctets.get(buffer, i) ^ LFS);
            long crsBefore = EightOctets.zeros(EightOctets.get(buffer, i - 1) ^ CRS);
            if (lfs != crsBefore) {
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

    /** Whether there was a lone CR or LF; at the end of the octets a last CR is one too. */
    boolean foundAtEnd() {
        return loneFound || afterCr;
    }

    /** Whether there was one that the octets to come cannot complete. */
    boolean found() {
        return loneFound;
    }
}
