package org.signetmail.dkim.jakarta;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The ways in which programs send a message. */
enum SendingPath {
    TRANSPORT_SEND {
        @Override
        void send(Session session, MimeMessage message) throws MessagingException {
            Transport.send(message);
        }
    },
    TRANSPORT_SEND_TO {
        @Override
        void send(Session session, MimeMessage message) throws MessagingException {
            Transport.send(message, message.getAllRecipients());
        }
    },
    SEND_MESSAGE {
        @Override
        void send(Session session, MimeMessage message) throws MessagingException {
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect();
                transport.sendMessage(message, message.getAllRecipients());
            }
        }
    },
    SAVE_AND_SEND_MESSAGE {
        @Override
        void send(Session session, MimeMessage message) throws MessagingException {
            message.saveChanges();
            SEND_MESSAGE.send(session, message);
        }
    },
    SPRING {
        @Override
        void send(Session session, MimeMessage message) {
            JavaMailSenderImpl sender = new JavaMailSenderImpl();
            sender.setSession(session);
            sender.setHost(session.getProperty("mail.smtp.host"));
            sender.setPort(Integer.parseInt(session.getProperty("mail.smtp.port")));
            sender.send(message);
        }
    };

    abstract void send(Session session, MimeMessage message) throws MessagingException;
}
