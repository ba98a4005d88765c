package org.signetmail.dkim.canonical;

import java.security.MessageDigest;
import java.util.OptionalLong;
import org.signetmail.core.OctetSink;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;

/** The hash of a canonical body up to a length ({@code l=}, RFC 6376 §3.7), and how long the body is. */
public final class BodyHash implements OctetSink {

    private final Hash algorithm;
    private final Crypto crypto;
    private final MessageDigest digest;
    private final long limit;
    private long total;
    private long unhashedLines;
    private byte[] hash = {};

    /**
     * Hashes one body.
     *
     * @param algorithm of the digest
     * @param limit how many octets to hash; all when empty
     * @param crypto computes
     */
    public BodyHash(Hash algorithm, OptionalLong limit, Crypto crypto) {
        this.algorithm = algorithm;
        this.crypto = crypto;
        this.digest = crypto.digest(algorithm);
        this.limit = limit(limit);
    }

    private static long limit(OptionalLong length) {
        return length.orElse(Long.MAX_VALUE);
    }

    /** Whether a hash made of the same would be this one over again. */
    boolean isSame(Hash otherAlgorithm, OptionalLong otherLimit, Crypto otherCrypto) {
        return algorithm == otherAlgorithm && limit == limit(otherLimit) && crypto.equals(otherCrypto);
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        long wanted = Math.min(length, limit - total);
        if (wanted > 0) {
            digest.update(buffer, offset, (int) wanted);
        }
        total += length;
        if (total > limit) {
            countLines(buffer, offset + (int) Math.max(wanted, 0), offset + length);
        }
    }

    private void countLines(byte[] buffer, int from, int end) {
        for (int i = from; i < end; i++) {
            unhashedLines += buffer[i] == '\n' ? 1 : 0;
        }
    }

    /** Ends the body. */
    public void finish() {
        hash = digest.digest();
    }

    /**
     * The hash; only after {@link #finish}.
     *
     * @return not to be changed
     */
    public byte[] hash() {
        return hash;
    }

    /**
     * The ends of lines behind the octets that are hashed.
     *
     * @return how many
     */
    public long unhashedLines() {
        return unhashedLines;
    }

    /**
     * The octets of the canonical body.
     *
     * @return how many
     */
    public long total() {
        return total;
    }
}
