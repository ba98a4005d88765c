package org.signetmail.dmarc;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;

/** How the policy of an author domain is found, and which domains belong together, in one check. */
interface PolicyDiscovery {

    /** What decides, as reports name it. */
    DiscoveryMethod method();

    /** Asks ahead for what {@link #discover} will need. */
    void prefetch(DomainName author);

    /** Asks ahead for what {@link #organizationOf} will need for an identifier that could be aligned with the author. */
    void prefetchOrganization(DomainName identifier, DomainName author);

    /**
     * Finds the policy record of an author domain.
     *
     * @param needsOrganization whether the verdict depends on the organizational domain when the author domain has this
     *     record of its own; when not, that domain is mere evidence and not long waited for
     */
    Found discover(DomainName author, Predicate<DmarcRecord> needsOrganization);

    /** Finds the organizational domain of an identifier. */
    Organization organizationOf(DomainName identifier);

    /**
     * What was found for an author domain.
     *
     * @param record the policy record; null when there is none
     * @param recordDomain the domain that it was found at; the author domain when there is none
     * @param organization of the author domain
     * @param failure why it is not known which record applies
     * @param lints what owners ought to know about the records that were read
     */
    record Found(
            @Nullable DmarcRecord record,
            DomainName recordDomain,
            Organization organization,
            DnsAnswer.@Nullable Failed failure,
            List<Finding> lints) {}

    /**
     * An organizational domain.
     *
     * @param domain the domain; when it is not certain, the highest that it can be
     * @param failure why it is not certain
     * @param standsAlone whether it is a public suffix, so that the domains below it belong to others
     */
    record Organization(DomainName domain, DnsAnswer.@Nullable Failed failure, boolean standsAlone) {

        /** With all below it. */
        Organization(DomainName domain, DnsAnswer.@Nullable Failed failure) {
            this(domain, failure, false);
        }

        /** Whether a domain is where all of an organization's domains are: the domain itself or below. */
        boolean mayHave(DomainName other) {
            return standsAlone ? other.equals(domain) : other.isEqualOrBelow(domain);
        }
    }
}
