package org.signetmail.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signetmail.core.MessageLimits;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dkim.jakarta.SignedMimeMessage;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.reports.sending.AggregateReportBuilder;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.subethamail.smtp.server.SMTPServer;

/** The programs, run against each other. SPF never passes here, so that it is the signature that counts. */
class ExamplesTest {

    private static final FakeDns DNS =
            FakeDns.zone("""
            example.com                    TXT "v=spf1 -all"
            bounces.example.com            TXT "v=spf1 -all"
            _dmarc.example.com             TXT "v=DMARC1; p=reject"
            s2026._domainkey.example.com   TXT "%s"
            """.formatted(TestKeys.ed25519().txt()));

    private static final DkimSigner SIGNER = DkimSigner.builder(
                    "example.com", "s2026", SigningKey.of(TestKeys.ed25519().privateKey()))
            .build();

    private record Delivery(List<String> recipients, String text) {}

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
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

    @Test
    void jakartaMail() throws Exception {
        Path key = folder.resolve("key.pem");
        Files.writeString(key, TestKeys.ed25519().pkcs8Pem());

        SendSigned.main(new String[] {"127.0.0.1", Integer.toString(server.getPortAllocated()), key.toString()});

        assertDelivered("alice@example.org", "carol@example.org");
    }

    @Test
    void springWithText() {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom("bob@example.com");
        message.setTo("alice@example.org");
        message.setBcc("carol@example.org");
        message.setText("Gr\u00FC\u00DFe\n.\n");

        sender().send(message);

        assertDelivered("alice@example.org", "carol@example.org");
    }

    @Test
    void springWithMime() {
        sender().send(mime -> {
            MimeMessageHelper message = new MimeMessageHelper(mime, true, "UTF-8");
            message.setFrom("bob@example.com");
            message.setTo("alice@example.org");
            message.setText("plain", "<p>html</p>");
        });

        assertDelivered("alice@example.org");
    }

    @Test
    void springKeepsTheEnvelopeSender() throws Exception {
        SMTPMessage message = new SMTPMessage(message());
        message.setEnvelopeFrom("4711@bounces.example.com");

        sender().send(message);

        assertDelivered("alice@example.org");
        assertThat(deliveries.get(0).text()).contains("smtp.mailfrom=bounces.example.com");
    }

    @Test
    void springIsToldWhatCannotBeSigned() {
        assertThatThrownBy(() -> sender().send(new SimpleMailMessage())).isInstanceOf(MailPreparationException.class);
        assertThat(deliveries).isEmpty();
    }

    @Test
    void whatNobodySignedIsRefused() throws Exception {
        MimeMessage message = message();

        assertThatThrownBy(() -> Transport.send(message))
                .isInstanceOf(MessagingException.class)
                .hasStackTraceContaining("550 5.7.26");
        assertThat(deliveries).isEmpty();
    }

    @Test
    void resultsInTheServersNameAreTakenOut() throws Exception {
        MimeMessage message = message();
        message.setHeader("Authentication-Results", "mx.example.org; spf=pass smtp.mailfrom=example.net");

        Transport.send(SignedMimeMessage.of(message, SIGNER));

        assertDelivered("alice@example.org");
        assertThat(deliveries.get(0).text()).doesNotContain("spf=pass");
    }

    private MimeMessage message() throws MessagingException {
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.host", "127.0.0.1");
        settings.setProperty("mail.smtp.port", Integer.toString(server.getPortAllocated()));
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom("bob@example.com");
        message.setRecipients(MimeMessage.RecipientType.TO, "alice@example.org");
        message.setText("Hello.\n");
        return message;
    }

    private SigningMailSender sender() {
        SigningMailSender sender = new SigningMailSender(DkimSigners.of(SIGNER));
        sender.setHost("127.0.0.1");
        sender.setPort(server.getPortAllocated());
        return sender;
    }

    private void assertDelivered(String... recipients) {
        assertThat(deliveries).singleElement().satisfies(delivery -> {
            assertThat(delivery.recipients()).containsExactly(recipients);
            assertThat(delivery.text())
                    .startsWith("Authentication-Results: mx.example.org;")
                    .containsOnlyOnce("Authentication-Results:")
                    .contains("spf=fail", "dkim=pass", "dmarc=pass")
                    .doesNotContain("carol");
        });
    }
}
