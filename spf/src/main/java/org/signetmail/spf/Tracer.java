package org.signetmail.spf;

import java.util.Optional;
import java.util.Set;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/** Is told what a check does, as it does it. */
interface Tracer {

    /** Writes nothing down. */
    Tracer OFF = new Tracer() {};

    /** The check of a domain begins; the calls up to {@link #endOfCheck} are part of it. */
    default void check(DomainName domain) {}

    default void record(SpfRecord record) {}

    default void endOfCheck(SpfResult result) {}

    /** The evaluation of a term begins; the calls up to {@link #endOfTerm} are part of it. */
    default void term(SpfTerm term) {}

    default void target(DomainName target) {}

    default void endOfTerm(SpfTrace.Verdict verdict) {}

    /**
     * The check needed an answer.
     *
     * @param first whether it had not needed this one before
     */
    default void asked(Question question, DnsAnswer answer, boolean first) {}

    /** A term that needs DNS counts from here on (RFC 7208 §4.6.4). */
    default void countedTerm() {}

    /** A look-up was void (RFC 7208 §4.6.4). */
    default void countedVoid() {}

    /**
     * The check is over.
     *
     * @param lookups knows how long each query took
     * @param limits what the check was allowed
     * @param wasted what was asked ahead of need and not needed
     */
    default void end(DnsLookups lookups, SpfLimits limits, Set<Question> wasted) {}

    /** What was written down. */
    default Optional<SpfTrace> trace() {
        return Optional.empty();
    }
}
