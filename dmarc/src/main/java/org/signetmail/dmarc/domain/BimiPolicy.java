package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.DmarcReading;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.DmarcReport;

/** What BIMI asks of DMARC: a policy that is enforced for all mail (draft-brand-indicators-for-message-identification §5). */
final class BimiPolicy {

    private BimiPolicy() {}

    /** Whether a record has a logo to show; an empty l= says that there is none. */
    static boolean hasLogo(String octets) {
        return TagText.of(octets)
                .field("l")
                .filter(logo -> !logo.value().isEmpty())
                .isPresent();
    }

    static List<Finding> of(DmarcReport dmarc) {
        DmarcReading reading = dmarc.rfc9989();
        DmarcRecord record = reading.record().orElse(null);
        List<Finding> findings = new ArrayList<>();
        if (reading.failure().isPresent()) {
            return findings;
        }
        if (record == null) {
            findings.add(DomainCode.BIMI_POLICY
                    .finding(
                            "The domain " + dmarc.domain()
                                    + " has a logo for BIMI, and no DMARC record applies to it, so no mailbox program shows the logo.")
                    .remedy("Publish v=DMARC1; p=quarantine; rua=mailto:address at _dmarc." + dmarc.domain()
                            + " when all your mail passes DMARC."));
            return findings;
        }
        DomainName at = reading.recordDomain().orElse(dmarc.domain());
        boolean own = at.equals(dmarc.domain());
        if (own && record.p().orElse(Disposition.NONE) == Disposition.NONE) {
            add(
                    findings,
                    at,
                    "p=none",
                    "Write p=quarantine or p=reject there when the reports show that all your mail passes.");
        }
        // It counts for the domain of the record too: whoever forges takes a name below it.
        if (record.sp().filter(Disposition.NONE::equals).isPresent()) {
            add(findings, at, "sp=none", "Take sp=none out there, or write sp=quarantine or sp=reject.");
        } else if (!own && record.p().orElse(Disposition.NONE) == Disposition.NONE) {
            add(
                    findings,
                    at,
                    "p=none",
                    "Write p=quarantine or p=reject there when the reports show that all your mail passes.");
        }
        if (record.testMode()) {
            add(findings, at, "t=y", "Take t=y out there.");
        }
        // Of p=reject, what is left out is quarantined.
        if (record.p().filter(Disposition.QUARANTINE::equals).isPresent()
                && record.pct().orElse(100) < 100) {
            add(findings, at, "pct=" + record.pct().orElse(100), "Take pct out there.");
        }
        return findings;
    }

    private static void add(List<Finding> findings, DomainName at, String tag, String remedy) {
        findings.add(DomainCode.BIMI_POLICY
                .finding("The record at _dmarc." + at + " has " + tag
                        + ", with which mailbox programs do not show the logo of BIMI.")
                .remedy(remedy));
    }
}
