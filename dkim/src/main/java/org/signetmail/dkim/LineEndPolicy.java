package org.signetmail.dkim;

/**
 * What a signer does with a CR or LF that stands alone. RFC 6376 §5.3 wants them made CRLF before signing, in the message
 * that is sent too, as mail servers on the way will. What is done with them when a message is read, for whatever purpose,
 * is {@link org.signetmail.core.LineEnds}: the same two words, and here one more for refusing.
 *
 * <p>Immutable and thread-safe.
 */
public enum LineEndPolicy {
    /** Refuses to sign the message. */
    REJECT,
    /** Signs the message with CRLF in their place; {@link SignatureHeader#prependTo} changes it in the same way. */
    NORMALIZE,
    /** Signs the octets as they are; such a signature seldom survives, which is a finding then. */
    AS_IS
}
