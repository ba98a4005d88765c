package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line of JSON an input, with all that was read. */
class ReportJsonTest {

    private static final String XML = FullReport.AGGREGATE.replace("None", "none");

    private static final String AGGREGATE = """
        {"namespace":"urn:ietf:params:xml:ns:dmarc-2.0","version":"1.0","orgName":"R","email":"a@r.example",\
        "extraContactInfo":"x","reportId":"w","begin":1767225600,"end":1767311999,"errors":["e","f"],"generator":"g",\
        "policy":{"domain":"example.org","p":"none","sp":"quarantine","np":"reject","adkim":"s","aspf":"r","pct":50,\
        "fo":"1:d","testing":"y","discoveryMethod":"treewalk"},"rows":1,"messages":7,"droppedRows":0,\
        "totals":{"byDisposition":{"none":7},"dkimPass":0,"spfPass":7,"eitherPass":7,"distinctIps":1},\
        "records":[{"ip":"2001:db8::1","count":7,"disposition":"none","dkim":"fail","spf":"pass",\
        "reasons":[{"type":"other","comment":"c"}],"headerFrom":"example.org","envelopeFrom":"e.example",\
        "envelopeTo":"t.example","dkimResults":[{"domain":"d.example","selector":"s","result":"fail",\
        "humanResult":"h"}],"spfResults":[{"domain":"s.example","scope":"mfrom","result":"pass","humanResult":"k"}]}]}\
        """;

    private static String json(String input, ReportReader reader, ReportJson json) throws IOException {
        StringBuilder out = new StringBuilder();
        json.write("x", reader.read(input.getBytes(UTF_8)), out);
        assertThat(out).endsWith("\n");
        return out.substring(0, out.length() - 1);
    }

    private static String json(String input) throws IOException {
        return json(input, ReportReader.DEFAULT, ReportJson.DEFAULT);
    }

    @Test
    void aggregateReports() throws IOException {
        assertThat(json(XML))
                .isEqualTo("{\"input\":\"x\",\"reports\":[" + AGGREGATE
                        + "],\"refusal\":null,\"problems\":[],\"remarks\":[\"pct\"]}");
        String row = XML.substring(XML.indexOf("<record>"), XML.indexOf("</feedback>"));
        String bare = XML.replace(XML.substring(XML.indexOf("<policy_published>"), XML.indexOf("<record>")), "")
                .replace("<disposition>none</disposition>", "<disposition>x</disposition>");
        assertThat(json(bare)).contains("\"policy\":null").contains("\"byDisposition\":{\"None\":7}");
        String record = AGGREGATE.substring(AGGREGATE.indexOf("{\"ip\""), AGGREGATE.length() - 2);
        String three = XML.replace(row, row + row.replace("::1", "::2") + row.replace("<count>7", "<count>8"));
        assertThat(json(three))
                .contains("\"records\":[" + record + "," + record.replace("::1", "::2") + ","
                        + record.replace("\"count\":7", "\"count\":8") + "]}]");
        ReportJson two = ReportJson.DEFAULT.withRecords(2);
        assertThat(json(three, ReportReader.DEFAULT, two))
                .contains("\"records\":[" + record + "," + record.replace("::1", "::2") + "],\"recordsShown\":2}]");
        assertThat(json(three, ReportReader.DEFAULT, ReportJson.DEFAULT.withRecords(3)))
                .doesNotContain("recordsShown");
        assertThat(json(XML, ReportReader.DEFAULT, ReportJson.DEFAULT.withRecords(0)))
                .contains("\"records\":[],\"recordsShown\":0}]");
        assertThatThrownBy(() -> ReportJson.DEFAULT.withRecords(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(json(
                        XML.replace("</feedback>", ""),
                        ReportReader.DEFAULT.withPartialReports(true),
                        ReportJson.DEFAULT))
                .contains("\"distinctIps\":1},\"partial\":true,\"records\"")
                .contains("\"refusal\":{\"type\":\"malformed-xml\",\"limit\":null,\"why\":\"it ends at line 1 inside of"
                        + " feedback\"}");
    }

    @DisplayName("Rows of a long report are kept, and what they share is written once more")
    @Test
    void rowsThatAreAlike() throws IOException {
        String row = XML.substring(XML.indexOf("<record>"), XML.indexOf("</feedback>"));
        String other = row.replace("<scope>mfrom", "<scope>helo");
        String rows = (row + row.replace("::1", "::2") + other + row + row).repeat(400);
        String[] written = json(XML.replace(row, rows)).split("\\{\"ip\"");
        assertThat(written).hasSize(2001);
        List<String> first = new ArrayList<>(List.of(written).subList(1, 6));
        String short5 = json(XML.replace(row, row + row.replace("::1", "::2") + other + row + row));
        for (int i = 0; i < 5; i++) {
            assertThat(short5)
                    .contains("{\"ip\"" + first.get(i).substring(0, first.get(i).lastIndexOf('}')));
        }
        for (int i = 1; i < 2000; i++) {
            assertThat(written[i]).isEqualTo(first.get((i - 1) % 5));
        }
    }

    @DisplayName("Of rows that differ in one part alone, each is written with its own")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        none</disposition>  | quarantine</disposition>                                   | reject</disposition>
        <dkim>pass          | <dkim>fail                                                 | <dkim>x
        <spf>pass           | <spf>fail                                                  | <spf>x
        </policy_evaluated> | <reason><type>other</type></reason></policy_evaluated>     | <reason><type>forwarded</type></reason></policy_evaluated>
        </identifiers>      | <header_from>a.example</header_from></identifiers>         | <header_from>b.example</header_from></identifiers>
        </identifiers>      | <envelope_from>a.example</envelope_from></identifiers>     | <envelope_from>b.example</envelope_from></identifiers>
        </identifiers>      | <envelope_to>a.example</envelope_to></identifiers>         | <envelope_to>b.example</envelope_to></identifiers>
        </auth_results>     | <dkim><domain>a.example</domain></dkim></auth_results>     | <dkim><domain>b.example</domain></dkim></auth_results>
        </auth_results>     | <spf><domain>a.example</domain></spf></auth_results>       | <spf><domain>b.example</domain></spf></auth_results>
        """)
    void rowsThatDifferInOnePart(String part, String second, String third) throws IOException {
        // What else a row has would be its own, and differ too.
        String bare = (HostileInputs.ROW_START + HostileInputs.ROW_END)
                .replace("<header_from>example.org</header_from>", "")
                .replace("<spf><domain>example.org</domain><result>pass</result></spf>", "");
        List<String> rows = List.of(bare, bare.replace(part, second), bare.replace(part, third));
        StringBuilder all = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i : new int[] {0, 1, 2, 0, 2, 1, 1, 2, 2, 0}) {
            all.append(rows.get(i));
            expected.add(records(rows.get(i)));
        }
        assertThat(expected.subList(0, 3)).doesNotHaveDuplicates();
        assertThat(records(all.toString())).isEqualTo(String.join(",", expected));
    }

    @DisplayName("Several of whatever there may be several of")
    @Test
    void severalOfEach() throws IOException {
        String reason = "{\"type\":\"other\",\"comment\":\"c\"}";
        String dkim = "{\"domain\":\"d.example\",\"selector\":\"s\",\"result\":\"fail\",\"humanResult\":\"h\"}";
        String spf = "{\"domain\":\"s.example\",\"scope\":\"mfrom\",\"result\":\"pass\",\"humanResult\":\"k\"}";
        String report = AGGREGATE
                .replace(reason, reason + "," + reason.replace("\"c\"", "\"d\""))
                .replace(dkim, dkim + "," + dkim.replace("\"s\"", "\"t\""))
                .replace(spf, spf + "," + spf.replace("\"k\"", "\"l\""));
        String xml = XML.replace("</reason>", "</reason><reason><type>other</type><comment>d</comment></reason>")
                .replace(
                        "</dkim><spf><domain>",
                        "</dkim><dkim><domain>d.example</domain><selector>t</selector><result>fail</result>"
                                + "<human_result>h</human_result></dkim><spf><domain>")
                .replace(
                        "</spf></auth_results>",
                        "</spf><spf><domain>s.example</domain><scope>mfrom</scope><result>pass</result>"
                                + "<human_result>l</human_result></spf></auth_results>");
        ReadOutcome one = ReportReader.DEFAULT.read(xml.getBytes(UTF_8));
        Report both = one.reports().get(0);
        StringBuilder out = new StringBuilder();
        ReportJson.DEFAULT.write("x", new ReadOutcome(List.of(both, both), List.of(), List.of(), List.of()), out);
        assertThat(out)
                .hasToString("{\"input\":\"x\",\"reports\":[" + report + "," + report
                        + "],\"refusal\":null,\"problems\":[],\"remarks\":[]}\n");
    }

    private static String records(String rows) throws IOException {
        String json = json(HostileInputs.HEAD + rows + "</feedback>");
        String start = "\"records\":[";
        return json.substring(json.indexOf(start) + start.length(), json.indexOf("]}],\"refusal\""));
    }

    @Test
    void tlsReports() throws IOException {
        String text = """
            {"organization-name":"A","date-range":{"start-datetime":"2026-01-01T00:00:00Z",\
            "end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"c","report-id":"1","policies":[{\
            "policy":{"policy-type":"sts","policy-string":["v","w"],"policy-domain":"example.org","mx-host":["mx"]},\
            "summary":{"total-successful-session-count":5,"total-failure-session-count":1},\
            "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.1",\
            "receiving-ip":"192.0.2.2","receiving-mx-hostname":"m","receiving-mx-helo":"h","failed-session-count":1,\
            "additional-information":"i","failure-reason-code":"r"}]},{}]}\
            """;
        String expected = """
            {"organizationName":"A","contactInfo":"c","reportId":"1","begin":1767225600,"end":1767311999,"policies":[{\
            "type":"sts","domain":"example.org","strings":["v","w"],"mxHosts":["mx"],"successful":5,"failed":1,\
            "failures":[{"resultType":"certificate-expired","sendingIp":"192.0.2.1","receivingIp":"192.0.2.2",\
            "receivingMx":"m","receivingHelo":"h","count":1,"additionalInfo":"i","reasonCode":"r"}]},\
            {"type":null,"domain":null,"strings":[],"mxHosts":[],"successful":null,"failed":null,"failures":[]}],\
            "successful":5,"failed":1}\
            """;
        assertThat(json(text)).startsWith("{\"input\":\"x\",\"reports\":[" + expected + "],\"refusal\":null,");
        assertThat(json(text.replace("certificate-expired", "new"))).contains("{\"resultType\":\"new\",");
    }

    @Test
    void failureReports() throws IOException {
        String text = """
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: message/feedback-report

            Feedback-Type: auth-failure
            Version: 1
            User-Agent: A/1
            Auth-Failure: dmarc
            Identity-Alignment: dkim, spf
            Authentication-Results: mx; dmarc=fail
            Original-Mail-From: <a@example.org>
            Original-Rcpt-To: <b@example.net>
            Source-IP: 192.0.2.1
            Arrival-Date: Fri, 02 Jan 2026 03:00:00 +0100
            Reported-Domain: example.org
            Reported-URI: u
            Delivery-Result: reject
            Original-Envelope-Id: e
            Incidents: 2
            DKIM-Domain: d
            DKIM-Identity: @d
            DKIM-Selector: s
            SPF-DNS: t

            --b
            Content-Type: text/rfc822-headers

            From: j@example.org
            Subject: s
            --b--
            """;
        String expected = """
            {"feedbackType":"auth-failure","version":"1","userAgent":"A/1","authFailure":"dmarc",\
            "identityAlignment":["dkim","spf"],"originalMailFrom":"a@example.org","sourceIp":"192.0.2.1",\
            "arrivalDate":1767319200,"reportedDomain":"example.org","deliveryResult":"reject","originalEnvelopeId":"e",\
            "dkimDomain":"d","dkimIdentity":"@d","dkimSelector":"s","incidents":2,"originalRcptTo":["b@example.net"],\
            "reportedUri":["u"],"authenticationResults":["mx; dmarc=fail"],"spfDns":["t"],\
            "sample":{"kind":"headers","from":"j@example.org","subject":"s"}}\
            """;
        assertThat(json(text))
                .isEqualTo("{\"input\":\"x\",\"reports\":[" + expected
                        + "],\"refusal\":null,\"problems\":[],\"remarks\":[]}");
        assertThat(json(text.replace("Identity-Alignment: dkim, spf\n", "")
                        .replace("text/rfc822-headers", "text/html")))
                .contains("\"identityAlignment\":null")
                .contains("\"sample\":null}")
                .contains("\"problems\":[\"field-missing:Identity-Alignment\",\"sample-missing\"]");
        assertThat(json(text.replace("text/rfc822-headers", "message/rfc822"))).contains("\"kind\":\"message\"");
    }

    @Test
    void whatIsEscaped() throws IOException {
        StringBuilder out = new StringBuilder();
        ReadOutcome nothing = new ReadOutcome(List.of(), List.of(), List.of(), List.of());
        ReportJson.DEFAULT.write("a\"\\\u0000\u001F ~\u007F\u00FC\uD83D\uDE00/z", nothing, out);
        assertThat(out)
                .hasToString("{\"input\":\"a\\\"\\\\\\u0000\\u001f ~\\u007f\\u00fc\\ud83d\\ude00/z\",\"reports\":[],"
                        + "\"refusal\":null,\"problems\":[],\"remarks\":[]}\n");
        ReadOutcome limit = ReportReader.DEFAULT
                .withLimits(ReportLimits.DEFAULT.withOutputOctets(1))
                .read(XML.getBytes(UTF_8));
        StringBuilder refused = new StringBuilder();
        ReportJson.DEFAULT.write("x", limit, refused);
        assertThat(refused)
                .contains("\"refusal\":{\"type\":\"limit\",\"limit\":\"output\","
                        + "\"why\":\"more than 1 octets came out of the input\"}");
    }
}
