package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.signetmail.core.Finding;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.TraceField;
import org.signetmail.core.internal.Ascii;

/**
 * The DKIM-Signature fields that a signer made, to be put on top of the message (RFC 6376 §5.6). There are none for a message
 * that {@link NoSignerPolicy#PASS_THROUGH} lets go unsigned: then nothing is put there, and nothing is changed.
 *
 * <p>The signatures are about the octets that were signed, so these have to be sent, whichever way the fields get there:
 *
 * <ul>
 *   <li>{@link #prependTo} gives the whole message, and with {@link LineEndPolicy#NORMALIZE} fixes its line ends as the
 *       signer did.
 *   <li>Behind {@link #writeTo}, {@link #toField} and {@link #octets} the message follows as it was signed. With
 *       {@link LineEndPolicy#NORMALIZE} that is {@link Message#octets} of the message read with
 *       {@link org.signetmail.core.LineEnds#NORMALIZE}.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class SignatureHeader implements TraceField {

    /** How much of the fields a log shows. */
    private static final int SHOWN = 1000;

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
     * @return each at most once, with the number of the first line that it is about: {@code dkim-lone-line-end}
     *     with {@link LineEndPolicy#AS_IS} (RFC 6376 §5.3), {@code dkim-long-line} (RFC 5322 §2.1.1),
     *     {@code dkim-eight-bit-body} and {@code dkim-eight-bit-header} (RFC 6376 §5.3); or {@code dkim-no-signer}
     *     alone, for a message that goes unsigned. Lines are counted from 1 at the top of the message as it was signed, before
     *     these fields were put on it. More codes may come
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * The fields as they are sent, the first on top.
     *
     * @return all of {@link #fields} in ASCII, each with its final CRLF; empty when there is none
     */
    @Override
    public String toField() {
        return String.join("", fields);
    }

    /**
     * The octets to send before those of the message.
     *
     * @return a new array
     */
    public byte[] octets() {
        return toField().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Puts the fields on top of the message that was signed.
     *
     * @param message its octets, as they were given to the signer; of a message whose line ends were changed while it was
     *     read, {@link Message#octets}
     * @return the octets to send, a new array: the fields, then the message as it is; with {@link LineEndPolicy#NORMALIZE}
     *     every lone CR or LF of the message is a CRLF there, as that is what was signed
     */
    @Override
    public byte[] prependTo(byte[] message) {
        Objects.requireNonNull(message, "message");
        return TraceField.super.prependTo(
                lineEnds == LineEndPolicy.NORMALIZE
                        ? Message.of(message, LineEnds.NORMALIZE, MessageLimits.NONE)
                                .octets()
                        : message);
    }

    /**
     * The fields on one line, for a log; {@link #toField} is what is sent.
     *
     * @return printing ASCII; empty when there is none
     */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(" ");
        fields.forEach(field -> line.add(field.replace("\r\n", "")));
        return Ascii.printable(line.toString(), SHOWN);
    }
}
