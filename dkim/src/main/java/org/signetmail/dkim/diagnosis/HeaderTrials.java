package org.signetmail.dkim.diagnosis;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hashes what may have been signed, as often as the bounds allow. What a candidate has in common with the header as it is,
 * from its start on, is hashed once for all of them.
 */
final class HeaderTrials {

    /** How many candidates a signature is worth. */
    static final int MOST_CANDIDATES = 500;

    /** And how many octets they may have together, so that a header at its bound costs no more than a body. */
    static final long MOST_OCTETS = 16L << 20;

    private final SignedHash wanted;
    private final MessageDigest digest;
    private final List<byte[]> parts;

    /** The digest of what stands before each part; empty when the provider's cannot be copied. */
    private final List<MessageDigest> before = new ArrayList<>();

    private int candidates;
    private long octets;

    /**
     * For one header.
     *
     * @param wanted what to find
     * @param digest of its hash function
     * @param parts the canonical fields as they are, that of the signature last
     */
    HeaderTrials(SignedHash wanted, MessageDigest digest, List<byte[]> parts) {
        this.wanted = wanted;
        this.digest = digest;
        this.parts = parts;
        try {
            for (byte[] part : parts) {
                before.add((MessageDigest) digest.clone());
                digest.update(part);
            }
        } catch (CloneNotSupportedException e) {
            before.clear();
        }
        digest.reset();
    }

    /** How many candidates were hashed. */
    int candidates() {
        return candidates;
    }

    /** How many octets were hashed for them. */
    long octets() {
        return octets;
    }

    /** Whether there is no more to be tried. */
    boolean isExhausted() {
        return candidates >= MOST_CANDIDATES || octets >= MOST_OCTETS;
    }

    /** Counts work that is done before a candidate can be hashed. */
    void charge(long more) {
        octets += more;
    }

    /**
     * The hash of a candidate.
     *
     * @param candidate canonical fields, those that are as before being the same arrays
     * @return null when it would be over a bound
     */
    byte @Nullable [] hash(List<byte[]> candidate) {
        int same = 0;
        while (!before.isEmpty()
                && same < candidate.size()
                && same < parts.size() - 1
                && candidate.get(same) == parts.get(same)) {
            same++;
        }
        long length = 0;
        for (byte[] part : candidate.subList(same, candidate.size())) {
            length += part.length;
        }
        if (candidates >= MOST_CANDIDATES || octets + length > MOST_OCTETS) {
            octets =
                    MOST_OCTETS; // So that smaller ones are not tried either: what is tried depends on the order alone.
            return null;
        }
        candidates++;
        octets += length;
        MessageDigest rest = copyOfDigestBefore(same);
        for (byte[] part : candidate.subList(same, candidate.size())) {
            rest.update(part);
        }
        return rest.digest();
    }

    private MessageDigest copyOfDigestBefore(int part) {
        try {
            return before.isEmpty() ? digest : (MessageDigest) before.get(part).clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("a digest that was copied cannot be", e);
        }
    }

    /** Whether a candidate is what was signed. */
    boolean fits(List<byte[]> candidate) {
        byte[] hash = hash(candidate);
        return hash != null && wanted.is(hash);
    }
}
