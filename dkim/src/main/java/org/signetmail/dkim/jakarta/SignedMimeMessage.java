package org.signetmail.dkim.jakarta;

import jakarta.activation.DataHandler;
import jakarta.mail.IllegalWriteException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimSigningException;

/**
 * A {@link MimeMessage} with DKIM signatures (RFC 6376 §5) that is sent as it was signed.
 *
 * <pre>{@code
 * Transport.send(SignedMimeMessage.of(message, signer));
 * }</pre>
 *
 * <p>Jakarta Mail saves a message again whenever it sends it, which changes its Message-ID at least, and with
 * {@code mail.smtp.allow8bitmime} the encoding of its body: whatever was signed before is another message then. This one
 * is saved and written once, signed, and from then on nothing but these octets: {@link #saveChanges} has nothing to save,
 * and what would change the message is refused with {@link IllegalWriteException}. Everything that reads a message works.
 *
 * <p>It remembers the blind recipients, for {@link #getAllRecipients}, but has no Bcc field to write. The envelope that
 * an {@code SMTPMessage} has of its own does not come along; {@code mail.smtp.from} and the like do. One setting spoils
 * any message, signed or not: with {@code mail.smtp.chunksize}, Angus Mail 2.0.5 doubles the dots at line starts.
 *
 * <p>Immutable but for its {@link #getFlags flags}; may be sent by several threads.
 */
@SuppressWarnings("exports") // Who uses this class has Jakarta Mail, and says so in his own module.
public final class SignedMimeMessage extends MimeMessage {

    private static final String BCC = "Bcc";

    private static final String MESSAGE_ID = "Message-ID";

    /** What an SMTP transport leaves out when it writes a message. No signature may cover these. */
    private static final String[] NOT_SENT = {BCC, "Content-Length"};

    private static final byte[] CRLF = {'\r', '\n'};

    private final byte[] octets;
    private final Message parsed;

    private SignedMimeMessage(Session session, byte[] octets, String @Nullable [] bcc) throws MessagingException {
        super(session, new SharedByteArrayInputStream(octets));
        this.octets = octets;
        this.parsed = Message.of(octets, LineEnds.AS_IS, MessageLimits.NONE);
        if (bcc != null) {
            for (String value : bcc) {
                headers.addHeader(BCC, value);
            }
        }
    }

    /**
     * Saves a message and signs it.
     *
     * @param message ready to be sent; is saved, as sending would do, but keeps the Message-ID that it has
     * @param signer signs it
     * @param others sign it too, in the order of their fields, all in one pass
     * @return the message to send
     * @throws MessagingException when the message cannot be saved or written; one that is read-only has to be copied first
     * @throws DkimSigningException when it cannot be signed
     */
    public static SignedMimeMessage of(MimeMessage message, DkimSigner signer, DkimSigner... others)
            throws MessagingException {
        return of(message, DkimSigners.of(signer, others));
    }

    /**
     * Saves a message and signs it.
     *
     * @param message ready to be sent; is saved, as sending would do, but keeps the Message-ID that it has
     * @param signers sign it
     * @return the message to send
     * @throws MessagingException when the message cannot be saved or written; one that is read-only has to be copied first
     * @throws DkimSigningException when it cannot be signed
     */
    public static SignedMimeMessage of(MimeMessage message, DkimSigners signers) throws MessagingException {
        save(message);
        // RFC 6376 §5.3: line ends as the transport will make them, before signing.
        Message unsigned = Message.of(written(message), LineEnds.NORMALIZE, MessageLimits.NONE);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(signers.sign(unsigned).octets());
        unsigned.writeTo(signed::write);
        return new SignedMimeMessage(message.getSession(), signed.toByteArray(), message.getHeader(BCC));
    }

    private static void save(MimeMessage message) throws MessagingException {
        String messageId = message.getMessageID();
        message.saveChanges();
        if (messageId != null) {
            message.setHeader(MESSAGE_ID, messageId);
        }
    }

    private static byte[] written(MimeMessage message) throws MessagingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            message.writeTo(out, NOT_SENT);
        } catch (IOException e) {
            throw new MessagingException("the message cannot be written", e);
        }
        return out.toByteArray();
    }

    /** Does nothing: the message is saved already, and all senders save it once more. */
    @Override
    public void saveChanges() {}

    /**
     * Writes the octets that were signed, with their signatures on top.
     *
     * @param out takes them
     * @param ignoreList names of header fields to leave out; leaving out a signed one breaks the signature
     * @throws IOException when the stream does
     */
    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignoreList) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        for (HeaderField field : parsed.fields()) {
            if (ignoreList == null || Arrays.stream(ignoreList).noneMatch(field::is)) {
                field.writeTo(header::write);
                header.writeBytes(CRLF);
            }
        }
        header.writeBytes(CRLF);
        header.writeTo(out);
        int bodyLength = parsed.bodyLength();
        out.write(octets, octets.length - bodyLength, bodyLength);
        out.flush();
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
        if (!Arrays.equals(getHeader(name), new @Nullable String[] {value})) {
            throw refusal();
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
        throw refusal();
    }

    /**
     * Refuses a further field.
     *
     * @param line name and value
     * @throws IllegalWriteException always
     */
    @Override
    public void addHeaderLine(String line) throws MessagingException {
        throw refusal();
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
            throw refusal();
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
        throw refusal();
    }

    private static IllegalWriteException refusal() {
        return new IllegalWriteException("the message is signed; what changes it breaks the signature");
    }
}
