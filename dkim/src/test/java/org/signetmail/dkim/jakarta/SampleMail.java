package org.signetmail.dkim.jakarta;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import org.signetmail.testkit.Messages;

/** Messages of all the shapes that programs make. */
enum SampleMail {
    PLAIN {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText("Shall we?\nAt noon.\n");
        }
    },
    QUOTED_PRINTABLE {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setSubject("Grüße", "UTF-8");
            message.setText(
                    "Grüße aus Köln.  \nEin Satz, der so lang ist, daß er umbrochen wird = zwei Zeilen.\n", "UTF-8");
            message.setHeader("Content-Transfer-Encoding", "quoted-printable");
        }
    },
    BASE64 {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText("こんにちは、世界。\n".repeat(20), "UTF-8");
            message.setHeader("Content-Transfer-Encoding", "base64");
        }
    },
    EIGHT_BIT_UTF_8 {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText("Grüße aus Köln.\nこんにちは\n", "UTF-8");
            message.setHeader("Content-Transfer-Encoding", "8bit");
        }
    },
    EIGHT_BIT_LATIN_1 {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText("Grüße aus Köln.\n", "ISO-8859-1");
            message.setHeader("Content-Transfer-Encoding", "8bit");
        }
    },
    EIGHT_BIT_HEADER {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setHeader("Subject", "Gr\u00FC\u00DFe");
            message.setText("Hello.\n");
        }
    },
    ALTERNATIVE {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            MimeMultipart texts = new MimeMultipart("alternative");
            texts.addBodyPart(text("Grüße\n", "plain", "quoted-printable"));
            texts.addBodyPart(text("<p>Gr\u00FC\u00DFe</p>\n", "html", "base64"));
            message.setContent(texts);
        }
    },
    ATTACHMENTS {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            MimeMultipart parts = new MimeMultipart();
            parts.addBodyPart(text("Grüße\n", "plain", "quoted-printable"));
            byte[] octets = new byte[1000];
            for (int i = 0; i < octets.length; i++) {
                octets[i] = (byte) i;
            }
            parts.addBodyPart(attachment("all octets.bin", octets, "application/octet-stream"));
            parts.addBodyPart(attachment("Grüße.txt", Messages.crlf("Grüße\n"), "text/plain; charset=UTF-8"));
            parts.addBodyPart(
                    attachment("mail.eml", Messages.crlf("From: a@example.net\n\n.\nHello.\n"), "message/rfc822"));
            message.setContent(parts);
        }
    },
    BLIND_RECIPIENTS {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setRecipients(RecipientType.CC, "carol@example.net");
            message.setRecipients(RecipientType.BCC, "dave@example.net, Erin <erin@example.net>");
            message.setHeader("Content-Length", "999");
            message.setText("Nobody knows.\n");
        }
    },
    BLIND_RECIPIENTS_ONLY {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.removeHeader("To");
            message.setRecipients(RecipientType.BCC, "dave@example.net");
            message.setText("Nobody knows.\n");
        }
    },
    DOT_LINES {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText(".\n..\n.dot\nend\n.\n");
        }
    },
    LONG_LINES {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText("word ".repeat(400) + '\n' + "x".repeat(3000) + '\n');
            message.setHeader("Content-Transfer-Encoding", "7bit");
        }
    },
    LONG_LINES_ENCODED {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText("word ".repeat(400) + '\n' + "ü".repeat(3000) + '\n', "UTF-8");
        }
    },
    WHITE_SPACE {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText("two  blanks \n\t\n \nend \n\n\n\n");
        }
    },
    NO_LAST_LINE_END {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText("Hello.");
        }
    },
    EMPTY {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText("");
        }
    },
    MIXED_LINE_ENDS {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setText("crlf\r\nlf\ncr\rtwo\r\rlf cr\n\rend\r");
            message.setHeader("Content-Transfer-Encoding", "7bit");
        }
    },
    FOLDED_AND_REPEATED {
        @Override
        void fill(MimeMessage message) throws MessagingException {
            message.setSubject(
                    "a subject of so many words that it does not fit into one line of the header and is folded");
            message.addHeader("Comments", "one");
            message.addHeader("Comments", "two");
            message.addHeader("List-Unsubscribe", "<https://example.com/u>,\r\n <mailto:u@example.com>");
            message.addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            message.setText("Hello.\n");
        }
    },
    READ_FROM_A_STREAM {
        @Override
        MimeMessage in(Session session) throws MessagingException {
            return new MimeMessage(session, new ByteArrayInputStream(Messages.crlf("""
                    Received: from somewhere
                    Message-ID: <kept@example.com>
                    From:   Bob <bob@example.com>
                    to: alice@example.net
                    Subject:folded
                    \tby another program
                    MIME-Version: 1.0 (of sorts)
                    Content-Type: text/plain;
                     charset=utf-8
                    Content-Transfer-Encoding: quoted-printable

                    Gr=C3=BC=C3=9Fe=20
                    """)));
        }

        @Override
        void fill(MimeMessage message) {}
    };

    abstract void fill(MimeMessage message) throws MessagingException;

    MimeMessage in(Session session) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("bob@example.com"));
        message.setRecipients(RecipientType.TO, "alice@example.net");
        message.setSubject("Lunch");
        fill(message);
        return message;
    }

    private static MimeBodyPart text(String text, String subtype, String encoding) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", encoding);
        return part;
    }

    private static MimeBodyPart attachment(String name, byte[] octets, String type) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(octets, type)));
        part.setFileName(name);
        return part;
    }
}
