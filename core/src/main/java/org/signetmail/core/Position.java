package org.signetmail.core;

import java.util.Objects;
import org.signetmail.core.internal.Ascii;

/**
 * A place in a text: where in a record, a header field or a file a {@link Finding} is.
 *
 * <p>A plain value, whose three parts are all there will be. Immutable and thread-safe.
 *
 * @param text the whole text, such as a DNS record; one {@code char} of 0 to 255 an octet where it comes from octets
 * @param offset the index of the first character in question, from 0; the length of the text for its end
 * @param length how many characters; 0 for the seam before {@code offset}
 */
public record Position(String text, int offset, int length) {

    /** How many characters are shown of a text, so that a line has room for them and for what stands in front. */
    private static final int SHOWN = 80;

    /**
     * Checks that the place is in the text.
     *
     * @param text the whole text
     * @param offset 0 to the length of the text
     * @param length 0 to what is left behind the offset
     * @throws IndexOutOfBoundsException when it is not
     */
    public Position {
        Objects.requireNonNull(text, "text");
        Objects.checkFromIndexSize(offset, length, text.length());
    }

    /**
     * The text with carets below the place, for a person. Of a long text the part around the place is shown, with three
     * dots where some was left out; an octet that is not printing ASCII is shown as {@code \DDD} (RFC 1035 §5.1).
     *
     * @return two lines of printing ASCII, each ended by a line feed, of less than 90 characters
     */
    public String caret() {
        int start = offset;
        int width = 0;
        while (start > 0 && width + width(start - 1) <= SHOWN / 2) {
            width += width(--start);
        }
        int end = offset;
        while (end < text.length() && width + width(end) <= SHOWN) {
            width += width(end++);
        }
        while (start > 0 && width + width(start - 1) <= SHOWN) {
            width += width(--start);
        }
        StringBuilder line = new StringBuilder(start > 0 ? "..." : "");
        int from = -1;
        int to = 0;
        for (int i = start; i < end; i++) {
            from = i == offset ? line.length() : from;
            Ascii.appendPrintable(line, text.charAt(i));
            to = i < offset + length ? line.length() : to;
        }
        from = from < 0 ? line.length() : from;
        line.append(end < text.length() ? "..." : "");
        return line + "\n" + " ".repeat(from) + "^".repeat(Math.max(1, to - from)) + "\n";
    }

    /** How many characters stand for one of the text. */
    private int width(int index) {
        StringBuilder shown = new StringBuilder();
        Ascii.appendPrintable(shown, text.charAt(index));
        return shown.length();
    }
}
