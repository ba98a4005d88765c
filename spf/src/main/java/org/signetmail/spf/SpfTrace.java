package org.signetmail.spf;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/**
 * What a check evaluated, asked and found, as a tree: the check of a domain has the terms of its record below it, an
 * {@code include} or {@code redirect} the check of the domain that it leads to. Each has what it cost.
 *
 * <p>Immutable and thread-safe.
 */
public final class SpfTrace {

    /** What came of a term. More constants may come; have a default branch. */
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
     * <p>Immutable and thread-safe.
     */
    public static final class Check {

        private final DomainName domain;
        private final List<DnsQuery> queries;
        private final Optional<SpfRecord> record;
        private final List<Step> steps;
        private final SpfResult result;
        private final SpfCounts cost;
        private final Duration elapsed;

        Check(
                DomainName domain,
                List<DnsQuery> queries,
                Optional<SpfRecord> record,
                List<Step> steps,
                SpfResult result,
                SpfCounts cost,
                Duration elapsed) {
            this.domain = domain;
            this.queries = List.copyOf(queries);
            this.record = record;
            this.steps = List.copyOf(steps);
            this.result = result;
            this.cost = cost;
            this.elapsed = elapsed;
        }

        /**
         * The domain.
         *
         * @return the domain
         */
        public DomainName domain() {
            return domain;
        }

        /**
         * What was asked for its record.
         *
         * @return in that order
         */
        public List<DnsQuery> queries() {
            return queries;
        }

        /**
         * Its record.
         *
         * @return nothing when it has no proper one
         */
        public Optional<SpfRecord> record() {
            return record;
        }

        /**
         * The terms of the record that were evaluated.
         *
         * @return in that order
         */
        public List<Step> steps() {
            return steps;
        }

        /**
         * What the check came to.
         *
         * @return the result
         */
        public SpfResult result() {
            return result;
        }

        /**
         * What the check used of the limits, with all below it.
         *
         * @return of a question asked twice, the first counts
         */
        public SpfCounts cost() {
            return cost;
        }

        /**
         * How long it took.
         *
         * @return with all below it
         */
        public Duration elapsed() {
            return elapsed;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Check that
                    && domain.equals(that.domain)
                    && queries.equals(that.queries)
                    && record.equals(that.record)
                    && steps.equals(that.steps)
                    && result.equals(that.result)
                    && cost.equals(that.cost)
                    && elapsed.equals(that.elapsed);
        }

        @Override
        public int hashCode() {
            return Objects.hash(domain, queries, record, steps, result, cost, elapsed);
        }

        /** Domain, result and cost, on one line. */
        @Override
        public String toString() {
            return domain + ": " + result.keyword() + ", " + cost;
        }
    }

    /**
     * The evaluation of one term.
     *
     * <p>Immutable and thread-safe.
     */
    public static final class Step {

        private final SpfTerm term;
        private final Optional<DomainName> target;
        private final List<DnsQuery> queries;
        private final Optional<Check> check;
        private final Verdict verdict;
        private final SpfCounts cost;
        private final Duration elapsed;

        Step(
                SpfTerm term,
                Optional<DomainName> target,
                List<DnsQuery> queries,
                Optional<Check> check,
                Verdict verdict,
                SpfCounts cost,
                Duration elapsed) {
            this.term = term;
            this.target = target;
            this.queries = List.copyOf(queries);
            this.check = check;
            this.verdict = verdict;
            this.cost = cost;
            this.elapsed = elapsed;
        }

        /**
         * The term.
         *
         * @return the term
         */
        public SpfTerm term() {
            return term;
        }

        /**
         * The domain it is about, macros expanded.
         *
         * @return nothing when it is about none, or about what is no domain
         */
        public Optional<DomainName> target() {
            return target;
        }

        /**
         * What was asked for it, names of MX and PTR included.
         *
         * @return in that order
         */
        public List<DnsQuery> queries() {
            return queries;
        }

        /**
         * The check of the domain that an {@code include} or {@code redirect} leads to.
         *
         * @return nothing for other terms
         */
        public Optional<Check> check() {
            return check;
        }

        /**
         * What came of it.
         *
         * @return the verdict
         */
        public Verdict verdict() {
            return verdict;
        }

        /**
         * What it used of the limits, with all below it; the term itself is one of the terms if it needs DNS.
         *
         * @return of a question asked twice, the first counts
         */
        public SpfCounts cost() {
            return cost;
        }

        /**
         * How long it took.
         *
         * @return with all below it
         */
        public Duration elapsed() {
            return elapsed;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Step that
                    && term.equals(that.term)
                    && target.equals(that.target)
                    && queries.equals(that.queries)
                    && check.equals(that.check)
                    && verdict.equals(that.verdict)
                    && cost.equals(that.cost)
                    && elapsed.equals(that.elapsed);
        }

        @Override
        public int hashCode() {
            return Objects.hash(term, target, queries, check, verdict, cost, elapsed);
        }

        /** Term, verdict and cost, on one line. */
        @Override
        public String toString() {
            return Ascii.printable(term.toString(), 200) + ": " + verdict + ", " + cost;
        }
    }

    private final Check check;
    private final SpfLimits limits;
    private final List<DnsQuery> wasted;

    SpfTrace(Check check, SpfLimits limits, List<DnsQuery> wasted) {
        this.check = check;
        this.limits = limits;
        this.wasted = List.copyOf(wasted);
    }

    /**
     * The check of the identity's domain.
     *
     * @return the root of the tree
     */
    public Check check() {
        return check;
    }

    /**
     * What the check was allowed.
     *
     * @return the limits
     */
    public SpfLimits limits() {
        return limits;
    }

    /**
     * The queries that were asked ahead of need and turned out not to be needed.
     *
     * @return in any order
     */
    public List<DnsQuery> wasted() {
        return wasted;
    }

    /**
     * The tree for a person, what is within something below it and further to the right: results, verdicts, what each
     * term cost of the limits, what was asked and what came, and how long it took. The wording may change.
     *
     * @return lines of printing ASCII, without line ends
     */
    public List<String> lines() {
        return new TraceText(limits).of(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfTrace that
                && check.equals(that.check)
                && limits.equals(that.limits)
                && wasted.equals(that.wasted);
    }

    @Override
    public int hashCode() {
        return Objects.hash(check, limits, wasted);
    }

    /** The first of {@link #lines}: the domain, the result, and what the check cost. */
    @Override
    public String toString() {
        return TraceText.head(check, limits);
    }
}
