package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;

class ZoneTextTest {

    /** What a zone of this text holds at {@code n.example}. */
    private static String held(String text, ZoneType type) {
        Zone.Finding found = Zone.parse(text).find(DomainName.of("n.example"), type);
        return found.fault() != null
                ? "!" + found.fault()
                : found.records().stream()
                        .map(record -> record.ttl() + " " + record.decode())
                        .toList()
                        .toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            n.example TXT "a"                    | TXT  | [3600 Txt[octets=a]]
            n.example. TXT "a"                   | TXT  | [3600 Txt[octets=a]]
            N.Example txt "a"                    | TXT  | [3600 Txt[octets=a]]
            \\110.example TXT "a"                | TXT  | [3600 Txt[octets=a]]
            \\n.example TXT "a"                  | TXT  | [3600 Txt[octets=a]]
            n.example 60 TXT "a"                 | TXT  | [60 Txt[octets=a]]
            n.example 1h IN TXT "a"              | TXT  | [3600 Txt[octets=a]]
            n.example in 0 TXT "a"               | TXT  | [0 Txt[octets=a]]
            n.example TXT a b  c                 | TXT  | [3600 Txt[octets=abc]]
            n.example TXT "a" b "c"              | TXT  | [3600 Txt[octets=abc]]
            n.example TXT "a""b"                 | TXT  | [3600 Txt[octets=ab]]
            n.example TXT a"b"                   | TXT  | [3600 Txt[octets=ab]]
            n.example TXT "a;b" ; c              | TXT  | [3600 Txt[octets=a;b]]
            n.example TXT "p=%{i}" ; c "         | TXT  | [3600 Txt[octets=p=%{i}]]
            n.example TXT v=DMARC1;p=none        | TXT  | [3600 Txt[octets=v=DMARC1]]
            n.example TXT a\\;b\\ c              | TXT  | [3600 Txt[octets=a;b c]]
            n.example TXT "a\\"b\\\\c\\065"      | TXT  | [3600 Txt[octets=a"b\\cA]]
            n.example TXT "a(b)" ("c")           | TXT  | [3600 Txt[octets=a(b)c]]
            n.example TXT "\u00FC"               | TXT  | [3600 Txt[octets=\u00C3\u00BC]]
            n.example TXT ""                     | TXT  | [3600 Txt[octets=]]
            n.example TXT                        | TXT  | [3600 Txt[octets=]]
            n.example TXT "!SERVFAIL"            | TXT  | [3600 Txt[octets=!SERVFAIL]]
            n.example A 192.0.2.1                | A    | [3600 Address[ip=/192.0.2.1]]
            n.example AAAA 2001:DB8::1           | AAAA | [3600 Address[ip=/2001:db8:0:0:0:0:0:1]]
            n.example AAAA ::ffff:192.0.2.1      | AAAA | [3600 Address[ip=/0:0:0:0:0:ffff:c000:201]]
            n.example MX 65535 m.example         | MX   | [3600 Mx[preference=65535, exchange=m.example]]
            n.example MX 0 .                     | MX   | [3600 Mx[preference=0, exchange=.]]
            n.example PTR odd\\032name\\.x.y     | PTR  | [3600 Ptr[name=odd\\032name\\046x.y]]
            n.example PTR \u00FC.example         | PTR  | [3600 Ptr[name=xn--tda.example]]
            n.example SPF "v=spf1"               | TXT  | !NODATA
            n.example NS ns.example              | TXT  | !NODATA
            n.example TXT !servfail              | TXT  | !SERVFAIL
            n.example TXT !SERVFAIL              | A    | !NODATA
            n.example !TIMEOUT                   | A    | !TIMEOUT
            n.example ANY !REFUSED               | A    | !REFUSED
            n.example 60 IN ANY !REFUSED         | A    | !REFUSED
            n.example CNAME !FORMERR             | A    | !FORMERR
            n.example !NODATA                    | A    | !NODATA
            other.example TXT "a"                | TXT  | !NXDOMAIN
            deep.n.example TXT "a"               | TXT  | !NODATA
            deep.n.example !NXDOMAIN             | TXT  | !NODATA
            *.example TXT "a"                    | TXT  | [3600 Txt[octets=a]]
            *.example !SERVFAIL                  | TXT  | !SERVFAIL
            """)
    void readsALine(String line, ZoneType type, String held) {
        assertThat(held(line, type)).isEqualTo(held);
    }

    @Test
    void readsManyLines() {
        String zone = "\n ; comment\r\n\tn.example TXT (\r\n \"a\" ; why\n\n\"b\" )\r\n"
                + "n.example A 192.0.2.1\nm.example A 192.0.2.2";
        assertThat(held(zone, ZoneType.TXT)).isEqualTo("[3600 Txt[octets=ab]]");
        assertThat(held(zone, ZoneType.A)).isEqualTo("[3600 Address[ip=/192.0.2.1]]");
    }

    @Test
    void aFaultWithoutTypeIsForWhatTheNameDoesNotHold() {
        String zone = "n.example !TIMEOUT\nn.example A 192.0.2.1\nn.example MX !REFUSED";
        assertThat(held(zone, ZoneType.TXT)).isEqualTo("!TIMEOUT");
        assertThat(held(zone, ZoneType.A)).isEqualTo("[3600 Address[ip=/192.0.2.1]]");
        assertThat(held(zone, ZoneType.MX)).isEqualTo("!REFUSED");
    }

    @Test
    void theTtlOfTheBuilderIsTheDefault() {
        Zone zone = Zone.builder()
                .ttl(7)
                .text("n.example TXT \"a\"\nn.example 9 TXT \"b\"")
                .txt(DomainName.of("n.example"), "c")
                .build();
        assertThat(zone.find(DomainName.of("n.example"), ZoneType.TXT).records())
                .extracting(ZoneRecord::ttl)
                .containsExactly(7L, 9L, 7L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            n.example                        | a name without a type
            n.example 60 IN                  | a name without a type
            n.example TXTT "a"               | no such type: TXTT
            n.example ANY "a"                | no such type: ANY
            n.example CH TXT "a"             | no such type: CH
            n.example 5x TXT "a"             | not a TTL: 5x
            n.example 4294967296 TXT "a"     | not a TTL: 4294967296
            n.example TXT "a                 | a quote is not closed on its line
            n.example TXT ("a"               | a parenthesis is not closed
            n.example TXT "a")               | a parenthesis closes that was not open
            n.example TXT "\\25"             | a backslash and a digit are followed by two more digits
            n.example TXT "\\256"            | \\256 is not an octet
            n.example TXT a\\                | a backslash at the end of the line
            n.example TXT "\\\u00FC"         | a backslash before \u00FC, which is not ASCII
            n.example TXT !SERFVAIL          | no such fault: !SERFVAIL
            n.example !FAIL                  | no such fault: !FAIL
            n.example TXT !SERVFAIL x        | nothing follows a fault
            n.example !SERVFAIL x            | nothing follows a fault
            n.example NS !SERVFAIL           | a fault for a type that is never asked for: NS
            n.example A 192.0.2              | not an address for A: 192.0.2
            n.example A 192.0.2.1.1          | not an address for A: 192.0.2.1.1
            n.example A 192.0.2.256          | not an address for A: 192.0.2.256
            n.example A 192.0.02.1           | not an address for A: 192.0.02.1
            n.example A localhost            | not an address for A: localhost
            n.example A ::1                  | not an address for A: ::1
            n.example A                      | an IPv4 address and nothing else is expected
            n.example A 192.0.2.1 192.0.2.2  | an IPv4 address and nothing else is expected
            n.example AAAA 192.0.2.1         | not an address for AAAA: 192.0.2.1
            n.example AAAA 1::2::3           | not an address for AAAA: 1::2::3
            n.example AAAA fe80::1%eth0      | not an address for AAAA: fe80::1%eth0
            n.example MX m.example           | MX takes a preference and a name
            n.example MX x m.example         | not an MX preference: x
            n.example MX 65536 m.example     | an MX preference is 0 to 65535, not 65536
            n.example PTR a..b               | a label has 1 to 63 octets
            n.example PTR .a                 | a label has 1 to 63 octets
            n.example PTR ""                 | an empty name; the root is a dot
            $ORIGIN example                  | directives are not supported
            """)
    void refusesALine(String line, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zone.parse("m.example A 192.0.2.1\n\n" + line))
                .withMessage("zone line 3: " + problem + ": " + line);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        String label = "x".repeat(63);
        assertThat(held(label + "." + label + "." + label + "." + "x".repeat(61) + " A 192.0.2.1", ZoneType.A))
                .isEqualTo("!NXDOMAIN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zone.parse(label + "." + label + "." + label + "." + "x".repeat(62) + " A 192.0.2.1"))
                .withMessageStartingWith("zone line 1: a name has at most 253 octets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zone.parse("x" + label + " A 192.0.2.1"))
                .withMessageStartingWith("zone line 1: a label has 1 to 63 octets");
    }

    @Test
    void refusesTwoCnames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zone.parse("n.example CNAME a\nn.example CNAME b"))
                .withMessage("zone line 2: n.example has a CNAME already: n.example CNAME b");
    }

    @Test
    void anyTextIsReadOrRefused() {
        Random random = new Random(3);
        String alphabet = "n.e \t\r\n\"\\();019!$*INTXAMSERV\u00FC\uD83D\uDE00";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("n.example TXT \"");
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(Zone.parse(text.toString())).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(Objects.requireNonNull(e.getMessage())).startsWith("zone line ");
            }
        }
    }
}
