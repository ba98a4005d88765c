package org.signetmail.reports.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.reports.octets.Refused;

/** RFC 2045, RFC 2046 §5.1 and RFC 2231: where the parts of a mail are, what they are called and what is in them. */
class MailPartsTest {

    /** A tilde is a line end. */
    private static byte[] octets(String text, String lineEnd) {
        return text.replace("~", lineEnd).getBytes(ISO_8859_1);
    }

    private static String contents(byte[] mail, MailPart part) throws IOException {
        try (InputStream in = PartStream.open(mail, part, problem -> {})) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    private static String shown(byte[] mail, List<MailPart> parts) throws IOException {
        List<String> shown = new ArrayList<>();
        for (MailPart part : parts) {
            shown.add(part.type() + "=" + contents(mail, part));
        }
        return String.join(";", shown);
    }

    @DisplayName("RFC 2046 §5.1: the parts, in order, and what is told of them")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
        Subject: s~~x~y                                  | text/plain=x~y                  | -
        ~~Subject: s~~x                                  | text/plain=x                    | leading-whitespace
        \u00EF\u00BB\u00BFSubject: s~~x                  | text/plain=x                    | leading-whitespace
        From a@b 03:00~Subject: s~~x                     | text/plain=x                    | mbox-line
        Subject: s                                       | text/plain=                     | -
        Content-Type: TEXT/XML; a=b~~x                   | text/xml=x                      | -
        Content-Type: ; a=b~~x                           | text/plain=x                    | -
        Content-Type: multipart/mixed~~x                 | multipart/mixed=x               | -
        Content-Type: multipart/mixed; boundary=""~~x    | multipart/mixed=x               | -
        Content-Type: text/xml; boundary=b~~--b~~x~--b-- | text/xml=--b~~x~--b--           | -
        Content-Type: multipart/mixed; boundary=b~~p~--b~~x~--b~Content-Type: a/b~~y~--b--~z | text/plain=x;a/b=y | -
        Content-Type: multipart/mixed; boundary=b~~--b  ~~x~~--b--  ~z | text/plain=x~   | -
        Content-Type: multipart/mixed; boundary=b~~--b~~--b--  | text/plain=          | -
        Content-Type: multipart/mixed; boundary=b~~--b~~x~--b-~y~--b--x~--bc~--b--   | text/plain=x~--b-~y~--b--x~--bc | -
        Content-Type: multipart/mixed; boundary=b~~--b~~x~-b~ --b~--b--              | text/plain=x~-b~ --b | -
        Content-Type: multipart/mixed; boundary=b~~--b~~x | text/plain=x                   | boundary-unclosed
        Content-Type: multipart/mixed; boundary=b~~--b~   | ``                             | boundary-unclosed
        Content-Type: multipart/mixed; boundary=b~~x      | ``                             | boundary-unclosed
        Content-Type: multipart/mixed; boundary=b~~--b~~x~--b | text/plain=x               | boundary-unclosed
        Content-Type: multipart/mixed; boundary=b~~--b~~x~--b- | text/plain=x~--b-         | boundary-unclosed
        Content-Type: multipart/mixed; boundary=b~~--b~--b\0~~x~--b-- | text/plain=;text/plain=x | -
        Content-Type: multipart/mixed; boundary=b~~--b~A: b~--b~Content-Type: a/b~~y~--b-- | text/plain=;a/b=y | -
        Content-Type: multipart/mixed; boundary=b~~--b~Content-Type: multipart/mixed; boundary=c~~--c~~x~--b~~y~--b-- | text/plain=x;text/plain=y | boundary-unclosed
        Content-Type: multipart/digest; boundary=b~~--b~~A: b~~x~--b~Content-Type: text/plain~~y~--b-- | message/rfc822=A: b~~x;text/plain=y | -
        Content-Type: multipart/mixed; boundary=b~~--b~A: b~--b--      | text/plain=         | -
        """)
    void parts(String mail, String parts, String problems) throws IOException {
        for (String end : List.of("\n", "\r\n")) {
            List<String> told = new ArrayList<>();
            String around = "--b~~around~--b--";
            byte[] octets = octets(around + mail + "~" + around, end);
            int start = octets(around, end).length;
            MailParts.Walk walk = MailParts.walk(octets, start, start + octets(mail, end).length, 100, 8, told::add);
            assertThat(shown(octets, walk.parts())).isEqualTo(parts.replace("~", end));
            assertThat(String.join(" ", told)).isEqualTo(problems == null ? "" : problems);
            byte[] alone = octets(mail, end);
            assertThat(shown(
                            alone,
                            MailParts.walk(alone, 0, alone.length, 100, 8, told::add)
                                    .parts()))
                    .isEqualTo(parts.replace("~", end));
        }
    }

    @DisplayName("RFC 2183 §2.3, RFC 2231: the name of a part, and how it is encoded")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
        A: b                                              | -          | 7bit
        Content-Transfer-Encoding: BASE64 (x)             | -          | base64
        Content-Type: a/b; name=n                         | n          | 7bit
        Content-Disposition: attachment; filename=f       | f          | 7bit
        Content-Type: a/b; name=n~Content-Disposition: attachment; filename=f | f | 7bit
        Content-Type: a/b; name=n~Content-Disposition: attachment | n  | 7bit
        Content-Disposition: attachment; filename="=?utf-8?q?=C3=BC?=" | \u00FC | 7bit
        Content-Disposition: attachment; filename*=utf-8''%C3%BC.xml | \u00FC.xml | 7bit
        Content-Disposition: attachment; filename*=iso-8859-1''%FC.xml | \u00FC.xml | 7bit
        Content-Disposition: attachment; filename=\u00C3\u00BC.xml | \u00FC.xml | 7bit
        """)
    void names(String head, String name, String encoding) throws IOException {
        byte[] mail = octets(head + "~~x", "\n");
        MailPart part = MailParts.walk(mail, 0, mail.length, 1, 1, problem -> {})
                .parts()
                .get(0);
        assertThat(part.fileName()).isEqualTo(name);
        assertThat(part.encoding()).isEqualTo(encoding);
    }

    @Test
    void namesAreCut() throws IOException {
        for (int length : new int[] {2000, 2001}) {
            byte[] mail = octets("Content-Type: a/b; name=" + "n".repeat(length) + "~~", "\n");
            MailPart part = MailParts.walk(mail, 0, mail.length, 1, 1, problem -> {})
                    .parts()
                    .get(0);
            assertThat(part.fileName()).hasSize(2000);
        }
    }

    @DisplayName("A header field that ends within the first mebibyte is read, and none behind it")
    @ParameterizedTest
    @CsvSource({"0, a/bcd", "1, text/plain", "10, text/plain"})
    void longHeads(int more, String type) throws IOException {
        String last = "Content-Type: a/bcd";
        StringBuilder head = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            int left = (1 << 20) + more - last.length() - head.length() - "A: \r\n".length();
            head.append("A: ").append("x".repeat(Math.min(210_000, left))).append("\r\n");
        }
        assertThat(head).hasSize((1 << 20) + more - last.length());
        byte[] mail = octets(head + last + "~~x", "\r\n");
        List<MailPart> parts =
                MailParts.walk(mail, 0, mail.length, 1, 1, problem -> {}).parts();
        assertThat(parts).extracting(MailPart::type).containsExactly(type);
    }

    @Test
    void limits() throws IOException {
        byte[] mail = octets("Content-Type: multipart/mixed; boundary=b~~--b~~x~--b~~y~--b--~", "\n");
        assertThat(MailParts.walk(mail, 0, mail.length, 3, 2, problem -> {}).parts())
                .hasSize(2);
        assertThatThrownBy(() -> MailParts.walk(mail, 0, mail.length, 2, 2, problem -> {}))
                .isInstanceOf(Refused.class)
                .hasMessage("the mail has more than 2 parts");
        assertThatThrownBy(() -> MailParts.walk(mail, 0, mail.length, 3, 1, problem -> {}))
                .isInstanceOf(Refused.class)
                .hasMessage("the parts of the mail are nested more than 1 deep");
    }

    @DisplayName("What begins like a mail")
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        Subject: s|true
        X-A_b.9:|true
        Subject \t: s|true
        ~~Subject: s|true
        \u00EF\u00BB\u00BFSubject: s|true
        From a@b 03:00~Subject: s|true
        From a@b 03:00|false
        From|false
        Subject|false
        : s|false
        Sub ject: s|false
        Sub"ject: s|false
        "a":1|false
        """)
    void looksLikeMail(String text, boolean mail) {
        for (String end : List.of("\n", "\r\n")) {
            byte[] octets = octets(text + "x:", end);
            int length = octets.length - 2;
            assertThat(MailParts.looksLikeMail(octets, length)).isEqualTo(mail);
            assertThat(MailParts.looksLikeMail(Arrays.copyOf(octets, length), length))
                    .isEqualTo(mail);
        }
    }

    @Test
    void halfALineEndIsNone() {
        for (byte[] octets : List.of(new byte[] {'\r'}, new byte[] {'\n', '\r'}, new byte[] {'\r', 'a', ':'})) {
            assertThat(MailParts.looksLikeMail(octets, octets.length)).isFalse();
        }
    }

    @DisplayName("RFC 4155: where the mail of an mbox file ends")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        From a@b 03:00~A: b~~x~~             | From a@b 04:00~A: b~
        ~~From a@b 03:00~A: b~~x~~           | From a@b 04:00~A: b~
        From a@b 03:00~A: b~~x~From me 04:00~ | ''
        A: b~~From a@b 04:00~A: b~           | ''
        From a@b 03:00                       | ''
        """)
    void mailsOfAnMboxFile(String first, String rest) {
        for (String end : List.of("\n", "\r\n")) {
            byte[] octets = octets(first + rest, end);
            assertThat(MailParts.endOfMboxMail(octets, 0)).isEqualTo(octets(first, end).length);
        }
    }

    @DisplayName("RFC 2045 §6.7 and §6.8: what is decoded, and what is told")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock = """
        base64|YWJj|abc|-
        base64|YW~Jj ZA==|abcd|-
        base64|YWJjZA=|abcd|-
        base64|YWJjZA|abcd|-
        base64|YWJj?*|abc|base64-noise
        base64|YWJj\u00FC|abc|base64-noise
        base64|Y?W*Jj|abc|base64-noise
        base64|YW\0Jj|abc|-
        base64|YWI=\0=|ab|-
        base64|YWI=~ =~|ab|-
        base64|YWI=YWI=|ab|base64-noise
        base64|YWI=\u00FC|ab|base64-noise
        base64|+/AZaz09|\u00FB\u00F0\u0019k==|-
        base64||``|-
        quoted-printable|a=3Db=3db|a=b=b|-
        quoted-printable|a=09b=20c=A0|a\tb c\u00A0|-
        quoted-printable|a=~b|ab|-
        quoted-printable|a= \t~b|ab|-
        quoted-printable|a=|a|-
        quoted-printable|a= |a|-
        quoted-printable|a=3|a=3|-
        quoted-printable|a=3x|a=3x|-
        quoted-printable|a=x3|a=x3|-
        quoted-printable|a=\u00FC3|a=\u00FC3|-
        quoted-printable|a=FF\u00FF|a\u00FF\u00FF|-
        quoted-printable|a= b|a= b|-
        7bit|a=3D|a=3D|-
        """)
    void decoded(String encoding, String text, String decoded, String problem) throws IOException {
        for (String end : List.of("\n", "\r\n")) {
            String body = text == null ? "" : text;
            byte[] octets = octets("AA" + body + "41", end);
            MailPart part = new MailPart(2, octets.length - 2, "text/plain", encoding, null);
            List<String> told = new ArrayList<>();
            try (InputStream in = PartStream.open(octets, part, told::add)) {
                assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo(decoded);
                assertThat(in.read()).isEqualTo(-1);
                assertThat(in.read(new byte[1], 0, 1)).isEqualTo(-1);
            }
            assertThat(told).isEqualTo(problem == null ? List.of() : List.of(problem));
            byte[] alone = octets(body, end);
            assertThat(contents(alone, new MailPart(0, alone.length, "text/plain", encoding, null)))
                    .isEqualTo(decoded);
            StringBuilder single = new StringBuilder();
            try (InputStream in = PartStream.open(octets, part, code -> {})) {
                for (int c = in.read(); c >= 0; c = in.read()) {
                    single.append((char) c);
                }
            }
            assertThat(single).hasToString(decoded);
            assertThat(PartStream.isEncoded(part)).isEqualTo(!encoding.equals("7bit"));
            assertThat(PartStream.mostOctets(part)).isGreaterThanOrEqualTo(decoded.length());
        }
    }

    @ParameterizedTest
    @CsvSource({"base64, YWJjZA==", "quoted-printable, a=62cd"})
    void asMuchAsIsAskedFor(String encoding, String text) throws IOException {
        byte[] octets = octets(text, "\n");
        MailPart part = new MailPart(0, octets.length, "text/plain", encoding, null);
        byte[] target = {'1', '2', '3', '4'};
        try (InputStream in = PartStream.open(octets, part, problem -> {})) {
            assertThat(in.read(target, 1, 2)).isEqualTo(2);
            assertThat(new String(target, ISO_8859_1)).isEqualTo("1ab4");
            assertThat(in.read(target, 1, 0)).isZero();
            assertThat(in.read(target, 1, 3)).isEqualTo(2);
            assertThat(new String(target, ISO_8859_1)).isEqualTo("1cd4");
        }
    }

    @ParameterizedTest
    @CsvSource({"base64, 8, 9", "base64, 7, 6", "quoted-printable, 8, 8", "7bit, 8, 8"})
    void mostOctets(String encoding, int length, int most) {
        assertThat(PartStream.mostOctets(new MailPart(5, 5 + length, "text/plain", encoding, null)))
                .isEqualTo(most);
    }

    @DisplayName("RFC 2045 §5.1 and RFC 2231: values with parameters")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Text/Plain                              | text/plain | ``
        text/plain; A=b                         | text/plain | a=b
        text/plain ; a = b ; c="d;\\"e"; f=     | text/plain | a=b,c=d;"e,f=
        text/plain; a=b; A=c                    | text/plain | a=b
        text/plain; a; b=c                      | text/plain | b=c
        text/plain; a=b (c); d=(e) f            | text/plain | a=b,d=f
        text/plain; a=b (c).xml; d=e            | text/plain | a=b (c).xml,d=e
        text/plain; a (x=y;z) =b                | text/plain | a=b
        text/plain; a (c) x=b                   | text/plain | a=b
        text/plain; a=b(; c=d                   | text/plain | a=b(,c=d
        text/plain; a="b;" c=d; e=f             | text/plain | a=b;,e=f
        text/plain (a;b); c=d                   | text/plain | c=d
        (a) text/plain (\\)); c=d               | text/plain | c=d
        text/plain (a (b) c=d                   | text/plain | ``
        text/plain; a="b" c; d=e                | text/plain | a=b,d=e
        text/plain; a="b                        | text/plain | a=b
        text/plain; a="b\\                      | text/plain | a=b\\
        text/plain; a*=utf-8''%C3%BC            | text/plain | a=\u00C3\u00BC
        text/plain; a*=iso-8859-1'de'%FC        | text/plain | a=\u00C3\u00BC
        text/plain; a*=x-none''%C3%BC           | text/plain | a=\u00C3\u00BC
        text/plain; a*=%41%4                    | text/plain | a=A%4
        text/plain; a*=b%09c%20%E2%80%9D        | text/plain | a=b\tc \u00E2\u0080\u009D
        text/plain; a*=%4x%x4%                  | text/plain | a=%4x%x4%
        text/plain; a*=it's                     | text/plain | a=it's
        text/plain; a*1=c; a*0=b                | text/plain | a=bc
        text/plain; a*1*=%43; a*0*=''%42        | text/plain | a=BC
        text/plain; a*0=%41; a*1*=%42'x'        | text/plain | a=%41B'x'
        text/plain; a*10=c; a*9=b               | text/plain | a=bc
        text/plain; a*999=c; a*1000=d; a*x=e; a*0=b | text/plain | a=bc
        text/plain; a*0=b; a*0=c                | text/plain | a=b
        text/plain; a*0*=%41; a*0=%42           | text/plain | a=A
        text/plain; a*0=%41; a*0*=%42           | text/plain | a=%41
        text/plain; a*0=b; a=c                  | text/plain | a=c
        text/plain; a*                          | text/plain | ``
        ; a=b                                   | ``         | a=b
        """)
    void parameters(String text, String value, String parameters) {
        ParameterText read = ParameterText.parse(text);
        assertThat(read.value()).isEqualTo(value);
        assertThat(read.parameters().entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .sorted()
                        .collect(Collectors.joining(",")))
                .isEqualTo(parameters);
    }

    @Test
    void parametersAreCounted() {
        StringBuilder text = new StringBuilder("text/plain");
        for (int i = 0; i < 30; i++) {
            text.append("; a" + i + "=b; c" + i + "*0=d");
        }
        assertThat(ParameterText.parse(text.toString()).parameters()).hasSize(50);
    }
}
