package org.signetmail.dkim.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.activation.DataHandler;
import jakarta.mail.Flags;
import jakarta.mail.IllegalWriteException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.LineEndPolicy;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.TestKeys;

class SignedMimeMessageTest {

    private static final Session SESSION = Session.getInstance(new Properties());

    private static final DkimSigner SIGNER = DkimSigner.builder(
                    "example.com", "ed", SigningKey.of(TestKeys.ed25519().privateKey()))
            .build();

    /** A way to change a message. */
    interface Change {
        void apply(MimeMessage message) throws MessagingException;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void isNeverChanged(String name, Change change) throws Exception {
        SignedMimeMessage signed = SignedMimeMessage.of(SampleMail.ATTACHMENTS.in(SESSION), SIGNER);
        String before = written(signed);

        assertThatThrownBy(() -> change.apply(signed)).isInstanceOf(IllegalWriteException.class);

        assertThat(written(signed)).isEqualTo(before);
        assertThat(signed.getAllRecipients()).containsExactly(new InternetAddress("alice@example.net"));
    }

    static Stream<Arguments> changes() {
        InternetAddress eve = new InternetAddress();
        eve.setAddress("eve@example.org");
        return Stream.of(
                change("addFrom", m -> m.addFrom(new InternetAddress[] {eve})),
                change("addHeader", m -> m.addHeader("X-More", "1")),
                change("addHeaderLine", m -> m.addHeaderLine("X-More: 1")),
                change("addRecipient", m -> m.addRecipient(RecipientType.BCC, eve)),
                change("addRecipients", m -> m.addRecipients(RecipientType.TO, "eve@example.org")),
                change("removeHeader", m -> m.removeHeader("date")),
                change("setContent", m -> m.setContent(new MimeMultipart())),
                change("setContent", m -> m.setContent("other", "text/plain")),
                change("setContentID", m -> m.setContentID("<1>")),
                change("setContentLanguage", m -> m.setContentLanguage(new String[] {"en"})),
                change("setContentMD5", m -> m.setContentMD5("1B2M2Y8AsgTpgAmY7PhCfg==")),
                change("setDataHandler", m -> m.setDataHandler(new DataHandler("other", "text/plain"))),
                change("setDescription", m -> m.setDescription("other")),
                change("setDisposition", m -> m.setDisposition("inline")),
                change("setFileName", m -> m.setFileName("other")),
                change("setFrom", m -> m.setFrom("eve@example.org")),
                change("setHeader", m -> m.setHeader("Subject", "other")),
                change("setHeader", m -> m.setHeader("X-More", "1")),
                change("setRecipient", m -> m.setRecipient(RecipientType.TO, eve)),
                change("setRecipients", m -> m.setRecipients(RecipientType.TO, (String) null)),
                change("setReplyTo", m -> m.setReplyTo(new InternetAddress[] {eve})),
                change("setSender", m -> m.setSender(eve)),
                change("setSentDate", m -> m.setSentDate(null)),
                change("setSubject", m -> m.setSubject(null)),
                change("setText", m -> m.setText("other")));
    }

    private static Arguments change(String method, Change change) {
        return Arguments.of(method, change);
    }

    @Test
    void everySetterIsInTheTable() {
        Set<String> tried =
                changes().map(change -> (String) change.get()[0]).collect(Collectors.toCollection(TreeSet::new));
        Set<String> setters = Arrays.stream(MimeMessage.class.getMethods())
                .map(method -> method.getName())
                .filter(name -> name.startsWith("set") || name.startsWith("add") || name.startsWith("remove"))
                // Flags belong to the folder, not to the message.
                .filter(name -> !name.startsWith("setFlag"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(setters).isEqualTo(tried);
    }

    @Test
    void whatSendersSetAgainIsTaken() throws Exception {
        SignedMimeMessage signed = SignedMimeMessage.of(SampleMail.PLAIN.in(SESSION), SIGNER);
        String before = written(signed);
        String messageId = signed.getMessageID();

        signed.saveChanges();
        signed.setHeader("message-id", messageId);
        signed.removeHeader("X-None");
        signed.setFlag(Flags.Flag.ANSWERED, true);

        assertThat(written(signed)).isEqualTo(before);
        assertThat(signed.getSentDate()).isNotNull();
        assertThat(signed.isSet(Flags.Flag.ANSWERED)).isTrue();
    }

    @Test
    void contentIsHandedOutAnew() throws Exception {
        SignedMimeMessage signed = SignedMimeMessage.of(SampleMail.ATTACHMENTS.in(SESSION), SIGNER);
        String before = written(signed);

        MimeMultipart content = (MimeMultipart) signed.getContent();
        ((MimeBodyPart) content.getBodyPart(0)).setText("other");
        content.removeBodyPart(1);

        assertThat(((MimeMultipart) signed.getContent()).getCount()).isEqualTo(4);
        assertThat(((MimeMultipart) signed.getContent()).getBodyPart(0).getContent())
                .isEqualTo("Grüße\r\n");
        assertThat(written(signed)).isEqualTo(before);
    }

    @Test
    void readsAsWhatWasSigned() throws Exception {
        SignedMimeMessage signed = SignedMimeMessage.of(SampleMail.QUOTED_PRINTABLE.in(SESSION), SIGNER);

        assertThat(signed.getSubject()).isEqualTo("Grüße");
        assertThat(signed.getContent().toString()).startsWith("Grüße aus Köln.  \r\n");
        assertThat(signed.getSession()).isSameAs(SESSION);
        assertThat(signed.getHeader("DKIM-Signature")).hasSize(1);
        assertThat(signed.getAllHeaderLines().nextElement()).startsWith("DKIM-Signature:");
        assertThat(written(signed))
                .endsWith(new String(signed.getRawInputStream().readAllBytes(), ISO_8859_1));
        assertThat(written(new MimeMessage(signed))).isEqualTo(written(signed));
    }

    @Test
    void blindRecipientsAreRememberedAndNotWritten() throws Exception {
        SignedMimeMessage signed = SignedMimeMessage.of(SampleMail.BLIND_RECIPIENTS.in(SESSION), SIGNER);

        assertThat(signed.getAllRecipients())
                .extracting(address -> ((InternetAddress) address).getAddress())
                .containsExactly("alice@example.net", "carol@example.net", "dave@example.net", "erin@example.net");
        assertThat(written(signed)).doesNotContain("dave@").doesNotContain("Content-Length");
    }

    @Test
    void leavesOutWhatItIsToldTo() throws Exception {
        SignedMimeMessage signed = SignedMimeMessage.of(SampleMail.FOLDED_AND_REPEATED.in(SESSION), SIGNER);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        signed.writeTo(out, new String[] {"COMMENTS", "Bcc"});

        assertThat(out.toString(ISO_8859_1))
                .isEqualTo(written(signed).replace("Comments: one\r\n", "").replace("Comments: two\r\n", ""));
    }

    @Test
    void signersOfOneMessageFollowEachOther() throws Exception {
        DkimSigner second = DkimSigner.builder(
                        "example.net", "rsa", SigningKey.of(TestKeys.rsa2048().privateKey()))
                .build();
        SignedMimeMessage signed = SignedMimeMessage.of(SampleMail.PLAIN.in(SESSION), SIGNER, second);
        SignedMimeMessage again = SignedMimeMessage.of(signed, second);

        assertThat(signed.getHeader("DKIM-Signature"))
                .satisfiesExactly(
                        value -> assertThat(value).contains("d=example.com"),
                        value -> assertThat(value).contains("d=example.net"));
        assertThat(written(again)).endsWith(written(signed));
        assertThat(again.getHeader("DKIM-Signature")).hasSize(3);
    }

    @Test
    void savesOnceAndWritesOnce() throws Exception {
        StringBuilder calls = new StringBuilder();
        MimeMessage message = new MimeMessage(SESSION) {
            @Override
            public void saveChanges() throws MessagingException {
                calls.append("save ");
                super.saveChanges();
            }

            @Override
            public void writeTo(OutputStream out, String[] ignoreList) throws IOException, MessagingException {
                calls.append("write ");
                super.writeTo(out, ignoreList);
            }
        };
        message.setFrom("bob@example.com");
        message.setHeader("Message-ID", "<my own@example.com>");
        message.setText("Hello.\n");

        SignedMimeMessage signed = SignedMimeMessage.of(message, SIGNER);

        assertThat(calls).hasToString("save write ");
        assertThat(signed.getMessageID()).isEqualTo("<my own@example.com>");
    }

    @Test
    void octetsAreTheMessage() throws Exception {
        byte[] octets = crlf("From: bob@example.com\nBcc: carol@example.net\nTo: alice@example.net\n\nHello.");

        SignedMimeMessage signed = SignedMimeMessage.of(SESSION, octets, DkimSigners.of(SIGNER));

        assertThat(written(signed)).startsWith("DKIM-Signature:").endsWith("\r\n" + new String(octets, ISO_8859_1));
        assertThat(signed.getAllRecipients())
                .containsExactly(new InternetAddress("alice@example.net"), new InternetAddress("carol@example.net"));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        signed.writeTo(sent, new String[] {"Bcc", "Content-Length"});
        assertThat(sent.toString(ISO_8859_1)).isEqualTo(written(signed).replace("Bcc: carol@example.net\r\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: bob@example.com\n", "From: bob@example.com", "From: bob@example.com\n\n"})
    void octetsWithoutABodyAreTheMessage(String text) throws Exception {
        byte[] octets = crlf(text);
        SignedMimeMessage signed = SignedMimeMessage.of(null, octets, SIGNER);
        assertThat(written(signed)).endsWith("\r\n" + new String(octets, ISO_8859_1));
        assertThat(signed.getSentDate()).isNull();
    }

    @Test
    void loneLineEndsInOctetsAreTheSignersAffair() throws Exception {
        byte[] octets = "From: bob@example.com\n\nHello.\n".getBytes(ISO_8859_1);
        DkimSigner normalizing = DkimSigner.builder(
                        "example.com", "ed", SigningKey.of(TestKeys.ed25519().privateKey()))
                .lineEnds(LineEndPolicy.NORMALIZE)
                .build();

        assertThatThrownBy(() -> SignedMimeMessage.of(SESSION, octets, SIGNER))
                .isInstanceOf(DkimSigningException.class);
        assertThat(written(SignedMimeMessage.of(SESSION, octets, normalizing)))
                .endsWith("\r\nFrom: bob@example.com\r\n\r\nHello.\r\n");
        byte[] endsInCr = "From: bob@example.com\r\n\r\nHello.\r".getBytes(ISO_8859_1);
        assertThat(written(SignedMimeMessage.of(SESSION, endsInCr, normalizing)))
                .endsWith("\r\nFrom: bob@example.com\r\n\r\nHello.\r\n");
    }

    private static byte[] crlf(String text) {
        return text.replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    @Test
    void aMissingDateStaysMissing() throws Exception {
        SignedMimeMessage signed = SignedMimeMessage.of(SESSION, crlf("From: bob@example.com\n\nHello."), SIGNER);
        String before = written(signed);

        signed.setSentDate(Date.from(Instant.EPOCH));

        assertThat(written(signed)).isEqualTo(before);
        assertThat(signed.getSentDate()).isNull();
    }

    @Test
    void whatCannotBeWrittenIsJakartasException() throws Exception {
        MimeMessage message = SampleMail.PLAIN.in(SESSION);
        message.setDataHandler(new DataHandler(new Object(), "text/x-unknown"));
        assertThatThrownBy(() -> SignedMimeMessage.of(message, SIGNER)).isInstanceOf(MessagingException.class);
    }

    @Test
    void aMessageWithoutAnAuthorIsNotSigned() throws Exception {
        MimeMessage message = SampleMail.PLAIN.in(SESSION);
        message.removeHeader("From");
        assertThatThrownBy(() -> SignedMimeMessage.of(message, SIGNER)).isInstanceOf(DkimSigningException.class);
    }

    @Test
    void aHeaderOfAnySizeIsWrittenWhole() throws Exception {
        MimeMessage message = SampleMail.PLAIN.in(SESSION);
        String many = "a@example.net, ".repeat(100_000) + "z@example.net";
        message.setHeader("To", many);

        SignedMimeMessage signed = SignedMimeMessage.of(message, SIGNER);

        assertThat(signed.getHeader("To", null)).isEqualTo(many);
        assertThat(written(signed)).contains("To: " + many + "\r\n").endsWith("At noon.\r\n");
        assertThat(Message.of(written(signed).getBytes(ISO_8859_1)).problem()).isPresent();
    }

    private static String written(MimeMessage message) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toString(ISO_8859_1);
    }
}
