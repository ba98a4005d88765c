package org.signetmail.spf;

import java.util.Objects;

/**
 * What stands in a record beside its directives (RFC 7208 §6).
 *
 * <pre>
 * modifier         = redirect / explanation / unknown-modifier
 * redirect         = "redirect" "=" domain-spec
 * explanation      = "exp" "=" domain-spec
 * unknown-modifier = name "=" macro-string
 * </pre>
 *
 * <p>Immutable and thread-safe. Sealed: all that is neither of the first two is {@link Unknown}.
 */
public sealed interface Modifier extends SpfTerm {

    /**
     * RFC 7208 §6.1: what to evaluate when no mechanism matches.
     *
     * @param domain the domain whose record it is
     */
    record Redirect(MacroString domain) implements Modifier {
        /**
         * Checks for null.
         *
         * @param domain the domain whose record it is
         */
        public Redirect {
            Objects.requireNonNull(domain, "domain");
        }

        /** The modifier as a record spells it. */
        @Override
        public String toString() {
            return "redirect=" + domain;
        }
    }

    /**
     * RFC 7208 §6.2: where the text is that explains a fail.
     *
     * @param domain the domain that has it as TXT
     */
    record Exp(MacroString domain) implements Modifier {
        /**
         * Checks for null.
         *
         * @param domain the domain that has it as TXT
         */
        public Exp {
            Objects.requireNonNull(domain, "domain");
        }

        /** The modifier as a record spells it. */
        @Override
        public String toString() {
            return "exp=" + domain;
        }
    }

    /**
     * RFC 7208 §6: a modifier of another specification, which changes no result.
     *
     * @param name its name: a letter, then letters, digits and {@code -_.}
     * @param value its value, which may be empty
     */
    record Unknown(String name, MacroString value) implements Modifier {
        /**
         * Checks the name.
         *
         * @param name its name
         * @param value its value
         * @throws IllegalArgumentException when the name is none
         */
        public Unknown {
            Objects.requireNonNull(value, "value");
            if (!SpfRecordParser.isName(name, 0, name.length())) {
                throw new IllegalArgumentException("not a name");
            }
        }

        /** The modifier as a record spells it. */
        @Override
        public String toString() {
            return name + "=" + value;
        }
    }
}
