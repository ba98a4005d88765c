package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/**
 * Joins lines that a server broke because they were too long: RFC 5321 §4.5.3.1.6 and RFC 5322 §2.1.1 allow 998 octets.
 */
final class LongLineJoiner extends LineFilter {

    /** No server breaks shorter lines, and few authors write lines as long. */
    private static final int SHORTEST = 900;

    private final String before;
    private final String behind;
    private final byte[] waiting = new byte[3];
    private int waitingLength;
    private long lineLength;
    private long width;

    /**
     * Joins.
     *
     * @param before what was put before the line end
     * @param behind what was put behind it
     */
    LongLineJoiner(String before, String behind, OctetSink out) {
        super(out);
        this.before = before;
        this.behind = behind;
    }

    /** How long the first line was that was broken; zero when there was none. */
    long width() {
        return width;
    }

    @Override
    void line(byte[] octets, int count, boolean start, boolean end) {
        int from = 0;
        if (start && waitingLength > 0) {
            if (startsWith(octets, count, behind)) {
                width = width == 0 ? lineLength : width;
                from = behind.length();
            } else {
                out.accept(waiting, 0, waitingLength);
            }
            waitingLength = 0;
        }
        lineLength = start ? 0 : lineLength;
        int text = textLength(octets, count, end);
        lineLength += text;
        int tail = before.length() + 2;
        boolean broken = end && text == count - 2 && lineLength >= SHORTEST && count >= tail && endsIn(octets, text);
        int stop = broken ? count - tail : count;
        out.accept(octets, from, stop - from);
        if (broken) {
            System.arraycopy(octets, stop, waiting, 0, tail);
            waitingLength = tail;
        }
    }

    private boolean endsIn(byte[] octets, int text) {
        for (int i = 0; i < before.length(); i++) {
            if (octets[text - before.length() + i] != before.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void finish() {
        super.finish();
        out.accept(waiting, 0, waitingLength);
        waitingLength = 0;
    }
}
