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
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.LineEndPolicy;
import org.signetmail.dkim.SignatureHeader;

/**
 * A {@link MimeMessage} with DKIM signatures (RFC 6376 §5) that is sent as it was signed.
 *
 * <pre>{@code
 * Transport.send(SignedMimeMessage.of(message, signer));
 * }</pre>
 *
 * <p>Jakarta Mail saves a message again whenever it sends it, which changes its Message-ID at least, and with
 * {@code mail.smtp.allow8bitmime} the encoding of its body: whatever was signed before is another message then. This one
 * is written once, signed, and from then on nothing but these octets: {@link #saveChanges} has nothing to save, and what
 * would change the message is refused with {@link IllegalWriteException}. Everything that reads a message works.
 *
 * <p>A message that was read from a stream, as a relay's are, and whose content nobody has changed, is not saved: its
 * content is signed as it was read, and of its header what was read and what has been set since, so that the signatures
 * that it came with stay good. Whoever has its octets had better sign those, with {@link #of(Session, byte[], DkimSigners)}:
 * a message that Jakarta Mail reads with {@code mail.mime.allowutf8} loses header fields in other charsets than UTF-8.
 *
 * <p>It remembers the blind recipients, for {@link #getAllRecipients}, but sends no Bcc field. The envelope of its own that
 * an {@code SMTPMessage} of Angus Mail may have is in the settings of {@link #getSession()} then, which is another session with
 * the same settings and the same authenticator: so {@code Transport.send} and the transports of that session use it. For
 * other transports, Spring's among them, there is {@link SignedSmtpMessage}. One setting spoils any message, signed or not:
 * with {@code mail.smtp.chunksize}, Angus Mail 2.0.5 doubles the dots at line starts.
 *
 * <p>Immutable but for its {@link #getFlags flags}; may be sent by several threads.
 */
@SuppressWarnings("exports") // Who uses this class has Jakarta Mail, and says so in his own module.
public final class SignedMimeMessage extends MimeMessage {

    private final SignedOctets octets;

    private SignedMimeMessage(@Nullable Session session, SignedOctets octets) throws MessagingException {
        super(session, octets.stream());
        this.octets = octets;
        for (String value : octets.blind()) {
            headers.addHeader(MessageOctets.BCC, value);
        }
    }

    /**
     * Signs a message.
     *
     * @param message ready to be sent; is saved, as sending would do, but keeps the Message-ID that it has; not saved when
     *     it was read from a stream and its content is as it was
     * @param signer signs it
     * @param others sign it too, in the order of their fields, all in one pass
     * @return the message to send
     * @throws MessagingException when the message cannot be saved or written; one that is read-only and was changed has to be
     *     copied first. Also when one that was read from a stream has so many parts in one another (hundreds, in a small
     *     message) that it would take too long to see whether one was changed: its octets can be signed
     * @throws DkimSigningException when it cannot be signed
     */
    public static SignedMimeMessage of(MimeMessage message, DkimSigner signer, DkimSigner... others)
            throws MessagingException {
        return of(message, DkimSigners.of(signer, others));
    }

    /**
     * Signs a message.
     *
     * @param message ready to be sent; is saved, as sending would do, but keeps the Message-ID that it has; not saved when
     *     it was read from a stream and its content is as it was
     * @param signers sign it
     * @return the message to send
     * @throws MessagingException when the message cannot be saved or written; one that is read-only and was changed has to be
     *     copied first. Also when one that was read from a stream has so many parts in one another (hundreds, in a small
     *     message) that it would take too long to see whether one was changed: its octets can be signed
     * @throws DkimSigningException when it cannot be signed
     */
    public static SignedMimeMessage of(MimeMessage message, DkimSigners signers) throws MessagingException {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(signers, "signers");
        return new SignedMimeMessage(
                sessionOf(message),
                message instanceof SignedMimeMessage signed
                        ? signed.octets.signedBy(signers)
                        : SignedOctets.of(message, signers));
    }

    private static @Nullable Session sessionOf(MimeMessage message) {
        try {
            return SmtpEnvelope.sessionOf(message);
        } catch (LinkageError e) {
            // Without Angus Mail, no message has an envelope of its own.
            return message.getSession();
        }
    }

    /**
     * Signs the octets of a message: exactly these are sent, below the signatures.
     *
     * @param session of the message, as for any {@link MimeMessage}; may be null as there
     * @param octets the whole message, without SMTP's dot-stuffing; kept, not copied: the caller does not change them
     *     afterwards. What stands in a Bcc field gets the message and is not sent
     * @param signer signs it
     * @param others sign it too, in the order of their fields, all in one pass
     * @return the message to send
     * @throws MessagingException when Jakarta Mail cannot read it
     * @throws DkimSigningException when it cannot be signed; also for a lone CR or LF, unless the signers have another
     *     {@link LineEndPolicy}
     */
    public static SignedMimeMessage of(
            @Nullable Session session, byte[] octets, DkimSigner signer, DkimSigner... others)
            throws MessagingException {
        return of(session, octets, DkimSigners.of(signer, others));
    }

    /**
     * Signs the octets of a message: exactly these are sent, below the signatures.
     *
     * @param session of the message, as for any {@link MimeMessage}; may be null as there
     * @param octets the whole message, without SMTP's dot-stuffing; kept, not copied: the caller does not change them
     *     afterwards. What stands in a Bcc field gets the message and is not sent
     * @param signers sign it
     * @return the message to send
     * @throws MessagingException when Jakarta Mail cannot read it
     * @throws DkimSigningException when it cannot be signed; also for a lone CR or LF, unless the signers have another
     *     {@link LineEndPolicy}
     */
    public static SignedMimeMessage of(@Nullable Session session, byte[] octets, DkimSigners signers)
            throws MessagingException {
        Objects.requireNonNull(octets, "octets");
        Objects.requireNonNull(signers, "signers");
        return new SignedMimeMessage(session, SignedOctets.of(octets, signers));
    }

    /**
     * What the signatures may not survive, and what else a sender ought to know of the message.
     *
     * @return {@link SignatureHeader#findings} of the signatures that were made last
     */
    public List<Finding> findings() {
        return octets.findings();
    }

    SignedOctets octets() {
        return octets;
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
