package org.signetmail.soak;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many verdicts there have been of each kind. Thread-safe. */
final class Tally {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder done = new LongAdder();
    private final LongAdder temporary = new LongAdder();

    void add(Subject subject, Verdict verdict, String reply) {
        done.increment();
        if (verdict.isTemporary()) {
            temporary.increment();
        }
        count("dns    " + subject.way().name().toLowerCase(Locale.ROOT));
        count("spf    " + verdict.spf());
        verdict.dkim().forEach(each -> count("dkim   " + each));
        count("dmarc  " + verdict.dmarc());
        count("reply  " + reply);
    }

    private void count(String what) {
        counts.computeIfAbsent(what, each -> new LongAdder()).increment();
    }

    long done() {
        return done.sum();
    }

    /** Those with a temporary error in some check. */
    long temporary() {
        return temporary.sum();
    }

    Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}
