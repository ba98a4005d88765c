package org.signetmail.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.dmarc.ReportKind;
import org.signetmail.reports.sending.AggregateDocument;
import org.signetmail.reports.sending.AggregateKey;
import org.signetmail.reports.sending.AggregateLimits;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.AggregateState;
import org.signetmail.reports.sending.FailureNotice;
import org.signetmail.reports.sending.FailureRateLimit;
import org.signetmail.reports.sending.FailureReports;
import org.signetmail.reports.sending.MessageResult;
import org.signetmail.reports.sending.RecipientFinder;
import org.signetmail.reports.sending.ReportMail;
import org.signetmail.reports.sending.ReportRecipients;
import org.signetmail.reports.sending.ReportSubmitter;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKeys;

/** The programs of docs/sending-reports.md run, and the report in docs/sending is what they make. */
class SendingReportsTest {

    private static final Instant RECEIVED = Instant.ofEpochSecond(1_767_225_600 + 36_000);

    private final DnsResolver resolver = FakeDns.zone("""
            _dmarc.example.org  TXT  "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.org,mailto:all@elsewhere.example; ruf=mailto:fail@example.org"
            example.org         TXT  "v=spf1 ip4:192.0.2.0/28 -all"
            news.example        TXT  "v=spf1 ip4:198.51.100.0/24 -all"
            """);
    private final MailAuthenticator authenticator = MailAuthenticator.using(resolver);
    private final DkimSigner signer = DkimSigner.builder(
                    "receiver.example",
                    "s2026",
                    SigningKey.fromPem(TestKeys.ed25519().pkcs8Pem()))
            .clock(InstantSource.fixed(RECEIVED))
            .build();
    private final List<String> log = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();

    private final Message message = Message.of(Messages.crlf("From: Ann <ann@example.org>\nSubject: x\n\nHello.\n"));

    private Authentication authenticated(String client, String mailFrom) throws IOException {
        return authenticator.authenticate(
                message,
                Envelope.from(InetAddress.getByName(client))
                        .helo("mx.sender.example")
                        .mailFrom(mailFrom));
    }

    private void send(String address, byte[] mail) {
        sent.add(address + " " + new String(mail, US_ASCII).lines().count());
    }

    @Test
    void countAndSend() throws IOException {
        AggregateReportBuilder builder = AggregateReportBuilder.create();
        int number = 0;
        for (String each : List.of("192.0.2.1", "192.0.2.1", "192.0.2.2", "198.51.100.7", "203.0.113.9")) {
            Authentication authentication =
                    authenticated(each, each.startsWith("198") ? "b@news.example" : "ann@example.org");
            String queueId = "4Q" + number++;
            Instant received = RECEIVED;
            // example: count
            builder.add(authentication, queueId, received);
            // end
        }
        Instant now = RECEIVED.plusSeconds(86_400);
        // example: send
        ReportSubmitter submitter = ReportSubmitter.of("Receiver Inc.", "receiver.example", "dmarc@receiver.example");
        RecipientFinder finder = RecipientFinder.using(resolver);

        for (AggregateKey key : builder.keys()) {
            if (now.isBefore(key.end().plusSeconds(1800))) {
                continue; // its day is not over
            }
            AggregateState state = builder.take(key).orElseThrow();
            ReportRecipients recipients = finder.find(key.policyDomain(), ReportKind.AGGREGATE);
            recipients.refused().forEach(each -> log.add(each.toString()));
            if (state.isWorthSending()) {
                ReportMail mail = ReportMail.of(AggregateDocument.of(state, submitter), signer);
                for (String address : recipients.addresses()) {
                    send(address, mail.to(address, now));
                }
            }
        }
        // end
        assertThat(log)
                .singleElement()
                .asString()
                .isEqualTo("mailto:all@elsewhere.example: There is no consent of elsewhere.example at"
                        + " example.org._report._dmarc.elsewhere.example.");
        assertThat(sent).singleElement().asString().startsWith("dmarc@example.org ");
    }

    /** What the page shows is a file, so that the command can read it. */
    @Test
    void theReportInDocs() throws IOException {
        AggregateReportBuilder builder = AggregateReportBuilder.create();
        int number = 0;
        for (String each : List.of("192.0.2.1", "192.0.2.1", "192.0.2.2", "198.51.100.7", "203.0.113.9")) {
            builder.add(
                    authenticated(each, each.startsWith("198") ? "b@news.example" : "ann@example.org"),
                    "4Q" + number++,
                    RECEIVED);
        }
        AggregateState state = builder.take(builder.keys().get(0)).orElseThrow();
        AggregateDocument document = AggregateDocument.of(
                state, ReportSubmitter.of("Receiver Inc.", "receiver.example", "dmarc@receiver.example"));
        Path file = Repository.file("docs").resolve("sending").resolve(document.fileName(false));
        if (System.getProperty("signet.walkthroughs", "").equals("rewrite")) {
            Files.createDirectories(file.getParent());
            Files.write(file, document.xml());
        }
        assertThat(file).hasBinaryContent(document.xml());
        String page = Files.readString(Repository.file("docs").resolve("sending-reports.md"), UTF_8);
        assertThat(page).contains(document.subject(), document.fileName(true));
    }

    @Test
    void severalServers() throws IOException {
        List<String> queue = new ArrayList<>();
        AggregateReportBuilder whole = AggregateReportBuilder.create();
        for (int i = 0; i < 10; i++) {
            Authentication authentication = authenticated("192.0.2." + i % 3, "ann@example.org");
            String queueId = "mx" + i % 2 + "-" + i;
            Instant received = RECEIVED;
            whole.add(authentication, queueId, received);
            // example: result
            MessageResult.of(authentication, queueId, received).ifPresent(result -> queue.add(result.toJson()));
            // end
            queue.add(queue.get(queue.size() / 2)); // a queue may deliver twice
        }
        // example: merge
        AggregateReportBuilder first = AggregateReportBuilder.create();
        AggregateReportBuilder second = AggregateReportBuilder.create();
        for (int i = 0; i < queue.size(); i++) {
            (i % 2 == 0 ? first : second).add(MessageResult.fromJson(queue.get(i)));
        }
        TreeMap<String, String> table = new TreeMap<>(); // key and state of one of them, kept anywhere
        for (AggregateKey key : first.keys()) {
            table.put(key.toString(), first.take(key).orElseThrow().toJson());
        }
        for (String line : table.values()) {
            second.merge(AggregateState.fromJson(line, AggregateLimits.DEFAULT));
        }
        // end
        AggregateKey key = whole.keys().get(0);
        assertThat(key.policyDomain()).isEqualTo(DomainName.of("example.org"));
        assertThat(second.take(key)).isEqualTo(whole.take(key));
    }

    @Test
    void failures() throws IOException {
        byte[] secret = "0123456789abcdef".getBytes(US_ASCII);
        ReportSubmitter submitter = ReportSubmitter.of("Receiver Inc.", "receiver.example", "dmarc@receiver.example");
        RecipientFinder finder = RecipientFinder.using(resolver);
        Authentication authentication = authenticated("203.0.113.9", "ann@example.org");
        Instant received = RECEIVED;
        Instant now = RECEIVED;
        // example: failure
        FailureReports failures = FailureReports.of(submitter, signer, secret);
        FailureRateLimit limit = FailureRateLimit.of(5, 100, InstantSource.system()); // an hour: to one, and to all

        Optional<FailureNotice> notice = failures.about(authentication, message, received);
        if (notice.isPresent()) {
            FailureNotice failure = notice.get();
            for (String address : finder.find(failure.policyDomain(), failure.record(), ReportKind.FAILURE)
                    .addresses()) {
                limit.admit(address, failure)
                        .ifPresent(incidents -> send(address, failures.mail(failure, address, incidents, now)));
            }
        }
        // end
        assertThat(sent).singleElement().asString().startsWith("fail@example.org ");
    }
}
