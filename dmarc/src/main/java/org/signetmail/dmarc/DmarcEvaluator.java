package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.AuthorProblem;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.MessageProblem;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;

/**
 * Decides DMARC (RFC 9989) for a message whose SPF and DKIM results are known. Immutable and thread-safe: one for a
 * whole mail server.
 *
 * <pre>{@code
 * DmarcOutcome outcome = DmarcEvaluator.using(resolver).evaluate(
 *         AuthorDomain.of(message.fields()),
 *         List.of(new DmarcIdentifier(Mechanism.DKIM, DomainName.of("example.com"), IdentifierResult.PASS)));
 * outcome.disposition();
 * }</pre>
 */
public final class DmarcEvaluator {

    /** Mail has hardly ever more than this many identifiers; the walks of the others are asked for when needed. */
    private static final int MAX_FORESEEN = 3;

    private final DnsResolver resolver;
    private final DmarcOptions options;
    /** What is in it depends on nothing but the texts, so evaluators that are made of one another share it. */
    private final RecordCache<DmarcRecordParser.Text> records;

    private DmarcEvaluator(DnsResolver resolver, DmarcOptions options, RecordCache<DmarcRecordParser.Text> records) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.options = Objects.requireNonNull(options, "options");
        this.records = records;
    }

    /**
     * An evaluator with {@link DmarcOptions#DEFAULT}.
     *
     * @param resolver asked for the DMARC records
     * @return an evaluator
     */
    public static DmarcEvaluator using(DnsResolver resolver) {
        return new DmarcEvaluator(resolver, DmarcOptions.DEFAULT, new RecordCache<>());
    }

    /**
     * The same with another resolver.
     *
     * @param newResolver asked for the DMARC records
     * @return a new evaluator
     */
    public DmarcEvaluator withResolver(DnsResolver newResolver) {
        return new DmarcEvaluator(newResolver, options, records);
    }

    /**
     * The same with other options.
     *
     * @param newOptions how to go about it
     * @return a new evaluator
     */
    public DmarcEvaluator withOptions(DmarcOptions newOptions) {
        return new DmarcEvaluator(resolver, newOptions, records);
    }

    /**
     * Checks one message.
     *
     * @param author what its From field says
     * @param identifiers what it tried to authenticate, in any order: only those that passed can make it pass
     * @return the outcome
     */
    public DmarcOutcome evaluate(AuthorDomain author, List<DmarcIdentifier> identifiers) {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(identifiers, "identifiers");
        if (!isPossible(author)) {
            return impossible(author);
        }
        DnsLookups lookups = DnsLookups.join(resolver);
        PolicyDiscovery discovery = discovery(lookups);
        List<DmarcOutcome> outcomes = new ArrayList<>();
        for (DomainName domain : author.domains()) {
            DmarcCheck check = new DmarcCheck(author, domain, discovery, lookups, options);
            outcomes.add(check.evaluate(identifiers));
        }
        lookups.leave(resolver);
        return strictest(outcomes);
    }

    /** Sends the look-ups on their way that find the policy. */
    void prefetch(AuthorDomain author) {
        if (isPossible(author)) {
            author.domains().forEach(discovery(DnsLookups.join(resolver))::prefetch);
        }
    }

    /** Sends the look-ups on their way that alignment will need if the identifiers pass. */
    void prefetch(AuthorDomain author, List<DomainName> identifiers) {
        if (isPossible(author)) {
            PolicyDiscovery discovery = discovery(DnsLookups.join(resolver));
            for (DomainName domain : author.domains()) {
                for (DomainName each : identifiers.subList(0, Math.min(identifiers.size(), MAX_FORESEEN))) {
                    // The walk of the author domain is on its way already.
                    if (!each.equals(domain)) {
                        discovery.prefetchOrganization(each, domain);
                    }
                }
            }
        }
    }

    private PolicyDiscovery discovery(DnsLookups lookups) {
        PublicSuffixList list = options.publicSuffixList().orElse(null);
        return list == null ? new TreeWalkDiscovery(lookups, records) : new SuffixListDiscovery(list, lookups, records);
    }

    /** RFC 9989 §5.3.1: there is exactly one author domain, or the receiver wants to go on with several. */
    private boolean isPossible(AuthorDomain author) {
        return !author.domains().isEmpty()
                && author.domains().size() <= options.limits().authorDomains();
    }

    private DmarcOutcome impossible(AuthorDomain author) {
        boolean several = author.domains().size() > 1;
        // RFC 9989 §5.3.1: zero domains, as in a group without members, end the check. Interpretation of RFC 9989 §4.4
        // for all else: what is no valid message, or claims several authors, is told as an error and never as "none",
        // which would read like "nobody minds".
        boolean none = author.problem().filter(AuthorProblem.NO_ADDRESS::equals).isPresent();
        return ended(
                author,
                none ? DmarcResult.NONE : DmarcResult.PERMERROR,
                several ? DmarcProblem.SEVERAL_AUTHOR_DOMAINS : DmarcProblem.NO_AUTHOR_DOMAIN,
                author.reason());
    }

    /** RFC 9989 §11.5: "apply the strictest policy" of several author domains that fail; a pass only when all pass. */
    private static DmarcOutcome strictest(List<DmarcOutcome> outcomes) {
        return Collections.max(outcomes, Comparator.comparingInt(DmarcEvaluator::severity));
    }

    /**
     * By what is done with the message, the strictest last: a lasting error of one author, which lets in, hides nothing
     * that another one asks for. Of two errors that of the stricter policy counts.
     */
    private static int severity(DmarcOutcome outcome) {
        int policy = outcome.policy().orElse(Disposition.NONE).compareTo(Disposition.NONE);
        return switch (outcome.result()) {
            case PASS -> 0;
            case NONE -> 1;
            case FAIL ->
                switch (outcome.disposition()) {
                    case NONE -> 2;
                    case QUARANTINE -> 6;
                    case REJECT -> 11;
                };
            case PERMERROR ->
                outcome.problem()
                                .filter(DmarcProblem.ALIGNMENT_OVER_LIMIT::equals)
                                .isPresent()
                        ? 10
                        : 3 + policy;
            case TEMPERROR -> 7 + policy;
        };
    }

    /** The outcome for a message that is over a limit: with the rest of it unseen it cannot pass. */
    DmarcOutcome overLimit(AuthorDomain author, MessageProblem limit) {
        String reason = "The message is not checked, because " + limit.description() + ".";
        return ended(author, DmarcResult.PERMERROR, DmarcProblem.MESSAGE_OVER_LIMIT, reason);
    }

    /** The outcome where DMARC is switched off. */
    DmarcOutcome notChecked(AuthorDomain author) {
        return ended(author, DmarcResult.NONE, DmarcProblem.NOT_CHECKED, "DMARC was not checked.");
    }

    private DmarcOutcome ended(AuthorDomain author, DmarcResult result, DmarcProblem problem, String reason) {
        return new DmarcOutcome(
                result,
                Optional.of(problem),
                reason,
                author,
                author.domain(),
                options.publicSuffixList().isEmpty() ? DiscoveryMethod.TREEWALK : DiscoveryMethod.PSL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Disposition.NONE,
                List.of(),
                List.of());
    }
}
