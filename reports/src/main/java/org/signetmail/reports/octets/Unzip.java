package org.signetmail.reports.octets;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The entries of a zip file, one behind the other. Their names are text and never a path. */
public final class Unzip extends InputStream {

    /** PK, 5, 6. */
    private static final int END = 0x504B_0506;

    private final Tally tally;
    private final Zip zip;
    private final Budget budget;
    private final int most;
    private int entries;
    private long written;
    private boolean any;

    /**
     * Opens a file.
     *
     * @param in from its first octet on
     * @param budget what may come out of it
     * @param most the most entries
     */
    public Unzip(InputStream in, Budget budget, int most) {
        this.tally = new Tally(in);
        // Names in whatever code page, octets as characters, never fail.
        this.zip = new Zip(tally);
        this.budget = budget;
        this.most = most;
    }

    /**
     * Goes to the next entry that is no folder; then this stream is its contents.
     *
     * @return its name, or null at the end
     * @throws IOException a {@link Refused} when the file is damaged or has too many entries
     */
    public @Nullable String next() throws IOException {
        while (true) {
            if (any && !isAtEntry()) {
                return null;
            }
            ZipEntry entry = guarded(zip::getNextEntry);
            if (entry == null) {
                if (tally.failure != null) {
                    // The JDK takes an EOFException of the stream below for the end.
                    throw tally.failure;
                }
                if (!tally.beganEmpty()) {
                    throw damaged("it has no entry that can be read");
                }
                return null;
            }
            any = true;
            if (++entries > most) {
                throw Refused.over("ENTRIES", "the zip file has more than " + most + " entries");
            }
            if (!entry.getName().endsWith("/")) {
                return entry.getName();
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Integer n = guarded(() -> zip.read(target, offset, length));
        if (n == null || n <= 0) {
            return n == null ? -1 : n;
        }
        written += n;
        budget.spend(n);
        budget.weigh(written, tally.read);
        return n;
    }

    private interface Step<T> {
        @Nullable
        T take() throws IOException;
    }

    private boolean isAtEntry() throws IOException {
        Boolean at = guarded(zip::isAtEntry);
        return at != null && at;
    }

    private <T> @Nullable T guarded(Step<T> step) throws IOException {
        try {
            return step.take();
        } catch (Refused e) {
            throw e;
        } catch (EOFException e) {
            throw tally.failed(e) ? e : damaged("it ends too early");
        } catch (ZipException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith("encrypted")) {
                throw Refused.because(Refused.Kind.UNSUPPORTED, "the zip file is encrypted");
            }
            // Other methods than deflate and store, and stored entries whose size is told behind them.
            if (message.contains("compression method") || message.startsWith("only DEFLATED")) {
                throw Refused.because(
                        Refused.Kind.UNSUPPORTED, "the zip file is compressed by a method that is not read here");
            }
            throw damaged("an entry cannot be read");
        } catch (IOException e) {
            // The JDK has others for bad files, such as a push-back buffer that is full.
            throw tally.failed(e) ? e : damaged("an entry does not end where it says");
        } catch (IllegalArgumentException e) {
            throw damaged("an entry has a name that cannot be read");
        }
    }

    private static Refused damaged(String how) {
        return Refused.because(Refused.Kind.DAMAGED_CONTAINER, "the zip file is damaged: " + how);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** The JDK's stream ends at whatever is no entry, and says nothing; here that must be the directory. */
    private static final class Zip extends ZipInputStream {

        Zip(InputStream in) {
            super(in, StandardCharsets.ISO_8859_1);
        }

        /** APPNOTE 4.3.7: whether another entry begins here; if not, the directory must, and must have an end. */
        boolean isAtEntry() throws IOException {
            closeEntry();
            byte[] mark = in.readNBytes(4);
            ((PushbackInputStream) in).unread(mark);
            if (isMark(mark, 3, 4)) {
                return true;
            }
            if (mark.length == 0) {
                throw damaged("it ends before its directory");
            }
            if (!isMark(mark, 1, 2) && !isMark(mark, 5, 6) && !isMark(mark, 6, 6) && !isMark(mark, 6, 8)) {
                throw damaged("between its entries is something else");
            }
            if (!hasEnd()) {
                throw damaged("its directory has no end");
            }
            return false;
        }

        private static boolean isMark(byte[] mark, int third, int fourth) {
            return mark.length == 4 && mark[0] == 'P' && mark[1] == 'K' && mark[2] == third && mark[3] == fourth;
        }

        /** APPNOTE 4.3.16: reads to where the directory ends. */
        private boolean hasEnd() throws IOException {
            byte[] block = new byte[8192];
            int last = 0;
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                for (int i = 0; i < n; i++) {
                    last = last << 8 | (block[i] & 0xFF);
                    if (last == END) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** Counts what was read, and remembers whether the file begins with the directory of an empty one. */
    private static final class Tally extends FilterInputStream {
        private long read;
        private int thirdOctet = -1;
        private @Nullable IOException failure;

        Tally(InputStream in) {
            super(in);
        }

        /** Whether it is the stream below that broke. */
        boolean failed(IOException e) {
            return e == failure;
        }

        boolean beganEmpty() {
            return thirdOctet == 5;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n;
            try {
                n = in.read(buffer, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
            if (n > 0) {
                if (read <= 2 && read + n > 2) {
                    thirdOctet = buffer[offset + (int) (2 - read)];
                }
                read += n;
            }
            return n;
        }
    }
}
