package org.signetmail.dmarc;

import java.util.Optional;
import org.signetmail.core.internal.Ascii;

/**
 * What a domain asks to be done with mail that fails: {@code p=}, {@code sp=} and {@code np=} of its record
 * (RFC 9989 §4.7).
 *
 * <p>Immutable and thread-safe. From mild to strict, so that {@link #compareTo} finds the stricter.
 */
public enum Disposition {
    /** Nothing out of the ordinary. */
    NONE("none"),
    /** To be treated as suspicious. */
    QUARANTINE("quarantine"),
    /** To be rejected; RFC 9989 §5.4 has receivers look at more than this before they do. */
    REJECT("reject");

    private final String keyword;

    Disposition(String keyword) {
        this.keyword = keyword;
    }

    /**
     * The word as records, reports and {@code policy.dmarc} spell it.
     *
     * @return a keyword in lower case
     */
    public String keyword() {
        return keyword;
    }

    /** RFC 9989 §4.7, t: one level below. */
    Disposition milder() {
        return this == REJECT ? QUARANTINE : NONE;
    }

    static Optional<Disposition> parse(String value) {
        for (Disposition disposition : values()) {
            if (Ascii.equalsIgnoreCase(disposition.keyword, value)) {
                return Optional.of(disposition);
            }
        }
        return Optional.empty();
    }
}
