package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/** Undoes the quoted-printable encoding (RFC 2045 §6.7) of a body that comes in pieces; what is no encoding stays. */
final class QuotedPrintableBody implements BodyFilter {

    private final OctetSink out;

    /** An "=" and what came behind it, as long as it may be an encoded octet or a soft line break. */
    private final byte[] held = new byte[3];

    private int heldLength;

    QuotedPrintableBody(OctetSink out) {
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (heldLength == 0 && buffer[i] == '=') {
                out.accept(buffer, from, i - from);
                held[heldLength++] = '=';
                from = i + 1;
            } else if (heldLength > 0) {
                held[heldLength++] = buffer[i];
                from = i + 1;
                if (heldLength == held.length) {
                    release();
                }
            }
        }
        out.accept(buffer, from, end - from);
    }

    private void release() {
        heldLength = 0;
        int high = Character.digit(held[1], 16);
        int low = Character.digit(held[2], 16);
        if (high >= 0 && low >= 0) {
            held[0] = (byte) (high << 4 | low);
            out.accept(held, 0, 1);
        } else if (held[1] != '\r' || held[2] != '\n') {
            out.accept(held, 0, 3);
        }
    }

    @Override
    public void finish() {
        out.accept(held, 0, heldLength);
        heldLength = 0;
    }
}
