package org.signetmail.reports.sending;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.DkimSigner;

/** A mail in the making: fields and parts in ASCII, but for octets that are handed in, lines ended by CRLF. The same calls make the same octets. Not thread-safe. */
final class MailText {

    /** RFC 2045 §6.8. */
    private static final int BASE64_LINE = 76;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final String boundary;

    /** The seed is what tells the mail from others: the boundary is made of it, and no line of text or Base64 begins so. */
    MailText(String seed) {
        this.boundary = "=_" + HexFormat.of().formatHex(MessageIds.sha256(seed), 0, 16);
    }

    MailText line(String text) {
        out.writeBytes((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    MailText lines(List<String> texts) {
        texts.forEach(this::line);
        return this;
    }

    MailText field(String name, String value) {
        return line(name + ": " + value);
    }

    /** The fields that both kinds of report mails have; RFC 3834 §5 has answering machines leave them alone. */
    MailText head(ReportSubmitter submitter, String to, Instant date, String subject, String messageId, String type) {
        field("From", submitter.email());
        field("To", to);
        field("Date", date(date));
        field("Subject", subject);
        field("Message-ID", "<" + messageId + ">");
        field("Auto-Submitted", "auto-generated");
        field("MIME-Version", "1.0");
        return field("Content-Type", type + ";\r\n boundary=\"" + boundary + "\"")
                .line("");
    }

    /** RFC 5322 §3.3. */
    static String date(Instant time) {
        String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
        return text.substring(0, text.length() - "GMT".length()) + "+0000";
    }

    /** Begins a part; its fields come next, then an empty line. */
    MailText part() {
        return line("--" + boundary);
    }

    MailText end() {
        return line("--" + boundary + "--");
    }

    /** As they are: lines ended by CRLF. */
    MailText octets(byte[] octets) {
        out.writeBytes(octets);
        return this;
    }

    MailText base64(byte[] octets) {
        out.writeBytes(
                Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\r', '\n'}).encode(octets));
        return line("");
    }

    /** RFC 9990 §3.5.2: the mail MUST pass DMARC itself, which a signature of an aligned domain is for. */
    byte[] signed(DkimSigner signer) {
        byte[] octets = out.toByteArray();
        return signer.sign(Message.of(octets)).prependTo(octets);
    }

    /** What a signer of another domain signs passes nowhere. */
    static void requireAligned(ReportSubmitter submitter, DkimSigner signer) {
        DomainName from = MailAddresses.domain(submitter.email());
        if (!from.isEqualOrBelow(signer.domain())) {
            throw new IllegalArgumentException("a signature of " + signer.domain() + " is not aligned with "
                    + submitter.email() + ", so the mail would not pass DMARC");
        }
    }

    static String requirePlain(String address) {
        if (!MailAddresses.isPlain(address)) {
            throw new IllegalArgumentException("not a plain mail address: " + Ascii.printable(address, 100));
        }
        return address;
    }
}
