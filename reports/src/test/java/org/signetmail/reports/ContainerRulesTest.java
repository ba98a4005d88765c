package org.signetmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.signetmail.reports.octets.Packed.gzip;
import static org.signetmail.reports.octets.Packed.zip;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands around reports: mails, containers and names, each on both sides of what is allowed. */
class ContainerRulesTest {

    static final String XML = """
        <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><version>1.0</version><report_metadata>\
        <org_name>Receiver</org_name><email>a@receiver.example</email><report_id>1</report_id>\
        <date_range><begin>1767225600</begin><end>1767311999</end></date_range></report_metadata>\
        <policy_published><domain>example.org</domain><p>none</p></policy_published>\
        <record><row><source_ip>192.0.2.1</source_ip><count>1</count><policy_evaluated>\
        <disposition>none</disposition><dkim>pass</dkim><spf>pass</spf></policy_evaluated></row><identifiers>\
        <header_from>example.org</header_from></identifiers><auth_results><spf><domain>example.org</domain>\
        <result>pass</result></spf></auth_results></record></feedback>\
        """;

    static final String JSON = """
        {"organization-name":"A","date-range":{"start-datetime":"2026-01-01T00:00:00Z",\
        "end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"a@a.example","report-id":"1","policies":[{\
        "policy":{"policy-type":"sts","policy-domain":"example.org"},\
        "summary":{"total-successful-session-count":1,"total-failure-session-count":0}}]}\
        """;

    private static ReadOutcome read(byte[] octets, ReportLimits limits) {
        return ReportReader.DEFAULT.withLimits(limits).read(octets);
    }

    private static ReadOutcome read(byte[] octets) {
        return read(octets, ReportLimits.DEFAULT);
    }

    private static ReadOutcome read(String text) {
        return read(text.getBytes(UTF_8));
    }

    static String codes(List<ReportProblem> problems) {
        return problems.stream().map(ReportProblem::code).collect(Collectors.joining(" "));
    }

    static String why(ReadOutcome outcome) {
        return outcome.refusal().map(Refusal::reason).orElse("");
    }

    static String mail(String type, byte[] contents) {
        return "Content-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(contents);
    }

    private static byte[] contents(String kind) throws IOException {
        return switch (kind) {
            case "gzip" -> gzip(XML.getBytes(UTF_8));
            case "zip" -> zip("a.xml", XML);
            case "json" -> JSON.getBytes(UTF_8);
            default -> XML.getBytes(UTF_8);
        };
    }

    @DisplayName("D8: media types and names of files that fit, that are older names, and that do not fit")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        gzip | application/gzip             | -                                      | -
        gzip | application/tlsrpt+gzip      | -                                      | -
        gzip | application/x-gzip           | -                                      | media-type:application/x-gzip
        gzip | application/tlsrpt           | -                                      | media-type:application/tlsrpt
        gzip | application/zip              | media-type:application/zip             | -
        gzip | application/gzip; name=a.gz  | -                                      | -
        gzip | application/gzip; name=A.GZIP | -                                     | -
        gzip | application/gzip; name=a.zip | filename-extension                     | -
        gzip | application/gzip; name=gz    | filename-extension                     | -
        zip  | application/zip              | -                                      | container-zip
        zip  | application/x-zip            | -                                      | media-type:application/x-zip container-zip
        zip  | application/x-zip-compressed; name=a.zip | -                          | media-type:application/x-zip-compressed container-zip
        zip  | application/gzip             | media-type:application/gzip            | container-zip
        zip  | application/zip; name=a.gz   | filename-extension                     | container-zip
        xml  | text/xml                     | -                                      | -
        xml  | application/xml; name=.xml   | -                                      | -
        xml  | application/xml; name=a.txt  | filename-extension                     | -
        xml  | text/plain                   | media-type:text/plain                  | -
        json | application/tlsrpt+json      | -                                      | -
        json | application/json; name=a.json | -                                     | media-type:application/json
        json | application/tlsrpt           | -                                      | media-type:application/tlsrpt
        json | application/json; name=a.xml | filename-extension                     | media-type:application/json
        json | text/xml                     | media-type:text/xml                    | -
        """)
    void typesAndNames(String kind, String type, String problems, String remarks) throws IOException {
        ReadOutcome outcome = read(mail(type, contents(kind)));
        assertThat(codes(outcome.problems())).isEqualTo(problems == null ? "" : problems);
        assertThat(codes(outcome.remarks())).isEqualTo(remarks == null ? "" : remarks);
        assertThat(outcome.reports()).hasSize(1);
    }

    @DisplayName("RFC 9990 §3.5.1: what the name of a file says, beside what the report does")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        r.example!example.org!1767225600!1767311999.xml       | false
        r.example!EXAMPLE.ORG!1767225600!1767311999.xml       | false
        r.example!example.org!1767225600!1767311999!x.xml     | false
        !example.org!1767225600!1767311999.xml                | true
        r.example!example.net!1767225600!1767311999.xml       | true
        r.example!example.org!1767225601!1767311999.xml       | true
        r.example!example.org!1767225600!1767311998.xml       | true
        r.example!example.org!x!1767311999.xml                | true
        r.example!example.net!1.xml                           | false
        example.net.xml                                       | false
        """)
    void namesOfFiles(String name, boolean mismatch) {
        String mail = "Content-Type: text/xml; name=\"" + name + "\"\r\n\r\n" + XML;
        assertThat(codes(read(mail).problems())).isEqualTo(mismatch ? "filename-mismatch" : "");
    }

    @DisplayName("RFC 9990 §3.5.2: what the subject says, beside what the report does")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        xml  | Report Domain: example.org Submitter: a Report-ID: 1     | -                          | -
        xml  | report domain: example.org Submitter: a Report-ID: 1     | -                          | subject-form
        xml  | Report Domain: example.org submitter: a Report-ID: 1     | -                          | subject-form
        xml  | Report Domain: example.org Submitter: a report-id: 1     | -                          | subject-form
        xml  | Re: Report Domain: example.org Submitter: a Report-ID: 1 | -                          | subject-form
        xml  | Report Domain: example.org, Submitter: a Report-ID: 1    | -                          | subject-form
        xml  | Report Domain: example.org Submitter: a Report-ID: 1,    | -                          | subject-form
        xml  | Report Domain: example.org Submitter: a                  | -                          | -
        xml  | Report Domain: example.org x Submitter: a                | subject-mismatch:domain    | subject-form
        xml  | Report Domain: example.net Submitter: a Report-ID: 1     | subject-mismatch:domain    | -
        xml  | Report Domain: example.org Submitter: a Report-ID: 2     | subject-mismatch:report-id | -
        xml  | Report Domain: {example.org Submitter: a Report-ID: 1    | subject-mismatch:domain    | -
        xml  | Report Domain: example.org} Submitter: a Report-ID: 1    | subject-mismatch:domain    | -
        xml  | Report Domain: example.org                               | -                          | subject-form
        xml  | Submitter: a Report Domain: example.org                  | -                          | subject-form
        xml  | hello                                                    | -                          | subject-form
        json | Report Domain: example.org Submitter: a Report-ID: <1>   | -                          | -
        json | Report Domain: example.org Submitter: a Report-ID: 2     | -                          | subject-mismatch:report-id
        json | Report Domain: example.net Submitter: a Report-ID: 1     | subject-mismatch:domain    | -
        json | report domain: {example.org}; Submitter: a Report-ID: 1  | -                          | -
        json | hello                                                    | -                          | -
        """)
    void subjects(String kind, String subject, String problems, String remarks) {
        boolean xml = kind.equals("xml");
        ReadOutcome outcome = read("Subject: " + subject + "\r\nContent-Type: "
                + (xml ? "text/xml" : "application/tlsrpt+json") + "\r\n\r\n" + (xml ? XML : JSON));
        assertThat(codes(outcome.problems())).isEqualTo(problems == null ? "" : problems);
        assertThat(codes(outcome.remarks())).isEqualTo(remarks == null ? "" : remarks);
    }

    @DisplayName("Names of entries: those of files, and those that look like a way out")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        a.xml|false
        a/b..c.xml|false
        ..a|false
        a..|false
        ab:c|false
        /a|true
        a\\b|true
        \\|true
        c:a|true
        ..|true
        ../a|true
        a/../b|true
        a/..|true
        a\tb|true
        a\u001Fb|true
        a b|false
        a\u007F|true
        """)
    void namesOfEntries(String name, boolean odd) throws IOException {
        assertThat(codes(read(zip(name, XML)).problems())).isEqualTo(odd ? "zip-entry-name" : "");
    }

    @DisplayName("Entries that are no reports, alone and beside one")
    @Test
    void otherEntries() throws IOException {
        assertThat(codes(read(zip("a", "hello", "b", XML)).problems())).isEqualTo("zip-other-entries");
        assertThat(codes(read(zip("a", "", "b", XML)).problems())).isEqualTo("zip-other-entries");
        assertThat(codes(read(zip("d/", "", "b", XML)).problems())).isEmpty();
        assertThat(why(read(zip("a", "hello")))).isEqualTo("it is neither XML nor JSON nor a container of them");
        assertThat(why(read(zip("a", "hello", "b", ""))))
                .isEqualTo("it is neither XML nor JSON nor a container of them");
        assertThat(why(read(zip("a", "")))).isEqualTo("there is nothing in it");
        assertThat(why(read(zip()))).isEqualTo("the zip file has no entry");
        assertThat(why(read(zip("a", "<feedback>", "b", "hello"))))
                .isEqualTo("entry 1 of the zip file: it ends at line 1 inside of feedback");
        ReadOutcome two = read(zip("a", "<feedback>", "b", "{"));
        assertThat(two.refusals()).hasSize(2);
        assertThat(two.refusals().get(1).reason()).startsWith("entry 2 of the zip file: ");
    }

    @DisplayName("Containers in each other")
    @ParameterizedTest
    @CsvSource({"1, ''", "2, container-nested", "3, container-nested", "4, -"})
    void nested(int levels, String problems) throws IOException {
        byte[] octets = XML.getBytes(UTF_8);
        for (int i = 0; i < levels; i++) {
            octets = gzip(octets);
        }
        ReadOutcome outcome = read(octets);
        assertThat(why(outcome)).isEqualTo(levels > 3 ? "containers are nested more than 3 deep" : "");
        if (levels <= 3) {
            assertThat(codes(outcome.problems())).isEqualTo(problems);
            try (Stream<AggregateRow> rows =
                    ((AggregateReport) outcome.reports().get(0)).rows()) {
                assertThat(rows).hasSize(1);
            }
        }
    }

    @DisplayName("Each limit on what comes in and out, at its end and over it")
    @Test
    void sizes() throws IOException {
        byte[] xml = XML.getBytes(UTF_8);
        byte[] zipped = gzip(xml);
        ReportLimits usual = ReportLimits.DEFAULT;
        assertThat(why(read(xml, usual.withOutputOctets(xml.length)))).isEmpty();
        assertThat(why(read(xml, usual.withOutputOctets(xml.length - 1))))
                .isEqualTo("more than " + (xml.length - 1) + " octets came out of the input");
        assertThat(why(read(zipped, usual.withOutputOctets(xml.length)))).isEmpty();
        assertThat(why(read(zipped, usual.withOutputOctets(xml.length - 1))))
                .isEqualTo("more than " + (xml.length - 1) + " octets came out of the input");
        assertThat(why(read(zipped, usual.withInputOctets(zipped.length)))).isEmpty();
        assertThat(why(read(zipped, usual.withInputOctets(zipped.length - 1))))
                .isEqualTo("the input has more than " + (zipped.length - 1) + " octets");
        assertThat(why(read(zip("a", XML, "b", XML), usual.withZipEntries(2)))).isEmpty();
        assertThat(why(read(zip("a", XML, "b", XML), usual.withZipEntries(1))))
                .isEqualTo("the zip file has more than 1 entries");
    }

    @DisplayName("A mail that is longer than what is held at once")
    @Test
    void longMails() {
        String head = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/xml\n\n";
        String mail = head + XML + "\n--b--\n" + "x".repeat((1 << 20) - head.length() - XML.length() - 8);
        for (int more : new int[] {0, 1, 10_000}) {
            byte[] octets = (mail + "y".repeat(more)).getBytes(UTF_8);
            assertThat(codes(read(octets).problems())).isEmpty();
            assertThat(read(octets).reports()).hasSize(1);
            assertThat(why(read(octets, ReportLimits.DEFAULT.withInputOctets(octets.length))))
                    .isEmpty();
            assertThat(why(read(octets, ReportLimits.DEFAULT.withInputOctets(octets.length - 1))))
                    .isEqualTo("the input has more than " + (octets.length - 1) + " octets");
        }
    }

    private static final String MBOX = "From a@b Fri Jan  2 03:00:00 2026\nContent-Type: text/xml\n\n" + XML + "\n\n";

    @DisplayName("Mails behind each other, up to the limit on parts, and attached to each other, up to that on levels")
    @Test
    void manyMails() {
        ReportLimits two = ReportLimits.DEFAULT.withMimeParts(2);
        assertThat(read(MBOX.repeat(2).getBytes(UTF_8), two).reports()).hasSize(2);
        assertThat(why(read(MBOX.repeat(3).getBytes(UTF_8), two))).isEqualTo("the mbox file has more than 2 mails");
        assertThat(why(read(MBOX.replace(XML, "hello").repeat(2).getBytes(UTF_8), two)))
                .isEqualTo("no part of the mail is a report");
        assertThat(why(read(MBOX.replace(XML, "<feedback>") + MBOX.replace(XML, "hello"))))
                .isEqualTo("mail 1 of the mbox file: part 1 of the mail: it ends at line 3 inside of feedback");
        String attached = "Content-Type: text/xml\n\n" + XML;
        for (int i = 0; i < 2; i++) {
            attached = "Content-Type: message/rfc822\n\n" + attached;
        }
        ReadOutcome outcome = read(attached.getBytes(UTF_8), ReportLimits.DEFAULT.withMimeDepth(3));
        assertThat(outcome.reports()).hasSize(1);
        assertThat(codes(outcome.problems())).isEqualTo("forwarded");
        assertThat(why(read(attached.getBytes(UTF_8), ReportLimits.DEFAULT.withMimeDepth(2))))
                .isEqualTo("messages are attached to each other more than 2 deep");
    }

    @DisplayName("Attached mails, encoded and by their name, and how much of them is held")
    @Test
    void attachedMails() {
        String inner = "Content-Type: text/xml\n\n" + XML;
        for (String type : List.of("message/rfc822", "message/global", "application/octet-stream; name=a.EML")) {
            String outer = mail(type, inner.getBytes(UTF_8));
            ReadOutcome outcome = read(outer);
            assertThat(outcome.reports()).hasSize(1);
            assertThat(codes(outcome.problems())).isEqualTo("forwarded");
            assertThat(why(read(outer.getBytes(UTF_8), ReportLimits.DEFAULT.withInputOctets(outer.length() + 1))))
                    .isEqualTo("the input has more than " + (outer.length() + 1) + " octets");
        }
        String quoted = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
                + inner.replace("=", "=3D");
        int most = 2 * quoted.length() - quoted.indexOf("\n\n") - 2;
        assertThat(read(quoted.getBytes(UTF_8), ReportLimits.DEFAULT.withInputOctets(most))
                        .reports())
                .hasSize(1);
        assertThat(read(quoted.getBytes(UTF_8), ReportLimits.DEFAULT.withInputOctets(most - 1))
                        .reports())
                .isEmpty();
    }

    private static final String FEEDBACK = """
        Content-Type: message/feedback-report

        Feedback-Type: auth-failure
        Version: 1
        User-Agent: A/1
        Auth-Failure: dmarc
        Identity-Alignment: spf
        Authentication-Results: mx; dmarc=fail
        """;

    static String parts(String type, String... parts) {
        return "Content-Type: " + type + "; boundary=b\n\n--b\n" + String.join("\n--b\n", parts) + "\n--b--\n";
    }

    private static final String REPORT = "multipart/report; report-type=feedback-report";

    @DisplayName("RFC 6591 §3.1: which message belongs to a feedback part")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        F text/rfc822-headers        | headers | -
        F message/rfc822             | message | -
        F message/global             | message | -
        F message/global-headers     | headers | -
        F text/html                  | -       | sample-missing
        text/rfc822-headers F        | headers | -
        F text/html message/rfc822 text/rfc822-headers | message | -
        message/rfc822 F F           | -       | sample-missing
        F F message/rfc822           | -       | sample-missing
        F message/rfc822 F           | message | sample-missing
        """)
    void samples(String types, String first, String problems) {
        String mail = parts(
                REPORT,
                Stream.of(types.split(" ", -1))
                        .map(type -> type.equals("F")
                                ? FEEDBACK
                                : "Content-Type: " + type + "\n\nFrom: a@example.org\nSubject: s\n\nx")
                        .toArray(String[]::new));
        ReadOutcome outcome = read(mail);
        FailureReport report = (FailureReport) outcome.reports().get(0);
        assertThat(report.sample()
                        .map(sample -> sample.wholeMessage() ? "message" : "headers")
                        .orElse(null))
                .isEqualTo(first);
        assertThat(codes(outcome.problems())).isEqualTo(problems == null ? "" : problems);
    }

    @DisplayName("RFC 6591 §3.1 and RFC 5965 §2: the part around, and how it is written")
    @Test
    void feedbackParts() {
        String sample = "Content-Type: text/rfc822-headers\n\nFrom: a@example.org";
        assertThat(codes(read(parts("multipart/report", FEEDBACK, sample)).problems()))
                .isEqualTo("report-type-missing");
        assertThat(codes(read(parts("multipart/mixed; report-type=feedback-report", FEEDBACK, sample))
                        .problems()))
                .isEqualTo("report-type-missing");
        String body = FEEDBACK.substring(FEEDBACK.indexOf("\n\n") + 2);
        String encoded = mail("message/feedback-report", body.getBytes(UTF_8));
        assertThat(codes(read(parts(REPORT, encoded, sample)).problems())).isEqualTo("feedback-part-encoded");
        assertThat(codes(read(parts(REPORT, FEEDBACK.replace("\n\n", "\n\n\r\n\n"), sample))
                        .problems()))
                .isEmpty();
        assertThat(why(read(parts(REPORT, "Content-Type: message/feedback-report\n\n\n\n", sample))))
                .isEqualTo("part 1 of the mail: the feedback part has no Feedback-Type");
    }

    @DisplayName("Parts that are no reports are no reason, unless nothing else is there")
    @Test
    void otherParts() {
        String xml = "Content-Type: text/xml\n\n" + XML;
        String text = "Content-Type: text/plain\n\n<p>";
        String html = "Content-Type: text/html\n\n<html>";
        String bad = "Content-Type: text/xml\n\n<feedback>";
        assertThat(read(parts("multipart/mixed", text, html, xml)).refusals()).isEmpty();
        assertThat(why(read(parts("multipart/mixed", text, html)))).isEqualTo("no part of the mail is a report");
        assertThat(why(read(parts("multipart/mixed", text, bad))))
                .isEqualTo("part 2 of the mail: it ends at line 1 inside of feedback");
        ReadOutcome both = read(parts("multipart/mixed", xml, bad, bad));
        assertThat(both.reports()).hasSize(1);
        assertThat(both.refusals()).hasSize(2);
        assertThat(why(read(parts("multipart/mixed", "Content-Type: text/xml\n\n<a/>"))))
                .isEqualTo("no part of the mail is a report");
        assertThat(why(read(parts("multipart/mixed", "Content-Type: text/plain; name=a.xml\n\n<feedback>"))))
                .isEqualTo("part 1 of the mail: it ends at line 1 inside of feedback");
        assertThat(why(read(parts("multipart/mixed", "Content-Type: application/gzip\n\nunused \n", text))))
                .isEqualTo("the attachment says that it is unused");
    }

    @DisplayName("D19: of a report that is cut the rows before the cut, where that is asked for")
    @Test
    void partialReports() {
        ReportReader reader = ReportReader.DEFAULT.withPartialReports(true);
        byte[] cut = XML.substring(0, XML.length() - 11).getBytes(UTF_8);
        ReadOutcome outcome = reader.read(cut);
        AggregateReport report = (AggregateReport) outcome.reports().get(0);
        assertThat(report.isPartial()).isTrue();
        assertThat(report.totals().rows()).isEqualTo(1);
        assertThat(outcome.refusals()).hasSize(1);
        assertThat(read(cut).reports()).isEmpty();
        assertThat(reader.read("<feedback>".getBytes(UTF_8)).reports()).isEmpty();
        String record = XML.substring(XML.indexOf("<record>"), XML.indexOf("</feedback>"));
        byte[] many = XML.replace(record, record + record).getBytes(UTF_8);
        ReportLimits one = ReportLimits.DEFAULT.withRecords(1);
        assertThat(reader.withLimits(one).read(many).reports()).hasSize(1);
        assertThat(read(many, one).reports()).isEmpty();
        assertThat(((AggregateReport) read(XML).reports().get(0)).isPartial()).isFalse();
    }

    @DisplayName("What it is by its first octets")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        ``|EMPTY
         \t~|EMPTY
        \uFEFF|EMPTY
        <|XML
        \uFEFF ~<|XML
        {|JSON
        [|JSON
        x|OTHER
        Subject: x|MAIL
        BZh9|OTHER
        BZh91|UNSUPPORTED
        BZh9x|OTHER
        Rar!|UNSUPPORTED
        PK\u0003\u0004|ZIP
        PK\u0005\u0006|ZIP
        PK\u0001\u0002|OTHER
        """)
    void sniffed(String text, Sniffed kind) {
        String written = text == null ? "" : text.replace('~', '\n');
        byte[] octets = written.getBytes(UTF_8);
        assertThat(Sniffed.of(octets, octets.length)).isEqualTo(kind);
    }

    @Test
    void addressesAreCountedOnce() throws IOException {
        Random random = new Random(3);
        AddressSet set = new AddressSet();
        Set<InetAddress> known = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
            for (int k = 0; k < octets.length; k++) {
                octets[k] = (byte) (random.nextInt(4) == 0 ? random.nextInt(6) : 0);
            }
            InetAddress address = InetAddress.getByAddress(octets);
            set.add(address);
            known.add(address);
            assertThat(set.size()).isEqualTo(known.size());
        }
        assertThat(known).hasSizeGreaterThan(500);
    }
}
