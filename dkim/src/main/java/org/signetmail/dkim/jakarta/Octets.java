package org.signetmail.dkim.jakarta;

import java.util.ArrayList;
import java.util.List;

/**
 * The octets of a message in pieces, so that a large one needs no array of its size, and what comes on top of it no copy.
 * The arrays are shared and never changed. Immutable and thread-safe.
 */
final class Octets {

    private final List<byte[]> pieces;

    /** Of each piece, where it ends. */
    private final long[] ends;

    private Octets(List<byte[]> pieces) {
        this.pieces = pieces;
        this.ends = new long[pieces.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += pieces.get(i).length;
            ends[i] = end;
        }
    }

    /** Takes pieces, all of their octets; those without any are left out. */
    static Octets of(List<byte[]> pieces) {
        return new Octets(pieces.stream().filter(piece -> piece.length > 0).toList());
    }

    /** The same octets with others on top. */
    Octets below(byte[] top) {
        List<byte[]> all = new ArrayList<>(pieces.size() + 1);
        all.add(top);
        all.addAll(pieces);
        return of(all);
    }

    long length() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** The octets to be read, from the first to the last. */
    OctetStream stream() {
        return new OctetStream(this, 0, length());
    }

    /** Takes the next octets; may not change them. */
    interface Sink<X extends Exception> {
        void accept(byte[] octets, int offset, int length) throws X;
    }

    /** Hands over the octets from an index on, without a copy. */
    <X extends Exception> void handTo(long from, Sink<X> sink) throws X {
        long start = from;
        for (int i = 0; i < ends.length; i++) {
            if (start < ends[i]) {
                byte[] piece = pieces.get(i);
                int offset = offsetIn(i, start);
                sink.accept(piece, offset, piece.length - offset);
                start = ends[i];
            }
        }
    }

    /** The piece that holds the octet at an index below the length. */
    int pieceAt(long index) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > index) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    byte[] piece(int number) {
        return pieces.get(number);
    }

    /** Where in a piece an index is. */
    int offsetIn(int number, long index) {
        return (int) (index - (ends[number] - pieces.get(number).length));
    }
}
