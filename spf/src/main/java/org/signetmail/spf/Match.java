package org.signetmail.spf;

/** RFC 7208 §4.6.2: "it can match, not match, or return an exception". */
enum Match {
    YES,
    NO,
    EXCEPTION;

    static Match of(boolean match) {
        return match ? YES : NO;
    }
}
