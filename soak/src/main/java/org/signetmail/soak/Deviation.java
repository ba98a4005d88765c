package org.signetmail.soak;

/**
 * What must not be.
 *
 * @param number of the message, or -1 when it is of none
 * @param what in words, some lines
 */
record Deviation(long number, String what) {

    static Deviation of(Subject subject, String what) {
        return new Deviation(subject.number(), subject.kind() + ", DNS from " + subject.way() + ": " + what);
    }
}
