package org.signetmail.dkim;

/**
 * What {@link DkimSigners#byAuthorDomain} does with a message of whose author domain nobody signs.
 *
 * <p>Immutable and thread-safe.
 */
public enum NoSignerPolicy {
    /** Refuses it, with {@link DkimSigningProblem#NO_SIGNER}: for a server whose senders all have a key. */
    REFUSE,
    /**
     * Gives it no signature, which {@link SignatureHeader#findings} tells: for a relay that also passes on what others have
     * written.
     */
    PASS_THROUGH
}
