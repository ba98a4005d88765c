package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What undoes a change of a body, piece by piece, wherever the pieces end. Texts stand for octets. */
class BodyFiltersTest {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static final Map<String, Undoing> FILTERS = Map.ofEntries(
            Map.entry("CRLF", LineEndFixer::new),
            Map.entry("CR CR LF", out -> new CrRemover(true, out)),
            Map.entry("LF", out -> new CrRemover(false, out)),
            Map.entry("two dots", out -> new LineStarts("..", ".", false, out)),
            Map.entry("whole line", out -> new LineStarts("--", "-- ", true, out)),
            Map.entry("trimmed", TrailingWhiteSpaceRemover::new),
            Map.entry("from Q", QuotedPrintableBody::new),
            Map.entry("to Q", QuotedPrintableEncoder::new),
            Map.entry("from base64", Base64Decoding::new),
            Map.entry("to base64", Base64Encoding::new),
            Map.entry("wrapped at 4", out -> new Wrapping(4, out)),
            Map.entry("one line", out -> new Wrapping(0, out)),
            Map.entry("from UTF-8", out -> Transcoding.fromUtf8(WINDOWS, out)),
            Map.entry("to UTF-8", out -> Transcoding.toUtf8(WINDOWS, out)),
            Map.entry("1 paragraph", out -> new TopRemover(1, true, out)),
            Map.entry("2 paragraphs", out -> new TopRemover(2, true, out)),
            Map.entry("1 line", out -> new TopRemover(1, false, out)),
            Map.entry("first part", out -> new FirstPart("b", out)));

    private static String run(Undoing undoing, String body, int... splits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
        BodyFilter filter = undoing.then(Gathering::new).undo(out::write);
        Pieces.of(octets, splits, filter);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static void assertUndone(Undoing undoing, String body, String undone) {
        assertThat(run(undoing, body)).isEqualTo(undone);
        for (int first = 0; first <= body.length(); first++) {
            int second = first + (body.length() - first) / 2;
            assertThat(run(undoing, body, first, second))
                    .as("split at %d and %d", first, second)
                    .isEqualTo(undone);
        }
        assertThat(run(undoing, body, IntStream.range(0, body.length()).toArray()))
                .as("octet by octet")
                .isEqualTo(undone);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CRLF         | a\\nb\\rc\\r\\nd\\r\\n\\n\\r     | a\\r\\nb\\r\\nc\\r\\nd\\r\\n\\r\\n\\r\\n
            CR CR LF     | a\\r\\r\\nb\\r\\nc\\rd\\r\\re\\nf\\r\\r\\r\\ng\\r\\r | a\\r\\nb\\r\\nc\\rd\\r\\re\\nf\\r\\ng\\r\\r
            LF           | a\\r\\nb\\r\\r\\nc\\rd\\ne\\r     | a\\nb\\r\\nc\\rd\\ne\\r
            two dots     | ..a\\r\\n.b\\r\\nc..\\r\\n..\\r\\n... | .a\\r\\n.b\\r\\nc..\\r\\n.\\r\\n..
            two dots     | .                         | .
            whole line   | --\\r\\nx--\\r\\n---\\r\\n-- \\r\\n--\\n-- | `-- \\r\\nx--\\r\\n---\\r\\n-- \\r\\n-- \\n-- `
            whole line   | --\\r                     | --\\r
            trimmed      | `a \\t\\r\\n \\r\\nb \\rc\\t\\n d\\r\\r\\n\\t ` | a\\r\\n\\r\\nb \\rc\\t\\n d\\r\\r\\n
            trimmed      | `a \\r `                  | `a \\r`
            trimmed      | `a \\r`                   | `a \\r`
            from Q       | a=3Db=\\r\\nc=zz=0aX=4    | a=bc=zz\\nX=4
            from Q       | =C3=bc=                   | \\303\\274=
            from Q       | =4z=z4=\\rx=x\\n          | =4z=z4=\\rx=x\\n
            to Q         | `=\\0\\037 !~\\177\\377`  | =3D=00=1F !~=7F=FF
            to Q         | `a \\r\\n\\t\\r\\n\\n\\rb \\r` | a=20\\r\\n=09\\r\\n=0A=0Db =0D
            to Q         | `a `                      | a=20
            to Q         | a\\r\\r\\nb\\r\\r         | a=0D\\r\\nb=0D=0D
            from base64  | YWJj\\r\\nZA==            | abcd
            from base64  | YWI                       | ab
            from base64  | YQ                        | a
            from base64  | Y                         | ``
            from base64  | YQ==YWJj                  | a
            from base64  | A-B.C:D@E[F{G,H*          | \\0\\020\\203\\020Q\\207
            from base64  | +/+/09az                  | \\373\\377\\277\\323\\326\\263
            to base64    | abcdefg                   | YWJjZGVmZw==
            to base64    | ab                        | YWI=
            to base64    | ``                        | ``
            wrapped at 4 | YWJjZGVm\\r\\n            | YWJj\\r\\nZGVm\\r\\n
            wrapped at 4 | YW\\r\\nJjZGVm            | YWJj\\r\\nZGVm
            wrapped at 4 | YWJj\\r\\n\\r\\n          | YWJj\\r\\n\\r\\n
            wrapped at 4 | Y\\n\\nWJj                | YWJj
            wrapped at 4 | YWJjZG==YQ                | YWJj\\r\\nZG==\\r\\nYQ
            one line     | YWJj\\r\\nZGVm\\r\\n      | YWJjZGVm\\r\\n
            from UTF-8   | Gr\\303\\274\\303\\237e \\342\\202\\254 | Gr\\374\\337e \\200
            from UTF-8   | \\303a\\303\\303\\274\\274b\\342\\202a\\342\\202\\254 | \\303a\\303\\374\\274b\\342\\202a\\200
            from UTF-8   | \\304\\200\\342\\202\\255\\342\\202 | \\304\\200\\342\\202\\255\\342\\202
            from UTF-8   | \\303\\242\\202\\254a\\0b | \\342\\202\\254a\\0b
            from UTF-8   | \\303\\277\\302\\240      | \\377\\240
            to UTF-8     | a\\0b                     | a\\0b
            to UTF-8     | Gr\\374\\337e \\200\\377  | Gr\\303\\274\\303\\237e \\342\\202\\254\\303\\277
            1 paragraph  | a\\r\\nb\\r\\n\\r\\nc\\r\\n\\r\\nd | c\\r\\n\\r\\nd
            1 paragraph  | a\\n\\nb                  | b
            1 paragraph  | \\r\\na                   | a
            1 paragraph  | a                         | ``
            2 paragraphs | a\\r\\n\\r\\nb\\r\\n\\r\\nc\\r\\n | c\\r\\n
            1 line       | a\\r\\nb\\r\\n            | b\\r\\n
            1 line       | a                         | ``
            first part   | x\\r\\n--b\\r\\nA: b\\r\\n\\r\\nhi\\r\\n\\r\\nyou\\r\\n--b\\r\\nA: b\\r\\n\\r\\nz\\r\\n--b--\\r\\n | hi\\r\\n\\r\\nyou
            first part   | --b \\r\\n\\r\\n-b\\r\\n--c\\r\\nx--b\\r\\n--b-- \\r\\nz | -b\\r\\n--c\\r\\nx--b
            first part   | --b\\n\\nhi\\n--b--\\n    | hi\\n
            first part   | --b\\n\\nhi\\n\\nyou\\n--b-- | hi\\n\\nyou\\n
            first part   | --b\\r\\n\\r\\nhi          | hi
            first part   | hi\\r\\n\\r\\nyou          | ``
            """)
    void undoes(String filter, String body, String undone) {
        assertUndone(FILTERS.get(filter), body.translateEscapes(), undone.translateEscapes());
    }

    @Test
    @DisplayName("RFC 2045 §6.7: lines of 76 characters, an equals sign at the end of one that goes on")
    void quotedPrintableLines() {
        Undoing encoder = QuotedPrintableEncoder::new;
        assertUndone(encoder, "a".repeat(76) + "\r\n", "a".repeat(76) + "\r\n");
        assertUndone(encoder, "a".repeat(77) + "\r\n", "a".repeat(75) + "=\r\naa\r\n");
        assertUndone(encoder, "a".repeat(76), "a".repeat(76));
        assertUndone(encoder, "a".repeat(77), "a".repeat(75) + "=\r\naa");
        assertUndone(encoder, "a".repeat(72) + "=b", "a".repeat(72) + "=3Db");
        assertUndone(encoder, "a".repeat(73) + "=b", "a".repeat(73) + "=\r\n=3Db");
        assertUndone(encoder, "a".repeat(73) + "=", "a".repeat(73) + "=3D");
        assertUndone(encoder, "a".repeat(74) + "=", "a".repeat(74) + "=\r\n=3D");
        assertUndone(encoder, "a".repeat(74) + " \r\nb", "a".repeat(74) + "=\r\n=20\r\nb");
        assertUndone(
                encoder, "a".repeat(80) + "\r\n" + "b".repeat(76), "a".repeat(75) + "=\r\naaaaa\r\n" + "b".repeat(76));
    }

    @Test
    @DisplayName("what was encoded comes back, and base64 is that of the JDK")
    void thereAndBack() {
        String[] pieces = {"a", " ", "\t", "\r\n", "\r", "\n", "=", "\u00fc", "word word word word", "."};
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String body = text.toString();
            int split = random.nextInt(body.length() + 1);
            Undoing encoder = QuotedPrintableEncoder::new;
            assertThat(run(encoder.then(QuotedPrintableBody::new), body, split)).isEqualTo(body);
            assertThat(run(encoder, body, split).split("\r\n", -1)).allMatch(line -> line.length() <= 76);
            byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(run(Base64Encoding::new, body, split))
                    .isEqualTo(Base64.getEncoder().encodeToString(octets));
            Undoing mime = ((Undoing) Base64Encoding::new).then(out -> new Wrapping(76, out));
            assertThat(run(mime, body, split)).isEqualTo(Base64.getMimeEncoder().encodeToString(octets));
            assertThat(run(mime.then(Base64Decoding::new), body, split)).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2046, 2047, 2048, 2049, 4096, 5000})
    @DisplayName("a line of more than 2048 octets comes in pieces, of which the first alone starts the line")
    void longLines(int length) {
        Undoing dots = FILTERS.get("two dots");
        String line = "..".repeat(length / 2) + "x".repeat(length % 2);
        assertThat(run(dots, line + "\r\n..a", 1000)).isEqualTo(line.substring(1) + "\r\n.a");
        assertThat(run(dots, line, 1000, Math.min(length, 2048))).isEqualTo(line.substring(1));
        Undoing paragraph = FILTERS.get("1 paragraph");
        assertThat(run(paragraph, "y".repeat(length) + "\r\n\r\nz", 1000)).isEqualTo("z");
        assertThat(run(paragraph, "y".repeat(length) + "\n\nz", 1000)).isEqualTo("z");
        assertThat(run(FILTERS.get("1 line"), "y".repeat(length) + "\r\nz")).isEqualTo("z");
    }

    @Test
    @DisplayName("white space up to 1024 octets is held back for the end of a line")
    void longWhiteSpace() {
        Undoing trimmed = FILTERS.get("trimmed");
        assertThat(run(trimmed, "a" + " ".repeat(1024) + "\r\nb")).isEqualTo("a\r\nb");
        assertThat(run(trimmed, "a" + " ".repeat(1025) + "\r\nb")).isEqualTo("a" + " ".repeat(1025) + "\r\nb");
        assertThat(run(trimmed, "a" + " ".repeat(1024) + "b")).isEqualTo("a" + " ".repeat(1024) + "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, 4097, 9000})
    @DisplayName("small pieces are put together, and none is lost")
    void gathers(int length) {
        String body = "x".repeat(length) + "end";
        int[] calls = {0};
        StringBuilder out = new StringBuilder();
        Gathering gathering = new Gathering((buffer, offset, count) -> {
            calls[0] += count > 0 ? 1 : 0;
            out.append(new String(buffer, offset, count, StandardCharsets.ISO_8859_1));
        });
        byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
        gathering.accept(octets, 0, 1);
        gathering.accept(octets, 1, length - 1);
        for (int i = length; i < octets.length; i++) {
            gathering.accept(octets, i, 1);
        }
        gathering.finish();
        assertThat(out).hasToString(body);
        assertThat(calls[0]).isEqualTo(length + 3 <= 4096 ? 1 : length > 4096 ? 3 : 2);
    }

    /** Joins lines that were broken at 900 octets or more. */
    private static String joined(String before, String behind, String body, long width) {
        long[] seen = {0};
        Undoing undoing = out -> {
            LongLineJoiner joiner = new LongLineJoiner(before, behind, out);
            return new BodyFilter() {
                @Override
                public void accept(byte[] buffer, int offset, int length) {
                    joiner.accept(buffer, offset, length);
                }

                @Override
                public void finish() {
                    joiner.finish();
                    seen[0] = joiner.width();
                }
            };
        };
        String whole = run(undoing, body);
        for (int split = 890; split < Math.min(body.length(), 1010); split++) {
            assertThat(run(undoing, body, 100, split)).as("split at %d", split).isEqualTo(whole);
        }
        assertThat(seen[0]).isEqualTo(width);
        return whole;
    }

    @Test
    @DisplayName("lines that were broken at 900 octets or more are joined")
    void joinsLongLines() {
        String line = "y".repeat(900);
        assertThat(joined("", " ", line + "\r\n z\r\nend", 900)).isEqualTo(line + "z\r\nend");
        assertThat(joined("", " ", line + "\r\nz\r\n end", 0)).isEqualTo(line + "\r\nz\r\n end");
        assertThat(joined("", " ", line.substring(1) + "\r\n z\r\nend", 0))
                .isEqualTo(line.substring(1) + "\r\n z\r\nend");
        assertThat(joined("", " ", line + "\n z", 0)).isEqualTo(line + "\n z");
        assertThat(joined("", "", line + "\r\nz\r\nend", 900)).isEqualTo(line + "z\r\nend");
        assertThat(joined("", " ", line + "\r\n", 0)).isEqualTo(line + "\r\n");
        assertThat(joined("!", " ", line + "!\r\n z\r\nend", 901)).isEqualTo(line + "z\r\nend");
        assertThat(joined("!", " ", line + "\r\n z", 0)).isEqualTo(line + "\r\n z");
        assertThat(joined("!", " ", line + "!\r\nz", 0)).isEqualTo(line + "!\r\nz");
        assertThat(joined("!", " ", line + "!\r\n", 0)).isEqualTo(line + "!\r\n");
        assertThat(joined("", " ", line + "\r\n " + line + "y\r\n z\r\nend", 900))
                .isEqualTo(line + line + "yz\r\nend");
        assertThat(joined("", " ", "x".repeat(3000) + "\r\n z", 3000)).isEqualTo("x".repeat(3000) + "z");
        // The line end itself comes alone, behind a piece of 2048 octets.
        assertThat(joined("", " ", "x".repeat(2048) + "\r\n z", 2048)).isEqualTo("x".repeat(2048) + "z");
        // Or half of it does.
        assertThat(joined("", " ", "x".repeat(2047) + "\r\n z", 0)).isEqualTo("x".repeat(2047) + "\r\n z");
    }
}
