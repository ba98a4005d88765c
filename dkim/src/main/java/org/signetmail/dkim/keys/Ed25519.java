package org.signetmail.dkim.keys;

import org.jspecify.annotations.Nullable;

/**
 * Ed25519 (RFC 8032 §5.1) as one library does it: the seam between Signet and who computes. Whoever implements it gives
 * the same answer to the same octets, with one exception: RFC 8032 §5.1.7 lets a verifier choose whether to multiply by the
 * cofactor, which matters only for an R outside the subgroup of prime order. None but the owner of a key can make such a
 * signature, and to find out would cost as much again as to verify. Implementations have no state.
 */
interface Ed25519 {

    /** The octets of a key, private or public. */
    int KEY_OCTETS = 32;

    /** The octets of a signature. */
    int SIGNATURE_OCTETS = 64;

    /** The fastest that works in this JVM. */
    static Ed25519 best() {
        return Ed25519Choice.BEST;
    }

    /**
     * Decodes a public key.
     *
     * @param octets 32 of them; not changed later
     * @return null when they are no canonical encoding of a point (RFC 8032 §5.1.3), or a point that is not of prime
     *     order: signatures by one of small order verify for any message, by one of mixed order for some verifiers
     */
    @Nullable
    Point point(byte[] octets);

    /**
     * Takes a private key.
     *
     * @param octets 32 of them; kept, and not changed later
     * @return signs with it
     */
    Secret secret(byte[] octets);

    /** A public key. */
    interface Point {
        /**
         * Verifies as RFC 8032 §5.1.7 says.
         *
         * @param message what was signed
         * @param signature 64 octets
         * @return false also for an S that is not below the order of the group, and for an R that is not canonical
         */
        boolean verifies(byte[] message, byte[] signature);

        /** The 32 octets of the key; the caller may change them. */
        byte[] octets();
    }

    /** A private key. */
    interface Secret {
        /** Signs as RFC 8032 §5.1.6 says. */
        byte[] sign(byte[] message);

        /** The 32 octets of its public half; the caller may change them. */
        byte[] publicOctets();
    }
}
