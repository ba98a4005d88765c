package org.signetmail.spf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkSet;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.Qualifier;

/**
 * A record made over: includes replaced by the networks they let pass, as the order of terms allows it. What depends on the
 * mail stays as it is.
 */
final class Flattening {

    /** Terms with one qualifier that follow each other, so that their order does not matter. */
    private static final class Group {
        private final Qualifier qualifier;
        private NetworkSet networks = NetworkSet.NONE;
        private final List<String> kept = new ArrayList<>();
        private int lookups;

        Group(Qualifier qualifier) {
            this.qualifier = qualifier;
        }
    }

    /** The lengths of records to try; the first is what the RFC advises. */
    private static final int[] LENGTHS = {LengthLint.RECORD_OCTETS, 900, 1800, 3600};

    private static final int MAX_TERMS = SpfLimits.DEFAULT.terms();

    private static final Duration LONGEST = Duration.ofDays(365);

    private final RecordNode root;
    private final boolean hostsToo;
    private final List<Group> groups = new ArrayList<>();

    /** What stands behind the groups: all, or a redirect; and the modifiers. */
    private final List<String> end = new ArrayList<>();

    private int endLookups;
    private final List<SpfFlattened.Copied> copied = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private String failure = "";

    private Flattening(RecordNode root, boolean hostsToo) {
        this.root = root;
        this.hostsToo = hostsToo;
        terms(root);
    }

    /** Of a tree whose root has a valid record. Hosts of a and mx are copied when there is no other way to keep the limit. */
    static Flattening of(RecordNode root) {
        Flattening flat = new Flattening(root, false);
        return flat.lookups() > MAX_TERMS ? new Flattening(root, true) : flat;
    }

    // ---- Terms ----------------------------------------------------------------------------------------------------

    private void terms(RecordNode node) {
        for (RecordNode.Term term : node.terms) {
            if (term.term instanceof Directive directive && !term.unreachable) {
                if (directive.mechanism() instanceof Mechanism.All) {
                    end.add(directive.qualifier() + "all");
                } else {
                    directive(term, directive);
                }
            }
        }
        for (RecordNode.Term term : node.terms) {
            if (term.isRedirect() && !term.unreachable) {
                redirect(term);
            } else if (term.term instanceof Modifier.Exp && node == root) {
                end.add(word(term));
            }
        }
    }

    private void directive(RecordNode.Term term, Directive directive) {
        Mechanism mechanism = directive.mechanism();
        Group group = group(directive.qualifier());
        if (TextLint.network(mechanism) != null) {
            group.networks = group.networks.plus(term.matches());
        } else if (mechanism instanceof Mechanism.Include) {
            include(term, group);
        } else if (term.isKnown() && hostsToo && !(mechanism instanceof Mechanism.Exists)) {
            copy(term, group, Objects.requireNonNull(term.target), ttl(term));
        } else {
            keep(term, group, "");
        }
    }

    private void include(RecordNode.Term term, Group group) {
        RecordNode child = term.child;
        if (term.loop || (child == null && !term.ofTheMail && !term.notFollowed)) {
            leaveOut(
                    term,
                    (term.loop ? "it leads back" : "it leads to no domain")
                            + ", which makes every check that comes to it a permerror");
        } else if (child != null && isVoid(child)) {
            leaveOut(term, child.problem() + ", which makes every check that comes to it a permerror");
        } else if (child == null || !child.isKnown()) {
            boolean failed = child != null && hasFailed(child);
            if (failed) {
                failure = "what " + shown(term) + " leads to cannot be looked up in full";
            }
            keep(
                    term,
                    group,
                    term.notFollowed
                            ? "it leads further than was looked"
                            : failed
                                    ? "it cannot be looked up in full"
                                    : "what it lets pass depends on the mail, not on networks alone");
        } else {
            leaveOutBelow(child);
            copy(term, group, child.domain, ttl(child));
        }
    }

    /** Whether something below ends a check in an error. */
    static boolean isBroken(RecordNode node) {
        return node.terms.stream()
                .anyMatch(term -> term.loop || (term.child != null && (isVoid(term.child) || isBroken(term.child))));
    }

    private static boolean isVoid(RecordNode node) {
        return node.selection != null && node.record() == null;
    }

    /** What ends a check in an error below an include; what that lets pass otherwise is copied all the same. */
    private void leaveOutBelow(RecordNode node) {
        for (RecordNode.Term term : node.terms) {
            if (term.loop) {
                leaveOut(term, "it leads back, which makes every check that comes to it a permerror");
            } else if (term.child != null) {
                if (isVoid(term.child)) {
                    leaveOut(term, term.child.problem() + ", which makes every check that comes to it a permerror");
                } else {
                    leaveOutBelow(term.child);
                }
            }
        }
    }

    private static boolean hasFailed(RecordNode node) {
        return node.answer instanceof DnsAnswer.Failed
                || node.terms.stream()
                        .anyMatch(term -> term.answers.values().stream().anyMatch(a -> a instanceof DnsAnswer.Failed)
                                || (term.child != null && hasFailed(term.child)));
    }

    private void redirect(RecordNode.Term term) {
        RecordNode child = term.child;
        if (child != null && child.record() != null && canMove(child)) {
            copied.add(new SpfFlattened.Copied(
                    shown(term), child.domain, new SpfNetworks(child.partition().pass()), ttl(child)));
            terms(child);
        } else if (child != null && child.answer instanceof DnsAnswer.Failed) {
            failure = "the record that " + shown(term) + " leads to cannot be looked up";
        } else {
            end.add(word(term));
            endLookups += term.lookups();
            kept.add(shown(term) + ": "
                    + (child == null || child.record() == null
                            ? "it leads to no record"
                            : "its record has terms with %{d}, which would be about another domain here"));
        }
    }

    /** Whether the terms of a record mean the same in another one. */
    private static boolean canMove(RecordNode node) {
        for (RecordNode.Term term : node.terms) {
            MacroString spec = TextLint.domain(term.term);
            if (spec != null && !term.unreachable && spec.uses("d")) {
                return false;
            }
        }
        return true;
    }

    private Group group(Qualifier qualifier) {
        Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
        if (last == null || last.qualifier != qualifier) {
            last = new Group(qualifier);
            groups.add(last);
        }
        return last;
    }

    private void copy(RecordNode.Term term, Group group, DomainName from, Duration ttl) {
        NetworkSet matches = term.matches();
        group.networks = group.networks.plus(matches);
        copied.add(new SpfFlattened.Copied(shown(term), from, new SpfNetworks(matches), known(ttl)));
    }

    private void keep(RecordNode.Term term, Group group, String why) {
        String word = word(term);
        MacroString spec = TextLint.domain(term.term);
        if (term.in != root && spec != null && spec.isEmpty()) {
            // It is about the domain of the record that it comes from.
            int name = word.indexOf('/') < 0 ? word.length() : word.indexOf('/');
            word = word.substring(0, name) + ":" + term.in.domain + word.substring(name);
        }
        group.kept.add(word);
        group.lookups += term.lookups();
        if (!why.isEmpty()) {
            kept.add(shown(term) + ": " + why);
        }
    }

    private void leaveOut(RecordNode.Term term, @Nullable String why) {
        leftOut.add(shown(term) + (term.in == root ? "" : " of " + term.in.domain) + ": " + why);
    }

    private static String word(RecordNode.Term term) {
        return Objects.requireNonNull(term.in.text).word(term.index);
    }

    private static String shown(RecordNode.Term term) {
        return Ascii.printable(word(term), 80);
    }

    // ---- How long it holds ----------------------------------------------------------------------------------------

    /** Where names have nothing, no answer tells how long that holds. */
    private static Duration known(Duration ttl) {
        return ttl.equals(LONGEST) ? Duration.ZERO : ttl;
    }

    private static Duration ttl(RecordNode.Term term) {
        Duration least = LONGEST;
        for (DnsAnswer answer : term.answers.values()) {
            least = shorter(least, answer);
        }
        return least;
    }

    private static Duration ttl(RecordNode node) {
        Duration least = LONGEST;
        least = node.answer == null ? least : shorter(least, node.answer);
        for (RecordNode.Term term : node.terms) {
            Duration below = term.child == null ? ttl(term) : ttl(term.child);
            least = below.compareTo(least) < 0 ? below : least;
        }
        return least;
    }

    private static Duration shorter(Duration least, DnsAnswer answer) {
        return answer instanceof DnsAnswer.Found found && found.ttl().compareTo(least) < 0 ? found.ttl() : least;
    }

    // ---- The record -----------------------------------------------------------------------------------------------

    int lookups() {
        int sum = endLookups;
        for (Group group : groups) {
            sum += group.lookups;
        }
        return sum;
    }

    private String whole() {
        StringBuilder record = new StringBuilder("v=spf1");
        for (Group group : groups) {
            for (String word : words(group)) {
                record.append(' ').append(word);
            }
            group.kept.forEach(word -> record.append(' ').append(word));
        }
        end.forEach(word -> record.append(' ').append(word));
        return record.toString();
    }

    private static List<String> words(Group group) {
        return group.networks.networks().stream()
                .map(network -> prefix(group) + network.toTerm())
                .toList();
    }

    private static String prefix(Group group) {
        return group.qualifier == Qualifier.PASS ? "" : group.qualifier.toString();
    }

    SpfFlattened outcome() {
        List<SpfFlattened.Published> records = List.of();
        String problem = failure;
        int lookups = lookups();
        if (problem.isEmpty() && lookups > MAX_TERMS) {
            problem = "what depends on the mail alone costs " + lookups + " look-ups, more than " + MAX_TERMS;
        }
        if (problem.isEmpty()) {
            String whole = whole();
            if (whole.length() <= LengthLint.RECORD_OCTETS) {
                records = List.of(new SpfFlattened.Published(root.domain, whole));
            } else {
                for (int length : LENGTHS) {
                    records = records.isEmpty() ? split(length) : records;
                }
                problem = records.isEmpty()
                        ? "the networks need more records than " + MAX_TERMS + " look-ups can reach"
                        : "";
                lookups += Math.max(0, records.size() - 1);
            }
        }
        return new SpfFlattened(
                root.domain,
                Objects.requireNonNull(root.text).text(),
                records,
                root.lookups(),
                lookups,
                copied,
                kept,
                leftOut,
                problem,
                !failure.isEmpty());
    }

    /** The networks in records of their own; none when those are too many. */
    private List<SpfFlattened.Published> split(int length) {
        List<SpfFlattened.Published> records = new ArrayList<>();
        StringBuilder main = new StringBuilder("v=spf1");
        for (Group group : groups) {
            List<String> parts = parts(group.networks.networks(), length);
            for (String part : parts) {
                DomainName name = root.domain
                        .prepend(DomainName.of("_s" + (records.size() + 1)))
                        .orElse(null);
                if (name == null) {
                    return List.of();
                }
                records.add(new SpfFlattened.Published(name, part));
                main.append(' ').append(prefix(group)).append("include:").append(name);
            }
            group.kept.forEach(word -> main.append(' ').append(word));
        }
        end.forEach(word -> main.append(' ').append(word));
        if (records.size() + lookups() > MAX_TERMS || main.length() > length) {
            return List.of();
        }
        records.add(0, new SpfFlattened.Published(root.domain, main.toString()));
        return List.copyOf(records);
    }

    /** Records that let some networks pass, which is what an include asks for. */
    private static List<String> parts(List<Network> networks, int length) {
        String last = " -all";
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (Network network : networks) {
            String word = " " + network.toTerm();
            if (part.length() > 0 && part.length() + word.length() + last.length() > length) {
                parts.add(part.append(last).toString());
                part.setLength(0);
            }
            part.append(part.length() == 0 ? "v=spf1" : "").append(word);
        }
        if (part.length() > 0) {
            parts.add(part.append(last).toString());
        }
        return parts;
    }

    /** Advice, with the record that comes of following it if it is one short record. */
    String remedy(String advice) {
        SpfFlattened outcome = outcome();
        return outcome.records().size() == 1
                ? RecordText.remedy(advice, outcome.records().get(0).text())
                : advice;
    }
}
