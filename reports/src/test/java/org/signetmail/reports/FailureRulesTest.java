package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6591 §3.1 and RFC 9991 §4, field by field: what is missing, repeated or unclear is told, by its name. */
class FailureRulesTest {

    private static final String GOOD = """
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
        Source-Port: 25
        Arrival-Date: Fri, 02 Jan 2026 03:00:00 +0100
        Reported-Domain: example.org
        Reported-URI: http://example.org/
        Delivery-Result: reject
        Original-Envelope-Id: e
        Incidents: 2
        DKIM-Domain: example.com
        DKIM-Identity: @example.com
        DKIM-Selector: s
        SPF-DNS: txt : example.org : "v=spf1"

        --b
        Content-Type: text/rfc822-headers

        From: =?utf-8?q?J=C3=BCrgen?=<j@example.org>
        Subject: s
          t
        --b--
        """;

    private static ReadOutcome read(String mail) {
        return ReportReader.DEFAULT.read(mail.getBytes(StandardCharsets.UTF_8));
    }

    private static FailureReport report(String mail) {
        return (FailureReport) read(mail).reports().get(0);
    }

    private static String codes(String mail) {
        return read(mail).problems().stream().map(ReportProblem::code).collect(Collectors.joining(" "));
    }

    private static String changed(String field, String to) {
        int start = GOOD.indexOf("\n" + field + ":") + 1;
        assertThat(start).isPositive();
        return GOOD.substring(0, start) + (to == null ? "" : to + "\n") + GOOD.substring(GOOD.indexOf('\n', start) + 1);
    }

    @Test
    void whatIsRead() throws UnknownHostException {
        assertThat(codes(GOOD)).isEmpty();
        assertThat(read(GOOD).remarks()).isEmpty();
        FailureReport report = report(GOOD);
        assertThat(report.feedbackType().is(FeedbackType.AUTH_FAILURE)).isTrue();
        assertThat(report.version()).contains("1");
        assertThat(report.userAgent()).contains("A/1");
        assertThat(report.organization()).contains("A/1");
        assertThat(report.authFailure().is(AuthFailureType.DMARC)).isTrue();
        assertThat(report.identityAlignment()).contains(List.of("dkim", "spf"));
        assertThat(report.authenticationResults()).containsExactly("mx; dmarc=fail");
        assertThat(report.originalMailFrom()).contains("a@example.org");
        assertThat(report.originalRcptTo()).containsExactly("b@example.net");
        assertThat(report.sourceIp()).contains(InetAddress.getByName("192.0.2.1"));
        assertThat(report.sourcePort()).contains(25);
        assertThat(report.arrivalDate()).contains(Instant.parse("2026-01-02T02:00:00Z"));
        assertThat(report.begin()).isEqualTo(report.arrivalDate());
        assertThat(report.end()).isEqualTo(report.arrivalDate());
        assertThat(report.reportedDomain()).contains("example.org");
        assertThat(report.domain()).contains("example.org");
        assertThat(report.reportId()).isEmpty();
        assertThat(report.reportedUri()).containsExactly("http://example.org/");
        assertThat(report.deliveryResult().is(DeliveryResult.REJECT)).isTrue();
        assertThat(report.originalEnvelopeId()).contains("e");
        assertThat(report.incidents()).contains(2L);
        assertThat(report.dkimDomain()).contains("example.com");
        assertThat(report.dkimIdentity()).contains("@example.com");
        assertThat(report.dkimSelector()).contains("s");
        assertThat(report.spfDns()).containsExactly("txt : example.org : \"v=spf1\"");
        FailureSample sample = report.sample().orElseThrow();
        assertThat(sample.wholeMessage()).isFalse();
        assertThat(sample.from()).contains("J\u00FCrgen <j@example.org>");
        assertThat(sample.subject()).contains("s t");
    }

    @DisplayName("What is told of a field that is changed, and nothing else")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        Version            | -                              | field-missing:Version
        Version            | Version: 1.0                   | version-form:1.0
        Version            | Version: 01 (one)              | version-form:01
        Version            | Version: 2                     | version-unknown:2
        Version            | Version: ()                    | -
        User-Agent         | -                              | field-missing:User-Agent
        Auth-Failure       | -                              | field-missing:Auth-Failure
        Auth-Failure       | Auth-Failure: SPF (x)          | -
        Auth-Failure       | Auth-Failure: foo              | enum-unknown:Auth-Failure=foo
        Auth-Failure       | Auth-Failure: foo) (bar)       | enum-unknown:Auth-Failure=foo)
        Authentication-Results | -                          | field-missing:Authentication-Results
        Identity-Alignment | -                              | field-missing:Identity-Alignment
        Feedback-Type      | Feedback-Type: abuse           | -
        Feedback-Type      | Feedback-Type: foo             | enum-unknown:Feedback-Type=foo
        Incidents          | X-A: 1                         | field-unknown:X-A
        Incidents          | Received-Date: 1               | -
        Incidents          | Incidents: x                   | number-invalid:Incidents
        Incidents          | Incidents: 0 (none)            | -
        DKIM-Domain        | DKIM-Domain: a~DKIM-Domain: b  | field-repeated:DKIM-Domain
        Reported-Domain    | Reported-Domain: a~Reported-Domain: b | -
        Source-Port        | Source-Port: 65535             | -
        Source-Port        | Source-Port: 65536             | number-invalid:Source-Port
        Source-Port        | Source-Port: -1                | number-invalid:Source-Port
        Source-IP          | Source-IP: [192.0.2.1]         | ip-form
        Source-IP          | Source-IP: 192.0.2.1 (a)       | source-ip-form
        Source-IP          | Source-IP: 192.0.2.1(a)        | source-ip-form
        Source-IP          | Source-IP: ::ffff:192.0.2.1    | ip-mapped
        Source-IP          | Source-IP: [192.0.2.1          | number-invalid:Source-IP
        Source-IP          | Source-IP: 192.0.2.1]          | number-invalid:Source-IP
        Arrival-Date       | Received-Date: Fri, 02 Jan 2026 03:00:00 +0100 | field-renamed:Received-Date
        Arrival-Date       | Arrival-Date: yesterday        | timestamp-invalid:Arrival-Date
        Arrival-Date       | Arrival-Date: 2 Jan 2026 03:00 | timestamp-zone-missing:Arrival-Date
        Delivery-Result    | Delivery-Result: foo           | enum-unknown:Delivery-Result=foo
        Delivery-Result    | Delivery-Result: POLICY        | -
        Identity-Alignment | Identity-Alignment: dkim,      | element-empty:Identity-Alignment
        """)
    void changes(String field, String to, String problems) {
        assertThat(codes(changed(field, to == null ? null : to.replace('~', '\n'))))
                .isEqualTo(problems == null ? "" : problems);
    }

    @DisplayName("What is not there is empty, and nothing else is")
    @Test
    void whatIsNotThere() {
        assertThat(report(changed("Source-IP", null)).sourceIp()).isEmpty();
        assertThat(report(changed("Source-IP", "Source-IP: x")).sourceIp()).isEmpty();
        assertThat(report(changed("Source-Port", "Source-Port: 65536")).sourcePort())
                .isEmpty();
        assertThat(report(changed("Source-Port", "Source-Port: 65535")).sourcePort())
                .contains(65_535);
        assertThat(report(changed("Incidents", null)).incidents()).isEmpty();
        assertThat(report(changed("Incidents", "Incidents: 0")).incidents()).contains(0L);
        assertThat(report(changed("Arrival-Date", null)).arrivalDate()).isEmpty();
        assertThat(report(changed("Delivery-Result", null)).deliveryResult().text())
                .isEmpty();
        assertThat(report(changed("Original-Mail-From", null)).originalMailFrom())
                .isEmpty();
        assertThat(report(changed("Version", "Version: 1 (one)")).version()).contains("1 (one)");
        assertThat(read(changed("Feedback-Type", "Feedback-Type: (x)"))
                        .refusal()
                        .orElseThrow()
                        .reason())
                .isEqualTo("part 1 of the mail: the feedback part has no Feedback-Type");
        assertThat(codes(GOOD.replace("text/rfc822-headers", "text/html"))).isEqualTo("sample-missing");
    }

    @DisplayName("Of a field that may stand several times the first hundred are kept")
    @ParameterizedTest
    @CsvSource({"100, 100", "101, 100"})
    void valuesOfAField(int count, int kept) {
        String mail = changed("Reported-URI", "Reported-URI: a\n".repeat(count).trim());
        assertThat(report(mail).reportedUri()).hasSize(kept);
    }

    @Test
    void longFields() {
        ReportLimits limits = ReportLimits.DEFAULT.withTextLength(64);
        ReportReader reader = ReportReader.DEFAULT.withLimits(limits);
        for (int length : new int[] {64, 65}) {
            String mail = changed("DKIM-Selector", "DKIM-Selector:" + "s".repeat(length));
            ReadOutcome outcome = reader.read(mail.getBytes(StandardCharsets.UTF_8));
            assertThat(outcome.refusal().map(Refusal::reason).orElse(""))
                    .isEqualTo(length > 64 ? "a field is longer than 64 octets" : "");
        }
    }

    private static final String PROSE = """
        Subject: x

        This message has failed the published DMARC policy.

        Sender Domain: example.org
        Sender IP Address: 192.0.2.1
        Received Date: Fri, 02 Jan 2026 03:00:00 +0100
        SPF Alignment: no
        DKIM Alignment: yes
        Sender Domain: example.net
        : nothing
        ------ the message ------

        From: a@example.org
        Subject: s
        SPF Alignment: yes
        """;

    @Test
    void prose() throws UnknownHostException {
        assertThat(codes(PROSE)).isEqualTo("feedback-part-missing");
        FailureReport report = report(PROSE);
        assertThat(report.feedbackType().is(FeedbackType.AUTH_FAILURE)).isTrue();
        assertThat(report.authFailure().is(AuthFailureType.DMARC)).isTrue();
        assertThat(report.identityAlignment()).contains(List.of("spf"));
        assertThat(report.reportedDomain()).contains("example.org");
        assertThat(report.sourceIp()).contains(InetAddress.getByName("192.0.2.1"));
        assertThat(report.arrivalDate()).contains(Instant.parse("2026-01-02T02:00:00Z"));
        assertThat(report.sample().orElseThrow().from()).contains("a@example.org");
        assertThat(report.sample().orElseThrow().wholeMessage()).isFalse();
    }

    @DisplayName("Prose, line by line")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        SPF Alignment: no~        | -                     | feedback-part-missing | []       | true
        SPF Alignment: no~DKIM Alignment: yes~ | -        | feedback-part-missing | -        | true
        SPF Alignment: no~        | SPF Alignment: yes~   | feedback-part-missing | []       | true
        DKIM Alignment: yes~      | DKIM Alignment: NO~   | feedback-part-missing | [dkim, spf] | true
        DKIM Alignment: yes~      | -                     | feedback-part-missing | [spf]    | true
        Fri, 02 Jan 2026          | x                     | feedback-part-missing timestamp-invalid:Arrival-Date | [spf] | true
        192.0.2.1                 | x                     | feedback-part-missing number-invalid:Source-IP | [spf] | true
        Subject: x~               | Subject: x~~~         | feedback-part-missing | [spf]    | true
        ------ the message ------ | -----                 | feedback-part-missing | [spf]    | false
        ------ the message ------ | ------                | feedback-part-missing | [spf]    | true
        """)
    void linesOfProse(String from, String to, String problems, String failed, boolean sample) {
        String line = from.replace('~', '\n');
        assertThat(PROSE).contains(line);
        String mail = PROSE.replace(line, to == null ? "" : to.replace('~', '\n'));
        assertThat(codes(mail)).isEqualTo(problems);
        assertThat(report(mail).identityAlignment().map(Object::toString).orElse(null))
                .isEqualTo(failed);
        assertThat(report(mail).sample().isPresent()).isEqualTo(sample);
    }

    @DisplayName("Nothing but white space behind the hyphens: a message that says nothing")
    @Test
    void proseWithoutAMessage() {
        String mail = PROSE.substring(0, PROSE.indexOf("\n\nFrom:")) + "\n\n \n";
        assertThat(codes(mail)).isEqualTo("feedback-part-missing");
        assertThat(report(mail).sample().orElseThrow().from()).isEmpty();
    }

    @DisplayName("Of prose the first hundred labels are read; a line without one is none")
    @ParameterizedTest
    @CsvSource({"96, true", "97, true", "98, false"})
    void manyLabels(int others, boolean read) {
        StringBuilder mail = new StringBuilder("""
                Subject: x

                It failed the DMARC policy
                : nothing
                Sender Domain: example.org
                Sender IP Address: 192.0.2.1
                """);
        for (int i = 0; i < others; i++) {
            mail.append("Label " + i + ": x\n");
        }
        assertThat(report(mail + "SPF Alignment: no\n").identityAlignment().isPresent())
                .isEqualTo(read);
    }

    @DisplayName("What is no report in prose")
    @ParameterizedTest
    @CsvSource({"DMARC policy, policy", "Sender Domain, Domain", "Sender IP Address, Address"})
    void otherProse(String from, String to) {
        assertThat(read(PROSE.replace(from, to)).refusal().orElseThrow().reason())
                .isEqualTo("no part of the mail is a report");
    }

    @DisplayName("RFC 5322 §3.3 and §4.3: days, months, years, times and zones")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        Fri, 02 Jan 2026 03:00:00 +0000 | 2026-01-02T03:00:00Z
        2 Jan 2026 03:00:00 Z           | 2026-01-02T03:00:00Z
        2 Jan 26 03:04 Z                | 2026-01-02T03:04:00Z
        2 Jan 00 03:04 Z                | 2000-01-02T03:04:00Z
        2 Jan 49 03:04 Z                | 2049-01-02T03:04:00Z
        2 Jan 50 03:04 Z                | 1950-01-02T03:04:00Z
        2 Jan 999 03:04 Z               | 2899-01-02T03:04:00Z
        2 Jan 1000 03:04 Z              | 1000-01-02T03:04:00Z
        2 Jan 9999 03:04 Z              | 9999-01-02T03:04:00Z
        2 Jan 10000 03:04 Z             | -
        2 Jan -1 03:04 Z                | -
        31 DEC 2026 23:59:59 GMT        | 2026-12-31T23:59:59Z
        31 Dec 2026 23:59:60 UT         | 2027-01-01T00:00:00Z
        31 Dec 2026 23:59:61 UT         | -
        31 Dec 2026 24:00:00 UT         | -
        31 Dec 2026 23:60:00 UT         | -
        31 Dec 2026 00:00:00 UT         | 2026-12-31T00:00:00Z
        31 Dec 2026 -1:00:00 UT         | -
        31 Dec 2026 00:x:00 UT          | -
        31 Dec 2026 00:00:x UT          | -
        31 Dec 2026 00 UT               | -
        1 Feb 2026 00:00 UT             | 2026-02-01T00:00:00Z
        29 Feb 2026 00:00 UT            | -
        32 Jan 2026 00:00 UT            | -
        0 Jan 2026 00:00 UT             | -
        31 Jan 2026 00:00 UT            | 2026-01-31T00:00:00Z
        1 anf 2026 00:00 UT             | -
        1 January 2026 00:00 UT         | -
        1 Xyz 2026 00:00 UT             | -
        1 Jan 2026                      | -
        Fri 1 Jan 2026                  | -
        Fri                             | -
        1 Jan 2026 00:00 -0130          | 2026-01-01T01:30:00Z
        1 Jan 2026 00:00 +0130          | 2025-12-31T22:30:00Z
        1 Jan 2026 00:00 EDT            | 2026-01-01T04:00:00Z
        1 Jan 2026 00:00 CDT            | 2026-01-01T05:00:00Z
        1 Jan 2026 00:00 CST            | 2026-01-01T06:00:00Z
        1 Jan 2026 00:00 MDT            | 2026-01-01T06:00:00Z
        1 Jan 2026 00:00 MST            | 2026-01-01T07:00:00Z
        1 Jan 2026 00:00 PDT            | 2026-01-01T07:00:00Z
        1 Jan 2026 00:00 pst            | 2026-01-01T08:00:00Z
        1 (a (b) c) Jan(d)2026 00:00 Z  | 2026-01-01T00:00:00Z
        1 Jan 2026 00:00) Z             | -
        Thu) 1 (a) Jan 2026 00:00 Z     | 2026-01-01T00:00:00Z
        1 Jan 2026 :00 Z                | -
        """)
    void dates(String text, Instant time) {
        assertThat(MailDate.parse(text).orElse(null)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "1 Jan 2026 00:00 +0100, true",
        "Thu 1 Jan 2026 00:00 +0159, true",
        "Thu 1 Jan 2026 00:00, false",
        "Thu 1 Jan 2026 00:00 +0160, false",
        "1 Jan 2026 00:00 +01000, false",
        "1 Jan 2026 00:00 -0000, false",
        "1 Jan 2026 00:00 +0000, true",
        "1 Jan 2026 00:00 -0100, true",
        "1 Jan 2026 00:00 gmt, true",
        "1 Jan 2026 00:00 CEST, false",
        "'', false"
    })
    void zones(String text, boolean known) {
        assertThat(MailDate.hasZone(text)).isEqualTo(known);
    }
}
