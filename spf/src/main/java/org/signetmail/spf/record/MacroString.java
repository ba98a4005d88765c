package org.signetmail.spf.record;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Text with macros in it (RFC 7208 §7.1): the domain of a term, the value of an unknown modifier, an explanation.
 *
 * <pre>
 * macro-string     = *( macro-expand / macro-literal )
 * macro-expand     = ( "%{" macro-letter transformers *delimiter "}" ) / "%%" / "%_" / "%-"
 * transformers     = *DIGIT [ "r" ]
 * delimiter        = "." / "-" / "+" / "," / "/" / "_" / "="
 * </pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param parts literals and macros in their order
 */
public record MacroString(List<Part> parts) {

    /** No text at all. */
    public static final MacroString EMPTY = new MacroString(List.of());

    /** A piece of the text. */
    public sealed interface Part {}

    /**
     * Text that stands for itself.
     *
     * @param text printing ASCII characters but {@code %}; in an explanation spaces too
     */
    public record Literal(String text) implements Part {
        /**
         * Checks the characters.
         *
         * @param text the text
         * @throws IllegalArgumentException when it holds a character that no literal may hold
         */
        public Literal {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < ' ' || c > '~' || c == '%') {
                    throw new IllegalArgumentException("not a literal: character " + (int) c);
                }
            }
        }

        /** The text. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** RFC 7208 §7.1: the three macros without a letter. */
    public enum Escape implements Part {
        /** {@code %%}. */
        PERCENT("%%", "%"),
        /** {@code %_}. */
        SPACE("%_", " "),
        /** {@code %-}. */
        URL_SPACE("%-", "%20");

        private final String text;
        private final String expansion;

        Escape(String text, String expansion) {
            this.text = text;
            this.expansion = expansion;
        }

        /**
         * What the macro expands to.
         *
         * @return a percent sign, a space, or a space as URLs have it
         */
        public String expansion() {
            return expansion;
        }

        /** The macro as a record spells it. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A macro with a letter (RFC 7208 §7.2, §7.3).
     *
     * @param letter what it stands for: one of {@code slodiphcrtv}
     * @param urlEscape whether the letter is in upper case, so that the value is URL-escaped
     * @param rightmost how many parts of the value to keep; {@link #ALL} when no number is given
     * @param reverse whether the parts are reversed first
     * @param delimiters what parts the value, any of {@code .-+,/_=}; {@code .} if none is given
     */
    public record Macro(char letter, boolean urlEscape, int rightmost, boolean reverse, String delimiters)
            implements Part {

        /** {@link #rightmost} of a macro without a number. */
        public static final int ALL = Integer.MAX_VALUE;

        /**
         * Checks the parts.
         *
         * @param letter in lower case
         * @param urlEscape whether the letter is in upper case in the record
         * @param rightmost 1 or more
         * @param reverse whether the parts are reversed
         * @param delimiters the characters; may be empty
         * @throws IllegalArgumentException when the letter, the number or a delimiter is none
         */
        public Macro {
            if ("slodiphcrtv".indexOf(letter) < 0 || rightmost < 1) {
                throw new IllegalArgumentException("not a macro: " + letter + rightmost);
            }
            for (int i = 0; i < delimiters.length(); i++) {
                if (MacroStringParser.DELIMITERS.indexOf(delimiters.charAt(i)) < 0) {
                    throw new IllegalArgumentException("not a delimiter: character " + (int) delimiters.charAt(i));
                }
            }
        }

        /** The macro as a record spells it. */
        @Override
        public String toString() {
            return "%{"
                    + (urlEscape ? (char) (letter & ~0x20) : letter)
                    + (rightmost == ALL ? "" : rightmost)
                    + (reverse ? "r" : "")
                    + delimiters
                    + "}";
        }
    }

    /**
     * Copies the list.
     *
     * @param parts literals and macros in their order
     */
    public MacroString {
        parts = List.copyOf(parts);
    }

    /**
     * Reads the text that an {@code exp} leads to: {@code explain-string = *( macro-string / SP )} (RFC 7208 §6.2).
     *
     * @param octets all strings of the TXT record, joined with nothing, one {@code char} an octet
     * @return the text, or nothing when it is not of that form: then there is no explanation
     */
    public static Optional<MacroString> parseExplanation(String octets) {
        return Optional.ofNullable(MacroStringParser.explainString(Objects.requireNonNull(octets, "octets")));
    }

    /**
     * Whether there is no text: in a mechanism, the domain was left out.
     *
     * @return true without any part
     */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /**
     * Whether one of some letters is expanded here.
     *
     * @param letters in lower case, such as {@code slh}
     * @return true when a macro has one of them
     */
    public boolean uses(String letters) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Macro macro && letters.indexOf(macro.letter) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The text as a record spells it. */
    @Override
    public String toString() {
        if (parts.size() == 1) {
            return parts.get(0).toString();
        }
        StringBuilder text = new StringBuilder();
        parts.forEach(text::append);
        return text.toString();
    }
}
