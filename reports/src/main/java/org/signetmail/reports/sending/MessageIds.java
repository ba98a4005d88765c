package org.signetmail.reports.sending;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;

/** Hashes of ids with what each stands for: open addressing in two arrays, 12 octets a place. Not thread-safe. */
final class MessageIds {

    /** What no value is. */
    static final int ABSENT = Integer.MIN_VALUE;

    private long[] hashes = new long[16];
    private int[] values = new int[16];
    private int size;

    MessageIds() {
        Arrays.fill(values, ABSENT);
    }

    /** Of a million ids two are alike with a chance of one to forty million. */
    static long hash(String text) {
        return ByteBuffer.wrap(sha256(text)).getLong();
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JRE has it", e);
        }
    }

    int size() {
        return size;
    }

    int get(long hash) {
        return values[place(hash)];
    }

    void put(long hash, int value) {
        int place = place(hash);
        if (values[place] == ABSENT) {
            size++;
        }
        hashes[place] = hash;
        values[place] = value;
        if (size * 3L > hashes.length * 2L) {
            grow();
        }
    }

    private int place(long hash) {
        int mask = hashes.length - 1;
        // The hash is spread evenly already; sorted input would else fill the table from one end.
        int place = (int) (hash ^ hash >>> 32) & mask;
        while (values[place] != ABSENT && hashes[place] != hash) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldValues = values;
        hashes = new long[oldHashes.length * 2];
        values = new int[oldHashes.length * 2];
        Arrays.fill(values, ABSENT);
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldValues[i] != ABSENT) {
                int place = place(oldHashes[i]);
                hashes[place] = oldHashes[i];
                values[place] = oldValues[i];
            }
        }
    }

    /** Takes one id and what it stands for. */
    interface Visitor {
        void visit(long hash, int value);
    }

    /** In no order. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < hashes.length; i++) {
            if (values[i] != ABSENT) {
                visitor.visit(hashes[i], values[i]);
            }
        }
    }

    /** Gives another value to all whose value is in the set. */
    void replace(BitSet old, int value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= 0 && old.get(values[i])) {
                values[i] = value;
            }
        }
    }
}
