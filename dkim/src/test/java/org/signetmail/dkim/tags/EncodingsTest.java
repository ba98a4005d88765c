package org.signetmail.dkim.tags;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the values of tags are made of: RFC 6376 §2.10, §2.11, §3.5. Texts stand for octets. */
class EncodingsTest {

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String text(byte @Nullable [] octets) {
        return octets == null ? null : new String(octets, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            QUJD      | ABC | ABC | -1
            QUI=      | AB  | AB  | -1
            QUI       | AB  | AB  | -1
            QQ==      | A   | A   | -1
            QQ        | A   | A   | -1
            QQ=       |     | A   | -1
            Q         |     | ``  | -1
            QUJDR     |     | ABC | -1
            ``        |     | ``  | -1
            +/+/09az  | \\373\\377\\277\\323\\326\\263 | \\373\\377\\277\\323\\326\\263 | -1
            QU!JD     |     | A   | 2
            QU JD\\r\\n\\t |  | ABC | -1
            QU\\377JD |     | A   | 2
            QQ==QQ    |     | A   | 2
            QQ= =QQ   |     | A   | 2
            QQ==!     |     | A   | 4
            -QUJD     |     | ``  | 0
            QUJD_     |     | ABC | 4
            """)
    void base64(String text, @Nullable String decoded, String start, int odd) {
        byte[] octets = octets(text.translateEscapes() + "..");
        assertThat(text(Base64Text.decode(octets, octets.length - 2)))
                .isEqualTo(decoded == null ? null : decoded.translateEscapes());
        assertThat(text(Base64Text.decodeStart(octets(text.translateEscapes()))))
                .isEqualTo(start.translateEscapes());
        assertThat(Base64Text.firstOdd(text.translateEscapes())).isEqualTo(odd);
    }

    @Test
    void base64Characters() {
        StringBuilder taken = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            taken.append(Base64Text.isBase64(c) ? c : "");
        }
        assertThat(taken).hasToString("+/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain~            | plain~     | plain~
            ``                | ``         | ``
            a=3Db             | a=b        | a=b
            =00=FF            |            | \\0\\377
            =C3=BC            | \\u00fc    | \\303\\274
            \\303\\274        | \\u00fc    | \\303\\274
            =AF=9A=0F         |            | \\257\\232\\017
            =4A               | J          | J
            a=3               |            |
            a=                |            |
            =3d               |            |
            =d3               |            |
            =3G               |            |
            =G3               |            |
            =3/               |            |
            =3:               |            |
            =3@               |            |
            =/3               |            |
            """)
    void quotedPrintable(String text, @Nullable String decoded, @Nullable String octets) {
        String unicode =
                decoded == null ? null : decoded.replace("\\u00fc", "\u00fc").translateEscapes();
        assertThat(QuotedPrintable.decode(octets(text.translateEscapes()))).isEqualTo(unicode);
        assertThat(text(QuotedPrintable.octets(octets(text.translateEscapes()))))
                .isEqualTo(octets == null ? null : octets.translateEscapes());
    }

    @Test
    @DisplayName("RFC 6376 §2.11: printing ASCII but the semicolon and the equals sign stands for itself")
    void encodes() {
        for (int i = 0; i < 256; i++) {
            boolean safe = i > ' ' && i < 0x7F && i != ';' && i != '=';
            String hex = String.format("=%02X", i);
            assertThat(QuotedPrintable.encode((byte) i, "")).isEqualTo(safe ? String.valueOf((char) i) : hex);
            assertThat(QuotedPrintable.encode((byte) i, "|@"))
                    .isEqualTo(safe && i != '|' && i != '@' ? String.valueOf((char) i) : hex);
        }
        assertThat(QuotedPrintable.encode("a \u00fc;|")).isEqualTo("a=20=C3=BC=3B|");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0                      | 0
            0012                   | 12
            9223372036854775806    | 9223372036854775806
            9223372036854775807    | 9223372036854775807
            9223372036854775808    | 9223372036854775807
            92233720368547758069   | 9223372036854775807
            99999999999999999999999999999999999 | 9223372036854775807
            ``                     | -1
            -1                     | -1
            1a                     | -1
            /                      | -1
            :                      | -1
            1 2                    | -1
            """)
    void numbers(String digits, long number) {
        assertThat(TagValues.number(digits)).isEqualTo(number);
    }

    @Test
    void lists() {
        assertThat(TagValues.colonSeparated("")).isEqualTo(List.of(""));
        assertThat(TagValues.colonSeparated("a")).isEqualTo(List.of("a"));
        assertThat(TagValues.colonSeparated(" a\t: b c\r\n :\r\n\t:d")).isEqualTo(List.of("a", "b c", "", "d"));
        assertThat(TagValues.colonSeparated(":")).isEqualTo(List.of("", ""));
    }

    @Test
    void buffer() {
        OctetBuffer buffer = new OctetBuffer(2);
        buffer.append((byte) 'a');
        buffer.append(octets("xbcdx"), 1, 3);
        buffer.ensure(0);
        assertThat(buffer.toText()).isEqualTo("abcd");
        assertThat(buffer.length()).isEqualTo(4);
        buffer.ensure(100);
        byte[] room = buffer.octets();
        buffer.append(new byte[100], 0, 100);
        assertThat(buffer.octets()).isSameAs(room);
        assertThat(buffer.toArray()).hasSize(104).startsWith('a', 'b', 'c', 'd', 0);
        buffer.clear();
        assertThat(buffer.length()).isZero();
        buffer.append((byte) 'z');
        assertThat(buffer.toText()).isEqualTo("z");
    }
}
