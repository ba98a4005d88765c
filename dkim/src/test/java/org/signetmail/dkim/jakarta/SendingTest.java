package org.signetmail.dkim.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Address;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dkim.jakarta.SmtpSink.Delivery;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Every way of sending, with every shape of message, through a real SMTP server: what arrives is what was signed. */
class SendingTest {

    private static final String CHUNKED = "mail.smtp.chunksize=4096";

    private static final List<String> SETTINGS =
            List.of("", "mail.smtp.allow8bitmime=true", "mail.mime.allowutf8=true", CHUNKED);

    /** Angus Mail 2.0.5 doubles the dots at line starts in chunks as well, where RFC 3030 §2 has it send them as they are. */
    private static final Set<SampleMail> DOUBLED_IN_CHUNKS = EnumSet.of(SampleMail.DOT_LINES, SampleMail.ATTACHMENTS);

    private static SmtpSink server;

    @BeforeAll
    static void start() {
        server = new SmtpSink();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cells")
    void whatIsSignedArrives(SendingPath path, SampleMail sample, String setting) throws Exception {
        Session session = session(setting);
        MimeMessage message = sample.in(session);
        Address[] recipients = message.getAllRecipients();
        SignedMimeMessage signed = SignedMimeMessage.of(message, signers());
        String messageId = signed.getMessageID();

        path.send(session, signed);

        Delivery arrived = onlyDelivery();
        assertThat(withFinalLineEnd(arrived.octets())).isEqualTo(withFinalLineEnd(octets(signed)));
        assertThat(DkimVerifier.using(dns()).verify(arrived.message()))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.PASS, DkimResult.PASS);
        assertThat(arrived.recipients())
                .containsExactly(Stream.of(recipients)
                        .map(address -> ((InternetAddress) address).getAddress())
                        .toArray(String[]::new));
        assertThat(arrived.from()).isEqualTo("bob@example.com");
        MimeMessage read = parsed(arrived);
        assertThat(read.getHeader("Bcc")).isNull();
        assertThat(read.getMessageID()).isEqualTo(messageId).isEqualTo(message.getMessageID());
    }

    static Stream<Arguments> cells() {
        return Stream.of(SendingPath.values())
                .flatMap(path -> Stream.of(SampleMail.values())
                        .flatMap(sample -> SETTINGS.stream()
                                .filter(setting -> !setting.equals(CHUNKED) || !DOUBLED_IN_CHUNKS.contains(sample))
                                .map(setting -> Arguments.of(path, sample, setting))));
    }

    @Test
    void angusMailDoublesDotsInChunks() throws Exception {
        Session session = session(CHUNKED);
        SendingPath.TRANSPORT_SEND.send(session, SampleMail.DOT_LINES.in(session));
        assertThat(new String(onlyDelivery().octets(), ISO_8859_1)).endsWith("\r\n..\r\n...\r\n..dot\r\nend\r\n..\r\n");
    }

    /** The ground this stands on. Where it says false, these tests would prove nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # path                | setting                      | same Message-ID | same encoding
            TRANSPORT_SEND        |                              | false           | true
            TRANSPORT_SEND        | mail.smtp.allow8bitmime=true | false           | false
            TRANSPORT_SEND_TO     |                              | false           | true
            SEND_MESSAGE          |                              | true            | true
            SEND_MESSAGE          | mail.smtp.allow8bitmime=true | false           | false
            SAVE_AND_SEND_MESSAGE |                              | false           | true
            SPRING                |                              | true            | true
            SPRING                | mail.smtp.allow8bitmime=true | false           | false
            """)
    void anOrdinaryMessageIsChanged(SendingPath path, String setting, boolean sameMessageId, boolean sameEncoding)
            throws Exception {
        Session session = session(setting == null ? "" : setting);
        MimeMessage message = SampleMail.QUOTED_PRINTABLE.in(session);
        message.saveChanges();
        String messageId = message.getMessageID();

        path.send(session, message);

        MimeMessage read = parsed(onlyDelivery());
        assertThat(read.getMessageID().equals(messageId)).isEqualTo(sameMessageId);
        assertThat(read.getEncoding().equals("quoted-printable")).isEqualTo(sameEncoding);
    }

    private static Session session(String setting) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", server.host());
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        int equals = setting.indexOf('=');
        if (equals > 0) {
            properties.setProperty(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return Session.getInstance(properties);
    }

    /** One that forgives nothing, and one as users have it. */
    private static DkimSigners signers() {
        return DkimSigners.of(
                DkimSigner.builder(
                                "example.com",
                                "rsa",
                                SigningKey.of(TestKeys.rsa2048().privateKey()))
                        .canonicalization(Canonicalization.SIMPLE, Canonicalization.SIMPLE)
                        .build(),
                DkimSigner.builder(
                                "example.com",
                                "ed",
                                SigningKey.of(TestKeys.ed25519().privateKey()))
                        .build());
    }

    private static FakeDns dns() {
        return FakeDns.zone(record("rsa", TestKeys.rsa2048()) + record("ed", TestKeys.ed25519()));
    }

    private static String record(String selector, TestKey key) {
        String text = key.txt();
        int half = text.length() / 2;
        return selector + "._domainkey.example.com TXT \"" + text.substring(0, half) + "\" \"" + text.substring(half)
                + "\"\n";
    }

    private static Delivery onlyDelivery() {
        List<Delivery> deliveries = server.takeAll();
        assertThat(deliveries).hasSize(1);
        return deliveries.get(0);
    }

    private static MimeMessage parsed(Delivery delivery) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(delivery.octets()));
    }

    private static byte[] octets(MimeMessage message) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    /** SMTP ends the last line of a message if nobody else has. */
    private static String withFinalLineEnd(byte[] octets) {
        String text = new String(octets, ISO_8859_1);
        return text.endsWith("\r\n") ? text : text + "\r\n";
    }
}
