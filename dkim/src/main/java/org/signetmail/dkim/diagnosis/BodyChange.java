package org.signetmail.dkim.diagnosis;

/** What was done to a body, or by its signer, when its hash is the signed one once that is undone. */
public enum BodyChange {
    /** A lone CR or LF stands where CRLF was signed, or a CR too many. */
    LINE_ENDS,
    /** CRLF stands where LF was signed. */
    SIGNED_WITH_LF,
    /** White space was added at the ends of lines. */
    TRAILING_WHITE_SPACE,
    /** The blank behind the two hyphens before a signature text is gone. */
    TRAILING_WHITE_SPACE_LOST,
    /** Dots at the start of lines are doubled. */
    DOTS_STUFFED,
    /** Dots at the start of lines are gone. */
    DOTS_LOST,
    /** "From " at the start of lines has an angle bracket before it. */
    FROM_QUOTED,
    /** A long line was broken. */
    LINE_BROKEN,
    /** It was made quoted-printable. */
    QUOTED_PRINTABLE,
    /** It was quoted-printable. */
    QUOTED_PRINTABLE_UNDONE,
    /** The lines of base64 have another length. */
    BASE64_REWRAPPED,
    /** It was made base64. */
    BASE64,
    /** It was base64. */
    BASE64_UNDONE,
    /** It went from quoted-printable to base64 or back. */
    ENCODING_CHANGED,
    /** It was turned into another charset. */
    CHARSET_CONVERTED,
    /** Text was put on top. */
    TEXT_ON_TOP,
    /** An empty line on top is gone. */
    TOP_LINE_LOST,
    /** Text was added at the end. */
    FOOTER,
    /** Parts were put around it. */
    WRAPPED,
    /** Nothing: the signer hashed an empty body. */
    EMPTY_BODY_SIGNED,
    /** Nothing, or white space: it was hashed under the other canonical form. */
    OTHER_FORM,
    /** Nothing: it was hashed as it is. */
    NOT_CANONICALIZED
}
