package org.signetmail.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Passes a file on whose lines end with LF, and counts what else could be a line end in it. */
final class ReturnsSeen extends FilterInputStream {

    private boolean afterReturn;
    private long lone;
    private long pairs;

    ReturnsSeen(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        see(octet);
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = offset; i < offset + count; i++) {
            see(buffer[i]);
        }
        if (count < 0) {
            see(count);
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void see(int octet) {
        if (afterReturn) {
            if (octet == '\n') {
                pairs++;
            } else {
                lone++;
            }
        }
        afterReturn = octet == '\r';
    }

    /** What is to be told of them when all was read. */
    Optional<String> note() {
        if (lone > 0) {
            return Optional.of(
                    Numbers.counted(lone, "CR") + (lone == 1 ? " that stands alone was" : " that stand alone were")
                            + " made a line end, as LF is one in this file: where a server does otherwise, signatures fail.");
        }
        return pairs == 0
                ? Optional.empty()
                : Optional.of(Numbers.counted(pairs, "line") + (pairs == 1 ? " ends" : " end")
                        + " with CRLF and others with LF: all were taken for CRLF.");
    }
}
