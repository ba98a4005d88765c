package org.signetmail.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Message;
import org.signetmail.testkit.Messages;

/**
 * A message to be sent.
 *
 * @param name what is special about it
 * @param maker fills a new message; null for one that is there as octets
 * @param read a message that its author has signed; null for one that is built
 */
record SentShape(
        String name, @Nullable Maker maker, @Nullable Message read) {

    /** Fills a new message. */
    interface Maker {
        void fill(MimeMessage message) throws MessagingException;
    }

    static final String NO_TEXT = "no text";

    private static final String HEAD = """
            From: Una <una@up.example>
            To: list@example.com
            Subject: Lunch
            Date: Tue, 25 Nov 2025 10:00:00 +0000
            Message-ID: <1@up.example>
            """;

    static final List<SentShape> ALL = List.of(
            built("plain text", message -> message.setText("Shall we?\nAt noon.\n")),
            built(NO_TEXT, message -> message.setText("")),
            built("no final CRLF", message -> message.setText("Hello.")),
            built("lines of dots", message -> message.setText(".\n..\n.dot\n.\n")),
            built("long lines, 7bit", message -> {
                message.setText("word ".repeat(500) + "\n");
                message.setHeader("Content-Transfer-Encoding", "7bit");
            }),
            built("8bit", message -> {
                message.setText("Gr\u00fc\u00dfe\n", "UTF-8");
                message.setHeader("Content-Transfer-Encoding", "8bit");
            }),
            built("quoted-printable, encoded words", message -> {
                message.setSubject("Gr\u00fc\u00dfe, \u65e5\u672c und noch viel mehr, damit es gefaltet wird", "UTF-8");
                message.setFrom(encoded("J\u00fcrgen \u65e5\u672c"));
                message.setText("Gr\u00fc\u00dfe\n", "UTF-8");
                message.setHeader("Content-Transfer-Encoding", "quoted-printable");
            }),
            built(
                    "format=flowed",
                    message -> message.setContent(
                            "flowed \ntext \n-- \nBob\n", "text/plain; charset=us-ascii; format=flowed")),
            built(
                    "alternative",
                    message -> message.setContent(new MimeMultipart(
                            "alternative",
                            text("Gr\u00fc\u00dfe\n", "plain"),
                            text("<p>Gr\u00fc\u00dfe</p>\n", "html")))),
            built("inline image", message -> {
                MimeBodyPart image = file("image/png", "p.png");
                image.setDisposition("inline");
                image.setContentID("<image@example.com>");
                message.setContent(
                        new MimeMultipart("related", text("<img src=\"cid:image@example.com\">", "html"), image));
            }),
            built(
                    "attachments",
                    message -> message.setContent(new MimeMultipart(
                            text("See below.\n", "plain"),
                            file("application/pdf", "a b.pdf"),
                            file("application/octet-stream", "Gr\u00fc\u00dfe.bin")))),
            built(
                    "calendar",
                    message -> message.setContent(new MimeMultipart(
                            "alternative",
                            text("Noon?\n", "plain"),
                            content(
                                    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n",
                                    "text/calendar; method=REQUEST")))),
            built(
                    "a message in it",
                    message -> message.setContent(new MimeMultipart(
                            text("Forwarded.\n", "plain"),
                            named(
                                    content("From: a@example.net\r\nSubject: inner\r\n\r\nHello.", "message/rfc822"),
                                    "a.eml")))),
            built("many recipients, and blind ones", message -> {
                String many = IntStream.range(0, 100)
                        .mapToObj(i -> "user" + i + "@example.net")
                        .collect(Collectors.joining(", "));
                message.setRecipients(RecipientType.TO, many);
                message.setRecipients(RecipientType.BCC, "blind@example.net");
                message.setText("Hello.\n");
            }),
            read("MIME-Version with a comment", HEAD + "Mime-Version: 1.0 (Mac OS X Mail 15.0)\n\nHello.\n"),
            read(
                    "no Date, Message-ID, MIME-Version",
                    "From: una@up.example\nSubject: a\nTo: l@example.com\n\nHello.\n"),
            read(
                    "raw UTF-8 header",
                    utf8(HEAD.replace("Una", "J\u00fcrgen").replace("Lunch", "\u65e5\u672c")) + "\nHello.\n"),
            read(
                    "raw Latin-1 header",
                    HEAD.replace("Una", "M\u00fcller").replace("Lunch", "Gr\u00fc\u00dfe") + "\nHello.\n"),
            read(
                    "long folded header",
                    HEAD.replace("Lunch", "\n Lunch\n \n\ton Friday") + "References:"
                            + "\n <0123456789@up.example>".repeat(40) + "\n\nHello.\n"),
            read("8bit nobody told of, no final CRLF", HEAD + "\nGr\u00fc\u00dfe\u00a0"),
            read(
                    "multipart that is not closed",
                    HEAD
                            + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\npreamble\n--b \n\nHello.\n"),
            read("signed by S/MIME", HEAD + """
                    MIME-Version: 1.0
                    Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b

                    --b
                    Content-Type: text/plain

                    Hello.\s
                    --b
                    Content-Type: application/pkcs7-signature; name=smime.p7s
                    Content-Transfer-Encoding: base64

                    AAAA
                    --b--
                    """));

    private static SentShape built(String name, Maker maker) {
        return new SentShape(name, maker, null);
    }

    /** One char an octet. */
    private static SentShape read(String name, String text) {
        byte[] octets = Messages.crlfOctets(text);
        byte[] signed = SendingTableTest.AUTHOR.sign(Message.of(octets)).prependTo(octets);
        return new SentShape(name, null, Message.of(signed));
    }

    /** The octets of one that was not built; null for one that is. */
    byte @Nullable [] octets() {
        return read == null ? null : read.octets();
    }

    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static InternetAddress encoded(String name) throws MessagingException {
        InternetAddress address = new InternetAddress("bob@example.com");
        try {
            address.setPersonal(name, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return address;
    }

    private static MimeBodyPart text(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        return part;
    }

    private static MimeBodyPart content(String text, String type) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(text.getBytes(ISO_8859_1), type)));
        return part;
    }

    private static MimeBodyPart named(MimeBodyPart part, String name) throws MessagingException {
        part.setFileName(name);
        return part;
    }

    private static MimeBodyPart file(String type, String name) throws MessagingException {
        byte[] octets = new byte[1000];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(octets, type)));
        return named(part, name);
    }

    MimeMessage in(Session session) throws MessagingException {
        if (read != null) {
            return new MimeMessage(session, new ByteArrayInputStream(read.octets()));
        }
        MimeMessage message = new MimeMessage(session);
        message.setFrom("bob@example.com");
        message.setRecipients(RecipientType.TO, "alice@example.net");
        message.setSubject("Lunch");
        if (maker != null) {
            maker.fill(message);
        }
        return message;
    }
}
