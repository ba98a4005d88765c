package org.signetmail.dkim;

import java.util.List;
import java.util.Objects;

/**
 * What a verification worked on, and hints why it failed: for a person who looks at one message, see
 * {@link DkimVerifier#withDiagnosis}. Octets are told as text, one {@code char} of 0 to 255 each.
 *
 * <p>Immutable and thread-safe.
 *
 * @param canonicalHeader the octets that were signed (RFC 6376 §3.7)
 * @param headerHash their hash in base64
 * @param canonicalBody the first octets of the canonical body, as many as were asked for
 * @param bodyHash the hash of the canonical body in base64, to be compared with {@code bh=}
 * @param hints guesses at what went wrong; empty when nothing did
 */
public record DkimDiagnosis(
        String canonicalHeader, String headerHash, String canonicalBody, String bodyHash, List<DkimHint> hints) {
    /**
     * Copies the list.
     *
     * @param canonicalHeader the octets that were signed
     * @param headerHash their hash
     * @param canonicalBody the first octets of the canonical body
     * @param bodyHash the hash of the canonical body
     * @param hints guesses at what went wrong
     */
    public DkimDiagnosis {
        Objects.requireNonNull(canonicalHeader, "canonicalHeader");
        Objects.requireNonNull(headerHash, "headerHash");
        Objects.requireNonNull(canonicalBody, "canonicalBody");
        Objects.requireNonNull(bodyHash, "bodyHash");
        hints = List.copyOf(hints);
    }
}
