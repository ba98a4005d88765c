package org.signetmail.dmarc;

import java.time.Duration;
import java.util.Objects;
import org.signetmail.core.dns.DnsLookups;

/**
 * How much all checks of one message may take together.
 *
 * <p>Immutable and thread-safe.
 *
 * @param queries the most DNS queries whose answers are used; what comes after has a temporary error
 * @param time how long to wait for DNS once the whole message is there; RFC 7208 §4.6.4 wants 20 seconds or more for SPF
 */
public record AuthenticationLimits(int queries, Duration time) {

    /** No sender waits longer (RFC 5321 §4.5.3.2 has ten minutes), and nanoseconds do not overflow. */
    private static final Duration MAX_TIME = Duration.ofHours(1);

    /** 150 queries, 30 seconds. */
    public static final AuthenticationLimits DEFAULT =
            new AuthenticationLimits(DnsLookups.MAX_QUERIES, DnsLookups.TIME_LIMIT);

    /**
     * Checks the ranges.
     *
     * @param queries 1 or more
     * @param time more than zero, at most an hour
     * @throws IllegalArgumentException when a limit is not positive, or the time is longer
     */
    public AuthenticationLimits {
        Objects.requireNonNull(time, "time");
        if (queries < 1 || time.isNegative() || time.isZero() || time.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException("a limit must be positive, and the time at most an hour");
        }
    }
}
