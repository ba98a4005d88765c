package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/** Makes lone CR and LF octets CRLF, in a body that comes in pieces. */
final class LineEndFixer implements BodyFilter {

    private static final byte[] CRLF = {'\r', '\n'};

    private final OctetSink out;
    private boolean afterCr;

    LineEndFixer(OctetSink out) {
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            byte octet = buffer[i];
            if (octet == '\r' || octet == '\n') {
                out.accept(buffer, from, i - from);
                // An LF behind a CR belongs to it, and that has become a CRLF already.
                if (octet == '\r' || !afterCr) {
                    out.accept(CRLF, 0, 2);
                }
                from = i + 1;
            }
            afterCr = octet == '\r';
        }
        out.accept(buffer, from, end - from);
    }

    @Override
    public void finish() {
        // Nothing is held back.
    }
}
