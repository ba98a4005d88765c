package org.signetmail.reports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.signetmail.reports.StoredJson.In;
import org.signetmail.reports.StoredJson.Out;

/** Reports as texts for a store, and back; all but the rows of aggregate reports, which have a table. */
final class StoredForm {

    private StoredForm() {}

    static String head(AggregateReport report) {
        FeedbackHead head = report.head();
        return StoredJson.write(out -> {
            out.text("namespace", head.namespace())
                    .text("version", head.version())
                    .text("orgName", head.orgName())
                    .text("email", head.email())
                    .text("extraContactInfo", head.extraContactInfo())
                    .text("reportId", head.reportId())
                    .time("begin", head.begin())
                    .time("end", head.end())
                    .texts("errors", head.errors())
                    .text("generator", head.generator());
            head.policy().ifPresent(policy -> out.object("policy", each -> policy(each, policy)));
            out.object("totals", each -> totals(each, report.totals()));
            if (report.isPartial()) {
                out.number("partial", Optional.of(1L));
            }
            deviations(out, report);
        });
    }

    static AggregateReport aggregate(
            String text, Optional<ReportTotals> some, LongFunction<Stream<AggregateRow>> rows) {
        In in = StoredJson.read(text);
        FeedbackHead head = new FeedbackHead(
                in.text("namespace"),
                in.text("version"),
                in.text("orgName"),
                in.text("email"),
                in.text("extraContactInfo"),
                in.text("reportId"),
                in.time("begin"),
                in.time("end"),
                List.copyOf(in.texts("errors")),
                in.text("generator"),
                in.object("policy").map(StoredForm::policy));
        ReportTotals totals = some.orElseGet(() -> totals(in.object("totals").orElseThrow()));
        return new AggregateReport(
                head,
                totals,
                in.count("partial") > 0,
                deviations(in, "problems"),
                deviations(in, "remarks"),
                () -> rows.apply(totals.rows()));
    }

    /** How many rows of a report were dropped, which does not depend on which of its rows are asked for. */
    static long droppedRows(String head) {
        return StoredJson.read(head).object("totals").orElseThrow().count("droppedRows");
    }

    private static void policy(Out out, PublishedPolicy policy) {
        out.text("domain", policy.domain())
                .word("p", policy.p())
                .word("sp", policy.sp())
                .word("np", policy.np())
                .word("adkim", policy.adkim())
                .word("aspf", policy.aspf())
                .number("pct", policy.pct().map(Integer::longValue))
                .text("fo", policy.fo())
                .word("testing", policy.testing())
                .word("discoveryMethod", policy.discoveryMethod());
    }

    private static PublishedPolicy policy(In in) {
        return new PublishedPolicy(
                in.text("domain"),
                in.word("p", Words.POLICY),
                in.word("sp", Words.POLICY),
                in.word("np", Words.POLICY),
                in.word("adkim", Words.MODE),
                in.word("aspf", Words.MODE),
                in.number("pct").map(Math::toIntExact),
                in.text("fo"),
                in.word("testing", Words.TESTING),
                in.word("discoveryMethod", Words.DISCOVERY));
    }

    private static void totals(Out out, ReportTotals totals) {
        out.number("rows", Optional.of(totals.rows()))
                .number("droppedRows", Optional.of(totals.droppedRows()))
                .number("messages", Optional.of(totals.messages()))
                .number("withoutDisposition", Optional.of(totals.withoutDisposition()))
                .number("dkimPass", Optional.of(totals.dkimPass()))
                .number("spfPass", Optional.of(totals.spfPass()))
                .number("eitherPass", Optional.of(totals.eitherPass()))
                .number("distinctIps", Optional.of((long) totals.distinctIps()));
        for (ReportedDisposition each : ReportedDisposition.values()) {
            out.number(
                    each.keyword(), Optional.ofNullable(totals.byDisposition().get(each)));
        }
    }

    private static ReportTotals totals(In in) {
        Map<ReportedDisposition, Long> byDisposition = new EnumMap<>(ReportedDisposition.class);
        for (ReportedDisposition each : ReportedDisposition.values()) {
            in.number(each.keyword()).ifPresent(messages -> byDisposition.put(each, messages));
        }
        return new ReportTotals(
                in.count("rows"),
                in.count("droppedRows"),
                in.count("messages"),
                byDisposition,
                in.count("withoutDisposition"),
                in.count("dkimPass"),
                in.count("spfPass"),
                in.count("eitherPass"),
                Math.toIntExact(in.count("distinctIps")));
    }

    private static void deviations(Out out, Report report) {
        out.objects("problems", report.problems(), StoredForm::deviation)
                .objects("remarks", report.remarks(), StoredForm::deviation);
    }

    private static void deviation(Out out, ReportProblem problem) {
        out.text("fault", Optional.of(problem.fault().code()))
                .text("where", Optional.of(problem.where()))
                .text("value", Optional.of(problem.value()))
                .number("row", Optional.of(problem.row()))
                .number("times", Optional.of(problem.times()));
    }

    private static List<ReportProblem> deviations(In in, String name) {
        List<ReportProblem> problems = new ArrayList<>();
        for (In each : in.objects(name)) {
            problems.add(new ReportProblem(
                    ReportFault.stored(each.text("fault").orElseThrow()),
                    each.text("where").orElseThrow(),
                    each.text("value").orElseThrow(),
                    each.count("row"),
                    each.count("times")));
        }
        return List.copyOf(problems);
    }

    static String tls(TlsReport report) {
        return StoredJson.write(out -> {
            out.text("organization", report.organization())
                    .text("contactInfo", report.contactInfo())
                    .text("reportId", report.reportId())
                    .time("begin", report.begin())
                    .time("end", report.end())
                    .objects("policies", report.policies(), StoredForm::tlsPolicy);
            deviations(out, report);
        });
    }

    static TlsReport tls(String text) {
        In in = StoredJson.read(text);
        return new TlsReport(
                in.text("organization"),
                in.text("contactInfo"),
                in.text("reportId"),
                in.time("begin"),
                in.time("end"),
                in.objects("policies").stream().map(StoredForm::tlsPolicy).toList(),
                deviations(in, "problems"),
                deviations(in, "remarks"));
    }

    private static void tlsPolicy(Out out, TlsPolicy policy) {
        out.word("type", policy.type())
                .text("domain", policy.domain())
                .texts("strings", policy.strings())
                .texts("mxHosts", policy.mxHosts())
                .number("successful", policy.successful())
                .number("failed", policy.failed())
                .objects("failures", policy.failures(), StoredForm::tlsFailure);
    }

    private static TlsPolicy tlsPolicy(In in) {
        return new TlsPolicy(
                in.word("type", Words.TLS_POLICY),
                in.text("domain"),
                List.copyOf(in.texts("strings")),
                List.copyOf(in.texts("mxHosts")),
                in.number("successful"),
                in.number("failed"),
                in.objects("failures").stream().map(StoredForm::tlsFailure).toList());
    }

    private static void tlsFailure(Out out, TlsFailure failure) {
        out.word("resultType", failure.resultType())
                .text("sendingIp", failure.sendingIp())
                .text("receivingIp", failure.receivingIp())
                .text("receivingMx", failure.receivingMx())
                .text("receivingHelo", failure.receivingHelo())
                .number("count", failure.count())
                .text("additionalInfo", failure.additionalInfo())
                .text("reasonCode", failure.reasonCode());
    }

    private static TlsFailure tlsFailure(In in) {
        return new TlsFailure(
                in.word("resultType", Words.TLS_RESULT),
                in.text("sendingIp"),
                in.text("receivingIp"),
                in.text("receivingMx"),
                in.text("receivingHelo"),
                in.number("count"),
                in.text("additionalInfo"),
                in.text("reasonCode"));
    }
}
