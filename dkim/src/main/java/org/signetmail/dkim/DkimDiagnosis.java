package org.signetmail.dkim;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a verification worked on, and hints why it failed: for a person who looks at one message, see
 * {@link DkimOptions#withDiagnosis}. Octets are told as text, one {@code char} of 0 to 255 each.
 *
 * <p>Made by Signet alone. Immutable and thread-safe.
 */
public final class DkimDiagnosis {

    private final String canonicalHeader;
    private final String headerHash;
    private final String canonicalBody;
    private final String bodyHash;
    private final List<DkimHint> hints;
    private final int candidates;
    private final long candidateOctets;
    private final int bodyPasses;

    DkimDiagnosis(
            String canonicalHeader,
            String headerHash,
            String canonicalBody,
            String bodyHash,
            List<DkimHint> hints,
            int candidates,
            long candidateOctets,
            int bodyPasses) {
        this.canonicalHeader = canonicalHeader;
        this.headerHash = headerHash;
        this.canonicalBody = canonicalBody;
        this.bodyHash = bodyHash;
        this.hints = List.copyOf(hints);
        this.candidates = candidates;
        this.candidateOctets = candidateOctets;
        this.bodyPasses = bodyPasses;
    }

    /**
     * The octets that should have been signed (RFC 6376 §3.7).
     *
     * @return the canonical header
     */
    public String canonicalHeader() {
        return canonicalHeader;
    }

    /**
     * The hash of the canonical header.
     *
     * @return in base64
     */
    public String headerHash() {
        return headerHash;
    }

    /**
     * The first octets of the canonical body.
     *
     * @return as many as were asked for, if there are so many
     */
    public String canonicalBody() {
        return canonicalBody;
    }

    /**
     * The hash of the canonical body, to be compared with {@code bh=}.
     *
     * @return in base64
     */
    public String bodyHash() {
        return bodyHash;
    }

    /**
     * What was found out about a failure: what is proved or suspected first, then the facts.
     *
     * @return immutable; empty when nothing failed, or when neither hash nor signature is the problem
     */
    public List<DkimHint> hints() {
        return hints;
    }

    /**
     * How many headers that may have been signed were tried.
     *
     * @return 0 to 500
     */
    public int candidates() {
        return candidates;
    }

    /**
     * How many octets were rewritten and hashed for them: with a large header few are tried.
     *
     * @return 0 to 16 MiB, and what the last of them needed
     */
    public long candidateOctets() {
        return candidateOctets;
    }

    /**
     * How many times the body was gone through while it came: each time canonicalized and hashed as it may have been before one
     * change, and once for traces of others; shared by signatures with the same {@code bh=}.
     *
     * @return 1 to 32, the same for all bodies of a media type, encoding and canonicalization
     */
    public int bodyPasses() {
        return bodyPasses;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimDiagnosis that
                && canonicalHeader.equals(that.canonicalHeader)
                && headerHash.equals(that.headerHash)
                && canonicalBody.equals(that.canonicalBody)
                && bodyHash.equals(that.bodyHash)
                && hints.equals(that.hints)
                && candidates == that.candidates
                && candidateOctets == that.candidateOctets
                && bodyPasses == that.bodyPasses;
    }

    @Override
    public int hashCode() {
        return Objects.hash(canonicalHeader, headerHash, canonicalBody, bodyHash, hints);
    }

    /**
     * The hints on one line, for a log.
     *
     * @return their sentences, one after the other
     */
    @Override
    public String toString() {
        return hints.stream().map(DkimHint::sentence).collect(Collectors.joining(" "));
    }
}
