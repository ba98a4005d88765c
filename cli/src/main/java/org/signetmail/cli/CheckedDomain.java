package org.signetmail.cli;

import java.util.List;
import java.util.Set;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import org.signetmail.dmarc.domain.DomainReport;

/** A domain that was checked, and what counts of what was found. */
record CheckedDomain(DomainReport report, AllowList allowed, FindingOptions faults) {

    /** Nobody acts on it at the domain: it says what is to be looked at elsewhere. */
    private static final String NOT_IN_DNS = "profile-not-in-dns";

    /** That DNS gave no answer. */
    private static final Set<String> UNANSWERED =
            Set.of("spf-dns-failure", "dkim-key-lookup-failed", "dmarc-not-answered", "domain-lookup-failed");

    /** The findings that are not allowed, the gravest first. */
    List<Finding> counting() {
        return allowed.counting(report.findings());
    }

    /** Those of them that are about what DNS shows. */
    List<Finding> shown() {
        return counting().stream()
                .filter(finding -> !finding.code().equals(NOT_IN_DNS))
                .toList();
    }

    /** What the receiver of a profile asks for and DNS does not show. */
    List<Finding> notInDns() {
        return counting().stream()
                .filter(finding -> finding.code().equals(NOT_IN_DNS))
                .toList();
    }

    /** Those about what DNS shows and did tell. */
    List<Finding> told() {
        return shown().stream()
                .filter(finding -> !UNANSWERED.contains(finding.code()))
                .toList();
    }

    long count(Severity severity) {
        return told().stream().filter(finding -> finding.severity() == severity).count();
    }

    /** Whether an answer is missing, so that the same may say more later. */
    boolean isUnanswered() {
        return report.isTemporary() || counting().stream().map(Finding::code).anyMatch(UNANSWERED::contains);
    }

    /** A finding that counts comes before an answer that is missing, which is no fault yet. */
    int status() {
        int status = faults.status(counting().stream()
                .filter(finding -> !UNANSWERED.contains(finding.code()))
                .toList());
        return status == ExitStatus.OK && isUnanswered() ? ExitStatus.TEMPORARY : status;
    }
}
