package org.signetmail.spf;

import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.record.MacroString;

/** Expands macro-strings (RFC 7208 §7). */
final class MacroExpander {

    /** Finds what {@code %{p}} stands for. */
    @FunctionalInterface
    interface ValidatedName {
        /**
         * The validated name of the client.
         *
         * @return the name or {@code unknown}; null when looking for it ended the check
         */
        @Nullable
        String within(DomainName domain);
    }

    /** Far more than a domain name can hold: what stands further left is going to be dropped. */
    private static final int ENOUGH_FOR_A_NAME = 4 * DomainName.MAX_OCTETS;

    private final Client client;
    private final String receiver;
    private final InstantSource clock;
    private final ValidatedName validatedName;

    MacroExpander(Client client, String receiver, InstantSource clock, ValidatedName validatedName) {
        this.client = client;
        this.receiver = receiver;
        this.clock = clock;
        this.validatedName = validatedName;
    }

    /**
     * RFC 7208 §4.8: expands a domain-spec to the target-name.
     *
     * @param domain what {@code %{d}} stands for
     * @return the name as octets; null when looking for {@code %{p}} ended the check
     */
    @Nullable
    String domain(MacroString spec, DomainName domain) {
        if (spec.parts().size() == 1 && spec.parts().get(0) instanceof MacroString.Literal literal) {
            return truncated(literal.text());
        }
        StringBuilder expanded = new StringBuilder(64);
        for (MacroString.Part part : spec.parts()) {
            if (!append(expanded, part, domain)) {
                return null;
            }
            if (expanded.length() > ENOUGH_FOR_A_NAME) {
                expanded.delete(0, expanded.length() - ENOUGH_FOR_A_NAME / 2);
            }
        }
        return truncated(expanded.toString());
    }

    /**
     * RFC 7208 §6.2: expands an explanation.
     *
     * @param domain what {@code %{d}} stands for
     * @param most how many characters will be used
     * @return the text, which may be longer than {@code most}; null when looking for {@code %{p}} ended the check
     */
    @Nullable
    String explanation(MacroString text, DomainName domain, int most) {
        StringBuilder expanded = new StringBuilder(128);
        for (MacroString.Part part : text.parts()) {
            if (expanded.length() > most) {
                break;
            }
            if (!append(expanded, part, domain)) {
                return null;
            }
        }
        return expanded.toString();
    }

    /** RFC 7208 §7.3: labels are dropped from the left until the name has no more than 253 octets. */
    private static String truncated(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.length() <= DomainName.MAX_OCTETS) {
            return name;
        }
        int dot = name.indexOf('.', name.length() - DomainName.MAX_OCTETS - 1);
        // One label that is too long on its own stays, and is no domain name.
        return dot < 0 ? name : name.substring(dot + 1);
    }

    private boolean append(StringBuilder to, MacroString.Part part, DomainName domain) {
        if (part instanceof MacroString.Macro macro) {
            String value = value(macro.letter(), domain);
            if (value == null) {
                return false;
            }
            transform(to, macro, value);
        } else if (part instanceof MacroString.Escape escape) {
            to.append(escape.expansion());
        } else {
            to.append(((MacroString.Literal) part).text());
        }
        return true;
    }

    private @Nullable String value(char letter, DomainName domain) {
        return switch (letter) {
            case 's' -> client.localPart() + "@" + octets(client.domain());
            case 'l' -> client.localPart();
            case 'o' -> octets(client.domain());
            case 'd' -> octets(domain);
            case 'i' -> client.ip().dotted();
            case 'p' -> validatedName.within(domain);
            case 'v' -> client.ip().isV4() ? "in-addr" : "ip6";
            case 'h' -> client.helo();
            case 'c' -> client.ip().toString();
            case 'r' -> receiver;
            case 't' -> Long.toString(clock.instant().getEpochSecond());
            default -> throw new AssertionError(letter);
        };
    }

    /** A name without the escapes that its text may have. */
    static String octets(DomainName name) {
        String text = name.toString();
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder octets = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = (char) Integer.parseInt(text, i + 1, i + 4, 10);
                i += 3;
            }
            octets.append(c);
        }
        return octets.toString();
    }

    /**
     * RFC 7208 §7.3: splits the value at the delimiters, each of them, reverses the parts, takes the right-most of them,
     * and joins them with dots. Empty parts stay.
     */
    private static void transform(StringBuilder to, MacroString.Macro macro, String value) {
        if (macro.rightmost() == MacroString.Macro.ALL
                && !macro.reverse()
                && macro.delimiters().isEmpty()) {
            append(to, value, 0, value.length(), macro);
            return;
        }
        String delimiters = macro.delimiters().isEmpty() ? "." : macro.delimiters();
        if (macro.reverse()) {
            // The right-most parts of the reversed value are its first ones.
            int end = afterParts(value, delimiters, macro.rightmost());
            for (int partEnd = end; partEnd >= 0; ) {
                int start = partStart(value, delimiters, partEnd);
                append(to, value, start, partEnd, macro);
                partEnd = start - 1;
                if (partEnd >= 0) {
                    to.append('.');
                }
            }
        } else {
            int start = value.length() + 1;
            for (int n = 0; n < macro.rightmost() && start > 0; n++) {
                start = partStart(value, delimiters, start - 1);
            }
            for (int i = start; i <= value.length(); ) {
                int end = afterParts(value, delimiters, i, 1);
                append(to, value, i, end, macro);
                i = end + 1;
                if (i <= value.length()) {
                    to.append('.');
                }
            }
        }
    }

    private static int afterParts(String value, String delimiters, int count) {
        return afterParts(value, delimiters, 0, count);
    }

    /** The index of the delimiter behind some parts, or of the end of the value. */
    private static int afterParts(String value, String delimiters, int from, int count) {
        int parts = 0;
        for (int i = from; i < value.length(); i++) {
            if (delimiters.indexOf(value.charAt(i)) >= 0 && ++parts == count) {
                return i;
            }
        }
        return value.length();
    }

    private static int partStart(String value, String delimiters, int end) {
        int start = end;
        while (start > 0 && delimiters.indexOf(value.charAt(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    /** RFC 7208 §7.3: an upper-case macro is URL-escaped but for the unreserved characters of RFC 3986 §2.3. */
    private static void append(StringBuilder to, String value, int start, int end, MacroString.Macro macro) {
        if (!macro.urlEscape()) {
            to.append(value, start, end);
            return;
        }
        HexFormat hex = HexFormat.of().withUpperCase();
        for (int i = start; i < end; i++) {
            char c = value.charAt(i);
            if (Ascii.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
                to.append(c);
            } else {
                to.append('%').append(hex.toHighHexDigit(c)).append(hex.toLowHexDigit(c));
            }
        }
    }
}
