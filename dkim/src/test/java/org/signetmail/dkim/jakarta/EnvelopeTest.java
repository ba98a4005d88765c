package org.signetmail.dkim.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Authenticator;
import jakarta.mail.IllegalWriteException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;

/** What a client says to the server is what it says for the same message unsigned, word for word. */
class EnvelopeTest {

    private static final DkimSigners SIGNERS = DkimSigners.of(DkimSigner.builder(
                    "example.com", "ed", SigningKey.of(TestKeys.ed25519().privateKey()))
            .build());

    private static final FakeDns DNS =
            FakeDns.zone("ed._domainkey.example.com TXT \"" + TestKeys.ed25519().txt() + "\"");

    private static SmtpConversation server;

    @BeforeAll
    static void start() throws Exception {
        server = new SmtpConversation("8BITMIME", "DSN", "AUTH PLAIN");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** How a message is signed, and what can send it then. */
    private enum Way {
        SIGNED_MIME_MESSAGE_BY_TRANSPORT_SEND {
            @Override
            void send(Session session, SMTPMessage message) throws MessagingException {
                Transport.send(SignedMimeMessage.of(message, SIGNERS));
            }
        },
        SIGNED_MIME_MESSAGE_BY_ITS_SESSION {
            @Override
            void send(Session session, SMTPMessage message) throws MessagingException {
                SignedMimeMessage signed = SignedMimeMessage.of(SignedMimeMessage.of(message, SIGNERS), SIGNERS);
                SendingPath.SEND_MESSAGE.send(signed.getSession(), signed);
            }
        },
        SIGNED_SMTP_MESSAGE_BY_TRANSPORT_SEND {
            @Override
            void send(Session session, SMTPMessage message) throws MessagingException {
                Transport.send(SignedSmtpMessage.of(message, SIGNERS));
            }
        },
        SIGNED_SMTP_MESSAGE_BY_ANY_TRANSPORT {
            @Override
            void send(Session session, SMTPMessage message) throws MessagingException {
                SignedSmtpMessage signed = SignedSmtpMessage.of(message, SIGNERS);
                SendingPath.SEND_MESSAGE.send(session, SignedSmtpMessage.of(signed, SIGNERS));
            }
        },
        SIGNED_SMTP_MESSAGE_BY_SPRING {
            @Override
            void send(Session session, SMTPMessage message) throws MessagingException {
                SendingPath.SPRING.send(session, SignedSmtpMessage.of(message, SIGNERS));
            }
        };

        abstract void send(Session session, SMTPMessage message) throws MessagingException;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cells")
    void theConversationIsThatOfTheUnsignedMessage(
            Way way, String mail, String recipient, Consumer<SMTPMessage> envelope) throws Exception {
        Session session = session();
        Transport.send(message(session, envelope));
        List<String> unsigned = server.takeCommands();
        server.takeMessages();

        way.send(session, message(session, envelope));

        assertThat(server.takeCommands()).isEqualTo(unsigned).startsWith(mail, recipient);
        assertSigned();
    }

    static Stream<Arguments> cells() {
        String mail = "MAIL FROM:<bob@example.com>";
        String rcpt = "RCPT TO:<alice@example.net>";
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(
                        cell(
                                way,
                                "MAIL FROM:<bounces+1@example.com>",
                                rcpt,
                                message -> message.setEnvelopeFrom("bounces+1@example.com")),
                        cell(way, "MAIL FROM:<>", rcpt, message -> message.setEnvelopeFrom("<>")),
                        cell(
                                way,
                                mail,
                                rcpt + " NOTIFY=NEVER",
                                message -> message.setNotifyOptions(SMTPMessage.NOTIFY_NEVER)),
                        cell(
                                way,
                                mail,
                                rcpt + " NOTIFY=SUCCESS,FAILURE,DELAY",
                                message -> message.setNotifyOptions(SMTPMessage.NOTIFY_SUCCESS
                                        | SMTPMessage.NOTIFY_FAILURE
                                        | SMTPMessage.NOTIFY_DELAY)),
                        cell(
                                way,
                                mail + " RET=HDRS",
                                rcpt,
                                message -> message.setReturnOption(SMTPMessage.RETURN_HDRS)),
                        cell(
                                way,
                                mail + " RET=FULL",
                                rcpt,
                                message -> message.setReturnOption(SMTPMessage.RETURN_FULL)),
                        cell(
                                way,
                                mail + " AUTH=carol@example.com",
                                rcpt,
                                message -> message.setSubmitter("carol@example.com")),
                        cell(
                                way,
                                mail + " XVERP ENVID=4711",
                                rcpt,
                                message -> message.setMailExtension("XVERP ENVID=4711")),
                        cell(way, "MAIL FROM:<b@example.com> RET=HDRS", rcpt + " NOTIFY=DELAY", message -> {
                            message.setEnvelopeFrom("b@example.com");
                            message.setReturnOption(SMTPMessage.RETURN_HDRS);
                            message.setNotifyOptions(SMTPMessage.NOTIFY_DELAY);
                        }),
                        cell(way, mail, rcpt, message -> message.setAllow8bitMIME(true)),
                        cell(way, mail, rcpt, message -> {})));
    }

    private static Arguments cell(Way way, String mail, String recipient, Consumer<SMTPMessage> envelope) {
        return Arguments.of(way, mail, recipient, envelope);
    }

    @ParameterizedTest
    @EnumSource
    void othersGetItWhenOneIsRefusedAndThatIsWanted(Way way) throws Exception {
        Session session = session();
        SMTPMessage message = message(session, smtp -> smtp.setSendPartial(true));
        message.addRecipient(RecipientType.TO, new InternetAddress("refused@example.net"));

        assertThatThrownBy(() -> way.send(session, message))
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(SendFailedException.class),
                        e -> assertThat(e).hasRootCauseInstanceOf(SendFailedException.class),
                        e -> assertThat(e).isInstanceOf(org.springframework.mail.MailSendException.class));

        assertSigned();
        server.takeCommands();
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGNED_MIME_MESSAGE_BY_TRANSPORT_SEND", "SIGNED_SMTP_MESSAGE_BY_TRANSPORT_SEND"})
    void whoAuthenticatesTheSessionIsAskedStill(Way way) throws Exception {
        Session plain = session();
        // Settings may be defaults of others, and objects.
        Properties properties = new Properties(plain.getProperties());
        properties.put("mail.smtp.auth", true);
        Session session = Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("bob", getRequestingProtocol() + getRequestingPort());
            }
        });
        Transport.send(message(session, smtp -> smtp.setEnvelopeFrom("b@example.com")));
        List<String> unsigned = server.takeCommands();
        server.takeMessages();

        way.send(session, message(session, smtp -> smtp.setEnvelopeFrom("b@example.com")));

        assertThat(server.takeCommands()).isEqualTo(unsigned).anyMatch(line -> line.startsWith("AUTH PLAIN "));
        assertSigned();
    }

    /** Spring does not ask a message for its session: what it sends as a SignedMimeMessage has no envelope of its own. */
    @Test
    void theEnvelopeOfASignedMimeMessageIsInItsSessionAlone() throws Exception {
        Session session = session();
        SMTPMessage message = message(session, smtp -> smtp.setEnvelopeFrom("b@example.com"));
        SignedMimeMessage signed = SignedMimeMessage.of(message, SIGNERS);

        assertThat(signed.getSession().getProperty("mail.smtp.from")).isEqualTo("b@example.com");
        assertThat(session.getProperty("mail.smtp.from")).isNull();
        assertThat(SignedMimeMessage.of(message(session, smtp -> {}), SIGNERS).getSession())
                .isSameAs(session);
        SendingPath.SPRING.send(session, signed);
        assertThat(server.takeCommands()).first().isEqualTo("MAIL FROM:<bob@example.com>");
        server.takeMessages();
    }

    @Test
    void aMessageWithoutASessionGetsOneForItsEnvelope() throws Exception {
        SMTPMessage message = message(null, smtp -> smtp.setEnvelopeFrom("b@example.com"));
        assertThat(SignedMimeMessage.of(message, SIGNERS).getSession().getProperty("mail.smtps.from"))
                .isEqualTo("b@example.com");
    }

    @Test
    void octetsAreGivenAnEnvelope() throws Exception {
        Session session = session();
        byte[] octets = "From: bob@example.com\r\nTo: alice@example.net\r\n\r\n.\r\nHello.\r\n".getBytes(ISO_8859_1);
        SignedSmtpMessage signed = SignedSmtpMessage.of(session, octets, SIGNERS);
        signed.setEnvelopeFrom("b@example.com");

        SendingPath.SPRING.send(session, signed);

        assertThat(server.takeCommands()).first().isEqualTo("MAIL FROM:<b@example.com>");
        assertThat(new String(server.takeMessages().get(0), ISO_8859_1))
                .endsWith("\r\n" + new String(octets, ISO_8859_1));
        assertThat(signed.findings()).isEmpty();
    }

    /** Whom a message is for, how it may be sent, what it may not survive, and what it says. */
    @Test
    void whatItHasBesideItsOctets() throws Exception {
        DkimSigner signer = DkimSigner.builder(
                        "example.com", "ed", SigningKey.of(TestKeys.ed25519().privateKey()))
                .build();
        SMTPMessage message = message(session(), smtp -> smtp.setAllow8bitMIME(true));
        message.setRecipients(RecipientType.BCC, "carol@example.org");
        SignedSmtpMessage signed = SignedSmtpMessage.of(message, signer);
        assertThat(signed.getAllow8bitMIME()).isTrue();
        assertThat(signed.getRecipients(RecipientType.BCC))
                .extracting(Object::toString)
                .containsExactly("carol@example.org");
        assertThat(written(signed)).doesNotContain("carol");
        assertThat(signed.getContent()).isEqualTo("Gr\u00fc\u00dfe\r\n.\r\n");

        byte[] octets =
                "From: bob@example.com\r\nTo: alice@example.net\r\n\r\nGr\u00fc\u00dfe\r\n".getBytes(ISO_8859_1);
        assertThat(SignedSmtpMessage.of(null, octets, signer).findings())
                .extracting(Finding::code)
                .containsExactly("dkim-eight-bit-body");
        SignedMimeMessage mime = SignedMimeMessage.of(null, octets, signer);
        assertThat(mime.findings()).extracting(Finding::code).containsExactly("dkim-eight-bit-body");
        // One signature more, on what was signed before.
        for (MimeMessage once : List.of(mime, SignedSmtpMessage.of(null, octets, signer))) {
            assertThat(written(SignedSmtpMessage.of(once, signer)))
                    .endsWith(new String(octets, ISO_8859_1))
                    .contains(written(once).substring(0, 100));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.signetmail.dkim.jakarta.SignedMimeMessageTest#changes")
    void isNeverChanged(String name, SignedMimeMessageTest.Change change) throws Exception {
        SignedSmtpMessage signed = SignedSmtpMessage.of(SampleMail.ATTACHMENTS.in(session()), SIGNERS);
        String before = written(signed);

        assertThatThrownBy(() -> change.apply(signed)).isInstanceOf(IllegalWriteException.class);

        assertThat(written(signed)).isEqualTo(before);
    }

    /** Both kinds of signed messages refuse by the same methods. */
    @Test
    void overridesTheSame() {
        assertThat(overridden(SignedSmtpMessage.class))
                .isEqualTo(overridden(SignedMimeMessage.class))
                .contains("setDataHandler");
    }

    private static Set<String> overridden(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && java.lang.reflect.Modifier.isPublic(method.getModifiers()))
                .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
                .map(text -> text.startsWith("setDataHandler") ? "setDataHandler" : text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertSigned() {
        List<byte[]> messages = server.takeMessages();
        assertThat(messages).hasSize(1);
        assertThat(DkimVerifier.using(DNS).verify(Message.of(messages.get(0))))
                .isNotEmpty()
                .allMatch(outcome -> outcome.result() == DkimResult.PASS);
    }

    private static Session session() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        return Session.getInstance(properties);
    }

    /** In quoted-printable, which a transport that may would send as 8bit. */
    private static SMTPMessage message(Session session, Consumer<SMTPMessage> envelope) throws MessagingException {
        SMTPMessage message = new SMTPMessage(session);
        message.setFrom("bob@example.com");
        message.setRecipients(RecipientType.TO, "alice@example.net");
        message.setSubject("Grüße", "UTF-8");
        message.setText("Grüße\n.\n", "UTF-8");
        message.setHeader("Content-Transfer-Encoding", "quoted-printable");
        envelope.accept(message);
        return message;
    }

    private static String written(MimeMessage message) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toString(ISO_8859_1);
    }
}
