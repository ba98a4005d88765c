package org.signetmail.dkim.diagnosis;

import java.nio.charset.StandardCharsets;
import org.signetmail.core.OctetSink;

/** Puts one text in the place of another at the start of lines: dots and angle brackets that servers put in or take out. */
final class LineStarts extends LineFilter {

    private final String from;
    private final byte[] to;
    private final boolean whole;

    /**
     * Replaces.
     *
     * @param from what lines begin with, or are
     * @param to what stands there then
     * @param whole whether it has to be the whole line
     */
    LineStarts(String from, String to, boolean whole, OctetSink out) {
        super(out);
        this.from = from;
        this.to = to.getBytes(StandardCharsets.US_ASCII);
        this.whole = whole;
    }

    @Override
    void line(byte[] octets, int count, boolean start, boolean end) {
        boolean found =
                start && startsWith(octets, count, from) && (!whole || textLength(octets, count, end) == from.length());
        if (found) {
            out.accept(to, 0, to.length);
            out.accept(octets, from.length(), count - from.length());
        } else {
            out.accept(octets, 0, count);
        }
    }
}
