package org.signetmail.core.dns;

/** Something to be done at a time, unless it is called off before. Lives on the transport's thread. */
abstract class DnsAlarm implements Comparable<DnsAlarm> {

    private final long time;
    private final long number;

    /**
     * For a time.
     *
     * @param time on the scale of {@link System#nanoTime}
     * @param number another one for each
     */
    DnsAlarm(long time, long number) {
        this.time = time;
        this.number = number;
    }

    /** The time is there; it is not among those that wait any more. */
    abstract void ring();

    /** The transport's thread ended before the time. */
    void lost() {}

    /** How long until then; zero or less when the time is there. */
    final long nanosLeft() {
        return time - System.nanoTime();
    }

    /** Whether the time was there at some moment, on the scale of {@link System#nanoTime}. */
    final boolean isDue(long moment) {
        return time - moment <= 0;
    }

    /** By time; no two are equal. */
    @Override
    public final int compareTo(DnsAlarm other) {
        int order = Long.compare(time - other.time, 0);
        return order != 0 ? order : Long.compare(number, other.number);
    }
}
