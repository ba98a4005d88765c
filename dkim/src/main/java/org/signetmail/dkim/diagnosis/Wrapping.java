package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/** Gives base64 lines of another width; other octets than those of base64 are left out. */
final class Wrapping implements BodyFilter {

    private static final byte[] CRLF = {'\r', '\n'};

    private final int width;
    private final OctetSink out;
    private int column;

    /** Line ends behind the last character. */
    private int lineEnds;

    /**
     * Wraps.
     *
     * @param width of the lines; zero for one line
     */
    Wrapping(int width, OctetSink out) {
        this.width = width;
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length) {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            boolean wanted = buffer[i] == '=' || Base64Decoding.value(buffer[i]) >= 0;
            if (!wanted) {
                out.accept(buffer, from, i - from);
                from = i + 1;
                lineEnds += buffer[i] == '\n' ? 1 : 0;
                continue;
            }
            lineEnds = 0;
            if (width > 0 && column == width) {
                out.accept(buffer, from, i - from);
                out.accept(CRLF, 0, 2);
                from = i;
                column = 1;
            } else {
                column++;
            }
        }
        out.accept(buffer, from, end - from);
    }

    @Override
    public void finish() {
        for (; lineEnds > 0; lineEnds--) {
            out.accept(CRLF, 0, 2);
        }
    }
}
