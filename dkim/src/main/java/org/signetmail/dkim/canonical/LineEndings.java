package org.signetmail.dkim.canonical;

import org.signetmail.core.OctetSink;
import org.signetmail.core.internal.EightOctets;

/** CRLFs in any number, out of a buffer made once. */
final class LineEndings {

    private static final byte[] CRLFS = crlfs();

    private static final long FOUR_CRLFS = EightOctets.get(CRLFS, 0);

    private LineEndings() {}

    private static byte[] crlfs() {
        byte[] octets = new byte[1024];
        for (int i = 0; i < octets.length; i += 2) {
            octets[i] = '\r';
            octets[i + 1] = '\n';
        }
        return octets;
    }

    static void write(long count, OctetSink out) {
        for (long left = 2 * count; left > 0; left -= CRLFS.length) {
            out.accept(CRLFS, 0, (int) Math.min(left, CRLFS.length));
        }
    }

    /** How many CRLFs a range ends in. */
    static int atEnd(byte[] buffer, int from, int end) {
        int to = end;
        while (to - 8 >= from && EightOctets.get(buffer, to - 8) == FOUR_CRLFS) {
            to -= 8;
        }
        while (to - 2 >= from && buffer[to - 2] == '\r' && buffer[to - 1] == '\n') {
            to -= 2;
        }
        return (end - to) / 2;
    }
}
