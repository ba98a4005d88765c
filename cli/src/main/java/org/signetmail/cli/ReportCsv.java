package org.signetmail.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.signetmail.reports.AggregateReport;
import org.signetmail.reports.AggregateRow;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.Report;

/** The rows of aggregate reports as CSV. */
final class ReportCsv {

    private static final int LONGEST = 1000;

    private static final List<String> HEAD = List.of(
            "input",
            "reporter",
            "report_id",
            "begin",
            "end",
            "policy_domain",
            "p",
            "source_ip",
            "count",
            "disposition",
            "dkim",
            "spf",
            "reasons",
            "header_from",
            "envelope_from",
            "envelope_to",
            "dkim_results",
            "spf_results");

    private final Csv csv;
    private long rowless;

    ReportCsv(Appendable out) throws IOException {
        this.csv = new Csv(out, LONGEST, HEAD);
    }

    void write(String input, ReadOutcome outcome) throws IOException {
        for (Report report : outcome.reports()) {
            if (report instanceof AggregateReport aggregate) {
                try (Stream<AggregateRow> rows = aggregate.rows()) {
                    for (AggregateRow row : (Iterable<AggregateRow>) rows::iterator) {
                        csv.row(cells(input, aggregate, row));
                    }
                }
            } else {
                rowless++;
            }
        }
    }

    /** How many reports were of another kind, which has no rows. */
    long rowless() {
        return rowless;
    }

    private static List<String> cells(String input, AggregateReport report, AggregateRow row) {
        return List.of(
                input,
                report.organization().orElse(""),
                report.reportId().orElse(""),
                time(report.begin()),
                time(report.end()),
                report.domain().orElse(""),
                report.policy().flatMap(policy -> policy.p().keyword()).orElse(""),
                row.sourceText(),
                String.valueOf(row.count()),
                row.disposition().toString(),
                row.dkim().toString(),
                row.spf().toString(),
                joined(
                        row.reasons(),
                        each -> each.type()
                                + each.comment().map(text -> " " + text).orElse("")),
                row.headerFrom().orElse(""),
                row.envelopeFrom().orElse(""),
                row.envelopeTo().orElse(""),
                joined(
                        row.dkimResults(),
                        each -> each.domain().orElse("") + "/" + each.selector().orElse("") + "=" + each.result()),
                joined(row.spfResults(), each -> each.domain().orElse("") + "=" + each.result()));
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("");
    }

    private static <T> String joined(List<T> values, Function<T, String> text) {
        return String.join(" ", values.stream().map(text).toList());
    }
}
