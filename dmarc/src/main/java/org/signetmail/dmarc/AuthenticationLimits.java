package org.signetmail.dmarc;

import java.time.Duration;
import java.util.Objects;
import org.signetmail.core.dns.DnsLookups;

/**
 * How much all checks of one message may take together.
 *
 * <pre>{@code
 * AuthenticationLimits limits = AuthenticationLimits.DEFAULT.withTime(Duration.ofSeconds(20));
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class AuthenticationLimits {

    /** No sender waits longer (RFC 5321 §4.5.3.2 has ten minutes), and nanoseconds do not overflow. */
    private static final Duration MAX_TIME = Duration.ofHours(1);

    /** 150 queries, 30 seconds; beside them 20 queries and 2 seconds for the HELO identity. */
    public static final AuthenticationLimits DEFAULT =
            new AuthenticationLimits(DnsLookups.MAX_QUERIES, DnsLookups.TIME_LIMIT, 20, Duration.ofSeconds(2));

    private final int queries;
    private final Duration time;
    private final int heloQueries;
    private final Duration heloTime;

    private AuthenticationLimits(int queries, Duration time, int heloQueries, Duration heloTime) {
        this.queries = queries;
        this.time = time;
        this.heloQueries = heloQueries;
        this.heloTime = heloTime;
    }

    /**
     * The same with another number of queries.
     *
     * @param count the most DNS queries whose answers are used, 1 or more; what comes after has a temporary error
     * @return new limits
     * @throws IllegalArgumentException when it is less than 1
     */
    public AuthenticationLimits withQueries(int count) {
        return new AuthenticationLimits(positive("queries", count), time, heloQueries, heloTime);
    }

    /**
     * The same with another time.
     *
     * @param limit how long to wait for DNS once the whole message is there, more than zero and at most an hour;
     *     RFC 7208 §4.6.4 wants 20 seconds or more for SPF
     * @return new limits
     * @throws IllegalArgumentException when it is out of its range
     */
    public AuthenticationLimits withTime(Duration limit) {
        return new AuthenticationLimits(queries, inRange("time", limit), heloQueries, heloTime);
    }

    /**
     * The same with another number of queries for the HELO identity, where {@link MailCheck#HELO} is asked for.
     *
     * @param count the most DNS queries that are made for it alone, 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less than 1
     */
    public AuthenticationLimits withHeloQueries(int count) {
        return new AuthenticationLimits(queries, time, positive("heloQueries", count), heloTime);
    }

    /**
     * The same with another time for the HELO identity. Nothing ever waits for it.
     *
     * @param limit for how long DNS is asked for it, more than zero and at most an hour
     * @return new limits
     * @throws IllegalArgumentException when it is out of its range
     */
    public AuthenticationLimits withHeloTime(Duration limit) {
        return new AuthenticationLimits(queries, time, heloQueries, inRange("heloTime", limit));
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
        }
        return value;
    }

    private static Duration inRange(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.isNegative() || value.isZero() || value.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException(name + " must be more than zero and at most an hour, not " + value);
        }
        return value;
    }

    /**
     * The most DNS queries whose answers are used.
     *
     * @return 1 or more
     */
    public int queries() {
        return queries;
    }

    /**
     * How long to wait for DNS once the whole message is there.
     *
     * @return more than zero, at most an hour
     */
    public Duration time() {
        return time;
    }

    /**
     * The most DNS queries for the HELO identity.
     *
     * @return 1 or more
     */
    public int heloQueries() {
        return heloQueries;
    }

    /**
     * For how long DNS is asked for the HELO identity.
     *
     * @return more than zero, at most an hour
     */
    public Duration heloTime() {
        return heloTime;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AuthenticationLimits that
                && queries == that.queries
                && time.equals(that.time)
                && heloQueries == that.heloQueries
                && heloTime.equals(that.heloTime);
    }

    @Override
    public int hashCode() {
        return Objects.hash(queries, time, heloQueries, heloTime);
    }

    @Override
    public String toString() {
        return "queries " + queries + ", time " + time + ", heloQueries " + heloQueries + ", heloTime " + heloTime;
    }
}
