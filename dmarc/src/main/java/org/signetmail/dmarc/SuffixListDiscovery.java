package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;

/** Policy discovery of RFC 7489 §6.6.3: the author domain, else its organizational domain by a Public Suffix List. */
final class SuffixListDiscovery implements PolicyDiscovery {

    private final PublicSuffixList list;
    private final RecordsAtName.Reader reader;

    SuffixListDiscovery(PublicSuffixList list, DnsLookups lookups, RecordCache<DmarcRecordParser.Text> records) {
        this.list = list;
        this.reader = new RecordsAtName.Reader(lookups, records);
    }

    @Override
    public DiscoveryMethod method() {
        return DiscoveryMethod.PSL;
    }

    @Override
    public void prefetch(DomainName author) {
        reader.prefetch(author);
        reader.prefetch(organizationOf(author).domain());
    }

    @Override
    public void prefetchOrganization(DomainName identifier, DomainName author) {
        // The list knows without DNS.
    }

    @Override
    public Found discover(DomainName author, Predicate<DmarcRecord> needsOrganization) {
        Organization organization = organizationOf(author);
        RecordsAtName at = reader.read(author);
        List<Finding> lints = new ArrayList<>(at.lints());
        // RFC 7489 §6.6.3 steps 3 and 5: the second query is for an author without any record. Several records end the
        // search, and so, as no set of records is known then, does an error.
        if (at.record() == null
                && at.failure() == null
                && !at.severalRecords()
                && !author.equals(organization.domain())) {
            at = reader.read(organization.domain());
            lints.addAll(at.lints());
        }
        // What is history for RFC 9989 is what this mode goes by.
        lints.removeIf(lint -> DmarcCode.HISTORIC_TAG.is(lint));
        return new Found(at.record(), at.domain(), organization, at.failure(), lints);
    }

    /** RFC 7489 §3.2. A public suffix itself has none by that text; we take it for its own. */
    @Override
    public Organization organizationOf(DomainName identifier) {
        return new Organization(list.organizationalDomain(identifier).orElse(identifier), null);
    }
}
