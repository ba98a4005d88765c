package org.signetmail.reports.sending;

import java.time.Instant;
import java.util.Objects;
import org.signetmail.dkim.DkimSigner;

/**
 * The mail that carries an aggregate report (RFC 9990 §3.5.2): a text for people and the report in gzip, signed. The same report,
 * recipient, date and signer give the same octets, as far as the signer gives the same signature: one with a clock that stands, and
 * a key of RSA or Ed25519.
 *
 * <pre>{@code
 * byte[] mail = ReportMail.of(document, signer).to("dmarc@example.com", now);
 * }</pre>
 *
 * <p>Whoever sends it takes the submitter's address as MAIL FROM, or one below the same domain that nothing answers to; and TLS
 * where there is (§3.5). A mail that cannot be delivered is sent again as it is, a few times, or dropped. Immutable and
 * thread-safe.
 */
public final class ReportMail {

    private final AggregateDocument document;
    private final DkimSigner signer;
    private final byte[] gzip;

    private ReportMail(AggregateDocument document, DkimSigner signer) {
        this.document = document;
        this.signer = signer;
        this.gzip = document.gzip();
    }

    /**
     * The mail of a report.
     *
     * @param document the report
     * @param signer of the domain of the submitter's address, or of one above it
     * @return to be addressed
     * @throws IllegalArgumentException when the signature would not be aligned
     */
    public static ReportMail of(AggregateDocument document, DkimSigner signer) {
        MailText.requireAligned(document.submitter(), Objects.requireNonNull(signer, "signer"));
        return new ReportMail(document, signer);
    }

    /**
     * The mail to one recipient.
     *
     * @param address who gets it, as {@link ReportRecipients} has it
     * @param date when it is made
     * @return the signed message: ASCII, lines ended by CRLF
     * @throws IllegalArgumentException when the address is no plain one
     */
    public byte[] to(String address, Instant date) {
        AggregateKey key = document.key();
        ReportSubmitter submitter = document.submitter();
        String id = document.reportId();
        String name = document.fileName(true);
        // Folded as the RFC folds its example; what follows each fold is one word.
        String subject =
                document.subject().replace(" Submitter:", "\r\n Submitter:").replace(" Report-ID:", "\r\n Report-ID:");
        return new MailText(id)
                .head(submitter, MailText.requirePlain(address), date, subject, id, "multipart/mixed")
                .part()
                .field("Content-Type", "text/plain; charset=us-ascii")
                .line("")
                .line("This is a DMARC aggregate report (RFC 9990) of " + submitter.domain())
                .line("on mail that it received in the name of " + key.policyDomain() + ":")
                .line(messages(document.state().messages()) + " on " + key.day() + " (UTC).")
                .line("")
                .line("The domain asks for such reports in its DNS, by rua= at _dmarc." + key.policyDomain() + ".")
                .line("")
                .part()
                .field("Content-Type", "application/gzip;\r\n name=\"" + name + "\"")
                .field("Content-Disposition", "attachment;\r\n filename=\"" + name + "\"")
                .field("Content-Transfer-Encoding", "base64")
                .line("")
                .base64(gzip)
                .end()
                .signed(signer);
    }

    private static String messages(long count) {
        return count + (count == 1 ? " message" : " messages");
    }

    /**
     * The subject of the report.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return document.toString();
    }
}
