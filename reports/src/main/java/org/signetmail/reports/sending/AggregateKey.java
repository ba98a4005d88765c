package org.signetmail.reports.sending;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Objects;
import org.signetmail.core.DomainName;

/**
 * What one aggregate report is about: a DMARC Policy Domain and a day in UTC (RFC 9990 §3.1, §3.1.1.4). Days do not overlap, so
 * that each message is in one report. Immutable and thread-safe.
 *
 * @param policyDomain where the policy record was found, which need not be the domain of an author
 * @param day in UTC, from 1970 to 9999
 */
public record AggregateKey(DomainName policyDomain, LocalDate day) implements Comparable<AggregateKey> {

    private static final Comparator<AggregateKey> ORDER =
            Comparator.comparing(AggregateKey::day).thenComparing(key -> key.policyDomain.toString());

    /**
     * Checks the day.
     *
     * @param policyDomain the domain
     * @param day the day
     * @throws IllegalArgumentException when the day is before 1970 or after 9999
     */
    public AggregateKey {
        Objects.requireNonNull(policyDomain, "policyDomain");
        Objects.requireNonNull(day, "day");
        if (day.getYear() < 1970 || day.getYear() > 9999) {
            throw new IllegalArgumentException("no day of a report: " + day);
        }
    }

    /**
     * The key of a message.
     *
     * @param policyDomain where its policy record was found
     * @param received when the message came
     * @return with the day in UTC
     * @throws IllegalArgumentException when that is before 1970 or after 9999
     */
    public static AggregateKey at(DomainName policyDomain, Instant received) {
        if (received.getEpochSecond() < 0 || received.getEpochSecond() > 253_402_300_799L) {
            throw new IllegalArgumentException("no time of a report: " + received);
        }
        return new AggregateKey(policyDomain, LocalDate.ofInstant(received, ZoneOffset.UTC));
    }

    /**
     * The first second of the period.
     *
     * @return midnight
     */
    public Instant begin() {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /**
     * The last second of the period, which is in it.
     *
     * @return one second before the next day
     */
    public Instant end() {
        return begin().plusSeconds(86_399);
    }

    /** By day, then by domain. */
    @Override
    public int compareTo(AggregateKey other) {
        return ORDER.compare(this, other);
    }

    /**
     * Domain and day.
     *
     * @return such as {@code example.com 2026-01-01}, which can be the key of a queue or a table
     */
    @Override
    public String toString() {
        return policyDomain + " " + day;
    }
}
