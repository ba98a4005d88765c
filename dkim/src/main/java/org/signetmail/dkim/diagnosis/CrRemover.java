package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/** Makes CRLF LF, or leaves out a CR before a CRLF. */
final class CrRemover implements BodyFilter {

    private final boolean doubled;
    private final OctetSink out;
    private int held;

    /**
     * Leaves out CRs.
     *
     * @param doubled whether only those before a CRLF; else those of CRLFs
     */
    CrRemover(boolean doubled, OctetSink out) {
        this.doubled = doubled;
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (buffer[i] == '\r') {
                out.accept(buffer, from, i - from);
                from = i + 1;
                held++;
            } else if (held > 0) {
                if (buffer[i] == '\n') {
                    held = doubled ? Math.min(held, 1) : held - 1;
                }
                release();
            }
        }
        out.accept(buffer, from, end - from);
    }

    private void release() {
        byte[] cr = {'\r'};
        for (; held > 0; held--) {
            out.accept(cr, 0, 1);
        }
    }

    @Override
    public void finish() {
        release();
    }
}
