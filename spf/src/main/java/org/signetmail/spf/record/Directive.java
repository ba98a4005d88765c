package org.signetmail.spf.record;

import java.util.Objects;

/**
 * A mechanism with its qualifier: {@code directive = [ qualifier ] mechanism} (RFC 7208 §4.6.1).
 *
 * <p>Immutable and thread-safe.
 *
 * @param qualifier what a match means
 * @param mechanism what is to match
 */
public record Directive(Qualifier qualifier, Mechanism mechanism) implements SpfTerm {
    /**
     * Checks for null.
     *
     * @param qualifier what a match means
     * @param mechanism what is to match
     */
    public Directive {
        Objects.requireNonNull(qualifier, "qualifier");
        Objects.requireNonNull(mechanism, "mechanism");
    }

    /** The directive as a record spells it. */
    @Override
    public String toString() {
        return qualifier.toString() + mechanism;
    }
}
