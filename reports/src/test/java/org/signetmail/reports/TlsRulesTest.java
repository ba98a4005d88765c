package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8460 §4.4, key by key: what is missing, repeated or of another type is told, by its name. */
class TlsRulesTest {

    private static final String GOOD = """
        {"organization-name":"A","date-range":{"start-datetime":"2026-01-01T00:00:00Z",\
        "end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"a@a.example","report-id":"1","policies":[{\
        "policy":{"policy-type":"sts","policy-string":["v","w"],"policy-domain":"example.org","mx-host":["mx"]},\
        "summary":{"total-successful-session-count":5,"total-failure-session-count":1},\
        "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.1",\
        "receiving-ip":"192.0.2.2","receiving-mx-hostname":"mx","receiving-mx-helo":"h","failed-session-count":1,\
        "additional-information":"i","failure-reason-code":"r"}]}]}\
        """;

    private static ReadOutcome read(String text, ReportLimits limits) {
        return ReportReader.DEFAULT.withLimits(limits).read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ReadOutcome read(String text) {
        return read(text, ReportLimits.DEFAULT);
    }

    private static TlsReport report(String text) {
        return (TlsReport) read(text).reports().get(0);
    }

    private static String codes(List<ReportProblem> problems) {
        return problems.stream().map(ReportProblem::code).collect(Collectors.joining(" "));
    }

    private static String changed(String from, String to) {
        assertThat(GOOD).contains(from);
        return GOOD.replace(from, to == null ? "" : to);
    }

    @Test
    void whatIsRead() {
        ReadOutcome outcome = read(GOOD);
        assertThat(codes(outcome.problems())).isEmpty();
        assertThat(codes(outcome.remarks())).isEmpty();
        TlsReport report = report(GOOD);
        assertThat(report.organization()).contains("A");
        assertThat(report.contactInfo()).contains("a@a.example");
        assertThat(report.reportId()).contains("1");
        assertThat(report.begin()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(report.end()).contains(Instant.parse("2026-01-01T23:59:59Z"));
        assertThat(report.domain()).contains("example.org");
        assertThat(report.successful()).isEqualTo(5);
        assertThat(report.failed()).isEqualTo(1);
        assertThat(report).hasToString(report(GOOD).toString());
        TlsPolicy policy = report.policies().get(0);
        assertThat(policy.type().is(TlsPolicyType.STS)).isTrue();
        assertThat(policy.strings()).containsExactly("v", "w");
        assertThat(policy.mxHosts()).containsExactly("mx");
        TlsFailure failure = policy.failures().get(0);
        assertThat(failure.resultType().is(TlsResultType.CERTIFICATE_EXPIRED)).isTrue();
        assertThat(failure.sendingIp()).contains("192.0.2.1");
        assertThat(failure.receivingIp()).contains("192.0.2.2");
        assertThat(failure.receivingMx()).contains("mx");
        assertThat(failure.receivingHelo()).contains("h");
        assertThat(failure.count()).contains(1L);
        assertThat(failure.additionalInfo()).contains("i");
        assertThat(failure.reasonCode()).contains("r");
    }

    @DisplayName("What is told of a change, and nothing else")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        "organization-name":"A",         | -                        | element-missing:organization-name | -
        "contact-info":"a@a.example",    | -                        | element-missing:contact-info      | -
        "report-id":"1",                 | -                        | element-missing:report-id         | -
        "start-datetime":"2026-01-01T00:00:00Z", | -                | element-missing:start-datetime    | -
        ,"end-datetime":"2026-01-01T23:59:59Z" | -                  | element-missing:end-datetime      | -
        "policy-type":"sts",             | -                        | element-missing:policy-type       | -
        "policy-domain":"example.org",   | -                        | element-missing:policy-domain     | -
        "total-successful-session-count":5, | -                     | element-missing:total-successful-session-count | -
        ,"total-failure-session-count":1 | -                        | element-missing:total-failure-session-count | -
        "result-type":"certificate-expired", | -                    | element-missing:result-type       | -
        "failed-session-count":1,        | -                        | element-missing:failed-session-count sum-mismatch:failure-details | -
        "sending-mta-ip":"192.0.2.1",    | -                        | -                                 | element-missing:sending-mta-ip
        "receiving-mx-hostname":"mx",    | -                        | -                                 | element-missing:receiving-mx-hostname
        "receiving-ip":"192.0.2.2",      | -                        | -                                 | -
        "sending-mta-ip":"192.0.2.1"     | "sending-mta-ip":null    | element-null:sending-mta-ip       | element-missing:sending-mta-ip
        "report-id":"1"                  | "report-id":"1","report-id":"2" | key-repeated:report-id     | -
        "report-id":"1"                  | "report-id":"1","report-id":{"a":[{"b":1}]} | key-repeated:report-id | -
        "report-id":"1"                  | "report-id":"1","x":{"y":[1,{"z":[]}],"report-id":2} | element-unknown:x | -
        "report-id":"1"                  | "report-id":"1","x":[[]] | element-unknown:x                 | -
        "start-datetime":"               | "x":[],"start-datetime":" | element-unknown:x                | -
        "policy-type":"sts"              | "policy-type":"sts","x":{} | element-unknown:x               | -
        {"policy":                       | {"x":[1],"policy":       | element-unknown:x                 | -
        "total-failure-session-count":1  | "total-failure-session-count":1,"x":null | element-unknown:x | -
        "result-type":                   | "x":{},"result-type":    | element-unknown:x                 | -
        "policy-type":"sts"              | "policy-type":"STS"      | enum-case:policy-type             | -
        "policy-type":"sts"              | "policy-type":"foo"      | enum-unknown:policy-type=foo      | -
        "policy-type":"sts"              | "policy-type":""         | element-empty:policy-type         | -
        "policy-type":"sts"              | "policy-type":{}         | type-wrong:policy-type            | -
        "certificate-expired"            | "foo"                    | enum-unknown:result-type=foo      | -
        "certificate-expired"            | ""                       | element-empty:result-type         | -
        "certificate-expired"            | null                     | element-null:result-type          | -
        "policy-string":["v","w"]        | "policy-string":"v"      | type-wrong:policy-string          | -
        "policy-string":["v","w"]        | "policy-string":{"v":[]} | type-wrong:policy-string          | -
        "policy-string":["v","w"]        | "policy-string":null     | element-null:policy-string        | -
        "policy-string":["v","w"]        | "policy-string":["v",[1]] | type-wrong:policy-string         | -
        "mx-host":["mx"]                 | "mx-host":[""]           | element-empty:mx-host             | -
        "policy":{                       | "policy":[1],"x":{       | type-wrong:policy element-unknown:x element-missing:policy-type element-missing:policy-domain | -
        "summary":{                      | "summary":null,"x":{     | element-null:summary element-unknown:x element-missing:total-successful-session-count element-missing:total-failure-session-count | -
        "date-range":{                   | "date-range":"","x":{    | type-wrong:date-range element-unknown:x | -
        "failure-details":[{             | "failure-details":[1,{   | type-wrong:failure-details        | -
        "failure-details":[              | "failure-details":"","x":[ | type-wrong:failure-details element-unknown:x sum-mismatch:failure-details | -
        "policies":[{                    | "policies":[[[]],{       | type-wrong:policies               | -
        "start-datetime":"2026-01-01     | "start-datetime":"2026-01-02 | period-reversed               | -
        "start-datetime":"2026-01-01T00:00:00Z | "start-datetime":"2026-01-01T23:59:59Z | -             | -
        """)
    void changes(String from, String to, String problems, String remarks) {
        ReadOutcome outcome = read(changed(from, to));
        assertThat(codes(outcome.problems())).isEqualTo(problems == null ? "" : problems);
        assertThat(codes(outcome.remarks())).isEqualTo(remarks == null ? "" : remarks);
        assertThat(outcome.refusals()).isEmpty();
    }

    @DisplayName("One where a list of one is meant counts as that")
    @Test
    void withoutLists() {
        String one = GOOD.replace("[{", "{").replace("}]", "}");
        assertThat(codes(read(one).problems())).isEqualTo("type-wrong:policies type-wrong:failure-details");
        assertThat(report(one).policies()).isEqualTo(report(GOOD).policies());
        String text = GOOD.replace("[\"v\",\"w\"]", "\" v \"");
        assertThat(report(text).policies().get(0).strings()).containsExactly("v");
        assertThat(codes(read(GOOD.substring(0, GOOD.indexOf("[{")) + "[]}").problems()))
                .isEqualTo("element-empty:policies");
        assertThat(codes(read(GOOD.substring(0, GOOD.indexOf("[{")) + "[7]}").problems()))
                .isEqualTo("type-wrong:policies element-empty:policies");
        assertThat(codes(read(GOOD.substring(0, GOOD.indexOf("[{")) + "true}").problems()))
                .isEqualTo("type-wrong:policies");
    }

    @DisplayName("A text of another type, and what is taken of it")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        " a  b " | a  b | -
        7        | 7    | type-wrong:report-id
        7.5      | 7.5  | type-wrong:report-id
        true     | true | type-wrong:report-id
        null     | -    | element-null:report-id
        {"a":1}  | -    | type-wrong:report-id
        [[1]]    | -    | type-wrong:report-id
        " "      | ''   | element-empty:report-id
        """)
    void texts(String json, String text, String problems) {
        String document = changed("\"report-id\":\"1\"", "\"report-id\":" + json);
        assertThat(report(document).reportId().orElse(null)).isEqualTo(text);
        assertThat(codes(read(document).problems())).isEqualTo(problems == null ? "" : problems);
    }

    @DisplayName("RFC 7493 §2.2: numbers from 0 to 2^53")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        0                  | 0                | -
        9007199254740992   | 9007199254740992 | -
        9007199254740993   | -                | number-invalid:total-successful-session-count
        -1                 | -                | number-invalid:total-successful-session-count
        1.0                | -                | number-invalid:total-successful-session-count
        " 12 "             | 12               | type-wrong:total-successful-session-count
        "x"                | -                | type-wrong:total-successful-session-count number-invalid:total-successful-session-count
        null               | -                | element-null:total-successful-session-count
        true               | -                | type-wrong:total-successful-session-count
        {"a":[]}           | -                | type-wrong:total-successful-session-count
        """)
    void numbers(String json, Long number, String problems) {
        String document = changed("session-count\":5", "session-count\":" + json);
        assertThat(report(document).policies().get(0).successful().orElse(null)).isEqualTo(number);
        assertThat(codes(read(document).problems())).isEqualTo(problems == null ? "" : problems);
    }

    @DisplayName("RFC 3339, and what stands for it")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        2026-01-01T00:00:00.9Z    | 2026-01-01T00:00:00Z | -
        2026-01-01 01:00:00+01:00 | 2026-01-01T00:00:00Z | -
        2026-01-01T00:00:00       | 2026-01-01T00:00:00Z | timestamp-zone-missing:start-datetime
        2026-01-01T00:00:00.9     | 2026-01-01T00:00:00Z | timestamp-zone-missing:start-datetime
        2025-12-31T23:59:60Z      | 2025-12-31T23:59:59Z | -
        2025-12-31T23:59:60.5Z    | 2025-12-31T23:59:59Z | -
        2025-12-31T23:60:00Z      | -                    | timestamp-invalid:start-datetime
        2026-01-01                | -                    | timestamp-invalid:start-datetime
        202                       | -                    | timestamp-invalid:start-datetime
        x026-01-01T00:00:00Z      | -                    | timestamp-invalid:start-datetime
        202x-01-01T00:00:00Z      | -                    | timestamp-invalid:start-datetime
        +12026-01-01T00:00:00Z    | -                    | timestamp-invalid:start-datetime
        2026                      | -                    | timestamp-invalid:start-datetime
        ''                        | -                    | element-empty:start-datetime
        """)
    void times(String text, Instant time, String problems) {
        String document = changed("2026-01-01T00:00:00Z", text);
        assertThat(report(document).begin().orElse(null)).isEqualTo(time);
        assertThat(codes(read(document).problems())).isEqualTo(problems == null ? "" : problems);
    }

    @DisplayName("RFC 4291 §2.5.5.2: an address of IPv4 is written as that; what is none stays")
    @ParameterizedTest
    @CsvSource({
        "::ffff:192.0.2.1, 192.0.2.1",
        "2001:DB8:0::1, 2001:db8::1",
        "nobody, nobody",
        "192.0.2.256, 192.0.2.256"
    })
    void addresses(String text, String address) {
        TlsPolicy policy = report(GOOD.replace("192.0.2.1", text).replace("192.0.2.2\"", text + "\""))
                .policies()
                .get(0);
        assertThat(policy.failures().get(0).sendingIp()).isEqualTo(Optional.of(address));
        assertThat(policy.failures().get(0).receivingIp()).isEqualTo(Optional.of(address));
    }

    @DisplayName("RFC 7493 §2.1: half of a pair is no character")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        a\\ud83d\\ude00b | a\uD83D\uDE00b | -
        a\\ud83d         | a\uFFFD        | encoding-invalid
        \\ude00a         | \uFFFDa        | encoding-invalid
        \\ud83d\\ud83d   | \uFFFD\uFFFD   | encoding-invalid
        \\ud83dx\\ude00  | \uFFFDx\uFFFD  | encoding-invalid
        \\ud800\\udfffa  | \uD800\uDFFFa  | -
        \\ud800x\\udfff  | \uFFFDx\uFFFD  | encoding-invalid
        \\ud7ff\\ue000x\\ude00 | \uD7FF\uE000x\uFFFD | encoding-invalid
        """)
    void pairs(String written, String read, String problems) {
        String document = changed("\"organization-name\":\"A\"", "\"organization-name\":\"" + written + "\"");
        assertThat(report(document).organization()).contains(read);
        assertThat(codes(read(document).problems())).isEqualTo(problems == null ? "" : problems);
    }

    @Test
    void octetsThatAreNoUtf8() {
        ReadOutcome outcome =
                ReportReader.DEFAULT.read(changed("\"A\"", "\"A\u00FC\"").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(outcome.reports().get(0).organization()).contains("A\uFFFD");
        assertThat(codes(outcome.problems())).isEqualTo("encoding-invalid");
    }

    @DisplayName("D19: whatever stands behind a report takes nothing from it, be it over a limit")
    @Test
    void behindTheReport() {
        ReadOutcome outcome = read(GOOD + " " + "1".repeat(1001));
        assertThat(outcome.reports()).hasSize(1);
        assertThat(outcome.refusals()).isEmpty();
        assertThat(codes(outcome.problems())).isEqualTo("trailing-content");
    }

    @Test
    void otherNamesOfTheDraft() {
        String draft = GOOD.replace("additional-information", "additional-info-uri")
                .replace("failure-reason-code", "failure-error-code");
        assertThat(codes(read(draft).problems())).isEmpty();
        assertThat(report(draft).policies()).isEqualTo(report(GOOD).policies());
    }

    @DisplayName("D19: what is known for a report, and what is other JSON")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        {"organization-name":"A","report-id":"1"}  | -
        {"organization-name":"A","date-range":{}}  | -
        {"organization-name":"A"}                  | it is JSON and no TLS report
        {"report-id":"1","date-range":{}}          | it is JSON and no TLS report
        [{"organization-name":"A"}]                | it is JSON that begins with a list, and a TLS report is one object
        {"organization-name":"A","report-id":"1"   | it is not JSON, or ends too early, at line 1, column 41
        """)
    void whatIsAReport(String json, String refusal) {
        assertThat(read(json).refusal().map(Refusal::reason).orElse(null)).isEqualTo(refusal);
    }

    @DisplayName("Each limit, at its end and over it")
    @Test
    void limits() {
        String many = GOOD.replace("[\"v\",\"w\"]", "[\"v\",\"w\",\"x\"]");
        // One policy, three texts, a host, a failure.
        assertThat(read(many, ReportLimits.DEFAULT.withRecords(6)).refusals()).isEmpty();
        assertRefused(
                read(many, ReportLimits.DEFAULT.withRecords(5)),
                ReportLimit.ROWS,
                "the report has more than 5 policies, failures, texts and hosts");
        // One that stands for a list of one is a text as well.
        String single = GOOD.replace("[\"v\",\"w\"]", "\"v\"");
        assertThat(read(single, ReportLimits.DEFAULT.withRecords(4)).refusals()).isEmpty();
        assertRefused(
                read(single, ReportLimits.DEFAULT.withRecords(3)),
                ReportLimit.ROWS,
                "the report has more than 3 policies, failures, texts and hosts");
        assertThat(read(GOOD.replace("\"1\"", "\"" + "1".repeat(64) + "\""), ReportLimits.DEFAULT.withTextLength(64))
                        .refusals())
                .isEmpty();
        assertRefused(
                read(GOOD.replace("\"1\"", "\"" + "1".repeat(10_000) + "\""), ReportLimits.DEFAULT.withTextLength(64)),
                ReportLimit.TEXT,
                "a value is longer than 64 characters");
        String deep = GOOD.replace("\"report-id\"", "\"x\":[[[[[]]]]],\"report-id\"");
        assertThat(read(deep, ReportLimits.DEFAULT.withJsonDepth(6)).refusals()).isEmpty();
        assertRefused(
                read(deep, ReportLimits.DEFAULT.withJsonDepth(5)),
                ReportLimit.DEPTH,
                "its objects are nested more than 5 deep");
    }

    @DisplayName("A fourth of what may come out is kept")
    @ParameterizedTest
    @CsvSource({"1000, 0, true", "1300, 0, false", "1121, 0, true", "1122, 0, false", "33, 17, true", "34, 17, false"})
    void whatIsKept(int characters, int policies, boolean kept) {
        String id = "i".repeat(characters);
        String list = "[" + "{},".repeat(policies) + "]";
        ReadOutcome outcome = read(
                "{\"organization-name\":\"A\",\"report-id\":\"" + id + "\",\"x\":\"" + "y".repeat(3500)
                        + "\",\"policies\":" + list.replace(",]", "]") + "}",
                ReportLimits.DEFAULT.withOutputOctets(5000));
        assertThat(outcome.refusals().isEmpty()).isEqualTo(kept);
        if (!kept) {
            assertRefused(
                    outcome, ReportLimit.OUTPUT, "the report has more failures and texts than fit into 1250 octets");
        }
    }

    private static void assertRefused(ReadOutcome outcome, ReportLimit limit, String why) {
        assertThat(outcome.refusal().orElseThrow().limit()).contains(limit);
        assertThat(outcome.refusal().orElseThrow().reason()).isEqualTo(why);
    }
}
