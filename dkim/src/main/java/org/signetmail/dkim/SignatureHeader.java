package org.signetmail.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.Message;

/**
 * The DKIM-Signature fields that a signer made, to be put on top of the message (RFC 6376 §5.6).
 *
 * <p>Immutable and thread-safe.
 */
public final class SignatureHeader {

    private final List<String> fields;
    private final LineEndPolicy lineEnds;
    private final List<Finding> findings;

    SignatureHeader(List<String> fields, LineEndPolicy lineEnds, List<Finding> findings) {
        this.fields = List.copyOf(fields);
        this.lineEnds = lineEnds;
        this.findings = List.copyOf(findings);
    }

    /**
     * The fields, in the order in which they stand.
     *
     * @return each in ASCII, folded, with its final CRLF
     */
    public List<String> fields() {
        return fields;
    }

    /**
     * What the signatures may not survive, and what else a sender ought to know of the message.
     *
     * @return each at most once, with the number of the first line that it is about: {@code dkim-long-line} (RFC 5322
     *     §2.1.1), {@code dkim-eight-bit-body} and {@code dkim-eight-bit-header} (RFC 6376 §5.3); or {@code dkim-no-signer}
     *     alone, for a message that goes unsigned. Lines are counted from 1 at the top of the message as it was signed, before
     *     these fields were put on it. More codes may come
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * The octets to send before those of the message.
     *
     * @return a new array
     */
    public byte[] octets() {
        return String.join("", fields).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Puts the fields on top of the message that was signed.
     *
     * @param message its octets
     * @return the octets to send; with {@link LineEndPolicy#NORMALIZE} every lone CR or LF of the message is a CRLF there
     */
    public byte[] prependTo(byte[] message) {
        byte[] header = octets();
        if (lineEnds != LineEndPolicy.NORMALIZE) {
            byte[] signed = Arrays.copyOf(header, header.length + message.length);
            System.arraycopy(message, 0, signed, header.length, message.length);
            return signed;
        }
        ByteArrayOutputStream signed = new ByteArrayOutputStream(header.length + message.length);
        signed.write(header, 0, header.length);
        DkimSigners.fixed(Message.of(message)).writeTo(signed::write);
        return signed.toByteArray();
    }

    /** The fields as they are sent. */
    @Override
    public String toString() {
        return String.join("", fields);
    }
}
