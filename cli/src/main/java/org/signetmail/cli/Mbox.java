package org.signetmail.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The messages of an mbox file (RFC 4155), one by one: a line {@code From } with a time, behind an empty
 * line, begins the next. */
final class Mbox implements Closeable {

    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    /** As far as a line is looked at. */
    static final int LINE = 300;

    private final BufferedInputStream in;
    private final long most;
    private boolean ended;

    /**
     * Opens a file that begins with such a line.
     *
     * @param most the most octets to keep of a message; one more is kept of a larger one, so that it shows
     */
    Mbox(InputStream in, long most) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.most = most;
    }

    /** Whether a file begins like one. */
    static boolean isOne(InputStream in) throws IOException {
        byte[] first = in.readNBytes(FROM.length);
        return Arrays.equals(first, FROM);
    }

    /** The next message, without the line that begins it; null at the end. */
    byte @Nullable [] next() throws IOException {
        if (ended) {
            return null;
        }
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            octet = in.read();
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int lineLength = 0;
        boolean afterEmpty = false;
        while (true) {
            if (lineLength == 0 && afterEmpty && isAtFrom()) {
                return message.toByteArray();
            }
            octet = in.read();
            if (octet < 0) {
                ended = true;
                return message.toByteArray();
            }
            if (message.size() <= most) {
                message.write(octet);
            }
            if (octet == '\n') {
                afterEmpty = lineLength == 0;
                lineLength = 0;
            } else if (octet != '\r') {
                lineLength++;
            }
        }
    }

    /** RFC 4155 App. A: the line has a time in it, which prose that begins with the same word has not. */
    private boolean isAtFrom() throws IOException {
        in.mark(LINE);
        byte[] line = in.readNBytes(LINE);
        in.reset();
        if (line.length < FROM.length || !Arrays.equals(line, 0, FROM.length, FROM, 0, FROM.length)) {
            return false;
        }
        for (int i = FROM.length; i + 4 < line.length && line[i] != '\n'; i++) {
            if (line[i + 2] == ':' && isDigit(line[i]) && isDigit(line[i + 1]) && isDigit(line[i + 3])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
