package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2047 in both directions; texts stand for octets. */
class EncodedWordsTest {

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            =?utf-8?q?a?=                        | a
            x =?utf-8?Q?a_b=3D?= y               | x a b= y
            =?utf-8?b?YQ==?= =?UTF-8?B?Yg==?=    | ab
            =?utf-8?q?a?=\\r\\n =?utf-8?q?b?=    | ab
            =?utf-8?q?a?==?utf-8?q?b?=           | ab
            =?utf-8?q?a?= b                      | a b
            =?utf-8?q?a?= b =?utf-8?q?c?=        | a b c
            x  =?utf-8?q?a?=                     | `x  a`
            =?utf-8?q?a?= =?b                    | a =?b
            =?utf-8?q?a?= =?utf-8?q?b c?=        | a =?utf-8?q?b c?=
            =?iso-8859-1?q?=FC?=                 | \u00fc
            =?ISO-8859-1?b?/A==?=                | \u00fc
            =?us-ascii?q?a?=                     | a
            =?utf-8?q?=4f=4F=09?=                | `OO\\t`
            =?utf-8?q??=                         | ``
            =?utf-8?q?a?=?=                      | a?=
            =?koi8-r?q?a?=                       |
            =?utf-8?q?=4g?=                      |
            =?utf-8?q?=g4?=                      |
            =?utf-8?q?a=?=                       |
            =?utf-8?q?a=4?=                      |
            =?utf-8?b?*?=                        |
            =?utf-8?qq?x?=                       |
            =?utf-8??xx?=                        |
            =?utf-8?q?a b?=                      |
            =?utf-8?q?a                          |
            =?utf-8                              |
            plain                                |
            """)
    void decodes(String text, @Nullable String decoded) {
        assertThat(EncodedWords.decoded(text.translateEscapes()))
                .isEqualTo(decoded == null ? null : utf8(decoded.translateEscapes()));
    }

    @Test
    @DisplayName("what is longer than two encoded words may be is none")
    void longWords() {
        String text = "a".repeat(138);
        assertThat(EncodedWords.decoded("=?utf-8?q?" + text + "?=")).isEqualTo(text);
        assertThat(EncodedWords.decoded("x =?utf-8?q?" + text + "a?= y")).isEqualTo("x " + text + "a y");
        assertThat(EncodedWords.decoded("=?utf-8?q?" + text + "aa?= y")).isNull();
        String word = "=?utf-8?q?a?= ";
        assertThat(EncodedWords.decoded(word + "=?" + "c".repeat(73) + "?q?a?="))
                .isNull();
        assertThat(EncodedWords.decoded(word + "=?" + "c".repeat(74) + "?q?a?="))
                .isEqualTo("a =?" + "c".repeat(74) + "?q?a?=");
    }

    /** The same encodings with the charset in small letters, and with those of the encoding too. */
    private static void assertEncodings(
            String text, String q, String qWord, String strict, String strictWord, String b, String bWord) {
        List<String> expected = List.of(
                "=?UTF-8?Q?" + q,
                qWord.replace("@", "=?UTF-8?Q?"),
                "=?UTF-8?Q?" + strict,
                strictWord.replace("@", "=?UTF-8?Q?"));
        List<String> encodings = EncodedWords.encodings(utf8(text));
        assertThat(encodings).hasSize(24);
        assertThat(encodings.subList(0, 4)).isEqualTo(expected);
        assertThat(encodings.subList(4, 6)).containsExactly("=?UTF-8?B?" + b, bWord.replace("@", "=?UTF-8?B?"));
        for (int i = 0; i < 6; i++) {
            assertThat(encodings.get(i + 6))
                    .isEqualTo(encodings.get(i).replace("8?Q?", "8?q?").replace("8?B?", "8?b?"));
        }
        for (int i = 0; i < 12; i++) {
            assertThat(encodings.get(i + 12)).isEqualTo(encodings.get(i).replace("UTF-8", "utf-8"));
        }
    }

    @Test
    @DisplayName("RFC 2047 §4.1, §4.2, §5: the whole text or its words alone, more or fewer characters as they are")
    void encodes() {
        assertEncodings(
                "a b\u00fc!*+-/ =?_.~ c d",
                "a_b=C3=BC!*+-/_=3D=3F=5F.~_c_d?=",
                "a @b=C3=BC!*+-/?= =?_.~ c d",
                "a_b=C3=BC!*+-/_=3D=3F=5F=2E=7E_c_d?=",
                "a @b=C3=BC!*+-/?= =?_.~ c d",
                "YSBiw7whKistLyA9P18ufiBjIGQ=?=",
                "a @YsO8ISorLS8=?= =?_.~ c d");
        assertEncodings(
                "a \u007f b", "a_=7F_b?=", "a @=7F?= b", "a_=7F_b?=", "a @=7F?= b", "YSB/IGI=?=", "a @fw==?= b");
        assertEncodings("\u00fc", "=C3=BC?=", "@=C3=BC?=", "=C3=BC?=", "@=C3=BC?=", "w7w=?=", "@w7w=?=");
        assertEncodings(
                "x \u00fc.y \u00df z",
                "x_=C3=BC.y_=C3=9F_z?=",
                "x @=C3=BC.y_=C3=9F?= z",
                "x_=C3=BC=2Ey_=C3=9F_z?=",
                "x @=C3=BC=2Ey_=C3=9F?= z",
                "eCDDvC55IMOfIHo=?=",
                "x @w7wueSDDnw==?= z");
    }

    @Test
    @DisplayName(
            "RFC 2047 §2, §5 (3): no word is longer than 75 characters, none could be longer, and none ends within a character")
    void longTexts() {
        String[] pieces = {"a", " ", "\u00fc", "\u20ac", "=", "word ", "\ud83d\ude00", "."};
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder("\u00fc");
            for (int i = random.nextInt(120); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String raw = utf8(text.append('x').toString());
            for (String encoding : EncodedWords.encodings(raw)) {
                assertThat(EncodedWords.decoded(encoding)).isEqualTo(raw);
                String[] words = encoding.split(" ", -1);
                for (int i = 0; i < words.length; i++) {
                    String word = words[i];
                    if (!word.startsWith("=?") || !word.endsWith("?=")) {
                        continue;
                    }
                    assertThat(word).hasSizeLessThanOrEqualTo(75);
                    String octets = EncodedWords.decoded(word);
                    assertThat(octets).isNotNull();
                    byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
                    assertThat(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                            .isEqualTo(bytes);
                    // A character of UTF-8 takes 12 characters of Q at most, and no more of base64.
                    if (i + 1 < words.length && words[i + 1].startsWith("=?") && encoding.startsWith("=?")) {
                        assertThat(word.length()).isGreaterThan(75 - 12);
                    }
                }
            }
        }
    }

    @Test
    void tellsRawText() {
        assertThat(EncodedWords.isRaw("a~")).isFalse();
        assertThat(EncodedWords.isRaw("a\u007f")).isTrue();
        assertThat(EncodedWords.isRaw("\u00fc")).isTrue();
    }
}
