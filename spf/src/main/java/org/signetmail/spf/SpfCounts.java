package org.signetmail.spf;

/**
 * What a check used of its limits (RFC 7208 §4.6.4).
 *
 * <p>Immutable and thread-safe.
 *
 * @param terms how many terms that need DNS were evaluated, of {@link SpfLimits#terms}; the one over the limit counts
 * @param voids how many void look-ups there were, of {@link SpfLimits#voids}; the one over the limit counts
 * @param queries how many different DNS questions the check needed the answers of
 */
public record SpfCounts(int terms, int voids, int queries) {}
