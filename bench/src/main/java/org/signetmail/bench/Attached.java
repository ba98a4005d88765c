package org.signetmail.bench;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dkim.jakarta.SignedMimeMessage;

/** A mail with a file attached is signed and written; {@link Memory} runs this in a Java of its own with a small heap. */
final class Attached {

    private Attached() {}

    /**
     * Signs and writes. Ends by an error when the heap is too small.
     *
     * @param args the length of the file in megabytes
     * @throws Exception when the work went wrong
     */
    public static void main(String[] args) throws Exception {
        Path file = Files.createTempFile("attached", ".bin");
        try {
            try (RandomAccessFile octets = new RandomAccessFile(file.toFile(), "rw")) {
                octets.setLength((long) Integer.parseInt(args[0]) * Mail.MB);
            }
            MimeBodyPart part = new MimeBodyPart();
            part.attachFile(file.toFile());
            MimeMessage message = new MimeMessage((Session) null);
            message.setFrom("bob@" + Mail.DOMAIN);
            message.setRecipients(RecipientType.TO, "alice@example.org");
            message.setContent(new MimeMultipart(part));
            SignedMimeMessage.of(
                            message,
                            Mail.signer(Mail.DOMAIN, SigningKey.of(Mail.RSA.privateKey()), Canonicalization.RELAXED)
                                    .build())
                    .writeTo(OutputStream.nullOutputStream());
        } finally {
            Files.delete(file);
        }
    }
}
