package org.signetmail.reports.sending;

import java.util.List;
import org.signetmail.core.DomainName;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.reports.AuthFailureType;

/**
 * What a failure report tells about one message, redacted already where it is to be. Made by {@link FailureReports} alone. Immutable and thread-safe.
 */
public final class FailureNotice {

    private final DomainName policyDomain;
    private final DmarcRecord record;
    private final AuthFailureType type;
    private final String kind;
    private final List<String> report;
    private final FailureSampleText sample;

    FailureNotice(
            DomainName policyDomain,
            DmarcRecord record,
            AuthFailureType type,
            String kind,
            List<String> report,
            FailureSampleText sample) {
        this.policyDomain = policyDomain;
        this.record = record;
        this.type = type;
        this.kind = kind;
        this.report = List.copyOf(report);
        this.sample = sample;
    }

    /**
     * Whose record asks for it.
     *
     * @return for {@link RecipientFinder#find}, with {@link #record}
     */
    public DomainName policyDomain() {
        return policyDomain;
    }

    /**
     * The record that asks for it.
     *
     * @return never null
     */
    public DmarcRecord record() {
        return record;
    }

    /**
     * What failed.
     *
     * @return {@link AuthFailureType#DMARC} when something failed to give an aligned pass; else what failed without that
     */
    public AuthFailureType type() {
        return type;
    }

    /** What makes it another report: two of a kind tell nothing new. */
    String kind() {
        return kind;
    }

    List<String> report() {
        return report;
    }

    FailureSampleText sample() {
        return sample;
    }

    /**
     * Kind of failure and domain.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return type.keyword() + " failure, reported to " + policyDomain;
    }
}
