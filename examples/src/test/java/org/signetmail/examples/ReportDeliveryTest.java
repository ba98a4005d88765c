package org.signetmail.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.AggregateReport;
import org.signetmail.reports.ReadOutcome;
import org.signetmail.reports.ReportReader;
import org.signetmail.reports.sending.AggregateKey;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.reports.sending.RecipientFinder;
import org.signetmail.reports.sending.ReportSubmitter;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.subethamail.smtp.server.SMTPServer;

/** A report on its way: sent by SMTP, received by SubEthaSMTP, which asks DMARC about it as about all mail. */
class ReportDeliveryTest {

    private static final TestKey KEY = TestKeys.rsa2048();
    private static final String KEY_NAME = "k1._domainkey.receiver.example";

    private static final FakeDns DNS = FakeDns.zone("""
        _dmarc.owner.example      TXT "v=DMARC1; p=reject; rua=mailto:dmarc@owner.example,mailto:reports@consents.example,mailto:ceo@victim.example"
        owner.example             TXT "v=spf1 ip4:192.0.2.1 -all"
        owner.example._report._dmarc.consents.example  TXT "v=DMARC1"
        _dmarc.receiver.example   TXT "v=DMARC1; p=reject"
        receiver.example          TXT "v=spf1 -all"
        %s  TXT "%s"
        """.formatted(KEY_NAME, KEY.txt()));

    /** dkimpy, told what is in DNS. */
    private static final String VERIFY = """
        import sys, dkim
        octets = open(sys.argv[1], "rb").read()
        records = {(sys.argv[2] + ".").encode(): sys.argv[3].encode()}
        print(dkim.verify(octets, dnsfunc=lambda name, timeout=5: records.get(name)))
        """;

    private record Delivery(List<String> recipients, String text) {}

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private SMTPServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        server = InboundServer.start(
                0,
                MailAuthenticator.using(DNS),
                MessageLimits.DEFAULT,
                AggregateReportBuilder.create(),
                line -> {},
                (recipients, octets, quarantined) ->
                        deliveries.add(new Delivery(recipients, new String(octets, ISO_8859_1))));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void sendReports() throws IOException {
        AggregateReportBuilder builder = AggregateReportBuilder.create();
        Instant received = Instant.parse("2026-01-01T12:00:00Z");
        Message message = Message.of("From: a@owner.example\r\n\r\nx\r\n".getBytes(ISO_8859_1));
        for (int i = 1; i <= 2; i++) {
            Envelope envelope = Envelope.from(InetAddress.getByName("192.0.2." + i))
                    .helo("mx.owner.example")
                    .mailFrom("a@owner.example");
            builder.add(MailAuthenticator.using(DNS).authenticate(message, envelope), "m" + i, received);
        }
        AggregateKey key = builder.keys().get(0);
        new DailyReports(
                        builder,
                        RecipientFinder.using(DNS),
                        ReportSubmitter.of("Receiver", "receiver.example", "dmarc@receiver.example"),
                        DkimSigner.builder("receiver.example", "k1", SigningKey.fromPem(KEY.pkcs8Pem()))
                                .build(),
                        log::add,
                        this::send)
                .sendFinished(key.end().plusSeconds(3600));
    }

    /** The octets as they are: a Transport that sends a message does not save it anew, as Transport.send would. */
    private DailyReports.Delivery send(String recipient, byte[] octets) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(server.getPortAllocated()));
        properties.put("mail.smtp.localhost", "mx.receiver.example");
        properties.put("mail.smtp.from", "dmarc@receiver.example");
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(
                    new SMTPMessage(session, new ByteArrayInputStream(octets)),
                    new Address[] {new InternetAddress(recipient)});
            return DailyReports.Delivery.TAKEN;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName(
            "RFC 9990 §3.5.2, §4: it arrives as an aligned pass, where there is consent, and is read as it was written")
    void arrives() throws IOException {
        sendReports();
        assertThat(deliveries.stream().map(Delivery::recipients))
                .containsExactly(List.of("dmarc@owner.example"), List.of("reports@consents.example"));
        assertThat(log)
                .anyMatch(line -> line.startsWith("mailto:ceo@victim.example: There is no consent of victim.example"));
        for (Delivery each : deliveries) {
            assertThat(each.text()).contains("dmarc=pass").contains("Subject: Report Domain: owner.example");
            ReadOutcome outcome =
                    ReportReader.DEFAULT.read(Message.of(each.text().getBytes(ISO_8859_1)));
            assertThat(outcome.refusals()).isEmpty();
            assertThat(outcome.problems()).isEmpty();
            AggregateReport report = (AggregateReport) outcome.reports().get(0);
            assertThat(report.reportId()).contains("1767225600-owner.example@receiver.example");
            assertThat(report.totals().messages()).isEqualTo(2);
            assertThat(report.totals().eitherPass()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("RFC 6376: dkimpy verifies the signature of what arrived, and not of what was changed")
    void verifiedByDkimpy() throws Exception {
        assumeTrue(
                python("import dkim").equals(""),
                "SKIPPED: dkimpy is not installed (Debian: python3-dkim python3-nacl)");
        sendReports();
        String arrived = deliveries.get(0).text();
        assertThat(dkimpy(arrived)).isEqualTo("True");
        assertThat(dkimpy(arrived.replace("Report Domain: owner", "Report Domain: other")))
                .isEqualTo("False");
    }

    private String dkimpy(String mail) throws Exception {
        Path file = Files.writeString(folder.resolve("mail"), mail, ISO_8859_1);
        return python(VERIFY, file.toString(), KEY_NAME, KEY.txt());
    }

    /** What Debian's Python prints, or why there is none. */
    private String python(String program, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", program));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "it took too long";
            }
            return Files.readString(output, ISO_8859_1).strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
