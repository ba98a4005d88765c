package org.signetmail.dkim.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;

/** A relay signs what its author's server has signed already, and sends it: both signatures are good where it arrives. */
class RelayingTest {

    private static final SigningKey KEY = SigningKey.of(TestKeys.ed25519().privateKey());

    /** Forgives nothing, in no field. */
    private static final DkimSigner AUTHOR = DkimSigner.builder("up.example", "ed", KEY)
            .canonicalization(Canonicalization.SIMPLE, Canonicalization.SIMPLE)
            .signedFields(List.of("*"))
            .build();

    private static final DkimSigner RELAY =
            DkimSigner.builder("example.com", "ed", KEY).build();

    private static final FakeDns DNS =
            FakeDns.zone("""
            ed._domainkey.up.example   TXT "%1$s"
            ed._domainkey.example.com  TXT "%1$s"
            """.formatted(TestKeys.ed25519().txt()));

    private static SmtpSink server;

    @BeforeAll
    static void start() {
        server = new SmtpSink();
    }

    @BeforeEach
    void empty() {
        server.takeAll();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** How a relay comes by the message that it signs. */
    private enum Relay {
        PARSED {
            @Override
            SignedMimeMessage sign(Session session, byte[] octets) throws Exception {
                return SignedMimeMessage.of(parsed(session, octets), RELAY);
            }
        },
        LOOKED_AT {
            @Override
            SignedMimeMessage sign(Session session, byte[] octets) throws Exception {
                MimeMessage message = parsed(session, octets);
                lookAt(message);
                return SignedMimeMessage.of(message, RELAY);
            }
        },
        OCTETS {
            @Override
            SignedMimeMessage sign(Session session, byte[] octets) throws Exception {
                return SignedMimeMessage.of(session, octets, RELAY);
            }
        },
        OCTETS_WITH_UTF_8_ALLOWED {
            @Override
            SignedMimeMessage sign(Session session, byte[] octets) throws Exception {
                session.getProperties().setProperty("mail.mime.allowutf8", "true");
                return OCTETS.sign(session, octets);
            }
        },
        COPIED {
            @Override
            SignedMimeMessage sign(Session session, byte[] octets) throws Exception {
                return SignedMimeMessage.of(new MimeMessage(parsed(session, octets)), RELAY);
            }
        };

        abstract SignedMimeMessage sign(Session session, byte[] octets) throws Exception;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void everyOctetIsKept(Relay relay, String name) throws Exception {
        byte[] octets = signedByItsAuthor(RelayedMail.octets(name));

        SignedMimeMessage signed = relay.sign(session(), octets);
        Transport.send(signed, recipients());

        assertThat(written(signed)).endsWith(text(octets));
        assertThat(arrived()).endsWith(ended(text(octets)));
    }

    static Stream<Arguments> cells() {
        return Stream.of(Relay.values()).flatMap(relay -> RelayedMail.names().map(name -> Arguments.of(relay, name)));
    }

    @ParameterizedTest
    @MethodSource("org.signetmail.dkim.jakarta.RelayedMail#names")
    void aFieldIsAddedAndNothingElse(String name) throws Exception {
        byte[] octets = signedByItsAuthor(RelayedMail.octets(name));
        MimeMessage message = parsed(session(), octets);
        lookAt(message);
        message.setHeader("X-Relay", "1");

        Transport.send(SignedMimeMessage.of(message, RELAY), recipients());

        assertThat(arrived().replace("X-Relay: 1\r\n", "")).endsWith(ended(text(octets)));
    }

    @Test
    void lineEndsOfAFileAreMadeThoseOfMail() throws Exception {
        byte[] octets = text(RelayedMail.octets("a message in a message"))
                .replace("\r\n", "\n")
                .getBytes(ISO_8859_1);

        Transport.send(SignedMimeMessage.of(parsed(session(), octets), RELAY));

        assertThat(text(server.takeAll().get(0).octets())).endsWith(text(RelayedMail.octets("a message in a message")));
    }

    @ParameterizedTest
    @MethodSource("org.signetmail.dkim.jakarta.RelayedMail#names")
    void springSendsEveryOctet(String name) throws Exception {
        byte[] octets = signedByItsAuthor(RelayedMail.octets(name));
        Session session = session();

        SendingPath.SPRING.send(session, SignedMimeMessage.of(parsed(session, octets), RELAY));

        assertThat(arrived()).endsWith(ended(text(octets)));
    }

    /** A way to change a message that was read from a stream. */
    private interface Change {
        void apply(MimeMessage message) throws MessagingException, IOException;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatWasChangedIsSent(String expected, Change change) throws Exception {
        MimeMessage message = parsed(session(), NESTED.replace("\n", "\r\n").getBytes(ISO_8859_1));
        change.apply(message);

        Transport.send(SignedMimeMessage.of(message, RELAY));

        SmtpSink.Delivery delivery = server.takeAll().get(0);
        assertThat(text(delivery.octets())).contains(expected);
        assertThat(DkimVerifier.using(DNS).verify(delivery.message()))
                .singleElement()
                .matches(outcome -> outcome.result() == DkimResult.PASS);
    }

    private static final String NESTED = """
            From: bob@example.com
            To: alice@example.net
            MIME-Version: 1.0 (of its own)
            Content-Type: multipart/mixed; boundary=b

            preamble
            --b
            Content-Type: multipart/alternative; boundary=c

            --c
            Content-Type: text/plain

            one
            --c
            Content-Type: text/html

            <p>two</p>
            --c--
            --b
            Content-Type: message/rfc822

            From: carol@example.net
            Subject: three
            Content-Type: multipart/mixed; boundary=d

            --d

            four
            --d--
            --b--
            """;

    static Stream<Arguments> changes() {
        return Stream.of(
                change("new text", message -> message.setText("new text")),
                change("new part", message -> message.setContent(new MimeMultipart(text("new part")))),
                change("new part", message -> parts(message).addBodyPart(text("new part"))),
                change("new part", message -> {
                    parts(message).removeBodyPart(0);
                    parts(message).addBodyPart(text("new part"), 0);
                }),
                change(
                        "\r\n\r\npreamble\r\n--b\r\nContent-Type: message",
                        message -> parts(message).removeBodyPart(0)),
                change("rfc822\r\n\r\nFrom: carol", message -> {
                    BodyPart first = parts(message).getBodyPart(0);
                    parts(message).removeBodyPart(first);
                    parts(message).addBodyPart(first);
                }),
                change("new preamble", message -> ((MimeMultipart) parts(message)).setPreamble("new preamble")),
                change("new.txt", message -> parts(message).getBodyPart(0).setFileName("new.txt")),
                change("new text", message -> parts(message).getBodyPart(0).setText("new text")),
                change("new text", message -> inner(message).getBodyPart(0).setText("new text")),
                change("X-New: 1", message -> inner(message).getBodyPart(1).setHeader("X-New", "1")),
                change("new part", message -> inner(message).addBodyPart(text("new part"))),
                change("from elsewhere", message -> {
                    MimeMessage other = parsed(
                            session(),
                            NESTED.replace("one", "from elsewhere")
                                    .replace("\n", "\r\n")
                                    .getBytes(ISO_8859_1));
                    parts(message).removeBodyPart(0);
                    parts(message).addBodyPart(parts(other).getBodyPart(0), 0);
                }),
                change("new subject", message -> enclosed(message).setSubject("new subject")),
                change("new text", message -> {
                    enclosed(message).setText("new text");
                    enclosed(message).saveChanges();
                }),
                change("new text", message -> {
                    ((Multipart) enclosed(message).getContent()).getBodyPart(0).setText("new text");
                    enclosed(message).saveChanges();
                }));
    }

    private static Arguments change(String expected, Change change) {
        return Arguments.of(expected, change);
    }

    private static Multipart parts(MimeMessage message) throws IOException, MessagingException {
        return (Multipart) message.getContent();
    }

    private static Multipart inner(MimeMessage message) throws IOException, MessagingException {
        return (Multipart) parts(message).getBodyPart(0).getContent();
    }

    private static MimeMessage enclosed(MimeMessage message) throws IOException, MessagingException {
        return (MimeMessage) parts(message).getBodyPart(1).getContent();
    }

    private static MimeBodyPart text(String text) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text);
        return part;
    }

    @Test
    void theTableOfChangesStartsFromAMessageThatIsKept() throws Exception {
        byte[] octets = NESTED.replace("\n", "\r\n").getBytes(ISO_8859_1);
        MimeMessage message = parsed(session(), octets);
        lookAt(message);
        assertThat(written(SignedMimeMessage.of(message, RELAY))).endsWith(text(octets));
    }

    @Test
    void blindRecipientsOfAMessageThatWasReadAreNotWritten() throws Exception {
        byte[] octets = "From: bob@example.com\r\nBcc: carol@example.net\r\nTo: alice@example.net\r\n\r\nHello.\r\n"
                .getBytes(ISO_8859_1);
        SignedMimeMessage signed = SignedMimeMessage.of(parsed(session(), octets), RELAY);

        assertThat(written(signed)).doesNotContain("carol");
        assertThat(signed.getRecipients(RecipientType.BCC)).containsExactly(new InternetAddress("carol@example.net"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 300})
    void partsInPartsAreKept(int depth) throws Exception {
        byte[] octets = nested(depth);
        assertThat(written(SignedMimeMessage.of(parsed(session(), octets), RELAY)))
                .endsWith(text(octets));
    }

    /** To look into all of them costs the square of their number; Jakarta Mail's own saving overflows the stack. */
    @Test
    void partsThatAreTooDeepInEachOtherAreRefused() throws Exception {
        byte[] octets = nested(5000);
        MimeMessage message = parsed(session(), octets);

        assertThatThrownBy(() -> SignedMimeMessage.of(message, RELAY))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("SignedMimeMessage.of(session, octets, signers)");
    }

    private static byte[] nested(int depth) {
        StringBuilder text =
                new StringBuilder("From: una@up.example\r\nContent-Type: multipart/mixed; boundary=0\r\n\r\n");
        for (int i = 0; i < depth; i++) {
            text.append("--").append(i);
            text.append("\r\nContent-Type: multipart/mixed; boundary=")
                    .append(i + 1)
                    .append("\r\n\r\n");
        }
        return text.append("--" + depth + "\r\n\r\nHello.\r\n").toString().getBytes(ISO_8859_1);
    }

    /** Everything in it is parsed and decoded, and kept as Jakarta Mail keeps it. */
    private static void lookAt(jakarta.mail.Part part) {
        try {
            Object content = part.getContent();
            if (content instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    lookAt(parts.getBodyPart(i));
                }
            } else if (content instanceof MimeMessage message) {
                lookAt(message);
            }
        } catch (IOException | MessagingException e) {
            // Some cannot be read, and are looked at in vain.
        }
    }

    private static Session session() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", server.host());
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        return Session.getInstance(properties);
    }

    private static Address[] recipients() throws MessagingException {
        return new Address[] {new InternetAddress("zoe@example.net")};
    }

    private static byte[] signedByItsAuthor(byte[] octets) {
        return AUTHOR.sign(Message.of(octets)).prependTo(octets);
    }

    private static MimeMessage parsed(Session session, byte[] octets) throws MessagingException {
        return new MimeMessage(session, new ByteArrayInputStream(octets));
    }

    /** What came to the server, when both signatures are good there. */
    private static String arrived() {
        List<SmtpSink.Delivery> deliveries = server.takeAll();
        assertThat(deliveries).hasSize(1);
        assertThat(DkimVerifier.using(DNS).verify(deliveries.get(0).message()))
                .extracting(outcome -> outcome.domain().orElseThrow() + " " + outcome.result())
                .containsExactly("example.com PASS", "up.example PASS");
        return text(deliveries.get(0).octets());
    }

    private static String written(MimeMessage message) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toString(ISO_8859_1);
    }

    private static String text(byte[] octets) {
        return new String(octets, ISO_8859_1);
    }

    /** SMTP ends the last line of a message if nobody else has. */
    private static String ended(String text) {
        return text.endsWith("\r\n") ? text : text + "\r\n";
    }
}
