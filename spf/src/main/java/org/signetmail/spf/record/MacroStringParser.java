package org.signetmail.spf.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.Ascii;

/** Reads the macros of a term or an explanation. The grammar stands at {@link MacroString}. */
final class MacroStringParser {

    /** RFC 7208 §7.2: the letters that may stand in terms; an explanation may have {@code c}, {@code r}, {@code t} too. */
    private static final String TERM_LETTERS = "slodiphv";

    private static final String EXPLANATION_LETTERS = "slodiphvcrt";
    static final String DELIMITERS = ".-+,/_=";

    private final String text;
    private int errorAt;

    MacroStringParser(String text) {
        this.text = text;
    }

    /** Where the last macro-string that was refused is wrong. */
    int errorAt() {
        return errorAt;
    }

    /** {@code macro-string}, of octets that are known to be visible ASCII; null when it is none. */
    @Nullable
    MacroString macroString(int start, int end) {
        return parts(start, end, TERM_LETTERS);
    }

    /** {@code explain-string = *( macro-string / SP )}; null when it is none. */
    static @Nullable MacroString explainString(String text) {
        for (int i = 0; i < text.length(); i++) {
            // RFC 7208 §6.2: an explanation is ASCII; what is not is as good as none.
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return null;
            }
        }
        return new MacroStringParser(text).parts(0, text.length(), EXPLANATION_LETTERS);
    }

    private @Nullable MacroString parts(int start, int end, String letters) {
        int percent = indexOf('%', start, end);
        if (percent == end) {
            return start == end
                    ? MacroString.EMPTY
                    : new MacroString(List.of(new MacroString.Literal(text.substring(start, end))));
        }
        List<MacroString.Part> parts = new ArrayList<>();
        int i = start;
        while (percent < end) {
            if (percent > i) {
                parts.add(new MacroString.Literal(text.substring(i, percent)));
            }
            i = percent;
            char kind = i + 1 < end ? text.charAt(i + 1) : 0;
            if (kind == '{') {
                int close = indexOf('}', i, end);
                MacroString.Macro macro = close == end ? null : macro(i + 2, close, letters);
                if (macro == null) {
                    errorAt = i;
                    return null;
                }
                parts.add(macro);
                i = close + 1;
            } else {
                MacroString.Escape escape = escape(kind);
                if (escape == null) {
                    errorAt = i;
                    return null;
                }
                parts.add(escape);
                i += 2;
            }
            percent = indexOf('%', i, end);
        }
        if (i < end) {
            parts.add(new MacroString.Literal(text.substring(i, end)));
        }
        return new MacroString(parts);
    }

    /** The index of a character, or {@code end}. {@link String#indexOf} would read on to the end of a hostile record. */
    private int indexOf(char wanted, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) != wanted) {
            i++;
        }
        return i;
    }

    private static MacroString.@Nullable Escape escape(char kind) {
        return switch (kind) {
            case '%' -> MacroString.Escape.PERCENT;
            case '_' -> MacroString.Escape.SPACE;
            case '-' -> MacroString.Escape.URL_SPACE;
            default -> null;
        };
    }

    /** {@code macro-letter transformers *delimiter}; null when it is not that. */
    private MacroString.@Nullable Macro macro(int start, int end, String letters) {
        if (start == end || letters.indexOf(Ascii.lowerCase(text.charAt(start))) < 0) {
            return null;
        }
        int i = start + 1;
        int rightmost = 0;
        while (i < end && Ascii.isDigit(text.charAt(i))) {
            // RFC 7208 §7.3: any number above the 127 labels of the longest name means all of them.
            rightmost = Math.min(rightmost * 10 + text.charAt(i) - '0', 1_000_000);
            i++;
        }
        if (i > start + 1 && rightmost == 0) {
            return null;
        }
        boolean reverse = i < end && Ascii.lowerCase(text.charAt(i)) == 'r';
        int delimiters = reverse ? i + 1 : i;
        for (int d = delimiters; d < end; d++) {
            if (DELIMITERS.indexOf(text.charAt(d)) < 0) {
                return null;
            }
        }
        char letter = text.charAt(start);
        return new MacroString.Macro(
                Ascii.lowerCase(letter),
                letter < 'a',
                i == start + 1 ? MacroString.Macro.ALL : rightmost,
                reverse,
                text.substring(delimiters, end));
    }

    /**
     * <pre>
     * domain-spec      = macro-string domain-end
     * domain-end       = ( "." toplabel [ "." ] ) / macro-expand
     * toplabel         = ( *alphanum ALPHA *alphanum ) / ( 1*alphanum "-" *( alphanum / "-" ) alphanum )
     * </pre>
     */
    static boolean endsAsDomain(MacroString domain) {
        if (!(domain.parts().get(domain.parts().size() - 1) instanceof MacroString.Literal literal)) {
            return true;
        }
        String end = literal.text();
        int labelEnd = end.endsWith(".") ? end.length() - 1 : end.length();
        int label = labelEnd;
        boolean digitsOnly = true;
        while (label > 0 && end.charAt(label - 1) != '.') {
            char c = end.charAt(--label);
            if (!Ascii.isLetterOrDigit(c) && c != '-') {
                return false;
            }
            digitsOnly &= Ascii.isDigit(c);
        }
        return label > 0 && !digitsOnly && end.charAt(label) != '-' && end.charAt(labelEnd - 1) != '-';
    }
}
