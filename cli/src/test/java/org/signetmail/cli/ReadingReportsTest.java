package org.signetmail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.ReceivedReport;
import org.signetmail.reports.ReportIntake;
import org.signetmail.reports.ReportOverview;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.ReportSums;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;

/** The program of docs/reading-your-reports.md runs; that the page has the same, {@link WalkthroughsTest} knows. */
class ReadingReportsTest {

    @Test
    void intake() {
        FakeDns resolver = FakeDns.zone("""
                _dmarc.receiver.example  TXT  "v=DMARC1; p=reject"
                receiver.example         TXT  "v=spf1 ip4:127.0.0.1 -all"
                """);
        MailAuthenticator authenticator = MailAuthenticator.using(resolver);
        Message mail = Message.of(Messages.crlf("""
                From: dmarc@receiver.example
                Subject: Report Domain: example.org Submitter: receiver.example Report-ID: 1
                Content-Type: text/xml

                <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><report_metadata><report_id>1</report_id></report_metadata>
                <policy_published><domain>example.org</domain><p>none</p></policy_published>
                <record><row><source_ip>192.0.2.1</source_ip><count>5</count></row></record></feedback>
                """));
        Envelope envelope = Envelope.from(InetAddress.getLoopbackAddress())
                .helo("mx.receiver.example")
                .mailFrom("dmarc@receiver.example");
        List<String> log = new ArrayList<>();
        // example: intake
        ReportIntake intake = ReportIntake.using(resolver, List.of(DomainName.of("example.org")));
        ReportSums sums = new ReportSums();

        Authentication verdict = authenticator.authenticate(mail, envelope);
        for (ReceivedReport each : intake.receive(mail, verdict, ReportReader.DEFAULT.read(mail))) {
            // It counts when it is from whom it says, about a domain of ours, and here for the first time.
            if (!sums.add(each)) {
                log.add(each.trust() + ", " + each.standing() + ": " + each.reason());
            }
            each.findings().forEach(finding -> log.add(finding.toString())); // as when it names another submitter
        }
        ReportOverview overview = sums.overview();
        // end
        assertThat(log).isEmpty();
        assertThat(overview.messages()).isEqualTo(5);
    }
}
