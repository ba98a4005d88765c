package org.signetmail.spf;

import java.util.Objects;

/**
 * What a check used of its limits (RFC 7208 §4.6.4).
 *
 * <p>Immutable and thread-safe.
 */
public final class SpfCounts {

    private final int terms;
    private final int voids;
    private final int queries;

    SpfCounts(int terms, int voids, int queries) {
        this.terms = terms;
        this.voids = voids;
        this.queries = queries;
    }

    /**
     * How many terms that need DNS were evaluated.
     *
     * @return of {@link SpfLimits#terms}; the one over the limit counts
     */
    public int terms() {
        return terms;
    }

    /**
     * How many void look-ups there were.
     *
     * @return of {@link SpfLimits#voids}; the one over the limit counts
     */
    public int voids() {
        return voids;
    }

    /**
     * How many different DNS questions the check needed the answers of.
     *
     * @return 0 or more
     */
    public int queries() {
        return queries;
    }

    /** Nothing was asked. */
    static final SpfCounts NONE = new SpfCounts(0, 0, 0);

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfCounts that && terms == that.terms && voids == that.voids && queries == that.queries;
    }

    @Override
    public int hashCode() {
        return Objects.hash(terms, voids, queries);
    }

    /** In words, such as {@code 3 terms, 0 voids, 4 queries}. */
    @Override
    public String toString() {
        return TraceText.count(terms, "term") + ", " + TraceText.count(voids, "void") + ", "
                + TraceText.count(queries, "query");
    }
}
