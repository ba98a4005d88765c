package org.signetmail.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dkim.jakarta.SignedMimeMessage;
import org.signetmail.dkim.jakarta.SignedSmtpMessage;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The README's examples with Jakarta Mail, compiled and run; the others are tested where the command line is, and that the pages have them. */
class ReadmeExampleTest {

    @Test
    void jakarta() throws MessagingException {
        DkimSigners signers = DkimSigners.of(signer(TestKeys.rsa2048()), signer(TestKeys.ed25519()));
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
        message.setFrom("bob@example.com");
        message.setText("Hello.\n");

        // example: jakarta
        // Last of all; nothing changes it after that.
        MimeMessage signed = SignedMimeMessage.of(message, signers);
        // end
        assertThat(signed.getHeader("DKIM-Signature")).hasSize(2);
        assertThatThrownBy(() -> {
                    // example: jakarta
                    Transport.send(signed); // or transport.sendMessage, or Spring's mailSender.send
                    // end
                })
                .isInstanceOf(SendFailedException.class);
    }

    @Test
    void relay() throws MessagingException {
        DkimSigners signers = DkimSigners.of(signer(TestKeys.ed25519()));
        Properties nowhere = new Properties();
        nowhere.setProperty("mail.smtp.host", "127.0.0.1");
        nowhere.setProperty("mail.smtp.port", "1");
        Session session = Session.getInstance(nowhere);
        byte[] octets = Messages.crlf("From: bob@example.com\n\nHello.\n");
        Address[] recipients = {new InternetAddress("alice@example.net")};
        assertThatThrownBy(() -> {
                    // example: relay
                    Transport.send(SignedMimeMessage.of(session, octets, signers), recipients);
                    // end
                })
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void envelope() throws MessagingException {
        DkimSigners signers = DkimSigners.of(signer(TestKeys.ed25519()));
        JavaMailSenderImpl mailSender = new JavaMailSenderImpl();
        mailSender.setHost("127.0.0.1");
        mailSender.setPort(1);
        MimeMessage message = mailSender.createMimeMessage();
        message.setFrom("bob@example.com");
        message.setText("Hello.\n");
        assertThatThrownBy(() -> {
                    // example: envelope
                    SignedSmtpMessage signed = SignedSmtpMessage.of(message, signers);
                    signed.setEnvelopeFrom("bounces+4711@example.com");
                    mailSender.send(signed);
                    // end
                })
                .isInstanceOf(MailException.class)
                .hasMessageContaining("127.0.0.1");
    }

    private static DkimSigner signer(TestKey key) {
        return DkimSigner.builder("example.com", key.keyType(), SigningKey.of(key.privateKey()))
                .build();
    }
}
