package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.tags.OctetBuffer;

/** Takes white space off the ends of lines, in a body that comes in pieces. */
final class TrailingWhiteSpaceRemover implements BodyFilter {

    /** Longer runs of white space stay: no relay adds them, and memory has to be constant. */
    private static final int LONGEST_RUN = 1024;

    private static final byte[] CRLF = {'\r', '\n'};

    private final OctetSink out;
    private final OctetBuffer held = new OctetBuffer();
    private boolean heldCr;

    TrailingWhiteSpaceRemover(OctetSink out) {
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte octet = buffer[i];
            if (heldCr && octet == '\n') {
                held.clear();
                out.accept(CRLF, 0, 2);
            } else if (heldCr) {
                held.append((byte) '\r');
                release();
            }
            if (Ascii.isWsp(octet) && held.length() < LONGEST_RUN) {
                held.append(octet);
            } else if (octet != '\r' && !(heldCr && octet == '\n')) {
                release();
                out.accept(buffer, i, 1);
            }
            heldCr = octet == '\r';
        }
    }

    private void release() {
        out.accept(held.octets(), 0, held.length());
        held.clear();
    }

    /** White space at the end of the last line goes as well. */
    @Override
    public void finish() {
        if (heldCr) {
            held.append((byte) '\r');
            release();
        }
    }
}
