package org.signetmail.dkim.diagnosis;

/** Octets that come in pieces. */
final class Pieces {

    private Pieces() {}

    /** A filter gets them all, cut at some places, and their end. */
    static void of(byte[] octets, int[] splits, BodyFilter filter) {
        int from = 0;
        for (int split : splits) {
            filter.accept(octets, from, split - from);
            from = split;
        }
        filter.accept(octets, from, octets.length - from);
        filter.finish();
    }
}
