package org.signetmail.examples;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dkim.jakarta.SignedMimeMessage;

/** Sends a message with an attachment, signed, by Jakarta Mail. */
public final class SendSigned {

    private SendSigned() {}

    /**
     * Sends one message: {@code SendSigned localhost 2525 key.pem}.
     *
     * @param args host and port of the SMTP server, and the file with the private key
     * @throws IOException when the file cannot be read
     * @throws MessagingException when the message cannot be sent
     */
    public static void main(String[] args) throws IOException, MessagingException {
        // One for the whole application: immutable and thread-safe.
        DkimSigner signer = DkimSigner.builder("example.com", "s2026", SigningKey.fromPem(Path.of(args[2])))
                .build();

        Properties settings = new Properties();
        settings.setProperty("mail.smtp.host", args[0]);
        settings.setProperty("mail.smtp.port", args[1]);
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom("Bob <bob@example.com>");
        message.setRecipients(RecipientType.TO, "alice@example.org");
        message.setRecipients(RecipientType.BCC, "carol@example.org");
        message.setSubject("Crème brûlée", "UTF-8");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("The recipe is in the attachment.\n");
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setText("Sucre brûlé, crème, œufs.\n", "UTF-8");
        attachment.setFileName("recipe.txt");
        message.setContent(new MimeMultipart(text, attachment));

        // Sign last, and send what this returns: nothing can change it any more.
        Transport.send(SignedMimeMessage.of(message, signer));
    }
}
