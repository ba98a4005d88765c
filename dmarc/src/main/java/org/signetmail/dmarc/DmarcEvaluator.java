package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.AuthorProblem;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.DnsLookups;

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

    private final DnsResolver resolver;
    private final DmarcPolicy policy;

    private DmarcEvaluator(DnsResolver resolver, DmarcPolicy policy) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /**
     * An evaluator with {@link DmarcPolicy#DEFAULT}.
     *
     * @param resolver asked for the DMARC records
     * @return an evaluator
     */
    public static DmarcEvaluator using(DnsResolver resolver) {
        return new DmarcEvaluator(resolver, DmarcPolicy.DEFAULT);
    }

    /**
     * The same with another resolver.
     *
     * @param newResolver asked for the DMARC records
     * @return a new evaluator
     */
    public DmarcEvaluator withResolver(DnsResolver newResolver) {
        return new DmarcEvaluator(newResolver, policy);
    }

    /**
     * The same with another policy.
     *
     * @param newPolicy what the receiver chooses
     * @return a new evaluator
     */
    public DmarcEvaluator withPolicy(DmarcPolicy newPolicy) {
        return new DmarcEvaluator(resolver, newPolicy);
    }

    /**
     * Checks one message.
     *
     * @param author what its From field says
     * @param identifiers what it tried to authenticate, in any order: only those that passed can make it pass
     * @return the outcome
     */
    public DmarcOutcome evaluate(AuthorDomain author, List<DmarcIdentifier> identifiers) {
        DnsLookups lookups = DnsLookups.join(resolver);
        PolicyDiscovery discovery = new TreeWalkDiscovery(lookups);
        if (!isPossible(author)) {
            return impossible(author);
        }
        List<DmarcOutcome> outcomes = new ArrayList<>();
        for (DomainName domain : author.domains()) {
            DmarcCheck check = new DmarcCheck(author, domain, discovery, lookups, policy);
            outcomes.add(check.evaluate(identifiers));
        }
        return strictest(outcomes);
    }

    /** Sends the first look-ups of a check on their way. */
    void prefetch(AuthorDomain author) {
        if (isPossible(author)) {
            PolicyDiscovery discovery = new TreeWalkDiscovery(DnsLookups.join(resolver));
            author.domains().forEach(discovery::prefetch);
        }
    }

    /** RFC 9989 §5.3.1: there is exactly one author domain, or the receiver wants to go on with several. */
    private boolean isPossible(AuthorDomain author) {
        return !author.domains().isEmpty() && author.domains().size() <= policy.maxAuthorDomains();
    }

    private static DmarcOutcome impossible(AuthorDomain author) {
        boolean several = author.domains().size() > 1;
        // RFC 9989 §5.3.1: zero domains, as in a group without members, end the check. Interpretation of RFC 9989 §4.4
        // for all else: what is no valid message, or claims several authors, is told as an error and never as "none",
        // which would read like "nobody minds".
        boolean none = author.problem().filter(AuthorProblem.NO_ADDRESS::equals).isPresent();
        return Outcomes.ended(
                author,
                none ? DmarcResult.NONE : DmarcResult.PERMERROR,
                several ? DmarcProblem.SEVERAL_AUTHOR_DOMAINS : DmarcProblem.NO_AUTHOR_DOMAIN,
                author.reason());
    }

    /** RFC 9989 §11.5: "apply the strictest policy" of several author domains that fail; a pass only when all pass. */
    private static DmarcOutcome strictest(List<DmarcOutcome> outcomes) {
        return outcomes.stream()
                .max(Comparator.comparing(DmarcEvaluator::severity).thenComparing(DmarcOutcome::disposition))
                .orElseThrow();
    }

    private static int severity(DmarcOutcome outcome) {
        return List.of(
                        DmarcResult.PASS,
                        DmarcResult.NONE,
                        DmarcResult.PERMERROR,
                        DmarcResult.TEMPERROR,
                        DmarcResult.FAIL)
                .indexOf(outcome.result());
    }

    /**
     * The outcome for a message that is over a limit: with the rest of it unseen it cannot pass.
     */
    static DmarcOutcome overLimit(AuthorDomain author, String what) {
        return Outcomes.ended(
                author,
                DmarcResult.PERMERROR,
                DmarcProblem.MESSAGE_OVER_LIMIT,
                "The message is not checked, because " + what + ".");
    }

    /** Outcomes of checks that end before there is a policy. */
    static final class Outcomes {
        private Outcomes() {}

        static DmarcOutcome ended(AuthorDomain author, DmarcResult result, DmarcProblem problem, String reason) {
            return new DmarcOutcome(
                    result,
                    Optional.of(problem),
                    reason,
                    author,
                    DiscoveryMethod.TREEWALK,
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
}
