package org.signetmail.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.signetmail.core.internal.Ascii;

/**
 * What a mail server or a signer puts on top of a message: a header field that is read as a trace field (RFC 5321 §4.4),
 * as {@code Authentication-Results}, {@code Received-SPF} and {@code DKIM-Signature} are (RFC 8601 §4, RFC 7208 §9.1,
 * RFC 6376 §3.5). A later server's field stands above an earlier one's, so several are put on top one after the other,
 * the one that shall be the highest last.
 *
 * <p>Those who write their own need give {@link #toField} alone. Implementations of Signet are immutable and thread-safe.
 */
public interface TraceField {

    /** A field of its own for what would be a part of the one above. */
    private static String between() {
        return "X-Malformed: the message begins with white space\r\n";
    }

    /**
     * The field as it is sent, or several of them.
     *
     * @return the name, the value, folded, and the CRLF at the end; to be encoded as UTF-8 and as nothing else, which for
     *     fields without text beyond ASCII is ASCII
     */
    String toField();

    /**
     * The message with the field on top.
     *
     * @param message the octets of the message
     * @return a new array: the field in UTF-8, then the message as it is. A message that begins with white space would go on with
     *     the field (RFC 5322 §2.2.3), and say what it likes in its name: {@code X-Malformed} stands between the two then
     */
    default byte[] prependTo(byte[] message) {
        Objects.requireNonNull(message, "message");
        String text = toField();
        boolean continues = !text.isEmpty() && message.length > 0 && Ascii.isWsp(message[0]);
        byte[] field = (continues ? text + between() : text).getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[Math.addExact(field.length, message.length)];
        // The long one first: what is copied right behind its making the JIT does not set to zero before.
        System.arraycopy(message, 0, whole, field.length, message.length);
        System.arraycopy(field, 0, whole, 0, field.length);
        return whole;
    }

    /**
     * Writes the field alone, in UTF-8: the message is to follow, one that does not begin with white space, as it would go on with
     * the field; {@link #prependTo} sees to that.
     *
     * @param out where the message goes; neither flushed nor closed
     * @throws IOException when the stream does
     */
    default void writeTo(OutputStream out) throws IOException {
        out.write(toField().getBytes(StandardCharsets.UTF_8));
    }
}
