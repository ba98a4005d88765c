package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.NetworkSet;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/**
 * What {@link SpfLint} found out about the SPF of a domain: the findings, the record with all that it leads to, what a check
 * costs, and whom it lets pass.
 *
 * <p>Immutable and thread-safe.
 */
public final class SpfReport {

    /** The record of one domain: the root of a report's tree, or where an {@code include} or {@code redirect} leads. */
    public static final class Published {

        private final DomainName domain;
        private final Optional<String> text;
        private final Optional<SpfRecord> record;
        private final Optional<String> problem;
        private final List<Term> terms;
        private final int lookups;
        private final int voids;

        Published(
                DomainName domain,
                Optional<String> text,
                Optional<SpfRecord> record,
                Optional<String> problem,
                List<Term> terms,
                int lookups,
                int voids) {
            this.domain = domain;
            this.text = text;
            this.record = record;
            this.problem = problem;
            this.terms = List.copyOf(terms);
            this.lookups = lookups;
            this.voids = voids;
        }

        /**
         * Whose it is.
         *
         * @return the name that was asked for TXT
         */
        public DomainName domain() {
            return domain;
        }

        /**
         * The record as it is published, valid or not.
         *
         * @return its octets, one {@code char} each; nothing when there is none, or several
         */
        public Optional<String> text() {
            return text;
        }

        /**
         * The record as a tree.
         *
         * @return nothing when there is none that is valid
         */
        public Optional<SpfRecord> record() {
            return record;
        }

        /**
         * Why there is no valid record.
         *
         * @return a clause of printing ASCII; nothing when there is one
         */
        public Optional<String> problem() {
            return problem;
        }

        /**
         * The terms of the record.
         *
         * @return in their order; empty when it is not valid
         */
        public List<Term> terms() {
            return terms;
        }

        /**
         * What the record costs of the 10 look-ups when none of its terms matches, with all below it.
         *
         * @return 0 or more
         */
        public int lookups() {
            return lookups;
        }

        /**
         * How many look-ups of its terms find nothing then, with all below it.
         *
         * @return for clients of that family that has more of them
         */
        public int voids() {
            return voids;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Published that
                    && domain.equals(that.domain)
                    && text.equals(that.text)
                    && problem.equals(that.problem)
                    && terms.equals(that.terms);
        }

        @Override
        public int hashCode() {
            return Objects.hash(domain, text, problem, terms);
        }

        /** Domain and record on one line. */
        @Override
        public String toString() {
            return domain + ": "
                    + text.map(octets -> Ascii.printable(octets, 450)).orElseGet(problem::orElseThrow);
        }
    }

    /** One term of a record, with what it costs and what it came to. */
    public static final class Term {

        private final SpfTerm term;
        private final Optional<DomainName> target;
        private final int lookups;
        private final int voids;
        private final boolean reachable;
        private final String outcome;
        private final SpfNetworks matches;
        private final Optional<Published> published;

        Term(
                SpfTerm term,
                Optional<DomainName> target,
                int lookups,
                int voids,
                boolean reachable,
                String outcome,
                SpfNetworks matches,
                Optional<Published> published) {
            this.term = term;
            this.target = target;
            this.lookups = lookups;
            this.voids = voids;
            this.reachable = reachable;
            this.outcome = outcome;
            this.matches = matches;
            this.published = published;
        }

        /**
         * The term.
         *
         * @return a directive or a modifier
         */
        public SpfTerm term() {
            return term;
        }

        /**
         * The name that it is about.
         *
         * @return nothing when it is about none, or when that depends on the mail
         */
        public Optional<DomainName> target() {
            return target;
        }

        /**
         * What it costs of the 10 look-ups, with all below it (RFC 7208 §4.6.4).
         *
         * @return 0 for a term that needs no DNS, or that no check reaches
         */
        public int lookups() {
            return lookups;
        }

        /**
         * How many of its look-ups find nothing, with all below it.
         *
         * @return for clients of that family that has more of them
         */
        public int voids() {
            return voids;
        }

        /**
         * Whether a check can come to it.
         *
         * @return false behind {@code all}, and for a {@code redirect} beside {@code all}
         */
        public boolean reachable() {
            return reachable;
        }

        /**
         * What it came to, for a person.
         *
         * @return such as {@code 192.0.2.1, 2001:db8::1} or {@code gone.example does not exist}; empty when there is nothing to
         *     say
         */
        public String outcome() {
            return outcome;
        }

        /**
         * The addresses that the term matches.
         *
         * @return as far as they do not depend on the mail; none for a modifier
         */
        public SpfNetworks matches() {
            return matches;
        }

        /**
         * The record that an {@code include} or {@code redirect} leads to.
         *
         * @return nothing for other terms, and where it was not followed
         */
        public Optional<Published> published() {
            return published;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Term that
                    && term.equals(that.term)
                    && target.equals(that.target)
                    && lookups == that.lookups
                    && voids == that.voids
                    && reachable == that.reachable
                    && outcome.equals(that.outcome)
                    && published.equals(that.published);
        }

        @Override
        public int hashCode() {
            return Objects.hash(term, target, lookups, outcome);
        }

        /** Term, cost and outcome on one line. */
        @Override
        public String toString() {
            return ReportText.line(this);
        }
    }

    private final Published tree;
    private final List<Finding> findings;
    private final RecordNode.Partition partition;
    private final boolean deniesAll;
    private final int lookups;
    private final int mxHosts;
    private final int ptrNames;
    private final List<String> unknown;
    private final boolean temporary;
    private final boolean complete;
    private final int questions;

    SpfReport(
            Published tree,
            List<Finding> findings,
            RecordNode.Partition partition,
            boolean deniesAll,
            int lookups,
            int mxHosts,
            int ptrNames,
            List<String> unknown,
            boolean temporary,
            boolean complete,
            int questions) {
        this.tree = tree;
        this.findings = List.copyOf(findings);
        this.partition = partition;
        this.deniesAll = deniesAll;
        this.lookups = lookups;
        this.mxHosts = mxHosts;
        this.ptrNames = ptrNames;
        this.unknown = List.copyOf(unknown);
        this.temporary = temporary;
        this.complete = complete;
        this.questions = questions;
    }

    /**
     * The domain that was looked at.
     *
     * @return as it was given
     */
    public DomainName domain() {
        return tree.domain();
    }

    /**
     * All that was found.
     *
     * @return the gravest first; each has a code of {@link SpfLint#codes} and the name that it is about, and most a place in the
     *     text of a record
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * The record that applies to the domain.
     *
     * @return nothing when it has none that is valid
     */
    public Optional<SpfRecord> record() {
        return tree.record();
    }

    /**
     * The record of the domain, with all that it leads to.
     *
     * @return the root of the tree
     */
    public Published tree() {
        return tree;
    }

    /**
     * What a check costs of the 10 look-ups that it may need, when no term matches (RFC 7208 §4.6.4).
     *
     * @return more than 10 when a check ends in a permerror, such as in a loop
     */
    public int lookups() {
        return lookups;
    }

    /**
     * How many of them find nothing, of the 2 that there may be.
     *
     * @return for clients of that family that has more of them
     */
    public int voids() {
        return tree.voids();
    }

    /**
     * The most hosts of an {@code mx}, of the 10 that there may be.
     *
     * @return 0 without {@code mx}
     */
    public int mxHosts() {
        return mxHosts;
    }

    /**
     * The most names that an address of the domain has in reverse DNS, of which {@code ptr} looks at 10.
     *
     * @return 0 without {@code ptr}
     */
    public int ptrNames() {
        return ptrNames;
    }

    /**
     * Whom the record lets pass in all.
     *
     * @return as {@link #networks} for {@link SpfResult#PASS}
     */
    public SpfNetworks permitted() {
        return networks(SpfResult.PASS);
    }

    /**
     * Whether the domain sends no mail by its record: every client gets fail, as with {@code v=spf1 -all}.
     *
     * @return false when that depends on the mail or on a look-up that failed, and without a valid record
     */
    public boolean deniesAll() {
        return deniesAll;
    }

    /**
     * The clients that get a result. The limits of a check and terms that end in an error are left aside, and so is what depends
     * on the mail: see {@link #unknown}.
     *
     * @param result pass, fail, softfail or neutral
     * @return their addresses; none for another result
     */
    public SpfNetworks networks(SpfResult result) {
        return new SpfNetworks(
                switch (result) {
                    case PASS -> partition.pass();
                    case FAIL -> partition.fail();
                    case SOFTFAIL -> partition.softfail();
                    case NEUTRAL -> partition.neutral();
                    default -> NetworkSet.NONE;
                });
    }

    /**
     * What the networks do not tell, as it depends on the mail: on the sender, the client or its name, by a macro or
     * {@code ptr}.
     *
     * @return a clause for each such term
     */
    public List<String> unknown() {
        return unknown;
    }

    /**
     * The terms that no check comes to.
     *
     * @return those of all records of the tree
     */
    public List<Term> unreachable() {
        List<Term> found = new ArrayList<>();
        collect(tree, found);
        return List.copyOf(found);
    }

    private static void collect(Published published, List<Term> found) {
        for (Term term : published.terms()) {
            if (!term.reachable()) {
                found.add(term);
            }
            term.published().ifPresent(below -> collect(below, found));
        }
    }

    /**
     * Whether a look-up failed, so that another time there may be more to tell.
     *
     * @return true when one did
     */
    public boolean isTemporary() {
        return temporary;
    }

    /**
     * Whether all that the records lead to was looked at.
     *
     * @return false when the tree is larger than the bounds of the lint
     */
    public boolean isComplete() {
        return complete;
    }

    /**
     * How many different questions were asked.
     *
     * @return those that others had asked before included
     */
    public int questions() {
        return questions;
    }

    /**
     * The report for a person: the tree with what each term costs, the counts, and the networks that pass. The findings are
     * not among them. The wording may change.
     *
     * @return lines of printing ASCII, without line ends
     */
    public List<String> lines() {
        return ReportText.of(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfReport that && tree.equals(that.tree) && findings.equals(that.findings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tree, findings);
    }

    /** Domain, look-ups and the number of findings, on one line. */
    @Override
    public String toString() {
        return domain() + ": " + lookups + " of 10 look-ups, " + TraceText.count(findings.size(), "finding");
    }
}
