package org.signetmail.spf;

/** RFC 7208 §4.6.2: "it can match, not match, or return an exception". */
enum Match {
    YES(SpfTrace.Verdict.MATCH),
    NO(SpfTrace.Verdict.NO_MATCH),
    /** The check has ended; it knows why. */
    EXCEPTION(SpfTrace.Verdict.ERROR);

    private final SpfTrace.Verdict verdict;

    Match(SpfTrace.Verdict verdict) {
        this.verdict = verdict;
    }

    static Match of(boolean match) {
        return match ? YES : NO;
    }

    SpfTrace.Verdict verdict() {
        return verdict;
    }
}
