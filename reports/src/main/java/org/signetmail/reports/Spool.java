package org.signetmail.reports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.signetmail.reports.octets.Budget;

/**
 * What came by a stream and is too long to be kept in memory: a temporary file that only its owner may read. It is gone when
 * nobody holds this any more; on POSIX its name is gone at once, so that nothing is left by a process that dies. Thread-safe.
 */
final class Spool implements Octets {

    private static final int BLOCK = 1 << 16;

    private final FileChannel file;

    private Spool(FileChannel file) {
        this.file = file;
    }

    /**
     * Writes a stream down.
     *
     * @param first what was read of it
     * @param in the rest
     * @param most how many octets are kept, the first ones included; what is behind them is not read
     */
    static Spool of(byte[] first, InputStream in, long most) throws IOException {
        Path path = Files.createTempFile("signet-report", null);
        FileChannel file;
        try {
            // Once it is open, closing it deletes it, and so does the end of this object.
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        try {
            write(file, first, first.length);
            byte[] block = new byte[BLOCK];
            for (long left = most - first.length; left > 0; ) {
                int n = in.readNBytes(block, 0, (int) Math.min(left, BLOCK));
                if (n == 0) {
                    break;
                }
                write(file, block, n);
                left -= n;
            }
            return new Spool(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void write(FileChannel file, byte[] octets, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(octets, 0, length);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    @Override
    public InputStream open(Budget budget) {
        return new Reading();
    }

    /** Reads at a place of its own, and does not close what others may be reading, too. */
    private final class Reading extends InputStream {
        private long place;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int n = file.read(ByteBuffer.wrap(target, offset, length), place);
            place += Math.max(0, n);
            return n;
        }
    }
}
