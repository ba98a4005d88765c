package org.signetmail.bench;

import java.util.Locale;

/**
 * What one operation takes.
 *
 * @param unit of what the time is
 * @param nanos of time
 * @param octets allocated
 */
record Figure(Row.Unit unit, double nanos, double octets) {

    String time() {
        if (unit == Row.Unit.ROUND_TRIPS) {
            return String.format(Locale.ROOT, "%.1f round trips", nanos / Waiting.ROUND_TRIP.toNanos());
        }
        return nanos < 1e6 ? decimals(nanos / 1e3) + " µs" : decimals(nanos / 1e6) + " ms";
    }

    String memory() {
        return octets < 1e6 ? decimals(octets / 1024) + " KB" : decimals(octets / 1024 / 1024) + " MB";
    }

    /** Three digits that matter. */
    static String decimals(double value) {
        int digits = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%16s %10s", time(), memory());
    }
}
