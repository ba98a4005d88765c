package org.signetmail.reports;

import java.util.List;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.dmarc.Authentication;

/**
 * A report, and whether to believe it. Immutable and thread-safe.
 *
 * @param report the report
 * @param trust whether to believe it
 * @param reason one English sentence for a postmaster: what decided; in printing ASCII
 * @param reporter the domain in From that the mail is proved to be from; nothing when it is not proved
 * @param standing whether it was here before
 * @param verdict our own verdict on the mail that brought it
 * @param findings all that was noticed, what decided among it
 */
public record ReceivedReport(
        Report report,
        ReportTrust trust,
        String reason,
        Optional<DomainName> reporter,
        ReportStanding standing,
        Authentication verdict,
        List<Finding> findings) {

    /**
     * Copies the list.
     *
     * @param report the report
     * @param trust whether to believe it
     * @param reason what decided
     * @param reporter the domain that it is from
     * @param standing whether it was here before
     * @param verdict on the mail
     * @param findings all that was noticed
     */
    public ReceivedReport {
        findings = List.copyOf(findings);
    }

    /**
     * Whether it belongs into sums: it is believed, and was not here before.
     *
     * @return true then
     */
    public boolean counts() {
        return trust == ReportTrust.ACCEPT && standing == ReportStanding.FIRST;
    }
}
