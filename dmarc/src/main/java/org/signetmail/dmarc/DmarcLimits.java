package org.signetmail.dmarc;

import java.util.Objects;

/**
 * How much one DMARC check takes on.
 *
 * <pre>{@code
 * DmarcLimits limits = DmarcLimits.DEFAULT.withAuthorDomains(2);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class DmarcLimits {

    /** One author domain, ten walks. */
    public static final DmarcLimits DEFAULT = new DmarcLimits(1, 10);

    private static final int MOST_AUTHOR_DOMAINS = 5;

    private final int authorDomains;
    private final int walks;

    private DmarcLimits(int authorDomains, int walks) {
        this.authorDomains = authorDomains;
        this.walks = walks;
    }

    /**
     * The same with another number of author domains. A message with more is a {@link DmarcResult#PERMERROR}; of several
     * each is checked, and the strictest outcome is told (RFC 9989 §11.5).
     *
     * @param most 1 to 5
     * @return new limits
     * @throws IllegalArgumentException when it is out of its range
     */
    public DmarcLimits withAuthorDomains(int most) {
        if (most < 1 || most > MOST_AUTHOR_DOMAINS) {
            throw new IllegalArgumentException("authorDomains must be 1 to " + MOST_AUTHOR_DOMAINS + ", not " + most);
        }
        return new DmarcLimits(most, walks);
    }

    /**
     * The same with another number of organizational domains that are looked for. An identifier that would need one more
     * keeps the message from failing, and is told as {@link DmarcAlignment.Verdict#OVER_LIMIT}.
     *
     * @param most 1 or more, each up to eight DNS queries
     * @return new limits
     * @throws IllegalArgumentException when it is less than 1
     */
    public DmarcLimits withWalks(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("walks must be 1 or more, not " + most);
        }
        return new DmarcLimits(authorDomains, most);
    }

    /**
     * The most author domains of a message.
     *
     * @return 1 to 5
     */
    public int authorDomains() {
        return authorDomains;
    }

    /**
     * The most identifiers whose organizational domain is looked for.
     *
     * @return 1 or more
     */
    public int walks() {
        return walks;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DmarcLimits that && authorDomains == that.authorDomains && walks == that.walks;
    }

    @Override
    public int hashCode() {
        return Objects.hash(authorDomains, walks);
    }

    @Override
    public String toString() {
        return "authorDomains " + authorDomains + ", walks " + walks;
    }
}
