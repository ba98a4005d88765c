package org.signetmail.dmarc;

import java.time.Duration;
import java.util.function.Predicate;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;

/** Policy discovery of RFC 9989 §4.10: DNS alone says who belongs together. */
final class TreeWalkDiscovery implements PolicyDiscovery {

    /** A server that does not answer, such as that of a TLD, must not hold up a verdict that is certain without it. */
    private static final Duration EVIDENCE_TIME = Duration.ofSeconds(1);

    private final DnsLookups lookups;
    private final RecordsAtName.Reader reader;

    TreeWalkDiscovery(DnsLookups lookups, RecordCache<DmarcRecordParser.Text> records) {
        this.lookups = lookups;
        this.reader = new RecordsAtName.Reader(lookups, records);
    }

    @Override
    public DiscoveryMethod method() {
        return DiscoveryMethod.TREEWALK;
    }

    @Override
    public void prefetch(DomainName author) {
        for (DomainName name : TreeWalk.names(author)) {
            // The np of a record above the author will make it a question whether the author exists.
            reader.prefetch(name, record -> {
                if (record.np().isPresent() && !name.equals(author)) {
                    lookups.prefetch(author, RecordType.A);
                }
            });
        }
    }

    @Override
    public void prefetchOrganization(DomainName identifier, DomainName author) {
        // A guess at the organizational domain: two labels are too many for none, and too few only for public suffixes.
        if (identifier.isEqualOrBelow(author.suffix(Math.min(2, author.labelCount())))) {
            prefetchWalk(identifier);
        }
    }

    private void prefetchWalk(DomainName start) {
        TreeWalk.names(start).forEach(reader::prefetch);
    }

    @Override
    public Found discover(DomainName author, Predicate<DmarcRecord> needsOrganization) {
        DmarcRecord own = reader.read(author).record();
        if (own != null && !needsOrganization.test(own)) {
            reader.waitNoLongerThan(EVIDENCE_TIME);
        }
        TreeWalk walk = TreeWalk.from(author, reader);
        Organization organization = organization(walk);
        RecordsAtName at = walk.policyRecord();
        // With its own record the author domain has its policy, whatever the rest of the walk came to.
        DnsAnswer.Failed failure = walk.ownRecord() != null ? null : walk.failure();
        return at == null || at.record() == null || failure != null
                ? new Found(null, author, organization, failure, walk.lints())
                : new Found(at.record(), at.domain(), organization, null, walk.lints());
    }

    @Override
    public Organization organizationOf(DomainName identifier) {
        prefetchWalk(identifier);
        return organization(TreeWalk.from(identifier, reader));
    }

    private static Organization organization(TreeWalk walk) {
        DnsAnswer.Failed failure = walk.failure();
        if (failure != null) {
            return new Organization(walk.highestDomain(), failure);
        }
        // RFC 9989 §4.10.2: only the start of a walk is an organizational domain with psd=y, and to a walk that starts
        // below it, it is none.
        DomainName domain = walk.organizationalDomain();
        RecordsAtName at = walk.at(domain);
        DmarcRecord record = at == null ? null : at.record();
        return new Organization(domain, null, record != null && record.psd() == PublicSuffixFlag.YES);
    }
}
