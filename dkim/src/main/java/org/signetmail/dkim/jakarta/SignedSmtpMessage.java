package org.signetmail.dkim.jakarta;

import jakarta.activation.DataHandler;
import jakarta.mail.IllegalWriteException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.LineEndPolicy;
import org.signetmail.dkim.SignatureHeader;

/**
 * A {@link SignedMimeMessage} with an envelope of its own (RFC 5321 §4.1.1.2): the sender that bounces go to, what to notify
 * him of, and the other options of Angus Mail's {@link SMTPMessage}. Every SMTP transport of Angus Mail uses them, those that
 * Spring and others bring along too.
 *
 * <pre>{@code
 * SignedSmtpMessage signed = SignedSmtpMessage.of(message, signers);
 * signed.setEnvelopeFrom("bounces+4711@example.com");
 * mailSender.send(signed);
 * }</pre>
 *
 * <p>What is signed, what is sent, and what cannot be changed are those of {@link SignedMimeMessage}; the envelope is no part
 * of what is signed, and may be set. Needs Angus Mail, which nothing else here does.
 *
 * <p>Not thread-safe while its envelope or its {@link #getFlags flags} are being set; may be sent by several threads otherwise.
 */
@SuppressWarnings("exports") // Who uses this class has Jakarta Mail and Angus Mail, and says so in his own module.
public final class SignedSmtpMessage extends SMTPMessage {

    private final SignedOctets octets;

    private SignedSmtpMessage(@Nullable Session session, SignedOctets octets) throws MessagingException {
        super(session, octets.stream());
        this.octets = octets;
        for (String value : octets.blind()) {
            headers.addHeader(MessageOctets.BCC, value);
        }
    }

    /**
     * Signs a message as {@link SignedMimeMessage#of(MimeMessage, DkimSigner, DkimSigner...)} does, and keeps the envelope of
     * an {@link SMTPMessage}.
     *
     * @param message ready to be sent
     * @param signer signs it
     * @param others sign it too, in the order of their fields, all in one pass
     * @return the message to send
     * @throws MessagingException when the message cannot be saved or written
     * @throws DkimSigningException when it cannot be signed
     */
    public static SignedSmtpMessage of(MimeMessage message, DkimSigner signer, DkimSigner... others)
            throws MessagingException {
        return of(message, DkimSigners.of(signer, others));
    }

    /**
     * Signs a message as {@link SignedMimeMessage#of(MimeMessage, DkimSigners)} does, and keeps the envelope of an
     * {@link SMTPMessage}.
     *
     * @param message ready to be sent
     * @param signers sign it
     * @return the message to send
     * @throws MessagingException when the message cannot be saved or written
     * @throws DkimSigningException when it cannot be signed
     */
    public static SignedSmtpMessage of(MimeMessage message, DkimSigners signers) throws MessagingException {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(signers, "signers");
        SignedSmtpMessage signed = new SignedSmtpMessage(message.getSession(), octetsOf(message, signers));
        if (message instanceof SMTPMessage smtp) {
            SmtpEnvelope.copy(smtp, signed);
        }
        return signed;
    }

    private static SignedOctets octetsOf(MimeMessage message, DkimSigners signers) throws MessagingException {
        if (message instanceof SignedMimeMessage signed) {
            return signed.octets().signedBy(signers);
        }
        if (message instanceof SignedSmtpMessage signed) {
            return signed.octets.signedBy(signers);
        }
        return SignedOctets.of(message, signers);
    }

    /**
     * Signs the octets of a message, as {@link SignedMimeMessage#of(Session, byte[], DkimSigner, DkimSigner...)} does.
     *
     * @param session of the message, as for any {@link MimeMessage}; may be null as there
     * @param octets the whole message, without SMTP's dot-stuffing; kept, not copied: the caller does not change them
     *     afterwards. What stands in a Bcc field gets the message and is not sent
     * @param signer signs it
     * @param others sign it too, in the order of their fields, all in one pass
     * @return the message to send, with no envelope yet
     * @throws MessagingException when Jakarta Mail cannot read it
     * @throws DkimSigningException when it cannot be signed; also for a lone CR or LF, unless the signers have another
     *     {@link LineEndPolicy}
     */
    public static SignedSmtpMessage of(
            @Nullable Session session, byte[] octets, DkimSigner signer, DkimSigner... others)
            throws MessagingException {
        return of(session, octets, DkimSigners.of(signer, others));
    }

    /**
     * Signs the octets of a message, as {@link SignedMimeMessage#of(Session, byte[], DkimSigners)} does.
     *
     * @param session of the message, as for any {@link MimeMessage}; may be null as there
     * @param octets the whole message, without SMTP's dot-stuffing; kept, not copied: the caller does not change them
     *     afterwards. What stands in a Bcc field gets the message and is not sent
     * @param signers sign it
     * @return the message to send, with no envelope yet
     * @throws MessagingException when Jakarta Mail cannot read it
     * @throws DkimSigningException when it cannot be signed; also for a lone CR or LF, unless the signers have another
     *     {@link LineEndPolicy}
     */
    public static SignedSmtpMessage of(@Nullable Session session, byte[] octets, DkimSigners signers)
            throws MessagingException {
        Objects.requireNonNull(octets, "octets");
        Objects.requireNonNull(signers, "signers");
        return new SignedSmtpMessage(session, SignedOctets.of(octets, signers));
    }

    /**
     * What the signatures may not survive, and what else a sender ought to know of the message.
     *
     * @return {@link SignatureHeader#findings} of the signatures that were made last
     */
    public List<Finding> findings() {
        return octets.findings();
    }

    /** Does nothing: the message is saved already, and all senders save it once more. */
    @Override
    public void saveChanges() {}

    /**
     * Writes the octets that were signed, with their signatures on top.
     *
     * @param out takes them
     * @param ignoreList names of header fields to leave out; leaving out a signed one breaks the signature. Content-Length
     *     is written all the same: transports leave it out because they may have changed the content, which cannot be here
     * @throws IOException when the stream does
     */
    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignoreList) throws IOException {
        octets.writeTo(out, ignoreList);
    }

    /**
     * What the message contains, made anew: who changes it changes nothing here.
     *
     * @return a new object for each call
     * @throws IOException when the content cannot be decoded
     * @throws MessagingException when it is no content of its type
     */
    @Override
    public Object getContent() throws IOException, MessagingException {
        return getDataHandler().getContent();
    }

    // All that changes a message comes down to one of the five below.

    /**
     * Accepts the value that the field has, which is how Spring keeps a Message-ID.
     *
     * @param name of a field
     * @param value its value
     * @throws IllegalWriteException when it is another value
     */
    @Override
    public void setHeader(String name, @Nullable String value) throws MessagingException {
        if (!Frozen.isValueOf(getHeader(name), value)) {
            throw Frozen.refusal();
        }
    }

    /**
     * Refuses a further field.
     *
     * @param name of a field
     * @param value its value
     * @throws IllegalWriteException always
     */
    @Override
    public void addHeader(String name, @Nullable String value) throws MessagingException {
        throw Frozen.refusal();
    }

    /**
     * Refuses a further field.
     *
     * @param line name and value
     * @throws IllegalWriteException always
     */
    @Override
    public void addHeaderLine(String line) throws MessagingException {
        throw Frozen.refusal();
    }

    /**
     * Accepts that a field is not there.
     *
     * @param name of a field
     * @throws IllegalWriteException when there is one
     */
    @Override
    public void removeHeader(String name) throws MessagingException {
        if (getHeader(name) != null) {
            throw Frozen.refusal();
        }
    }

    /**
     * Accepts a date for a message that has none, and leaves it without: Spring sets one on whatever it sends, and to add it
     * may break the signature of the message's author. A server on the way will add one (RFC 6409 §8.2).
     *
     * @param date when it is sent
     * @throws IllegalWriteException when the message has a date
     */
    @Override
    public void setSentDate(@Nullable Date date) throws MessagingException {
        if (date == null || getHeader(Frozen.DATE) != null) {
            super.setSentDate(date);
        }
    }

    /**
     * Refuses another content. A transport that tries, to send 8bit what was quoted-printable, goes on without.
     *
     * @param handler holds a content
     * @throws IllegalWriteException always
     */
    @Override
    public synchronized void setDataHandler(@Nullable DataHandler handler) throws MessagingException {
        throw Frozen.refusal();
    }
}
