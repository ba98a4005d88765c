package org.signetmail.dkim.jakarta;

import jakarta.mail.internet.SharedInputStream;
import java.io.InputStream;
import java.util.Objects;

/** Reads {@link Octets}. What Jakarta Mail finds in a message are ranges of them, and no copies. */
final class OctetStream extends InputStream implements SharedInputStream {

    private static final byte[] NOTHING = {};

    private final Octets octets;
    private final long start;
    private final long end;

    private long position;
    private long marked;

    /** The rest of the piece that the position is in. */
    private byte[] piece = NOTHING;

    private int next;
    private int pieceEnd;

    OctetStream(Octets octets, long start, long end) {
        this.octets = octets;
        this.start = start;
        this.end = end;
        this.position = start;
        this.marked = start;
    }

    @Override
    public int read() {
        if (!fill()) {
            return -1;
        }
        position++;
        return piece[next++] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(length, pieceEnd - next);
        System.arraycopy(piece, next, buffer, offset, taken);
        position += taken;
        next += taken;
        return taken;
    }

    private boolean fill() {
        if (next < pieceEnd) {
            return true;
        }
        if (position >= end) {
            return false;
        }
        int number = octets.pieceAt(position);
        piece = octets.piece(number);
        next = octets.offsetIn(number, position);
        pieceEnd = (int) Math.min(piece.length, next + (end - position));
        return true;
    }

    private void moveTo(long index) {
        position = index;
        next = 0;
        pieceEnd = 0;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, end - position));
        moveTo(position + skipped);
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int readLimit) {
        marked = position;
    }

    @Override
    public void reset() {
        moveTo(marked);
    }

    @Override
    public long getPosition() {
        return position - start;
    }

    @Override
    public InputStream newStream(long from, long to) {
        long last = to < 0 ? end : start + to;
        return new OctetStream(
                octets, start + Objects.checkIndex(from, end - start + 1), Math.min(end, Math.max(start + from, last)));
    }
}
