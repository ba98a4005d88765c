package org.signetmail.dkim;

import org.signetmail.core.OctetSink;

/**
 * Puts short ranges together before they go on: a body of many short lines would else reach the digest a few octets at a
 * time. Long ranges go on as they are.
 */
final class ShortRanges implements OctetSink {

    private static final int SHORT = 128;

    private final OctetSink out;
    private final byte[] gathered = new byte[4 * SHORT];
    private int length;

    ShortRanges(OctetSink out) {
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int count) {
        if (count > SHORT || count > gathered.length - length) {
            flush();
        }
        if (count > SHORT) {
            out.accept(buffer, offset, count);
        } else {
            System.arraycopy(buffer, offset, gathered, length, count);
            length += count;
        }
    }

    void flush() {
        if (length > 0) {
            out.accept(gathered, 0, length);
            length = 0;
        }
    }
}
