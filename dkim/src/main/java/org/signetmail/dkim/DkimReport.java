package org.signetmail.dkim;

import java.util.List;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;

/**
 * What {@link DkimLint} found out about the keys of a domain. Made by a check alone.
 *
 * <p>Two are equal when all their parts are. Immutable and thread-safe.
 */
public final class DkimReport {

    private final DomainName domain;
    private final List<PublishedKey> keys;
    private final List<Finding> findings;

    DkimReport(DomainName domain, List<PublishedKey> keys, List<Finding> findings) {
        this.domain = domain;
        this.keys = List.copyOf(keys);
        this.findings = List.copyOf(findings);
    }

    /**
     * The domain whose keys these are ({@code d=}).
     *
     * @return the domain
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * The key records that were found: there may be more, under selectors that nobody guessed.
     *
     * @return those of the named selectors first, in the order in which they were named
     */
    public List<PublishedKey> keys() {
        return keys;
    }

    /**
     * What there is to say, each with the name in DNS that it is about. Codes begin with {@code dkim-key-}; more may come.
     *
     * @return in the order of the names; empty when all is well
     */
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimReport that
                && domain.equals(that.domain)
                && keys.equals(that.keys)
                && findings.equals(that.findings);
    }

    @Override
    public int hashCode() {
        return 31 * domain.hashCode() + findings.hashCode();
    }

    /** The domain and all findings. */
    @Override
    public String toString() {
        return domain + " " + findings;
    }
}
