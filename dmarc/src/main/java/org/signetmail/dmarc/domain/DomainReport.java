package org.signetmail.dmarc.domain;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.dkim.DkimReport;
import org.signetmail.dmarc.DmarcReport;
import org.signetmail.spf.SpfReport;

/**
 * What {@link DomainCheck} found out about a domain. Made by a check alone.
 *
 * <p>Immutable and thread-safe.
 */
public final class DomainReport {

    private final DomainName domain;
    private final List<Finding> findings;
    private final @Nullable SpfReport spf;
    private final @Nullable DmarcReport dmarc;
    private final @Nullable DkimReport dkim;
    private final List<DomainName> mailHosts;
    private final @Nullable MtaStsPolicy policy;
    private final int questions;
    private final boolean temporary;

    DomainReport(
            DomainName domain,
            List<Finding> findings,
            @Nullable SpfReport spf,
            @Nullable DmarcReport dmarc,
            @Nullable DkimReport dkim,
            List<DomainName> mailHosts,
            @Nullable MtaStsPolicy policy,
            int questions,
            boolean temporary) {
        this.domain = domain;
        this.findings = List.copyOf(findings);
        this.spf = spf;
        this.dmarc = dmarc;
        this.dkim = dkim;
        this.mailHosts = List.copyOf(mailHosts);
        this.policy = policy;
        this.questions = questions;
        this.temporary = temporary;
    }

    /**
     * The domain that was looked at.
     *
     * @return the domain
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * All there is to say, each once.
     *
     * @return the gravest first; empty when all is well
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * What SPF shows.
     *
     * @return nothing when the domain does not exist
     */
    public Optional<SpfReport> spf() {
        return Optional.ofNullable(spf);
    }

    /**
     * What DMARC shows.
     *
     * @return nothing when the domain does not exist
     */
    public Optional<DmarcReport> dmarc() {
        return Optional.ofNullable(dmarc);
    }

    /**
     * What DKIM shows.
     *
     * @return nothing when the domain does not exist
     */
    public Optional<DkimReport> dkim() {
        return Optional.ofNullable(dkim);
    }

    /**
     * The hosts of its MX records that were looked at.
     *
     * @return the most preferred first, of many the first few; empty when there is none
     */
    public List<DomainName> mailHosts() {
        return mailHosts;
    }

    /**
     * The policy of MTA-STS that senders find.
     *
     * @return nothing when it was not asked for ({@link DomainCheck#withMtaStsPolicy}), and when there is none that they take
     */
    public Optional<MtaStsPolicy> mtaStsPolicy() {
        return Optional.ofNullable(policy);
    }

    /**
     * How many questions DNS was asked.
     *
     * @return {@value DomainCheck#MAX_QUESTIONS} at most
     */
    public int questions() {
        return questions;
    }

    /**
     * Whether an answer of DNS is missing that may come later.
     *
     * @return true when asking again may say more
     */
    public boolean isTemporary() {
        return temporary;
    }

    /** The domain and all findings. */
    @Override
    public String toString() {
        return domain + " " + findings;
    }
}
