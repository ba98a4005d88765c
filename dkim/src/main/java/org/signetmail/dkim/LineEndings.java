package org.signetmail.dkim;

import org.signetmail.core.OctetSink;

/** CRLFs in any number, out of a buffer made once. */
final class LineEndings {

    private static final byte[] CRLFS = crlfs();

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
}
