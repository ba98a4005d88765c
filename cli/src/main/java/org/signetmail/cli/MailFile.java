package org.signetmail.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;

/** Reads a message from a file or a stream, with the line ends of the network or of a file. */
final class MailFile {

    /** The first line is a header field, and no header section is longer than this. */
    private static final int FIRST_LINE = MessageLimits.DEFAULT.headerOctets();

    /** A person who checks a file may wait for a bigger one than a server. */
    private static final MessageLimits LIMITS = MessageLimits.DEFAULT.withMessageOctets(512 << 20);

    private MailFile() {}

    /**
     * Reads a message.
     *
     * @param name a file's name, or {@code -} for {@code standardInput}
     * @throws UsageException when there is no such file, or it cannot be read
     */
    static Message read(String name, InputStream standardInput) throws UsageException {
        try (InputStream in = name.equals("-") ? standardInput : Files.newInputStream(Path.of(name))) {
            return read(in);
        } catch (IOException | InvalidPathException e) {
            throw UsageException.unreadable(name, e);
        }
    }

    private static Message read(InputStream stream) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stream);
        LineEnds lineEnds = firstLineEndsWithLf(in) ? LineEnds.NORMALIZE : LineEnds.AS_IS;
        return Message.read(in, lineEnds, LIMITS);
    }

    /**
     * A file whose first line ends with LF alone keeps mail as files of the system do. Any other is octets as they came
     * over the network, in which a lone LF means something: it must not be mended before it is hashed.
     */
    private static boolean firstLineEndsWithLf(BufferedInputStream in) throws IOException {
        in.mark(FIRST_LINE);
        int before = -1;
        int octet = -1;
        for (int i = 0; i < FIRST_LINE && octet != '\n'; i++) {
            before = octet;
            octet = in.read();
            if (octet < 0) {
                break;
            }
        }
        in.reset();
        return octet == '\n' && before != '\r';
    }
}
