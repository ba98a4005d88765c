package org.signetmail.spf;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.DnsQuery;

/**
 * What a check evaluated, asked and found, as a tree: the check of a domain has the terms of its record below it, an
 * {@code include} or {@code redirect} the check of the other domain's terms.
 *
 * <p>Immutable and thread-safe. {@code toString} gives it as text of several lines for a postmaster.
 *
 * @param root the check of the identity's domain
 * @param wasted the queries that were asked ahead of need and turned out not to be needed
 */
public record SpfTrace(Step root, List<DnsQuery> wasted) {

    /**
     * One step: the check of a domain, or the evaluation of a term.
     *
     * @param term the term as the record has it, or the domain that is checked
     * @param outcome what came of it, in words such as {@code match}, {@code no match} or a result keyword
     * @param queries what was asked for this step itself, with the answers
     * @param elapsed how long it took, with all below it
     * @param steps what was evaluated within it
     */
    public record Step(String term, String outcome, List<DnsQuery> queries, Duration elapsed, List<Step> steps) {
        /**
         * Copies the lists.
         *
         * @param term the term as the record has it, or the domain that is checked
         * @param outcome what came of it
         * @param queries what was asked for this step itself
         * @param elapsed how long it took
         * @param steps what was evaluated within it
         */
        public Step {
            Objects.requireNonNull(term, "term");
            Objects.requireNonNull(outcome, "outcome");
            queries = List.copyOf(queries);
            Objects.requireNonNull(elapsed, "elapsed");
            steps = List.copyOf(steps);
        }
    }

    /**
     * Copies the list.
     *
     * @param root the check of the identity's domain
     * @param wasted the queries that turned out not to be needed
     */
    public SpfTrace {
        Objects.requireNonNull(root, "root");
        wasted = List.copyOf(wasted);
    }
}
