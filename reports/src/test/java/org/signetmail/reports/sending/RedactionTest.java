package org.signetmail.reports.sending;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.Messages;

/** RFC 6590: what is left of a text, octet by octet; what stands in brackets is there as its hash. */
class RedactionTest {

    private static final Redaction REDACTION = new Redaction("0123456789abcdef".getBytes(US_ASCII));

    /** Puts the hash of x where [x] stands. */
    private static String hashed(String expected) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int open = expected.indexOf('['); open >= 0; open = expected.indexOf('[', from)) {
            int close = expected.indexOf(']', open);
            out.append(expected, from, open).append(REDACTION.hash(expected.substring(open + 1, close)));
            from = close + 1;
        }
        return out.append(expected.substring(from)).toString();
    }

    @Test
    void hashes() {
        assertThat(REDACTION.hash("ann")).matches("[A-Za-z0-9_-]{12}").isEqualTo(REDACTION.hash("ann"));
        assertThat(REDACTION.hash("bob")).isNotEqualTo(REDACTION.hash("ann"));
        assertThat(new Redaction("fedcba9876543210".getBytes(US_ASCII)).hash("ann"))
                .isNotEqualTo(REDACTION.hash("ann"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        a@x.example                      | [a]@x.example
        a.b@x.example                    | [a.b]@x.example
        "Ann" <a@x.example>, b@y.example | [a]@x.example, [b]@y.example
        "a b"@x.example                  | ["a b"]@x.example
        "a\\"b"@x.example                | ["a\\"b"]@x.example
        x "" <""@x.example>              | [""]@x.example
        "a b@c"@x.example                | [b]@c, ["]@x.example
        a@@b                             | []@b
        ä@x.example                      | [ä]@x.example
        \u007Fa@x.example                | [a]@x.example
        (a)b@x_y-z.example(c)            | [b]@x_y-z.example
        a@x.example@y.example            | [a]@x.example, []@y.example
        @x.example                       | []@x.example
        "@x.example                      | ["]@x.example
        a@x.example"@y.example           | [a]@x.example, ["]@y.example
        "\\"@x.example                   | ["\\"]@x.example
        nobody                           | redacted
        a@                               | redacted
        a@ b                             | redacted
        """)
    void fieldsOfAddresses(String value, String expected) {
        assertThat(REDACTION.addresses(value)).isEqualTo(hashed(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        to a@x.example now              | to [a]@x.example now
        to a.b+c@x.example              | to [a.b+c]@x.example
        `a  @x.example`                 | [a  ]@x.example
        @x.example                      | @x.example
        `y  @x.example`                 | [y  ]@x.example
        b (a)@x.example                 | b [(a)]@x.example
        (a)@x.example                   | [(a)]@x.example
        a@b@c                           | [a]@[b]@c
        @x a@y                          | @x [a]@y
        ` @x.example`                   | [ ]@x.example
        a@(b)@c                         | [a]@[(b)]@c
        a%40x.example                   | [a]@x.example
        a＠x.example                    | [a]@x.example
        a﹫x.example                    | [a]@x.example
        http://x and HTTPs://y          | hxxp://x and hxxps://y
        xhttp://x 9http                 | xhttp://x 9http
        =?utf-8?Q?plain?=               | =?utf-8?Q?plain?=
        =?utf-8?Q?a=40x?=               | [a]@x
        =?x-none?Q?a?=                  | redacted
        """)
    void otherFields(String value, String expected) {
        assertThat(REDACTION.text(value)).isEqualTo(hashed(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ann@x.example    | [ann]@x.example
        a@b@x.example    | [a@b]@x.example
        @x.example       | []@x.example
        ann              | [ann]
        """)
    void envelopes(String address, String expected) {
        assertThat(REDACTION.address(address)).isEqualTo(hashed(expected));
    }

    @Test
    void onOneLine() {
        assertThat(Redaction.shown("\u001F \t\r\n~\u007F\u00E9")).isEqualTo("?    ~??");
    }

    private static String sample(String header) {
        return FailureSampleText.redacted(Message.of(Messages.crlf(header + "\n\nx\n")), REDACTION)
                .seed();
    }

    @DisplayName("RFC 6376 §3.5, RFC 2045 §5.1: what is left of a field")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        CC: a@x.example                                         | CC: [a]@x.example
        Date: now                                               | Date: now
        X-Other: a@x.example                                    | ``
        Content-Type: text/plain; name=a                        | Content-Type: text/plain
        Content-Type: text/plain                                | Content-Type: text/plain
        Content-Type: ;name=a                                   | `Content-Type: `
        DKIM-Signature: ;v=1; d=x                               | DKIM-Signature: v=1; d=x
        DKIM-Signature: v=1; d=x; z=a; =b; s; =                 | DKIM-Signature: v=1; d=x
        DKIM-Signature: v=1;  \tx \t=2;z\t=3;q=4            | DKIM-Signature: v=1;   x  =2;q=4
        DKIM-Signature: v=1; zz=2; xx=3; b=                     | DKIM-Signature: v=1; b=
        """)
    void fields(String field, String expected) {
        assertThat(sample(field)).isEqualTo(hashed(expected));
    }

    @DisplayName("RFC 2045 §2.7, §2.8: what mail can carry as it is, of which a hash is the seed")
    @ParameterizedTest
    @CsvSource({
        "'From: a\r\n\r\nx\r\n', true",
        "'From: a\r\n\r\nx', true",
        "'From: a\r\n\r\nx\r', false",
        "'From: a\r\n\r\nx\n', false",
        "'From: a\r\n\r\n\r\r\n', false",
        "'From: a\r\n', true"
    })
    void wholeMessages(String message, boolean whole) {
        String seed =
                FailureSampleText.whole(Message.of(message.getBytes(US_ASCII))).seed();
        assertThat(seed.matches("[0-9a-f]{64}")).isEqualTo(whole);
        assertThat(seed.equals("From: a")).isEqualTo(!whole);
    }

    @Test
    void howMuchOfAMessageIsTold() {
        String subject = "Subject: x\n";
        assertThat(sample(subject.repeat(50) + "Date: now").lines()).hasSize(50).allMatch("Subject: x"::equals);
        assertThat(sample("no field\nSubject: x")).isEqualTo("Subject: x");
        assertThat(sample("Subject: " + "x".repeat(500)))
                .hasSize("Subject: ".length() + 500)
                .endsWith("x");
        assertThat(sample("Subject: " + "x".repeat(501)))
                .hasSize("Subject: ".length() + 500)
                .endsWith("...");
        // An address behind it is not looked at.
        assertThat(sample("To: " + " ".repeat(2000) + "a@x.example")).isEqualTo("To: redacted");
    }
}
