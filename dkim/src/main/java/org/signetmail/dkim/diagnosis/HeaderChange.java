package org.signetmail.dkim.diagnosis;

/** What was done to a header, or by its signer, when the signature fits once that is undone. */
public enum HeaderChange {
    /** A field is there that was not signed, though {@code h=} has its name. */
    LEFT_OUT,
    /** Of the fields of one name others were signed than those at the bottom. */
    OTHER_INSTANCE,
    /** The fields of one name stand in another order. */
    REORDERED,
    /** Text was put before or behind the Subject, or into it. */
    SUBJECT_MARKED,
    /** White space came or went beside commas, semicolons, brackets. */
    RESPACED,
    /** A field was folded at other places; only in the simple form. */
    REFOLDED,
    /** A name was spelled in other letter case; only in the simple form. */
    NAME_RECASED,
    /** Text went from UTF-8 to encoded words or back (RFC 2047). */
    RECODED,
    /** The value was written anew. */
    REWRITTEN,
    /** The copies in {@code z=} are what was signed. */
    RESTORED,
    /** The signature's own field was folded or spaced anew. */
    SIGNATURE_RESPACED,
    /** The signer left a blank behind the colon in the relaxed form. */
    BLANK_KEPT,
    /** The signer did not make the relaxed form as it should. */
    RELAXED_WRONGLY,
    /** The signer used the other form. */
    OTHER_FORM,
    /** The signer took the fields in the order of the message. */
    MESSAGE_ORDER,
    /** The signer hashed its own field otherwise. */
    OWN_FIELD_WRONG,
    /** The signer hashed the hash once more. */
    HASHED_TWICE,
    /** The signer gave Ed25519 the header in place of its hash. */
    NOT_HASHED,
    /** The signer used another hash function than it says, or does not say which. */
    OTHER_HASH
}
