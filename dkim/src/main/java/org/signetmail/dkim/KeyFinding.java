package org.signetmail.dkim;

import java.util.Objects;

/**
 * One thing that {@link KeyCheck} has to say about a published key.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what it is
 * @param detail what it is about; may be empty
 */
public record KeyFinding(Kind kind, String detail) {

    /** What there can be to say. */
    public enum Kind {
        /** The published key is the public half of the key that signs. */
        MATCHES(false, "the published key is that of the signer"),
        /** DNS did not answer. */
        LOOKUP_FAILED(false, "the key could not be looked up"),
        /** There is no record. */
        NOT_PUBLISHED(true, "the key is not published"),
        /** There is more than one record, so what verifiers make of it is undefined (RFC 6376 §3.6.2.2). */
        SEVERAL_RECORDS(false, "there is more than one record at the name of the key"),
        /** The record is no key record. */
        NOT_A_KEY_RECORD(true, "the record is no key record"),
        /** The record has quotation marks in it: a split record that was entered with its quotes. */
        QUOTES_IN_RECORD(true, "the record has quotation marks in it"),
        /** The key has white space in it: a split record that was joined with spaces. Some verifiers fail at it. */
        WHITE_SPACE_IN_KEY(false, "the key has white space in it"),
        /** The record does not begin with v=DKIM1, as RFC 6376 §3.6.1 recommends. */
        NO_VERSION(false, "the record does not say v=DKIM1"),
        /** The key is revoked: p= is empty. */
        REVOKED(true, "the key is revoked"),
        /** The record is for another kind of key. */
        OTHER_TYPE(true, "the published key is of another kind"),
        /** The key cannot be used: not base64, no RSA key, too large, unsafe. */
        UNUSABLE_KEY(true, "the published key cannot be used"),
        /** The published key is another one. */
        OTHER_KEY(true, "the published key is not that of the signer"),
        /** The public half of the signing key is not known. */
        NOT_COMPARED(false, "the signer does not tell its public key"),
        /** An RSA key under 1024 bits, which no verifier may accept (RFC 8301 §3.2). */
        TOO_SHORT(true, "the key is too short"),
        /** An RSA key under 2048 bits, which RFC 8301 §3.2 advises against. */
        SHORT(false, "the key is short"),
        /** {@code h=} leaves out the hash of the signatures. */
        HASH_EXCLUDED(true, "the record leaves out the hash of the signatures"),
        /** {@code s=} leaves out e-mail. */
        NOT_FOR_EMAIL(true, "the record is not for e-mail"),
        /** {@code t=y}: verifiers may treat the mail as if it were not signed. */
        TESTING(false, "the domain says that it is testing"),
        /** {@code t=s}: no identity below the domain may be signed for. */
        STRICT_DOMAIN(false, "the record allows no identity in a subdomain");

        private final boolean breaksSignatures;
        private final String description;

        Kind(boolean breaksSignatures, String description) {
            this.breaksSignatures = breaksSignatures;
            this.description = description;
        }
    }

    /**
     * Checks for null.
     *
     * @param kind what it is
     * @param detail what it is about
     */
    public KeyFinding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * Whether signatures made with the key will not verify.
     *
     * @return false for what is well, unknown, or only worth a look
     */
    public boolean breaksSignatures() {
        return kind.breaksSignatures;
    }

    /** The finding as a sentence. */
    @Override
    public String toString() {
        String start = Character.toUpperCase(kind.description.charAt(0)) + kind.description.substring(1);
        return detail.isEmpty() ? start + '.' : start + ": " + detail + '.';
    }
}
