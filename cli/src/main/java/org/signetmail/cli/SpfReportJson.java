package org.signetmail.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfReport;

/** What {@code signet spf} found, in JSON: of the domain, or of one client. */
final class SpfReportJson {

    private SpfReportJson() {}

    static Map<String, @Nullable Object> of(SpfReport report) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", 1);
        object.put("domain", report.domain().toString());
        object.put("report", report(report));
        object.put("spf", null);
        return object;
    }

    static Map<String, @Nullable Object> of(DomainName domain, SpfOutcome outcome) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", 1);
        object.put("domain", domain.toString());
        object.put("report", null);
        object.put("spf", SpfJson.of(outcome));
        return object;
    }

    private static Map<String, @Nullable Object> report(SpfReport report) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("lookups", report.lookups());
        object.put("voids", report.voids());
        object.put("mxHosts", report.mxHosts());
        object.put("ptrNames", report.ptrNames());
        object.put("permitted", report.permitted().blocks());
        object.put("unknown", report.unknown());
        object.put("complete", report.isComplete());
        object.put("temporary", report.isTemporary());
        object.put("questions", report.questions());
        object.put("findings", JsonParts.findings(report.findings()));
        object.put("tree", published(report.tree()));
        return object;
    }

    private static Map<String, @Nullable Object> published(SpfReport.Published published) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", published.domain().toString());
        object.put("text", published.text().orElse(null));
        object.put("problem", published.problem().orElse(null));
        object.put("lookups", published.lookups());
        object.put("voids", published.voids());
        object.put("terms", published.terms().stream().map(SpfReportJson::term).toList());
        return object;
    }

    private static Map<String, @Nullable Object> term(SpfReport.Term term) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("term", term.term().toString());
        object.put("target", JsonParts.text(term.target()));
        object.put("lookups", term.lookups());
        object.put("voids", term.voids());
        object.put("reachable", term.reachable());
        object.put("outcome", term.outcome());
        object.put("matches", term.matches().blocks());
        object.put("published", term.published().map(SpfReportJson::published).orElse(null));
        return object;
    }
}
