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
 */
public record DnsQuery(
        DomainName name, RecordType type, DnsAnswer answer, Duration elapsed, boolean used, boolean atOnce) {
    /**
     * Checks for null.
     *
     * @param name what was asked for
     * @param type the type of records asked for
     * @param answer what came
     * @param elapsed from asking to answering
     * @param used whether a check used the answer
     * @param atOnce whether the resolver had the answer already
     */
    public DnsQuery {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(elapsed, "elapsed");
    }
}
