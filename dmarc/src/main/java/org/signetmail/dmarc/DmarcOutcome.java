package org.signetmail.dmarc;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;

/**
 * What came of a DMARC check, and everything that it was decided by.
 *
 * <p>Result, policy and disposition are different things: a message can pass under {@code p=reject} and fail under
 * {@code p=none}. What a receiver does in the end is its own decision (RFC 9989 §5.4) and not in here.
 *
 * <p>Made by Signet alone. Immutable and thread-safe.
 */
public final class DmarcOutcome {

    private final DmarcResult result;
    private final Optional<DmarcProblem> problem;
    private final String reason;
    private final AuthorDomain author;
    private final Optional<DomainName> authorDomain;
    private final DiscoveryMethod discovery;
    private final Optional<DomainName> recordDomain;
    private final Optional<DmarcRecord> record;
    private final Optional<DomainName> organizationalDomain;
    private final Optional<Disposition> publishedPolicy;
    private final Optional<PolicyTag> policyTag;
    private final Optional<Disposition> policy;
    private final Disposition disposition;
    private final List<DmarcAlignment> alignments;
    private final List<Finding> findings;

    DmarcOutcome(
            DmarcResult result,
            Optional<DmarcProblem> problem,
            String reason,
            AuthorDomain author,
            Optional<DomainName> authorDomain,
            DiscoveryMethod discovery,
            Optional<DomainName> recordDomain,
            Optional<DmarcRecord> record,
            Optional<DomainName> organizationalDomain,
            Optional<Disposition> publishedPolicy,
            Optional<PolicyTag> policyTag,
            Optional<Disposition> policy,
            Disposition disposition,
            List<DmarcAlignment> alignments,
            List<Finding> findings) {
        this.result = Objects.requireNonNull(result, "result");
        this.problem = Objects.requireNonNull(problem, "problem");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.author = Objects.requireNonNull(author, "author");
        this.authorDomain = Objects.requireNonNull(authorDomain, "authorDomain");
        this.discovery = Objects.requireNonNull(discovery, "discovery");
        this.recordDomain = Objects.requireNonNull(recordDomain, "recordDomain");
        this.record = Objects.requireNonNull(record, "record");
        this.organizationalDomain = Objects.requireNonNull(organizationalDomain, "organizationalDomain");
        this.publishedPolicy = Objects.requireNonNull(publishedPolicy, "publishedPolicy");
        this.policyTag = Objects.requireNonNull(policyTag, "policyTag");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.disposition = Objects.requireNonNull(disposition, "disposition");
        this.alignments = List.copyOf(alignments);
        this.findings = List.copyOf(findings);
    }

    /**
     * The result.
     *
     * @return never null
     */
    public DmarcResult result() {
        return result;
    }

    /**
     * Why it is not a pass.
     *
     * @return empty for {@link DmarcResult#PASS} alone
     */
    public Optional<DmarcProblem> problem() {
        return problem;
    }

    /**
     * One English sentence for a postmaster, in printing ASCII.
     *
     * @return never null
     */
    public String reason() {
        return reason;
    }

    /**
     * What the From field says.
     *
     * @return never null
     */
    public AuthorDomain author() {
        return author;
    }

    /**
     * The author domain whose verdict this is.
     *
     * @return nothing when none was checked
     */
    public Optional<DomainName> authorDomain() {
        return authorDomain;
    }

    /**
     * What found the policy record and the organizational domains.
     *
     * @return never null
     */
    public DiscoveryMethod discovery() {
        return discovery;
    }

    /**
     * Where the policy record was found.
     *
     * @return nothing where there is none
     */
    public Optional<DomainName> recordDomain() {
        return recordDomain;
    }

    /**
     * The policy record that applies.
     *
     * @return nothing where there is none
     */
    public Optional<DmarcRecord> record() {
        return record;
    }

    /**
     * Of the author domain.
     *
     * @return nothing where DNS did not tell, or no record applies
     */
    public Optional<DomainName> organizationalDomain() {
        return organizationalDomain;
    }

    /**
     * What the record asks for mail of this author that fails, before {@code t=y}.
     *
     * @return nothing where there is none
     */
    public Optional<Disposition> publishedPolicy() {
        return publishedPolicy;
    }

    /**
     * Which tag that comes from.
     *
     * @return nothing where there is none
     */
    public Optional<PolicyTag> policyTag() {
        return policyTag;
    }

    /**
     * What the record asks for after {@code t=y}.
     *
     * @return nothing where there is none
     */
    public Optional<Disposition> policy() {
        return policy;
    }

    /**
     * What the domain asks to be done with this message: the policy when the message failed, and {@link Disposition#NONE} when not.
     *
     * @return never null
     */
    public Disposition disposition() {
        return disposition;
    }

    /**
     * For each identifier whether it is aligned.
     *
     * @return empty when no policy applies
     */
    public List<DmarcAlignment> alignments() {
        return alignments;
    }

    /**
     * What owners ought to know about the records that were read.
     *
     * @return an immutable collection
     */
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DmarcOutcome that
                && result.equals(that.result)
                && problem.equals(that.problem)
                && reason.equals(that.reason)
                && author.equals(that.author)
                && authorDomain.equals(that.authorDomain)
                && discovery.equals(that.discovery)
                && recordDomain.equals(that.recordDomain)
                && record.equals(that.record)
                && organizationalDomain.equals(that.organizationalDomain)
                && publishedPolicy.equals(that.publishedPolicy)
                && policyTag.equals(that.policyTag)
                && policy.equals(that.policy)
                && disposition.equals(that.disposition)
                && alignments.equals(that.alignments)
                && findings.equals(that.findings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                result,
                problem,
                reason,
                author,
                authorDomain,
                discovery,
                recordDomain,
                record,
                organizationalDomain,
                publishedPolicy,
                policyTag,
                policy,
                disposition,
                alignments,
                findings);
    }

    /**
     * One line for a log: the result, the author domain, where the record is, the policy, what the domain asks for, and
     * what is aligned, or the problem. Its form may gain parts.
     *
     * @return printing ASCII, such as {@code dmarc=fail from=a.example.net record=_dmarc.example.net policy=reject
     *     asked=reject problem=dmarc-not-aligned}; what is not there is left out
     */
    public String summary() {
        StringBuilder line = new StringBuilder(toString());
        recordDomain.ifPresent(at -> line.append(" record=_dmarc.").append(at));
        policy.ifPresent(asked -> line.append(" policy=").append(asked.keyword()));
        line.append(" asked=").append(disposition.keyword());
        for (DmarcAlignment each : alignments) {
            if (each.aligned()) {
                DmarcIdentifier identifier = each.identifier();
                line.append(" aligned=").append(Ascii.lowerCase(identifier.mechanism() + ":" + identifier.domain()));
                break;
            }
        }
        problem.ifPresent(why -> line.append(" problem=").append(why.code()));
        return line.toString();
    }

    /**
     * Result and author domain.
     *
     * @return a few words of printing ASCII, such as {@code dmarc=pass from=example.net}
     */
    @Override
    public String toString() {
        return "dmarc=" + result.keyword()
                + authorDomain.map(domain -> " from=" + domain).orElse("");
    }
}
