package org.signetmail.spf;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.MethodResult;

/**
 * What the SPF check of one identity came to.
 *
 * <p>Immutable and thread-safe.
 *
 * @param result the result (RFC 7208 §2.6)
 * @param identity which identity was checked
 * @param domain the domain of the identity, whose policy it is (RFC 7208 §2.2); nothing when it has none
 * @param problem why it is none, temperror or permerror; nothing for the other results
 * @param detail more about the problem, one line of printable text; empty when there is no more to say
 * @param path the term that matched, or that failed, and the way to it; nothing when none did
 * @param explanation what the domain says of the fail; nothing for other results, or when it says nothing usable
 * @param counts how much of the limits was used
 * @param minTtl the least lifetime of the DNS answers that were used; nothing when none was
 * @param senderSpecific whether the local-part or HELO name had a part in the answers, so that the outcome holds for this
 *     sender only; if not, it holds for the domain and the client's address for {@code minTtl} (RFC 7208 §7.3)
 * @param authentic whether DNSSEC vouched for every answer that was used, and there was one
 * @param trace what was evaluated, asked and found; nothing unless {@link SpfVerifier#withTrace} asked for it
 */
public record SpfOutcome(
        SpfResult result,
        SpfIdentity identity,
        Optional<DomainName> domain,
        Optional<SpfProblem> problem,
        String detail,
        Optional<SpfPath> path,
        Optional<SpfExplanation> explanation,
        SpfCounts counts,
        Optional<Duration> minTtl,
        boolean senderSpecific,
        boolean authentic,
        Optional<SpfTrace> trace) {

    /**
     * Checks for null.
     *
     * @param result the result
     * @param identity which identity was checked
     * @param domain the domain of the identity
     * @param problem why it is none, temperror or permerror
     * @param detail more about the problem
     * @param path the term that matched or failed
     * @param explanation what the domain says of the fail
     * @param counts how much of the limits was used
     * @param minTtl the least lifetime of the DNS answers
     * @param senderSpecific whether the local-part or HELO name had a part
     * @param authentic whether DNSSEC vouched for every answer
     * @param trace what was evaluated
     */
    public SpfOutcome {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(explanation, "explanation");
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(minTtl, "minTtl");
        Objects.requireNonNull(trace, "trace");
    }

    /**
     * The outcome of a check that is switched off.
     *
     * @param identity which identity would have been checked
     * @return an outcome with {@link SpfProblem#NOT_CHECKED}
     */
    public static SpfOutcome notChecked(SpfIdentity identity) {
        return new SpfOutcome(
                SpfResult.NONE,
                identity,
                Optional.empty(),
                Optional.of(SpfProblem.NOT_CHECKED),
                "",
                Optional.empty(),
                Optional.empty(),
                new SpfCounts(0, 0, 0),
                Optional.empty(),
                false,
                false,
                Optional.empty());
    }

    /**
     * One sentence for a postmaster: what decided. Its text may change; programs go by {@link #problem}.
     *
     * @return one line of printable text
     */
    public String reason() {
        return SpfReason.of(this);
    }

    /**
     * The outcome for {@link org.signetmail.core.AuthenticationResults} (RFC 8601 §2.7.2): the result, the reason, and
     * the domain of the identity that gave it, as {@code smtp.mailfrom} or {@code smtp.helo}. The local-part is left out,
     * as it should be.
     *
     * @return the result
     */
    public MethodResult toMethodResult() {
        MethodResult method = MethodResult.of("spf", result.keyword()).withReason(reason());
        return domain.map(name -> method.withProperty("smtp", identity.keyword(), name.toString()))
                .orElse(method);
    }
}
