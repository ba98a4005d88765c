package org.signetmail.cli.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.signetmail.cli.attacks.Attack.done;
import static org.signetmail.cli.attacks.Attack.held;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.signetmail.reports.AggregateReport;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.ReportPage;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.ReportSums;

/** Reports that blow up, reach out, or speak to whoever looks at them. */
final class ReportAttacks {

    private static final int MIB = 1 << 20;

    private ReportAttacks() {}

    private static String report(String organization, String inner) {
        return "<feedback><report_metadata><org_name>" + organization + "</org_name><email>a@a.example</email>"
                + "<report_id>1</report_id><date_range><begin>1767225600</begin><end>1767311999</end></date_range>"
                + "</report_metadata><policy_published><domain>bank.example</domain><p>none</p></policy_published>"
                + inner
                + "</feedback>";
    }

    private static final String ROW = "<record><row><source_ip>192.0.2.1</source_ip><count>1</count><policy_evaluated>"
            + "<disposition>none</disposition><dkim>pass</dkim><spf>pass</spf></policy_evaluated></row><identifiers>"
            + "<header_from>bank.example</header_from></identifiers><auth_results><spf><domain>bank.example</domain>"
            + "<result>pass</result></spf></auth_results></record>";

    private static Callable<String> read(Callable<byte[]> input) {
        return () -> {
            ReadOutcome outcome = ReportReader.DEFAULT.read(input.call());
            return outcome.refusal()
                    .map(refusal -> refusal.type().keyword()
                            + refusal.limit()
                                    .map(limit -> " " + limit.keyword())
                                    .orElse(""))
                    .orElseGet(() -> outcome.reports().size() + " report");
        };
    }

    private static Callable<String> read(String text) {
        return read(() -> text.getBytes(ISO_8859_1));
    }

    private static byte[] gzip(byte[] inner) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(inner);
        }
        return out.toByteArray();
    }

    private static byte[] zip(int entries, byte[] inner) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry(i + ".xml"));
                zip.write(inner);
            }
        }
        return out.toByteArray();
    }

    private static byte[] blanks(int octets) {
        return report("A", " ".repeat(octets)).getBytes(ISO_8859_1);
    }

    static List<Attack> all() {
        String entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
        return List.of(
                done(
                        "external entities",
                        "a DOCTYPE that names a file or a URL",
                        "[rule 4](../reports/RULES.md)",
                        "doctype",
                        read("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                                + report("&e;", ROW))),
                done(
                        "a billion laughs",
                        "entities made of entities",
                        "[rule 4](../reports/RULES.md)",
                        "doctype",
                        read(entities + report("&b;", ROW))),
                done(
                        "gzip bomb",
                        "8 MiB of blanks in 8 KiB",
                        "[rule 10](../reports/RULES.md)",
                        "limit ratio",
                        read(() -> gzip(blanks(8 * MIB)))),
                done(
                        "bomb in a bomb",
                        "the same packed again",
                        "[rule 10](../reports/RULES.md)",
                        "limit ratio",
                        read(() -> gzip(gzip(blanks(8 * MIB))))),
                done(
                        "zip bomb",
                        "the same in a zip file",
                        "[rule 10](../reports/RULES.md)",
                        "limit ratio",
                        read(() -> zip(1, blanks(8 * MIB)))),
                done(
                        "zip of many",
                        "6000 files",
                        "[rule 10](../reports/RULES.md)",
                        "limit entries",
                        read(() -> zip(6000, "x".getBytes(ISO_8859_1)))),
                done(
                        "containers in containers",
                        "gzip, five times",
                        "[rule 10](../reports/RULES.md)",
                        "limit nesting",
                        read(() -> gzip(gzip(gzip(gzip(gzip(report("A", ROW).getBytes(ISO_8859_1)))))))),
                done(
                        "depth",
                        "a million elements in each other, a million lists",
                        "[rule 10](../reports/RULES.md)",
                        "limit depth; limit depth",
                        () -> read(report("A", "<x>".repeat(1_000_000))).call() + "; "
                                + read("{\"a\":" + "[".repeat(1_000_000)).call()),
                done(
                        "one long value",
                        "an organization of 10 MiB",
                        "[rule 10](../reports/RULES.md)",
                        "limit text",
                        read(() -> report("A".repeat(10 * MIB), ROW).getBytes(ISO_8859_1))),
                done(
                        "mails in mails",
                        "200 parts in each other",
                        "[rule 10](../reports/RULES.md)",
                        "limit depth",
                        read("Content-Type: message/rfc822\r\n\r\n".repeat(200))),
                done(
                        "script in a report",
                        "an organization `<script>` and an `onerror` in the page of `signet report`: written as text",
                        "[rule 21](../reports/RULES.md)",
                        "1 report, no script",
                        () -> {
                            String name = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;";
                            ReadOutcome outcome =
                                    ReportReader.DEFAULT.read(report(name, ROW).getBytes(ISO_8859_1));
                            ReportSums sums = new ReportSums();
                            outcome.reports().forEach(sums::add);
                            StringBuilder page = new StringBuilder();
                            ReportPage.write(sums.overview(), Map.of(), page);
                            boolean script = page.indexOf("<script>alert") >= 0 || page.indexOf("<img") >= 0;
                            boolean told = page.indexOf("alert(1)") >= 0;
                            return outcome.reports().size() + " report, "
                                    + (script ? "SCRIPT" : told ? "no script" : "NO NAME");
                        }),
                done(
                        "characters that are none",
                        "NUL, line ends and marks of direction in names",
                        "[rule 21](../reports/RULES.md)",
                        "one line",
                        () -> {
                            ReadOutcome outcome =
                                    ReportReader.DEFAULT.read(report("A&#10;B&#13;C\u00e2\u0080\u00ae", ROW)
                                            .getBytes(ISO_8859_1));
                            AggregateReport read =
                                    (AggregateReport) outcome.reports().get(0);
                            return read.toString().lines().count() == 1 ? "one line" : "SEVERAL";
                        }),
                held(
                        "a report in another's name",
                        "a mail that passes for the attacker, with a report that names the bank's receiver",
                        "RFC 9990 §3.5.2, §8.2",
                        "forged, or doubtful: it does not count as the receiver's",
                        "org.signetmail.reports.ReportIntakeTest#namesOfOthersAreTold"),
                held(
                        "every other bomb",
                        "100 inputs at full size, in a small heap",
                        "[rule 10](../reports/RULES.md)",
                        "a refusal by its type, or the report",
                        "org.signetmail.reports.HostileReportTest#hostileInputs"),
                held(
                        "failure reports to a victim",
                        "a `ruf` of somebody else's, and mail by the thousand",
                        "RFC 9990 §4, RFC 9991 §2",
                        "only whom the victim's own DNS allows, at a rate",
                        "org.signetmail.reports.sending.FailureReportsTest#rateLimit"));
    }
}
