package org.signetmail.spf;

import java.util.List;
import java.util.Objects;
import org.signetmail.spf.record.SpfTerm;

/**
 * The way to the term that decided a check: the {@code include} and {@code redirect} terms that led to its record, then
 * the term itself. For a permerror or temperror it is the term that failed.
 *
 * <p>Immutable and thread-safe. {@code toString} gives it as in {@code include:_spf.example.net > ip4:192.0.2.0/24}.
 */
public final class SpfPath {

    private final List<SpfTerm> terms;

    SpfPath(List<SpfTerm> terms) {
        this.terms = List.copyOf(terms);
    }

    /**
     * The terms of the way.
     *
     * @return from the outermost record to the innermost; never empty
     */
    public List<SpfTerm> terms() {
        return terms;
    }

    /**
     * The term that decided.
     *
     * @return the last of the path
     */
    public SpfTerm last() {
        return terms.get(terms.size() - 1);
    }

    /** The path of an outer term to this one. */
    SpfPath below(SpfTerm outer) {
        Objects.requireNonNull(outer, "outer");
        SpfTerm[] longer = new SpfTerm[terms.size() + 1];
        longer[0] = outer;
        for (int i = 0; i < terms.size(); i++) {
            longer[i + 1] = terms.get(i);
        }
        return new SpfPath(List.of(longer));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfPath that && terms.equals(that.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /** The terms with {@code " > "} between them. */
    @Override
    public String toString() {
        if (terms.size() == 1) {
            return terms.get(0).toString();
        }
        StringBuilder text = new StringBuilder();
        for (SpfTerm term : terms) {
            text.append(text.length() == 0 ? "" : " > ").append(term);
        }
        return text.toString();
    }
}
