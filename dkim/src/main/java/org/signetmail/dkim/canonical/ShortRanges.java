package org.signetmail.dkim.canonical;

import java.util.Arrays;
import org.signetmail.core.OctetSink;

/**
 * Puts short ranges together before they go on: a body of many short lines would else reach the digest a few octets at a
 * time. Long ranges go on as they are.
 */
final class ShortRanges implements OctetSink {

    private static final int SHORT = 128;

    /** Enough for the last line end, which is the only short range of most bodies. */
    private static final int FEW = 16;

    /** How much to put together. */
    private static final int MOST = 4 * SHORT;

    private final OctetSink out;

    /** Grows once. */
    private byte[] gathered = new byte[FEW];

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
