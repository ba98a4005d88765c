package org.signetmail.dmarc;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;

/**
 * What came of a DMARC check, and everything that it was decided by.
 *
 * <p>Result, policy and disposition are different things: a message can pass under {@code p=reject} and fail under
 * {@code p=none}. What a receiver does in the end is its own decision (RFC 9989 §5.4) and not in here.
 *
 * <p>Immutable and thread-safe.
 *
 * @param result the result
 * @param problem why it is not a pass; empty for {@link DmarcResult#PASS} alone
 * @param reason one English sentence for a postmaster, in printing ASCII
 * @param author what the From field says
 * @param authorDomain the author domain whose verdict this is; nothing when none was checked
 * @param discovery what found the policy record and the organizational domains
 * @param recordDomain where the policy record was found
 * @param record the policy record that applies
 * @param organizationalDomain of the author domain; nothing where DNS did not tell, or no record applies
 * @param publishedPolicy what the record asks for mail of this author that fails, before {@code t=y}
 * @param policyTag which tag that comes from
 * @param policy what the record asks for after {@code t=y}
 * @param disposition what the domain asks to be done with this message: the policy when the message failed, and
 *     {@link Disposition#NONE} when not
 * @param alignments for each identifier whether it is aligned; empty when no policy applies
 * @param lints what owners ought to know about the records that were read
 */
public record DmarcOutcome(
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
        List<DmarcLint> lints) {

    /**
     * Copies the lists.
     *
     * @param result the result
     * @param problem why it is not a pass
     * @param reason one English sentence
     * @param author what the From field says
     * @param authorDomain the author domain whose verdict this is
     * @param discovery what found the policy record
     * @param recordDomain where the policy record was found
     * @param record the policy record that applies
     * @param organizationalDomain of the author domain
     * @param publishedPolicy what the record asks for before {@code t=y}
     * @param policyTag which tag that comes from
     * @param policy what the record asks for after {@code t=y}
     * @param disposition what the domain asks to be done with this message
     * @param alignments for each identifier whether it is aligned
     * @param lints what owners ought to know
     */
    public DmarcOutcome {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(authorDomain, "authorDomain");
        Objects.requireNonNull(discovery, "discovery");
        Objects.requireNonNull(recordDomain, "recordDomain");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(organizationalDomain, "organizationalDomain");
        Objects.requireNonNull(publishedPolicy, "publishedPolicy");
        Objects.requireNonNull(policyTag, "policyTag");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(disposition, "disposition");
        alignments = List.copyOf(alignments);
        lints = List.copyOf(lints);
    }
}
