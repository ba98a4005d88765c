package org.signetmail.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import org.signetmail.dkim.DkimReport;
import org.signetmail.dkim.PublishedKey;
import org.signetmail.dmarc.AppliedPolicy;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.DmarcReport;
import org.signetmail.dmarc.domain.DomainReport;
import org.signetmail.spf.SpfReport;

/** What is in order of a domain: a sentence for each part of it of which nothing is an error or a warning. */
final class GoodParts {

    private static final long SECONDS_OF_DAY = 86_400;

    private final DomainReport report;
    private final List<Finding> wrong;
    private final List<String> sentences = new ArrayList<>();

    private GoodParts(CheckedDomain checked) {
        this.report = checked.report();
        this.wrong = report.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
    }

    static List<String> of(CheckedDomain checked) {
        GoodParts parts = new GoodParts(checked);
        parts.report.spf().ifPresent(parts::spf);
        parts.report.dkim().ifPresent(parts::dkim);
        parts.report.dmarc().ifPresent(parts::dmarc);
        parts.mail();
        parts.tls();
        return parts.sentences;
    }

    private boolean isWrong(String code) {
        return wrong.stream().anyMatch(finding -> finding.code().startsWith(code));
    }

    private void spf(SpfReport spf) {
        if (spf.record().isEmpty() || spf.isTemporary() || isWrong("spf-")) {
            return;
        }
        sentences.add("SPF: "
                + (spf.deniesAll()
                        ? "no host may send."
                        : Numbers.counted(spf.permitted().blocks().size(), "network") + " may send; a check needs "
                                + spf.lookups() + " of 10 look-ups."));
    }

    private void dkim(DkimReport dkim) {
        for (PublishedKey key : dkim.keys()) {
            boolean named = wrong.stream().anyMatch(finding -> finding.name().equals(Optional.of(key.name())));
            if (!named && key.record().problem().isEmpty()) {
                sentences.add("DKIM: the key of selector " + key.selector() + " can be used ("
                        + Printable.of(key.record().keyType()) + ", "
                        + key.record().bits() + " bits).");
            }
        }
    }

    private void dmarc(DmarcReport dmarc) {
        Optional<AppliedPolicy> policy = dmarc.rfc9989().domain();
        // A policy that asks for nothing protects nobody, and that is said above.
        boolean asks =
                policy.filter(applied -> applied.policy() != Disposition.NONE).isPresent();
        if (asks && dmarc.failure().isEmpty() && !isWrong("dmarc-")) {
            sentences.add("DMARC: " + policy.orElseThrow() + " for mail that fails.");
        }
    }

    private void mail() {
        boolean answered = report.mailHosts().stream().noneMatch(this::isUnanswered) && !isUnanswered(report.domain());
        if (!report.mailHosts().isEmpty() && answered && !isWrong("mx-")) {
            sentences.add("Mail hosts: "
                    + String.join(
                            ", ",
                            report.mailHosts().stream().map(Object::toString).toList())
                    + ".");
        }
    }

    /** Where there are mail hosts, that one of these records is missing is a finding, as is each fault of it. */
    private void tls() {
        if (report.mailHosts().isEmpty()) {
            return;
        }
        if (isSilent("mta-sts-") && !isUnansweredAt("_mta-sts")) {
            sentences.add("MTA-STS: "
                    + report.mtaStsPolicy()
                            .map(policy -> "mode " + JsonParts.word(policy.mode()) + ", for "
                                    + policy.maxAge() / SECONDS_OF_DAY + " days.")
                            .orElse("there is a record; its policy is looked at with --https."));
        }
        if (isSilent("tls-rpt-") && !isUnansweredAt("_smtp._tls")) {
            sentences.add("TLS reports: asked for.");
        }
    }

    private boolean isSilent(String code) {
        return report.findings().stream().noneMatch(finding -> finding.code().startsWith(code));
    }

    private boolean isUnansweredAt(String prefix) {
        return report.domain()
                .prepend(DomainName.of(prefix))
                .filter(this::isUnanswered)
                .isPresent();
    }

    private boolean isUnanswered(DomainName name) {
        return wrong.stream()
                .anyMatch(finding -> finding.code().equals("domain-lookup-failed")
                        && finding.name().equals(Optional.of(name)));
    }
}
