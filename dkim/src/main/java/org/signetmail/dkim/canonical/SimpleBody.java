package org.signetmail.dkim.canonical;

import org.signetmail.core.OctetSink;

/**
 * The simple canonical body (RFC 6376 §3.4.3): as it is, but for empty lines at its end, which go, and a final CRLF, which
 * is added where it is missing.
 *
 * <p>The idea: only the CRLFs at the end of what has come so far can turn out to be the empty lines at the end of the
 * body. So each piece is handed on up to its last CRLFs, found by looking at it from its end, and those are counted, not
 * kept. Octets in the middle are never looked at.
 */
final class SimpleBody implements BodyCanonicalizer {

    private final OctetSink out;

    /** CRLFs that came and were not handed on. */
    private long heldCrlfs;

    /** Whether a CR came behind them, of which it is not known whether an LF follows. */
    private boolean heldCr;

    SimpleBody(OctetSink out) {
        this.out = out;
    }

    @Override
    public void update(byte[] buffer, int from, int end) {
        int start = from;
        if (heldCr && start < end) {
            heldCr = false;
            if (buffer[start] == '\n') {
                heldCrlfs++;
                start++;
            } else {
                handOnLoneCr();
            }
        }
        int tail = end;
        if (tail > start && buffer[tail - 1] == '\r') {
            tail--;
            heldCr = true;
        }
        // RFC 6376 §3.4.3: all empty lines at the end of the body are left out, and nothing else is changed; so line
        // ends wait for what follows.
        int crlfs = LineEndings.atEnd(buffer, start, tail);
        tail -= 2 * crlfs;
        if (tail > start) {
            handOnCrlfs();
            out.accept(buffer, start, tail - start);
        }
        heldCrlfs += crlfs;
    }

    private void handOnCrlfs() {
        LineEndings.write(heldCrlfs, out);
        heldCrlfs = 0;
    }

    /** A CR without LF ends no line: it is an octet like any other. */
    private void handOnLoneCr() {
        handOnCrlfs();
        out.accept(new byte[] {'\r'}, 0, 1);
    }

    @Override
    public void finish() {
        if (heldCr) {
            handOnLoneCr();
        }
        // RFC 6376 §3.4.3: whatever number of CRLFs the body ended in, none included, it ends in one.
        // RFC 6376 §3.4.3: also a body without any line, or without a body at all, becomes one CRLF.
        LineEndings.write(1, out);
    }
}
