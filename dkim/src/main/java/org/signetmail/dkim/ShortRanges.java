package org.signetmail.dkim;

import java.util.Arrays;
import org.signetmail.core.OctetSink;

/**
 * Puts short ranges together before they go on: a body of many short lines would else reach the digest a few octets at a
 * time. Long ranges go on as they are.
 */
final class ShortRanges implements OctetSink {

    private static final int SHORT = 128;

    /** How much to put together. */
    private static final int MOST = 4 * SHORT;

    private final OctetSink out;

    /** Room for one range, as most bodies have no more than one that is short, their last line end; then for many. */
    private byte[] gathered = new byte[SHORT];

    private int length;

    ShortRanges(OctetSink out) {
        this.out = out;
    }

    @Override
    public void accept(byte[] buffer, int offset, int count) {
        if (count > SHORT || count > MOST - length) {
            flush();
        }
        if (count > SHORT) {
            out.accept(buffer, offset, count);
        } else {
            if (count > gathered.length - length) {
                gathered = Arrays.copyOf(gathered, MOST);
            }
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
