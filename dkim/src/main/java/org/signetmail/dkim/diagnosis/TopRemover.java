package org.signetmail.dkim.diagnosis;

import org.signetmail.core.OctetSink;

/** Leaves out what stands at the top of a body. */
final class TopRemover extends LineFilter {

    private final boolean paragraphs;
    private int left;

    /**
     * Leaves out.
     *
     * @param count of what
     * @param paragraphs whether paragraphs, each with the empty line behind it, or lines
     */
    TopRemover(int count, boolean paragraphs, OctetSink out) {
        super(out);
        this.left = count;
        this.paragraphs = paragraphs;
    }

    @Override
    void line(byte[] octets, int count, boolean start, boolean end) {
        if (left == 0) {
            out.accept(octets, 0, count);
        } else if (end && (!paragraphs || (start && textLength(octets, count, true) == 0))) {
            left--;
        }
    }
}
