package org.signetmail.dkim;

import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.canonical.OwnField;

/**
 * A DKIM-Signature field, parsed: what it claims, and the octets that its verification needs. One with a refusal is not
 * verified, and only its claims are good for anything.
 */
final class DkimSignatureField {

    /** The field as it stands in the message, with the cut that its verification makes. */
    final OwnField own;

    final DkimSignature claims;

    /** The first error found; null for a field that can be verified. */
    final @Nullable Refusal refusal;

    /** {@code bh=} decoded; empty when it could not be read. */
    final byte[] bodyHash;

    /** {@code b=} decoded; empty when it could not be read. */
    final byte[] signature;

    DkimSignatureField(
            OwnField own, DkimSignature claims, @Nullable Refusal refusal, byte[] bodyHash, byte[] signature) {
        this.own = own;
        this.claims = claims;
        this.refusal = refusal;
        this.bodyHash = bodyHash;
        this.signature = signature;
    }

    /** The value of a tag without white space, read again from the field; null when it is not there. */
    byte @Nullable [] octetsOfTag(String name) {
        return DkimSignatureParser.tags(own.field())
                .map(tags -> tags.withoutFws(name))
                .orElse(null);
    }
}
