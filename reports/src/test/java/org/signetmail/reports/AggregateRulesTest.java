package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.dmarc.AlignmentMode;

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
        <report_id>1<         | <report_id>1@r.example<     | -                              | -
        <report_id>1<         | <report_id>1.<              | -                              | report-id-form
        <report_id>1<         | <report_id>1@<              | -                              | report-id-form
        <report_id>1<         | <report_id>@1<              | -                              | report-id-form
        <report_id>1<         | <report_id><                | element-empty:report_id        | -
        <header_from>example.org< | <header_from>a..b<      | domain-invalid:header_from     | -
        </header_from>        | </header_from><envelope_from>&lt;&gt;</envelope_from> | null-sender-form | -
        <selector>s</selector> | <selector/>                | -                              | selector-missing
        <result>pass          | <scope>helo</scope><result>pass | -                          | scope-helo
        <p>none               | <p lang="en">none           | -                              | -
        <p>none               | <p a="b">none               | attribute-unknown:a            | -
        <p>none               | <p :a="b" x:a="b">none      | -                              | -
        <p>none               | <p xmlns="" xmlns:x="u">none | -                             | -
        </row>                | </row>x                     | stray-text                     | -
        <count>1              | <count>1<x>2</x>            | element-unknown:x              | -
        <p>none</p>           | <x:p>none</x:p>             | prefix-undeclared:p element-missing:p | -
        <p>none</p>           | <x:p xmlns:x="u"><p/><x:q/></x:p><x:p>none</x:p> | prefix-undeclared:p element-missing:p | -
        <report_id>1</report_id> | <report_id xmlns:x="u">1</report_id><x:y/> | prefix-undeclared:y | -
        </date_range>         | </date_range><:/><x:/><:y/> | element-unknown:: element-unknown:x: element-unknown::y | -
        <date_range>          | <x:y xmlns:x="u"><z/></x:y><date_range> | -                   | -
        </date_range>         | <x xmlns:y="u"/></date_range><y:x/> | element-unknown:x prefix-undeclared:x | -
        <p>none</p>           | <x:p xmlns:x="http://dmarc.org/dmarc-xml/0.1">none</x:p> | -  | -
        <p>none</p>           | <sp>none</sp><p>none</p><fo>1</fo><fo>0</fo> | element-repeated:fo | -
        <p>none</p>           | <p>none</p><sp>x</sp><sp>none</sp> | enum-unknown:sp=x element-repeated:sp | -
        <p>none</p>           | <p>none</p><np>none</np><np>x</np> | element-repeated:np     | -
        <p>none</p>           | <p>none</p><adkim>r</adkim><adkim>s</adkim> | element-repeated:adkim | -
        <p>none</p>           | <p>none</p><aspf>r</aspf><aspf>s</aspf> | element-repeated:aspf | -
        <p>none</p>           | <p>none</p><testing>y</testing><testing>n</testing> | element-repeated:testing | -
        <p>none</p>           | <p>none</p><discovery_method>psl</discovery_method><discovery_method>psl</discovery_method> | element-repeated:discovery_method | -
        </date_range>         | </date_range><generator>g</generator><generator>h</generator> | element-repeated:generator | -
        </date_range>         | </date_range><extra_contact_info>g</extra_contact_info><extra_contact_info>h</extra_contact_info> | element-repeated:extra_contact_info | -
        </date_range>         | <x/></date_range><x/>       | element-unknown:x              | -
        </header_from>        | </header_from><envelope_to>a</envelope_to><envelope_to>b</envelope_to> | element-repeated:envelope_to | -
        </header_from>        | </header_from><envelope_from>a</envelope_from><envelope_from>b</envelope_from> | element-repeated:envelope_from | -
        <domain>example.com   | <scope>mfrom</scope><scope>helo</scope><human_result>a</human_result><human_result>b</human_result><domain>example.com | element-repeated:spf.scope element-repeated:spf.human_result | -
        <selector>s           | <human_result>a</human_result><human_result>b</human_result><x/><selector>s | element-repeated:dkim.human_result element-unknown:x | -
        <feedback xmlns       | <feedback a="b" xmlns       | attribute-unknown:a            | -
        </count>              | </count><x/>                | element-unknown:x              | -
        </auth_results>       | <x/></auth_results>         | element-unknown:x              | -
        <comment>c            | <x/><comment>c              | element-unknown:x              | -
        <result>pass          | <x/><result>pass            | element-unknown:x              | -
        </policy_evaluated>   | <x/></policy_evaluated>     | element-unknown:x              | -
        </policy_evaluated>   | </policy_evaluated><policy_evaluated/> | element-repeated:policy_evaluated | -
        </auth_results>       | </auth_results><auth_results/> | element-repeated:auth_results | -
        </policy_published>   | </policy_published><report_metadata/> | element-repeated:report_metadata | element-order
        """)
    void values(String from, String to, String problems, String remarks) {
        assertTold(GOOD.replace(from, to), problems, remarks);
    }

    @DisplayName(
            "An element with three hundred attributes is read on every JDK: some of their parsers take two hundred")
    @Test
    void manyAttributes() {
        StringBuilder tag = new StringBuilder("<p");
        for (int i = 0; i < 300; i++) {
            tag.append(" x:a").append(i).append("=''");
        }
        ReadOutcome outcome = read(GOOD.replace("<p>", tag + ">"));
        assertThat(outcome.refusals()).isEmpty();
        assertThat(codes(outcome.problems())).isEmpty();
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

    @DisplayName("RFC 7489: a report without a namespace may have prefixes that nobody declared")
    @Test
    void prefixes() {
        String without = GOOD.replace(" xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"", "");
        assertTold(without.replace("<p>none</p>", "<x:p>none</x:p>"), "prefix-undeclared:p", "namespace-missing");
        assertThat(report(read(without.replace("<p>none</p>", "<x:p>none</x:p>")))
                        .policy()
                        .orElseThrow()
                        .p()
                        .keyword())
                .contains("none");
        assertTold(without.replace("feedback>", "x:feedback>"), "prefix-undeclared:feedback", "namespace-missing");
        assertTold(
                without.replace("<feedback>", "<x:feedback xmlns:x=\"" + FeedbackParser.RFC_9990 + "\">")
                        .replace("</feedback>", "</x:feedback>"),
                null,
                null);
        assertTold(
                GOOD.replace("<date_range>", "<date_range xmlns:x=\"u\">")
                        .replace("</date_range>", "</date_range><x:y/>"),
                "prefix-undeclared:y",
                null);
        // What is declared once more within an element is behind it what it was before.
        String declared = " xmlns:x=\"" + FeedbackParser.RFC_9990 + "\"";
        assertTold(
                without.replace("<feedback>", "<x:feedback" + declared + ">")
                        .replace("</feedback>", "</x:feedback>")
                        .replace("<version>", "<x:version" + declared + ">")
                        .replace("</version>", "</x:version>")
                        .replace("policy_published>", "x:policy_published>"),
                null,
                null);
    }

    @DisplayName("What is read of the parts that are seldom there")
    @Test
    void whatIsRead() {
        AggregateReport report = report(
                read(
                        GOOD.replace(
                                        "</date_range>",
                                        "</date_range><extra_contact_info>x</extra_contact_info><error>e<a>f</a>g</error>"
                                                + "<generator>g</generator>")
                                .replace(
                                        "<p>none</p>",
                                        "<p>none</p><sp>reject</sp><np>quarantine</np><adkim>s</adkim><aspf>r</aspf>"
                                                + "<pct>7</pct><fo>1</fo><testing>y</testing><discovery_method>psl</discovery_method>")));
        assertThat(report.namespace()).contains(FeedbackParser.RFC_9990);
        assertThat(report.version()).contains("1.0");
        assertThat(report.organization()).contains("Receiver");
        assertThat(report.email()).contains("a@receiver.example");
        assertThat(report.extraContactInfo()).contains("x");
        assertThat(report.reportId()).contains("1");
        assertThat(report.end()).contains(Instant.ofEpochSecond(1_767_311_999));
        assertThat(report.errors()).containsExactly("eg");
        assertThat(report.generator()).contains("g");
        PublishedPolicy policy = report.policy().orElseThrow();
        assertThat(policy.sp().keyword()).contains("reject");
        assertThat(policy.np().keyword()).contains("quarantine");
        assertThat(policy.adkim().keyword()).contains("s");
        assertThat(policy.adkim().is(AlignmentMode.STRICT)).isTrue();
        assertThat(policy.aspf().keyword()).contains("r");
        assertThat(policy.aspf().is(AlignmentMode.RELAXED)).isTrue();
        assertThat(policy.pct()).contains(7);
        assertThat(report(read(GOOD.replace("<p>none</p>", "<p>none</p><pct>101</pct>")))
                        .policy()
                        .orElseThrow()
                        .pct())
                .isEmpty();
        assertThat(policy.fo()).contains("1");
        assertThat(policy.testing().keyword()).contains("y");
        assertThat(policy.discoveryMethod().keyword()).contains("psl");
        AggregateRow row = row(read(GOOD.replace(
                        "</header_from>",
                        "</header_from><envelope_from>e.example</envelope_from><envelope_to>t.example</envelope_to>")
                .replace("<result>pass", "<scope>mfrom</scope><human_result>h</human_result><result>pass")
                .replace("<result>fail", "<human_result>k</human_result><result>fail")));
        assertThat(row.sourceText()).isEqualTo("192.0.2.1");
        assertThat(row.count()).isEqualTo(1);
        assertThat(row.disposition().keyword()).contains("none");
        assertThat(row.dkim().keyword()).contains("pass");
        assertThat(row.spf().keyword()).contains("pass");
        assertThat(row.passes()).isTrue();
        assertThat(row.reasons())
                .singleElement()
                .satisfies(each -> assertThat(each.comment()).contains("c"));
        assertThat(row.headerFrom()).contains("example.org");
        assertThat(row.envelopeFrom()).contains("e.example");
        assertThat(row.envelopeTo()).contains("t.example");
        DkimAuthResult dkim = row.dkimResults().get(0);
        assertThat(dkim.domain()).contains("example.net");
        assertThat(dkim.selector()).contains("s");
        assertThat(dkim.humanResult()).contains("k");
        SpfAuthResult spf = row.spfResults().get(0);
        assertThat(spf.domain()).contains("example.com");
        assertThat(spf.scope().keyword()).contains("mfrom");
        assertThat(spf.humanResult()).contains("h");
        assertThat(row(read(GOOD.replace("</header_from>", "</header_from><envelope_from>&lt;&gt;</envelope_from>")))
                        .envelopeFrom())
                .contains("");
    }

    @DisplayName("The longest text, and one that is longer; what is written as two characters counts as one")
    @Test
    void longTexts() {
        ReportLimits limits = ReportLimits.DEFAULT.withTextLength(64);
        for (String piece : List.of("x", "&lt;")) {
            String good = GOOD.replace("<comment>c", "<comment>" + piece.repeat(64));
            assertThat(row(read(good, limits)).reasons().get(0).comment().orElseThrow())
                    .hasSize(64);
            assertThat(read(GOOD.replace("<comment>c", "<comment>" + piece.repeat(65)), limits)
                            .refusals())
                    .singleElement()
                    .satisfies(each -> assertThat(each.reason()).isEqualTo("a value is longer than 64 characters"));
        }
    }

    @DisplayName("What numbers add up to, and that they stay at their end")
    @Test
    void totals() {
        String record = GOOD.substring(GOOD.indexOf("<record>"), GOOD.indexOf("</feedback>"));
        String other = record.replace("<count>1", "<count>5")
                .replace("192.0.2.1", "192.0.2.2")
                .replace("<dkim>pass", "<dkim>fail");
        String none = other.replace("<spf>pass", "<spf>fail").replace(">none<", ">x<");
        ReportTotals totals = report(
                        read(GOOD.replace(record, record + other + none + record.replace("<count>1", "<count>x"))))
                .totals();
        assertThat(totals.rows()).isEqualTo(3);
        assertThat(totals.droppedRows()).isEqualTo(1);
        assertThat(totals.messages()).isEqualTo(11);
        assertThat(totals.byDisposition()).containsExactly(Map.entry(ReportedDisposition.NONE, 6L));
        assertThat(totals.withoutDisposition()).isEqualTo(5);
        assertThat(totals.dkimPass()).isEqualTo(1);
        assertThat(totals.spfPass()).isEqualTo(6);
        assertThat(totals.eitherPass()).isEqualTo(6);
        assertThat(totals.distinctIps()).isEqualTo(2);
        String most = record.replace("<count>1", "<count>" + (Long.MAX_VALUE - 1));
        assertThat(codes(read(GOOD.replace(record, record + most)).problems())).isEmpty();
        ReadOutcome over = read(GOOD.replace(record, record + record + most));
        assertThat(codes(over.problems())).isEqualTo("count-overflow");
        assertThat(report(over).totals().messages()).isEqualTo(Long.MAX_VALUE);
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
