package org.signetmail.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an mbox file (RFC 4155), one by one. A line {@code From } with a time, behind an empty line, begins the next;
 * one with a whole date and a header field below it does without the empty line, too, which some programs leave out, and one with
 * nothing but an address and a field below it without a time.
 */
final class Mbox implements Closeable {

    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    /** As far as a line is looked at. */
    static final int LINE = 300;

    /** As far as the name of a header field is. */
    private static final int NAME = 80;

    private static final String MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    /** What some programs leave of the line: nothing but who sent it. */
    private static final Pattern ADDRESS = Pattern.compile("[^ ]*[@-][^ ]*\\s*");

    private static final Pattern TIME = Pattern.compile("[0-9][0-9]:[0-9]");

    /** RFC 4155 App. A, which is what asctime writes; and what RFC 5322 §3.3 has. */
    private static final Pattern DATE = Pattern.compile("(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:" + MONTH
            + " +[0-9]{1,2}|[0-9]{1,2} +" + MONTH + "(?: +[0-9]{4})?) +[0-9]{1,2}:[0-9][0-9]");

    private final BufferedInputStream in;
    private final long most;
    private boolean ended;
    private boolean afterEmpty = true;
    private boolean beganAfterEmpty = true;

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
        beganAfterEmpty = afterEmpty;
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            octet = in.read();
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int lineLength = 0;
        boolean atLineStart = true;
        afterEmpty = false;
        while (true) {
            if (atLineStart && isAtFrom()) {
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
            atLineStart = octet == '\n';
            if (octet == '\n') {
                afterEmpty = lineLength == 0;
                lineLength = 0;
            } else if (octet != '\r') {
                lineLength++;
            }
        }
    }

    /** Whether the message that came last had an empty line in front of the line that began it, or was the first. */
    boolean beganAfterEmptyLine() {
        return beganAfterEmpty;
    }

    /** Prose that begins with the same word has no date in the line, and no header field below it. */
    private boolean isAtFrom() throws IOException {
        in.mark(FROM.length + LINE + NAME + 2);
        try {
            for (byte expected : FROM) {
                if (in.read() != expected) {
                    return false;
                }
            }
            StringBuilder line = new StringBuilder();
            int octet = in.read();
            while (octet >= 0 && octet != '\n' && line.length() < LINE) {
                line.append((char) octet);
                octet = in.read();
            }
            boolean hasField = octet == '\n' && isAtField();
            return DATE.matcher(line).find()
                    ? afterEmpty || hasField
                    : afterEmpty
                            && hasField
                            && (TIME.matcher(line).find()
                                    || ADDRESS.matcher(line).matches());
        } finally {
            in.reset();
        }
    }

    /** RFC 5322 §3.6.8: a name and a colon. */
    private boolean isAtField() throws IOException {
        for (int i = 0; i < NAME; i++) {
            int octet = in.read();
            if (octet <= ' ' || octet == ':' || octet >= 0x7F) {
                return i > 0 && octet == ':';
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
