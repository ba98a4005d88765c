package org.signetmail.reports.octets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Good containers for tests, and streams that break. */
public final class Packed {

    private Packed() {}

    /**
     * A gzip file.
     *
     * @param contents what is in it
     * @return its octets
     * @throws IOException never
     */
    public static byte[] gzip(byte[] contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(contents);
        }
        return out.toByteArray();
    }

    /**
     * A zip file.
     *
     * @param entries names and contents, a character of 0 to 255 an octet
     * @return its octets
     * @throws IOException never
     */
    public static byte[] zip(String... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(ISO_8859_1));
            }
        }
        return out.toByteArray();
    }

    /**
     * A zip file whose entries have their number as a name.
     *
     * @param entries contents
     * @return its octets
     * @throws IOException never
     */
    public static byte[] zipOf(byte[]... entries) throws IOException {
        String[] named = new String[2 * entries.length];
        for (int i = 0; i < entries.length; i++) {
            named[2 * i] = "" + i;
            named[2 * i + 1] = new String(entries[i], ISO_8859_1);
        }
        return zip(named);
    }

    /** A stream that gives the first of some octets, and then breaks. */
    static InputStream breaking(byte[] octets, int length, IOException broken) {
        return new SequenceInputStream(new ByteArrayInputStream(octets, 0, length), new InputStream() {
            @Override
            public int read() throws IOException {
                throw broken;
            }

            @Override
            public int read(byte[] target, int offset, int most) throws IOException {
                throw broken;
            }
        });
    }
}
