package org.signetmail.core;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.internal.EightOctets;

/**
 * A message as octets (RFC 5322 §2.1): header fields, and a body behind the first empty line.
 *
 * <p>Any octets are a message. Lines end with CRLF and with nothing else; white space at the start of a line continues
 * the field above; what is no field is kept as a malformed one. The array is kept, not copied: the caller does not
 * change it afterwards. Immutable and thread-safe then.
 *
 * <p>This is no {@code jakarta.mail.Message}: that one is a tree of parts which is written anew whenever it is sent, so that
 * its octets, which alone a signature is about, are known only afterwards. Where both are imported, write
 * {@code jakarta.mail.internet.MimeMessage} for theirs; {@code org.signetmail.dkim.jakarta.SignedMimeMessage} leads from
 * there to here.
 */
public final class Message {

    /** As many header fields as most messages have, or more. */
    private static final int USUAL_FIELDS = 32;

    /** As many octets as most header sections have. */
    private static final int USUAL_HEAD = 8 << 10;

    /** Of {@link #shortened}: the whole field goes, its CRLF included. */
    static final int NOTHING = -2;

    private static final long CRS = EightOctets.all('\r');

    private final byte[] octets;
    private final List<HeaderField> fields;
    private final int bodyStart;
    private final boolean headerComplete;
    private final @Nullable MessageProblem problem;

    private Message(byte[] octets, MessageLimits limits, @Nullable MessageProblem knownProblem) {
        this.octets = octets;
        List<HeaderField> found = new ArrayList<>(USUAL_FIELDS);
        MessageProblem problem = knownProblem;
        int pos = 0;
        int body = octets.length;
        // Of octets that were cut off, the header is whole only if its end is among them.
        boolean complete = knownProblem == null;
        while (pos < octets.length) {
            int lineEnd = endOfLine(octets, pos);
            if (lineEnd == pos) {
                body = pos + 2;
                complete = true;
                break;
            }
            int fieldEnd = lineEnd;
            int next = Math.min(octets.length, lineEnd + 2);
            while (next < octets.length && (octets[next] == ' ' || octets[next] == '\t')) {
                fieldEnd = endOfLine(octets, next);
                next = Math.min(octets.length, fieldEnd + 2);
            }
            MessageProblem over = overLimit(limits, found.size() + 1, fieldEnd - pos, fieldEnd);
            if (over != null) {
                problem = problem == null ? over : problem;
                complete = false;
                body = pos;
                break;
            }
            found.add(new HeaderField(octets, pos, fieldEnd));
            pos = next;
        }
        this.fields = Collections.unmodifiableList(found);
        this.bodyStart = body;
        this.headerComplete = complete;
        this.problem = problem;
    }

    /** A message without some of the fields of another one. */
    private Message(byte[] octets, List<HeaderField> fields, int bodyStart, Message whole) {
        this.octets = octets;
        this.fields = List.copyOf(fields);
        this.bodyStart = bodyStart;
        this.headerComplete = whole.headerComplete;
        this.problem = whole.problem;
    }

    /**
     * Takes a message as it came over the network, within the default limits.
     *
     * @param octets the whole message, without SMTP's dot-stuffing
     * @return the message
     */
    public static Message of(byte[] octets) {
        return of(octets, LineEnds.AS_IS, MessageLimits.DEFAULT);
    }

    /**
     * Takes a message.
     *
     * @param octets the whole message, without SMTP's dot-stuffing
     * @param lineEnds what to do with CR and LF that stand alone
     * @param limits how much of it to take; {@link MessageLimits#messageOctets} does not count here, as the octets are in
     *     memory already
     * @return the message
     */
    public static Message of(byte[] octets, LineEnds lineEnds, MessageLimits limits) {
        Objects.requireNonNull(octets, "octets");
        Objects.requireNonNull(limits, "limits");
        return new Message(Objects.requireNonNull(lineEnds, "lineEnds").apply(octets), limits, null);
    }

    /**
     * Reads a message to the end of a stream.
     *
     * @param in read to its end, or to one octet over the limit; not closed
     * @param lineEnds what to do with CR and LF that stand alone
     * @param limits how much of the message to take
     * @return the message; over the limit its first {@link MessageLimits#messageOctets} octets, with
     *     {@link MessageProblem#MESSAGE_TOO_LARGE}
     * @throws IOException when the stream does
     */
    public static Message read(InputStream in, LineEnds lineEnds, MessageLimits limits) throws IOException {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(lineEnds, "lineEnds");
        int max = Objects.requireNonNull(limits, "limits").messageOctets();
        byte[] octets = in.readNBytes(max == Integer.MAX_VALUE ? max : max + 1);
        if (octets.length <= max) {
            return new Message(lineEnds.apply(octets), limits, null);
        }
        byte[] kept = Arrays.copyOf(octets, max);
        return new Message(lineEnds.apply(kept), limits, MessageProblem.MESSAGE_TOO_LARGE);
    }

    /**
     * Reads the header section of a message within the default limits and leaves the stream at the body; see
     * {@link #readHead(InputStream, MessageLimits)}.
     *
     * @param in read to the end of the empty line behind the header section; not closed
     * @return the head
     * @throws IOException when the stream does
     */
    public static Message readHead(InputStream in) throws IOException {
        return readHead(in, MessageLimits.DEFAULT);
    }

    /**
     * Reads the header section of a message and leaves the stream at the body, for those who stream it. Lines end with CRLF
     * alone. The stream is read octet by octet, so it ought to be a buffered one.
     *
     * @param in read to the end of the empty line behind the header section, or to its own end; not closed
     * @param limits how much of the header section to take
     * @return a message without a body; with {@link MessageProblem#HEADER_TOO_LARGE} when the empty line did not come within
     *     {@link MessageLimits#headerOctets}, and then the stream stands somewhere in the header section
     * @throws IOException when the stream does
     */
    public static Message readHead(InputStream in, MessageLimits limits) throws IOException {
        Objects.requireNonNull(in, "in");
        // The last field's CRLF and the empty line do not count.
        long max = Objects.requireNonNull(limits, "limits").headerOctets() + 4L;
        ByteArrayOutputStream head = new ByteArrayOutputStream(USUAL_HEAD);
        int lineLength = 0;
        int last = -1;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            head.write(octet);
            lineLength++;
            if (last == '\r' && octet == '\n') {
                if (lineLength == 2) {
                    return new Message(head.toByteArray(), limits, null);
                }
                lineLength = 0;
            } else if (head.size() >= max) {
                return new Message(head.toByteArray(), limits, MessageProblem.HEADER_TOO_LARGE);
            }
            last = octet;
        }
        return new Message(head.toByteArray(), limits, null);
    }

    /** The index of the CRLF that ends the line at {@code from}, or of the end of the octets. */
    private static int endOfLine(byte[] octets, int from) {
        int i = from;
        while (true) {
            i = firstCr(octets, i);
            if (i >= octets.length - 1) {
                return octets.length;
            }
            if (octets[i + 1] == '\n') {
                return i;
            }
            i++;
        }
    }

    /** The index of the first CR, or of the end of the octets. */
    private static int firstCr(byte[] octets, int from) {
        int i = from;
        for (; i <= octets.length - 8; i += 8) {
            long found = EightOctets.anyZero(EightOctets.get(octets, i) ^ CRS);
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / 8;
            }
        }
        while (i < octets.length && octets[i] != '\r') {
            i++;
        }
        return i;
    }

    private static @Nullable MessageProblem overLimit(MessageLimits limits, int fields, int length, int headerLength) {
        if (fields > limits.fields()) {
            return MessageProblem.TOO_MANY_FIELDS;
        }
        if (length > limits.fieldOctets()) {
            return MessageProblem.FIELD_TOO_LARGE;
        }
        return headerLength > limits.headerOctets() ? MessageProblem.HEADER_TOO_LARGE : null;
    }

    /**
     * The header fields from top to bottom, malformed ones included.
     *
     * @return an immutable list; when a limit of the header section was hit, the fields before that place
     */
    public List<HeaderField> fields() {
        return fields;
    }

    /**
     * The header fields of one name from top to bottom.
     *
     * @param name a field name in any letter case
     * @return an immutable list
     */
    public List<HeaderField> fields(String name) {
        Objects.requireNonNull(name, "name");
        List<HeaderField> named = new ArrayList<>();
        for (HeaderField field : fields) {
            if (field.is(name)) {
                named.add(field);
            }
        }
        return List.copyOf(named);
    }

    /**
     * The same message without some of its header fields.
     *
     * @param removed fields of this very message: others that look the same do not count
     * @return a message of its own octets; the problem, if any, stays
     */
    public Message without(Collection<HeaderField> removed) {
        IdentityHashMap<HeaderField, Integer> kept = new IdentityHashMap<>();
        for (HeaderField field : Objects.requireNonNull(removed, "removed")) {
            kept.put(field, NOTHING);
        }
        return shortened(kept);
    }

    /**
     * The same message with less of some of its header fields.
     *
     * @param kept how many octets to keep of a field of this very message, or {@link #NOTHING}
     */
    Message shortened(IdentityHashMap<HeaderField, Integer> kept) {
        byte[] left = new byte[octets.length];
        List<HeaderField> others = new ArrayList<>();
        int from = 0;
        int to = 0;
        for (HeaderField field : fields) {
            int next = Math.min(octets.length, from + field.length() + 2);
            int length = kept.getOrDefault(field, field.length());
            if (length != NOTHING) {
                System.arraycopy(octets, from, left, to, length);
                others.add(new HeaderField(left, to, to + length));
                to += length;
                int lineEnd = from + field.length();
                System.arraycopy(octets, lineEnd, left, to, next - lineEnd);
                to += next - lineEnd;
            }
            from = next;
        }
        System.arraycopy(octets, from, left, to, octets.length - from);
        int cut = from - to;
        return new Message(Arrays.copyOf(left, octets.length - cut), others, bodyStart - cut, this);
    }

    /**
     * Whether {@link #fields} are all that the message has: no limit cut the header section.
     *
     * @return true for every message without a {@link #problem}, and for one of which only the body was cut
     */
    public boolean isHeaderComplete() {
        return headerComplete;
    }

    /**
     * The number of octets in the body; zero also when there is no empty line behind the header.
     *
     * @return zero or more
     */
    public int bodyLength() {
        return octets.length - bodyStart;
    }

    /**
     * Hands over the octets of the body.
     *
     * @param sink takes them in one piece
     */
    public void writeBodyTo(OctetSink sink) {
        Objects.requireNonNull(sink, "sink").accept(octets, bodyStart, bodyLength());
    }

    /**
     * Hands over the octets of the whole message, lines ended as asked for when it was made.
     *
     * @param sink takes them in one piece
     */
    public void writeTo(OctetSink sink) {
        Objects.requireNonNull(sink, "sink").accept(octets, 0, octets.length);
    }

    /**
     * The octets of the whole message, lines ended as asked for when it was made.
     *
     * @return a copy; {@link #writeTo} needs none
     */
    public byte[] octets() {
        return octets.clone();
    }

    /**
     * The limit that the message went over.
     *
     * @return nothing for a message within all limits
     */
    public Optional<MessageProblem> problem() {
        return Optional.ofNullable(problem);
    }
}
