package org.signetmail.spf;

import java.util.List;
import java.util.Optional;

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
public record SpfRecord(List<SpfTerm> terms) implements SpfParse {
    /**
     * Copies the list.
     *
     * @param terms the directives and modifiers in their order
     */
    public SpfRecord {
        terms = List.copyOf(terms);
    }

    /**
     * Parses a record. Any text is taken; the time it takes is linear in its length.
     *
     * @param octets the record: all strings of the TXT record, joined with nothing, one {@code char} an octet
     * @return the record, or the first thing that is wrong with it
     */
    public static SpfParse parse(String octets) {
        return new SpfRecordParser(octets).parse();
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
