package org.signetmail.dkim.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.dkim.Forge;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.Hash;

/** The canonical bodies of RFC 6376 §3.4, against examples and against a reference that does nothing cleverly. */
class BodyCanonicalizerTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    RFC 6376 §3.4.5 example                  | " C \\r\\nD \\t E\\r\\n\\r\\n\\r\\n" | " C \\r\\nD \\t E\\r\\n" | " C\\r\\nD E\\r\\n"
                    RFC 6376 §3.4.3, §3.4.4 no body           | ""                       | "\\r\\n"          | ""
                    RFC 6376 §3.4.4 blank lines only          | "\\r\\n\\r\\n"           | "\\r\\n"          | ""
                    RFC 6376 §3.4.4 white-space lines only    | " \\r\\n\\t \\r\\n"      | " \\r\\n\\t \\r\\n" | ""
                    RFC 6376 §3.4.4 white space only          | " \\t "                  | " \\t \\r\\n"     | ""
                    RFC 6376 §3.4.3 no final CRLF             | "a"                      | "a\\r\\n"         | "a\\r\\n"
                    RFC 6376 §3.4.3 interior blank lines stay | "a\\r\\n\\r\\nb\\r\\n"   | "a\\r\\n\\r\\nb\\r\\n" | "a\\r\\n\\r\\nb\\r\\n"
                    RFC 6376 §3.4.3 leading blank lines stay  | "\\r\\n\\r\\nb\\r\\n"    | "\\r\\n\\r\\nb\\r\\n" | "\\r\\n\\r\\nb\\r\\n"
                    RFC 6376 §3.4.4 leading white space       | " \\ta\\r\\n"            | " \\ta\\r\\n"     | " a\\r\\n"
                    RFC 6376 §3.4.4 trailing white space      | "a \\t\\r\\nb\\r\\n"     | "a \\t\\r\\nb\\r\\n" | "a\\r\\nb\\r\\n"
                    RFC 6376 §3.4.4 blank line in between     | "a\\r\\n \\t\\r\\nb\\r\\n" | "a\\r\\n \\t\\r\\nb\\r\\n" | "a\\r\\n\\r\\nb\\r\\n"
                    RFC 6376 §3.4.4 white-space lines at end  | "a\\r\\n \\r\\n\\t\\r\\n" | "a\\r\\n \\r\\n\\t\\r\\n" | "a\\r\\n"
                    RFC 6376 §3.4.4 unterminated white space  | "a "                     | "a \\r\\n"        | "a\\r\\n"
                    RFC 6376 §3.4.4 one tab becomes a space   | "a\\tb\\r\\n"            | "a\\tb\\r\\n"     | "a b\\r\\n"
                    RFC 6376 §2.8 VT and FF are no WSP        | "a\\013\\014\\r\\n"      | "a\\013\\014\\r\\n" | "a\\013\\014\\r\\n"
                    RFC 5322 §2.3 lone LF ends no line        | "a \\n\\n"               | "a \\n\\n\\r\\n"  | "a \\n\\n\\r\\n"
                    RFC 5322 §2.3 lone CR ends no line        | "a \\r\\r"               | "a \\r\\r\\r\\n"  | "a \\r\\r\\r\\n"
                    RFC 5322 §2.3 CR CR LF                    | "a \\r\\r\\n"            | "a \\r\\r\\n"     | "a \\r\\r\\n"
                    """)
    void examples(String rule, String body, String simple, String relaxed) {
        assertThat(canonical(Form.SIMPLE, octets(body))).as("simple").isEqualTo(text(octets(simple)));
        assertThat(canonical(Form.RELAXED, octets(body))).as("relaxed").isEqualTo(text(octets(relaxed)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anySplitGivesWhatTheReferenceGives(int seed) {
        byte[] body = randomBody(new Random(seed));
        for (Form canonicalization : Form.values()) {
            String expected = reference(canonicalization, text(body));
            for (int first = 0; first <= body.length; first++) {
                int second = first + (body.length - first) / 2;
                assertThat(canonical(canonicalization, body, first, second))
                        .as("%s, seed %d, split at %d and %d", canonicalization, seed, first, second)
                        .isEqualTo(expected);
            }
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 1000);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void longBodiesInRandomPieces(Form canonicalization) {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] body = randomBody(random, 8000);
            int[] splits = random.ints(seed % 7, 0, body.length + 1).sorted().toArray();
            assertThat(canonical(canonicalization, body, splits))
                    .as("%s, seed %d", canonicalization, seed)
                    .isEqualTo(reference(canonicalization, text(body)));
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void oneOctetAtATime(Form canonicalization) {
        for (int seed = 0; seed < 300; seed++) {
            byte[] body = randomBody(new Random(seed));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BodyCanonicalizer canonicalizer = BodyCanonicalizer.of(canonicalization, out::write);
            for (int i = 0; i < body.length; i++) {
                canonicalizer.update(body, i, i + 1);
            }
            canonicalizer.finish();
            assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo(reference(canonicalization, text(body)));
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void stretchesOfEveryKindInRandomPieces(Form canonicalization) {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            byte[] body = stretches(random, 1 + random.nextInt(12));
            int[] splits = random.ints(seed % 5, 0, body.length + 1).sorted().toArray();
            assertThat(canonical(canonicalization, body, splits))
                    .as("%s, seed %d", canonicalization, seed)
                    .isEqualTo(reference(canonicalization, text(body)));
        }
    }

    /** Any three octets that matter, behind each other in one long piece, with so many others between them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 61})
    void anyThreeOctetsInsideOfALongPiece(int between) {
        char[] octets = {0, '\t', '\n', 13, 0x1F, ' ', '!', 'a', 0x80, 0x89, 0x8A, 0x8D, 0xA0, 0xFF};
        StringBuilder body = new StringBuilder();
        for (char first : octets) {
            for (char second : octets) {
                for (char third : octets) {
                    body.append("b".repeat(between))
                            .append(first)
                            .append(second)
                            .append(third);
                }
            }
        }
        for (int shift = 0; shift < 9; shift++) {
            byte[] shifted = ("c".repeat(shift) + body).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(canonical(Form.RELAXED, shifted))
                    .as("%d octets before", shift)
                    .isEqualTo(reference(Form.RELAXED, text(shifted)));
        }
    }

    /** Pieces so long that they are taken in blocks, in which much changes, or little, or first the one and then the other. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 20, 30, 40, 50})
    void longPiecesOfEveryKind(int first) {
        for (int seed = first; seed < first + 10; seed++) {
            Random random = new Random(seed);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            while (body.size() < 60_000) {
                // Blocks in which nothing changes are handed on together, before the first in which something does.
                body.writeBytes(
                        random.nextInt(3) == 0
                                ? prose(random.nextInt(20_000))
                                : stretches(random, 1 + random.nextInt(12)));
                body.writeBytes(
                        "\r\n".repeat(random.nextInt(4) * random.nextInt(3000)).getBytes(StandardCharsets.US_ASCII));
            }
            byte[] octets = body.toByteArray();
            int split = random.nextInt(octets.length + 1);
            assertThat(canonical(Form.RELAXED, octets, split))
                    .as("seed %d, split at %d", seed, split)
                    .isEqualTo(reference(Form.RELAXED, text(octets)));
        }
    }

    @ParameterizedTest
    @MethodSource("borders")
    void everySplitAroundABorderBetweenStretches(String border) {
        String prose = "Words as people write them, and more of them. ".repeat(13);
        for (String before : List.of("", "x", prose, "\ta  b \r\n".repeat(60))) {
            for (String after : List.of("", "x", prose, " \t\r\n".repeat(60))) {
                byte[] body = (before + border + after).getBytes(StandardCharsets.ISO_8859_1);
                int end = Math.min(body.length, before.length() + border.length() + 40);
                for (Form form : Form.values()) {
                    String expected = reference(form, text(body));
                    for (int split = Math.max(0, before.length() - 40); split <= end; split++) {
                        assertThat(canonical(form, body, split))
                                .as("%s, split at %d", form, split)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    static Stream<String> borders() {
        return Stream.of(
                " \r\n",
                "  ",
                " \r",
                " \n",
                "\r",
                "\n",
                "\r\r\n",
                " \r\r\n",
                "\r\n",
                "\t",
                " !  ",
                " ! !\t!",
                "\u00a0 \u0089 \u008d\u008a",
                " ".repeat(7),
                " ".repeat(8) + "\r\n",
                " ".repeat(15) + "x",
                " ".repeat(16) + "\r\n",
                " ".repeat(17) + "\r",
                "\t".repeat(33) + "\n",
                " ".repeat(40) + "\r\n ",
                "\r\n".repeat(40));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void emptyLinesAtTheEndBehindAnyLengthThatHasToBeRewritten(Form canonicalization) {
        for (int length = 4000; length < 4200; length++) {
            String text = "\ta".repeat(length / 2) + "b".repeat(length % 2) + "\r\n".repeat(1200);
            byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(canonical(canonicalization, body))
                    .as("behind %d octets", length)
                    .isEqualTo(reference(canonicalization, text));
        }
    }

    @Test
    void theHashOfAnyLengthIsThatOfTheBeginning() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] body = stretches(random, 3);
            for (Form form : Form.values()) {
                byte[] expected = reference(form, text(body)).getBytes(StandardCharsets.ISO_8859_1);
                int limit = random.nextInt(expected.length + 1);
                BodyHashes hashes = new BodyHashes();
                Crypto crypto = new Crypto(null);
                BodyHash whole = hashes.add(form, Hash.SHA256, OptionalLong.empty(), crypto);
                BodyHash part = hashes.add(form, Hash.SHA256, OptionalLong.of(limit), crypto);
                int split = random.nextInt(body.length + 1);
                hashes.update(body, 0, split);
                hashes.update(body, split, body.length - split);
                hashes.finish();
                assertThat(whole.total()).isEqualTo(expected.length);
                assertThat(whole.hash()).isEqualTo(crypto.digest(Hash.SHA256).digest(expected));
                assertThat(part.hash())
                        .as("%s, seed %d, %d octets", form, seed, limit)
                        .isEqualTo(crypto.digest(Hash.SHA256).digest(Arrays.copyOf(expected, limit)));
            }
        }
    }

    private static byte[] prose(int length) {
        String line = "Words as people write them, and more of them.\r\n";
        return line.repeat(length / line.length() + 1).getBytes(StandardCharsets.US_ASCII);
    }

    /** Stretches in which there is nothing to change, something here and there, or something everywhere. */
    private static byte[] stretches(Random random, int count) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String[] words = {"word", "a", "! ", "z\u00fc\u00f1", "\r\n", " x", "(-", "\u0080\u00ff", "\0\u001f"};
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(4);
            int pieces = 1 + random.nextInt(kind == 3 ? 300 : 1500);
            if (kind == 3) {
                body.writeBytes(randomBody(random, pieces));
            }
            for (int k = 0; kind < 3 && k < pieces; k++) {
                String word = words[random.nextInt(words.length)];
                String behind = kind == 0 || random.nextInt(kind == 1 ? 40 : 6) > 0
                        ? ""
                        : " ".repeat(random.nextInt(36)) + (random.nextBoolean() ? "\r\n" : "\t");
                body.writeBytes((word + behind).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return body.toByteArray();
    }

    @Test
    void whatIsCanonicalIsHandedOnAsOneRange() {
        byte[] body =
                octets("A line of prose, as people write it.\\r\\n\\r\\n and an indented one.\\r\\n".repeat(20) + "x");
        for (Form canonicalization : Form.values()) {
            int[] calls = {0};
            BodyCanonicalizer canonicalizer =
                    BodyCanonicalizer.of(canonicalization, (buffer, offset, length) -> calls[0]++);
            canonicalizer.update(body, 0, body.length);
            assertThat(calls[0]).as("%s", canonicalization).isEqualTo(1);
        }
    }

    /** Mostly of what canonicalization is about, in lengths that go over the borders of eight octets. */
    private static byte[] randomBody(Random random) {
        return randomBody(random, random.nextInt(40));
    }

    private static byte[] randomBody(Random random, int count) {
        String[] pieces = {
            "a",
            "bcdefghi",
            " ",
            "  ",
            "\t",
            "\r\n",
            "\r\n\r\n",
            "\r",
            "\n",
            " \r\n",
            "\0",
            "x y",
            // Those that canonicalization is about, with the high bit set.
            "\u00a0",
            "\u0089",
            "\u008d\u008a"
        };
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < count; i++) {
            body.append(pieces[random.nextInt(pieces.length)]);
        }
        return body.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String reference(Form canonicalization, String body) {
        return Forge.canonicalBody(canonicalization == Form.RELAXED, body);
    }

    private static String canonical(Form canonicalization, byte[] body, int... splits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BodyCanonicalizer canonicalizer = BodyCanonicalizer.of(canonicalization, out::write);
        int from = 0;
        for (int split : splits) {
            canonicalizer.update(body, from, split);
            from = split;
        }
        canonicalizer.update(body, from, body.length);
        canonicalizer.finish();
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] octets(String escaped) {
        return escaped.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
