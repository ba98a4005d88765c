package org.signetmail.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.dmarc.AppliedPolicy;
import org.signetmail.dmarc.DmarcReading;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.DmarcReport;
import org.signetmail.dmarc.DmarcStep;
import org.signetmail.dmarc.ReportDestination;
import org.signetmail.dmarc.ReportKind;
import org.signetmail.dmarc.ReportUri;

/** The object that {@code signet dmarc --json} prints, which {@code docs/command.md} has key by key. */
final class DmarcJson {

    private static final int VERSION = 1;

    private DmarcJson() {}

    static Map<String, @Nullable Object> of(DmarcReport report) {
        DmarcReading rfc9989 = report.rfc9989();
        DmarcReading rfc7489 = report.rfc7489();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", VERSION);
        object.put("domain", report.domain().toString());
        object.put("failure", JsonParts.text(report.failure().map(failed -> JsonParts.word(failed.reason()))));
        object.put("walk", report.walk().stream().map(DmarcJson::step).toList());
        object.put("rfc9989", reading(rfc9989));
        object.put("rfc7489", reading(rfc7489));
        object.put(
                "policies",
                List.of(
                        policies("domain", rfc9989.domain(), rfc7489.domain()),
                        policies("subdomain", rfc9989.subdomain(), rfc7489.subdomain()),
                        policies("missing-subdomain", rfc9989.missingSubdomain(), rfc7489.missingSubdomain())));
        object.put("differences", report.differences());
        List<Map<String, @Nullable Object>> destinations = new ArrayList<>();
        for (ReportKind kind : ReportKind.values()) {
            report.destinations(kind).forEach(each -> destinations.add(destination(kind, each)));
        }
        object.put("destinations", destinations);
        object.put("findings", JsonParts.findings(report.findings()));
        return object;
    }

    private static Map<String, @Nullable Object> step(DmarcStep step) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", step.name().toString());
        object.put("domain", step.domain().toString());
        object.put("found", JsonParts.word(step.kind()));
        object.put("texts", step.texts());
        return object;
    }

    private static Map<String, @Nullable Object> reading(DmarcReading reading) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("recordDomain", JsonParts.text(reading.recordDomain()));
        object.put("record", JsonParts.text(reading.record().map(DmarcRecord::text)));
        object.put("organizationalDomain", JsonParts.text(reading.organizationalDomain()));
        return object;
    }

    private static Map<String, @Nullable Object> policies(
            String of, Optional<AppliedPolicy> rfc9989, Optional<AppliedPolicy> rfc7489) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("of", of);
        object.put("rfc9989", rfc9989.map(DmarcJson::policy).orElse(null));
        object.put("rfc7489", rfc7489.map(DmarcJson::policy).orElse(null));
        return object;
    }

    private static Map<String, @Nullable Object> policy(AppliedPolicy policy) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("policy", policy.policy().keyword());
        object.put("published", policy.published().keyword());
        object.put("tag", JsonParts.word(policy.tag()));
        object.put("recordDomain", policy.recordDomain().toString());
        object.put("percent", policy.percent());
        return object;
    }

    private static Map<String, @Nullable Object> destination(ReportKind kind, ReportDestination destination) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", JsonParts.word(kind));
        object.put("uri", destination.published().text());
        object.put("status", JsonParts.word(destination.status()));
        object.put(
                "targets", destination.targets().stream().map(ReportUri::text).toList());
        object.put("reason", destination.reason());
        return object;
    }
}
