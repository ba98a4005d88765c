package org.signetmail.dkim.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Message;
import org.signetmail.dkim.Forge;
import org.signetmail.dkim.canonical.FieldIndex;

/** RFC 2045 §5, §6: what a header says of the body. */
class BodyTypeTest {

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                   | ``          | text/plain   | ``  | ``    | ``
            TEXT/Html ; Charset=UTF-8            | Base64 (x)  | text/html    | ``  | utf-8 | base64
            text/plain; format=flowed; charset=x | 8BIT        | text/plain   | ``  | x     | 8bit
            text/plain;charset=x;y=z             | ``          | text/plain   | ``  | x     | ``
            text/plain; charset="a b"; z         | ``          | text/plain   | ``  | a b   | ``
            text/plain; charset="a               | ``          | text/plain   | ``  | ``    | ``
            text/plain; charset=a b              | ``          | text/plain   | ``  | a     | ``
            text/plain; charset=                 | ``          | text/plain   | ``  | ``    | ``
            text/plain; xcharset=a               | ``          | text/plain   | ``  | ``    | ``
            text/plain; xcharset=a; charset=b    | ``          | text/plain   | ``  | b     | ``
            ;charset=x                           | ``          | text/plain   | ``  | x     | ``
            charset=a                            | ``          | charset=a    | ``  | ``    | ``
            multipart/mixed; boundary="B b"      | 7bit        | multipart/mixed | B b | `` | 7bit
            multipart/mixed; BOUNDARY=b          | ``          | multipart/mixed | b | ``   | ``
            text/plain; boundary=b               | ``          | text/plain   | ``  | ``    | ``
            """)
    void reads(String type, String encoding, String media, String boundary, String charset, String codec) {
        assertThat(BodyType.of(type, encoding)).isEqualTo(new BodyType(media, boundary, charset, codec));
        assertThat(BodyType.of(type, encoding).isMultipart()).isEqualTo(!boundary.isEmpty());
        assertThat(BodyType.of(type, encoding).isText()).isEqualTo(media.startsWith("text/"));
    }

    @Test
    @DisplayName("a boundary of more than 200 characters is none")
    void longBoundaries() {
        String most = "b".repeat(200);
        assertThat(BodyType.of("multipart/x; boundary=" + most, "").boundary()).isEqualTo(most);
        assertThat(BodyType.of("multipart/x; boundary=b" + most, "").isMultipart())
                .isFalse();
    }

    @Test
    @DisplayName("the upper one of two fields is read, unless it has more than 10,000 octets")
    void fields() {
        assertThat(type("Content-Type: text/a\r\nContent-Type: text/b\r\n").media())
                .isEqualTo("text/a");
        String most = "Content-Type: text/a; x=" + "y".repeat(10_000 - 24);
        assertThat(type(most + "\r\n").media()).isEqualTo("text/a");
        assertThat(type(most + "y\r\n").media()).isEqualTo("text/plain");
    }

    private static BodyType type(String header) {
        return BodyType.of(new FieldIndex(Message.of(Forge.octets(header)).fields()));
    }
}
