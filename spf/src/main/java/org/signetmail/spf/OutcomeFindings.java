package org.signetmail.spf;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Parsed;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.SpfRecord;

/** What there is to say about an outcome beyond its sentence: found when somebody asks, from the records it met. */
final class OutcomeFindings {

    /** The code of the one finding that is not about a record. */
    static final FindingCode PRIVATE_CLIENT = FindingCode.of(
            "spf-private-client",
            Severity.WARNING,
            "",
            "The client's address is private, which no record on the Internet can name: the server sees its own"
                    + " gateway.");

    private final SpfOutcome outcome;

    OutcomeFindings(SpfOutcome outcome) {
        this.outcome = outcome;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        for (SpfOutcome.Noted noted : outcome.noted()) {
            Parsed<SpfRecord> parsed = SpfRecord.parse(noted.txt());
            parsed.findings()
                    .forEach(finding -> findings.add(of(noted.domain(), TextLint.withEffect(finding, parsed.kind()))));
        }
        privateClient().ifPresent(findings::add);
        return List.copyOf(findings);
    }

    /** A finding of the parser, which knows the text alone, with the domain whose record it is. */
    static Finding of(DomainName domain, Finding finding) {
        Finding named = Finding.of(
                        finding.code(),
                        finding.severity(),
                        finding.section(),
                        "In the TXT record of " + domain + ": " + finding.message())
                .remedy(finding.remedy());
        return finding.position().map(named::at).orElse(named);
    }

    private Optional<Finding> privateClient() {
        return outcome.clientIp()
                .filter(ip -> outcome.result() != SpfResult.PASS && SpfReason.isPrivate(ip))
                .map(OutcomeFindings::privateClient);
    }

    private static Finding privateClient(InetAddress ip) {
        return PRIVATE_CLIENT
                .finding("The client's address, " + IpAddress.of(ip)
                        + ", is a private one, which no record on the Internet can name: what a receiver gets for it"
                        + " says nothing of a sender outside.")
                .remedy("If the mail came from outside, a proxy, a container or a tunnel stands in between: have it"
                        + " hand on the client's own address. If it came from within, do not check SPF for it.");
    }

    List<String> explain() {
        List<String> lines = new ArrayList<>();
        String reason = outcome.reason();
        lines.add(reason);
        for (SpfOutcome.Noted noted : outcome.noted()) {
            for (Finding finding : SpfRecord.parse(noted.txt()).findings()) {
                // What the sentence has said already is shown and not said again.
                String message = finding.message();
                boolean said = reason.contains(message.substring(0, message.length() - 1));
                String place = "TXT record of " + noted.domain();
                lines.add(
                        said
                                ? "  " + place + ":"
                                : "  " + finding.severity().keyword() + ", " + place + ": " + message);
                finding.position().ifPresent(position -> caret(lines, position));
                remedy(lines, finding);
            }
        }
        privateClient().ifPresent(finding -> {
            lines.add("  " + finding.severity().keyword() + ": " + finding.message());
            remedy(lines, finding);
        });
        outcome.explanation().ifPresent(explanation -> lines.add("  " + explanation));
        outcome.trace().ifPresent(trace -> trace.lines().forEach(line -> lines.add("  " + line)));
        return List.copyOf(lines);
    }

    private static void caret(List<String> lines, Position place) {
        place.caret().lines().forEach(line -> lines.add("    " + line));
    }

    private static void remedy(List<String> lines, Finding finding) {
        if (!finding.remedy().isEmpty()) {
            lines.add("  " + finding.remedy());
        }
    }
}
