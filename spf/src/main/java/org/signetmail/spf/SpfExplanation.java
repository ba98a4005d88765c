package org.signetmail.spf;

import java.util.Objects;
import org.signetmail.core.DomainName;

/**
 * Why a client is refused, in the words of the domain that refuses it (RFC 7208 §6.2): third-party text, which may say
 * anything.
 *
 * <p>Immutable and thread-safe. {@code toString} says whose words they are, fit for an SMTP reply: one line of printing
 * ASCII, longer than the text by the name of the domain and 22 characters.
 */
public final class SpfExplanation {

    private final DomainName domain;
    private final String text;

    SpfExplanation(DomainName domain, String text) {
        this.domain = domain;
        this.text = text;
    }

    /**
     * Whose record the explanation belongs to.
     *
     * @return the domain
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * The words.
     *
     * @return printing ASCII characters and spaces only, so that it cannot end a line; not longer than
     *     {@link SpfLimits#explanationChars}
     */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfExplanation that && domain.equals(that.domain) && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, text);
    }

    /** RFC 7208 §8.4: the text, with the domain that explains before it. */
    @Override
    public String toString() {
        return "The domain " + domain + " explains: " + text;
    }
}
