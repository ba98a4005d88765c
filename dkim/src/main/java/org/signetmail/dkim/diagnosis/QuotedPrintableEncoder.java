package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import org.signetmail.core.OctetSink;

/** Makes a body quoted-printable as most programs do it (RFC 2045 §6.7): lines of at most 76 characters, ASCII as it is. */
final class QuotedPrintableEncoder implements BodyFilter {

    private static final int LONGEST_LINE = 76;
    private static final byte[] SOFT_BREAK = {'=', '\r', '\n'};
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final OctetSink out;
    private final byte[] token = new byte[3];

    /** The last octet but for a CR, of which it is not known yet whether a line end follows; -1 for none. */
    private int held = -1;

    private boolean heldCr;
    private int column;

    QuotedPrintableEncoder(OctetSink out) {
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            octet(buffer[i] & 0xFF);
        }
    }

    private void octet(int octet) {
        if (heldCr && octet == '\n') {
            heldCr = false;
            write(held, true);
            held = -1;
            token[0] = '\r';
            token[1] = '\n';
            out.accept(token, 0, 2);
            column = 0;
            return;
        }
        if (heldCr) {
            write(held, false);
            held = '\r';
            heldCr = false;
        }
        if (octet == '\r') {
            heldCr = true;
        } else {
            write(held, false);
            held = octet;
        }
    }

    private void write(int octet, boolean last) {
        if (octet < 0) {
            return;
        }
        boolean blank = octet == ' ' || octet == '\t';
        boolean plain = blank ? !last : octet > ' ' && octet < 0x7F && octet != '=';
        int length = plain ? 1 : 3;
        if (column + length > (last ? LONGEST_LINE : LONGEST_LINE - 1)) {
            out.accept(SOFT_BREAK, 0, 3);
            column = 0;
        }
        token[0] = plain ? (byte) octet : (byte) '=';
        token[1] = HEX[octet >> 4];
        token[2] = HEX[octet & 0xF];
        out.accept(token, 0, length);
        column += length;
    }

    @Override
    public void finish() {
        if (heldCr) {
            write(held, false);
            held = '\r';
        }
        write(held, true);
    }
}
