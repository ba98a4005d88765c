package org.signetmail.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dkim.jakarta.SignedMimeMessage;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.CustomMailer;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.OperationalConfig;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** What docs/recipes.md has of programs that send, run against a server. */
@SuppressWarnings("try") // Closing may be interrupted, and then the test is, too.
class RecipesTest {

    private final DkimSigners signers = DkimSigners.of(DkimSigner.builder(
                    "example.com", "s2026", SigningKey.of(TestKeys.ed25519().privateKey()))
            .build());
    private final MailServer server = new MailServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private void verifies() {
        FakeDns dns = FakeDns.zone(
                "s2026._domainkey.example.com TXT \"" + TestKeys.ed25519().txt() + "\"");
        assertThat(DkimVerifier.using(dns).verify(Message.of(server.takeOne())))
                .extracting(DkimOutcome::result)
                .isEqualTo(List.of(DkimResult.PASS));
    }

    @Test
    @DisplayName("Simple Java Mail")
    void simpleJavaMail() throws Exception {
        String host = MailServer.host();
        int port = server.port();
        Email email = EmailBuilder.startingBlank()
                .from("bob@example.com")
                .to("alice@example.org")
                .withSubject("hello")
                .withPlainText("Hello.")
                .buildEmail();
        // example: simple-java-mail
        final class SigningMailer implements CustomMailer {
            @Override
            public void sendMessage(OperationalConfig config, Session session, Email email, MimeMessage built) {
                Properties smtp = new Properties();
                smtp.put("mail.smtp.host", host);
                smtp.put("mail.smtp.port", port);
                try (Transport transport = Session.getInstance(smtp).getTransport("smtp")) {
                    transport.connect();
                    SignedMimeMessage signed = SignedMimeMessage.of(built, signers); // last of all
                    transport.sendMessage(signed, signed.getAllRecipients());
                } catch (MessagingException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void testConnection(OperationalConfig config, Session session) {}
        }
        try (Mailer mailer = MailerBuilder.withSMTPServer(host, port)
                .withCustomMailer(new SigningMailer())
                .buildMailer()) {
            mailer.sendMail(email).join();
        }
        // end
        verifies();
    }

    @Test
    @DisplayName("Camel")
    void camel() throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom("bob@example.com");
        message.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress("alice@example.org"));
        message.setText("Hello.");
        String endpoint = "smtp://" + MailServer.host() + ":" + server.port();
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.start();
            try (ProducerTemplate template = camel.createProducerTemplate()) {
                // example: camel
                // The body of the exchange is the message: camel-mail sends a MimeMessage as it is.
                template.sendBody(endpoint, SignedMimeMessage.of(message, signers));
                // end
            }
        }
        verifies();
    }
}
