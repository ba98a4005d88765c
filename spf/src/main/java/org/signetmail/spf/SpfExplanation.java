package org.signetmail.spf;

import java.util.Objects;
import org.signetmail.core.DomainName;

/**
 * Why a client is refused, in the words of the domain that refuses it (RFC 7208 §6.2): third-party text, which may say
 * anything.
 *
 * <p>Immutable and thread-safe. {@code toString} says whose words they are, fit for an SMTP reply: one line of printing
 * ASCII, longer than the text by the name of the domain and 22 characters.
 *
 * @param domain whose record the explanation belongs to
 * @param text printing ASCII characters and spaces only, so that it cannot end a line; not longer than
 *     {@link SpfLimits#explanationChars}
 */
public record SpfExplanation(DomainName domain, String text) {
    /**
     * Checks that the text is one line of ASCII.
     *
     * @param domain whose record the explanation belongs to
     * @param text printing ASCII characters and spaces only
     * @throws IllegalArgumentException when the text holds any other character
     */
    public SpfExplanation {
        Objects.requireNonNull(domain, "domain");
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException("not one line of ASCII");
            }
        }
    }

    /** RFC 7208 §8.4: the text, with the domain that explains before it. */
    @Override
    public String toString() {
        return "The domain " + domain + " explains: " + text;
    }
}
