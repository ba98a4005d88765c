package org.signetmail.core;

import java.time.Duration;
import java.util.Objects;

/**
 * One DNS query of a check, for the trace.
 *
 * <p>Immutable and thread-safe. Made by Signet, and read by users: it may gain components.
 *
 * @param name what was asked for
 * @param type the type of records asked for
 * @param answer what came; {@link DnsFailure#DEADLINE} when nothing had come yet
 * @param elapsed from asking to answering; zero or more
 * @param used whether a check used the answer; false for one that was asked for ahead of time and not needed
 * @param atOnce whether the resolver had the answer already, as one has that is in its cache; false when it had to be
 *     waited for, and for a failure
 * @param stale whether the answer was used beyond its time, as servers were asked in vain (RFC 8767)
 */
public record DnsQuery(
        DomainName name,
        RecordType type,
        DnsAnswer answer,
        Duration elapsed,
        boolean used,
        boolean atOnce,
        boolean stale) {
    /**
     * Checks for null.
     *
     * @param name what was asked for
     * @param type the type of records asked for
     * @param answer what came
     * @param elapsed from asking to answering
     * @param used whether a check used the answer
     * @param atOnce whether the resolver had the answer already
     * @param stale whether the answer was used beyond its time
     */
    public DnsQuery {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /**
     * What there is to say of the answer beside itself: that a validating resolver vouched for it (the AD bit, RFC 4035
     * §3.2.3; no verdict depends on it), or that its time was over.
     *
     * @return such as {@code validated}; empty for most
     */
    public String notes() {
        String validated = answer.authentic() ? "validated" : "";
        String old = stale ? "stale, as servers were asked in vain" : "";
        return validated.isEmpty() || old.isEmpty() ? validated + old : validated + ", " + old;
    }
}
