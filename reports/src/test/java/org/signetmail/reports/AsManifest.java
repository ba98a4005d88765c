package org.signetmail.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.signetmail.spf.address.IpAddress;

/** Reports in the shape of the suite's manifest, made from what the public types say and from nothing else. */
final class AsManifest {

    private AsManifest() {}

    static Map<String, Object> of(Report report, int records) {
        if (report instanceof AggregateReport aggregate) {
            return aggregate(aggregate, records);
        }
        return report instanceof TlsReport tls ? tls(tls) : failure((FailureReport) report);
    }

    private static Map<String, Object> aggregate(AggregateReport report, int records) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("namespace", orNull(report.namespace()));
        map.put("version", orNull(report.version()));
        map.put("orgName", orNull(report.organization()));
        map.put("email", orNull(report.email()));
        map.put("extraContactInfo", orNull(report.extraContactInfo()));
        map.put("reportId", orNull(report.reportId()));
        map.put("begin", seconds(report.begin()));
        map.put("end", seconds(report.end()));
        map.put("errors", report.errors());
        map.put("generator", orNull(report.generator()));
        map.put("policy", report.policy().map(AsManifest::policy).orElse(null));
        ReportTotals totals = report.totals();
        map.put("rows", totals.rows());
        map.put("messages", totals.messages());
        map.put("droppedRows", totals.droppedRows());
        map.put("totals", totals(totals));
        List<Object> shown = new ArrayList<>();
        try (Stream<AggregateRow> rows = report.rows()) {
            rows.limit(records).forEach(row -> shown.add(row(row)));
        }
        map.put("records", shown);
        return map;
    }

    private static Map<String, Object> totals(ReportTotals totals) {
        Map<String, Object> byDisposition = new LinkedHashMap<>();
        totals.byDisposition().forEach((disposition, messages) -> byDisposition.put(disposition.keyword(), messages));
        if (totals.withoutDisposition() > 0) {
            byDisposition.put("None", totals.withoutDisposition());
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("byDisposition", byDisposition);
        map.put("dkimPass", totals.dkimPass());
        map.put("spfPass", totals.spfPass());
        map.put("eitherPass", totals.eitherPass());
        map.put("distinctIps", totals.distinctIps());
        return map;
    }

    private static Map<String, Object> policy(PublishedPolicy policy) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("domain", orNull(policy.domain()));
        map.put("p", word(policy.p()));
        map.put("sp", word(policy.sp()));
        map.put("np", word(policy.np()));
        map.put("adkim", word(policy.adkim()));
        map.put("aspf", word(policy.aspf()));
        map.put("pct", orNull(policy.pct()));
        map.put("fo", orNull(policy.fo()));
        map.put("testing", word(policy.testing()));
        map.put("discoveryMethod", word(policy.discoveryMethod()));
        return map;
    }

    private static Map<String, Object> row(AggregateRow row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("ip", row.sourceText());
        map.put("count", row.count());
        map.put("disposition", word(row.disposition()));
        map.put("dkim", word(row.dkim()));
        map.put("spf", word(row.spf()));
        map.put("reasons", row.reasons().stream().map(AsManifest::reason).toList());
        map.put("headerFrom", orNull(row.headerFrom()));
        map.put("envelopeFrom", orNull(row.envelopeFrom()));
        map.put("envelopeTo", orNull(row.envelopeTo()));
        map.put("dkimResults", row.dkimResults().stream().map(AsManifest::dkim).toList());
        map.put("spfResults", row.spfResults().stream().map(AsManifest::spf).toList());
        return map;
    }

    private static Map<String, Object> reason(PolicyOverride reason) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", word(reason.type()));
        map.put("comment", orNull(reason.comment()));
        return map;
    }

    private static Map<String, Object> dkim(DkimAuthResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("domain", orNull(result.domain()));
        map.put("selector", orNull(result.selector()));
        map.put("result", word(result.result()));
        map.put("humanResult", orNull(result.humanResult()));
        return map;
    }

    private static Map<String, Object> spf(SpfAuthResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("domain", orNull(result.domain()));
        map.put("scope", word(result.scope()));
        map.put("result", word(result.result()));
        map.put("humanResult", orNull(result.humanResult()));
        return map;
    }

    private static Map<String, Object> tls(TlsReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("organizationName", orNull(report.organization()));
        map.put("contactInfo", orNull(report.contactInfo()));
        map.put("reportId", orNull(report.reportId()));
        map.put("begin", seconds(report.begin()));
        map.put("end", seconds(report.end()));
        map.put(
                "policies",
                report.policies().stream().map(AsManifest::tlsPolicy).toList());
        map.put("successful", report.successful());
        map.put("failed", report.failed());
        return map;
    }

    private static Map<String, Object> tlsPolicy(TlsPolicy policy) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", word(policy.type()));
        map.put("domain", orNull(policy.domain()));
        map.put("strings", policy.strings());
        map.put("mxHosts", policy.mxHosts());
        map.put("successful", orNull(policy.successful()));
        map.put("failed", orNull(policy.failed()));
        map.put(
                "failures",
                policy.failures().stream().map(AsManifest::tlsFailure).toList());
        return map;
    }

    private static Map<String, Object> tlsFailure(TlsFailure failure) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("resultType", orNull(failure.resultType().text()));
        map.put("sendingIp", orNull(failure.sendingIp()));
        map.put("receivingIp", orNull(failure.receivingIp()));
        map.put("receivingMx", orNull(failure.receivingMx()));
        map.put("receivingHelo", orNull(failure.receivingHelo()));
        map.put("count", orNull(failure.count()));
        map.put("additionalInfo", orNull(failure.additionalInfo()));
        map.put("reasonCode", orNull(failure.reasonCode()));
        return map;
    }

    private static Map<String, Object> failure(FailureReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("feedbackType", word(report.feedbackType()));
        map.put("version", orNull(report.version()));
        map.put("userAgent", orNull(report.userAgent()));
        map.put("authFailure", word(report.authFailure()));
        map.put("identityAlignment", orNull(report.identityAlignment()));
        map.put("originalMailFrom", orNull(report.originalMailFrom()));
        map.put(
                "sourceIp",
                report.sourceIp().map(each -> IpAddress.of(each).toString()).orElse(null));
        map.put("arrivalDate", seconds(report.arrivalDate()));
        map.put("reportedDomain", orNull(report.reportedDomain()));
        map.put("deliveryResult", word(report.deliveryResult()));
        map.put("originalEnvelopeId", orNull(report.originalEnvelopeId()));
        map.put("dkimDomain", orNull(report.dkimDomain()));
        map.put("dkimIdentity", orNull(report.dkimIdentity()));
        map.put("dkimSelector", orNull(report.dkimSelector()));
        map.put("incidents", orNull(report.incidents()));
        map.put("originalRcptTo", report.originalRcptTo());
        map.put("reportedUri", report.reportedUri());
        map.put("authenticationResults", report.authenticationResults());
        map.put("spfDns", report.spfDns());
        map.put("sample", report.sample().map(AsManifest::sample).orElse(null));
        return map;
    }

    private static Map<String, Object> sample(FailureSample sample) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", sample.wholeMessage() ? "message" : "headers");
        map.put("from", orNull(sample.from()));
        map.put("subject", orNull(sample.subject()));
        return map;
    }

    private static Object word(Reported<?> word) {
        return orNull(word.keyword());
    }

    private static Object seconds(Optional<Instant> time) {
        return orNull(time.map(Instant::getEpochSecond));
    }

    private static <T> T orNull(Optional<T> value) {
        return value.orElse(null);
    }
}
