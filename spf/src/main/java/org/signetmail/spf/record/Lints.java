package org.signetmail.spf.record;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.Nearest;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;

/** What the owner of a valid record ought to know about it. Found once, when the record is parsed. */
final class Lints {

    /** A record that was made to have many is told of the first ones. */
    private static final int MAX_FINDINGS = 10;

    private static final int MAX_SHOWN = 80;

    /** Of terms with the same fault, how many are named. */
    private static final int MAX_NAMED = 8;

    /** A longer record is not written into a sentence. */
    private static final int MAX_RECORD = 450;

    /** RFC 7208 §4.6.4. */
    private static final int MAX_TERMS = 10;

    private final String text;
    private final List<SpfTerm> terms;
    private final List<Finding> findings = new ArrayList<>();
    private final int[] starts;
    private int all = -1;
    private int redirect = -1;
    private int needDns;

    /** Terms whose address has bits behind the prefix length. */
    private final List<Integer> hostBits = new ArrayList<>();

    private Lints(String text, List<SpfTerm> terms) {
        this.text = text;
        this.terms = terms;
        this.starts = new int[terms.size()];
    }

    /**
     * The findings of a record.
     *
     * @param terms in their order; they stand in the text with spaces around them
     */
    static List<Finding> of(String text, List<SpfTerm> terms) {
        Lints lints = new Lints(text, terms);
        lints.look();
        return lints.findings.isEmpty() ? List.of() : List.copyOf(lints.findings);
    }

    private void look() {
        int at = SpfRecordParser.VERSION.length();
        for (int i = 0; i < starts.length; i++) {
            while (text.charAt(at) == ' ') {
                at++;
            }
            starts[i] = at;
            at = end(i);
            if (terms.get(i) instanceof Directive directive) {
                directive(directive, i);
            } else if (terms.get(i) instanceof Modifier.Redirect) {
                redirect = i;
            } else if (terms.get(i) instanceof Modifier.Unknown unknown) {
                unknownModifier(unknown, i);
            }
        }
        whole();
    }

    private int end(int term) {
        int end = text.indexOf(' ', starts[term]);
        return end < 0 ? text.length() : end;
    }

    private void directive(Directive directive, int i) {
        Mechanism mechanism = directive.mechanism();
        if (all >= 0) {
            return;
        }
        if (mechanism instanceof Mechanism.All) {
            all = i;
            if (directive.qualifier() == Qualifier.PASS) {
                add(
                        Code.EVERYBODY_PASSES,
                        i,
                        shown(i)
                                + " lets every host of the world send for the domain: a receiver passes forged mail by"
                                + " SPF, and with that by DMARC.",
                        "Write \"-all\" or \"~all\", and name the hosts that may.");
            }
        } else if (mechanism instanceof Mechanism.Ip4 ip4) {
            network(i, directive, IpAddress.v4(ip4.bits()), ip4.prefixLength());
        } else if (mechanism instanceof Mechanism.Ip6 ip6) {
            network(i, directive, IpAddress.v6(ip6.high(), ip6.low()), ip6.prefixLength());
        } else {
            needDns++;
            severalDomains(i);
            if (mechanism instanceof Mechanism.Ptr) {
                add(
                        Code.USES_PTR,
                        i,
                        shown(i)
                                + " is not to be used: a receiver asks reverse DNS for the names of the client, which"
                                + " is slow, and where that fails the term does not match.",
                        "Name the hosts by ip4, ip6 or a.");
            } else if (directive.qualifier() == Qualifier.PASS && comparesNothing(mechanism)) {
                everybody(i);
            }
        }
    }

    /** A comma is right by the grammar, and in no name that anybody has. */
    private void severalDomains(int i) {
        String term = text.substring(starts[i], end(i));
        if (term.indexOf(',') >= 0 && term.indexOf('%') < 0) {
            add(
                    Code.SEVERAL_DOMAINS,
                    i,
                    "The comma in " + shown(i) + " makes one name of it, which nobody has, so that "
                            + (((Directive) terms.get(i)).mechanism() instanceof Mechanism.Include
                                    // RFC 7208 §5.2: an include without a record.
                                    ? "a check that comes to it ends in permerror."
                                    : "the term never matches."),
                    "Write a term for each domain." + Separators.then(text));
        }
    }

    private static boolean comparesNothing(Mechanism mechanism) {
        return (mechanism instanceof Mechanism.A a
                        && (a.prefixes().ip4() == 0 || a.prefixes().ip6() == 0))
                || (mechanism instanceof Mechanism.Mx mx
                        && (mx.prefixes().ip4() == 0 || mx.prefixes().ip6() == 0));
    }

    private void network(int i, Directive directive, IpAddress address, int prefixLength) {
        if (prefixLength == 0 && directive.qualifier() == Qualifier.PASS) {
            everybody(i);
        } else if (address.hasBitsBehind(prefixLength)) {
            hostBits.add(i);
        }
    }

    /** Told once, at the first, of all: who writes one such network often writes all so. */
    private void hostBits() {
        if (hostBits.isEmpty()) {
            return;
        }
        boolean one = hostBits.size() == 1;
        StringBuilder named = new StringBuilder();
        for (int i : hostBits.subList(0, Math.min(hostBits.size(), MAX_NAMED))) {
            named.append(named.length() == 0 ? "" : ", ").append(shown(i));
        }
        named.append(hostBits.size() > MAX_NAMED ? " and others" : "");
        add(
                Code.HOST_BITS,
                hostBits.get(0),
                (one ? "The address in " + named + " has" : "The addresses in " + named + " have")
                        + " bits behind the prefix length, which count for nothing: the whole network matches.",
                (one
                                ? "Write the address of the network, or no prefix length for the one host."
                                : "Write the addresses of the networks, or no prefix length for single hosts.")
                        + thenOfNetworks());
    }

    /** The record with the addresses of networks, when there is room for it. */
    private String thenOfNetworks() {
        StringBuilder record = new StringBuilder(text);
        for (int k = hostBits.size() - 1; k >= 0; k--) {
            int i = hostBits.get(k);
            Directive directive = (Directive) terms.get(i);
            Network network = directive.mechanism() instanceof Mechanism.Ip4 ip4
                    ? new Network(IpAddress.v4(ip4.bits()), ip4.prefixLength())
                    : ip6((Mechanism.Ip6) directive.mechanism());
            String qualifier = directive.qualifier() == Qualifier.PASS
                    ? ""
                    : directive.qualifier().toString();
            record.replace(starts[i], end(i), qualifier + network.toTerm());
        }
        return record.length() > MAX_RECORD
                ? ""
                : " The record then: " + Ascii.printable(record.toString(), MAX_RECORD);
    }

    private static Network ip6(Mechanism.Ip6 ip6) {
        return new Network(IpAddress.v6(ip6.high(), ip6.low()), ip6.prefixLength());
    }

    private void everybody(int i) {
        add(
                Code.EVERYBODY_PASSES,
                i,
                "The prefix length 0 in " + shown(i)
                        + " lets every host of that family pass, and forged mail pass DMARC with it.",
                "Write the length of the network.");
    }

    private void unknownModifier(Modifier.Unknown unknown, int i) {
        String name = Ascii.lowerCase(unknown.name());
        switch (name) {
            case "include", "a", "mx", "ip4", "ip6", "exists", "ptr", "all" ->
                add(
                        Code.MECHANISM_AS_MODIFIER,
                        i,
                        shown(i) + " is a modifier that nobody knows, and is ignored: the mechanism " + name
                                + (name.equals("all") ? " has no value." : " has a colon."),
                        name.equals("all")
                                ? "Write \"-all\"."
                                : "Write \"" + name + ":"
                                        + Ascii.printable(unknown.value().toString(), MAX_SHOWN) + "\".");
            case "v" -> versionAgain(i);
            default -> unknownName(unknown, i, name);
        }
    }

    private void versionAgain(int i) {
        boolean dmarc = Ascii.startsWithIgnoreCase(text, starts[i], "v=DMARC1");
        add(
                Code.VERSION_AGAIN,
                i,
                shown(i) + " within the record is a modifier that nobody knows, and is ignored: "
                        + (dmarc ? "a DMARC record was put into that of SPF." : "two records were put into one."),
                dmarc
                        ? "Take it out with all that follows: a DMARC record is one of its own, at _dmarc below the"
                                + " domain."
                        : "Take it out, and leave one all at the end.");
    }

    private void unknownName(Modifier.Unknown unknown, int i, String name) {
        String value = Ascii.printable(unknown.value().toString(), MAX_SHOWN);
        String mechanism = NearestMechanism.of(name);
        String modifier = Nearest.of(name, List.of("redirect")).orElse("");
        if (!mechanism.isEmpty() && SpfRecordParser.isTerm(mechanism + ":" + value)) {
            add(
                    Code.MECHANISM_AS_MODIFIER,
                    i,
                    shown(i) + " is a modifier that nobody knows, and is ignored: the mechanism " + mechanism
                            + " may be meant, which has a colon.",
                    "Write \"" + mechanism + ":" + value + "\" if it is.");
            return;
        }
        add(
                Code.UNKNOWN_MODIFIER,
                i,
                shown(i) + " is a modifier of no known specification, and is ignored"
                        + (modifier.isEmpty() ? "." : "; " + modifier + " may be meant."),
                modifier.isEmpty()
                        ? "Take it out unless it is meant for others."
                        : "Write \"" + modifier + "=" + value + "\" if it is.");
    }

    private void whole() {
        hostBits();
        // RFC 7208 §5.1: "Mechanisms after "all" will never be tested."
        if (all >= 0) {
            int first = -1;
            int last = -1;
            for (int i = all + 1; i < terms.size(); i++) {
                if (terms.get(i) instanceof Directive) {
                    first = first < 0 ? i : first;
                    last = i;
                }
            }
            if (first >= 0) {
                String message = first == last
                        ? shown(first) + " stands behind " + shown(all) + " and is never looked at."
                        : shown(first) + " and what follows it stand behind " + shown(all)
                                + " and are never looked at.";
                boolean again = first == last && ((Directive) terms.get(first)).mechanism() instanceof Mechanism.All;
                String remedy = again ? "Take it out." : "Put " + shown(all) + " at the end.";
                add(Code.TERM_BEHIND_ALL, starts[first], end(last), message, remedy);
            }
        }
        // RFC 7208 §6.1: redirect is ignored when there is an all anywhere in the record.
        if (all >= 0 && redirect >= 0) {
            add(
                    Code.REDIRECT_BESIDE_ALL,
                    redirect,
                    shown(redirect) + " is ignored, because the record has " + shown(all) + ".",
                    "Take out " + shown(all) + " to have the other record decide, or the redirect.");
        }
        if (all < 0 && redirect < 0) {
            add(
                    Code.NO_DEFAULT,
                    text.length(),
                    text.length(),
                    "The record ends without all and without redirect, so that hosts it does "
                            + "not name get neutral.",
                    "End it with \"-all\" or \"~all\".");
        }
        int count = needDns + (all < 0 && redirect >= 0 ? 1 : 0);
        if (count > MAX_TERMS) {
            add(
                    Code.TOO_MANY_TERMS,
                    0,
                    text.length(),
                    "The record alone has " + count + " terms that need DNS; a check ends in permerror "
                            + "at the 11th.",
                    "Have at most 10, those of included records counted in.");
        }
    }

    private void add(Code code, int term, String message, String remedy) {
        add(code, starts[term], end(term), message, remedy);
    }

    private void add(Code code, int start, int end, String message, String remedy) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(code.finding(text, start, end - start, message, remedy));
        }
    }

    private String shown(int term) {
        return Ascii.printable(text.substring(starts[term], end(term)), MAX_SHOWN);
    }
}
