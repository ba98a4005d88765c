package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.EightOctets;

/**
 * Counts the lines of a message that is being signed, in octets that come in pieces, and finds what will not survive its
 * way: CR and LF octets that stand alone, lines that are too long, octets beyond ASCII. The first of each is remembered.
 *
 * <p>The idea: an LF belongs behind a CR, and a CR before an LF. So the eight octets from one place on must have their LFs
 * where the eight from one place earlier have their CRs; any difference is a lone one.
 *
 * <p>Belongs to one message and one thread at a time.
 */
final class LineCheck {

    /** RFC 5322 §2.1.1: a line MUST have no more than 998 octets, its CRLF not counted. */
    static final int MAX_LINE = 998;

    private static final long CRS = EightOctets.all('\r');
    private static final long LFS = EightOctets.all('\n');
    private static final long HIGH_BITS = EightOctets.all('\u0080');

    private static final byte[] CRLF = {'\r', '\n'};

    /** How many octets are looked at together. */
    private static final int BLOCK = 480;

    /** How much of a line is shown on either side of a place. */
    private static final int SHOWN = 40;

    private static final int MAX_SHOWN = 160;

    /** Positions are counted from the beginning of the message. */
    private long position;

    private long line = 1;
    private long lineStart;
    private boolean afterCr;
    private boolean inBody;
    private long wantedBits = HIGH_BITS;

    private @Nullable Place lone;
    private @Nullable Place eightBitHeader;
    private @Nullable Place eightBitBody;
    private long longLines;
    private long firstLongLine;
    private long firstLongLength;

    /**
     * Where something is.
     *
     * @param line its number in the message, from 1
     * @param octet what is there
     * @param shown the line around it, as far as it is at hand, in printing ASCII
     */
    record Place(long line, int octet, String shown) {}

    /** Takes a header field, and the CRLF that ends it. */
    void field(HeaderField field) {
        field.writeTo(this::update);
        update(CRLF, 0, CRLF.length);
    }

    /** Takes the empty line behind the header section. */
    void beginBody() {
        update(CRLF, 0, CRLF.length);
        inBody = true;
        wantedBits = HIGH_BITS;
    }

    /** Takes the next octets, split anywhere. */
    void update(byte[] buffer, int offset, int length) {
        if (length == 0) {
            return;
        }
        int end = offset + length;
        octet(buffer, offset, offset, end, afterCr);
        int i = offset + 1;
        while (i <= end - 8) {
            int blockEnd = i + Math.min(BLOCK, (end - i) & -8);
            block(buffer, i, blockEnd, offset, end);
            i = blockEnd;
        }
        for (; i < end; i++) {
            octet(buffer, i, offset, end, buffer[i - 1] == '\r');
        }
        afterCr = buffer[end - 1] == '\r';
        position += length;
    }

    /**
     * Some words at once, without a branch for each: where nothing is amiss in them, all that matters is how many lines end,
     * where the first one does, and where the last one does. A block is shorter than a line that is too long.
     */
    private void block(byte[] buffer, int start, int blockEnd, int from, int end) {
        long amiss = 0;
        long high = 0;
        int lines = 0;
        for (int i = start; i < blockEnd; i += 8) {
            long octets = EightOctets.get(buffer, i);
            long lfs = EightOctets.zeros(octets ^ LFS);
            long crsBefore = EightOctets.zeros(EightOctets.get(buffer, i - 1) ^ CRS);
            amiss |= lfs ^ crsBefore;
            high |= octets;
            lines += Long.bitCount(lfs & crsBefore);
        }
        if ((high & wantedBits) != 0 || (amiss != 0 && lone == null)) {
            for (int i = start; i < blockEnd; i++) {
                octet(buffer, i, from, end, buffer[i - 1] == '\r');
            }
        } else if (lines > 0) {
            long base = position - from;
            int first = start;
            // Only the line that goes on from before can be too long.
            while (base + blockEnd - lineStart > MAX_LINE && !isCrlf(buffer, first)) {
                first++;
            }
            checkLength(base + first - 1 - lineStart);
            int last = blockEnd - 1;
            while (!isCrlf(buffer, last)) {
                last--;
            }
            line += lines;
            lineStart = base + last + 1;
        }
    }

    private static boolean isCrlf(byte[] buffer, int lf) {
        return buffer[lf] == '\n' && buffer[lf - 1] == '\r';
    }

    private void octet(byte[] buffer, int at, int from, int end, boolean behindCr) {
        boolean isLf = buffer[at] == '\n';
        if (isLf && behindCr) {
            endLine(position + at - from);
        } else if (isLf != behindCr && lone == null) {
            lone = new Place(line, isLf ? '\n' : '\r', shown(buffer, at, from, end));
        }
        if ((buffer[at] & wantedBits) != 0) {
            Place place = new Place(line, buffer[at] & 0xFF, shown(buffer, at, from, end));
            eightBitHeader = inBody ? eightBitHeader : place;
            eightBitBody = inBody ? place : null;
            wantedBits = 0;
        }
    }

    /** The line around an octet, of what is in the buffer. */
    private String shown(byte[] buffer, int at, int from, int end) {
        int start = (int) Math.max(lineStart - position + from, Math.max(from, at - SHOWN));
        int to = at;
        while (to < end && to < at + SHOWN && !(buffer[to] == '\r' && to + 1 < end && buffer[to + 1] == '\n')) {
            to++;
        }
        boolean cutBefore = position + start - from > lineStart;
        boolean cutBehind = to == at + SHOWN && to < end;
        String octets = new String(buffer, start, to - start, StandardCharsets.ISO_8859_1);
        return (cutBefore ? "..." : "") + Ascii.printable(octets, MAX_SHOWN) + (cutBehind ? "..." : "");
    }

    private void endLine(long lf) {
        checkLength(lf - 1 - lineStart);
        line++;
        lineStart = lf + 1;
    }

    private void checkLength(long length) {
        if (length > MAX_LINE) {
            if (longLines == 0) {
                firstLongLine = line;
                firstLongLength = length;
            }
            longLines++;
        }
    }

    /** Ends the message: a CR at its end stands alone, and its last line may have no CRLF. */
    void finish() {
        if (afterCr && lone == null) {
            lone = new Place(line, '\r', "");
        }
        checkLength(position - lineStart - (afterCr ? 1 : 0));
    }

    /** The number of the line that comes next. */
    long line() {
        return line;
    }

    /** The first CR or LF that stands alone. */
    @Nullable
    Place lone() {
        return lone;
    }

    /** The first octet over 127 in the header section. */
    @Nullable
    Place eightBitHeader() {
        return eightBitHeader;
    }

    /** The first octet over 127 in the body. */
    @Nullable
    Place eightBitBody() {
        return eightBitBody;
    }

    /** How many lines have been too long so far. */
    long longLines() {
        return longLines;
    }

    /** The number of the first line that is too long. */
    long firstLongLine() {
        return firstLongLine;
    }

    /** The octets in the first line that is too long. */
    long firstLongLength() {
        return firstLongLength;
    }
}
