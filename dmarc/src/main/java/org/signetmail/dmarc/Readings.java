package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;

/** What receivers make of a domain, of which the tree walk is known. */
final class Readings {

    /** Stands for the left-most label of any subdomain. */
    private static final DomainName SOME_LABEL = DomainName.of("subdomain");

    private final TreeWalk walk;
    private final DomainName domain;
    private final RecordsAtName.Reader reader;
    private final @Nullable PublicSuffixList list;
    private final BooleanSupplier exists;

    /**
     * Asks nothing yet.
     *
     * @param walk of the domain
     * @param reader by which it was made
     * @param list of a receiver that goes by RFC 7489; null for one that draws the same lines as the walk
     * @param exists whether the domain does
     */
    Readings(TreeWalk walk, RecordsAtName.Reader reader, @Nullable PublicSuffixList list, BooleanSupplier exists) {
        this.walk = walk;
        this.domain = walk.start();
        this.reader = reader;
        this.list = list;
        this.exists = exists;
    }

    DmarcReading rfc9989() {
        DnsAnswer.Failed failure = walk.ownRecord() != null ? null : walk.failure();
        RecordsAtName at = failure == null ? walk.policyRecord() : null;
        RecordsAtName below =
                domain.prepend(SOME_LABEL).map(this::recordOfSubdomain).orElse(null);
        return new DmarcReading(
                DiscoveryMethod.TREEWALK,
                at,
                walk.failure() == null ? walk.organizationalDomain() : null,
                ofDomain(at, false),
                applied(below, false, false, () -> true),
                applied(below, false, false, () -> false),
                failure);
    }

    /** The record of a subdomain that has none of its own; null when there is none, or it is not known. */
    private @Nullable RecordsAtName recordOfSubdomain(DomainName subdomain) {
        TreeWalk below = TreeWalk.from(
                subdomain, name -> name.equals(subdomain) ? RecordsAtName.nothing(name) : reader.read(name));
        return below.failure() == null ? below.policyRecord() : null;
    }

    DmarcReading rfc7489() {
        DomainName organization = organization7489();
        RecordsAtName own = reader.read(domain);
        RecordsAtName at = own;
        // RFC 7489 §6.6.3 steps 3 and 5: the second query is for a domain without any record.
        if (own.record() == null && own.failure() == null && !own.severalRecords() && !domain.equals(organization)) {
            at = reader.read(organization);
        }
        boolean isSuffix = list != null && list.organizationalDomain(domain).isEmpty();
        AppliedPolicy below = isSuffix ? null : applied(reader.read(organization), false, true, () -> true);
        return new DmarcReading(DiscoveryMethod.PSL, at, organization, ofDomain(at, true), below, below, at.failure());
    }

    /** A receiver's list has no top-level domain for an organization, whatever is published there. */
    private DomainName organization7489() {
        if (list != null) {
            return list.organizationalDomain(domain).orElse(domain);
        }
        DomainName byWalk = walk.organizationalDomain();
        return byWalk.labelCount() < 2 && domain.labelCount() > 1 ? domain.suffix(2) : byWalk;
    }

    private @Nullable AppliedPolicy ofDomain(@Nullable RecordsAtName at, boolean rfc7489) {
        return applied(at, at != null && at.domain().equals(domain), rfc7489, exists);
    }

    /**
     * What applies to a name.
     *
     * @param itself whether the record is its own
     * @param exists whether the name does
     */
    private static @Nullable AppliedPolicy applied(
            @Nullable RecordsAtName at, boolean itself, boolean rfc7489, BooleanSupplier exists) {
        DmarcRecord record = at == null ? null : at.record();
        if (at == null || record == null) {
            return null;
        }
        PolicyChoice choice = PolicyChoice.of(record, itself, rfc7489, exists);
        int percent = rfc7489 ? record.pct().orElse(100) : 100;
        return choice == null ? null : new AppliedPolicy(at.domain(), choice, percent);
    }

    /** What a receiver that goes by RFC 7489 does otherwise, in sentences. */
    static List<String> differences(
            DomainName domain, DmarcReading rfc9989, DmarcReading rfc7489, boolean knowsSuffixes) {
        List<String> differences = new ArrayList<>();
        if (rfc9989.failure().isPresent() || rfc7489.failure().isPresent()) {
            return differences;
        }
        if (!rfc9989.recordDomain().equals(rfc7489.recordDomain())) {
            differences.add("An RFC 7489 receiver goes by "
                    + rfc7489.recordDomain()
                            .map(at -> "the record at _dmarc." + at)
                            .orElse("no record")
                    + " for " + domain + ", an RFC 9989 receiver by "
                    + rfc9989.recordDomain().map(at -> "that at _dmarc." + at).orElse("none")
                    + ".");
        }
        Optional<DomainName> organization = rfc9989.organizationalDomain();
        // Most public suffixes have one label; where the line is drawn elsewhere, no more than this is known.
        if (!knowsSuffixes && organization.filter(at -> at.labelCount() != 2).isPresent()) {
            differences.add("An RFC 7489 receiver does the same if its Public Suffix List, too, has "
                    + organization.get() + " as the organizational domain.");
        }
        if (organization.isPresent() && !organization.equals(rfc7489.organizationalDomain())) {
            differences.add("An RFC 7489 receiver takes "
                    + rfc7489.organizationalDomain().orElse(domain)
                    + " for the organizational domain, an RFC 9989 receiver " + organization.get() + ".");
        }
        difference(differences, domain.toString(), rfc9989.domain(), rfc7489.domain());
        difference(differences, "a subdomain", rfc9989.subdomain(), rfc7489.subdomain());
        difference(
                differences, "a subdomain that does not exist", rfc9989.missingSubdomain(), rfc7489.missingSubdomain());
        return differences;
    }

    private static void difference(
            List<String> differences, String whose, Optional<AppliedPolicy> ours, Optional<AppliedPolicy> theirs) {
        boolean same = ours.map(AppliedPolicy::policy).equals(theirs.map(AppliedPolicy::policy))
                && theirs.map(AppliedPolicy::percent).orElse(100) == 100;
        if (!same) {
            differences.add("Failing mail of " + whose + ": by RFC 7489 " + shown(theirs) + ", by RFC 9989 "
                    + shown(ours) + ".");
        }
    }

    private static String shown(Optional<AppliedPolicy> policy) {
        return policy.map(AppliedPolicy::toString).orElse("no policy");
    }
}
