package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.Conformance;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

class ReportIntakeTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_767_330_000);
    private static final TestKey KEY = TestKeys.rsa2048();
    private static final String PASS = "192.0.2.1";
    private static final String FAIL = "198.51.100.1";

    private static final String ZONE = """
            _dmarc.receiver.example  TXT  "v=DMARC1; p=reject"
            receiver.example         TXT  "v=spf1 ip4:192.0.2.1 -all"
            silent.example           TXT  "v=spf1 ip4:192.0.2.1 -all"
            _dmarc.broken.example    TXT  !SERVFAIL
            """;

    private static String aggregate(String domain, long end, String id) {
        return aggregate(domain, end, id, "R", "a@receiver.example");
    }

    private static String aggregate(String domain, long end, String id, String organization, String email) {
        return "<feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"><report_metadata><org_name>" + organization
                + "</org_name><email>" + email + "</email><report_id>" + id
                + "</report_id><date_range><begin>1767225600</begin><end>"
                + end + "</end></date_range></report_metadata><policy_published><domain>" + domain
                + "</domain><p>none</p></policy_published><record><row><source_ip>192.0.2.9</source_ip><count>3</count>"
                + "</row></record></feedback>";
    }

    private static String mail(String from, String subject, String type, String body) {
        return "From: reports@" + from + "\nSubject: " + subject + "\nContent-Type: " + type + "\n\n" + body + "\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a pass                   | receiver.example     | 192.0.2.1    | example.org     | 1767311999 | ACCEPT   |
            a domain below ours      | receiver.example     | 192.0.2.1    | sub.Example.org | 1767311999 | ACCEPT   |
            RFC 9990 §8.2 forged     | receiver.example     | 198.51.100.1 | example.org     | 1767311999 | FORGED   | report-mail-fails-dmarc
            no policy                | silent.example       | 192.0.2.1    | example.org     | 1767311999 | DOUBTFUL | report-mail-unproved
            DNS is broken            | broken.example       | 192.0.2.1    | example.org     | 1767311999 | DOUBTFUL | report-mail-unproved
            not ours                 | receiver.example     | 192.0.2.1    | example.net     | 1767311999 | DOUBTFUL | report-domain-not-ours
            no label boundary        | receiver.example     | 192.0.2.1    | badexample.org  | 1767311999 | DOUBTFUL | report-domain-not-ours
            the future               | receiver.example     | 192.0.2.1    | example.org     | 1767420000 | DOUBTFUL | report-of-the-future
            not ours, of the future  | receiver.example     | 192.0.2.1    | example.net     | 1767420000 | DOUBTFUL | report-domain-not-ours,report-of-the-future
            the future, forged       | receiver.example     | 198.51.100.1 | example.org     | 1767420000 | FORGED   | report-mail-fails-dmarc,report-of-the-future
            a day of slack           | receiver.example     | 192.0.2.1    | example.org     | 1767416400 | ACCEPT   |
            """)
    void aggregateReports(
            String what, String from, String client, String domain, long end, ReportTrust trust, String codes) {
        String subject = "Report Domain: " + domain + " Submitter: " + from + " Report-ID: 1";
        String report = aggregate(domain, end, "1", "R", "a@" + from);
        ReceivedReport received = receive(intake(ZONE), mail(from, subject, "text/xml", report), client, ZONE, from);

        assertThat(received.trust()).as(what + ": " + received.reason()).isEqualTo(trust);
        assertThat(received.findings().stream().map(Finding::code))
                .containsExactly(codes == null ? new String[0] : codes.split(","));
        assertThat(received.reporter().isPresent())
                .isEqualTo(received.verdict().dmarc().result().keyword().equals("pass"));
        assertThat(received.reason()).matches("[ -~]+\\.");
        // The first of those that weigh as much as any decides.
        assertThat(received.findings().stream().limit(1).map(Finding::message))
                .isEqualTo(codes == null ? List.of() : List.of(received.reason()));
        assertThat(received.counts()).isEqualTo(trust == ReportTrust.ACCEPT);
    }

    @Test
    void differencesOfTheSubmitterAreToldAndDecideNothing() {
        String mail = mail(
                "receiver.example",
                "Report Domain: example.org Submitter: other.example Report-ID: 1",
                "text/xml",
                aggregate("example.org", 1_767_311_999, "1"));
        ReceivedReport received = receive(intake(ZONE), mail, PASS, ZONE, "receiver.example");

        assertThat(received.trust()).isEqualTo(ReportTrust.ACCEPT);
        assertThat(received.findings())
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .contains("\"other.example\"", "receiver.example");
    }

    @Test
    void aReportCountsOnce() {
        ReportIntake intake = intake(ZONE);
        String first = mail("receiver.example", "a", "text/xml", aggregate("example.org", 1_767_311_999, "1"));
        ReceivedReport once = receive(intake, first, PASS, ZONE, "receiver.example");
        assertThat(once.standing()).isEqualTo(ReportStanding.FIRST);
        assertThat(once.findings()).isEmpty();
        ReceivedReport again = receive(intake, first, PASS, ZONE, "receiver.example");
        assertThat(again.standing()).isEqualTo(ReportStanding.AGAIN);
        assertThat(again.counts()).isFalse();
        assertThat(again.findings()).extracting(Finding::code).containsExactly("report-again");
        ReceivedReport other = receive(intake, first.replace(">3<", ">4<"), PASS, ZONE, "receiver.example");
        assertThat(other.standing()).isEqualTo(ReportStanding.DIFFERENT);
        assertThat(other.findings()).extracting(Finding::code).containsExactly("report-differs");
        // Another id, or a reporter who proved nothing, is another report.
        assertThat(receive(intake, first.replace(">1</report_id>", ">2</report_id>"), PASS, ZONE, "receiver.example")
                        .standing())
                .isEqualTo(ReportStanding.FIRST);
        assertThat(receive(intake, first, FAIL, ZONE, "receiver.example").standing())
                .isEqualTo(ReportStanding.FIRST);
        // Another memory knows nothing of what this one has.
        assertThat(receive(intake.withLedger(ReportLedger.ofLast(1)), first, PASS, ZONE, "receiver.example")
                        .standing())
                .isEqualTo(ReportStanding.FIRST);
    }

    private static final String TLS = """
            {"organization-name":"A","date-range":{"start-datetime":"2026-01-01T00:00:00Z",
            "end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"x@receiver.example","report-id":"t2","policies":[{"policy":
            {"policy-type":"sts","policy-domain":"example.org"},
            "summary":{"total-successful-session-count":3,"total-failure-session-count":0}}]}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RFC 8460 §3: s=tlsrpt    | s=tlsrpt;           | receiver.example      | ACCEPT   |
            behind an empty one      | s=:tlsrpt;          | receiver.example      | ACCEPT   |
            among others             | s=email : TLSRPT ;  | receiver.example      | ACCEPT   |
            any service              | s=*;                | receiver.example      | ACCEPT   | report-key-not-named
            nothing said             |                     | receiver.example      | ACCEPT   | report-key-not-named
            a domain above From's    | s=tlsrpt;           | mail.receiver.example | ACCEPT   |
            e-mail alone             | s=email;            | receiver.example      | DOUBTFUL | report-mail-unsigned
            of somebody else         | s=tlsrpt;           | other.example         | DOUBTFUL | report-mail-unsigned,report-submitter-differs
            """)
    void tlsReports(String what, String services, String from, ReportTrust trust, String code) {
        String zone = ZONE
                + "k1._domainkey.receiver.example TXT \"v=DKIM1; " + (services == null ? "" : services)
                + " p=" + KEY.publicKeyData() + "\"\n"
                + "_dmarc.other.example TXT \"v=DMARC1; p=reject\"\nother.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n"
                + "mail.receiver.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
        byte[] octets = Messages.crlf(mail(from, "Report Domain: example.org", "application/tlsrpt+json", TLS));
        byte[] signed = DkimSigner.builder("receiver.example", "k1", SigningKey.fromPem(KEY.pkcs8Pem()))
                .build()
                .sign(Message.of(octets))
                .prependTo(octets);

        ReceivedReport received = receive(intake(zone), signed, PASS, zone, from);
        assertThat(received.trust()).as(what + ": " + received.reason()).isEqualTo(trust);
        assertThat(received.findings().stream().map(Finding::code))
                .containsExactly(code == null ? new String[0] : code.split(","));
    }

    /** RFC 9989 §4.4: as DMARC has it, by the record and its organizational domains, and not by the look of names. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            adkim=s, a domain below         | strict.example      | attacker.strict.example | s=tlsrpt; | FORGED   | report-mail-fails-dmarc
            adkim=s, for e-mail, too        | strict.example      | attacker.strict.example |           | FORGED   | report-mail-fails-dmarc
            adkim=s, a domain above         | low.strict.example  | strict.example          | s=tlsrpt; | FORGED   | report-mail-fails-dmarc
            adkim=s, the same               | strict.example      | strict.example          | s=tlsrpt; | ACCEPT   |
            psd=y, a domain below           | co.example          | evil.co.example         | s=tlsrpt; | FORGED   | report-mail-fails-dmarc
            psd=y, for e-mail, too          | co.example          | evil.co.example         |           | FORGED   | report-mail-fails-dmarc
            psd=y, below each other's       | one.co.example      | two.co.example          | s=tlsrpt; | FORGED   | report-mail-fails-dmarc
            relaxed, a sibling              | a.org.example       | b.org.example           | s=tlsrpt; | ACCEPT   |
            relaxed, for e-mail, too        | a.org.example       | b.org.example           |           | ACCEPT   | report-key-not-named
            relaxed, a domain below         | org.example         | a.org.example           | s=tlsrpt; | ACCEPT   |
            relaxed, an organization below  | org.example         | x.cut.org.example       | s=tlsrpt; | FORGED   | report-mail-fails-dmarc
            DNS does not tell               | org.example         | x.dark.org.example      | s=tlsrpt; | DOUBTFUL | report-mail-unproved
            no record, the same             | none.example        | none.example            | s=tlsrpt; | ACCEPT   |
            no record, a domain below       | none.example        | a.none.example          | s=tlsrpt; | DOUBTFUL | report-mail-unsigned
            """)
    void tlsReportsOfAnAlignedDomain(
            String what, String from, String signer, String services, ReportTrust trust, String code) {
        String zone =
                ZONE + """
                _dmarc.strict.example   TXT  "v=DMARC1; p=reject; adkim=s; aspf=s"
                _dmarc.co.example       TXT  "v=DMARC1; p=reject; psd=y"
                _dmarc.org.example      TXT  "v=DMARC1; p=reject"
                _dmarc.cut.org.example  TXT  "v=DMARC1; p=reject; psd=n"
                _dmarc.dark.org.example TXT  !SERVFAIL
                """ + "k1._domainkey." + signer + " TXT \"v=DKIM1; " + (services == null ? "" : services) + " p="
                        + KEY.publicKeyData() + "\"\n";
        String report = TLS.replace("x@receiver.example", "x@" + from);
        byte[] octets = Messages.crlf(mail(from, "Report Domain: example.org", "application/tlsrpt+json", report));
        byte[] signed = DkimSigner.builder(signer, "k1", SigningKey.fromPem(KEY.pkcs8Pem()))
                .build()
                .sign(Message.of(octets))
                .prependTo(octets);

        ReceivedReport received = receive(intake(zone), signed, FAIL, zone, from);
        assertThat(received.trust()).as(what + ": " + received.reason()).isEqualTo(trust);
        assertThat(received.findings().stream().map(Finding::code))
                .containsExactly(code == null ? new String[0] : code.split(","));
    }

    /** RFC 8460 §3: the signature for TLS reports is aligned itself, and its own key names the service. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            one of e-mail is aligned, another is for reports | strict.example    | s=email; | other.example      | s=tlsrpt; | DOUBTFUL | report-mail-unsigned
            one of a subdomain is for reports                | strict.example    | s=email; | mx.strict.example  | s=tlsrpt; | DOUBTFUL | report-mail-unsigned
            another's key names the service                  | strict.example    |          | other.example      | s=tlsrpt; | ACCEPT | report-key-not-named
            both name it                                     | strict.example    | s=tlsrpt; | other.example     | s=tlsrpt; | ACCEPT |
            """)
    void twoSignatures(
            String what,
            String one,
            String services,
            String other,
            String otherServices,
            ReportTrust trust,
            String code) {
        String zone = ZONE + "_dmarc.strict.example TXT \"v=DMARC1; p=reject; adkim=s\"\n"
                + "mx.strict.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
        byte[] octets = Messages.crlf(mail(
                "strict.example",
                "Report Domain: example.org",
                "application/tlsrpt+json",
                TLS.replace("receiver.example", "strict.example")));
        for (String[] each : new String[][] {{one, services}, {other, otherServices}}) {
            zone += "k1._domainkey." + each[0] + " TXT \"v=DKIM1; " + (each[1] == null ? "" : each[1]) + " p="
                    + KEY.publicKeyData() + "\"\n";
            octets = DkimSigner.builder(each[0], "k1", SigningKey.fromPem(KEY.pkcs8Pem()))
                    .build()
                    .sign(Message.of(octets))
                    .prependTo(octets);
        }
        // By SPF the subdomain is aligned.
        ReceivedReport received = receive(intake(zone), octets, PASS, zone, "mx.strict.example");
        assertThat(received.trust()).as(what + ": " + received.reason()).isEqualTo(trust);
        assertThat(received.findings().stream().map(Finding::code))
                .containsExactly(code == null ? new String[0] : code.split(","));
    }

    /** I2: somebody else's name in the file name, in the report or in the subject is told; the page would show it as his. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            its own names       | receiver.example | receiver.example!example.org!1767225600!1767311999.xml | receiver.example | a@receiver.example      |
            names below         | mx.receiver.example | a.receiver.example!example.org!1!2.xml              | Receiver, Inc.   | a@b.receiver.example    |
            marks around it     | {receiver.example}; | r.xml                                               | R                | a@receiver.example      |
            the file name       | receiver.example | google.example!example.org!1767225600!1767311999.xml   | R                | a@receiver.example      | a file name
            the organization    | receiver.example | r.xml                                                  | Google.example   | a@receiver.example      | its org_name
            the address         | receiver.example | r.xml                                                  | R                | <a@google.example>      | its email
            the subject         | google.example   | r.xml                                                  | R                | a@receiver.example      | the subject
            no label boundary   | receiver.example | r.xml                                                  | R                | a@badreceiver.example   | its email
            nobody's address    | receiver.example | r.xml                                                  | R                | @google.example         | its email
            no domain           | receiver.example | r.xml                                                  | .google.example  | google.example          |
            two marks           | receiver.example | google.example!example.org!1767225600.xml              | R                | a@receiver.example      |
            no name             | receiver.example | !example.org!1767225600!1767311999.xml                 | R                | a@receiver.example      |
            """)
    void namesOfOthersAreTold(
            String what, String submitter, String file, String organization, String email, String where) {
        String report = aggregate("example.org", 1_767_311_999, "1", organization, email.replace("<", "&lt;"));
        String mail = mail(
                "receiver.example",
                "Report Domain: example.org Submitter: " + submitter + " Report-ID: 1",
                "text/xml; name=\"" + file + "\"",
                report);
        ReceivedReport received = receive(intake(ZONE), mail, PASS, ZONE, "receiver.example");

        assertThat(received.trust()).isEqualTo(ReportTrust.ACCEPT);
        if (where == null) {
            assertThat(received.findings()).as(what).isEmpty();
        } else {
            assertThat(received.findings())
                    .as(what)
                    .singleElement()
                    .satisfies(each -> assertThat(each.code()).isEqualTo("report-submitter-differs"))
                    .satisfies(each -> assertThat(each.message())
                            .contains("(" + where + ")")
                            .matches("[ -~]+"));
        }
    }

    /** The verdict is on the mail around: of the attached one nobody has checked who sent it. */
    @ParameterizedTest
    @ValueSource(strings = {"text/xml", "application/tlsrpt+json"})
    void aReportInAnAttachedMessageIsProvedByNothing(String type) {
        boolean tls = !type.equals("text/xml");
        String zone = ZONE + "k1._domainkey.receiver.example TXT \"v=DKIM1; s=tlsrpt:email; p=" + KEY.publicKeyData()
                + "\"\n";
        String inner = "From: noreply@google.example\n" + (tls ? "TLS-Report-Submitter: big.example\n" : "")
                + "Subject: Report Domain: example.org Submitter: big.example Report-ID: 1\nContent-Type: " + type
                + "\n\n" + (tls ? TLS : aggregate("example.org", 1_767_311_999, "1"));
        byte[] octets = Messages.crlf(mail(
                "receiver.example",
                "Fwd",
                "multipart/mixed; boundary=q",
                "--q\nContent-Type: message/rfc822\n\n" + inner + "\n--q--"));
        byte[] signed = DkimSigner.builder("receiver.example", "k1", SigningKey.fromPem(KEY.pkcs8Pem()))
                .build()
                .sign(Message.of(octets))
                .prependTo(octets);
        ReceivedReport received = receive(intake(zone), signed, PASS, zone, "receiver.example");

        assertThat(received.trust()).isEqualTo(ReportTrust.DOUBTFUL);
        assertThat(received.reporter()).isEmpty();
        assertThat(received.counts()).isFalse();
        assertThat(received.reason()).contains("attached message", "is from receiver.example");
        assertThat(received.findings())
                .extracting(Finding::code)
                .containsExactly("report-forwarded", "report-submitter-differs");
        assertThat(received.findings().get(1).message())
                .contains("\"google.example\" (From of an attached message)", "\"big.example\" (");
    }

    /** D20: the key has the reporter, so whoever comes first with the same words keeps nobody else out. */
    @Test
    void sumsKeepReportersApart() {
        String zone = ZONE
                + "_dmarc.attacker.example TXT \"v=DMARC1; p=reject\"\nattacker.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\n";
        ReportIntake intake = intake(zone);
        ReportSums sums = new ReportSums();
        String real = aggregate("example.org", 1_767_311_999, "1");
        ReceivedReport forged = receive(
                intake,
                mail("attacker.example", "x", "text/xml", real.replace(">3<", ">999<")),
                PASS,
                zone,
                "attacker.example");
        ReceivedReport first =
                receive(intake, mail("receiver.example", "x", "text/xml", real), PASS, zone, "receiver.example");
        ReceivedReport again =
                receive(intake, mail("receiver.example", "x", "text/xml", real), PASS, zone, "receiver.example");
        ReceivedReport other = receive(
                intake,
                mail("receiver.example", "x", "text/xml", real.replace(">3<", ">4<")),
                PASS,
                zone,
                "receiver.example");
        ReceivedReport unproved =
                receive(intake, mail("receiver.example", "x", "text/xml", real), FAIL, zone, "receiver.example");

        for (ReceivedReport each : List.of(forged, first, again, other, unproved)) {
            assertThat(sums.add(each)).isEqualTo(each.counts());
        }
        // The intake has seen it once; whoever adds it twice adds nothing.
        assertThat(sums.add(first)).isFalse();
        ReportOverview overview = sums.overview();
        assertThat(overview.messages()).isEqualTo(1002);
        assertThat(overview.leftOut()).isEqualTo(3);
        assertThat(overview.differing()).isEqualTo(1);
        assertThat(overview.unproved()).isEqualTo(1);
        assertThat(overview.reporters())
                .extracting(ReporterSums::name)
                .containsExactly("R (mail of attacker.example)", "R (mail of receiver.example)");
    }

    /** What is not believed is not noted: delivered again when its time has come, it counts, and once. */
    @Test
    void onlyWhatIsAcceptedIsTheFirst() {
        String mail = mail("receiver.example", "x", "text/xml", aggregate("example.org", 1_767_420_000, "77"));
        ReportIntake intake = intake(ZONE);
        assertThat(receive(intake, mail, PASS, ZONE, "receiver.example").trust())
                .isEqualTo(ReportTrust.DOUBTFUL);
        ReportIntake later = intake.withClock(InstantSource.fixed(NOW.plusSeconds(864_000)));
        assertThat(receive(later, mail, PASS, ZONE, "receiver.example").counts())
                .isTrue();
        assertThat(receive(later, mail, PASS, ZONE, "receiver.example").standing())
                .isEqualTo(ReportStanding.AGAIN);
        assertThat(receive(intake, mail, PASS, ZONE, "receiver.example").standing())
                .isEqualTo(ReportStanding.AGAIN);
    }

    /** RFC 9991 has no MUST for it. */
    @Test
    void aFailureReportThatFailsIsDoubtful() {
        String body = """
                --b
                Content-Type: message/feedback-report

                Feedback-Type: auth-failure
                Version: 1
                User-Agent: A/1
                Auth-Failure: dmarc
                Reported-Domain: example.org

                --b--""";
        String mail = mail("receiver.example", "FW", "multipart/report; report-type=feedback-report; boundary=b", body);
        ReceivedReport received = receive(intake(ZONE), mail, FAIL, ZONE, "receiver.example");
        assertThat(received.trust()).isEqualTo(ReportTrust.DOUBTFUL);
        assertThat(received.findings())
                .extracting(each -> each.code() + " " + each.section())
                .containsExactly("report-mail-fails-dmarc RFC 9991 §5.1");
    }

    /** Whoever attaches thousands of reports makes us hash the mail and ask DNS no more than once. */
    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void theKeyOfAMailIsAskedForOnceAndOnlyForTlsReports(boolean tls, int questions) {
        String zone =
                ZONE + "k1._domainkey.receiver.example TXT \"v=DKIM1; s=tlsrpt; p=" + KEY.publicKeyData() + "\"\n";
        String part = tls
                ? "--b\nContent-Type: application/tlsrpt+json\n\n" + TLS + "\n"
                : "--b\nContent-Type: text/xml\n\n" + aggregate("example.org", 1_767_311_999, "1") + "\n";
        byte[] octets = Messages.crlf(mail(
                "receiver.example",
                "Report Domain: example.org",
                "multipart/mixed; boundary=b",
                part.repeat(3) + "--b--"));
        byte[] signed = DkimSigner.builder("receiver.example", "k1", SigningKey.fromPem(KEY.pkcs8Pem()))
                .build()
                .sign(Message.of(octets))
                .prependTo(octets);
        List<DomainName> asked = Collections.synchronizedList(new ArrayList<>());
        DnsResolver dns = FakeDns.zone(zone);
        ReportIntake intake = ReportIntake.using(
                        (name, type) -> {
                            asked.add(name);
                            return dns.lookup(name, type);
                        },
                        List.of(DomainName.of("example.org")))
                .withClock(InstantSource.fixed(NOW));

        assertThat(receiveAll(intake, signed, PASS, zone, "receiver.example"))
                .hasSize(3)
                .allSatisfy(each -> {
                    assertThat(each.trust()).isEqualTo(ReportTrust.ACCEPT);
                    assertThat(each.findings())
                            .extracting(Finding::code)
                            .doesNotContain("report-key-not-named", "report-mail-unsigned");
                });
        assertThat(asked).hasSize(questions);
    }

    @Test
    void anUnsignedTlsReportThatFailsIsForged() {
        String mail = mail("receiver.example", "Report Domain: example.org", "application/tlsrpt+json", TLS);
        ReceivedReport forged = receive(intake(ZONE), mail, FAIL, ZONE, "receiver.example");
        assertThat(forged.trust()).isEqualTo(ReportTrust.FORGED);
        assertThat(forged.reason()).endsWith("by a key for TLS reports, and fails DMARC.");
        ReceivedReport doubtful = receive(intake(ZONE), mail, PASS, ZONE, "receiver.example");
        assertThat(doubtful.trust()).isEqualTo(ReportTrust.DOUBTFUL);
        assertThat(doubtful.reason()).endsWith("by a key for TLS reports.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Report Domain: example.net Submitter: example.org Report-ID: 7 | report-about-a-report
            Report Domain: example.net                                     |
            Submitter: example.org                                         |
            hello                                                          |
            """)
    void aFailureReportAboutAReport(String subject, String code) {
        String body = """
                --b
                Content-Type: message/feedback-report

                Feedback-Type: auth-failure
                Version: 1
                User-Agent: A/1
                Auth-Failure: dmarc
                Identity-Alignment: dkim
                Authentication-Results: mx; dmarc=fail
                Reported-Domain: example.org

                --b
                Content-Type: text/rfc822-headers

                Subject: %s

                --b--""".replace("%s", subject);
        String mail = mail("receiver.example", "FW", "multipart/report; report-type=feedback-report; boundary=b", body);
        assertThat(receive(intake(ZONE), mail, PASS, ZONE, "receiver.example").findings())
                .extracting(Finding::code)
                .containsExactly(code == null ? new String[0] : new String[] {code});
        String unnamed = mail.replace("Reported-Domain: example.org\n", "");
        ReceivedReport received = receive(intake(ZONE), unnamed, PASS, ZONE, "receiver.example");
        assertThat(received.trust()).isEqualTo(ReportTrust.DOUBTFUL);
        assertThat(received.reason()).isEqualTo("The report names no domain.");
    }

    /** The suite knows which of its reports are the same, and which only claim to be. */
    @Test
    @Tag("slow")
    void duplicatesOfTheSuite() throws IOException {
        Optional<Path> manifest = SuiteManifest.FILE;
        assumeTrue(manifest.isPresent(), Conformance.MISSING);
        Map<String, ReportStanding> expected = new HashMap<>();
        List<Map<?, ?>> files = new ArrayList<>();
        // Originals first, as the suite means it.
        for (boolean copies : new boolean[] {false, true}) {
            for (Map<?, ?> file : SuiteManifest.files()) {
                if (file.get("kind").equals("aggregate") && file.containsKey("duplicateOf") == copies) {
                    files.add(file);
                }
            }
        }
        ReportLedger ledger = ReportLedger.ofLast(1000);
        Map<String, ReportStanding> given = new HashMap<>();
        for (Map<?, ?> file : files) {
            String name = (String) file.get("file");
            for (Report report : ReportReader.DEFAULT
                    .read(manifest.get().resolveSibling(name))
                    .reports()) {
                given.put(name, ledger.note(report, Optional.empty()));
                expected.put(
                        name,
                        !file.containsKey("duplicateOf")
                                ? ReportStanding.FIRST
                                : file.get("duplicateDiffers").equals(true)
                                        ? ReportStanding.DIFFERENT
                                        : ReportStanding.AGAIN);
            }
        }
        assertThat(given).isEqualTo(expected);
    }

    private static ReportIntake intake(String zone) {
        return ReportIntake.using(FakeDns.zone(zone), List.of(DomainName.of("example.org")))
                .withClock(InstantSource.fixed(NOW));
    }

    private static ReceivedReport receive(ReportIntake intake, String mail, String client, String zone, String from) {
        return receive(intake, Messages.crlf(mail), client, zone, from);
    }

    private static ReceivedReport receive(ReportIntake intake, byte[] octets, String client, String zone, String from) {
        List<ReceivedReport> received = receiveAll(intake, octets, client, zone, from);
        assertThat(received).as(new String(octets, StandardCharsets.UTF_8)).hasSize(1);
        return received.get(0);
    }

    private static List<ReceivedReport> receiveAll(
            ReportIntake intake, byte[] octets, String client, String zone, String from) {
        Message mail = Message.of(octets);
        Authentication verdict = MailAuthenticator.using(FakeDns.zone(zone))
                .authenticate(
                        mail, Envelope.from(address(client)).helo("mx.example").mailFrom("reports@" + from));
        return intake.receive(mail, verdict, ReportReader.DEFAULT.read(mail));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
