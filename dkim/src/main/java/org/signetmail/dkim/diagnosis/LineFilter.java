package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/**
 * A filter that looks at lines. A line of up to {@link #LONGEST} octets comes whole, its line end included; of a longer one
 * the start comes first and the rest in pieces.
 */
abstract class LineFilter implements BodyFilter {

    static final int LONGEST = 2048;

    final OctetSink out;
    private final byte[] held = new byte[LONGEST];
    private int length;
    private boolean startsLine = true;

    LineFilter(OctetSink out) {
        this.out = out;
    }

    /**
     * Takes a line or a piece of one.
     *
     * @param octets hold it from index 0; not kept
     * @param count how many
     * @param start whether it begins a line
     * @param end whether it ends in an LF
     */
    abstract void line(byte[] octets, int count, boolean start, boolean end);

    @Override
    public void accept(byte[] buffer, int offset, int count) {
        int from = offset;
        int stop = offset + count;
        while (from < stop) {
            int most = Math.min(stop, from + LONGEST - length);
            int to = from;
            while (to < most && buffer[to] != '\n') {
                to++;
            }
            boolean end = to < most;
            to += end ? 1 : 0;
            System.arraycopy(buffer, from, held, length, to - from);
            length += to - from;
            from = to;
            if (end || length == LONGEST) {
                release(end);
            }
        }
    }

    private void release(boolean end) {
        int count = length;
        boolean start = startsLine;
        length = 0;
        startsLine = end;
        line(held, count, start, end);
    }

    @Override
    public void finish() {
        if (length > 0) {
            release(false);
        }
    }

    /** How many of the octets are no line end. */
    static int textLength(byte[] octets, int count, boolean end) {
        if (!end) {
            return count;
        }
        return count > 1 && octets[count - 2] == '\r' ? count - 2 : count - 1;
    }

    /** How many of the octets stand before a CRLF at the end: all of them when there is none. */
    static int beforeCrlf(byte[] octets, int count, boolean end) {
        return end && count > 1 && octets[count - 2] == '\r' ? count - 2 : count;
    }

    static boolean startsWith(byte[] octets, int count, String text) {
        if (count < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (octets[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
