package org.signetmail.reports.octets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets on their way out: character sets, gzip, and how much may come. */
class TextDecoderTest {

    private static String read(TextDecoder decoder, int block) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[block + 1];
        for (int n = decoder.read(buffer, 1, block); n >= 0; n = decoder.read(buffer, 1, block)) {
            text.append(buffer, 1, n);
        }
        return text.toString();
    }

    @DisplayName("XML 1.0 App. F: which character set it is, and what is told")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        UTF-8|\u00FCx|\u00FCx|-|false
        UTF-8|\uFEFFx|x|-|false
        UTF-16LE|\uFEFFx\u00FC|x\u00FC|-|false
        UTF-16BE|\uFEFFx\u00FC|x\u00FC|-|false
        UTF-16LE|<x|<x|-|true
        UTF-16BE|<x|<x|-|true
        UTF-16LE|{x|{x|-|true
        UTF-16BE|{x|{x|-|true
        ISO-8859-1|<?xml encoding="ISO-8859-1"?>\u00FC|<?xml encoding="ISO-8859-1"?>\u00FC|-|false
        ISO-8859-1| ~<?xml encoding = 'latin1' ?>\u00FC| ~<?xml encoding = 'latin1' ?>\u00FC|-|false
        UTF-8|<?xml encoding="us-ascii"?>\u00FC|<?xml encoding="us-ascii"?>\u00FC|-|false
        UTF-8|<?xml encoding="UTF-16"?>\u00FC|<?xml encoding="UTF-16"?>\u00FC|utf-16|false
        UTF-8|<?xml encoding="X-None"?>\u00FC|<?xml encoding="X-None"?>\u00FC|x-none|false
        UTF-8|<?xml encoding="?"?>\u00FC|<?xml encoding="?"?>\u00FC|?|false
        UTF-8|<?xml encoding="ISO-2022-CN"?>\u00FC|<?xml encoding="ISO-2022-CN"?>\u00FC|iso-2022-cn|false
        UTF-8|<?xml encoding="CESU-8"?>\u00FC|<?xml encoding="CESU-8"?>\u00FC|cesu-8|false
        UTF-8|<?xml encoding=""?>\u00FC|<?xml encoding=""?>\u00FC|-|false
        UTF-8|<?xml encoding=ISO-8859-1?>\u00FC|<?xml encoding=ISO-8859-1?>\u00FC|-|false
        UTF-8|<?xml encoding="ISO-8859-1?>"\u00FC|<?xml encoding="ISO-8859-1?>"\u00FC|-|false
        UTF-8|<?xml ?>encoding="ISO-8859-1"\u00FC|<?xml ?>encoding="ISO-8859-1"\u00FC|-|false
        UTF-8|<?xml encoding="ISO-8859-1"\u00FC|<?xml encoding="ISO-8859-1"\u00FC|-|false
        UTF-8|<?xm encoding="ISO-8859-1"?>\u00FC|<?xm encoding="ISO-8859-1"?>\u00FC|-|false
        UTF-8|<?xml encoding?>\u00FC|<?xml encoding?>\u00FC|-|false
        UTF-8|\uFEFF<?xml encoding="latin1"?>\u00FC|<?xml encoding="latin1"?>\u00FC|latin1|false
        UTF-8|\uFEFF<?xml encoding="UTF-8"?>\u00FC|<?xml encoding="UTF-8"?>\u00FC|-|false
        UTF-16LE|\uFEFF<?xml encoding="UTF-8"?>\u00FC|<?xml encoding="UTF-8"?>\u00FC|utf-8|false
        UTF-16BE|\uFEFF<?xml encoding="utf-16"?>\u00FC|<?xml encoding="utf-16"?>\u00FC|-|false
        """)
    void charsets(Charset charset, String text, String expected, String mismatch, boolean bomMissing)
            throws IOException {
        String written = text.replace('~', '\n');
        String read = expected.replace('~', '\n');
        for (int block : new int[] {1, 2, 3, 1000}) {
            TextDecoder decoder = new TextDecoder(new ByteArrayInputStream(written.getBytes(charset)));
            assertThat(read(decoder, block)).isEqualTo(read);
            assertThat(decoder.mismatch()).isEqualTo(mismatch);
            assertThat(decoder.isBomMissing()).isEqualTo(bomMissing);
            assertThat(decoder.hasInvalid()).isFalse();
            assertThat(decoder.octets()).isEqualTo(written.getBytes(charset).length);
            TextDecoder slow = new TextDecoder(new ByteArrayInputStream(written.getBytes(charset)) {
                @Override
                public int read(byte[] target, int offset, int length) {
                    return super.read(target, offset, Math.min(3, length));
                }
            });
            assertThat(read(slow, block)).isEqualTo(read);
            assertThat(slow.mismatch()).isEqualTo(mismatch);
        }
    }

    @DisplayName("An octet that stands for nothing becomes U+FFFD, and none is dropped")
    @ParameterizedTest
    @CsvSource({
        "61ff62, a\uFFFDb",
        "c3, \uFFFD",
        "61c3, a\uFFFD",
        "e282, \uFFFD",
        "ffffff, \uFFFD\uFFFD\uFFFD",
        "61fe, a\uFFFD",
        "fffe6100d8, a\uFFFD",
        "fffe00d86100, \uFFFDa",
        "feffd8000061, \uFFFDa",
        "f09f9861, \uFFFDa"
    })
    void octetsThatAreNone(String octets, String text) throws IOException {
        for (int block : new int[] {1, 2, 1000}) {
            TextDecoder decoder =
                    new TextDecoder(new ByteArrayInputStream(HexFormat.of().parseHex(octets)));
            assertThat(read(decoder, block)).isEqualTo(text);
            assertThat(decoder.hasInvalid()).isTrue();
        }
    }

    @DisplayName("No character set gives half of a character: CESU-8 has each half in three octets")
    @Test
    void noHalves() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.write("<?xml encoding='CESU-8'?>".getBytes(UTF_8));
        octets.write(HexFormat.of().parseHex("eda0bd61edb880"));
        String text = read(new TextDecoder(new ByteArrayInputStream(octets.toByteArray())), 1000);
        assertThat(text.chars().filter(c -> Character.isSurrogate((char) c))).isEmpty();
        assertThat(text).contains("a");
    }

    @Test
    void charactersOfTwoUnits() throws IOException {
        byte[] octets = "a\uD83D\uDE00b".getBytes(UTF_8);
        TextDecoder decoder = new TextDecoder(new ByteArrayInputStream(octets));
        assertThat(read(decoder, 2)).isEqualTo("a\uD83D\uDE00b");
        assertThat(decoder.hasInvalid()).isFalse();
        assertThat(decoder.read(new char[1], 0, 0)).isZero();
        TextDecoder single = new TextDecoder(new ByteArrayInputStream(octets));
        assertThat(read(single, 1)).isEqualTo("a\uFFFDb");
        assertThat(single.hasInvalid()).isTrue();
    }

    @Test
    void longTexts() throws IOException {
        String text = "\u00FC\u20AC\uD83D\uDE00x".repeat(5000);
        for (int most : new int[] {1, 7, 100_000}) {
            // One that gives little at a time.
            InputStream in = new ByteArrayInputStream(text.getBytes(UTF_8)) {
                @Override
                public int read(byte[] target, int offset, int length) {
                    return super.read(target, offset, Math.min(most, length));
                }
            };
            assertThat(read(new TextDecoder(in), 1000)).isEqualTo(text);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        return Packed.gzip(text.getBytes(ISO_8859_1));
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static Gunzip open(byte[] octets, int most) {
        return new Gunzip(
                new ByteArrayInputStream(octets) {
                    @Override
                    public int read(byte[] target, int offset, int length) {
                        return super.read(target, offset, Math.min(most, length));
                    }
                },
                new Budget(1000, 100_000, 500));
    }

    /** The same member with what RFC 1952 §2.3 allows behind its first ten octets. */
    private static byte[] withHead(byte[] gzip, int flags, String head) {
        byte[] start = Arrays.copyOf(gzip, 10);
        start[3] = (byte) flags;
        return joined(start, head.getBytes(ISO_8859_1), Arrays.copyOfRange(gzip, 10, gzip.length));
    }

    @DisplayName("RFC 1952 §2.2 and §2.3: members, heads, and what stands behind them")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void members(int most) throws IOException {
        byte[] a = gzip("abc");
        byte[] d = gzip("def");
        assertRead(open(a, most), "abc", false);
        assertRead(open(joined(a, d), most), "abcdef", false);
        assertRead(open(joined(a, gzip(""), d), most), "abcdef", false);
        assertRead(open(joined(a, new byte[] {0}), most), "abc", true);
        assertRead(open(joined(a, new byte[] {0x1F}), most), "abc", true);
        assertRead(open(joined(a, new byte[] {0x1F, 0}), most), "abc", true);
        assertRead(open(withHead(a, 4, "\2\0xy"), most), "abc", false);
        assertRead(open(withHead(a, 4, "\0\1" + "x".repeat(256)), most), "abc", false);
        assertRead(open(withHead(a, 8, "name\0"), most), "abc", false);
        assertRead(open(withHead(a, 16, "comment\0"), most), "abc", false);
        assertRead(open(withHead(a, 2, "cc"), most), "abc", false);
        assertRead(open(withHead(a, 31, "\1\0xname\0comment\0cc"), most), "abc", false);
        assertRead(open(withHead(a, 1, ""), most), "abc", false);
    }

    private static void assertRead(Gunzip zip, String text, boolean trailing) throws IOException {
        assertThat(zip.hasTrailingData()).isFalse();
        StringBuilder read = new StringBuilder();
        assertThat(zip.read(new byte[1], 0, 0)).isZero();
        for (int c = zip.read(); c >= 0; c = zip.read()) {
            read.append((char) c);
        }
        assertThat(read).hasToString(text);
        assertThat(zip.hasTrailingData()).isEqualTo(trailing);
        assertThat(zip.read(new byte[1], 0, 1)).isEqualTo(-1);
        zip.close();
    }

    @DisplayName("RFC 1952 §2.3: what is damaged, and how")
    @ParameterizedTest
    @CsvSource({
        "0, 0, it does not begin like one",
        "1, 0, it does not begin like one",
        "2, 7, its compression method is unknown",
        "10, 255, its data are no deflate stream",
        "-1, 1, its checksum or its length is wrong",
        "-2, 1, its checksum or its length is wrong",
        "-4, 4, its checksum or its length is wrong",
        "-5, 1, its checksum or its length is wrong",
        "-8, 1, its checksum or its length is wrong"
    })
    void damaged(int at, int octet, String how) throws IOException {
        byte[] zip = gzip("abc");
        zip[at < 0 ? zip.length + at : at] = (byte) octet;
        assertThatThrownBy(() -> open(zip, 1000).readAllBytes())
                .isInstanceOf(Refused.class)
                .hasMessage("the gzip file is damaged: " + how);
    }

    @Test
    void endsTooEarly() throws IOException {
        byte[] zip = gzip("abc");
        for (int length = 0; length < zip.length; length++) {
            byte[] cut = Arrays.copyOf(zip, length);
            String how = length == 1 ? "it does not begin like one" : "it ends too early";
            assertThatThrownBy(() -> open(cut, 1000).readAllBytes())
                    .isInstanceOf(Refused.class)
                    .hasMessage("the gzip file is damaged: " + how);
        }
    }

    @DisplayName("How much may come out of octets that were needed for it, and not of those that were read ahead")
    @ParameterizedTest
    @CsvSource({"600, true", "2000, false"})
    void ratios(int ratio, boolean refused) throws IOException {
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(octets)) {
            zip.write(new byte[(4 << 20) + 100_000]);
            zip.write(noise);
        }
        // So that much is read ahead when the first four mebibytes have come out.
        byte[] whole = withHead(octets.toByteArray(), 16, "c".repeat(1000) + "\0");
        Gunzip gunzip = new Gunzip(new ByteArrayInputStream(whole), new Budget(0, 5 << 20, ratio));
        if (refused) {
            assertThatThrownBy(gunzip::readAllBytes).hasMessage("a container expands more than 600-fold");
        } else {
            assertThat(gunzip.readAllBytes()).hasSize((4 << 20) + 120_000);
        }
    }

    @Test
    void aStreamThatBreaksIsNoDamagedFile() throws IOException {
        byte[] zip = gzip("abc");
        EOFException broken = new EOFException("broken");
        for (int length = 0; length < zip.length; length++) {
            InputStream below = Packed.breaking(zip, length, broken);
            assertThatThrownBy(() -> new Gunzip(below, new Budget(0, 10, 1)).readAllBytes())
                    .isSameAs(broken);
        }
    }

    @Test
    void closingClosesWhatIsBelow() throws IOException {
        List<InputStream> closed = new ArrayList<>();
        InputStream below = new ByteArrayInputStream(gzip("abc")) {
            @Override
            public void close() {
                closed.add(this);
            }
        };
        new TextDecoder(below).close();
        assertThat(closed).hasSize(1);
        new Gunzip(below, new Budget(0, 0, 1)).close();
        assertThat(closed).hasSize(2);
        new Unzip(below, new Budget(0, 0, 1), 1).close();
        assertThat(closed).hasSize(3);
        new Budget(0, 0, 1).container(below).close();
        assertThat(closed).hasSize(4);
    }

    @Test
    void whatMayComeOut() throws IOException {
        Budget budget = new Budget(3, 5, 2);
        budget.spend(5);
        assertThatThrownBy(() -> budget.spend(1)).hasMessage("more than 5 octets came out of the input");
        long from = 4 << 20;
        budget.weigh(from, 0);
        budget.weigh(from + 2, from / 2 + 1);
        assertThatThrownBy(() -> budget.weigh(from + 2, from / 2)).hasMessage("a container expands more than 2-fold");
        byte[] four = {1, 2, 3, 4};
        assertThat(budget.container(new ByteArrayInputStream(four, 0, 3)).readAllBytes())
                .hasSize(3);
        assertThatThrownBy(
                        () -> budget.container(new ByteArrayInputStream(four)).readAllBytes())
                .hasMessage("the input has more than 3 octets");
        assertThatThrownBy(
                        () -> budget.container(new ByteArrayInputStream(four)).skip(4))
                .hasMessage("the input has more than 3 octets");
        InputStream single = new Budget(3, 5, 2).container(new ByteArrayInputStream(four));
        assertThat(single.markSupported()).isFalse();
        assertThat(new int[] {single.read(), single.read(), single.read()}).containsExactly(1, 2, 3);
        assertThatThrownBy(single::read).hasMessage("the input has more than 3 octets");
        InputStream zero = new Budget(0, 5, 2).container(new ByteArrayInputStream(new byte[1]));
        assertThatThrownBy(zero::read).hasMessage("the input has more than 0 octets");
        InputStream document = new Budget(3, 3, 2).document(new ByteArrayInputStream(four));
        assertThat(document.skip(3)).isEqualTo(3);
        assertThatThrownBy(document::read).hasMessage("more than 3 octets came out of the input");
        InputStream ended = new Budget(0, 0, 2).document(InputStream.nullInputStream());
        assertThat(ended.read()).isEqualTo(-1);
        assertThat(ended.read(four, 0, 4)).isEqualTo(-1);
    }
}
