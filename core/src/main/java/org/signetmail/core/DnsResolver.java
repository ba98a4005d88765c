package org.signetmail.core;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Asks DNS: the one thing that a host application may have to implement. {@link DnsJavaResolver} is the ready-made
 * one.
 *
 * <p>An implementation is thread-safe, does not block, and does not fail: a failure is an answer too
 * ({@link DnsAnswer.Failed}). It follows CNAMEs, keeps NXDOMAIN apart from a name without records of the type, and
 * takes names with any octets in their labels (RFC 2181 §11), as SPF macros make them. A resolver that throws or gives null all
 * the same is answered for: the check sees {@link DnsFailure#RESOLVER}.
 */
@FunctionalInterface
public interface DnsResolver {

    /**
     * Asks for the records of one type at one name.
     *
     * @param name the name, absolute
     * @param type the type of records
     * @return completes with the answer, never exceptionally
     */
    CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type);

    /**
     * The resolver as one message sees it. Signet calls this once for each message, and asks what it gives for all that the
     * message needs. One that shares out its capacity, so that a message with many silent names does not take that of
     * others, gives a resolver that knows who asks; who wraps another resolver may wrap what that one gives.
     *
     * @return a resolver for the look-ups of one message; until overridden, this one
     */
    default DnsResolver forMessage() {
        return this;
    }

    /**
     * A look-up that blocks its thread until the answer is there.
     */
    @FunctionalInterface
    interface Blocking {
        /**
         * Asks for the records of one type at one name and waits for the answer.
         *
         * @param name the name, absolute
         * @param type the type of records
         * @return the answer
         * @throws Exception when the look-up broke; the check sees {@link DnsFailure#RESOLVER}
         */
        DnsAnswer lookup(DomainName name, RecordType type) throws Exception;
    }

    /**
     * Makes a resolver of a blocking look-up.
     *
     * @param lookup the blocking look-up, thread-safe
     * @param executor runs the look-ups; its threads are what overlaps the waiting. When it rejects a task the answer
     *     is {@link DnsFailure#OVERLOADED}
     * @return a resolver as thread-safe as {@code lookup}
     */
    static DnsResolver blocking(Blocking lookup, Executor executor) {
        Objects.requireNonNull(lookup, "lookup");
        Objects.requireNonNull(executor, "executor");
        return new BlockingResolver(lookup, executor);
    }
}
