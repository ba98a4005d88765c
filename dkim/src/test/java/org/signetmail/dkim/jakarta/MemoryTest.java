package org.signetmail.dkim.jakarta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.File;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.TestKeys;

/** A large message is in memory once: it is signed and written by a Java with less heap than two of it need. */
class MemoryTest {

    private static final int ATTACHMENT = 25 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        // The message that is signed has 34.2 MB.
        "BUILT, 64",
        "OCTETS, 64",
        // What was read from a stream is there before, and its octets are kept once more.
        "READ, 104",
    })
    void oneCopyIsEnough(String from, int megabytes) throws Exception {
        Path output = folder.resolve("output.txt");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Signing.class.getName(),
                        from,
                        folder.resolve("attachment.bin").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(java.waitFor(100, TimeUnit.SECONDS)).isTrue();
        } finally {
            java.destroyForcibly();
        }
        assertThat(Files.readString(output, ISO_8859_1).lines())
                .singleElement()
                .asString()
                .matches("\\d+");
        assertThat(Long.parseLong(Files.readString(output, ISO_8859_1).strip())).isGreaterThan(ATTACHMENT * 4L / 3);
    }

    /** Signs a message with an attachment and writes it. */
    static final class Signing {

        private Signing() {}

        public static void main(String[] args) throws Exception {
            DkimSigner signer = DkimSigner.builder(
                            "example.com",
                            "ed",
                            SigningKey.of(TestKeys.ed25519().privateKey()))
                    .build();
            Session session = null;
            SignedMimeMessage signed = switch (args[0]) {
                case "BUILT" -> SignedMimeMessage.of(built(new File(args[1])), signer);
                case "OCTETS" -> SignedMimeMessage.of(session, octets(), signer);
                default ->
                    SignedMimeMessage.of(new MimeMessage(session, new SharedByteArrayInputStream(octets())), signer);
            };
            Counter written = new Counter();
            signed.writeTo(written);
            System.out.println(written.octets);
        }

        private static MimeMessage built(File file) throws Exception {
            try (RandomAccessFile attachment = new RandomAccessFile(file, "rw")) {
                attachment.setLength(ATTACHMENT);
            }
            MimeMessage message = new MimeMessage((Session) null);
            message.setFrom("bob@example.com");
            message.setRecipients(RecipientType.TO, "alice@example.net");
            MimeBodyPart part = new MimeBodyPart();
            part.attachFile(file);
            message.setContent(new MimeMultipart(part));
            return message;
        }

        private static byte[] octets() {
            byte[] head = """
                    From: bob@example.com
                    Content-Type: multipart/mixed; boundary=b

                    --b
                    Content-Transfer-Encoding: base64

                    """.replace("\n", "\r\n").getBytes(ISO_8859_1);
            byte[] octets = Arrays.copyOf(head, 34 << 20);
            for (int i = head.length; i < octets.length; i++) {
                int column = (i - head.length) % 78;
                octets[i] = (byte) (column == 76 ? '\r' : column == 77 ? '\n' : 'A');
            }
            octets[octets.length - 2] = '\r';
            octets[octets.length - 1] = '\n';
            octets[octets.length - 3] = 'A';
            return octets;
        }
    }

    private static final class Counter extends OutputStream {

        private long octets;

        @Override
        public void write(int octet) {
            octets++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            octets += length;
        }
    }
}
