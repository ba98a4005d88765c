package org.signetmail.spf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.address.NetworkKind;
import org.signetmail.spf.address.NetworkSet;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.Qualifier;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/** What can be said of the text of a record without DNS, beyond what the parser says. */
final class TextLint {

    /** RFC 7208 §3.3: what one character-string holds. */
    static final int STRING_OCTETS = 255;

    /** RFC 7208 §3.4: the guideline for the whole answer. */
    static final int RECORD_OCTETS = 450;

    /** A record that was made to have many is told of the first ones. */
    private static final int MAX_FINDINGS = 20;

    /** Terms are compared with each other; of more than these, the rest is not. */
    private static final int MAX_COMPARED = 200;

    /** Of terms with the same fault, how many are named. */
    private static final int MAX_NAMED = 8;

    private static final int WIDEST_IP4 = 16;

    /** What a registry hands out to a provider as a whole. */
    private static final int WIDEST_IP6 = 32;

    private static final String SENDER_ID = "spf2.0/";

    /** RFC 7208 §4.5: "Records that do not begin with a version section of exactly "v=spf1" are discarded." */
    private static final String PASSED_OVER =
            " A receiver passes it over, and without another record its result is none.";

    /** RFC 7208 §4.6: a fault anywhere ends the check at once. */
    private static final String VOID =
            " A receiver that reads it ends in permerror: SPF passes for nobody, and DMARC has DKIM alone to go by.";

    private final RecordText text;
    private final List<Finding> findings = new ArrayList<>();

    /** Which terms name networks that no client on the Internet is in. */
    private final List<Integer> privateTerms = new ArrayList<>();

    private record Named(int term, Qualifier qualifier, Network network) {}

    private TextLint(RecordText text) {
        this.text = text;
    }

    /** All findings of a text, those of the parser first. */
    static List<Finding> of(DnsRecord.Txt txt) {
        Parsed<SpfRecord> parsed = SpfRecord.parse(txt);
        List<Finding> findings = new ArrayList<>();
        parsed.findings().forEach(finding -> findings.add(withEffect(finding, parsed.kind())));
        if (parsed.kind() == Parsed.Kind.UNRELATED) {
            findings.add(unrelated(txt.octets()));
        } else {
            parsed.record().ifPresent(record -> findings.addAll(of(new RecordText(txt.octets(), record))));
            lengths(txt, findings);
        }
        return List.copyOf(findings);
    }

    /** What the parser says of a text with what a receiver does, which is the same for all that make it void or none. */
    static Finding withEffect(Finding finding, Parsed.Kind kind) {
        return switch (kind) {
            case INVALID -> told(finding, VOID);
            case NEAR_MISS -> told(finding, PASSED_OVER);
            default -> finding;
        };
    }

    private static Finding told(Finding finding, String effect) {
        Finding told = Finding.of(finding.code(), finding.severity(), finding.section(), finding.message() + effect)
                .remedy(finding.remedy());
        told = finding.name().map(told::about).orElse(told);
        return finding.position().map(told::at).orElse(told);
    }

    /** Whether a text is a record of Sender ID (RFC 4406 §3.1). */
    static boolean isSenderId(String octets) {
        return Ascii.startsWithIgnoreCase(octets, 0, SENDER_ID);
    }

    static Finding senderId(String octets) {
        return LintCode.SENDER_ID
                .finding(
                        Ascii.printable(octets, 60)
                                + " is a record of Sender ID, which nobody evaluates any more (RFC 6686).",
                        "Delete it.")
                .at(new Position(octets, 0, octets.length()));
    }

    private static Finding unrelated(String octets) {
        if (isSenderId(octets)) {
            return senderId(octets);
        }
        return LintCode.NOT_A_RECORD
                .finding(
                        octets.isEmpty()
                                ? "The text is empty, and no SPF record." + PASSED_OVER
                                : Ascii.printable(octets, 60)
                                        + " is no SPF record: it does not begin with v=spf1 and a space." + PASSED_OVER,
                        "Begin it with \"v=spf1\" and a space.")
                .at(new Position(octets, 0, Math.min(octets.length(), 6)));
    }

    /** The findings of a valid record beyond those of the parser. */
    static List<Finding> of(RecordText text) {
        TextLint lint = new TextLint(text);
        lint.look();
        return lint.findings;
    }

    private void look() {
        NameLint names = new NameLint(text, this::add);
        Map<String, Integer> seen = new HashMap<>();
        List<Named> networks = new ArrayList<>();
        boolean ended = false;
        for (int i = 0; i < text.terms().size(); i++) {
            SpfTerm term = text.terms().get(i);
            MacroString domain = domain(term);
            // Of a comma between terms the parser speaks.
            if (domain != null && text.word(i).indexOf(',') < 0) {
                names.look(i, domain);
            }
            if (!(term instanceof Directive directive) || ended) {
                continue;
            }
            Mechanism mechanism = directive.mechanism();
            ended = mechanism instanceof Mechanism.All;
            if (ended) {
                neutralAll(i, directive);
                continue;
            }
            Network network = network(mechanism);
            if (network != null && isPrivate(network)) {
                privateTerms.add(i);
            } else if (!wasSeen(i, directive, seen)) {
                if (network != null) {
                    compare(new Named(i, directive.qualifier(), network), networks);
                    network(i, directive, network);
                } else if (directive.qualifier() == Qualifier.PASS) {
                    wideHosts(i, mechanism);
                }
            }
        }
        privateNetworks();
        everybody();
    }

    /** Networks that make up all of IPv4 together; of a prefix length of 0 the parser speaks. */
    private void everybody() {
        List<Network> wide = new ArrayList<>();
        for (SpfTerm term : text.terms()) {
            if (term instanceof Directive directive) {
                Network network = network(directive.mechanism());
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

    // ---- Single terms ---------------------------------------------------------------------------------------------

    static @Nullable MacroString domain(SpfTerm term) {
        if (term instanceof Modifier.Redirect redirect) {
            return redirect.domain();
        }
        if (term instanceof Modifier.Exp exp) {
            return exp.domain();
        }
        return term instanceof Directive directive ? domain(directive.mechanism()) : null;
    }

    /** Null for a mechanism that never has one. */
    static @Nullable MacroString domain(Mechanism mechanism) {
        if (mechanism instanceof Mechanism.Include include) {
            return include.domain();
        }
        if (mechanism instanceof Mechanism.A a) {
            return a.domain();
        }
        if (mechanism instanceof Mechanism.Mx mx) {
            return mx.domain();
        }
        if (mechanism instanceof Mechanism.Ptr ptr) {
            return ptr.domain();
        }
        return mechanism instanceof Mechanism.Exists exists ? exists.domain() : null;
    }

    /** RFC 7208 §5.6: the network of {@code ip4} and {@code ip6}; null for the others. */
    static @Nullable Network network(Mechanism mechanism) {
        if (mechanism instanceof Mechanism.Ip4 ip4) {
            return new Network(IpAddress.v4(ip4.bits()), ip4.prefixLength());
        }
        return mechanism instanceof Mechanism.Ip6 ip6
                ? new Network(IpAddress.v6(ip6.high(), ip6.low()), ip6.prefixLength())
                : null;
    }

    private void neutralAll(int i, Directive directive) {
        if (directive.qualifier() == Qualifier.NEUTRAL) {
            add(text.at(
                    i,
                    LintCode.NEUTRAL_ALL.finding(
                            text.shown(i)
                                    + " says nothing of the hosts that the record does not name: a receiver treats them"
                                    + " as if there were no record.",
                            RecordText.remedy(
                                    "Write \"~all\", or \"-all\" when all senders are named.", text.with(i, "~all")))));
        }
    }

    /** Whether the same term, whatever its qualifier, stands before. */
    private boolean wasSeen(int i, Directive directive, Map<String, Integer> seen) {
        Mechanism mechanism = directive.mechanism();
        MacroString domain = domain(mechanism);
        // RFC 7208 §7.3: a capital letter of a macro escapes what it stands for.
        boolean hasMacro =
                domain != null && domain.parts().stream().anyMatch(part -> !(part instanceof MacroString.Literal));
        String same = mechanism.toString();
        // A dot at the end is no other name.
        String key = same.endsWith(".") ? same.substring(0, same.length() - 1) : same;
        Integer first = seen.putIfAbsent(hasMacro ? key : Ascii.lowerCase(key), i);
        if (first == null) {
            return false;
        }
        boolean include = mechanism instanceof Mechanism.Include;
        LintCode code = include ? LintCode.DUPLICATE_INCLUDE : LintCode.DUPLICATE_TERM;
        String again = text.shown(i) + " stands a second time, behind " + text.shown(first) + ", and never decides";
        add(text.at(
                i,
                code.finding(
                        again + (network(mechanism) == null ? "; it costs its look-ups again." : "."),
                        RecordText.remedy("Take it out.", text.with(i, "")))));
        return true;
    }

    // ---- Networks -------------------------------------------------------------------------------------------------

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

    private static boolean isPrivate(Network network) {
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
            Network network = network(((Directive) text.terms().get(i)).mechanism());
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

    private void compare(Named named, List<Named> before) {
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
                Network network = network(directive.mechanism());
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

    // ---- Lengths --------------------------------------------------------------------------------------------------

    private static void lengths(DnsRecord.Txt txt, List<Finding> findings) {
        String octets = txt.octets();
        int start = 0;
        for (int i = 0; i <= txt.seams().size(); i++) {
            int end = i < txt.seams().size() ? txt.seams().get(i) : octets.length();
            if (end - start > STRING_OCTETS) {
                findings.add(LintCode.STRING_TOO_LONG
                        .finding(
                                "The record is one string of " + (end - start) + " octets from octet " + (start + 1)
                                        + " on; a string of a TXT record holds 255. A name server refuses it or cuts"
                                        + " it, and a receiver gets no record or a part of one.",
                                octets.length() <= 2 * RECORD_OCTETS
                                        ? "Write it as several, which are joined with nothing: " + strings(octets)
                                        : "Write it as several of at most 255 octets, which are joined with nothing.")
                        .at(new Position(octets, start + STRING_OCTETS, end - start - STRING_OCTETS)));
                break;
            }
            start = end;
        }
        if (octets.length() > RECORD_OCTETS) {
            findings.add(LintCode.RECORD_LONG
                    .finding(
                            "The record has " + octets.length()
                                    + " octets, more than 450: the answer may not fit into one"
                                    + " packet, and a receiver that cannot ask over TCP gets none.",
                            "Put some of its terms into a record of its own, such as one at _s1 below the domain, and"
                                    + " include that.")
                    .at(new Position(octets, RECORD_OCTETS, octets.length() - RECORD_OCTETS)));
        }
    }

    /** The strings of a record as a zone file has them: cut behind spaces, where there are any. */
    static String strings(String octets) {
        StringBuilder strings = new StringBuilder();
        for (String string : cut(octets)) {
            strings.append(strings.length() == 0 ? "\"" : " \"");
            for (int i = 0; i < string.length(); i++) {
                char c = string.charAt(i);
                strings.append(c == '"' || c == '\\' ? "\\" : "");
                Ascii.appendPrintable(strings, c);
            }
            strings.append('"');
        }
        return strings.toString();
    }

    /** The strings of a TXT record, each of at most 255 octets and cut behind a space, where there is one. */
    static List<String> cut(String octets) {
        List<String> strings = new ArrayList<>();
        int start = 0;
        while (octets.length() - start > STRING_OCTETS) {
            int space = octets.lastIndexOf(' ', start + STRING_OCTETS - 1);
            int end = space > start ? space + 1 : start + STRING_OCTETS;
            strings.add(octets.substring(start, end));
            start = end;
        }
        strings.add(octets.substring(start));
        return strings;
    }

    private void add(Finding finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }
}
