package org.signetmail.dkim;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times in plain words. */
final class PlainTime {

    private static final String[] UNITS = {"day", "hour", "minute", "second"};

    private static final long[] SECONDS = {86_400, 3_600, 60, 1};

    /** More days than that are told in years. */
    private static final long MOST_DAYS = 730;

    private static final long DAYS_OF_YEAR = 365;

    /** More is told as more. */
    private static final long MOST_YEARS = 10_000;

    private static final Instant LAST_DATE = Instant.parse("9999-12-31T23:59:59Z");

    private PlainTime() {}

    /**
     * How long something is.
     *
     * @param duration zero or more
     * @return the two largest units, such as {@code 3 days 4 hours}, {@code 1 hour}, {@code 31 years}
     */
    static String words(Duration duration) {
        long left = duration.toSeconds();
        if (left / SECONDS[0] > MOST_DAYS) {
            long years = left / SECONDS[0] / DAYS_OF_YEAR;
            return years > MOST_YEARS ? "more than " + MOST_YEARS + " years" : count(years, "year");
        }
        int unit = 0;
        while (unit < UNITS.length - 1 && left < SECONDS[unit]) {
            unit++;
        }
        String largest = count(left / SECONDS[unit], UNITS[unit]);
        left %= SECONDS[unit];
        boolean more = unit + 1 < UNITS.length && left >= SECONDS[unit + 1];
        return more ? largest + ' ' + count(left / SECONDS[unit + 1], UNITS[unit + 1]) : largest;
    }

    private static String count(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }

    /**
     * The time between two, in words.
     *
     * @param a a time
     * @param b another
     * @return as for {@link #words}
     */
    static String between(Instant a, Instant b) {
        return words(Duration.between(a, b).abs());
    }

    /**
     * A date and a time.
     *
     * @param time to the second
     * @return such as {@code 2026-11-26T00:05:30Z}; of a later one, that it is late
     */
    static String date(Instant time) {
        return time.isAfter(LAST_DATE)
                ? "beyond the year 9999"
                : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
