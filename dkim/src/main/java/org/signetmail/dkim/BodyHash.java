package org.signetmail.dkim;

import java.security.MessageDigest;
import java.util.OptionalLong;
import org.signetmail.core.OctetSink;

/** The hash of a canonical body up to a length ({@code l=}, RFC 6376 §3.7), and how long the body is. */
final class BodyHash implements OctetSink {

    private final DkimAlgorithm algorithm;
    private final Crypto crypto;
    private final MessageDigest digest;
    private final long limit;
    private long total;
    private byte[] hash = {};

    BodyHash(DkimAlgorithm algorithm, OptionalLong limit, Crypto crypto) {
        this.algorithm = algorithm;
        this.crypto = crypto;
        this.digest = crypto.digest(algorithm);
        this.limit = limit(limit);
    }

    private static long limit(OptionalLong length) {
        return length.orElse(Long.MAX_VALUE);
    }

    /** Whether a hash made of the same would be this one over again. */
    boolean isSame(DkimAlgorithm otherAlgorithm, OptionalLong otherLimit, Crypto otherCrypto) {
        return algorithm.digestName().equals(otherAlgorithm.digestName())
                && limit == limit(otherLimit)
                && crypto.equals(otherCrypto);
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        long wanted = Math.min(length, limit - total);
        if (wanted > 0) {
            digest.update(buffer, offset, (int) wanted);
        }
        total += length;
    }

    void finish() {
        hash = digest.digest();
    }

    /** The hash; only after {@link #finish}. */
    byte[] hash() {
        return hash;
    }

    /** The octets of the canonical body. */
    long total() {
        return total;
    }
}
