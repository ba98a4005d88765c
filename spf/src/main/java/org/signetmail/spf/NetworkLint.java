package org.signetmail.spf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.signetmail.core.Finding;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkKind;
import org.signetmail.spf.address.NetworkSet;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Qualifier;
import org.signetmail.spf.record.SpfTerm;

/** What is to be said of the networks of a valid record: those that nobody sends from, wide ones, and those within others. */
final class NetworkLint {

    /** Terms are compared with each other; of more than these, the rest is not. */
    private static final int MAX_COMPARED = 200;

    /** Of terms with the same fault, how many are named. */
    private static final int MAX_NAMED = 8;

    private static final int WIDEST_IP4 = 16;

    /** What a registry hands out to a provider as a whole. */
    private static final int WIDEST_IP6 = 32;

    private final RecordText text;
    private final Consumer<Finding> findings;

    /** Those that later ones are compared with. */
    private final List<Named> before = new ArrayList<>();

    /** Which terms name networks that no client on the Internet is in. */
    private final List<Integer> privateTerms = new ArrayList<>();

    private record Named(int term, Qualifier qualifier, Network network) {}

    NetworkLint(RecordText text, Consumer<Finding> findings) {
        this.text = text;
        this.findings = findings;
    }

    /** Whether a term names a network that no client on the Internet is in, which is told at the end, of all together. */
    boolean isPrivate(int i, Mechanism mechanism) {
        Network network = TextLint.network(mechanism);
        boolean outside = network != null && isOutside(network);
        if (outside) {
            privateTerms.add(i);
        }
        return outside;
    }

    /** Looks at a term in front of all. */
    void look(int i, Directive directive) {
        Network network = TextLint.network(directive.mechanism());
        if (network != null) {
            compare(new Named(i, directive.qualifier(), network));
            network(i, directive, network);
        } else if (directive.qualifier() == Qualifier.PASS) {
            wideHosts(i, directive.mechanism());
        }
    }

    /** Tells what the record is as a whole. */
    void end() {
        privateNetworks();
        everybody();
    }

    private void add(Finding finding) {
        findings.accept(finding);
    }

    /** Networks that make up all of IPv4 together; of a prefix length of 0 the parser speaks. */
    private void everybody() {
        List<Network> wide = new ArrayList<>();
        for (SpfTerm term : text.terms()) {
            if (term instanceof Directive directive) {
                Network network = TextLint.network(directive.mechanism());
                if (directive.mechanism() instanceof Mechanism.All) {
                    break;
                }
                if (network != null && network.address().isV4() && directive.qualifier() == Qualifier.PASS) {
                    wide.add(network);
                }
            }
        }
        boolean told = wide.stream().anyMatch(network -> network.prefixLength() == 0);
        Network all = new Network(IpAddress.v4(0), 0);
        if (!told && NetworkSet.of(wide).networks().contains(all)) {
            add(text.atWhole(LintCode.everybodyPasses()
                    .finding("The networks of the record are all of IPv4 together: it lets every host there pass.")
                    .remedy("Name the hosts that send, or networks of /24 and less.")));
        }
    }

    private void network(int i, Directive directive, Network network) {
        NetworkKind kind = NetworkKind.of(network);
        if (kind != null) {
            add(text.at(
                    i,
                    LintCode.DOCUMENTATION_NETWORK.finding(
                            text.shown(i) + " is in " + kind.words() + ", which nobody sends from.",
                            "If it was copied from an example, write the address of your own host.")));
        } else if (directive.qualifier() == Qualifier.PASS) {
            wide(i, network.address().isV4(), network.prefixLength());
        }
    }

    private static boolean isOutside(Network network) {
        NetworkKind kind = NetworkKind.of(network);
        return kind != null && !kind.documentation();
    }

    /** Told once, at the first, of all: whoever takes them out does so once. */
    private void privateNetworks() {
        if (privateTerms.isEmpty()) {
            return;
        }
        int count = privateTerms.size();
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        for (int i : privateTerms.subList(0, Math.min(count, MAX_NAMED))) {
            Network network = TextLint.network(((Directive) text.terms().get(i)).mechanism());
            NetworkKind kind = Objects.requireNonNull(NetworkKind.of(Objects.requireNonNull(network)));
            byKind.computeIfAbsent(kind.words(), words -> new ArrayList<>()).add(text.shown(i));
        }
        StringBuilder named = new StringBuilder();
        byKind.forEach((words, terms) -> named.append(named.length() == 0 ? "" : ", ")
                .append(String.join(" and ", terms))
                .append(terms.size() == 1 ? " is in " : " are in ")
                .append(words));
        named.append(count > MAX_NAMED ? ", and " + (count - MAX_NAMED) + " more are in such ones" : "");
        boolean one = count == 1;
        add(text.at(
                privateTerms.get(0),
                LintCode.PRIVATE_NETWORK.finding(
                        named + ": no receiver on the Internet sees such " + (one ? "a client." : "clients."),
                        text.remedyWithout(
                                new HashSet<>(privateTerms),
                                (one ? "Take it out" : "Take them out")
                                        + ", and name the public address that the mail leaves by."))));
    }

    private void wideHosts(int i, Mechanism mechanism) {
        if (mechanism instanceof Mechanism.A a) {
            wide(i, true, a.prefixes().ip4());
            wide(i, false, a.prefixes().ip6());
        } else if (mechanism instanceof Mechanism.Mx mx) {
            wide(i, true, mx.prefixes().ip4());
            wide(i, false, mx.prefixes().ip6());
        }
    }

    /** Of a length of 0 the parser speaks. */
    private void wide(int i, boolean isV4, int prefixLength) {
        int widest = isV4 ? WIDEST_IP4 : WIDEST_IP6;
        if (prefixLength > 0 && prefixLength < widest) {
            add(text.at(
                    i,
                    LintCode.WIDE_NETWORK.finding(
                            text.shown(i) + " lets /" + prefixLength + " pass, "
                                    + (isV4
                                            ? (1L << (32 - prefixLength)) + " addresses: whoever gets one of them"
                                            : "more than any one provider has: whoever gets an address there")
                                    + " sends in the name of the domain, and passes DMARC with it.",
                            "Name the hosts that send, or networks of /" + (isV4 ? 24 : 64) + " and less.")));
        }
    }

    private void compare(Named named) {
        for (Named other : before) {
            if (other.network.contains(named.network)) {
                within(named, other, true);
                return;
            }
        }
        for (Named other : before) {
            if (named.network.contains(other.network)
                    && named.qualifier == other.qualifier
                    && decideTheSame(other, named)) {
                within(other, named, false);
            }
        }
        if (before.size() < MAX_COMPARED) {
            before.add(named);
        }
    }

    /**
     * Whether the clients of a network get the same without it, from a wider one behind it (RFC 7208 §4.6.2: the first term that
     * matches decides). A term between that asks DNS may match them, end in an error, or cost look-ups that they are spared.
     */
    private boolean decideTheSame(Named inner, Named outer) {
        for (int i = inner.term + 1; i < outer.term; i++) {
            if (text.terms().get(i) instanceof Directive directive) {
                Network network = TextLint.network(directive.mechanism());
                boolean meets = network == null
                        || (directive.qualifier() != inner.qualifier
                                && (network.contains(inner.network) || inner.network.contains(network)));
                if (meets) {
                    return false;
                }
            }
        }
        return true;
    }

    private void within(Named inner, Named outer, boolean behind) {
        int i = inner.term;
        String where = text.shown(i) + " is within " + text.shown(outer.term);
        boolean same = inner.qualifier == outer.qualifier;
        LintCode code = same ? LintCode.OVERLAP : LintCode.NETWORK_SHADOWED;
        String message = same
                ? where + ", and changes nothing."
                : where + ", which stands before it and decides: " + text.shown(i) + " never does.";
        String remedy = same || !behind
                ? RecordText.remedy("Take it out.", text.with(i, ""))
                : RecordText.remedy("Put it in front of that term.", moved(i, outer.term));
        add(text.at(i, code.finding(message, remedy)));
    }

    private String moved(int i, int before) {
        StringBuilder changed = new StringBuilder("v=spf1");
        for (int k = 0; k < text.terms().size(); k++) {
            if (k == before) {
                changed.append(' ').append(text.word(i));
            }
            if (k != i) {
                changed.append(' ').append(text.word(k));
            }
        }
        return changed.toString();
    }
}
