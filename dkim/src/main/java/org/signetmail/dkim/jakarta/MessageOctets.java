package org.signetmail.dkim.jakarta;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

/** What a message is, in octets, before anybody signs it: saved and written once. */
final class MessageOctets {

    static final String BCC = "Bcc";

    private static final String MESSAGE_ID = "Message-ID";

    /** What an SMTP transport leaves out when it writes a message. No signature may cover these. */
    private static final String[] NOT_SENT = {BCC, "Content-Length"};

    /** Of a message as it was read: the length of its content is what it was, too, and its author may have signed it. */
    private static final String[] NOT_SENT_OF_READ = {BCC};

    private MessageOctets() {}

    static Octets of(MimeMessage message) throws MessagingException {
        if (ParsedContent.isUnchangedIn(message)) {
            // Saving would set MIME-Version and Message-ID, and may write the parts in another way than they were.
            return written(message, NOT_SENT_OF_READ);
        }
        save(message);
        return written(message, NOT_SENT);
    }

    private static void save(MimeMessage message) throws MessagingException {
        String messageId = message.getMessageID();
        message.saveChanges();
        if (messageId != null) {
            message.setHeader(MESSAGE_ID, messageId);
        }
    }

    // RFC 6376 §5.3: line ends as the transport will make them, before signing.
    private static Octets written(MimeMessage message, String[] notSent) throws MessagingException {
        OctetCollector out = new OctetCollector();
        try {
            message.writeTo(out, notSent);
        } catch (IOException e) {
            throw new MessagingException("the message cannot be written", e);
        }
        return out.octets();
    }
}
