package org.signetmail.dkim;

import java.util.Optional;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.Form;

/**
 * How header or body are brought into the form that is hashed ({@code c=}, RFC 6376 §3.4). More constants may come, as
 * the list of them is a registry (§7.4); have a default branch.
 *
 * <p>Immutable and thread-safe.
 */
public enum Canonicalization {
    /** Tolerates almost no change (RFC 6376 §3.4.1, §3.4.3). */
    SIMPLE("simple", Form.SIMPLE),
    /** Tolerates changed white space and refolded lines (RFC 6376 §3.4.2, §3.4.4). */
    RELAXED("relaxed", Form.RELAXED);

    private static final Canonicalization[] ALL = values();

    private final String keyword;
    private final Form form;

    Canonicalization(String keyword, Form form) {
        this.keyword = keyword;
        this.form = form;
    }

    /**
     * The canonicalization as {@code c=} spells it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }

    /** What the octets are brought into. */
    Form form() {
        return form;
    }

    // Interpretation of RFC 6376 §3.5: the ABNF of c= knows no letter case and §3.2 does; nothing is gained by
    // refusing.
    static Optional<Canonicalization> parse(String text, int from, int to) {
        for (Canonicalization canonicalization : ALL) {
            if (canonicalization.keyword.length() == to - from
                    && Ascii.startsWithIgnoreCase(text, from, canonicalization.keyword)) {
                return Optional.of(canonicalization);
            }
        }
        return Optional.empty();
    }
}
