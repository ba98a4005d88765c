package org.signetmail.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.dkim.DkimReport;
import org.signetmail.dkim.PublishedKey;
import org.signetmail.dmarc.AppliedPolicy;
import org.signetmail.dmarc.DmarcReading;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.DmarcReport;
import org.signetmail.dmarc.domain.DomainReport;
import org.signetmail.dmarc.domain.MtaStsPolicy;
import org.signetmail.spf.SpfReport;

/** What was found out about domains, an object a line, which {@code docs/command.md} has key by key. */
final class CheckJson implements CheckPrinter {

    private static final int VERSION = 1;

    private final Console console;

    CheckJson(Console console) {
        this.console = console;
    }

    @Override
    public void take(CheckedDomain checked) {
        console.out().println(Json.of(object(checked)));
    }

    @Override
    public void end(List<AllowList.OfLine> lines) {
        // Each object is of one domain; a line of the allow-list is of none, and makes the status all the same.
        FindingText.print(
                console.err(),
                Colors.OFF,
                lines.stream().map(AllowList.OfLine::finding).toList());
    }

    private static Map<String, @Nullable Object> object(CheckedDomain checked) {
        DomainReport report = checked.report();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", VERSION);
        object.put("domain", report.domain().toString());
        object.put("status", checked.status());
        object.put("complete", !checked.isUnanswered());
        object.put("questions", report.questions());
        object.put("spf", report.spf().map(CheckJson::spf).orElse(null));
        object.put("keys", report.dkim().map(CheckJson::keys).orElse(List.of()));
        object.put("dmarc", report.dmarc().map(CheckJson::dmarc).orElse(null));
        object.put(
                "mailHosts",
                report.mailHosts().stream().map(DomainName::toString).toList());
        object.put("mtaStsPolicy", report.mtaStsPolicy().map(CheckJson::policy).orElse(null));
        object.put("findings", JsonParts.findings(checked.counting()));
        object.put("allowed", JsonParts.allowed(report.findings(), checked.allowed()));
        return object;
    }

    private static Map<String, @Nullable Object> spf(SpfReport spf) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("record", spf.tree().text().orElse(null));
        object.put("valid", spf.record().isPresent());
        object.put("lookups", spf.lookups());
        object.put("voids", spf.voids());
        return object;
    }

    private static List<Map<String, @Nullable Object>> keys(DkimReport dkim) {
        return dkim.keys().stream().map(CheckJson::key).toList();
    }

    private static Map<String, @Nullable Object> key(PublishedKey key) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("selector", key.selector().toString());
        object.put("alias", JsonParts.text(key.alias()));
        object.put("record", key.record().text());
        object.put("kind", key.record().keyType());
        object.put("bits", key.record().bits());
        object.put("usable", key.record().problem().isEmpty());
        return object;
    }

    private static Map<String, @Nullable Object> dmarc(DmarcReport dmarc) {
        DmarcReading reading = dmarc.rfc9989();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("recordDomain", JsonParts.text(reading.recordDomain()));
        object.put("record", JsonParts.text(reading.record().map(DmarcRecord::text)));
        object.put("policy", policy(reading.domain()));
        object.put("subdomainPolicy", policy(reading.subdomain()));
        object.put("missingSubdomainPolicy", policy(reading.missingSubdomain()));
        return object;
    }

    private static Map<String, @Nullable Object> policy(MtaStsPolicy policy) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("mode", JsonParts.word(policy.mode()));
        object.put("mx", policy.mx());
        object.put("maxAge", policy.maxAge());
        return object;
    }

    private static @Nullable String policy(Optional<AppliedPolicy> policy) {
        return policy.map(applied -> applied.policy().keyword()).orElse(null);
    }
}
