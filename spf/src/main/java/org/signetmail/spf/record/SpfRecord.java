package org.signetmail.spf.record;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Parsed;

/**
 * An SPF record as a tree (RFC 7208 §4.6).
 *
 * <pre>
 * record           = version terms *SP
 * version          = "v=spf1"
 * terms            = *( 1*SP ( directive / modifier ) )
 * </pre>
 *
 * <p>Immutable and thread-safe. {@code toString} gives a record that was parsed in a canonical spelling, which parses to
 * an equal record. Of one that a program has put together, the parts are checked but not the whole: whether it may be
 * published so, {@link #parse} of its text tells.
 *
 * @param terms the directives and modifiers in their order
 */
public record SpfRecord(List<SpfTerm> terms) {
    /**
     * Copies the list.
     *
     * @param terms the directives and modifiers in their order
     */
    public SpfRecord {
        terms = List.copyOf(Objects.requireNonNull(terms, "terms"));
    }

    /**
     * Whether a TXT record is selected as the SPF record of its domain (RFC 7208 §4.5): it begins with {@code v=spf1},
     * in any letter case, and a space or its end.
     *
     * @param octets all strings of the TXT record, joined with nothing, one {@code char} an octet
     * @return true when it is, even if what follows is wrong
     */
    public static boolean isSpf(String octets) {
        return SpfRecordParser.isSpf(Objects.requireNonNull(octets, "octets"));
    }

    /**
     * Parses a record. Any text is taken; the time it takes is linear in its length.
     * <pre>{@code
     * for (Finding finding : SpfRecord.parse("v=spf1 a:192.0.2.1 -all").findings()) {
     *     System.out.println(finding.message() + " " + finding.remedy());
     *     finding.position().ifPresent(place -> System.out.print(place.caret()));
     * }
     * }</pre>
     *
     * @param octets the record: all strings of the TXT record, joined with nothing, one {@code char} an octet
     * @return the record and what its owner ought to know of it; or the first thing that is wrong with it, which makes
     *     it a permerror; or a near miss, which a check passes over; all findings have codes that begin with
     *     {@code spf-} and most have a position
     */
    public static Parsed<SpfRecord> parse(String octets) {
        Objects.requireNonNull(octets, "octets");
        if (SpfRecordParser.isSpf(octets)) {
            return new SpfRecordParser(octets).parse();
        }
        Finding nearMiss = NearMiss.of(octets);
        return nearMiss == null ? Parsed.unrelated() : Parsed.nearMiss(List.of(nearMiss));
    }

    /**
     * Parses a record as DNS has it. Besides what {@link #parse(String)} finds, this finds words that two strings of the
     * record make where they meet, because no space stands there.
     *
     * @param txt the TXT record
     * @return as above
     */
    public static Parsed<SpfRecord> parse(DnsRecord.Txt txt) {
        Objects.requireNonNull(txt, "txt");
        return Seams.look(txt, parse(txt.octets()));
    }

    /**
     * The kinds of findings that {@link #parse} can give.
     *
     * @return all of them, in an order that stays; new ones may come
     */
    public static List<FindingCode> codes() {
        return Stream.of(Code.values()).map(Code::code).toList();
    }

    /**
     * RFC 7208 §6.1: the {@code redirect} of this record.
     *
     * @return the modifier, or nothing when there is none, or an {@code all} takes its effect away
     */
    public Optional<Modifier.Redirect> redirect() {
        Modifier.Redirect redirect = null;
        for (SpfTerm term : terms) {
            if (term instanceof Modifier.Redirect found) {
                redirect = found;
            } else if (term instanceof Directive directive && directive.mechanism() instanceof Mechanism.All) {
                // RFC 7208 §6.1: ignored "if there is an "all" mechanism anywhere in the record", behind it too.
                return Optional.empty();
            }
        }
        return Optional.ofNullable(redirect);
    }

    /**
     * RFC 7208 §6.2: the {@code exp} of this record.
     *
     * @return the modifier, or nothing when there is none
     */
    public Optional<Modifier.Exp> exp() {
        for (SpfTerm term : terms) {
            if (term instanceof Modifier.Exp exp) {
                return Optional.of(exp);
            }
        }
        return Optional.empty();
    }

    /** The record in its canonical spelling. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("v=spf1");
        terms.forEach(term -> text.append(' ').append(term));
        return text.toString();
    }
}
