package org.signetmail.dkim.jakarta;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Takes a message as it is written and keeps it, with CRLF for every CR and LF that stands alone, as the transport will send
 * it (RFC 6376 §5.3). Never copies what it has: it takes a further piece.
 */
final class OctetCollector extends OutputStream {

    private static final int FIRST_PIECE = 4 << 10;

    /** So small that no garbage collector takes it for a large object. */
    private static final int LARGEST_PIECE = 64 << 10;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece = new byte[FIRST_PIECE];
    private int used;

    /** Whether the last octet was a CR, whose LF may still come. */
    private boolean afterCr;

    @Override
    public void write(int octet) {
        byte next = (byte) octet;
        if (afterCr && next != '\n') {
            put((byte) '\n');
        } else if (next == '\n' && !afterCr) {
            put((byte) '\r');
        }
        put(next);
        afterCr = next == '\r';
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        int end = offset + length;
        int from = offset;
        while (from < end) {
            int to = from;
            while (to < end && octets[to] != '\r' && octets[to] != '\n') {
                to++;
            }
            if (to == from || afterCr) {
                write(octets[from++]);
            } else {
                put(octets, from, to - from);
                from = to;
            }
        }
    }

    private void put(byte octet) {
        if (used == piece.length) {
            nextPiece();
        }
        piece[used++] = octet;
    }

    private void put(byte[] octets, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (from < end) {
            if (used == piece.length) {
                nextPiece();
            }
            int taken = Math.min(end - from, piece.length - used);
            System.arraycopy(octets, from, piece, used, taken);
            used += taken;
            from += taken;
        }
    }

    private void nextPiece() {
        full.add(piece);
        piece = new byte[Math.min(LARGEST_PIECE, 2 * piece.length)];
        used = 0;
    }

    /** All that was written. Nothing may be written afterwards. */
    Octets octets() {
        if (afterCr) {
            put((byte) '\n');
            afterCr = false;
        }
        full.add(used == piece.length ? piece : Arrays.copyOf(piece, used));
        return Octets.of(full);
    }
}
