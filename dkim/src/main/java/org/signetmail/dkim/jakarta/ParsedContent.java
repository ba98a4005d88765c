package org.signetmail.dkim.jakarta;

import jakarta.activation.DataSource;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.MultipartDataSource;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the content of a message is still what was read from a stream. Jakarta Mail tells nobody: it keeps what was read
 * beside what has been made of it since, and only {@code saveChanges} brings the two together, which writes all of it anew.
 */
final class ParsedContent {

    /** So many octets may be compared in any message, and so many times its own length in a large one. */
    private static final long COMPARED_OCTETS = 4L << 20;

    private static final int COMPARED_TIMES = 16;

    private static final int BUFFER = 8 << 10;

    private final Deque<Pair> open = new ArrayDeque<>();
    private long budget;

    /** A part as it is now, and the same part as it was read. */
    private record Pair(MimePart now, MimePart then) {}

    /** A message with the header of another one, and the content that the other one was read with. */
    private static final class Original extends MimeMessage {

        private final MimeMessage message;

        Original(MimeMessage message) throws MessagingException {
            super(message.getSession());
            this.message = message;
            for (String line : Collections.list(message.getNonMatchingHeaderLines(null))) {
                headers.addHeaderLine(line);
            }
        }

        @Override
        protected InputStream getContentStream() throws MessagingException {
            return message.getRawInputStream();
        }
    }

    private ParsedContent(MimeMessage message) throws MessagingException {
        this.budget = COMPARED_OCTETS + COMPARED_TIMES * (long) Math.max(0, message.getSize());
        open.add(new Pair(message, new Original(message)));
    }

    /**
     * Whether the content of a message is what it was read with.
     *
     * @throws MessagingException when its parts are so deep in one another that finding out would take too long
     */
    static boolean isUnchangedIn(MimeMessage message) throws MessagingException {
        if (!isItsOwn(message) || !hasBeenRead(message)) {
            return false;
        }
        ParsedContent content = new ParsedContent(message);
        while (!content.open.isEmpty()) {
            if (content.isChanged(content.open.remove())) {
                return false;
            }
        }
        return true;
    }

    /** A new message without any content yet looks as if it had one of its own. */
    private static boolean hasBeenRead(MimeMessage message) throws MessagingException {
        try (InputStream raw = raw(message)) {
            return raw != null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean isChanged(Pair pair) throws MessagingException {
        if (isOfAProvider(pair.now)) {
            return false;
        }
        Object now = composite(pair.now);
        Object then = composite(pair.then);
        if (now instanceof MimeMultipart parts && then instanceof MimeMultipart others) {
            return arePartsChanged(parts, others);
        }
        if (now instanceof MimeMessage message && then instanceof MimeMessage other) {
            return isPartChanged(message, other);
        }
        // Everything else is made anew whenever it is looked at.
        return now != null && then == null;
    }

    /** Whether the content of a part is its own stream. */
    private static boolean isItsOwn(MimePart part) throws MessagingException {
        DataSource source = part.getDataHandler().getDataSource();
        return source instanceof MimePartDataSource own
                && own.getMessageContext().getPart() == part;
    }

    /** An IMAP folder's multipart: it comes in pieces from the server, and nobody can change them. */
    private static boolean isOfAProvider(MimePart part) throws MessagingException {
        return part.getDataHandler().getDataSource() instanceof MultipartDataSource;
    }

    /** What Jakarta Mail keeps when it was looked at, so that it may have been changed; null for everything else. */
    private static @Nullable Object composite(MimePart part) throws MessagingException {
        if (!part.isMimeType("multipart/*") && !part.isMimeType("message/*")) {
            return null;
        }
        try {
            Object content = part.getContent();
            if (content instanceof Multipart parts) {
                // A multipart is read when it is asked something.
                parts.getCount();
            }
            return content;
        } catch (IOException | MessagingException e) {
            // What cannot be read cannot have been changed.
            return null;
        }
    }

    private boolean arePartsChanged(MimeMultipart now, MimeMultipart then) throws MessagingException {
        if (now.getCount() != then.getCount() || !Objects.equals(now.getPreamble(), then.getPreamble())) {
            return true;
        }
        for (int i = 0; i < then.getCount(); i++) {
            BodyPart part = now.getBodyPart(i);
            BodyPart other = then.getBodyPart(i);
            if (!(part instanceof MimeBodyPart ours && other instanceof MimeBodyPart theirs)
                    || isPartChanged(ours, theirs)) {
                return true;
            }
        }
        return false;
    }

    /** Compares what is written of a part; what was made of its content since is compared later. */
    private boolean isPartChanged(MimePart now, MimePart then) throws MessagingException {
        if (!isItsOwn(now) || !haveSameHeader(now, then)) {
            return true;
        }
        open.add(new Pair(now, then));
        try (InputStream ours = raw(now);
                InputStream theirs = raw(then)) {
            if (ours == null || theirs == null) {
                return ours != theirs;
            }
            return !haveSameOctets(ours, theirs);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static boolean haveSameHeader(MimePart now, MimePart then) throws MessagingException {
        Enumeration<String> ours = now.getNonMatchingHeaderLines(null);
        Enumeration<String> theirs = then.getNonMatchingHeaderLines(null);
        return Collections.list(ours).equals(Collections.list(theirs));
    }

    private static @Nullable InputStream raw(MimePart part) {
        try {
            return part instanceof MimeMessage message
                    ? message.getRawInputStream()
                    : ((MimeBodyPart) part).getRawInputStream();
        } catch (MessagingException e) {
            // It never had any.
            return null;
        }
    }

    private static MessagingException unreadable(IOException cause) {
        return new MessagingException("the message cannot be read", cause);
    }

    private boolean haveSameOctets(InputStream ours, InputStream theirs) throws IOException, MessagingException {
        byte[] buffer = new byte[BUFFER];
        byte[] other = new byte[BUFFER];
        int length;
        do {
            length = ours.readNBytes(buffer, 0, BUFFER);
            if (theirs.readNBytes(other, 0, BUFFER) != length || !Arrays.equals(buffer, 0, length, other, 0, length)) {
                return false;
            }
            budget -= length;
            if (budget < 0) {
                throw new MessagingException(
                        "the parts of the message are so deep in one another that it would take too"
                                + " long to see whether one of them was changed; hand over the octets of the message:"
                                + " SignedMimeMessage.of(session, octets, signers)");
            }
        } while (length == BUFFER);
        return true;
    }
}
