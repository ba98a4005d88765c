package org.signetmail.spf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/**
 * What {@link SpfFlattener} made of a domain's SPF record: the records to publish in its place, and what it takes to keep
 * them right.
 *
 * <p>Immutable and thread-safe.
 */
public final class SpfFlattened {

    /** A record to publish. */
    public static final class Published {

        private final DomainName name;
        private final String text;

        Published(DomainName name, String text) {
            this.name = name;
            this.text = text;
        }

        /**
         * Where.
         *
         * @return the domain itself, or a name such as {@code _s1} below it
         */
        public DomainName name() {
            return name;
        }

        /**
         * What.
         *
         * @return a TXT record of printing ASCII
         */
        public String text() {
            return text;
        }

        /**
         * The record as character-strings.
         *
         * @return each of at most 255 octets
         */
        public List<String> strings() {
            return List.copyOf(LengthLint.cut(text));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Published that && name.equals(that.name) && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, text);
        }

        /** As a line of a zone file. */
        @Override
        public String toString() {
            return name + ". IN TXT " + LengthLint.strings(text);
        }
    }

    /** Networks that were copied from somebody's records, and are theirs to change. */
    public static final class Copied {

        private final String term;
        private final DomainName from;
        private final SpfNetworks networks;
        private final Duration ttl;

        Copied(String term, DomainName from, SpfNetworks networks, Duration ttl) {
            this.term = term;
            this.from = from;
            this.networks = networks;
            this.ttl = ttl;
        }

        /**
         * The term that they take the place of.
         *
         * @return as it is in the record, in printing ASCII
         */
        public String term() {
            return term;
        }

        /**
         * Whose they are.
         *
         * @return the domain that the term leads to
         */
        public DomainName from() {
            return from;
        }

        /**
         * What was copied.
         *
         * @return the networks
         */
        public SpfNetworks networks() {
            return networks;
        }

        /**
         * How long what was copied is sure to hold: the least TTL of the records that it comes from.
         *
         * @return zero when it is not known
         */
        public Duration ttl() {
            return ttl;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Copied that
                    && term.equals(that.term)
                    && from.equals(that.from)
                    && networks.equals(that.networks)
                    && ttl.equals(that.ttl);
        }

        @Override
        public int hashCode() {
            return Objects.hash(term, from, networks, ttl);
        }

        /** The term, and how much was copied. */
        @Override
        public String toString() {
            return term + ": " + TraceText.count(networks.blocks().size(), "network") + " of " + from + ", TTL "
                    + ttl.toSeconds() + " s";
        }
    }

    private final DomainName domain;
    private final String published;
    private final List<Published> records;
    private final int lookupsBefore;
    private final int lookups;
    private final List<Copied> copied;
    private final List<String> kept;
    private final List<String> leftOut;
    private final String problem;
    private final boolean temporary;

    SpfFlattened(
            DomainName domain,
            String published,
            List<Published> records,
            int lookupsBefore,
            int lookups,
            List<Copied> copied,
            List<String> kept,
            List<String> leftOut,
            String problem,
            boolean temporary) {
        this.domain = domain;
        this.published = published;
        this.records = List.copyOf(records);
        this.lookupsBefore = lookupsBefore;
        this.lookups = lookups;
        this.copied = List.copyOf(copied);
        this.kept = List.copyOf(kept);
        this.leftOut = List.copyOf(leftOut);
        this.problem = problem;
        this.temporary = temporary;
    }

    /**
     * Whose record it is.
     *
     * @return the domain
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * The record as it is published now.
     *
     * @return its octets, one {@code char} each; empty when there is none that is valid
     */
    public String published() {
        return published;
    }

    /**
     * What to publish.
     *
     * @return the record of the domain first; then those that it includes, when one would be too long; empty when there is a
     *     {@link #problem}
     */
    public List<Published> records() {
        return records;
    }

    /**
     * Why there is nothing to publish.
     *
     * @return a clause; nothing when there is
     */
    public Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    /**
     * Whether the problem may pass.
     *
     * @return true when a look-up failed
     */
    public boolean isTemporary() {
        return temporary;
    }

    /**
     * What a check of the published record costs of the 10 look-ups.
     *
     * @return when nothing matches
     */
    public int lookupsBefore() {
        return lookupsBefore;
    }

    /**
     * What a check of the new record costs.
     *
     * @return when nothing matches
     */
    public int lookups() {
        return lookups;
    }

    /**
     * Whose networks were copied: each of them may change without notice, and the record is wrong from then on.
     *
     * @return in the order of the record
     */
    public List<Copied> copied() {
        return copied;
    }

    /**
     * The terms that could not be replaced, and why.
     *
     * @return a line of printing ASCII for each
     */
    public List<String> kept() {
        return kept;
    }

    /**
     * The terms that were left out, as they make a check end in an error, and why.
     *
     * @return a line of printing ASCII for each
     */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * The terms of the new record of the domain that the published one does not have.
     *
     * @return in their order
     */
    public List<String> added() {
        return records.isEmpty() ? List.of() : difference(records.get(0).text(), published);
    }

    /**
     * The terms of the published record that the new one of the domain does not have.
     *
     * @return in their order
     */
    public List<String> removed() {
        return records.isEmpty()
                ? List.of()
                : difference(published, records.get(0).text());
    }

    private static List<String> difference(String of, String without) {
        List<String> others = words(without);
        return words(of).stream().filter(word -> !others.contains(word)).toList();
    }

    private static List<String> words(String record) {
        List<String> words = new ArrayList<>();
        int start = 0;
        while (start < record.length()) {
            int end = record.indexOf(' ', start);
            end = end < 0 ? record.length() : end;
            if (end > start) {
                words.add(Ascii.printable(record.substring(start, end), 450));
            }
            start = end + 1;
        }
        return words;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfFlattened that
                && domain.equals(that.domain)
                && published.equals(that.published)
                && records.equals(that.records)
                && copied.equals(that.copied)
                && kept.equals(that.kept)
                && leftOut.equals(that.leftOut)
                && problem.equals(that.problem);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, published, records, problem);
    }

    /** Domain and look-ups, on one line. */
    @Override
    public String toString() {
        return domain + ": " + problem().orElse(lookups + " look-ups in place of " + lookupsBefore);
    }
}
