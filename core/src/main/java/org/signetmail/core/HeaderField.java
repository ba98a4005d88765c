package org.signetmail.core;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.signetmail.core.internal.Ascii;

/**
 * One header field of a message, as octets: a range of the message's own buffer (RFC 5322 §2.2).
 *
 * <p>Any octets are a field. One without a name that RFC 5322 §3.6.8 allows, followed by a colon, is malformed: it has
 * an empty {@link #name} and is the same as no other field, but it is kept where it stands.
 *
 * <p>Immutable as long as nobody changes the message's buffer; thread-safe then.
 */
public final class HeaderField {

    /** How much of a field a log shows. */
    private static final int SHOWN = 200;

    private final byte[] buffer;
    private final int start;
    private final int nameEnd;
    private final int colon;
    private final int end;

    /** A field from {@code start} to {@code end}, the CRLF that ends it left out. */
    HeaderField(byte[] buffer, int start, int end) {
        this.buffer = buffer;
        this.start = start;
        this.end = end;
        int i = start;
        while (i < end && isNameOctet(buffer[i])) {
            i++;
        }
        int nameEnd = i;
        // RFC 5322 §4.5.8: obsolete syntax has white space between the name and the colon; MUST be accepted.
        while (i < end && Ascii.isWsp(buffer[i])) {
            i++;
        }
        boolean wellFormed = nameEnd > start && i < end && buffer[i] == ':';
        this.nameEnd = wellFormed ? nameEnd : start;
        this.colon = wellFormed ? i : -1;
    }

    /** RFC 5322 §3.6.8: ftext is printing ASCII but the colon. */
    private static boolean isNameOctet(byte octet) {
        return octet > ' ' && octet < 0x7F && octet != ':';
    }

    /**
     * The field name as it is written, without white space before the colon.
     *
     * @return printing ASCII; empty for a malformed field
     */
    public String name() {
        return new String(buffer, start, nameEnd - start, StandardCharsets.US_ASCII);
    }

    /**
     * The number of octets in the name: the name is what {@link #octetAt} gives up to there.
     *
     * @return zero for a malformed field
     */
    public int nameLength() {
        return nameEnd - start;
    }

    /**
     * Whether this field has a name, in any letter case. Allocates nothing.
     *
     * @param name a field name in ASCII
     * @return false for a malformed field
     */
    public boolean is(String name) {
        Objects.requireNonNull(name, "name");
        if (colon < 0 || name.length() != nameEnd - start) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (Ascii.lowerCase((char) buffer[start + i]) != Ascii.lowerCase(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether some other reader may take a malformed field for one of this name: what stands before its first colon has
     * the letters of the name, in any letter case, and whatever else between them. The dotless i, the i with a dot in
     * upper case and the long s may be letters of it as well: {@link String#equalsIgnoreCase} takes them for i and s.
     *
     * @param name in ASCII, of 63 letters at most
     */
    boolean isMeantAs(String name) {
        // The bit of each number of letters that what stands here may have had.
        long had = 1;
        for (int i = start; i < end && had != 0; i++) {
            if (buffer[i] == ':') {
                return (had >> letters(name) & 1) != 0;
            }
            if (Ascii.isLetter(buffer[i])) {
                had = after(had, name, Ascii.lowerCase((char) buffer[i]));
            } else if (i > start && buffer[i] < 0) {
                had |= after(had, name, folded(buffer[i - 1], buffer[i]));
            }
        }
        return false;
    }

    private static int letters(String name) {
        int letters = 0;
        for (int i = 0; i < name.length(); i++) {
            letters += Ascii.isLetter(name.charAt(i)) ? 1 : 0;
        }
        return letters;
    }

    /** One letter further, where the name has this one. */
    private static long after(long had, String name, char letter) {
        long further = 0;
        long bit = 1;
        for (int i = 0; i < name.length(); i++) {
            char c = Ascii.lowerCase(name.charAt(i));
            if (Ascii.isLetter(c)) {
                further |= c == letter ? (had & bit) << 1 : 0;
                bit <<= 1;
            }
        }
        return further;
    }

    /** The letter that two octets are in UTF-8 without regard to case: U+0130, U+0131, U+017F; a space for others. */
    private static char folded(byte first, byte second) {
        if (first == (byte) 0xC4 && (second == (byte) 0xB0 || second == (byte) 0xB1)) {
            return 'i';
        }
        return first == (byte) 0xC5 && second == (byte) 0xBF ? 's' : ' ';
    }

    /**
     * How often some other reader, who takes a bare CR or LF for the end of a line, finds a field of this name in this one.
     */
    int hidden(String name) {
        int count = 0;
        for (int i = start; i < end; i++) {
            count += (buffer[i] == '\r' || buffer[i] == '\n') && isFieldAt(i + 1, name) ? 1 : 0;
        }
        return count;
    }

    /**
     * The index of the next CR or LF that belongs to no CRLF and has no white space behind it: where some other reader sees
     * the end of a line, and of this field.
     *
     * @return the index, or -1
     */
    int nextBareLine(int from) {
        for (int i = start + from; i < end; i++) {
            if (buffer[i] != '\r' && buffer[i] != '\n') {
                continue;
            }
            if (buffer[i] == '\r' && i + 1 < end && buffer[i + 1] == '\n') {
                i++;
            } else if (i + 1 < end && !Ascii.isWsp(buffer[i + 1])) {
                return i - start;
            }
        }
        return -1;
    }

    /** A part of this field as a field of its own. */
    HeaderField part(int from, int to) {
        return new HeaderField(buffer, start + from, start + to);
    }

    private boolean isFieldAt(int from, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (from + i >= end || Ascii.lowerCase((char) buffer[from + i]) != Ascii.lowerCase(name.charAt(i))) {
                return false;
            }
        }
        int i = from + name.length();
        while (i < end && Ascii.isWsp(buffer[i])) {
            i++;
        }
        return i < end && buffer[i] == ':';
    }

    /**
     * Whether the field has a name and a colon.
     *
     * @return false for octets in the header section that are no field of RFC 5322
     */
    public boolean isWellFormed() {
        return colon >= 0;
    }

    /**
     * What follows the colon, unfolded: without the CRLFs that have white space behind them (RFC 5322 §2.2.3), and
     * without any other change.
     *
     * @return one {@code char} of 0 to 255 an octet; for a malformed field all of it
     */
    public String value() {
        byte[] unfolded = new byte[end - colonOrStart()];
        int length = 0;
        for (int i = colonOrStart(); i < end; i++) {
            // A CRLF inside a field always has white space behind it: any other would have ended the field.
            if (buffer[i] == '\r' && i + 1 < end && buffer[i + 1] == '\n') {
                i++;
            } else {
                unfolded[length++] = buffer[i];
            }
        }
        return new String(unfolded, 0, length, StandardCharsets.ISO_8859_1);
    }

    private int colonOrStart() {
        return colon < 0 ? start : colon + 1;
    }

    /**
     * The number of octets from the name to the end, folding included, without the CRLF that ends the field.
     *
     * @return zero or more
     */
    public int length() {
        return end - start;
    }

    /**
     * One octet of the field as it was received.
     *
     * @param index 0 to {@link #length} less one
     * @return the octet
     * @throws IndexOutOfBoundsException when there is no such octet
     */
    public byte octetAt(int index) {
        if (index < 0 || index >= length()) {
            throw new IndexOutOfBoundsException(index);
        }
        return buffer[start + index];
    }

    /**
     * Where the value starts among the octets of {@link #octetAt}: behind the colon.
     *
     * @return an index, or -1 for a malformed field
     */
    public int valueStart() {
        return colon < 0 ? -1 : colon + 1 - start;
    }

    /**
     * Hands over the octets as they were received, without the CRLF that ends the field.
     *
     * @param sink takes them in one piece
     */
    public void writeTo(OctetSink sink) {
        Objects.requireNonNull(sink, "sink").accept(buffer, start, length());
    }

    /**
     * The beginning of the field, for a log.
     *
     * @return one line of printing ASCII; other octets as {@code \DDD}
     */
    @Override
    public String toString() {
        int octets = Math.min(length(), SHOWN + 1);
        return Ascii.printable(new String(buffer, start, octets, StandardCharsets.ISO_8859_1), SHOWN);
    }
}
