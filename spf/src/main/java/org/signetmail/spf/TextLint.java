package org.signetmail.spf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.Network;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.Modifier;
import org.signetmail.spf.record.Qualifier;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.spf.record.SpfTerm;

/** What can be said of the text of a record without DNS, beyond what the parser says. */
final class TextLint {

    /** A record that was made to have many is told of the first ones. */
    private static final int MAX_FINDINGS = 20;

    private static final String SENDER_ID = "spf2.0/";

    /** RFC 7208 §4.5: "Records that do not begin with a version section of exactly "v=spf1" are discarded." */
    private static final String PASSED_OVER =
            " A receiver passes it over, and without another record its result is none.";

    /** RFC 7208 §4.6: a fault anywhere ends the check at once. */
    private static final String VOID =
            " A receiver that reads it ends in permerror: SPF passes for nobody, and DMARC has DKIM alone to go by.";

    private final RecordText text;
    private final List<Finding> findings = new ArrayList<>();

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
            LengthLint.look(txt, findings);
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
        NetworkLint networks = new NetworkLint(text, this::add);
        boolean ended = false;
        for (int i = 0; i < text.terms().size(); i++) {
            SpfTerm term = text.terms().get(i);
            MacroString domain = domain(term);
            // Of a comma between terms the parser speaks.
            if (domain != null && findings.size() < MAX_FINDINGS && text.word(i).indexOf(',') < 0) {
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
            if (!networks.isPrivate(i, mechanism) && !wasSeen(i, directive, seen)) {
                networks.look(i, directive);
            }
        }
        networks.end();
    }

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
        if (findings.size() >= MAX_FINDINGS) {
            // Each remedy has the whole record in it: not for what is told no more.
            return true;
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

    private void add(Finding finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }
}
