package org.signetmail.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.jakarta.SignedMimeMessage;
import org.signetmail.dkim.jakarta.SignedSmtpMessage;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.CustomMailer;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.OperationalConfig;
import org.simplejavamail.converter.EmailConverter;
import org.simplejavamail.mailer.MailerBuilder;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A way in which programs sign a message with Signet and send it. */
@SuppressWarnings("try") // Closing may be interrupted, and then the test is, too.
enum Sending {
    JAKARTA("Jakarta Mail", true) {
        @Override
        byte[] send(SentShape shape, DkimSigners signers, MailServer server) throws Exception {
            Transport.send(SignedMimeMessage.of(shape.in(session(server)), signers));
            return server.takeOne();
        }
    },
    JAKARTA_8BITMIME("Jakarta Mail, allow8bitmime", true) {
        @Override
        byte[] send(SentShape shape, DkimSigners signers, MailServer server) throws Exception {
            Session session = session(server);
            session.getProperties().setProperty("mail.smtp.allow8bitmime", "true");
            Transport.send(SignedMimeMessage.of(shape.in(session), signers));
            return server.takeOne();
        }
    },
    JAKARTA_OCTETS("Jakarta Mail, octets", true) {
        @Override
        byte[] send(SentShape shape, DkimSigners signers, MailServer server) throws Exception {
            Session session = session(server);
            Transport.send(SignedMimeMessage.of(session, octets(shape, session), signers));
            return server.takeOne();
        }
    },
    SPRING("Spring", true) {
        @Override
        byte[] send(SentShape shape, DkimSigners signers, MailServer server) throws Exception {
            JavaMailSenderImpl sender = new JavaMailSenderImpl();
            sender.setHost(MailServer.host());
            sender.setPort(server.port());
            sender.send(SignedSmtpMessage.of(shape.in(sender.getSession()), signers));
            return server.takeOne();
        }
    },
    /** It knows no messages but those that it builds; what is read from a stream it takes apart and builds anew. */
    SIMPLE_JAVA_MAIL("Simple Java Mail", false) {
        @Override
        byte[] send(SentShape shape, DkimSigners signers, MailServer server) throws Exception {
            Email email = EmailConverter.mimeMessageToEmailBuilder(shape.in(session(server)))
                    .buildEmail();
            CustomMailer signing = new CustomMailer() {
                @Override
                public void testConnection(OperationalConfig config, Session session) {}

                @Override
                public void sendMessage(OperationalConfig config, Session session, Email built, MimeMessage message) {
                    // Its own session knows no server when others do the sending.
                    try (Transport transport = session(server).getTransport("smtp")) {
                        transport.connect();
                        SignedMimeMessage signed = SignedMimeMessage.of(message, signers);
                        transport.sendMessage(signed, signed.getAllRecipients());
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
            try (Mailer mailer = MailerBuilder.withSMTPServer(MailServer.host(), server.port())
                    .withCustomMailer(signing)
                    .clearEmailValidator()
                    .buildMailer()) {
                mailer.sendMail(email, false).join();
            }
            return server.takeOne();
        }

        /** Of a message without text it builds one without content, which Jakarta Mail cannot write, signed or not. */
        @Override
        boolean sends(SentShape shape) {
            return !shape.name().equals(SentShape.NO_TEXT);
        }
    },
    CAMEL("Camel", true) {
        @Override
        byte[] send(SentShape shape, DkimSigners signers, MailServer server) throws Exception {
            SignedMimeMessage signed = SignedMimeMessage.of(shape.in(session(server)), signers);
            try (CamelContext camel = new DefaultCamelContext()) {
                camel.start();
                try (ProducerTemplate template = camel.createProducerTemplate()) {
                    template.sendBody("smtp://" + MailServer.host() + ":" + server.port(), signed);
                }
            }
            return server.takeOne();
        }
    },
    OCTETS("octets alone", true) {
        @Override
        byte[] send(SentShape shape, DkimSigners signers, MailServer server) throws Exception {
            byte[] octets = octets(shape, session(server));
            String signed = new String(signers.sign(Message.of(octets)).prependTo(octets), ISO_8859_1);
            // RFC 5321 §4.1.1.4: SMTP ends the last line of a message if nobody else has.
            return (signed.endsWith("\r\n") ? signed : signed + "\r\n").getBytes(ISO_8859_1);
        }
    };

    private final String title;

    /** Whether a message that was read from a stream goes out as it was. */
    private final boolean keepsOctets;

    Sending(String title, boolean keepsOctets) {
        this.title = title;
        this.keepsOctets = keepsOctets;
    }

    String title() {
        return title;
    }

    boolean keepsOctets() {
        return keepsOctets;
    }

    /** Whether it can send a message of this shape at all. */
    boolean sends(SentShape shape) {
        return true;
    }

    /** Signs and sends a message; gives what arrives. */
    abstract byte[] send(SentShape shape, DkimSigners signers, MailServer server) throws Exception;

    static Session session(MailServer server) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", MailServer.host());
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        return Session.getInstance(properties);
    }

    /** The octets of the message, as a program has them that is not Jakarta Mail. */
    private static byte[] octets(SentShape shape, Session session) throws Exception {
        if (shape.octets() != null) {
            return shape.octets();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        shape.in(session).writeTo(out, new String[] {"Bcc"});
        return Message.of(out.toByteArray(), LineEnds.NORMALIZE, MessageLimits.NONE)
                .octets();
    }
}
