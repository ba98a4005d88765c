package org.signetmail.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationResultsTest {

    @Test
    @DisplayName("RFC 8601 §2.2: none when no check ran")
    void none() {
        AuthenticationResults results = new AuthenticationResults("mx.example.org", List.of());
        assertThat(results.value()).isEqualTo("mx.example.org; none");
        assertThat(results.toField()).isEqualTo("Authentication-Results: mx.example.org; none\r\n");
    }

    @Test
    @DisplayName("RFC 8601 §2.2: results with comment, reason and properties, folded between them")
    void full() {
        AuthenticationResults results = new AuthenticationResults(
                "mx.example.org",
                List.of(
                        MethodResult.of("spf", "pass").withProperty("smtp", "mailfrom", "bounce.example.com"),
                        MethodResult.of("dkim", "fail")
                                .withReason("the body was changed")
                                .withProperty("header", "d", "example.com")
                                .withProperty("header", "i", "@news.example.com")
                                .withProperty("header", "a", "rsa-sha256")
                                .withProperty("header", "b", "AbC/+Def"),
                        MethodResult.of("dmarc", "pass")
                                .withComment("p=reject")
                                .withProperty("header", "from", "example.com")));
        assertThat(results.value())
                .isEqualTo("mx.example.org; spf=pass smtp.mailfrom=bounce.example.com;"
                        + " dkim=fail reason=\"the body was changed\" header.d=example.com header.i=@news.example.com"
                        + " header.a=rsa-sha256 header.b=\"AbC/+Def\"; dmarc=pass (p=reject) header.from=example.com");
        assertThat(results.toField()).isEqualToNormalizingNewlines("""
                Authentication-Results: mx.example.org;
                 spf=pass smtp.mailfrom=bounce.example.com;
                 dkim=fail reason="the body was changed" header.d=example.com
                   header.i=@news.example.com header.a=rsa-sha256 header.b="AbC/+Def";
                 dmarc=pass (p=reject) header.from=example.com
                """);
    }

    @DisplayName("RFC 8601 §2.2, RFC 2045 §5.1: what is no token is quoted")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            example.com               | example.com
            sub_domain.example.com    | sub_domain.example.com
            @example.com              | @example.com
            bob@example.com           | bob@example.com
            b.o.b+x@example.com       | b.o.b+x@example.com
            ``                        | ""
            b o b                     | "b o b"
            bob@                      | "bob@"
            bob..x@example.com        | "bob..x@example.com"
            bob@ex_ample.com          | "bob@ex_ample.com"
            bob@a@example.com         | "bob@a@example.com"
            "b b"@example.com         | "\\"b b\\"@example.com"
            a\\b                      | "a\\\\b"
            2001:db8::1               | "2001:db8::1"
            a=b                       | "a=b"
            a/b                       | "a/b"
            <>                        | "<>"
            (c)                       | "(c)"
            x; dmarc=pass             | "x; dmarc=pass"
            jörg@example.com          | "jörg@example.com"
            bücher.example            | "bücher.example"
            """)
    void quoting(String value, String printed) {
        assertThat(withProperty(value).value()).isEqualTo("mx; spf=pass smtp.mailfrom=" + printed);
    }

    @DisplayName("Nothing that a sender controls adds a line, a result or a property (CVE-2020-12272)")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com\r\nX-Injected: 1",
                "example.com\r\n\r\nbody",
                "example.com\nX: 1",
                "example.com\rX: 1",
                "example.com\0",
                "example.com; dmarc=pass header.from=bank.example",
                "example.com\"; dmarc=pass header.from=bank.example; x=\"",
                "example.com\\\"; dmarc=pass; x=\\\"",
                "example.com\\",
                "example.com) ; dmarc=pass (",
                "example.com (; dmarc=pass",
                "example.com header.from=bank.example",
                "example.com\theader.from=bank.example",
                "\"example.com\" smtp.mailfrom=\"b\"",
                "example.com\u0085X: 1",
                "example.com\u2028X: 1",
                "example.com\u2029X: 1",
                "example.com\u007f\u0001\u001b[31m",
                "example.com\ud800",
                "=?utf-8?Q?=0d=0aX:_1?=",
                "a@b; dmarc=pass",
                "@",
                ";",
                "\"",
                "(",
                ")",
                "\\",
            })
    void injection(String hostile) {
        AuthenticationResults results = new AuthenticationResults(
                "mx",
                List.of(MethodResult.of("spf", "fail")
                        .withComment(hostile)
                        .withReason(hostile)
                        .withProperty("smtp", "mailfrom", hostile)));
        assertThat(results.value())
                .doesNotContainPattern("[\\p{Cntrl}\u0085\u2028\u2029]")
                .matches("mx; spf=fail \\((?:[^()\\\\;]|\\\\.)*\\)"
                        + " reason=(?:[^\\s\"();\\\\]+|\"(?:[^\"\\\\;]|\\\\.)*\")"
                        + " smtp.mailfrom=(?:[^\\s\"();\\\\]+|\"(?:[^\"\\\\]|\\\\.)*\")");
        Message message = Message.of((results.toField() + "\r\n").getBytes(UTF_8));
        assertThat(message.fields()).hasSize(1);
        assertThat(message.bodyLength()).isZero();
    }

    @DisplayName("An authserv-id that would have to be changed is refused")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0\u3000",
                "mx\r\nX: 1",
                "mx\0",
                "mx; dmarc=pass",
                "mx\u0085",
                "mx\u202e",
                "m\u200bx",
                "\ufeffmx"
            })
    void badAuthservId(String id) {
        assertThatThrownBy(() -> new AuthenticationResults(id, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("An authserv-id has at most 255 octets, as a domain name has")
    void longAuthservId() {
        assertThat(new AuthenticationResults("x".repeat(255), List.of()).value())
                .startsWith("xxx");
        badAuthservId("x".repeat(256));
        badAuthservId("\u00e9".repeat(128));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            mx.example.org   | mx.example.org
            mx/1             | "mx/1"
            the "mx"         | "the \\"mx\\""
            bücher.example   | "bücher.example"
            """)
    void authservIdIsQuoted(String id, String printed) {
        assertThat(new AuthenticationResults(id, List.of()).value()).isEqualTo(printed + "; none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a-", "a;", "a.b", "pass\r\n", "päss"})
    void keywordsAreChecked(String word) {
        MethodResult spf = MethodResult.of("spf", "pass");
        assertThatThrownBy(() -> MethodResult.of(word, "pass")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MethodResult.of("spf", word)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spf.withProperty(word, "a", "b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spf.withProperty("a", word, "b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("RFC 5322 §2.1.1: a line has up to 78 characters, and no fewer than fit")
    void foldsWhereALineIsFull() {
        for (int first = 0; first < 72; first++) {
            for (int second = 0; second < 72; second += 5) {
                AuthenticationResults results = new AuthenticationResults(
                        "mx",
                        List.of(MethodResult.of("spf", "pass")
                                .withProperty("a", "b", "x".repeat(first))
                                .withProperty("c", "d", "y".repeat(second))
                                .withProperty("e", "f", "z".repeat(20))));
                List<String> lines = results.toField().lines().toList();
                for (int i = 2; i < lines.size(); i++) {
                    String next = lines.get(i).substring(3);
                    int word = next.contains(" ") ? next.indexOf(' ') : next.length();
                    assertThat(lines.get(i - 1).length() + 1 + word).isGreaterThan(78);
                }
                assertThat(lines).allMatch(line -> line.length() <= 78);
            }
        }
    }

    @Test
    void longTextStaysWithinALine() {
        String lengthy = "x".repeat(100_000);
        AuthenticationResults results = new AuthenticationResults(
                "mx",
                List.of(MethodResult.of("dkim", "fail")
                        .withComment(lengthy)
                        .withReason(lengthy)
                        .withProperty("header", "i", lengthy)
                        .withProperty("header", "d", "example.com")));
        assertThat(results.value()).hasSizeLessThan(700).endsWith("... header.d=example.com");
        // RFC 5322 §2.1.1: at most 998 characters in a line.
        assertThat(results.toField().lines()).allMatch(line -> line.length() <= 998);
    }

    @DisplayName("RFC 5322 §2.1.1, RFC 6532 §3.4: no line over 998 octets, in whatever script")
    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "é", "字", "\ud83d\ude00", "\\"})
    void linesAreLimitedInOctets(String character) {
        for (int length = 0; length < 500; length++) {
            String text = character.repeat(length);
            AuthenticationResults results = new AuthenticationResults(
                    "x".repeat(255),
                    List.of(MethodResult.of("spf", "fail")
                            .withComment(text)
                            .withReason(text)
                            .withProperty("smtp", "mailfrom", text)));
            assertThat(results.toField().lines()).allMatch(line -> line.getBytes(UTF_8).length <= 998);
        }
    }

    @Test
    @DisplayName("A value of 400 octets is printed, a longer one is left out and never cut")
    void longValues() {
        assertThat(withProperty("\u00e9".repeat(200)).value()).endsWith("\"" + "\u00e9".repeat(200) + "\"");
        assertThat(withProperty("\u00e9".repeat(200) + "x").value()).isEqualTo("mx; spf=pass");
    }

    @DisplayName("A field has at most 16 KiB and 100 results; what does not fit is left out whole, from the end")
    @ParameterizedTest(name = "{0} results with properties of {1} octets")
    @CsvSource({"1, 400", "10, 100", "99, 5", "100, 5", "101, 5", "5000, 5", "100, 150", "100, 400", "30, 400"})
    void boundedField(int count, int octets) {
        List<MethodResult> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(MethodResult.of("dkim", "pass")
                    .withProperty("header", "d", "d" + i)
                    .withProperty("header", "i", "\u00e9".repeat(octets / 2)));
        }
        AuthenticationResults field = new AuthenticationResults("mx", results);
        assertThat(field.toField().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(16 << 10);
        int printed = count - field.omitted();
        assertThat(printed).isBetween(1, 100);
        ReceivedResults read = ReceivedResults.parse(field.value());
        assertThat(read.results()).isEqualTo(results.subList(0, printed));
        assertThat(read.isCut()).isFalse();
        if (printed < Math.min(count, 100)) {
            // Hardly more would have fitted.
            assertThat(field.toField().getBytes(UTF_8)).hasSizeGreaterThan((15 << 10) - 2 * octets);
        }
    }

    @Test
    @DisplayName("A result has at most 50 properties and 8 KiB of them, and the first are printed")
    void boundedProperties() {
        MethodResult many = MethodResult.of("spf", "pass");
        MethodResult large = MethodResult.of("spf", "pass");
        for (int i = 0; i < 51; i++) {
            many = many.withProperty("a", "b", "v" + i);
            large = large.withProperty("p".repeat(100), "q".repeat(100), "x".repeat(310));
        }
        assertThat(read(many)).hasSize(50).isEqualTo(many.properties().subList(0, 50));
        assertThat(new AuthenticationResults("mx", List.of(many)).value())
                .contains("a.b=v49")
                .doesNotContain("a.b=v50");
        assertThat(read(large)).hasSize(16);
    }

    private static List<MethodResult.Property> read(MethodResult result) {
        String value = new AuthenticationResults("mx", List.of(result)).value();
        return ReceivedResults.parse(value).results().get(0).properties();
    }

    @Test
    @DisplayName("One result is never too large for a field")
    void boundedResult() {
        MethodResult large = MethodResult.of("m".repeat(100), "r".repeat(100))
                .withComment("(".repeat(400))
                .withReason("\u5b57".repeat(400));
        for (int i = 0; i < 200; i++) {
            large = large.withProperty("p".repeat(100), "q".repeat(100), "\"".repeat(400));
        }
        AuthenticationResults field = new AuthenticationResults("\"".repeat(255), List.of(large, large));
        assertThat(field.omitted()).isEqualTo(1);
        assertThat(field.toField().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(16 << 10);
        assertThat(ReceivedResults.parse(field.value()).isCut()).isFalse();
        assertThatThrownBy(() -> MethodResult.of("m".repeat(101), "pass")).isInstanceOf(IllegalArgumentException.class);
    }

    private static AuthenticationResults withProperty(String value) {
        return new AuthenticationResults(
                "mx", List.of(MethodResult.of("spf", "pass").withProperty("smtp", "mailfrom", value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ; dmarc=pass header.from=bank.example", "\t; dmarc=pass", " "})
    @DisplayName(
            "hostile, found by fuzzing: a message that begins with white space does not go on with what is put on top of it")
    void notContinuedByTheMessage(String first) {
        AuthenticationResults results =
                new AuthenticationResults("mx.example.org", List.of(MethodResult.of("dmarc", "fail")));
        byte[] message = (first + "\r\nFrom: a@bank.example\r\n\r\nbody\r\n").getBytes(UTF_8);
        Message whole = Message.of(results.prependTo(message));
        assertThat(ReceivedResults.of(whole.fields().get(0)).results()).isEqualTo(results.results());
        assertThat(new String(results.prependTo(message), UTF_8)).endsWith(new String(message, UTF_8));
        assertThat(whole.fields("From")).hasSize(1);
        assertThat(whole.bodyLength()).isEqualTo("body\r\n".length());
    }
}
