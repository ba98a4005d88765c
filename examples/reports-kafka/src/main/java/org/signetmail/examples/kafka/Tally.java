package org.signetmail.examples.kafka;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what is in no report, and says so from time to time: a line for each kind, however many there were. */
final class Tally {

    /** Why a line is in no report. */
    enum Kind {
        LATE("came after their report was closed"),
        MISPLACED(
                "are on a partition that their key does not belong to: their producer does not partition as Kafka's own does"),
        AHEAD("are of days that have not come"),
        UNREADABLE("cannot be read");

        final String what;

        Kind(String what) {
            this.what = what;
        }
    }

    private final Consumer<String> log;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, String> last = new EnumMap<>(Kind.class);

    Tally(Consumer<String> log) {
        this.log = log;
    }

    void add(Kind kind, String line) {
        counts.merge(kind, 1L, Long::sum);
        last.put(kind, line);
    }

    /** What came since the last time. */
    void tell() {
        counts.forEach((kind, count) ->
                log.accept("not reported: " + count + " lines " + kind.what + "; the last of them: " + last.get(kind)));
        counts.clear();
        last.clear();
    }
}
