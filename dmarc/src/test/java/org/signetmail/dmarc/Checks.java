package org.signetmail.dmarc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.signetmail.dmarc.DmarcIdentifier.Mechanism;
import org.signetmail.testkit.FakeDns;

/** The short forms that the tables of DMARC tests are written in. */
final class Checks {

    private Checks() {}

    /**
     * A zone of DMARC records, parted by #: {@code example.com p=reject} stands for
     * {@code _dmarc.example.com TXT "v=DMARC1; p=reject"}, {@code example.com !SERVFAIL} for that fault, and what
     * begins with a colon is a line of the zone as it stands.
     */
    static FakeDns zone(String records) {
        return FakeDns.zone(zoneText(records));
    }

    /** The same as text. */
    static String zoneText(String records) {
        StringBuilder text = new StringBuilder();
        for (String record : records.split("#", -1)) {
            String line = record.strip();
            if (line.startsWith(":")) {
                text.append(line.substring(1)).append('\n');
            } else if (!line.isEmpty()) {
                int space = line.indexOf(' ');
                String name = line.substring(0, space);
                String data = line.substring(space + 1).strip();
                text.append("_dmarc.").append(name).append(" TXT ");
                text.append(data.startsWith("!") ? data : "\"v=DMARC1; " + data + '"')
                        .append('\n');
            }
        }
        return text.toString();
    }

    static AuthorDomain from(String value) {
        return AuthorDomain.of(Message.of(("From: " + value + "\r\n\r\n").getBytes(StandardCharsets.UTF_8))
                .fields());
    }

    /** Identifiers such as {@code dkim=example.com spf=example.net:temperror}; one that says no more passed. */
    static List<DmarcIdentifier> identifiers(String text) {
        List<DmarcIdentifier> identifiers = new ArrayList<>();
        for (String each : text.split(" ", -1)) {
            if (!each.isEmpty()) {
                String[] parts = each.split("[=:]", -1);
                identifiers.add(new DmarcIdentifier(
                        Mechanism.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                        DomainName.of(parts[1]),
                        IdentifierResult.valueOf(parts.length < 3 ? "PASS" : parts[2].toUpperCase(Locale.ROOT))));
            }
        }
        return identifiers;
    }

    /** An outcome such as {@code fail @example.com org=example.com sp=reject>quarantine}, or {@code none NO_RECORD}. */
    static String show(DmarcOutcome outcome) {
        StringBuilder shown = new StringBuilder(outcome.result().keyword());
        outcome.recordDomain().ifPresent(domain -> shown.append(" @").append(domain));
        outcome.organizationalDomain().ifPresent(domain -> shown.append(" org=").append(domain));
        outcome.policyTag().ifPresent(tag -> shown.append(' ').append(tag.name().toLowerCase(Locale.ROOT)));
        outcome.publishedPolicy().ifPresent(policy -> shown.append('=').append(policy.keyword()));
        if (!outcome.policy().equals(outcome.publishedPolicy())) {
            shown.append('>').append(outcome.policy().orElseThrow().keyword());
        }
        outcome.problem()
                .filter(problem -> outcome.policy().isEmpty() || problem == DmarcProblem.ALIGNMENT_UNKNOWN)
                .ifPresent(problem -> shown.append(' ').append(problem));
        return shown.toString();
    }

    static String verdicts(DmarcOutcome outcome) {
        return outcome.alignments().stream().map(each -> each.verdict().name()).collect(Collectors.joining(" "));
    }

    /** What was asked, such as {@code _dmarc.example.com _dmarc.com}; types other than TXT are told. */
    static String queries(FakeDns dns) {
        return dns.queries().stream()
                .map(question -> question.toString().replace(" TXT", "").replace(' ', '/'))
                .collect(Collectors.joining(" "));
    }
}
