package org.signetmail.dmarc.domain;

/** How a record is published. */
enum Standing {
    /** DNS did not tell. */
    UNKNOWN,
    /** There is none. */
    NONE,
    /** There are several, or one that nobody takes. */
    FAULTY,
    /** There is one that is taken. */
    VALID
}
