package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.internal.FailureText;
import org.signetmail.dmarc.DmarcAlignment.Verdict;

/**
 * DMARC for one author domain, to be read from top to bottom: find the record, take its policy, look for an aligned
 * identifier, decide (RFC 9989 §5.3).
 */
final class DmarcCheck {

    private final AuthorDomain author;
    private final DomainName domain;
    private final PolicyDiscovery discovery;
    private final AuthorExistence existence;
    private final DmarcOptions options;
    private final boolean rfc7489;
    private final Map<DomainName, PolicyDiscovery.Organization> organizations = new HashMap<>();

    DmarcCheck(
            AuthorDomain author,
            DomainName domain,
            PolicyDiscovery discovery,
            DnsLookups lookups,
            DmarcOptions options) {
        this.author = author;
        this.domain = domain;
        this.discovery = discovery;
        this.existence = new AuthorExistence(domain, lookups);
        this.options = options;
        this.rfc7489 = discovery.method() == DiscoveryMethod.PSL;
    }

    DmarcOutcome evaluate(List<DmarcIdentifier> identifiers) {
        PolicyDiscovery.Found found = discovery.discover(domain, record -> needsOrganization(record, identifiers));
        DmarcRecord record = found.record();
        if (found.failure() != null) {
            return withoutPolicy(
                    found, failed(found.failure()), DmarcProblem.POLICY_UNKNOWN, notAnswered(found.failure()));
        }
        if (record == null) {
            return withoutPolicy(found, DmarcResult.NONE, DmarcProblem.NO_RECORD, noRecord(found));
        }
        PolicyChoice applied = PolicyChoice.of(record, domain.equals(found.recordDomain()), rfc7489, existence::exists);
        if (applied == null) {
            return withoutPolicy(
                    found,
                    DmarcResult.NONE,
                    DmarcProblem.NO_POLICY,
                    "The record at _dmarc." + found.recordDomain()
                            + " has no valid policy and no valid rua, so DMARC does" + " not apply.");
        }
        List<DmarcAlignment> alignments = align(identifiers, record, found.organization());
        return decide(found, record, applied, alignments);
    }

    // The policy

    private List<Finding> lints(PolicyDiscovery.Found found, DmarcRecord record) {
        List<Finding> lints = new ArrayList<>(found.lints());
        List<String> invalid = PolicyChoice.invalid(record, rfc7489);
        if (!invalid.isEmpty()) {
            lints.add(DmarcCode.POLICY_ASSUMED.finding("The record at _dmarc." + found.recordDomain() + " has no valid "
                    + String.join(" and ", invalid) + ", so it counts as p=none."));
        }
        return List.copyOf(lints);
    }

    /** RFC 7489 §6.6.4: only so many of the messages that fail; RFC 9989 appendix A.6 did away with that. */
    private PolicyChoice sample(DmarcRecord record, PolicyChoice applied) {
        int percent = record.pct().orElse(100);
        boolean sampled = !rfc7489 || percent == 100 || options.percentile().getAsInt() < percent;
        return sampled ? applied : applied.sampledOut();
    }

    // The identifiers

    /** Whether the verdict depends on the organizational domain of the author, which has this record of its own. */
    private boolean needsOrganization(DmarcRecord record, List<DmarcIdentifier> identifiers) {
        if (author.domains().size() > 1) {
            // What one author's walk did not wait for would be missing in the next one's.
            return true;
        }
        boolean needed = false;
        for (DmarcIdentifier each : identifiers) {
            boolean identical = each.domain().equals(domain);
            if (identical && each.result() == IdentifierResult.PASS) {
                return false;
            }
            boolean counts = each.result() == IdentifierResult.PASS || each.result() == IdentifierResult.TEMPERROR;
            // No organizational domain is higher than a top-level domain.
            needed |= counts
                    && !identical
                    && mode(each, record) == AlignmentMode.RELAXED
                    && each.domain().isEqualOrBelow(domain.suffix(1));
        }
        return needed;
    }

    /**
     * Looks at those first whose answer counts most: what passed, the nearest to the author domain first, so that the cap
     * falls on the same ones in whatever order the signatures stand; then, if nothing is aligned, what could not be
     * checked.
     */
    private List<DmarcAlignment> align(
            List<DmarcIdentifier> identifiers, DmarcRecord record, PolicyDiscovery.Organization organization) {
        List<DmarcIdentifier> nearestFirst = new ArrayList<>(identifiers);
        nearestFirst.sort(Comparator.<DmarcIdentifier>comparingInt(each -> -commonLabels(each.domain()))
                .thenComparingInt(each -> each.domain().labelCount())
                .thenComparing(each -> each.domain().toString()));
        Map<DmarcIdentifier, DmarcAlignment> alignments = new HashMap<>();
        for (DmarcIdentifier each : nearestFirst) {
            if (each.result() != IdentifierResult.TEMPERROR) {
                alignments.computeIfAbsent(each, key -> align(key, mode(key, record), organization));
            }
        }
        boolean aligned = alignments.values().stream().anyMatch(DmarcAlignment::aligned);
        for (DmarcIdentifier each : nearestFirst) {
            alignments.computeIfAbsent(each, key -> unchecked(key, mode(key, record), organization, aligned));
        }
        return identifiers.stream().map(alignments::get).toList();
    }

    private static AlignmentMode mode(DmarcIdentifier identifier, DmarcRecord record) {
        return identifier.mechanism() == DmarcIdentifier.Mechanism.SPF ? record.aspf() : record.adkim();
    }

    private int commonLabels(DomainName other) {
        if (other.isEqualOrBelow(domain)) {
            return domain.labelCount();
        }
        int common = 0;
        int most = Math.min(domain.labelCount(), other.labelCount());
        while (common < most && domain.suffix(common + 1).equals(other.suffix(common + 1))) {
            common++;
        }
        return common;
    }

    private DmarcAlignment align(
            DmarcIdentifier identifier, AlignmentMode mode, PolicyDiscovery.Organization organization) {
        DomainName other = identifier.domain();
        if (identifier.result() != IdentifierResult.PASS) {
            return notAuthenticated(identifier, mode);
        }
        if (other.equals(domain)) {
            return verdict(identifier, mode, null, Verdict.ALIGNED, "is the author domain itself");
        }
        if (mode == AlignmentMode.STRICT) {
            String not = "is not " + domain + ", as strict alignment demands";
            return verdict(identifier, mode, null, Verdict.NOT_IDENTICAL, not);
        }
        if (!organization.mayHave(other)) {
            // Only names that are the author's organizational domain or below it can have the same one; the others need
            // no look-up.
            String outside = "is not within " + organization.domain();
            return verdict(identifier, mode, null, Verdict.OTHER_ORGANIZATION, outside);
        }
        PolicyDiscovery.Organization own = walk(other);
        if (own == null) {
            return verdict(identifier, mode, null, Verdict.OVER_LIMIT, "comes after too many others");
        }
        if (own.failure() != null) {
            return areStrangersBelowASuffix(other, organization)
                    ? verdict(
                            identifier,
                            mode,
                            null,
                            Verdict.PUBLIC_SUFFIX,
                            "shares nothing with the author domain but " + organization.domain()
                                    + ", which is a public suffix")
                    : unknown(identifier, mode, organization, own.failure());
        }
        boolean same = mayBeTheAuthors(own.domain(), organization);
        if (same && areStrangersBelowASuffix(other, own.domain())) {
            return verdict(
                    identifier,
                    mode,
                    own.domain(),
                    Verdict.PUBLIC_SUFFIX,
                    "has the organizational domain " + own.domain() + ", as the author domain, but " + own.domain()
                            + " is a public suffix whose record has no psd=y");
        }
        if (same && organization.failure() != null) {
            return unknown(identifier, mode, organization, organization.failure());
        }
        return verdict(
                identifier,
                mode,
                own.domain(),
                same ? Verdict.ALIGNED : Verdict.OTHER_ORGANIZATION,
                "has the organizational domain " + own.domain() + (same ? ", as the author domain" : ""));
    }

    /**
     * RFC 9989 §5.3.6: an identifier that could not be checked keeps a message from failing.
     *
     * <p>Interpretation of RFC 9989 §5.3.6: only one that could be aligned does, or every sender could turn a fail into an
     * error by a signature of a subdomain that is not of this organization and whose key DNS does not tell.
     */
    private DmarcAlignment unchecked(
            DmarcIdentifier identifier,
            AlignmentMode mode,
            PolicyDiscovery.Organization organization,
            boolean aligned) {
        DomainName other = identifier.domain();
        boolean identical = other.equals(domain);
        if (!identical && (mode == AlignmentMode.STRICT || !organization.mayHave(other))) {
            return notAuthenticated(identifier, mode);
        }
        if (!identical && !aligned) {
            PolicyDiscovery.Organization own = walk(other);
            if (own == null) {
                return verdict(identifier, mode, null, Verdict.OVER_LIMIT, "comes after too many others");
            }
            boolean outside = own.failure() == null
                    ? !mayBeTheAuthors(own.domain(), organization) || areStrangersBelowASuffix(other, own.domain())
                    : areStrangersBelowASuffix(other, organization);
            if (outside) {
                return notAuthenticated(identifier, mode);
            }
        }
        return verdict(identifier, mode, null, Verdict.TEMPORARILY_UNKNOWN, "could not be checked just now");
    }

    /** An organizational domain is above the author or the author itself, even when DNS did not tell which of them. */
    private boolean mayBeTheAuthors(DomainName own, PolicyDiscovery.Organization organization) {
        return organization.failure() == null ? own.equals(organization.domain()) : domain.isEqualOrBelow(own);
    }

    /**
     * Whether nothing but a public suffix joins an identifier and the author.
     *
     * <p>Deviation from RFC 9989 §4.10.2, only where a receiver asks for it: the walk alone decides there, and §11.8 leaves
     * such a suffix to its owner.
     */
    private boolean areStrangersBelowASuffix(DomainName other, DomainName organization) {
        PublicSuffixList guard = options.publicSuffixGuard().orElse(null);
        return guard != null
                && !rfc7489
                && guard.publicSuffix(organization).equals(organization)
                && !guard.organizationalDomain(other)
                        .orElse(other)
                        .equals(guard.organizationalDomain(domain).orElse(domain));
    }

    /** The same where nothing is known of the identifier but that only the author's organization could join the two. */
    private boolean areStrangersBelowASuffix(DomainName other, PolicyDiscovery.Organization authors) {
        return authors.failure() == null && areStrangersBelowASuffix(other, authors.domain());
    }

    /** The organizational domain of an identifier; null when there were too many of them. */
    private PolicyDiscovery.@Nullable Organization walk(DomainName identifier) {
        return !organizations.containsKey(identifier)
                        && organizations.size() == options.limits().walks()
                ? null
                : organizations.computeIfAbsent(identifier, discovery::organizationOf);
    }

    private static DmarcAlignment notAuthenticated(DmarcIdentifier identifier, AlignmentMode mode) {
        String result = "is not authenticated (" + identifier.result().keyword() + ")";
        return verdict(identifier, mode, null, Verdict.NOT_AUTHENTICATED, result);
    }

    private static DmarcAlignment unknown(
            DmarcIdentifier identifier,
            AlignmentMode mode,
            PolicyDiscovery.Organization authors,
            DnsAnswer.Failed failure) {
        // What lasts is the identifier's own affair, and says nothing while the organization of the author may turn out
        // not to have it: a stranger's broken zone must not make a fail into an error that is let in.
        boolean temporary = isTemporary(failure) || isTemporary(authors.failure());
        Verdict verdict = temporary ? Verdict.TEMPORARILY_UNKNOWN : Verdict.PERMANENTLY_UNKNOWN;
        return verdict(
                identifier,
                mode,
                null,
                verdict,
                "has an organizational domain that DNS did not tell: " + shown(failure));
    }

    private static DmarcAlignment verdict(
            DmarcIdentifier identifier,
            AlignmentMode mode,
            @Nullable DomainName organizationalDomain,
            Verdict verdict,
            String predicate) {
        String reason = "The " + identifier.mechanism() + " domain " + identifier.domain() + " " + predicate + ".";
        return new DmarcAlignment(identifier, mode, Optional.ofNullable(organizationalDomain), verdict, reason);
    }

    // The decision

    /** RFC 9989 §5.3.5 and §5.3.6. */
    private DmarcOutcome decide(
            PolicyDiscovery.Found found, DmarcRecord record, PolicyChoice applied, List<DmarcAlignment> alignments) {
        Optional<DmarcAlignment> aligned = first(alignments, Verdict.ALIGNED);
        if (aligned.isPresent()) {
            // One aligned identifier is enough, whatever became of the others.
            return outcome(DmarcResult.PASS, null, aligned.get().reason(), found, record, applied, alignments);
        }
        Optional<DmarcAlignment> unknown = first(alignments, Verdict.TEMPORARILY_UNKNOWN);
        DmarcResult error = DmarcResult.TEMPERROR;
        if (unknown.isEmpty()) {
            unknown = first(alignments, Verdict.PERMANENTLY_UNKNOWN);
            error = DmarcResult.PERMERROR;
        }
        if (unknown.isPresent()) {
            // RFC 9989 §5.3.6: after a DNS error, "the message cannot be considered to pass or fail".
            String reason = "Nothing is aligned yet. " + unknown.get().reason();
            return outcome(error, DmarcProblem.ALIGNMENT_UNKNOWN, reason, found, record, applied, alignments);
        }
        Optional<DmarcAlignment> overLimit = first(alignments, Verdict.OVER_LIMIT);
        if (overLimit.isPresent()) {
            // A bound of our own must not have mail rejected that one more look-up would have let pass.
            String reason = "Nothing is aligned among the identifiers that were looked at. "
                    + overLimit.get().reason();
            return outcome(
                    DmarcResult.PERMERROR,
                    DmarcProblem.ALIGNMENT_OVER_LIMIT,
                    reason,
                    found,
                    record,
                    applied,
                    alignments);
        }
        DnsAnswer.Failed noneTold = existence.unknown();
        if (noneTold != null && !record.np().equals(Optional.of(applied.published()))) {
            String reason =
                    "DNS did not tell whether " + domain + " exists, and so which policy of the record at _dmarc."
                            + found.recordDomain() + " applies: " + shown(noneTold) + ".";
            return withoutPolicy(found, DmarcResult.TEMPERROR, DmarcProblem.POLICY_UNKNOWN, reason);
        }
        boolean authenticated =
                alignments.stream().anyMatch(each -> each.identifier().result() == IdentifierResult.PASS);
        String what = authenticated
                ? "Nothing that the message authenticated is aligned with "
                : "The message authenticated nothing for ";
        return outcome(
                DmarcResult.FAIL,
                authenticated ? DmarcProblem.NOT_ALIGNED : DmarcProblem.NOTHING_AUTHENTICATED,
                what + domain + "."
                        + first(alignments, Verdict.PUBLIC_SUFFIX)
                                .map(each -> " " + each.reason())
                                .orElse(""),
                found,
                record,
                sample(record, applied),
                alignments);
    }

    private static Optional<DmarcAlignment> first(List<DmarcAlignment> alignments, Verdict verdict) {
        for (DmarcAlignment each : alignments) {
            if (each.verdict() == verdict) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private DmarcOutcome outcome(
            DmarcResult result,
            @Nullable DmarcProblem problem,
            String reason,
            PolicyDiscovery.Found found,
            DmarcRecord record,
            PolicyChoice applied,
            List<DmarcAlignment> alignments) {
        boolean known = found.organization().failure() == null;
        return new DmarcOutcome(
                result,
                Optional.ofNullable(problem),
                reason,
                author,
                Optional.of(domain),
                discovery.method(),
                Optional.of(found.recordDomain()),
                Optional.of(record),
                known ? Optional.of(found.organization().domain()) : Optional.empty(),
                Optional.of(applied.published()),
                Optional.of(applied.tag()),
                Optional.of(applied.policy()),
                result == DmarcResult.FAIL ? applied.policy() : Disposition.NONE,
                alignments,
                withUndecided(lints(found, record), result, reason));
    }

    private DmarcOutcome withoutPolicy(
            PolicyDiscovery.Found found, DmarcResult result, DmarcProblem problem, String reason) {
        Optional<DmarcRecord> record = Optional.ofNullable(found.record());
        return new DmarcOutcome(
                result,
                Optional.of(problem),
                reason,
                author,
                Optional.of(domain),
                discovery.method(),
                record.map(any -> found.recordDomain()),
                record,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Disposition.NONE,
                List.of(),
                withUndecided(found.lints(), result, reason));
    }

    /** A message that no later attempt will decide is taken, so whoever reads findings is told. */
    private static List<Finding> withUndecided(List<Finding> lints, DmarcResult result, String reason) {
        if (result != DmarcResult.PERMERROR) {
            return lints;
        }
        List<Finding> more = new ArrayList<>(lints);
        more.add(DmarcCode.UNDECIDED.finding(reason));
        return more;
    }

    private static DmarcResult failed(DnsAnswer.Failed failure) {
        return isTemporary(failure) ? DmarcResult.TEMPERROR : DmarcResult.PERMERROR;
    }

    private static boolean isTemporary(DnsAnswer.@Nullable Failed failure) {
        return failure != null && failure.reason().temporary();
    }

    private String notAnswered(DnsAnswer.Failed failure) {
        return "DNS did not tell which DMARC record applies to " + domain + ": " + shown(failure) + ".";
    }

    private String noRecord(PolicyDiscovery.Found found) {
        String reason = "No DMARC record applies to " + domain + ".";
        for (Finding lint : found.lints()) {
            if (DmarcCode.NOT_A_RECORD.is(lint)
                    || DmarcCode.SEVERAL_RECORDS.is(lint)
                    || DmarcCode.DUPLICATE_TAG.is(lint)) {
                return reason + " " + lint.message();
            }
        }
        return reason;
    }

    private static String shown(DnsAnswer.Failed failure) {
        return FailureText.of(failure.reason(), failure.detail());
    }
}
