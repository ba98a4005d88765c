package org.signetmail.spf;

import java.util.Objects;

/**
 * The first thing that is wrong in a record. One is enough for a permerror, wherever it stands (RFC 7208 §4.6).
 *
 * <p>Immutable and thread-safe.
 *
 * @param problem what is wrong
 * @param position the index of the first octet that is wrong, from zero; the length of the text when something is
 *     missing at its end
 * @param term the term that is wrong, made printable and cut to 80 characters; empty when it is not about a term
 */
public record SpfSyntaxError(SpfProblem problem, int position, String term) implements SpfParse {
    /**
     * Checks for null.
     *
     * @param problem what is wrong
     * @param position the index of the first octet that is wrong
     * @param term the term that is wrong
     */
    public SpfSyntaxError {
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(term, "term");
    }

    /** The problem, the term and the position in one clause. */
    @Override
    public String toString() {
        return problem.description() + (term.isEmpty() ? "" : ": " + term) + " (octet " + (position + 1) + ")";
    }
}
