package org.signetmail.spf.record;

import java.util.Objects;
import org.signetmail.core.internal.Ascii;

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
     * Whether a text could be the name of a modifier: {@code ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )}
     * (RFC 7208 §12). The keys of Received-SPF are of the same form.
     *
     * @param text any text
     * @return true when it is
     */
    static boolean isName(String text) {
        return SpfRecordParser.isName(text, 0, text.length());
    }

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
            if (!isName(name)) {
                throw new IllegalArgumentException("not a name: " + Ascii.printable(name, 80));
            }
        }

        /** The modifier as a record spells it. */
        @Override
        public String toString() {
            return name + "=" + value;
        }
    }
}
