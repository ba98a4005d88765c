package org.signetmail.bench;

import java.util.Locale;

/**
 * What Signet has to reach in a row.
 *
 * @param kind what the number is of
 * @param most the most that it may be
 */
record Goal(Kind kind, double most) {

    /** No goal: the row is there to be looked at. */
    static final Goal NONE = new Goal(Kind.NONE, 0);

    enum Kind {
        NONE,
        /** Times the limit's CPU time. */
        RATIO,
        /** Microseconds. */
        MICROS,
        /** Round trips to DNS. */
        ROUND_TRIPS
    }

    static Goal ratio(double most) {
        return new Goal(Kind.RATIO, most);
    }

    static Goal micros(double most) {
        return new Goal(Kind.MICROS, most);
    }

    static Goal roundTrips(double most) {
        return new Goal(Kind.ROUND_TRIPS, most);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case NONE -> "";
            case RATIO -> String.format(Locale.ROOT, "×%.2f", most);
            case MICROS -> String.format(Locale.ROOT, "%.1f µs", most);
            case ROUND_TRIPS -> String.format(Locale.ROOT, "%.0f", most);
        };
    }
}
