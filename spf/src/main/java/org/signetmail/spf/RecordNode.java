package org.signetmail.spf;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkSet;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.DualPrefix;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.Qualifier;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/** The record of one domain with all that its terms lead to, whichever client it may be for. */
final class RecordNode {

    /** Which of the two families have nothing where a term asks. */
    record Voids(int ip4, int ip6) {
        static final Voids NONE = new Voids(0, 0);
        static final Voids BOTH = new Voids(1, 1);

        Voids plus(Voids other) {
            return new Voids(ip4 + other.ip4, ip6 + other.ip6);
        }

        int most() {
            return Math.max(ip4, ip6);
        }
    }

    /** One term and what it leads to. */
    static final class Term {
        final RecordNode in;
        final int index;
        final SpfTerm term;

        /** Whether no client gets this far, as {@code all} stands before, or takes the effect of a redirect away. */
        boolean unreachable;

        /** Whether what it comes to depends on the mail: on its client, its sender, or the HELO name. */
        boolean ofTheMail;

        /** Null when it is about none, when that depends on the mail, or when what it names is no domain. */
        @Nullable
        DomainName target;

        /** Where include and redirect lead; null when they lead back, or further than is looked. */
        @Nullable
        RecordNode child;

        /** Whether it leads back to a domain that it comes from. */
        boolean loop;

        /** Whether it was not followed, as the tree is large enough. */
        boolean notFollowed;

        /** What TXT of exp, A, AAAA or MX of the target came to. */
        final Map<RecordType, DnsAnswer> answers = new EnumMap<>(RecordType.class);

        /** The hosts of an mx that were asked for; empty when they are too many. */
        List<DomainName> hosts = List.of();

        int hostCount;

        /** The first MX host whose addresses cannot be had. */
        @Nullable
        DomainName failedHost;

        /** The addresses of the target, or of its hosts. */
        final List<IpAddress> addresses = new ArrayList<>();

        Term(RecordNode in, int index, SpfTerm term) {
            this.in = in;
            this.index = index;
            this.term = term;
        }

        @Nullable
        Mechanism mechanism() {
            return term instanceof Directive directive ? directive.mechanism() : null;
        }

        boolean isRedirect() {
            return term instanceof Modifier.Redirect;
        }

        /** Whether it leads to the record of another domain: an include or a redirect. */
        boolean leads() {
            return isRedirect() || mechanism() instanceof Mechanism.Include;
        }

        /** RFC 7208 §4.6.4: what the term alone costs, %{p} included. */
        int ownLookups() {
            Mechanism mechanism = mechanism();
            boolean needsDns = mechanism == null
                    ? isRedirect()
                    : !(mechanism instanceof Mechanism.All) && TextLint.network(mechanism) == null;
            if (!needsDns || unreachable) {
                return 0;
            }
            MacroString domain = TextLint.domain(term);
            int p = 0;
            for (MacroString.Part part : domain == null ? List.<MacroString.Part>of() : domain.parts()) {
                p += part instanceof MacroString.Macro macro && macro.letter() == 'p' ? 1 : 0;
            }
            return 1 + p;
        }

        /** With all below it, when no term matches. */
        int lookups() {
            return ownLookups() + (child == null || unreachable ? 0 : child.lookups());
        }

        Voids voids() {
            if (unreachable) {
                return Voids.NONE;
            }
            Voids own = ownVoids();
            return child == null ? own : own.plus(child.voids());
        }

        Voids ownVoids() {
            if (child != null) {
                return child.answer != null && CheckDns.isVoid(child.answer) ? Voids.BOTH : Voids.NONE;
            }
            if (term instanceof Modifier) {
                return Voids.NONE;
            }
            DnsAnswer mx = answers.get(RecordType.MX);
            if (mechanism() instanceof Mechanism.Mx) {
                return mx != null && CheckDns.isVoid(mx) ? Voids.BOTH : Voids.NONE;
            }
            DnsAnswer a = answers.get(RecordType.A);
            boolean voidA = a != null && CheckDns.isVoid(a);
            if (mechanism() instanceof Mechanism.Exists) {
                return voidA ? Voids.BOTH : Voids.NONE;
            }
            DnsAnswer aaaa = answers.get(RecordType.AAAA);
            return new Voids(voidA ? 1 : 0, aaaa != null && CheckDns.isVoid(aaaa) ? 1 : 0);
        }

        /** The addresses that match, as far as they do not depend on the mail. */
        NetworkSet matches() {
            Mechanism mechanism = mechanism();
            if (mechanism == null) {
                return NetworkSet.NONE;
            }
            Network network = TextLint.network(mechanism);
            if (network != null) {
                // RFC 7208 §5: an IPv4-mapped client is one of IPv4, so that no client is in such a network.
                return NetworkSet.of(List.of(network));
            }
            if (mechanism instanceof Mechanism.All) {
                return NetworkSet.ALL;
            }
            if (mechanism instanceof Mechanism.Include) {
                return child == null ? NetworkSet.NONE : child.partition().pass();
            }
            if (mechanism instanceof Mechanism.Exists) {
                return answers.get(RecordType.A) instanceof DnsAnswer.Found ? NetworkSet.ALL : NetworkSet.NONE;
            }
            DualPrefix prefixes = mechanism instanceof Mechanism.A a
                    ? a.prefixes()
                    : mechanism instanceof Mechanism.Mx mx ? mx.prefixes() : DualPrefix.WHOLE;
            return NetworkSet.of(addresses.stream()
                    .map(ip -> new Network(ip, ip.isV4() ? prefixes.ip4() : prefixes.ip6()))
                    .toList());
        }

        /** Whether all that it matches is known: nothing in it or below it depends on the mail. An error is no match. */
        boolean isKnown() {
            return !ofTheMail
                    && !notFollowed
                    && !(mechanism() instanceof Mechanism.Ptr)
                    && answers.values().stream().noneMatch(answer -> answer instanceof DnsAnswer.Failed)
                    && (child == null || child.isKnown());
        }
    }

    /** Which addresses get which result, as far as it does not depend on the mail; errors count as no match. */
    record Partition(NetworkSet pass, NetworkSet fail, NetworkSet softfail, NetworkSet neutral) {}

    final DomainName domain;
    final @Nullable RecordNode parent;
    final int depth;

    /** Null when it was not asked for. */
    @Nullable
    DnsAnswer answer;

    @Nullable
    Selection selection;

    /** The record that was selected, valid or not. */
    DnsRecord.@Nullable Txt txt;

    @Nullable
    RecordText text;

    List<Term> terms = List.of();

    private @Nullable Partition partition;
    private int lookups = -1;

    RecordNode(DomainName domain, @Nullable RecordNode parent) {
        this.domain = domain;
        this.parent = parent;
        this.depth = parent == null ? 0 : parent.depth + 1;
    }

    @Nullable
    SpfRecord record() {
        return selection == null ? null : selection.record();
    }

    /** Whether a term of this record that leads to a domain leads back. */
    boolean comesFrom(DomainName name) {
        for (RecordNode node = this; node != null; node = node.parent) {
            if (node.domain.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** RFC 7208 §4.5. */
    boolean isSeveral() {
        return selection != null && selection.problem() == SpfProblem.SEVERAL_RECORDS;
    }

    /** Why there is no record to evaluate, as a clause; null when there is one. */
    @Nullable
    String problem() {
        if (record() != null) {
            return null;
        }
        if (answer == null) {
            return "it was not asked for, as the records lead too far";
        }
        if (selection == null) {
            return "the look-up of its TXT records failed: " + answer.describe();
        }
        SpfProblem problem = Objects.requireNonNull(selection.problem());
        boolean detailed = !selection.detail().isEmpty() && !selection.detail().equals(domain.toString());
        return detailed ? selection.detail() : problem.description();
    }

    int lookups() {
        if (lookups < 0) {
            int sum = 0;
            for (Term term : terms) {
                sum += term.lookups();
            }
            lookups = sum;
        }
        return lookups;
    }

    Voids voids() {
        Voids sum = Voids.NONE;
        for (Term term : terms) {
            sum = sum.plus(term.voids());
        }
        return sum;
    }

    /** Whether all that it lets pass is known. That there is no record, or a void one, is known too. */
    boolean isKnown() {
        return selection != null
                && terms.stream()
                        .allMatch(term -> term.unreachable || term.term instanceof Modifier.Exp || term.isKnown());
    }

    /** Whether all clients get fail, for sure. */
    boolean deniesAll() {
        return record() != null && isKnown() && partition().fail().equals(NetworkSet.ALL);
    }

    Partition partition() {
        if (partition == null) {
            partition = divide(null);
        }
        return partition;
    }

    /** Those that a term lets pass, and none in front of it decides of; as far as it does not depend on the mail. */
    NetworkSet passesBy(Term by) {
        if (!(by.term instanceof Directive last) || last.qualifier() != Qualifier.PASS || by.unreachable) {
            return NetworkSet.NONE;
        }
        NetworkSet rest = by.matches();
        for (Term term : terms) {
            if (term == by) {
                break;
            }
            rest = rest.minus(term.matches());
        }
        return rest;
    }

    /** What the record comes to when a term is left out. */
    Partition partitionWithout(Term term) {
        return divide(term);
    }

    /** RFC 7208 §4.6.2, for all clients at once: each term takes those that it matches out of the rest. */
    private Partition divide(@Nullable Term without) {
        NetworkSet rest = NetworkSet.ALL;
        Map<SpfResult, NetworkSet> results = new EnumMap<>(SpfResult.class);
        Term redirect = null;
        for (Term term : terms) {
            if (term == without) {
                continue;
            }
            if (term.term instanceof Directive directive && !term.unreachable) {
                NetworkSet matched = rest.and(term.matches());
                results.merge(SpfResult.of(directive.qualifier()), matched, NetworkSet::plus);
                rest = rest.minus(matched);
            } else if (term.isRedirect() && !term.unreachable) {
                redirect = term;
            }
        }
        if (redirect != null && redirect.child != null) {
            Partition other = redirect.child.partition();
            results.merge(SpfResult.PASS, rest.and(other.pass), NetworkSet::plus);
            results.merge(SpfResult.FAIL, rest.and(other.fail), NetworkSet::plus);
            results.merge(SpfResult.SOFTFAIL, rest.and(other.softfail), NetworkSet::plus);
            rest = rest.and(other.neutral);
        } else if (redirect != null || record() == null) {
            // It leads nowhere: nobody gets a result other than an error.
            rest = NetworkSet.NONE;
        }
        results.merge(SpfResult.NEUTRAL, rest, NetworkSet::plus);
        return new Partition(
                results.getOrDefault(SpfResult.PASS, NetworkSet.NONE),
                results.getOrDefault(SpfResult.FAIL, NetworkSet.NONE),
                results.getOrDefault(SpfResult.SOFTFAIL, NetworkSet.NONE),
                results.getOrDefault(SpfResult.NEUTRAL, NetworkSet.NONE));
    }
}
