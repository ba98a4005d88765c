package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no sample of the suite has: each deviation is told, each refusal is the right one, and nothing is lost in silence. */
class ReportDeviationTest {

    private static final String HEAD = """
        <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><version>1.0</version><report_metadata>\
        <org_name>Receiver</org_name><email>a@receiver.example</email><report_id>1</report_id>\
        <date_range><begin>1767225600</begin><end>1767311999</end></date_range></report_metadata>\
        <policy_published><domain>example.org</domain><p>none</p></policy_published>\
        """;
    private static final String ROW = """
        <record><row><source_ip>192.0.2.1</source_ip><count>1</count><policy_evaluated>\
        <disposition>none</disposition><dkim>pass</dkim><spf>pass</spf></policy_evaluated></row><identifiers>\
        <header_from>example.org</header_from></identifiers><auth_results><spf><domain>example.org</domain>\
        <result>pass</result></spf></auth_results></record>\
        """;
    private static final String GOOD = HEAD + ROW + "</feedback>";

    private static ReadOutcome read(String text) {
        return ReportReader.DEFAULT.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(ReadOutcome outcome) {
        return outcome.problems().stream().map(ReportProblem::code).toList();
    }

    private static byte[] zip(String... entries) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            for (int i = 0; i < entries.length; i++) {
                zip.putNextEntry(new ZipEntry(i + ".xml"));
                zip.write(entries[i].getBytes(StandardCharsets.UTF_8));
            }
        }
        return octets.toByteArray();
    }

    /** Where the last mark of a zip file of this kind stands: PK and two octets. */
    private static int last(byte[] zip, int third, int fourth) {
        for (int i = zip.length - 4; i >= 0; i--) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == third && zip[i + 3] == fourth) {
                return i;
            }
        }
        throw new AssertionError("no such mark");
    }

    /** D9: an entry that is refused takes none of the others along, whatever the JDK's parser does at its end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <feedback><a>                     | malformed-xml
        <!DOCTYPE feedback><feedback/>    | doctype
        <feedback></a></feedback>         | malformed-xml
        <feedback/>                       | incomplete
        """)
    void aBadEntryBeforeAGoodOne(String bad, String type) throws IOException {
        for (byte[] zip : List.of(zip(bad, GOOD), zip(GOOD, bad))) {
            ReadOutcome outcome = ReportReader.DEFAULT.read(zip);
            assertThat(outcome.reports()).hasSize(1);
            assertThat(outcome.refusals())
                    .extracting(each -> each.type().keyword())
                    .containsExactly(type);
        }
    }

    /** D4: of a zip file that does not hold together the rest is not missing in silence. */
    @Test
    void zipFilesThatDoNotHoldTogether() throws IOException {
        byte[] good = zip(GOOD, GOOD.replace(">1</report_id>", ">2</report_id>"));
        int second = last(good, 3, 4);
        int directory = last(good, 1, 2);
        while (directory > last(good, 7, 8) + 16) {
            directory--;
        }
        byte[] junk = new byte[good.length + 9];
        System.arraycopy(good, 0, junk, 0, second);
        System.arraycopy(good, second, junk, second + 9, good.length - second);
        for (byte[] bad : List.of(
                Arrays.copyOf(good, second),
                junk,
                Arrays.copyOf(good, directory),
                Arrays.copyOf(good, last(good, 5, 6)))) {
            ReadOutcome outcome = ReportReader.DEFAULT.read(bad);
            assertThat(outcome.refusals())
                    .extracting(each -> each.type().keyword())
                    .containsExactly("damaged-container");
        }
        assertThat(ReportReader.DEFAULT.read(good).refusals()).isEmpty();
        assertThat(ReportReader.DEFAULT.read(good).reports()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 93})
    void methodsThatAreNotReadHere(int method) throws IOException {
        byte[] zip = zip(GOOD);
        zip[8] = (byte) method;
        assertThat(ReportReader.DEFAULT.read(zip).refusal().orElseThrow().type())
                .isEqualTo(RefusalType.UNSUPPORTED);
    }

    /** RFC 9991 §4: absent is not none, and what cannot be understood is neither. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        dkim, spf              | dkim spf | -
        DKIM (of (it)) , spf   | dkim spf | -
        none                   | ''       | -
        ''                     | -        | element-empty:Identity-Alignment
        foo                    | -        | enum-unknown:Identity-Alignment=foo
        dkim spf               | -        | enum-unknown:Identity-Alignment=dkim spf
        )dkim                  | -        | enum-unknown:Identity-Alignment=)dkim
        dkim (unclosed         | dkim     | enum-unknown:Identity-Alignment=dkim (unclosed
        none, dkim             | dkim     | enum-unknown:Identity-Alignment=none
        dkim, dkim             | dkim     | element-repeated:Identity-Alignment=dkim
        dkim, foo              | dkim     | enum-unknown:Identity-Alignment=foo
        """)
    void identityAlignment(String value, String failed, String problem) {
        ReadOutcome outcome = read(failure("Identity-Alignment: " + value));
        FailureReport report = (FailureReport) outcome.reports().get(0);

        assertThat(report.identityAlignment()
                        .map(each -> String.join(" ", each))
                        .orElse(null))
                .isEqualTo(failed);
        assertThat(problems(outcome)).isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @Test
    void aPortThatIsNone() {
        assertThat(problems(read(failure("Identity-Alignment: none\r\nSource-Port: 70000"))))
                .containsExactly("number-invalid:Source-Port");
    }

    private static String failure(String fields) {
        return "Subject: FW\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n"
                + feedback(fields) + "--b--\r\n";
    }

    private static String feedback(String fields) {
        return "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: auth-failure\r\nVersion: 1\r\n"
                + "User-Agent: A/1\r\nAuth-Failure: dmarc\r\nAuthentication-Results: mx; dmarc=fail\r\n" + fields
                + "\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: a@example.org\r\n";
    }

    /** D9: every attachment, whatever kind the first one is. */
    @Test
    void aFailureReportWithOthersBesideIt() {
        String two = failure("Identity-Alignment: none").replace("--b--\r\n", "")
                + feedback("Identity-Alignment: spf")
                + "--b\r\nContent-Type: text/xml\r\n\r\n" + GOOD + "\r\n--b--\r\n";
        ReadOutcome outcome = read(two);

        assertThat(outcome.refusals()).isEmpty();
        assertThat(outcome.reports())
                .extracting(each -> (Object) each.getClass())
                .containsExactly(FailureReport.class, FailureReport.class, AggregateReport.class);
        assertThat(problems(outcome)).isEmpty();
    }

    /** F9: what failed is quoted, and is read for no report. */
    @Test
    void theMessageThatFailedIsNoReport() {
        String attached = failure("Identity-Alignment: none")
                .replace("text/rfc822-headers\r\n\r\nFrom", "message/rfc822\r\n\r\nContent-Type: text/xml\r\nFrom")
                .replace("From: a@example.org\r\n", "From: a@example.org\r\n\r\n" + GOOD + "\r\n");
        assertThat(read(attached).reports()).hasSize(1).hasOnlyElementsOfType(FailureReport.class);
    }

    @Test
    void proseWithoutAnAddressAndATime() {
        ReadOutcome outcome = read("""
            Subject: x

            This message has failed the published DMARC policy.

            Sender Domain: example.org
            Sender IP Address: 192.0.2.999
            Received Date: foo
            SPF Alignment: no
            """);
        assertThat(problems(outcome))
                .contains("number-invalid:Source-IP", "timestamp-invalid:Arrival-Date", "feedback-part-missing");
    }

    /** Yahoo's attachment when it has nothing to say, with the text that real mails have beside it. */
    @Test
    void unused() {
        String mail = """
            Subject: x
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            This is an aggregate report.
            --b
            Content-Type: application/gzip; name=r.xml.gz

            unused
            --b--
            """;
        assertThat(read(mail).refusal().orElseThrow().type()).isEqualTo(RefusalType.EMPTY);
    }

    /** D1: what is not kept is told. */
    @Test
    void moreThanIsKept() {
        String dkim = "<dkim><domain>example.org</domain><selector>s</selector><result>pass</result></dkim>";
        String reason = "<reason><type>other</type></reason>";
        assertThat(problems(read(
                        GOOD.replace("</auth_results>", "</auth_results><auth_results>" + dkim + "</auth_results>"))))
                .containsExactly("element-repeated:auth_results");
        assertThat(problems(read(GOOD.replace(
                        "</spf></policy_evaluated>", "</spf>" + reason.repeat(100) + "</policy_evaluated>"))))
                .isEmpty();
        assertThat(problems(read(GOOD.replace(
                        "</spf></policy_evaluated>", "</spf>" + reason.repeat(101) + "</policy_evaluated>"))))
                .containsExactly("reasons-over-100");
        assertThat(problems(read(
                        GOOD.replace("</report_metadata>", "<error>e</error>".repeat(101) + "</report_metadata>"))))
                .containsExactly("errors-over-100");
    }

    /** RFC 7493 §2.1: half of a pair is no character. */
    @Test
    void loneSurrogates() {
        ReadOutcome outcome = read("""
            {"organization-name":"A\\ud800B \\ud83d\\ude00","date-range":{"start-datetime":"2026-01-01T00:00:00Z",
            "end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"a@a.example","report-id":"1","policies":[
            {"policy":{"policy-type":"sts","policy-string":["a"],"policy-domain":"example.org","mx-host":["mx"]},
            "summary":{"total-successful-session-count":1,"total-failure-session-count":0}}]}\
            """);
        assertThat(outcome.reports().get(0).organization()).hasValue("A\uFFFDB \uD83D\uDE00");
        assertThat(problems(outcome)).containsExactly("encoding-invalid");
    }

    /** The facts agree, and the form is another: a remark, and no mismatch. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        Report Domain: example.org Submitter: a Report-ID: 1                          | -            | -
        Report Domain: example.org Submitter: a Report-ID: <1>                        | -            | -
        Report Domain: example.org; Submitter: Mail.Ru; Report-ID: 1                  | subject-form | -
        Report Domain: {example.org} Submitter: {a} Report-ID: {1}                    | subject-form | -
        Dmarc Aggregate Report Domain: {example.org} Submitter: {A} Date: {1} Report-ID: {1} | subject-form | -
        Report Domain: example.org Submitter: a Report-ID: <1>;                       | subject-form | -
        Report Domain: example.org. Submitter: a Report-ID: 1                         | subject-form | -
        Report Domain: example.net; Submitter: a; Report-ID: 1                        | subject-form | subject-mismatch:domain
        Report Domain: example.org Submitter: a Report-ID: {2}                        | subject-form | subject-mismatch:report-id
        """)
    void subjects(String subject, String remark, String problem) {
        ReadOutcome outcome = read("Subject: " + subject + "\r\nContent-Type: text/xml\r\n\r\n" + GOOD);

        assertThat(problems(outcome)).isEqualTo(problem == null ? List.of() : List.of(problem));
        assertThat(outcome.remarks().stream().map(ReportProblem::code))
                .containsExactlyElementsOf(remark == null ? List.of() : List.of(remark));
    }

    /** RFC 4155: the mails of an mbox file are all read, in a container, too; a line of prose begins none. */
    @Test
    void mailsOfAnMboxFile() throws IOException {
        String mail = "From r@receiver.example Thu Jan  1 00:00:00 2026\nSubject: r\nContent-Type: text/xml\n\n";
        String mbox = mail + GOOD + "\n\nFrom here on 12 lines\n\n" + mail + "no report\n\n" + mail
                + GOOD.replace(">1</report_id>", ">2</report_id>") + "\n";
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(octets)) {
            zip.write(mbox.getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] each : List.of(mbox.getBytes(StandardCharsets.UTF_8), octets.toByteArray())) {
            ReadOutcome outcome = ReportReader.DEFAULT.read(each);
            assertThat(outcome.reports())
                    .extracting(report -> report.reportId().orElseThrow())
                    .containsExactly("1", "2");
            for (Report report : outcome.reports()) {
                try (Stream<AggregateRow> rows = ((AggregateReport) report).rows()) {
                    assertThat(rows.count()).isEqualTo(1);
                }
            }
        }
        ReadOutcome many = read((mail + "x\n\n").repeat(101));
        assertThat(many.refusal().orElseThrow().limit()).hasValue(ReportLimit.PARTS);
    }

    /** RFC 5965 §3.5: comments in front of a value and behind it. */
    @Test
    void commentsInFields() {
        ReadOutcome outcome = read(failure("Identity-Alignment: none")
                .replace("auth-failure", "(c) auth-failure (d (e))")
                .replace("Version: 1", "Version: 1 (one)")
                .replace("Auth-Failure: dmarc", "Auth-Failure: (a) DMARC"));
        assertThat(problems(outcome)).isEmpty();
        assertThat(((FailureReport) outcome.reports().get(0)).authFailure().is(AuthFailureType.DMARC))
                .isTrue();
    }

    /** D1: the first of several elements counts, and what two of them say is not put together. */
    @Test
    void twoRowsInARecord() {
        ReadOutcome outcome =
                read(GOOD.replace("<count>1</count>", "").replace("</row>", "</row><row><count>5</count></row>"));
        assertThat(problems(outcome)).contains("element-repeated:row", "row-dropped:count");
        assertThat(problems(read(GOOD.replace(
                        "</identifiers>",
                        "</identifiers><identifiers><envelope_from>a.example</envelope_from></identifiers>"))))
                .containsExactly("element-repeated:identifiers");
    }

    /** XML 1.0 §4.3.3: a byte order mark decides, and what is declared otherwise is told. */
    @Test
    void declaredBehindAByteOrderMark() {
        String declared = "\uFEFF<?xml version=\"1.0\" encoding=\"%s\"?>" + GOOD.replace("Receiver", "R\u00FC");
        ReadOutcome eight = ReportReader.DEFAULT.read(
                String.format(Locale.ROOT, declared, "ISO-8859-1").getBytes(StandardCharsets.UTF_8));
        ReadOutcome sixteen = ReportReader.DEFAULT.read(
                String.format(Locale.ROOT, declared, "UTF-8").getBytes(StandardCharsets.UTF_16LE));
        assertThat(problems(eight)).containsExactly("encoding-mismatch:iso-8859-1");
        assertThat(problems(sixteen)).containsExactly("encoding-mismatch:utf-8");
        for (ReadOutcome each : List.of(eight, sixteen)) {
            assertThat(each.reports().get(0).organization()).hasValue("R\u00FC");
        }
        assertThat(problems(ReportReader.DEFAULT.read(
                        String.format(Locale.ROOT, declared, "utf-16").getBytes(StandardCharsets.UTF_16LE))))
                .isEmpty();
    }

    /** D19: JSON that has policies of another kind is no report, and a footer behind one takes nothing from it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        {"policies":1}                                                                        | not-a-report | -
        {"policies":[]}                                                                       | not-a-report | -
        {"policies":[{"name":"x"}]}                                                           | not-a-report | -
        {"policies":[{"policy":{"policy-domain":"example.org"}}]}                             | -            | -
        {"organization-name":"A","report-id":"1","policies":[]}]                              | -            | trailing-content
        {"organization-name":"A","report-id":"1","policies":[]} -- a footer                   | -            | trailing-content
        {"organization-name":"A","report-id":"1","policies":[]} {}                            | -            | trailing-content
        {"organization-name":"A","report-id":"1","policies":[                                 | malformed-json | -
        """)
    void otherJson(String json, String refusal, String problem) {
        ReadOutcome outcome = read(json);
        assertThat(outcome.refusal().map(each -> each.type().keyword()).orElse(null))
                .isEqualTo(refusal);
        assertThat(problems(outcome).contains("trailing-content")).isEqualTo(problem != null);
    }

    /** RFC 3339 §5.7: there are leap seconds. */
    @Test
    void aLeapSecond() {
        TlsReport report = (TlsReport) read("""
            {"organization-name":"A","report-id":"1","date-range":{"start-datetime":"2016-12-31T00:00:00Z",
            "end-datetime":"2016-12-31T23:59:60Z"},"policies":[]}\
            """).reports().get(0);
        assertThat(report.end()).hasValue(Instant.parse("2016-12-31T23:59:59Z"));
    }

    /** RFC 2046 §5.1.5, RFC 6532 §3.7: messages that are attached, in a digest and in a container, too. */
    @Test
    void attachedMessages() throws IOException {
        String inner = "Subject: r\r\nContent-Type: text/xml\r\n\r\n" + GOOD + "\r\n";
        String digest = "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\n" + inner + "--b--\r\n";
        String global = "Content-Type: message/global\r\n\r\n" + inner;
        String zipped = "Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(zip(inner));
        for (String mail : List.of(digest, global, zipped)) {
            ReadOutcome outcome = read(mail);
            assertThat(outcome.reports()).as(mail).hasSize(1);
            assertThat(problems(outcome)).containsExactly("forwarded");
        }
    }

    /** One domain, however it is written. */
    @ParameterizedTest
    @CsvSource({"xn--bcher-kva.example, bücher.example", "Example.org., example.org"})
    void namesOfFilesInOtherLetters(String outside, String inside) {
        String mail = "Content-Type: text/xml; name=\"r.example!" + outside + "!1767225600!1767311999.xml\"\r\n\r\n"
                + GOOD.replace("<domain>example.org</domain><p>", "<domain>" + inside + "</domain><p>");
        assertThat(problems(read(mail))).isEmpty();
    }

    /** A limit is a bound and no size, up to the greatest there is. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "input", "output"})
    void limitsWithoutEnd(String limit) throws IOException {
        ReportLimits limits = switch (limit) {
            case "text" -> ReportLimits.DEFAULT.withTextLength(1 << 24);
            case "input" -> ReportLimits.DEFAULT.withInputOctets(Long.MAX_VALUE);
            default -> ReportLimits.DEFAULT.withOutputOctets(Long.MAX_VALUE);
        };
        ReportReader reader = ReportReader.DEFAULT.withLimits(limits);
        for (byte[] octets : List.of(GOOD.getBytes(StandardCharsets.UTF_8), zip(GOOD))) {
            assertThat(reader.read(new ByteArrayInputStream(octets)).reports()).hasSize(1);
            assertThat(reader.read(octets).reports()).hasSize(1);
        }
    }

    /** A report that is attached in base64 to a mail whose other parts are damaged is there all the same. */
    @Test
    void aDamagedAttachmentBesideAGoodOne() {
        String mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/zip\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(new byte[] {'P', 'K', 3, 4, 1, 2, 3})
                + "\r\n--b\r\nContent-Type: text/xml\r\n\r\n" + GOOD + "\r\n--b--\r\n";
        ReadOutcome outcome = read(mail);
        assertThat(outcome.reports()).hasSize(1);
        assertThat(outcome.refusals()).extracting(Refusal::type).containsExactly(RefusalType.DAMAGED_CONTAINER);
    }

    /** Where it is and what stands there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <feedback>~<version>1.0</feedback> | its tags do not fit together: at line 2, </feedback> stands where </version> is to come
        <feedback>~<!--~~-->~<a:b></a:c>   | its tags do not fit together: at line 5, </a:c> stands where </a:b> is to come
        <feedback>~<version>~              | it ends at line 3 inside of version
        <feedback>~<version a=""           | it ends at line 2 inside of feedback
        <feedback>~<version a='' a=''/>~</feedback>~ | a tag or an attribute before line 3, behind <feedback>, is not as XML has it
        {~ "organization-name": 1;         | it is not JSON, or ends too early, at line 2, column 24
        {~ "organization-name":            | it is not JSON, or ends too early, at line 2, column 22
        """)
    void whereAReportIsMalformed(String text, String why) {
        assertThat(read(text.replace('~', '\n')).refusal().orElseThrow().reason())
                .isEqualTo(why);
    }

    /** What an editor or a copy leaves in front. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n\n", "\uFEFF", "\uFEFF\r\n"})
    void beforeAMail(String front) {
        for (String mail : List.of(
                "Content-Type: text/xml\r\n\r\n" + GOOD, "From a@b.example 03:00\nContent-Type: text/xml\n\n" + GOOD)) {
            ReadOutcome outcome = read(front + mail);

            assertThat(outcome.reports()).hasSize(1);
            assertThat(problems(outcome)).contains("leading-whitespace").hasSize(mail.startsWith("From") ? 2 : 1);
        }
        assertThat(read(" Content-Type: text/xml\r\n\r\n" + GOOD).reports()).isEmpty();
    }

    /** RFC 5322 §3.2.2: a comment stands wherever white space may. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed; (so (it; is)) boundary=b",
                "multipart/mixed (a;b); boundary=b",
                "(a) multipart/mixed; boundary= (x) \"b\"",
                "multipart/mixed; boundary=b (a)",
                "multipart/mixed; boundary (a)=b",
                "multipart/mixed (\\); boundary=c); boundary=b"
            })
    void commentsInParameters(String type) {
        ReadOutcome outcome = read(
                "Content-Type: " + type + "\r\n\r\n--b\r\nContent-Type: text/xml\r\n\r\n" + GOOD + "\r\n--b--\r\n");

        assertThat(outcome.reports()).hasSize(1);
        assertThat(problems(outcome)).isEmpty();
    }

    /** RFC 5322 §4.3: what is not known of a zone is told, and the time taken as UTC. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Fri, 02 Jan 2026 03:00:00 +0100 | 1767319200 |
        2 Jan 2026 03:00:00 EST (east)  | 1767340800 |
        Fri, 02 Jan 2026 03:00:00 GMT   | 1767322800 |
        Fri, 02 Jan 2026 03:00:00 CET   | 1767322800 | timestamp-zone-missing:Arrival-Date
        Fri, 02 Jan 2026 03:00:00 -0000 | 1767322800 | timestamp-zone-missing:Arrival-Date
        Fri, 02 Jan 2026 03:00:00 +1    | 1767322800 | timestamp-zone-missing:Arrival-Date
        Fri, 02 Jan 2026 03:00:00       | 1767322800 | timestamp-zone-missing:Arrival-Date
        """)
    void zonesOfMailDates(String date, long seconds, String problem) throws IOException {
        String mail = new String(SampleInputs.of("failure"), StandardCharsets.UTF_8)
                .replace("Fri, 02 Jan 2026 03:00:00 +0100", date);
        ReadOutcome outcome = read(mail);

        assertThat(((FailureReport) outcome.reports().get(0)).arrivalDate().map(Instant::getEpochSecond))
                .contains(seconds);
        assertThat(problems(outcome).stream().filter(each -> each.startsWith("timestamp")))
                .isEqualTo(problem == null ? List.of() : List.of(problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        3 | [{"failed-session-count":1}] | true
        1 | [{"failed-session-count":1}] | false
        3 | []                           | true
        0 | []                           | false
        """)
    void failuresOfTlsThatDoNotAddUp(int failed, String details, boolean told) {
        ReadOutcome outcome = read("{\"organization-name\":\"a\",\"report-id\":\"1\",\"policies\":[{\"summary\":"
                + "{\"total-failure-session-count\":" + failed + "},\"failure-details\":" + details + "}]}");

        assertThat(problems(outcome).contains("sum-mismatch:failure-details")).isEqualTo(told);
    }

    @Test
    @DisplayName("found by fuzzing: rows behind an entry of a zip that is damaged can be read as often as one likes")
    void rowsBehindADamagedEntry() throws IOException {
        byte[] first = "stored".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(octets)) {
            ZipEntry stored = new ZipEntry("a.xml");
            CRC32 crc = new CRC32();
            crc.update(first);
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(first.length);
            stored.setCrc(crc.getValue());
            zip.putNextEntry(stored);
            zip.write(first);
            zip.putNextEntry(new ZipEntry("b.xml"));
            zip.write(RandomReport.of(42).getBytes(StandardCharsets.UTF_8));
        }
        byte[] input = octets.toByteArray();
        // Behind the head and the name: the octet does not fit the checksum any more.
        input[30 + "a.xml".length()] ^= 1;
        ReadOutcome outcome = ReportReader.DEFAULT.read(input);
        assertThat(outcome.refusals()).extracting(Refusal::type).containsExactly(RefusalType.DAMAGED_CONTAINER);
        AggregateReport report = (AggregateReport) outcome.reports().get(0);
        for (int i = 0; i < 2; i++) {
            try (Stream<AggregateRow> rows = report.rows()) {
                assertThat(rows.mapToLong(AggregateRow::count).sum())
                        .isEqualTo(report.totals().messages());
            }
        }
    }
}
