package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.cli.Console.Stream;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.Zone;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ReportCommandTest {

    private static final String REPORT = """
        <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><version>1.0</version><report_metadata>\
        <org_name>Receiver</org_name><email>a@receiver.example</email><report_id>1</report_id>\
        <date_range><begin>1767225600</begin><end>1767311999</end></date_range></report_metadata>\
        <policy_published><domain>example.org</domain><p>none</p></policy_published>\
        <record><row><source_ip>192.0.2.1</source_ip><count>8</count><policy_evaluated><disposition>none</disposition>\
        <dkim>pass</dkim><spf>pass</spf></policy_evaluated></row><identifiers><header_from>example.org</header_from>\
        </identifiers><auth_results><spf><domain>example.org</domain><scope>mfrom</scope><result>pass</result></spf>\
        </auth_results></record>\
        <record><row><source_ip>127.0.0.1</source_ip><count>2</count><policy_evaluated><disposition>none</disposition>\
        <dkim>fail</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>example.org</header_from>\
        </identifiers><auth_results><spf><domain>esp.example</domain><scope>mfrom</scope><result>pass</result></spf>\
        </auth_results></record></feedback>
        """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int signet(String... args) {
        return signet(InputStream.nullInputStream(), args);
    }

    private int signet(InputStream in, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("report"));
        all.addAll(List.of(args));
        return Main.run(in, new PrintWriter(out), new PrintWriter(err, true), all.toArray(new String[0]));
    }

    private String file(String name, String contents) throws IOException {
        return Files.writeString(folder.resolve(name), contents).toString();
    }

    private List<Map<?, ?>> jsonLines() {
        List<Map<?, ?>> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(line));
        }
        return lines;
    }

    @Test
    void theTable() throws IOException {
        assertThat(signet(file("r.xml", REPORT))).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
            1 report, 2026-01-01 to 2026-01-01: 10 messages, 8 (80.0 %) pass DMARC, 2 fail
            Nobody has checked who sent it: forged reports count like others

            Domains
            DOMAIN       PASS  FAIL  PASS OF ALL
            example.org  8     2     80.0 %

            Authenticated, but not aligned: not set up, or forwarded
            SOURCE        MESSAGES  FIRST SEEN  LAST SEEN   FROM
            127.0.0.0/24  2         2026-01-01  2026-01-01  example.org
              -> SPF passes for esp.example, which is not aligned with example.org: give the service a custom MAIL FROM \
            below example.org, or let DKIM do it.

            Aligned: DMARC passes
            SOURCE        MESSAGES  FIRST SEEN  LAST SEEN   FROM
            192.0.2.0/24  8         2026-01-01  2026-01-01  example.org

            Reporters
            REPORTER  REPORTS  MESSAGES  PASSED OVER
            Receiver  1        10        nothing
            """);
        assertThat(err.toString()).isEqualToNormalizingNewlines("signet: 1 input read, 1 report, 0 refused\n");
    }

    @Test
    void sumsStayAtTheEndOfTheirRange() throws IOException {
        String most = REPORT.replace("<count>8<", "<count>" + Long.MAX_VALUE + "<");
        String nextDay = most.replace("<report_id>1<", "<report_id>2<")
                .replace("1767225600", "1767312000")
                .replace("1767311999", "1767398399");
        assertThat(signet(file("a.xml", most), file("b.xml", nextDay))).isZero();
        assertThat(out.toString()).containsPattern("\nexample\\.org +9,223,372,036,854,775,807 +0 +100\\.0 %");
    }

    @Test
    void jsonOfEachInput() throws IOException {
        String good = file("r.xml", REPORT);
        String bad = file("b.xml", "<!DOCTYPE feedback><feedback/>");
        assertThat(signet("--json", "--records", "1", good, bad)).isEqualTo(ExitStatus.FAIL);

        List<Map<?, ?>> lines = jsonLines();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).keySet())
                .map(String::valueOf)
                .containsExactly("input", "reports", "refusal", "problems", "remarks");
        Map<?, ?> report = (Map<?, ?>) ((List<?>) lines.get(0).get("reports")).get(0);
        assertThat(report.get("messages")).isEqualTo(10);
        assertThat((List<?>) report.get("records")).hasSize(1);
        assertThat(report.get("recordsShown")).isEqualTo(1);
        assertThat(lines.get(0).get("refusal")).isNull();
        assertThat(lines.get(1).get("input")).isEqualTo(bad);
        assertThat(((Map<?, ?>) lines.get(1).get("refusal")).get("type")).isEqualTo("doctype");
        assertThat(err.toString()).isEqualToNormalizingNewlines("signet: 2 inputs read, 1 report, 1 refused\n");
    }

    @Test
    void aFolderIsReadInOrderAndAReportCountsOnce() throws IOException {
        Files.createDirectories(folder.resolve("in/deep"));
        file("in/b.xml", REPORT);
        file("in/deep/c.xml", REPORT);
        file("in/a.xml", REPORT.replace("<report_id>1<", "<report_id>2<"));
        assertThat(signet(folder.resolve("in").toString())).isZero();
        assertThat(out.toString())
                .startsWith("2 reports, 2026-01-01 to 2026-01-01: 20 messages")
                .contains("1 report came before and is not counted again");
        assertThat(signet("--json", folder.resolve("in").toString())).isZero();
        assertThat(jsonLines())
                .extracting(each ->
                        Path.of((String) each.get("input")).getFileName().toString())
                .containsExactly("a.xml", "b.xml", "c.xml");
    }

    @Test
    void eachMessageOfAnMboxFileIsAnInput() throws IOException {
        String mail = "From r@receiver.example Thu Jan  1 00:00:00 2026\nSubject: r\nContent-Type: text/xml\n\n";
        String mbox = mail + REPORT + "\n" + mail + "From here on text, no mail\n" + REPORT.replace(">1<", ">2<") + "\n"
                + mail.replace("text/xml", "text/plain") + "nothing\n";
        assertThat(signet("--json", file("all.mbox", mbox))).isEqualTo(ExitStatus.FAIL);
        List<Map<?, ?>> lines = jsonLines();
        assertThat(lines)
                .extracting(each -> ((String) each.get("input")).replaceAll(".*#", "#"))
                .containsExactly("#1", "#2", "#3");
        assertThat((List<?>) lines.get(0).get("reports")).hasSize(1);
        assertThat(((Map<?, ?>) lines.get(2).get("refusal")).get("type")).isEqualTo("not-a-report");
        // A file with one message is a mail.
        assertThat(signet("--json", file("one.mbox", mail + REPORT))).isZero();
        assertThat(jsonLines().get(0).get("problems")).isEqualTo(List.of("mbox-line"));
    }

    /** A person who waits sees how far it is; a file that standard error goes to has the last line alone. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        two files            | b.xml c.xml | 1 of 2 files: %b.xml; 2 of 2 files: %c.xml
        a folder             | in          | 1 of 1 files: %in/a.xml
        mails of an mbox     | m.mbox      | 1 of 1 files: %m.mbox; %m.mbox#1; %m.mbox#2
        one that is refused  | d.xml       | 1 of 1 files: %d.xml
        """)
    void progress(String what, String inputs, String lines) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        file("in/a.xml", REPORT);
        file("b.xml", REPORT);
        file("c.xml", REPORT);
        file("d.xml", "<!DOCTYPE feedback><feedback/>");
        file("m.mbox", mbox());
        String[] args = List.of(inputs.split(" ")).stream()
                .map(name -> folder.resolve(name).toString())
                .toArray(String[]::new);
        Instant[] now = {Instant.EPOCH};
        // What is longer than a line of a terminal is cut.
        String expected = List.of(lines.split("; ")).stream()
                .map(line -> line.replace("%", folder + "/"))
                .map(line -> line.substring(0, Math.min(79, line.length())))
                .collect(Collectors.joining());

        for (Set<Stream> terminals : List.of(Set.<Stream>of(), Set.of(Stream.ERR), Set.of(Stream.ERR, Stream.OUT))) {
            for (String form : List.of("--json", "--csv", "--html", "--limit=rows=9")) {
                out.getBuffer().setLength(0);
                err.getBuffer().setLength(0);
                Console console = Console.of(
                                InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err, true))
                        .withTerminals(terminals)
                        .withClock(() -> now[0] = now[0].plusSeconds(1));
                List<String> all = new ArrayList<>(List.of("report", form));
                all.addAll(List.of(args));
                int status = Main.run(console, all.toArray(new String[0]));

                assertThat(status).isEqualTo(inputs.equals("d.xml") ? ExitStatus.FAIL : ExitStatus.OK);
                String said = err.toString().replaceAll("[\\r ]*\\r", "\r").replaceAll(" +\r", "\r");
                assertThat(said.replace("\r", "").replaceAll(" +signet:", "signet:"))
                        .as(what + form + terminals)
                        .startsWith((terminals.isEmpty() ? "" : expected) + "signet: ")
                        .hasLineCount(1);
                assertThat(out.toString()).doesNotContain(" files: ");
            }
        }
    }

    private static String mbox() {
        String mail = "From r@receiver.example Thu Jan  1 00:00:00 2026\nSubject: r\nContent-Type: text/xml\n\n";
        return mail + REPORT + "\n" + mail + REPORT.replace(">1<", ">2<") + "\n";
    }

    /** 0 all was read, 1 something was refused, 2 wrong usage or unreadable; of several the gravest. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        all was read         | good.xml             | 0
        refused              | doctype.xml          | 1
        empty                | empty.xml            | 1
        cut off              | cut.xml              | 1
        one of two           | good.xml doctype.xml | 1
        not there            | good.xml no.xml      | 2
        not there, refused   | doctype.xml no.xml   | 2
        an empty folder      | none                 | 0
        """)
    void exitStatus(String what, String inputs, int status) throws IOException {
        Files.createDirectories(folder.resolve("none"));
        file("good.xml", REPORT);
        file("doctype.xml", "<!DOCTYPE feedback><feedback/>");
        file("empty.xml", "");
        file("cut.xml", REPORT.substring(0, 700));
        for (String form : List.of("--json", "--csv", "--html", "--limit=rows=9")) {
            List<String> args = new ArrayList<>(List.of(form));
            List.of(inputs.split(" "))
                    .forEach(name -> args.add(folder.resolve(name).toString()));
            assertThat(signet(args.toArray(new String[0]))).as(what + form).isEqualTo(status);
        }
    }

    @Test
    void aFileThatCannotBeReadIsToldAndTheOthersAreRead() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        String closed = file("in/a.xml", REPORT);
        file("in/b.xml", REPORT);
        assumeTrue(Path.of(closed).toFile().setReadable(false) && !Files.isReadable(Path.of(closed)));
        assertThat(signet(folder.resolve("in").toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(out.toString()).startsWith("1 report,");
        assertThat(err.toString()).contains("signet: no permission to read ", "signet: 1 input read");
    }

    /** Nothing is lost in silence, wherever the mails come from. */
    @Test
    void mboxFilesFromElsewhere() throws IOException {
        assertThat(signet(new ByteArrayInputStream(mbox().getBytes(UTF_8)), "--json", "-"))
                .isZero();
        assertThat(jsonLines()).extracting(each -> (String) each.get("input")).containsExactly("-#1", "-#2");
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(octets)) {
            zip.write(mbox().getBytes(UTF_8));
        }
        assertThat(signet(new ByteArrayInputStream(octets.toByteArray()), "--json", "-"))
                .isZero();
        assertThat((List<?>) jsonLines().get(0).get("reports")).hasSize(2);
        assertThat(signet(
                        new ByteArrayInputStream(mbox().substring(0, mbox().indexOf("\nFrom ", 5))
                                .getBytes(UTF_8)),
                        "-"))
                .isZero();
        assertThat(out.toString()).startsWith("1 report,");
    }

    /** D20: the same key with other contents is told apart, and which input it was. */
    @Test
    void duplicatesThatSaySomethingElseAreNamed() throws IOException {
        String one = file("a.xml", REPORT);
        String again = file("b.xml", REPORT);
        String other = file("c.xml", REPORT.replace("<count>8<", "<count>9<"));
        assertThat(signet(one, again, other)).isZero();
        assertThat(out.toString())
                .contains("\n"
                        + "2 reports came before and are not counted again; 1 of them says something else than"
                        + " the one");
        assertThat(err.toString())
                .startsWith("signet: " + other + ": report 1 says something else than one with the same reporter");
        assertThat(signet("--html", one, again, other)).isZero();
        assertThat(out.toString())
                .contains("1 report with the reporter, id, domain and period of one that came before");
    }

    @Test
    void whatHasNoPeriodIsOfNoDay() throws IOException {
        String name =
                file("r.xml", REPORT.replace("<begin>1767225600", "<begin>-1").replace("<end>1767311999", "<end>x"));
        assertThat(signet(name)).isZero();
        assertThat(out.toString())
                .startsWith("1 report, - to -: 10 messages")
                .contains("\nexample.org  8     2     80.0 %");
        assertThat(signet("--html", name)).isZero();
        assertThat(out.toString()).contains("Reports without a usable period are of no day");
    }

    /** D1: absent stays absent, and a reporter that says nothing says no failure. */
    @Test
    void rowsWithoutAnEvaluationAreTold() throws IOException {
        int from = REPORT.lastIndexOf("<policy_evaluated>");
        int to = REPORT.lastIndexOf("</policy_evaluated>") + "</policy_evaluated>".length();
        String name = file("r.xml", REPORT.substring(0, from) + REPORT.substring(to));
        assertThat(signet(name)).isZero();
        assertThat(out.toString())
                .contains(
                        "\nOf 2 messages the reporter does not say whether they pass; they are among those that fail\n")
                .contains("  -> The reporter does not say whether this mail of example.org passed DMARC;")
                .doesNotContain("ask the reporter");
        assertThat(signet("--html", name)).isZero();
        assertThat(out.toString()).contains("Of 2 messages the reporter does not say");
    }

    /** What has no rows in CSV, no messages, or no place is told, and each refusal counts. */
    @Test
    void reportsOfOtherKinds() throws IOException {
        String tls = file("t.json", """
            {"organization-name":"A","date-range":{"start-datetime":"2026-01-01T00:00:00Z",
            "end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"a@a.example","report-id":"1","policies":[{"policy":
            {"policy-type":"sts","policy-domain":"example.org"},
            "summary":{"total-successful-session-count":1,"total-failure-session-count":2},"failure-details":[
            {"result-type":"Certificate-Expired","failed-session-count":1},
            {"result-type":"certificate-expired","failed-session-count":1}]}]}\
            """);
        assertThat(signet("--csv", tls)).isZero();
        assertThat(err.toString()).startsWith("signet: 1 report of TLS or of a single failure has no rows");
        assertThat(signet(tls)).isZero();
        assertThat(out.toString())
                .startsWith("1 report, 2026-01-01 to 2026-01-01" + System.lineSeparator())
                .contains("certificate-expired 2")
                .doesNotContain("0 messages");
        assertThat(signet("--json", tls)).isZero();
        assertThat(out.toString())
                .contains("\"resultType\":\"certificate-expired\"")
                .doesNotContain("Certificate-");
        String bad = file("bad.xml", "<!DOCTYPE a><a/>");
        assertThat(signet(bad, bad)).isEqualTo(ExitStatus.FAIL);
        assertThat(err.toString()).isEqualToNormalizingNewlines("signet: 2 inputs read, 0 reports, 2 refused\n");
        String name = file("r.xml", REPORT);
        assertThat(signet("--partial", "--limit", "rows=1", name)).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString())
                .contains("1 report among them is partial")
                .contains("move the limit: --limit rows=N");
        assertThat(signet("--json", "--partial", "--limit", "rows=1", name)).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString()).contains("\"partial\":true");
    }

    @Test
    void linksInFoldersAreTold() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        try {
            Files.createSymbolicLink(folder.resolve("in/l.xml"), Path.of(file("r.xml", REPORT)));
        } catch (UnsupportedOperationException | IOException e) {
            assumeTrue(false, "SKIPPED: no links here");
        }
        assertThat(signet(folder.resolve("in").toString())).isZero();
        assertThat(err.toString()).startsWith("signet: 1 link in ").contains("not followed");
    }

    /** RFC 3339 has years of four digits; what Java's parser has beside is no time, and no reason to end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59:59-18:00",
                "-999999999-01-01T00:00:00+18:00",
                "+10000-01-01T00:00:00Z",
                "0000-01-01T00:00:00+18:00",
                "9999-12-31T23:59:59-18:00"
            })
    void timesWithoutADay(String time) throws IOException {
        String tls = file("t.json", """
            {"organization-name":"A","date-range":{"start-datetime":"2026-01-01T00:00:00Z","end-datetime":"%s"},
            "contact-info":"a@a.example","report-id":"1","policies":[{"policy":{"policy-type":"sts",
            "policy-string":["a"],"policy-domain":"example.org","mx-host":["mx"]},
            "summary":{"total-successful-session-count":1,"total-failure-session-count":0}}]}\
            """.formatted(time));
        for (String form : List.of("--json", "--csv", "--html", "--limit=rows=9")) {
            assertThat(signet(form, tls, file("r.xml", REPORT))).as(form).isZero();
            assertThat(out.toString()).contains("example.org");
        }
    }

    @Test
    void standardInput() {
        assertThat(signet(new ByteArrayInputStream(REPORT.getBytes(UTF_8)), "-"))
                .isZero();
        assertThat(out.toString()).startsWith("1 report,");
    }

    /** RFC 4180 has no formulas, and spreadsheets do. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@a", "\t=1", " =1", "\"=1", "\u00A0=1", "\uFF1D1", "|calc", "%0A=1"})
    void noCellStartsAFormula(String text) throws IOException {
        String escaped = text.replace("\"", "&quot;").replace("\t", "&#9;");
        String bad = REPORT.replace("Receiver", "<![CDATA[" + text + "]]>")
                .replace(">1<", ">" + escaped + "<")
                .replace("<header_from>example.org", "<header_from>" + escaped);
        assertThat(signet("--csv", file("r.xml", bad))).isZero();
        String[] lines = out.toString().split("\r\n");
        assertThat(lines).hasSize(3);
        for (String cell : List.of(lines[1].substring(1, lines[1].length() - 1).split("\",\"", -1))) {
            assertThat(cell).doesNotMatch("[\\s\"]*[=+\\-@|%\uFF1D].*");
        }
        assertThat(lines[1]).contains("\"192.0.2.1\",\"8\",\"none\",\"pass\",\"pass\"");
    }

    @Test
    void thePage() throws IOException {
        assertThat(signet("--html", file("r.xml", REPORT))).isZero();
        assertThat(out.toString())
                .startsWith("<!DOCTYPE html>")
                .contains("127.0.0.0/24")
                .endsWith("</html>\n");
    }

    @Test
    void hostileTextDoesNothingToATerminal() throws IOException {
        String bad = REPORT.replace("Receiver", "a\u202Eb&#x9b;2J</org_name><x\u0007/><org_name>");
        signet(file("r.xml", bad));
        assertThat(out.toString()).contains("a\\{202E}b\\{009B}2J");
        assertThat(out.toString().codePoints())
                .noneMatch(c -> c != '\n' && c != '\r' && (c < ' ' || c == 0x202E || (c >= 0x7F && c < 0xA0)));
    }

    @Test
    void namesOfSources() throws Exception {
        Zone zone = Zone.parse("""
            1.0.0.127.in-addr.arpa  PTR  host7.mailer.example
            host7.mailer.example    A    127.0.0.1
            1.2.0.192.in-addr.arpa  PTR  liar.example
            liar.example            A    192.0.2.99
            """);
        try (DnsServer server = DnsServer.start(zone)) {
            assertThat(signet("--server", "127.0.0.1:" + server.address().getPort(), file("r.xml", REPORT)))
                    .isZero();
        }
        assertThat(out.toString())
                .contains("\nmailer.example  2 ", "\n192.0.2.0/24  8 ")
                .doesNotContain("liar");
    }

    @Test
    void limitsCanBeMoved() throws IOException {
        String name = file("r.xml", REPORT);
        assertThat(signet("--json", "--limit", "rows=1", name)).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString()).contains("\"limit\":\"rows\"").contains("\"reports\":[]");
        assertThat(signet("--json", "--partial", "--limit", "rows=1", name)).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString()).contains("\"limit\":\"rows\"").contains("\"rows\":1");
    }

    @Test
    void wrongUsage() throws IOException {
        String name = file("r.xml", REPORT);
        for (String[] args : new String[][] {
            {},
            {folder.resolve("missing").toString()},
            {"--json", "--csv", name},
            {"--json", "--records", "-1", name},
            {"--records", "1", name},
            {"--limit", "text=2147483647", name},
            {"--limit", "rows=0", name},
            {"--limit", "lines=1", name},
            {"--limit", "ratio=9999999999", name},
            {"--server", "not a server", name},
            {name, folder.resolve("missing").toString()}
        }) {
            assertThat(signet(args)).as(String.join(" ", args)).isEqualTo(ExitStatus.USAGE);
            assertThat(out.toString()).isEmpty();
            assertThat(err.toString()).startsWith("signet: ").hasLineCount(1);
        }
    }

    /** What is damaged has its way out once, and none where it was taken or where there are no rows to have. */
    @Test
    void whatCanBeDoneAboutDamage() throws IOException {
        Path cut = folder.resolve("cut.xml");
        Files.writeString(cut, "<feedback><report_metadata><org_name>A</org_name></report_metadata><record>");
        String wayOut = "; to use the complete rows before the damage, if there are any: --partial";
        assertThat(signet(cut.toString())).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString()).contains("malformed-xml: it ends at line 1 inside of record" + wayOut);
        out.getBuffer().setLength(0);
        assertThat(signet("--partial", cut.toString())).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString()).doesNotContain("--partial");
        Files.writeString(cut, "");
        out.getBuffer().setLength(0);
        assertThat(signet(cut.toString())).isEqualTo(ExitStatus.FAIL);
        assertThat(out.toString()).doesNotContain("--partial");
    }

    /** What goes over a limit names the way out in every form, and no refusal of an input is left out. */
    @Test
    void everyRefusalIsTold() throws IOException {
        String large = file("large.xml", REPORT);
        assertThat(signet(large, "--limit", "rows=1", "--json")).isEqualTo(1);
        assertThat(((Map<?, ?>) jsonLines().get(0).get("refusal")).get("why"))
                .isEqualTo("the report has more than 1 records; if it is to be read, move the limit: --limit rows=N");

        String mail = file(
                "two.eml",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/xml\n\n<feedback>\n"
                        + "--b\nContent-Type: application/zip\n\nPK\003\004\n--b\nContent-Type: text/xml\n\n" + REPORT
                        + "--b--\n");
        assertThat(signet(mail)).isEqualTo(1);
        assertThat(out.toString())
                .contains("malformed-xml: part 1 of the mail: it ends at line 1 inside of feedback; and"
                        + " damaged-container: part 2 of the mail: ");
        assertThat(err.toString()).endsWith("signet: 1 input read, 1 report, 1 refused\n");
    }

    @Test
    void sourcesBeyondThoseThatAreKeptAreTold() throws IOException {
        String row = REPORT.substring(
                REPORT.indexOf("<record>"), REPORT.indexOf("<record>", REPORT.indexOf("<record>") + 1));
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 25_002; i++) {
            rows.append(row.replace("192.0.2.1", "10." + (i >> 8) + "." + (i & 255) + ".1"));
        }
        signet(file("many.xml", REPORT.replace(row, rows)));

        assertThat(out.toString())
                .contains("\n18 messages more of sources beyond the first 25,000 are not among these; they are"
                        + " in the sums of domains, and --csv has them all\n");
    }
}
