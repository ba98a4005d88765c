package org.signetmail.dkim.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.dkim.Forge;

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

    @Test
    void whatIsCanonicalIsHandedOnAsOneRange() {
        byte[] body = octets("A line of prose, as people write it.\\r\\n\\r\\n and an indented one.\\r\\nx");
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
