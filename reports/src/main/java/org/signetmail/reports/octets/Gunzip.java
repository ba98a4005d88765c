package org.signetmail.reports.octets;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The contents of a gzip file (RFC 1952): several members are one stream, and octets behind the last one are passed over and
 * told. The JDK's own stream passes over them too, and does not tell.
 */
public final class Gunzip extends InputStream {

    private static final int MAGIC_1 = 0x1F;
    private static final int MAGIC_2 = 0x8B;

    private final InputStream in;
    private final Budget budget;
    private final byte[] buffer = new byte[4096];
    private int pos;
    private int end;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private boolean inMember;
    private boolean done;
    private boolean trailing;
    private long read;
    private long written;

    /**
     * Opens a file.
     *
     * @param in from its first octet on
     * @param budget what may come out of it
     */
    public Gunzip(InputStream in, Budget budget) {
        this.in = in;
        this.budget = budget;
    }

    /**
     * Whether octets stand behind the last member; known at the end.
     *
     * @return false before the end
     */
    public boolean hasTrailingData() {
        return trailing;
    }

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
        try {
            while (!done) {
                if (!inMember && !nextMember()) {
                    done = true;
                    break;
                }
                int n = inflater.inflate(target, offset, length);
                if (n > 0) {
                    crc.update(target, offset, n);
                    written += n;
                    budget.spend(n);
                    budget.weigh(written, read - inflater.getRemaining());
                    return n;
                }
                if (inflater.finished()) {
                    endMember();
                } else if (inflater.needsDictionary()) {
                    throw damaged("it asks for a dictionary");
                } else if (inflater.needsInput()) {
                    if (!fill()) {
                        throw tooShort();
                    }
                    inflater.setInput(buffer, 0, end);
                    pos = end;
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw damaged("its data are no deflate stream");
        }
    }

    /** RFC 1952 §2.3. */
    private boolean nextMember() throws IOException {
        boolean first = written == 0 && read == 0;
        if (pos == end && !fill()) {
            if (first) {
                throw tooShort();
            }
            return false;
        }
        if ((buffer[pos] & 0xFF) != MAGIC_1) {
            return notAMember(first);
        }
        pos++;
        if (pos == end && !fill()) {
            return notAMember(first);
        }
        if ((buffer[pos] & 0xFF) != MAGIC_2) {
            return notAMember(first);
        }
        pos++;
        if (octet() != 8) {
            throw damaged("its compression method is unknown");
        }
        int flags = octet();
        for (int i = 0; i < 6; i++) {
            octet();
        }
        if ((flags & 4) != 0) {
            int length = octet() | octet() << 8;
            for (int i = 0; i < length; i++) {
                octet();
            }
        }
        if ((flags & 8) != 0) {
            skipText();
        }
        if ((flags & 16) != 0) {
            skipText();
        }
        if ((flags & 2) != 0) {
            octet();
            octet();
        }
        inflater.reset();
        inflater.setInput(buffer, pos, end - pos);
        pos = end;
        crc.reset();
        inMember = true;
        return true;
    }

    private boolean notAMember(boolean first) throws Refused {
        if (first) {
            throw damaged("it does not begin like one");
        }
        trailing = true;
        return false;
    }

    private void skipText() throws IOException {
        while (octet() != 0) {
            // A name or a comment.
        }
    }

    private void endMember() throws IOException {
        pos = end - inflater.getRemaining();
        long expected = octet() | octet() << 8 | octet() << 16 | (long) octet() << 24;
        long size = octet() | octet() << 8 | octet() << 16 | (long) octet() << 24;
        if (expected != crc.getValue() || size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw damaged("its checksum or its length is wrong");
        }
        inMember = false;
    }

    private int octet() throws IOException {
        if (pos == end && !fill()) {
            throw tooShort();
        }
        return buffer[pos++] & 0xFF;
    }

    private boolean fill() throws IOException {
        int n = in.read(buffer, 0, buffer.length);
        pos = 0;
        end = Math.max(0, n);
        read += end;
        return n > 0;
    }

    private static Refused tooShort() {
        return damaged("it ends too early");
    }

    private static Refused damaged(String how) {
        return Refused.because(Refused.Kind.DAMAGED_CONTAINER, "the gzip file is damaged: " + how);
    }

    /** Gives back what inflating took; the stream below stays open. */
    public void end() {
        inflater.end();
    }

    @Override
    public void close() throws IOException {
        end();
        in.close();
    }
}
