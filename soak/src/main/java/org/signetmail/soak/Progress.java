package org.signetmail.soak;

import java.util.Locale;
import java.util.Map;

/** The table that grows while the soak runs. */
final class Progress {

    static final String HEAD =
            "    time  messages  per s    pass    fail    none    perm    temp  heap MB  cache KB  threads  files";

    private Progress() {}

    /** One line: the results are DMARC's, the rate is that of many threads together. */
    static String line(Rounds rounds, long nanos) {
        Map<String, Long> counts = rounds.tally().counts();
        Sample sample = rounds.last();
        long seconds = nanos / 1_000_000_000L;
        return String.format(
                Locale.ROOT,
                "%5d:%02d %9d %6.0f %7d %7d %7d %7d %7d %8.1f %9d %8d %6d",
                seconds / 60,
                seconds % 60,
                rounds.tally().done(),
                rounds.tally().done() * 1e9 / Math.max(1, rounds.together()),
                of(counts, "pass"),
                of(counts, "fail"),
                of(counts, "none"),
                of(counts, "permerror"),
                of(counts, "temperror"),
                sample.heap() / 1e6,
                sample.cache() / 1000,
                sample.threads(),
                sample.files());
    }

    private static long of(Map<String, Long> counts, String result) {
        return counts.getOrDefault("dmarc  " + result, 0L);
    }
}
