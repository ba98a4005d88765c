package org.signetmail.spf;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DomainName;

/**
 * What a check evaluated, asked and found, as a tree: the check of a domain has the terms of its record below it, an
 * {@code include} or {@code redirect} the check of the domain that it leads to.
 *
 * <p>Immutable and thread-safe. {@code toString} gives it as lines of printable text for a postmaster.
 *
 * @param check the check of the identity's domain
 * @param wasted the queries that were asked ahead of need and turned out not to be needed
 */
public record SpfTrace(Check check, List<DnsQuery> wasted) {

    /** What came of a term. */
    public enum Verdict {
        /** The mechanism matched. */
        MATCH("match"),
        /** The mechanism did not match. */
        NO_MATCH("no match"),
        /** The term ended the check with a temperror or permerror. */
        ERROR("error"),
        /** The modifier had its effect: the redirect was followed, the explanation given. */
        APPLIED("applied"),
        /** The modifier had no effect: there is no usable explanation. */
        IGNORED("ignored");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** The verdict in words. */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * The check of one domain: {@code check_host()} (RFC 7208 §4).
     *
     * @param domain the domain
     * @param queries what was asked for its record
     * @param record its record; nothing when it has no proper one
     * @param steps the terms of the record that were evaluated, in that order
     * @param result what the check came to
     * @param elapsed how long it took
     */
    public record Check(
            DomainName domain,
            List<DnsQuery> queries,
            Optional<SpfRecord> record,
            List<Step> steps,
            SpfResult result,
            Duration elapsed) {
        /**
         * Copies the lists.
         *
         * @param domain the domain
         * @param queries what was asked for its record
         * @param record its record
         * @param steps the terms of the record that were evaluated
         * @param result what the check came to
         * @param elapsed how long it took
         */
        public Check {
            Objects.requireNonNull(domain, "domain");
            queries = List.copyOf(queries);
            Objects.requireNonNull(record, "record");
            steps = List.copyOf(steps);
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(elapsed, "elapsed");
        }
    }

    /**
     * The evaluation of one term.
     *
     * @param term the term
     * @param target the domain it is about, macros expanded; nothing when it is about none, or about what is no domain
     * @param queries what was asked for it, names of MX and PTR included
     * @param check the check of the domain that an {@code include} or {@code redirect} leads to
     * @param verdict what came of it
     * @param elapsed how long it took, with all below it
     */
    public record Step(
            SpfTerm term,
            Optional<DomainName> target,
            List<DnsQuery> queries,
            Optional<Check> check,
            Verdict verdict,
            Duration elapsed) {
        /**
         * Copies the list.
         *
         * @param term the term
         * @param target the domain it is about
         * @param queries what was asked for it
         * @param check the check of the domain that it leads to
         * @param verdict what came of it
         * @param elapsed how long it took
         */
        public Step {
            Objects.requireNonNull(term, "term");
            Objects.requireNonNull(target, "target");
            queries = List.copyOf(queries);
            Objects.requireNonNull(check, "check");
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(elapsed, "elapsed");
        }
    }

    /**
     * Copies the list.
     *
     * @param check the check of the identity's domain
     * @param wasted the queries that turned out not to be needed
     */
    public SpfTrace {
        Objects.requireNonNull(check, "check");
        wasted = List.copyOf(wasted);
    }

    /** The trace as lines, each ending in a line feed. */
    @Override
    public String toString() {
        return new TraceText().of(this);
    }
}
