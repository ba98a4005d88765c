package org.signetmail.spf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.MethodResult;

/**
 * What the SPF check of one identity came to. Made by a check alone.
 *
 * <p>Immutable and thread-safe.
 */
public final class SpfOutcome {

    /** A TXT record that there is something to say of. What, is found when it is asked for. */
    record Noted(DomainName domain, DnsRecord.Txt txt) {}

    private final SpfResult result;
    private final SpfIdentity identity;
    private final Optional<InetAddress> clientIp;
    private final boolean heloStoodIn;
    private final Optional<DomainName> domain;
    private final Optional<SpfProblem> problem;
    private final String detail;
    private final Optional<SpfPath> path;
    private final Optional<SpfExplanation> explanation;
    private final SpfCounts counts;
    private final Optional<Duration> minTtl;
    private final boolean senderSpecific;
    private final boolean authentic;
    private final List<Noted> noted;
    private final Optional<SpfTrace> trace;

    SpfOutcome(
            SpfResult result,
            SpfIdentity identity,
            Optional<InetAddress> clientIp,
            boolean heloStoodIn,
            Optional<DomainName> domain,
            Optional<SpfProblem> problem,
            String detail,
            Optional<SpfPath> path,
            Optional<SpfExplanation> explanation,
            SpfCounts counts,
            Optional<Duration> minTtl,
            boolean senderSpecific,
            boolean authentic,
            List<Noted> noted,
            Optional<SpfTrace> trace) {
        this.result = result;
        this.identity = identity;
        this.clientIp = clientIp;
        this.heloStoodIn = heloStoodIn;
        this.domain = domain;
        this.problem = problem;
        this.detail = detail;
        this.path = path;
        this.explanation = explanation;
        this.counts = counts;
        this.minTtl = minTtl;
        this.senderSpecific = senderSpecific;
        this.authentic = authentic;
        this.noted = noted;
        this.trace = trace;
    }

    /** An outcome without any DNS. */
    static SpfOutcome none(
            SpfIdentity identity,
            Optional<InetAddress> clientIp,
            boolean heloStoodIn,
            SpfProblem problem,
            String detail) {
        return new SpfOutcome(
                SpfResult.NONE,
                identity,
                clientIp,
                heloStoodIn,
                Optional.empty(),
                Optional.of(problem),
                detail,
                Optional.empty(),
                Optional.empty(),
                SpfCounts.NONE,
                Optional.empty(),
                false,
                false,
                List.of(),
                Optional.empty());
    }

    /**
     * The outcome of a check that is switched off.
     *
     * @param identity which identity would have been checked
     * @return an outcome with {@link SpfProblem#NOT_CHECKED}
     */
    public static SpfOutcome notChecked(SpfIdentity identity) {
        return none(Objects.requireNonNull(identity, "identity"), Optional.empty(), false, SpfProblem.NOT_CHECKED, "");
    }

    /**
     * The result (RFC 7208 §2.6).
     *
     * @return the result
     */
    public SpfResult result() {
        return result;
    }

    /**
     * Which identity was checked.
     *
     * @return the identity
     */
    public SpfIdentity identity() {
        return identity;
    }

    /**
     * The address of the client that was judged.
     *
     * @return nothing when nothing was checked
     */
    public Optional<InetAddress> clientIp() {
        return clientIp;
    }

    /**
     * Whether the reverse-path was null, so that {@code postmaster} at the HELO name stood in for it (RFC 7208 §2.4).
     *
     * @return false for {@link SpfIdentity#HELO}
     */
    public boolean heloStoodIn() {
        return heloStoodIn;
    }

    /**
     * The domain of the identity, whose policy it is (RFC 7208 §2.2).
     *
     * @return nothing when it has none
     */
    public Optional<DomainName> domain() {
        return domain;
    }

    /**
     * Why it is none, temperror or permerror.
     *
     * @return nothing for the other results
     */
    public Optional<SpfProblem> problem() {
        return problem;
    }

    /**
     * More about the problem.
     *
     * @return one line of printing ASCII; empty when there is no more to say
     */
    public String detail() {
        return detail;
    }

    /**
     * The term that matched, or that failed, and the way to it.
     *
     * @return nothing when none did
     */
    public Optional<SpfPath> path() {
        return path;
    }

    /**
     * What the domain says of the fail.
     *
     * @return nothing for other results, or when it says nothing usable
     */
    public Optional<SpfExplanation> explanation() {
        return explanation;
    }

    /**
     * How much of the limits was used.
     *
     * @return the counts
     */
    public SpfCounts counts() {
        return counts;
    }

    /**
     * The least lifetime of the DNS answers that were used.
     *
     * @return nothing when none was
     */
    public Optional<Duration> minTtl() {
        return minTtl;
    }

    /**
     * Whether the local-part or HELO name had a part in the answers, so that the outcome holds for this sender only; if
     * not, it holds for the domain and the client's address for {@link #minTtl} (RFC 7208 §7.3).
     *
     * @return true when it holds for this sender only
     */
    public boolean senderSpecific() {
        return senderSpecific;
    }

    /**
     * Whether DNSSEC vouched for every answer that was used, and there was one.
     *
     * @return true when it did
     */
    public boolean authentic() {
        return authentic;
    }

    /** In the order in which the check met them. */
    List<Noted> noted() {
        return noted;
    }

    /**
     * What was evaluated, asked and found.
     *
     * @return nothing unless {@link SpfOptions#withTrace} asked for it
     */
    public Optional<SpfTrace> trace() {
        return trace;
    }

    /**
     * One sentence for a postmaster: what decided, with the address of the client. Its text may change; programs go by
     * {@link #problem}.
     *
     * @return one line of printing ASCII
     */
    public String reason() {
        return new SpfReason(this).sentence();
    }

    /**
     * One line for a log: the result, the identity and its domain, the client, the term or problem that decided, and
     * what was used of the limits. Its form may gain parts.
     *
     * @return printing ASCII, such as {@code spf=fail mailfrom=example.net client=192.0.2.1 term=-all terms=0 voids=0
     *     queries=1}
     */
    public String summary() {
        return new SpfReason(this).summary();
    }

    /**
     * What the owners of the records that were met ought to know, and whoever runs this host: what is wrong, what was
     * meant as a record and is none, what has no effect. Found when it is asked for, not while the check runs.
     *
     * @return findings with codes that begin with {@code spf-}; those about the text of a record have a position in it
     *     and name its domain
     */
    public List<Finding> findings() {
        return new OutcomeFindings(this).all();
    }

    /**
     * The outcome for a person who has to find out why: the {@linkplain #reason sentence}, the {@linkplain #findings
     * findings} with carets below the place in the record, the words of the domain that refuses, and the
     * {@linkplain SpfTrace#lines trace} if there is one. The wording may change.
     *
     * @return lines of printing ASCII, without line ends
     */
    public List<String> explain() {
        return new OutcomeFindings(this).explain();
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

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfOutcome that
                && result.equals(that.result)
                && identity.equals(that.identity)
                && clientIp.equals(that.clientIp)
                && heloStoodIn == that.heloStoodIn
                && domain.equals(that.domain)
                && problem.equals(that.problem)
                && detail.equals(that.detail)
                && path.equals(that.path)
                && explanation.equals(that.explanation)
                && counts.equals(that.counts)
                && minTtl.equals(that.minTtl)
                && senderSpecific == that.senderSpecific
                && authentic == that.authentic
                && noted.equals(that.noted)
                && trace.equals(that.trace);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                result,
                identity,
                clientIp,
                heloStoodIn,
                domain,
                problem,
                detail,
                path,
                explanation,
                counts,
                minTtl,
                senderSpecific,
                authentic,
                noted,
                trace);
    }

    /** The {@linkplain #summary summary}. */
    @Override
    public String toString() {
        return summary();
    }
}
