package org.signetmail.reports.sending;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.AggregateReport;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.ReceivedReport;
import org.signetmail.reports.ReportIntake;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.ReportTrust;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

class ReportMailTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_767_312_060);
    private static final TestKey KEY = TestKeys.rsa2048();
    private static final FakeDns DNS = FakeDns.zone("""
        _dmarc.receiver.example            TXT  "v=DMARC1; p=reject"
        k1._domainkey.receiver.example     TXT  "%s"
        """.formatted(KEY.txt()));
    private static final ReportSubmitter SUBMITTER =
            ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example");

    static String keyText() {
        return KEY.txt();
    }

    static DkimSigner signer(String domain) {
        return DkimSigner.builder(domain, "k1", SigningKey.fromPem(KEY.pkcs8Pem()))
                .clock(InstantSource.fixed(NOW))
                .build();
    }

    @Test
    @DisplayName("RFC 9990 §3.5.2: our own reader and intake take it, with nothing to say against it")
    void readBack() throws Exception {
        AggregateDocument document = AggregateDocument.of(AggregateDocumentTest.state(1), SUBMITTER);
        Message mail =
                Message.of(ReportMail.of(document, signer("receiver.example")).to("dmarc@example.com", NOW));
        Authentication verdict = MailAuthenticator.using(DNS)
                .authenticate(
                        mail,
                        Envelope.from(InetAddress.getByName("192.0.2.1"))
                                .helo("mx.receiver.example")
                                .mailFrom("dmarc@receiver.example"));
        assertThat(verdict.dmarc().result()).isEqualTo(DmarcResult.PASS);

        ReadOutcome outcome = ReportReader.DEFAULT.read(mail);
        assertThat(outcome.refusals()).isEmpty();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.remarks()).extracting(each -> each.code()).isSubsetOf("spf-missing");
        AggregateReport report = (AggregateReport) outcome.reports().get(0);
        assertThat(report.reportId()).contains(document.reportId());
        assertThat(report.totals().messages()).isEqualTo(60);

        ReportIntake intake =
                ReportIntake.using(DNS, List.of(DomainName.of("example.com"))).withClock(InstantSource.fixed(NOW));
        ReceivedReport received = intake.receive(mail, verdict, outcome).get(0);
        assertThat(received.trust()).isEqualTo(ReportTrust.ACCEPT);
        assertThat(received.findings()).isEmpty();
    }

    @Test
    @DisplayName("RFC 9990 §3.5.2: the fields")
    void fields() {
        AggregateDocument document =
                AggregateDocument.of(AggregateDocumentTest.state(1), SUBMITTER.withInstance("mx1"));
        String mail =
                new String(ReportMail.of(document, signer("receiver.example")).to("dmarc@example.com", NOW), US_ASCII);
        assertThat(mail.replace("\r\n", "\n"))
                .startsWith("DKIM-Signature: ")
                .contains("""
                    From: dmarc@receiver.example
                    To: dmarc@example.com
                    Date: Fri, 2 Jan 2026 00:01:00 +0000
                    Subject: Report Domain: example.com
                     Submitter: receiver.example
                     Report-ID: <1767225600-example.com.mx1@receiver.example>
                    Message-ID: <1767225600-example.com.mx1@receiver.example>
                    Auto-Submitted: auto-generated
                    MIME-Version: 1.0
                    Content-Type: multipart/mixed;
                    """)
                .contains("""
                    Content-Type: application/gzip;
                     name="receiver.example!example.com!1767225600!1767311999!mx1.xml.gz"
                    """)
                .contains("60 messages on 2026-01-01 (UTC).");
        assertThat(mail.lines()).allMatch(line -> line.length() <= 998 && line.matches("[ -~\t]*"));
        assertThat(mail.replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    @Test
    @DisplayName("The same for the same: octet by octet, in any locale")
    void same() {
        AggregateDocument document = AggregateDocument.of(AggregateDocumentTest.state(1), SUBMITTER);
        byte[] mail = ReportMail.of(document, signer("receiver.example")).to("dmarc@example.com", NOW);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(ReportMail.of(
                                    AggregateDocument.of(AggregateDocumentTest.state(1), SUBMITTER),
                                    signer("receiver.example"))
                            .to("dmarc@example.com", NOW))
                    .isEqualTo(mail);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("RFC 9990 §3.5.2: what would not pass DMARC is not made, nor is a mail to nobody")
    void refused() {
        AggregateDocument document = AggregateDocument.of(AggregateDocumentTest.state(1), SUBMITTER);
        assertThatThrownBy(() -> ReportMail.of(document, signer("other.example")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not aligned");
        ReportMail mail = ReportMail.of(document, signer("receiver.example"));
        assertThatThrownBy(() -> mail.to("a@example.com\r\nBcc: b@example.com", NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
