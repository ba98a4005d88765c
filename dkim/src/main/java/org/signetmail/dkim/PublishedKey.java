package org.signetmail.dkim;

import java.util.Optional;
import org.signetmail.core.DomainName;

/**
 * A key record that {@link DkimLint} found. Made by a check alone.
 *
 * <p>Two are equal when all their parts are. Immutable and thread-safe.
 */
public final class PublishedKey {

    private final DomainName selector;
    private final DomainName name;
    private final DkimKeyRecord record;
    private final Optional<DomainName> alias;

    PublishedKey(DomainName selector, DomainName name, DkimKeyRecord record, Optional<DomainName> alias) {
        this.selector = selector;
        this.name = name;
        this.record = record;
        this.alias = alias;
    }

    /**
     * Under which selector it is ({@code s=}).
     *
     * @return such as {@code s2026}
     */
    public DomainName selector() {
        return selector;
    }

    /**
     * The name of its record.
     *
     * @return such as {@code s2026._domainkey.example.com}
     */
    public DomainName name() {
        return name;
    }

    /**
     * What the record says.
     *
     * @return the record, also when its key cannot be used
     */
    public DkimKeyRecord record() {
        return record;
    }

    /**
     * Where the record is, when the name of the key is a CNAME.
     *
     * @return the name at the end of the CNAMEs; nothing when there is none
     */
    public Optional<DomainName> alias() {
        return alias;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublishedKey that
                && name.equals(that.name)
                && selector.equals(that.selector)
                && record.equals(that.record)
                && alias.equals(that.alias);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + record.hashCode();
    }

    /** Where it is, and what kind of key. */
    @Override
    public String toString() {
        return name + " " + record;
    }
}
