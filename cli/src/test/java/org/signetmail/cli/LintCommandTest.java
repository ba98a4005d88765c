package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code signet lint}, its allow-list and SARIF. */
class LintCommandTest {

    private static final Instant DAY = Instant.parse("2026-06-15T12:00:00Z");

    private static final String PTR = "v=spf1 ptr -all";

    @TempDir
    private Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void fresh() {
        out = new StringWriter();
        err = new StringWriter();
    }

    private int run(String... args) {
        Console console = Console.of(
                        InputStream.nullInputStream(), new PrintWriter(out, true), new PrintWriter(err, true))
                .withClock(() -> DAY);
        List<String> all = new ArrayList<>(List.of("lint"));
        all.addAll(List.of(args));
        return Main.run(console, all.toArray(new String[0]));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file.txt"), text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        v=spf1 ip4:192.0.2.1 -all                          | spf   | 0 |
        v=spf1 ipv4:192.0.2.1 -all                         | spf   | 1 | spf-unknown-mechanism
        v=spf1 ptr -all                                    | spf   | 0 | spf-uses-ptr
        spf1 -all                                          | spf   | 1 | spf-version-misspelt
        spf2.0/pra -all                                    | spf   | 0 | spf-sender-id
        v=DMARC1; p=reject; rua=mailto:a@example.com       | dmarc | 0 |
        v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s; | dmarc | 1 | dmarc-not-a-record
        v=DMARC1; p=jerect; rua=mailto:a@example.com       | dmarc | 1 | dmarc-policy-assumed
        v=DMARC1; p=none; v=spf1 -all                      | dmarc | 1 | dmarc-duplicate-tag
        v=spf1 -all v=DMARC1; p=none                       | spf   | 0 | spf-version-again
        v=DKIM1; k=rsa; p=; v=spf1 -all                    | dkim  | 1 | dkim-key-duplicate-tag
        v=STSv1; id=1; v=spf1 -all                         | mta-sts | 0 | mta-sts-syntax
        v=DKIM1; k=rsa; p=                                 | dkim  | 1 | dkim-key-revoked
        k=rsa; p=MIGf                                      | dkim  | 1 | dkim-key-cut-off
        v=STSv1; id=20260101                               | mta-sts | 0 |
        v=STSv1; id=2026-01-01                             | mta-sts | 1 | mta-sts-id
        v=STSv2; id=1                                      | mta-sts | 1 | mta-sts-not-a-record
        version: STSv1                                     | mta-sts-policy | 1 | mta-sts-policy-mode
        mode: enforce                                      | mta-sts-policy | 1 | mta-sts-policy-version
        v=TLSRPTv1; rua=mailto:a@example.com               | tls-rpt | 0 |
        v=TLSRPTv1; rua=a@example.com                      | tls-rpt | 1 | tls-rpt-rua
        v=TLSRPT1; rua=mailto:a@example.com                | tls-rpt | 1 | tls-rpt-not-a-record
        v=BIMI1; l=                                        | bimi  | 0 |
        v=BIMI1; l=http://example.com/a.svg                | bimi  | 1 | bimi-logo
        v=BIMI1                                            | bimi  | 1 | bimi-not-a-record
        """)
    void theTextTellsWhatItIs(String record, String kind, int status, String code) {
        assertThat(run(record, "--json")).isEqualTo(status);
        assertThat(out.toString()).contains("\"kind\":\"" + kind + "\"");
        if (code == null) {
            assertThat(out.toString()).doesNotContain("\"severity\":\"error\"", "\"severity\":\"warning\"");
        } else {
            assertThat(out.toString()).contains("\"code\":\"" + code + "\"");
        }
    }

    @Test
    void allFaultsOfTheMalformedRecordAreToldAtOnce() {
        assertThat(run("v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s;"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("there is \":\" instead of \"=\" behind its v")
                .contains("Write \"rua=mailto:support@example.com; fo=1\".")
                .contains("[dmarc-historic-tag, RFC 9989 §9]");
    }

    @ParameterizedTest
    @CsvSource({"info,1", "warning,1", "error,0", "WARNING,1"})
    void failsOnWhatItIsToldTo(String severity, int status) {
        assertThat(run(PTR, "--fail-on", severity)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "google-site-verification=abc", "mx 10 mail.example.com"})
    void aTextThatIsNoRecordIsWrongUsage(String text) {
        assertThat(run(text)).isEqualTo(2);
        assertThat(err.toString())
                .contains("record-1 is no record of mail (SPF, DKIM, DMARC, MTA-STS, TLS reports, BIMI)")
                .hasLineCount(1);
        assertThat(run(text, "--kind", "dmarc")).isEqualTo(1);
    }

    @Test
    void aFileHasARecordOnEachLine() throws IOException {
        Path file = file("# ours\n\nv=spf1 -all\nv=DMARC1; p=jerect\n");
        assertThat(run("@" + file, "--json")).isEqualTo(1);
        assertThat(out.toString().lines().toList()).hasSize(2);
        assertThat(out.toString()).contains(":3\",\"kind\":\"spf\"", ":4\",\"kind\":\"dmarc\"");
        assertThat(run("@" + file("# nothing\n"))).isEqualTo(2);
        assertThat(run("@" + folder.resolve("missing"))).isEqualTo(2);
        assertThat(run("@" + file("#\n".repeat(9_999) + "v=spf1 -all"))).isZero();
        assertThat(run("@" + file("#\n".repeat(10_001)))).isEqualTo(2);
        assertThat(err.toString()).contains("there is no record in ", "no such file: ", " has more than 10000 lines");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        version: STSv1~mode: enforce~mx: mx.example.com~max_age: 1209600~         | 0 | Nothing is wrong with this MTA-STS policy.
        version: STSv1^~mode: enforce^~mx: mx.example.com^~max_age: 1209600^~     | 0 | Nothing is wrong with this MTA-STS policy.
        \uFEFFversion: STSv1~mode: enforce~mx: mx.example.com~max_age: 1209600~ | 1 | [mta-sts-policy-version
        version: STSv1~mode: strict~mx: mx.example.com~max_age: 1209600~          | 1 | mode: strict
        """)
    void aFileMayBeAPolicyOfMtaSts(String text, int status, String said) throws IOException {
        Path policy = file(text.replace('~', '\n').replace('^', '\r'));
        assertThat(run("@" + policy)).isEqualTo(status);
        assertThat(out.toString()).contains(said);
        fresh();
        assertThat(run("@" + policy, "--kind", "mta-sts-policy", "--json")).isEqualTo(status);
        assertThat(out.toString()).hasLineCount(1).contains("\"kind\":\"mta-sts-policy\"");
    }

    @Test
    void whatIsNoRecordAmongOthersIsToldAndTheOthersAreLookedAt() throws IOException {
        assertThat(run("@" + file("v=spf1 -all\nhello\nv=DMARC1; p=jerect\n"), "--json"))
                .isEqualTo(2);
        assertThat(out.toString()).hasLineCount(2).contains("\"kind\":\"dmarc\"");
        assertThat(err.toString()).hasLineCount(1).contains(":2 is no record of mail");
    }

    @Test
    void twoFormsAreWrongUsage() {
        assertThat(run(PTR, "--json", "--sarif")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--json and --sarif are forms of the same output")
                .hasLineCount(1);
    }

    @Test
    void aStrangersLinkAndPlaceholderAreLiteralInSarif() {
        assertThat(run("v=spf1 [click](http://evil.example/){0} -all", "--sarif"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("\\\\[click\\\\](http", "{{0}}");
    }

    @Test
    void anAllowListMayHaveAByteOrderMarkAndIndentedComments() throws IOException {
        Path allow = file("\uFEFFspf-uses-ptr * 2027-01-31 relay\n  # why\n");
        assertThat(run(PTR, "--fail-on", "warning", "--allow", allow.toString()))
                .isZero();
    }

    @Test
    void recordsComeFromStandardInput() {
        Console console = Console.of(
                new ByteArrayInputStream("v=spf1 -all\n# ours\nv=DMARC1; p=jerect\n".getBytes(UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        assertThat(Main.run(console, "lint", "-", "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"input\":\"-:1\"", "\"input\":\"-:3\"");
    }

    // ---- The allow-list --------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"2026-06-15,0", "2027-01-31,0", "2026-06-14,1"})
    void whatIsAllowedPassesUntilTheLastDay(String last, int status) throws IOException {
        Path allow = file("# why\nspf-uses-ptr * " + last + " until the relay has a name\n");
        assertThat(run(PTR, "--fail-on", "warning", "--allow", allow.toString()))
                .isEqualTo(status);
        if (status == 0) {
            assertThat(out.toString()).contains("Allowed by --allow: 1").doesNotContain("[spf-uses-ptr");
        } else {
            assertThat(out.toString())
                    .contains("[spf-uses-ptr", "[allow-expired]")
                    .contains("Line 2 of " + allow + " let spf-uses-ptr pass until " + last
                            + ": until the relay has a name");
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-06-15,0", "2026-06-14,1"})
    void whatHasExpiredIsToldBesideJson(String last, int status) throws IOException {
        Path allow = file("spf-uses-ptr * " + last + " until the relay has a name\n");
        assertThat(run("v=spf1 -all", "--json", "--fail-on", "warning", "--allow", allow.toString()))
                .isEqualTo(status);
        assertThat(out.toString()).hasLineCount(1).startsWith("{").contains("\"findings\":[]");
        assertThat(err.toString())
                .startsWith(
                        status == 0
                                ? "info     Line 1 of " + allow
                                        + " lets spf-uses-ptr pass, and nothing of that kind was found."
                                        + " [allow-unused]"
                                : "warning  Line 1 of " + allow + " let spf-uses-ptr pass until " + last)
                .contains(status == 0 ? "Take the line out" : "[allow-expired]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        spf-uses-ptr * 2027-01-31 why                | false
        spf-uses-ptr * 2027-01-31 why~spf-uses-ptr * 2027-06-30 once more | false
        spf-everybody-passes * 2027-01-31 why                  | true
        spf-everybody-passes example.com 2027-01-31 of a check | false
        """)
    void aLineThatCoversNothingIsToldWhereItCould(String lines, boolean told) throws IOException {
        Path allow = file(lines.replace('~', '\n') + "\n");
        assertThat(run(PTR, "--fail-on", "warning", "--allow", allow.toString()))
                .isEqualTo(lines.contains("everybody") ? 1 : 0);
        assertThat(out.toString().contains("[allow-unused]")).isEqualTo(told);
        fresh();
        assertThat(run("v=spf1 -all", "--fail-on", "info", "--allow", allow.toString()))
                .isEqualTo(lines.contains(" * ") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        spf-uses-prt * 2027-01-31 why       | line 1: there is no finding spf-uses-prt; did you mean spf-uses-ptr?
        zzz * 2027-01-31 why                | line 1: there is no finding zzz; docs/findings.md lists them
        spf-uses-ptr * 2027-02-30 why       | line 1: 2027-02-30 is no day
        spf-uses-ptr * tomorrow why         | line 1: tomorrow is no day
        spf-uses-ptr a..b 2027-01-31 why    | line 1: a..b is no name in DNS
        spf-uses-ptr * 2027-01-31           | line 1: a line is: code, name or *, last day as in 2027-01-31, reason
        """)
    void aLineThatIsNoneIsNamed(String line, String said) throws IOException {
        assertThat(run(PTR, "--allow", file(line + "\n").toString())).isEqualTo(2);
        assertThat(err.toString()).contains(said).hasLineCount(1);
    }

    // ---- SARIF -----------------------------------------------------------------------------------------------------

    @Test
    void sarifHasRulesPlacesLevelsAndSuppressions() throws IOException {
        Path allow = file("spf-uses-ptr * 2027-01-31 until the relay has a name\n");
        assertThat(run(PTR, "v=spf1 ipv4:192.0.2.1 -all", "--sarif", "--allow", allow.toString()))
                .isEqualTo(1);
        Map<?, ?> log = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(out.toString());
        assertThat(log.get("version")).isEqualTo("2.1.0");
        Map<?, ?> run = (Map<?, ?>) ((List<?>) log.get("runs")).get(0);
        Map<?, ?> driver = (Map<?, ?>) ((Map<?, ?>) run.get("tool")).get("driver");
        assertThat(driver.get("name")).isEqualTo("signet");
        List<?> rules = (List<?>) driver.get("rules");
        assertThat(rules).hasSameSizeAs(FindingCodes.all());

        List<?> results = (List<?>) run.get("results");
        assertThat(results).hasSize(2);
        Map<?, ?> suppressed = (Map<?, ?>) results.get(0);
        assertThat(suppressed.get("ruleId")).isEqualTo("spf-uses-ptr");
        assertThat(suppressed.get("level")).isEqualTo("warning");
        assertThat(suppressed.get("suppressions"))
                .isEqualTo(List.of(Map.of(
                        "kind", "external", "status", "accepted", "justification", "until the relay has a name")));
        Map<?, ?> counting = (Map<?, ?>) results.get(1);
        assertThat(counting.get("level")).isEqualTo("error");
        assertThat(counting.containsKey("suppressions")).isFalse();
        for (Object each : results) {
            Map<?, ?> result = (Map<?, ?>) each;
            Map<?, ?> rule = (Map<?, ?>) rules.get((Integer) result.get("ruleIndex"));
            assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
        }
        Map<?, ?> place =
                (Map<?, ?>) ((Map<?, ?>) ((List<?>) counting.get("locations")).get(0)).get("physicalLocation");
        assertThat(place.get("artifactLocation")).isEqualTo(Map.of("uri", "record-2"));
        assertThat(place.get("region"))
                .isEqualTo(Map.of(
                        "startLine", 1,
                        "startColumn", 8,
                        "endColumn", 22,
                        "charOffset", 7,
                        "charLength", 14,
                        "snippet", Map.of("text", "ipv4:192.0.2.1")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        v=spf1 -all~~v=spf1 ipv4:192.0.2.1 -all~                         | 3 | 8 | 22 | ipv4:192.0.2.1
        v=DMARC1; p=none; rua=mailto:a@b.example; n=\u00fc\ud83d\ude00; sp=jerect | 1 | 50 | 59 | sp=jerect
        v=spf1 a:\u00fc.example -all                                     | 1 | 10 | 11 | \u00fc
        version: STSv1~mode: enforce~mx: mx.example.com~max_age: 1x~     | 4 | 1 | 12 | max_age: 1x
        version: STSv1^~mode: strict^~mx: mx.example.com^~max_age: 1209600^~ | 2 | 1 | 13 | mode: strict
        """)
    void sarifTellsTheLineAndTheColumnsOfAFile(String text, int line, int start, int end, String snippet)
            throws IOException {
        Path file = file(text.replace('~', '\n').replace('^', '\r'));
        run("@" + file, "--sarif", "--fail-on", "info");
        Object expected =
                Map.of("startLine", line, "startColumn", start, "endColumn", end, "snippet", Map.of("text", snippet));
        assertThat(placed(String.valueOf(file.getFileName()))).contains(expected);
    }

    /** The regions of all results in a file. */
    private List<Object> placed(String file) {
        Map<?, ?> log = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(out.toString());
        Map<?, ?> run = (Map<?, ?>) ((List<?>) log.get("runs")).get(0);
        List<Object> regions = new ArrayList<>();
        for (Object each : (List<?>) run.get("results")) {
            Map<?, ?> location = (Map<?, ?>) ((List<?>) ((Map<?, ?>) each).get("locations")).get(0);
            Map<?, ?> place = (Map<?, ?>) location.get("physicalLocation");
            if (String.valueOf(((Map<?, ?>) place.get("artifactLocation")).get("uri"))
                    .endsWith(file)) {
                regions.add(place.get("region"));
            }
        }
        return regions;
    }

    @Test
    void sarifTellsTheLineOfTheAllowListAndCallsStandardInputByAName() throws IOException {
        Path allow = file("# why\n  spf-uses-ptr * 2026-06-14 until the relay has a n\u00e4me\n");
        Console console = Console.of(
                        new ByteArrayInputStream("\nv=spf1 ptr -all\n".getBytes(UTF_8)),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .withClock(() -> Instant.parse("2026-06-15T12:00:00Z"));
        assertThat(Main.run(console, "lint", "-", "--sarif", "--allow", allow.toString()))
                .isZero();
        String line = "spf-uses-ptr * 2026-06-14 until the relay has a n\u00e4me";
        Object expired = Map.of(
                "startLine", 2, "startColumn", 3, "endColumn", 3 + line.length(), "snippet", Map.of("text", line));
        assertThat(placed(String.valueOf(allow.getFileName()))).containsExactly(expired);
        Object ptr = Map.of("startLine", 2, "startColumn", 8, "endColumn", 11, "snippet", Map.of("text", "ptr"));
        assertThat(placed("stdin")).containsExactly(ptr);
    }

    @Test
    void theShapeOfJsonIsTheDocumentedOne() throws IOException {
        JsonShape shape = new JsonShape("lint");
        Path allow = file("spf-uses-ptr * 2027-01-31 until the relay has a name\n");
        assertThat(run(PTR, "v=spf1 ipv4:192.0.2.1 -all", "--json", "--allow", allow.toString()))
                .isEqualTo(1);
        out.toString().lines().forEach(shape::add);
        shape.assertIsDocumented();
    }
}
