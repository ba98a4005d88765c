package org.signetmail.reports.octets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.signetmail.reports.octets.Packed.zip;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of zip files, however few octets come at a time, and how much may come out of them. */
class UnzipTest {

    private static final Budget ENOUGH = new Budget(0, 1 << 20, 500);

    private static InputStream slow(byte[] octets, int most) {
        return new ByteArrayInputStream(octets) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(most, length));
            }
        };
    }

    private static String single(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            text.append((char) c);
        }
        return text.toString();
    }

    @DisplayName("Entries one behind the other, read or passed over, and folders, which are none")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void entries(int most) throws IOException {
        Unzip zip = new Unzip(slow(zip("d/", "", "a", "x\0\u00FF", "b", "y", "c", ""), most), ENOUGH, 4);
        assertThat(zip.next()).isEqualTo("a");
        assertThat(zip.read(new byte[1], 0, 0)).isZero();
        assertThat(single(zip)).isEqualTo("x\0\u00FF");
        assertThat(zip.next()).isEqualTo("b");
        assertThat(zip.next()).isEqualTo("c");
        assertThat(zip.read()).isEqualTo(-1);
        assertThat(zip.next()).isNull();
        assertThat(new Unzip(slow(zip(), most), ENOUGH, 1).next()).isNull();
        byte[] directory = zip();
        directory[2] = 1;
        assertThatThrownBy(() -> new Unzip(slow(directory, most), ENOUGH, 1).next())
                .hasMessage("the zip file is damaged: it has no entry that can be read");
    }

    @DisplayName("A directory that is longer than what is read at a time, up to its end")
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000})
    void longDirectories(int most) throws IOException {
        String[] entries = new String[40];
        for (int i = 0; i < entries.length; i += 2) {
            entries[i] = i + "n".repeat(500);
            entries[i + 1] = "";
        }
        byte[] octets = zip(entries);
        Unzip zip = new Unzip(slow(octets, most), ENOUGH, 20);
        for (int i = 0; i < entries.length; i += 2) {
            assertThat(zip.next()).isEqualTo(entries[i]);
        }
        assertThat(zip.next()).isNull();
    }

    @Test
    void endsTooEarly() throws IOException {
        byte[] whole = zip("a", "some text of more than a few octets");
        int directory = new String(whole, ISO_8859_1).indexOf("PK\1\2");
        for (int length = 5; length < whole.length - 22; length++) {
            Unzip zip = new Unzip(new ByteArrayInputStream(whole, 0, length), ENOUGH, 1);
            String how = length < 30
                    ? "it ends too early|it has no entry that can be read"
                    : length < directory
                            ? "it ends too early"
                            : length == directory
                                    ? "it ends before its directory"
                                    : "its directory has no end|between its entries is something else";
            assertThatThrownBy(() -> {
                        zip.next();
                        zip.readAllBytes();
                        zip.next();
                    })
                    .isInstanceOf(Refused.class)
                    .satisfies(e -> assertThat(how.split("\\|", -1))
                            .contains(String.valueOf(e.getMessage()).replace("the zip file is damaged: ", "")));
        }
    }

    @DisplayName("A stream that breaks is no damaged file, and what it says is what comes out")
    @Test
    void brokenStreams() throws IOException {
        byte[] whole = zip("a", "some text", "b", "other text");
        for (IOException broken : new IOException[] {new IOException("broken"), new EOFException("broken")}) {
            for (int length : new int[] {0, 10, 40, 60, whole.length - 30}) {
                Unzip zip = new Unzip(Packed.breaking(whole, length, broken), ENOUGH, 2);
                assertThatThrownBy(() -> {
                            while (zip.next() != null) {
                                zip.readAllBytes();
                            }
                        })
                        .isSameAs(broken);
            }
        }
    }

    @DisplayName("How much may come out of all entries, and out of the octets of the file so far")
    @Test
    void bounds() throws IOException {
        byte[] noise = new byte[10_000];
        new Random(1).nextBytes(noise);
        String text = "x".repeat(2_100_000);
        byte[] octets = zip("a", text, "b", text, "c", new String(noise, ISO_8859_1));
        assertThat(length(octets, 8 << 20, 2000)).isEqualTo(4_210_000);
        assertThatThrownBy(() -> length(octets, 8 << 20, 600)).hasMessage("a container expands more than 600-fold");
        assertThatThrownBy(() -> length(octets, 4_200_000, 2000))
                .hasMessage("more than 4200000 octets came out of the input");
    }

    private static int length(byte[] octets, long output, int ratio) throws IOException {
        Unzip zip = new Unzip(new ByteArrayInputStream(octets), new Budget(0, output, ratio), 3);
        int length = 0;
        byte[] block = new byte[8192];
        while (zip.next() != null) {
            for (int n = zip.read(block, 0, block.length); n >= 0; n = zip.read(block, 0, block.length)) {
                length += n;
            }
        }
        return length;
    }
}
