package org.signetmail.core;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a {@link DnsJavaResolver} has done since it was made, and does now: for a dashboard. Made by Signet alone; may gain
 * numbers.
 *
 * <p>Immutable and thread-safe.
 */
public final class DnsStats {

    private final long questions;
    private final long hits;
    private final long kept;
    private final int inFlight;
    private final int queued;
    private final long strays;
    private final Map<InetSocketAddress, Long> failures;

    DnsStats(
            long questions,
            long hits,
            long kept,
            int inFlight,
            int queued,
            long strays,
            Map<InetSocketAddress, Long> failures) {
        this.questions = questions;
        this.hits = hits;
        this.kept = kept;
        this.inFlight = inFlight;
        this.queued = queued;
        this.strays = strays;
        this.failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    /**
     * All look-ups, those answered out of the cache included, and those that waited for an answer that others had asked for.
     *
     * @return a number that only grows
     */
    public long questions() {
        return questions;
    }

    /**
     * The look-ups that were answered out of the cache.
     *
     * @return a number that only grows, at most {@link #questions}
     */
    public long hits() {
        return hits;
    }

    /**
     * What the cache takes, estimated as it is bounded.
     *
     * @return octets, at most what {@link DnsJavaResolver.Builder#cacheOctets} says, and for a moment one answer more
     */
    public long kept() {
        return kept;
    }

    /**
     * The different questions that servers are being asked now, those included that gave up their place to others.
     *
     * @return at most five times what {@link DnsJavaResolver.Builder#concurrency} says
     */
    public int inFlight() {
        return inFlight;
    }

    /**
     * The different questions that wait their turn.
     *
     * @return zero or more
     */
    public int queued() {
        return queued;
    }

    /**
     * The datagrams that came from a server's address and answered no question: another ID, another question, no message at
     * all. Some come by accident; many are someone who guesses (RFC 5452 §9.3). What comes from another address is dropped
     * by the system, which counts it nowhere.
     *
     * @return a number that only grows
     */
    public long strays() {
        return strays;
    }

    /**
     * The queries of each server that brought no answer: none in time, no connection, or what is no DNS message. An answer
     * with an error code is one, as it says more about a zone than about the server. A look-up may fail at one server and be
     * answered by the next, or the same.
     *
     * @return numbers that only grow, in the order of the servers; unmodifiable
     */
    public Map<InetSocketAddress, Long> failures() {
        return failures;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DnsStats that
                && questions == that.questions
                && hits == that.hits
                && kept == that.kept
                && inFlight == that.inFlight
                && queued == that.queued
                && strays == that.strays
                && failures.equals(that.failures);
    }

    @Override
    public int hashCode() {
        return Objects.hash(questions, hits, kept, inFlight, queued, strays, failures);
    }

    /** One line of printing ASCII. */
    @Override
    public String toString() {
        long failed = failures.values().stream().mapToLong(Long::longValue).sum();
        return questions + " questions, " + hits + " hits, " + kept + " octets kept, " + inFlight + " in flight, "
                + queued + " queued, " + failed + " queries without an answer, " + strays
                + " datagrams that answered nothing";
    }
}
