package org.signetmail.interop;

/** Who signs, and who verifies. */
enum Direction {
    /** The peer verifies what Signet signed. */
    VERIFIES,
    /** The peer signs, and Signet verifies it. */
    SIGNS
}
