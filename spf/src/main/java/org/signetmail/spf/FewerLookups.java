package org.signetmail.spf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Qualifier;
import org.signetmail.spf.record.SpfRecord;

/**
 * The least change of a record that keeps it within the look-ups of a check (RFC 7208 §4.6.4): without what matches nobody or is
 * there twice; then with networks in the place of as few terms as do, those of others only where the domain's own do not suffice.
 * Whom it lets pass stays.
 */
final class FewerLookups {

    private static final int MAX_TERMS = SpfLimits.DEFAULT.terms();

    /** How many terms are named in a sentence. */
    private static final int MAX_SHOWN = 5;

    private final RecordNode root;
    private final RecordText text;
    private final Set<RecordNode.Term> dropped = new LinkedHashSet<>();
    private final Set<RecordNode.Term> replaced = new LinkedHashSet<>();
    private int lookups;

    /** @param root with a valid record */
    FewerLookups(RecordNode root) {
        this.root = root;
        this.text = Objects.requireNonNull(root.text);
        this.lookups = root.lookups();
        drop();
        replace();
    }

    private void drop() {
        Set<String> seen = new HashSet<>();
        for (RecordNode.Term term : root.terms) {
            boolean again = !term.ofTheMail
                    && term.term instanceof Directive directive
                    && !seen.add(Ascii.lowerCase(directive.mechanism().toString()));
            if (term.lookups() > 0 && (again || matchesNobody(term))) {
                dropped.add(term);
                lookups -= term.lookups();
            }
        }
    }

    /** Of an include that ends every check in an error it is not known whom it stands for: it stays. */
    private static boolean matchesNobody(RecordNode.Term term) {
        return term.term instanceof Directive && isSound(term) && term.matches().isEmpty();
    }

    /** Whether it is known whom it stands for, all that it leads to included. */
    private static boolean isSound(RecordNode.Term term) {
        RecordNode child = term.child;
        boolean leads = child == null ? !term.leads() : child.record() != null && !Flattening.isBroken(child);
        return term.isKnown() && leads;
    }

    private void replace() {
        List<RecordNode.Term> own = new ArrayList<>();
        List<RecordNode.Term> others = new ArrayList<>();
        for (RecordNode.Term term : root.terms) {
            if (!dropped.contains(term) && canBeReplaced(term)) {
                (isOwn(term) ? own : others).add(term);
            }
        }
        // The dearest first are the fewest; of those that cost the same, the one with the fewest networks.
        Comparator<RecordNode.Term> dearest = Comparator.<RecordNode.Term>comparingInt(RecordNode.Term::lookups)
                .reversed()
                .thenComparingInt(term -> networks(term).length());
        own.sort(dearest);
        others.sort(dearest);
        int ofOwn = own.stream().mapToInt(RecordNode.Term::lookups).sum();
        for (RecordNode.Term term : others) {
            if (lookups - ofOwn > MAX_TERMS) {
                replace(term);
            }
        }
        for (RecordNode.Term term : own) {
            if (lookups > MAX_TERMS) {
                replace(term);
            }
        }
    }

    private void replace(RecordNode.Term term) {
        replaced.add(term);
        lookups -= term.lookups();
    }

    private static boolean canBeReplaced(RecordNode.Term term) {
        Mechanism mechanism = term.mechanism();
        boolean names = mechanism instanceof Mechanism.Include
                || mechanism instanceof Mechanism.A
                || mechanism instanceof Mechanism.Mx;
        return names && isSound(term) && !term.matches().isEmpty();
    }

    private boolean isOwn(RecordNode.Term term) {
        DomainName name = term.child == null ? term.target : term.child.domain;
        return name != null && name.isEqualOrBelow(root.domain) && ownBelow(term.child);
    }

    /** Whether what an own record leads to is the domain's own, too. */
    private boolean ownBelow(@Nullable RecordNode child) {
        return child == null || child.terms.stream().noneMatch(term -> term.lookups() > 0 && !isOwn(term));
    }

    private static String networks(RecordNode.Term term) {
        StringBuilder words = new StringBuilder();
        String qualifier = term.term instanceof Directive directive && directive.qualifier() != Qualifier.PASS
                ? directive.qualifier().toString()
                : "";
        term.matches()
                .networks()
                .forEach(network -> words.append(words.length() == 0 ? "" : " ")
                        .append(qualifier)
                        .append(network.toTerm()));
        return words.toString();
    }

    /** Advice with the record that follows it, when there is one that fits into a sentence. */
    String remedy(String advice) {
        StringBuilder record = new StringBuilder("v=spf1");
        for (RecordNode.Term term : root.terms) {
            if (!dropped.contains(term)) {
                record.append(' ').append(replaced.contains(term) ? networks(term) : text.word(term.index));
            }
        }
        String made = record.toString();
        boolean fits = lookups <= MAX_TERMS
                && made.length() <= LengthLint.RECORD_OCTETS
                && SpfRecord.parse(made)
                        .record()
                        .filter(parsed -> new RecordText(made, parsed).letsSomebodyPassWithout(-1))
                        .isPresent();
        return fits
                ? RecordText.remedy(advice + how(), made)
                : Flattening.of(root).remedy(advice);
    }

    private String how() {
        String without = shown(dropped);
        String networks = replaced.isEmpty()
                ? ""
                : "put the networks of " + shown(replaced)
                        + (replaced.size() == 1 ? " in its place" : " in their place");
        String steps = without.isEmpty()
                ? networks
                : "take out " + without + (dropped.size() == 1 ? ", which never decides" : ", which never decide")
                        + (networks.isEmpty() ? "" : ", and to " + networks);
        return steps.isEmpty() ? "" : " It is enough to " + steps + ".";
    }

    private String shown(Set<RecordNode.Term> terms) {
        List<String> words = root.terms.stream()
                .filter(terms::contains)
                .limit(MAX_SHOWN)
                .map(term -> text.shown(term.index))
                .toList();
        return String.join(", ", words) + (terms.size() > MAX_SHOWN ? " and others" : "");
    }
}
