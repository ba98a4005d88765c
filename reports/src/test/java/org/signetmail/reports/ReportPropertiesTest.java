package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every report, and for everything that is none. */
class ReportPropertiesTest {

    /** The two readings have nothing in common but the rules. */
    @Test
    void aNaiveReadingAgrees() throws Exception {
        for (long seed = 0; seed < 1000; seed++) {
            String xml = RandomReport.of(seed);
            ReadOutcome outcome = ReportReader.DEFAULT.read(xml.getBytes(UTF_8));
            assertThat(outcome.refusals()).as(xml).isEmpty();
            assertThat(said((AggregateReport) outcome.reports().get(0))).as(xml).isEqualTo(NaiveReading.of(xml));
        }
    }

    private static List<String> said(AggregateReport report) {
        PublishedPolicy policy = report.policy().orElseThrow();
        List<String> said = new ArrayList<>();
        said.add(report.organization().orElse("null") + " " + report.reportId().orElse("null") + " "
                + policy.domain().orElse("null") + " " + policy.p().keyword().orElse("null") + " "
                + policy.sp().keyword().orElse("null") + " "
                + policy.adkim().keyword().orElse("null") + " "
                + report.extraContactInfo().orElse("null") + " " + policy.fo().orElse("null") + " "
                + policy.pct().map(String::valueOf).orElse("null") + " "
                + report.version().orElse("null"));
        try (Stream<AggregateRow> rows = report.rows()) {
            rows.forEach(row -> said.add(line(row)));
        }
        ReportTotals totals = report.totals();
        Map<String, Long> dispositions = new TreeMap<>();
        // A disposition that counts no message is not in the sums of the other reading either way.
        totals.byDisposition().forEach((key, count) -> dispositions.put(key.keyword(), count));
        try (Stream<AggregateRow> rows = report.rows()) {
            rows.filter(row -> row.disposition().value().isEmpty())
                    .forEach(row -> dispositions.merge("null", row.count(), Long::sum));
        }
        said.add(totals.messages() + " " + totals.droppedRows() + " " + totals.dkimPass() + " " + totals.eitherPass()
                + " " + totals.distinctIps() + " " + dispositions);
        return said;
    }

    private static String line(AggregateRow row) {
        StringBuilder line = new StringBuilder();
        line.append(row.sourceIp().getHostAddress()).append(' ').append(row.count());
        line.append(' ').append(row.disposition().keyword().orElse("null"));
        line.append(' ')
                .append(row.headerFrom().orElse("null"))
                .append(' ')
                .append(row.envelopeFrom().orElse("null"));
        for (DkimAuthResult each : row.dkimResults()) {
            line.append(" dkim ")
                    .append(each.domain().orElse("null"))
                    .append(' ')
                    .append(each.selector().orElse("null"));
            line.append(' ').append(each.result().keyword().orElse("null"));
        }
        for (SpfAuthResult each : row.spfResults()) {
            line.append(" spf ").append(each.domain().orElse("null"));
            line.append(' ').append(each.result().keyword().orElse("null"));
        }
        for (PolicyOverride each : row.reasons()) {
            line.append(" reason ").append(each.type().keyword().orElse("null"));
            line.append(' ').append(each.comment().orElse("null"));
        }
        return line.toString();
    }

    /** Octets changed, cut, doubled and swapped: always an outcome, and one that is true to itself. */
    @ParameterizedTest
    @ValueSource(strings = {"xml", "utf-16", "gzip", "zip", "mail", "failure", "json"})
    void whateverComesIn(String kind) throws IOException {
        byte[] good = SampleInputs.of(kind);
        assertThat(ReportReader.DEFAULT.read(good).refusals()).isEmpty();
        int read = 0;
        for (int seed = 0; seed < 1500; seed++) {
            byte[] bad = SampleInputs.changed(good, new Random(seed));
            ReadOutcome outcome =
                    ReportReader.DEFAULT.withPartialReports(seed % 2 == 0).read(bad);
            assertThat(outcome.reports().isEmpty() && outcome.refusals().isEmpty())
                    .isFalse();
            outcome.refusals().forEach(each -> assertThat(each.toString()).matches("[ -~]+"));
            outcome.problems().forEach(each -> assertThat(each.toString()).matches("[ -~]+"));
            StringBuilder json = new StringBuilder();
            ReportJson.DEFAULT.write("x", outcome, json);
            assertThat(json.toString()).matches("[ -~]+\n");
            for (Report report : outcome.reports()) {
                assertThat(report.toString()).matches("[ -~]+");
                if (report instanceof AggregateReport aggregate) {
                    try (Stream<AggregateRow> rows = aggregate.rows()) {
                        assertThat(rows.mapToLong(AggregateRow::count).reduce(0, Tally::sum))
                                .isEqualTo(aggregate.totals().messages());
                    }
                    read++;
                }
            }
        }
        assertThat(read > 0 || kind.equals("failure") || kind.equals("json")).isTrue();
    }

    /** A few seconds of what {@code reports/measure fuzz MINUTES SEED} does for as long as one likes. */
    @Test
    void aShortFuzz() throws IOException {
        ReportFuzz fuzz = new ReportFuzz(2026);
        for (int i = 0; i < 1000; i++) {
            fuzz.once();
        }
        assertThat(fuzz.reports()).isGreaterThan(100);
        assertThat(fuzz.refusals()).isGreaterThan(100);
    }
}
