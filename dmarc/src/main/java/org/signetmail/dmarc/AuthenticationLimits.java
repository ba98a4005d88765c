package org.signetmail.dmarc;

import java.time.Duration;
import java.util.Objects;
import org.signetmail.core.internal.DnsLookups;

/**
 * How much all checks of one message may take together.
 *
 * <p>Immutable and thread-safe.
 *
 * @param queries the most DNS queries whose answers are used; what comes after has a temporary error
 * @param time how long to wait for DNS once the whole message is there; RFC 7208 §4.6.4 wants 20 seconds or more for SPF
 */
public record AuthenticationLimits(int queries, Duration time) {

    /** 150 queries, 30 seconds. */
    public static final AuthenticationLimits DEFAULT =
            new AuthenticationLimits(DnsLookups.MAX_QUERIES, DnsLookups.TIME_LIMIT);

    /**
     * Checks the ranges.
     *
     * @param queries 1 or more
     * @param time more than zero
     * @throws IllegalArgumentException when a limit is not positive
     */
    public AuthenticationLimits {
        Objects.requireNonNull(time, "time");
        if (queries < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a limit must be positive");
        }
    }
}
