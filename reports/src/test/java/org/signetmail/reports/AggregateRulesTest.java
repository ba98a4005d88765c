package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9990 §3.1, element by element: what is missing, repeated, out of order or out of range is told, by its name. */
class AggregateRulesTest {

    private static final String GOOD = """
        <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><version>1.0</version><report_metadata>\
        <org_name>Receiver</org_name><email>a@receiver.example</email><report_id>1</report_id>\
        <date_range><begin>1767225600</begin><end>1767311999</end></date_range></report_metadata>\
        <policy_published><domain>example.org</domain><p>none</p></policy_published>\
        <record><row><source_ip>192.0.2.1</source_ip><count>1</count><policy_evaluated>\
        <disposition>none</disposition><dkim>pass</dkim><spf>pass</spf><reason><type>other</type>\
        <comment>c</comment></reason></policy_evaluated></row>\
        <identifiers><header_from>example.org</header_from></identifiers>\
        <auth_results><dkim><domain>example.net</domain><selector>s</selector><result>fail</result></dkim>\
        <spf><domain>example.com</domain><result>pass</result></spf></auth_results></record></feedback>\
        """;

    private static ReadOutcome read(String text) {
        return read(text, ReportLimits.DEFAULT);
    }

    private static ReadOutcome read(String text, ReportLimits limits) {
        return ReportReader.DEFAULT.withLimits(limits).read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertTold(String document, String problems, String remarks) {
        ReadOutcome outcome = read(document);
        assertThat(codes(outcome.problems())).isEqualTo(problems == null ? "" : problems);
        assertThat(codes(outcome.remarks())).isEqualTo(remarks == null ? "" : remarks);
    }

    private static String codes(List<ReportProblem> problems) {
        return problems.stream().map(ReportProblem::code).collect(Collectors.joining(" "));
    }

    private static AggregateReport report(ReadOutcome outcome) {
        return (AggregateReport) outcome.reports().get(0);
    }

    private static AggregateRow row(ReadOutcome outcome) {
        try (Stream<AggregateRow> rows = report(outcome).rows()) {
            return rows.findFirst().orElseThrow();
        }
    }

    private static String without(String from, String to) {
        int start = GOOD.indexOf(from);
        int end = GOOD.indexOf(to, start) + to.length();
        assertThat(start).isNotNegative();
        return GOOD.substring(0, start) + GOOD.substring(end);
    }

    @Test
    void nothingIsMissing() {
        ReadOutcome outcome = read(GOOD);
        assertThat(codes(outcome.problems())).isEmpty();
        assertThat(codes(outcome.remarks())).isEmpty();
        assertThat(row(outcome).dkimResults())
                .singleElement()
                .hasToString(row(read(GOOD)).dkimResults().get(0).toString());
    }

    @DisplayName("What is required and not there")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <org_name>           | </org_name>         | element-missing:org_name
        <email>              | </email>            | element-missing:email
        <report_id>          | </report_id>        | element-missing:report_id
        <begin>              | </begin>            | element-missing:begin
        <end>                | </end>              | element-missing:end
        <report_metadata>    | </report_metadata>  | element-missing:report_metadata
        <domain>example.org  | </domain>           | element-missing:domain
        <p>                  | </p>                | element-missing:p
        <policy_published>   | </policy_published> | element-missing:policy_published
        <record>             | </record>           | element-missing:record
        <source_ip>          | </source_ip>        | element-missing:source_ip row-dropped:source_ip
        <count>              | </count>            | element-missing:count row-dropped:count
        <disposition>        | </disposition>      | element-missing:disposition
        <dkim>pass           | </dkim>             | element-missing:policy_evaluated.dkim
        <spf>pass            | </spf>              | element-missing:policy_evaluated.spf
        <type>               | </type>             | element-missing:reason.type
        <header_from>        | </header_from>      | element-missing:header_from
        <domain>example.net  | </domain>           | element-missing:dkim.domain
        <result>fail         | </result>           | element-missing:dkim.result
        <domain>example.com  | </domain>           | element-missing:spf.domain
        <result>pass         | </result>           | element-missing:spf.result
        """)
    void missing(String from, String to, String problems) {
        assertThat(codes(read(without(from, to)).problems())).isEqualTo(problems);
    }

    @DisplayName("D18: of several the first counts, and the others are told")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <version>1.0</version>              | version
        <org_name>Receiver</org_name>       | org_name
        <email>a@receiver.example</email>   | email
        <report_id>1</report_id>            | report_id
        <begin>1767225600</begin>           | begin
        <end>1767311999</end>               | end
        <domain>example.org</domain>        | domain
        <p>none</p>                         | p
        <source_ip>192.0.2.1</source_ip>    | source_ip
        <count>1</count>                    | count
        <disposition>none</disposition>     | disposition
        <dkim>pass</dkim>                   | policy_evaluated.dkim
        <spf>pass</spf>                     | policy_evaluated.spf
        <type>other</type>                  | reason.type
        <comment>c</comment>                | reason.comment
        <header_from>example.org</header_from> | header_from
        <domain>example.net</domain>        | dkim.domain
        <selector>s</selector>              | dkim.selector
        <result>fail</result>               | dkim.result
        <domain>example.com</domain>        | spf.domain
        <result>pass</result>               | spf.result
        """)
    void repeated(String element, String name) {
        String other = element.replaceFirst(">[^<]*<", ">x<");
        ReadOutcome outcome = read(GOOD.replace(element, element + other));
        assertThat(codes(outcome.problems())).isEqualTo("element-repeated:" + name);
        assertThat(report(outcome).domain()).contains("example.org");
        assertThat(row(outcome)).isEqualTo(row(read(GOOD)));
    }

    @DisplayName("RFC 9990 §3.1: an order that is not that of the schema is a remark")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        <dkim>pass</dkim><spf>pass</spf>       | <spf>pass</spf><dkim>pass</dkim>             | - | element-order
        <version>1.0</version>                 | ''                                           | - | version-missing
        <record>                               | <extension><a/></extension><record>          | - | -
        </record>                              | </record><version>1.0</version>              | element-repeated:version | element-order
        </record>                              | </record><policy_published/>                 | element-repeated:policy_published | element-order
        </row><identifiers>                    | </row><identities/><identifiers>             | element-renamed:identities element-repeated:identifiers element-missing:header_from | -
        <row>                                  | <identities/><row>                           | element-renamed:identities element-repeated:identifiers element-missing:header_from | element-order
        </spf></auth_results>                  | </spf><spf><domain>a.example</domain><result>pass</result></spf><dkim><domain>b.example</domain><selector>s</selector><result>pass</result></dkim></auth_results> | - | element-order spf-several
        """)
    void order(String from, String to, String problems, String remarks) {
        assertTold(GOOD.replace(from, to), problems, remarks);
    }

    @DisplayName("RFC 9990 App. A: an xs:decimal that is 1")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        1.0   | - | -
        1     | - | version-form
        +1    | - | version-form
        001.  | - | version-form
        1.00  | - | version-form
        +     | version-unknown:+    | -
        0     | version-unknown:0    | -
        10    | version-unknown:10   | -
        2.0   | version-unknown:2.0  | -
        1.01  | version-unknown:1.01 | -
        1.0x  | version-unknown:1.0x | -
        -1    | version-unknown:-1   | -
        ''    | element-empty:version | -
        """)
    void versions(String version, String problems, String remarks) {
        assertTold(GOOD.replace("<version>1.0", "<version>" + version), problems, remarks);
    }

    @DisplayName("Seconds since the epoch, and what stands for them")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        0              | 1970-01-01T00:00:00Z | period-long
        1767311999     | 2026-01-01T23:59:59Z | -
        1764633599     | 2025-12-01T23:59:59Z | -
        1764633598     | 2025-12-01T23:59:58Z | period-long
        1767312000     | 2026-01-02T00:00:00Z | period-reversed
        1767225600.    | 2026-01-01T00:00:00Z | timestamp-fraction
        1767225600.0   | 2026-01-01T00:00:00Z | timestamp-fraction
        1767225600.9   | 2026-01-01T00:00:00Z | timestamp-fraction
        1767225600.x   | -                    | timestamp-invalid:begin
        -1             | -                    | timestamp-invalid:begin
        .5             | -                    | timestamp-invalid:begin
        99999999999    | 5138-11-16T09:46:39Z | period-reversed
        100000000000   | 1973-03-03T09:46:40Z | timestamp-milliseconds period-long
        1767225600000  | 2026-01-01T00:00:00Z | timestamp-milliseconds
        ''             | -                    | element-empty:begin
        """)
    void times(String begin, Instant time, String problems) {
        ReadOutcome outcome = read(GOOD.replace("1767225600", begin));
        assertThat(report(outcome).begin().orElse(null)).isEqualTo(time);
        assertThat(codes(outcome.problems())).isEqualTo(problems == null ? "" : problems);
    }

    @DisplayName("What may stand in a row, and what is told of it")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        <count>1<             | <count>0<                   | count-zero                     | -
        <count>1<             | <count>-1<                  | row-dropped:count              | -
        <count>1<             | <count><                    | element-empty:count row-dropped:count | -
        >192.0.2.1<           | >[192.0.2.1]<               | ip-form                        | -
        >192.0.2.1<           | >::ffff:192.0.2.1<          | ip-mapped                      | -
        >192.0.2.1<           | >192.0.2.256<               | row-dropped:source_ip          | -
        <p>none</p>           | <p>none</p><pct>0</pct>     | -                              | pct
        <p>none</p>           | <p>none</p><pct>100</pct>   | -                              | pct
        <p>none</p>           | <p>none</p><pct>101</pct>   | number-invalid:pct             | pct
        <p>none</p>           | <p>none</p><x/>             | element-unknown:x              | -
        <report_id>1<         | <report_id> 1<              | whitespace                     | -
        <report_id>1<         | <report_id>a b<             | -                              | report-id-form
        <report_id>1<         | <report_id><                | element-empty:report_id        | -
        <header_from>example.org< | <header_from>a..b<      | domain-invalid:header_from     | -
        </header_from>        | </header_from><envelope_from>&lt;&gt;</envelope_from> | null-sender-form | -
        <selector>s</selector> | <selector/>                | -                              | selector-missing
        <result>pass          | <scope>helo</scope><result>pass | -                          | scope-helo
        <p>none               | <p lang="en">none           | -                              | -
        <p>none               | <p a="b">none               | attribute-unknown:a            | -
        """)
    void values(String from, String to, String problems, String remarks) {
        assertTold(GOOD.replace(from, to), problems, remarks);
    }

    @DisplayName("RFC 9990 §3.2: what is of another namespace is an extension, and none of ours")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        urn:ietf:params:xml:ns:dmarc-2.0 | -                 | -
        http://dmarc.org/dmarc-xml/0.1   | -                 | namespace-7489
        http://a.example/                | namespace-unknown | -
        ''                               | -                 | namespace-missing
        """)
    void namespaces(String namespace, String problems, String remarks) {
        String foreign = "<x:p xmlns:x=\"http://x.example/\" y=\"z\">reject</x:p><p>none</p>";
        ReadOutcome outcome = read(GOOD.replace(
                        " xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"",
                        namespace.isEmpty() ? "" : " xmlns=\"" + namespace + "\"")
                .replace("<p>none</p>", foreign));
        assertThat(codes(outcome.problems())).isEqualTo(problems == null ? "" : problems);
        assertThat(codes(outcome.remarks())).isEqualTo(remarks == null ? "" : remarks);
        assertThat(report(outcome).policy().orElseThrow().p().keyword()).contains("none");
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 1, ''", "2, 2, 2, ''", "2, 3, 2, -results-over-100"})
    void resultsOfARow(int most, int count, int kept, String problem) {
        ReportLimits limits = ReportLimits.DEFAULT.withResultsPerRow(most);
        String dkim = "<dkim><domain>example.net</domain><selector>s</selector><result>fail</result></dkim>";
        String spf = "<spf><domain>example.com</domain><result>pass</result></spf>";
        String reason = "<reason><type>other</type><comment>c</comment></reason>";
        ReadOutcome dkims = read(GOOD.replace(dkim, dkim.repeat(count)), limits);
        ReadOutcome spfs = read(GOOD.replace(spf, spf.repeat(count)), limits);
        ReadOutcome reasons = read(GOOD.replace(reason, reason.repeat(count)), limits);
        assertThat(row(dkims).dkimResults()).hasSize(kept);
        assertThat(row(spfs).spfResults()).hasSize(kept);
        assertThat(row(reasons).reasons()).hasSize(kept);
        assertThat(codes(dkims.problems())).isEqualTo(problem.isEmpty() ? "" : "dkim" + problem);
        assertThat(codes(spfs.problems())).isEqualTo(problem.isEmpty() ? "" : "spf" + problem);
        assertThat(codes(reasons.problems())).isEqualTo(problem.isEmpty() ? "" : "reasons-over-100");
    }

    @Test
    void rowsOfAReport() {
        String record = GOOD.substring(GOOD.indexOf("<record>"), GOOD.indexOf("</feedback>"));
        String two = GOOD.replace(record, record + record);
        assertThat(read(two, ReportLimits.DEFAULT.withRecords(2)).refusals()).isEmpty();
        assertThat(read(two, ReportLimits.DEFAULT.withRecords(1)).refusals())
                .singleElement()
                .satisfies(each -> assertThat(each.limit()).contains(ReportLimit.ROWS))
                .satisfies(each -> assertThat(each.reason()).isEqualTo("the report has more than 1 records"));
        assertThat(report(read(GOOD.replace("<error>", ""))).errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101})
    void errorsOfAReport(int count) {
        ReadOutcome outcome =
                read(GOOD.replace("</report_metadata>", "<error>e</error>".repeat(count) + "</report_metadata>"));
        assertThat(report(outcome).errors()).hasSize(100).containsOnly("e");
        assertThat(codes(outcome.problems())).isEqualTo(count > 100 ? "errors-over-100" : "");
    }

    /** D19: a policy domain, or one row. */
    @ParameterizedTest
    @CsvSource({"'<domain>a.example</domain>', false", "'<domain></domain>', true", "'', true"})
    void whatIsEnough(String domain, boolean refused) {
        ReadOutcome outcome = read("<feedback><policy_published>" + domain + "</policy_published></feedback>");
        assertThat(outcome.refusals().stream().map(each -> each.type().keyword()))
                .isEqualTo(refused ? List.of("incomplete") : List.of());
    }
}
