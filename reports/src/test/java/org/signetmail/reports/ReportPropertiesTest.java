package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every report, and for everything that is none. */
class ReportPropertiesTest {

    private static final String ODD = "<>&;'\"/! \0=:{}[]\\%\r\n";

    private static final String TLS = """
            {"organization-name":"A","date-range":{"start-datetime":"2026-01-01T00:00:00Z",\
            "end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"x@a.example","report-id":"t2","policies":[{"policy":\
            {"policy-type":"sts","policy-string":["version: STSv1"],"policy-domain":"example.org","mx-host":["mx"]},\
            "summary":{"total-successful-session-count":3,"total-failure-session-count":1},"failure-details":\
            [{"result-type":"certificate-expired","sending-mta-ip":"2001:db8::1","failed-session-count":1}]}]}""";

    private static final String FAILURE = """
            Subject: FW\r
            Content-Type: multipart/report; report-type=feedback-report; boundary=b\r
            \r
            --b\r
            Content-Type: message/feedback-report\r
            \r
            Feedback-Type: auth-failure\r
            Version: 1\r
            User-Agent: A/1\r
            Auth-Failure: dmarc\r
            Identity-Alignment: dkim, spf (both)\r
            Authentication-Results: mx; dmarc=fail\r
            Source-IP: 192.0.2.1\r
            Arrival-Date: Fri, 02 Jan 2026 03:00:00 +0100\r
            \r
            --b\r
            Content-Type: text/rfc822-headers\r
            \r
            From: =?utf-8?q?J=C3=BCrgen?= <j@example.org>\r
            --b--\r
            """;

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
        byte[] good = octets(kind);
        assertThat(ReportReader.DEFAULT.read(good).refusals()).isEmpty();
        int read = 0;
        for (int seed = 0; seed < 1500; seed++) {
            byte[] bad = changed(good, new Random(seed));
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

    private static byte[] octets(String kind) throws IOException {
        byte[] xml = RandomReport.of(42).getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (kind) {
            case "xml" -> out.write(xml);
            case "utf-16" ->
                out.write(("\uFEFF" + new String(xml, UTF_8).replace("encoding=\"UTF-8\"", "")).getBytes(UTF_16LE));
            case "gzip" -> {
                try (OutputStream zip = new GZIPOutputStream(out)) {
                    zip.write(xml);
                }
            }
            case "zip" -> {
                try (ZipOutputStream zip = new ZipOutputStream(out)) {
                    zip.putNextEntry(new ZipEntry("a.xml"));
                    zip.write(xml);
                    zip.putNextEntry(new ZipEntry("b.xml"));
                    zip.write(RandomReport.of(43).getBytes(UTF_8));
                }
            }
            case "mail" ->
                out.write(("Subject: Report Domain: example.org Submitter: a Report-ID: 1\r\nContent-Type:"
                                + " multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/gzip\r\n"
                                + "Content-Transfer-Encoding: base64\r\n\r\n"
                                + Base64.getMimeEncoder().encodeToString(octets("gzip")) + "\r\n--b--\r\n")
                        .getBytes(UTF_8));
            case "failure" -> out.write(FAILURE.getBytes(UTF_8));
            default -> out.write(TLS.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] changed(byte[] good, Random random) {
        byte[] bad = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bad.length);
            int length = Math.min(random.nextInt(20), bad.length - at);
            switch (random.nextInt(5)) {
                case 0 -> bad[at] = (byte) random.nextInt();
                case 1 -> bad[at] = (byte) ODD.charAt(random.nextInt(ODD.length()));
                case 2 -> bad = Arrays.copyOf(bad, at + 1);
                case 3 -> System.arraycopy(bad, at, bad, random.nextInt(bad.length - length + 1), length);
                default -> Arrays.fill(bad, at, at + length, (byte) ' ');
            }
        }
        return bad;
    }
}
