package org.signetmail.dkim.diagnosis;

/** What may have been done to a body, when its hash is the signed one once that is undone. */
public enum BodyChange {
    /** A lone CR or LF stands where CRLF was signed. */
    LINE_ENDS,
    /** White space was added at the ends of lines. */
    TRAILING_WHITE_SPACE,
    /** It was made quoted-printable. */
    QUOTED_PRINTABLE,
    /** Nothing: it was hashed under the other canonical form. */
    OTHER_FORM
}
