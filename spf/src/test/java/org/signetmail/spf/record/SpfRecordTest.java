package org.signetmail.spf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Envelope;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.spf.Addresses;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfProblem;
import org.signetmail.spf.SpfResult;
import org.signetmail.spf.SpfVerifier;
import org.signetmail.testkit.FakeDns;

/** Rules 15 to 24: the grammar, whole record first. */
class SpfRecordTest {

    private static final InetAddress CLIENT = Addresses.of("192.0.2.1");

    private static SpfRecord record(String terms) {
        return SpfRecord.parse("v=spf1 " + terms).record().orElseThrow(() -> new AssertionError(terms));
    }

    private static Finding error(String terms) {
        Parsed<SpfRecord> parsed = SpfRecord.parse("v=spf1 " + terms);
        assertThat(parsed.kind()).as(terms).isEqualTo(Parsed.Kind.INVALID);
        assertThat(parsed.record()).isEmpty();
        assertThat(parsed.findings()).hasSize(1);
        return parsed.findings().get(0);
    }

    private static String code(SpfProblem problem) {
        return "spf-" + problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int position(Finding finding) {
        return finding.position().orElseThrow().offset();
    }

    @ParameterizedTest(name = "rule {0} (RFC 7208 §12): {1}")
    @DisplayName("rules 15 to 24 (RFC 7208 §12): what is right, in canonical spelling")
    @CsvSource(delimiter = '|', textBlock = """
            # rule 15 (RFC 7208 §4.6.1, §7.1): letter case means nothing but in %{} letters
            15 | +ALL                            | all
            15 | Include:A.Example               | include:A.Example
            15 | -PTR                            | -ptr
            15 | ReDirect=x.example              | redirect=x.example
            15 | EXP=x.example                   | exp=x.example
            15 | IP4:192.0.2.1 iP6:2001:DB8::1   | ip4:192.0.2.1 ip6:2001:db8::1
            15 | exists:%{I2R.-}.x.example       | exists:%{I2r.-}.x.example
            # rule 16 (RFC 7208 §4.6.1): qualifiers
            16 | -all                            | -all
            16 | ~a ?mx +ptr                     | ~a ?mx ptr
            # rule 17 (RFC 7208 §4.6.1): a modifier has its = before any : or /
            17 | moo.cow-far_out=man:dog/cat     | moo.cow-far_out=man:dog/cat
            17 | a1-b_c.d=x=y                    | a1-b_c.d=x=y
            # rule 18 (RFC 7208 §6): unknown modifiers
            18 | foo=                            | foo=
            18 | foo=%{d}%%%_%-                  | foo=%{d}%%%_%-
            18 | foo=a foo=a default=pass        | foo=a foo=a default=pass
            18 | op=%{h1r+-}                     | op=%{h1r+-}
            # rule 20 (RFC 7208 §5)
            20 | include:a.example               | include:a.example
            20 | exists:a.example                | exists:a.example
            20 | ptr ptr:a.example               | ptr ptr:a.example
            # rule 21 (RFC 7208 §5.6): dual-cidr-length
            21 | a/24//64 mx/24//64              | a/24//64 mx/24//64
            21 | a//64 mx//0                     | a//64 mx//0
            21 | a/0 a/32 a//128                 | a/0 a a
            21 | a:x.example/24                  | a:x.example/24
            21 | a:x.example//64                 | a:x.example//64
            21 | mx:x.example/1//2               | mx:x.example/1//2
            21 | a:%{d}/24                       | a:%{d}/24
            21 | a:%{d/}/24                      | a:%{d/}/24
            21 | a:%{d/}                         | a:%{d/}
            21 | a:foo:bar/baz.example.com       | a:foo:bar/baz.example.com
            21 | a:foo:bar/baz.example.com/8     | a:foo:bar/baz.example.com/8
            21 | a:x/24.example                  | a:x/24.example
            # rule 22 (RFC 7208 §5.6)
            22 | ip4:0.0.0.0/0                   | ip4:0.0.0.0/0
            22 | ip4:255.255.255.255/32          | ip4:255.255.255.255
            22 | ip6:::/0                        | ip6:::/0
            22 | ip6:::1                         | ip6:::1
            22 | ip6:1:2:3:4:5:6:7:8/128         | ip6:1:2:3:4:5:6:7:8
            22 | ip6:1::8/64                     | ip6:1::8/64
            22 | ip6:1:2:3:4:5:6:7::             | ip6:1:2:3:4:5:6:7:0
            22 | ip6:::2:3:4:5:6:7:8             | ip6:0:2:3:4:5:6:7:8
            22 | ip6:64:ff9b::192.0.2.33/96      | ip6:64:ff9b::c000:221/96
            22 | ip6:1:2:3:4:5:6:1.2.3.4         | ip6:1:2:3:4:5:6:102:304
            22 | ip6:::ffff:1.2.3.4              | ip6:::ffff:102:304
            22 | ip6:2001:0db8:0000:0:0:0:0:0001 | ip6:2001:db8::1
            # rule 23 (RFC 7208 §7.1): domain-end
            23 | a:x.example.                    | a:x.example.
            23 | a:.example                      | a:.example
            23 | a:x.xn--zckzah                  | a:x.xn--zckzah
            23 | a:x.1-2                         | a:x.1-2
            23 | a:x.c0m                         | a:x.c0m
            23 | a:%{d}                          | a:%{d}
            23 | a:x%%                           | a:x%%
            23 | a:%_                            | a:%_
            23 | a:!$&'()*.example               | a:!$&'()*.example
            # rule 24 (RFC 7208 §7.1): macros
            24 | exists:%{s}%{l}%{o}%{d}%{i}%{p}%{h}%{v}  | exists:%{s}%{l}%{o}%{d}%{i}%{p}%{h}%{v}
            24 | exists:%{d127r.-+,/_=}          | exists:%{d127r.-+,/_=}
            24 | exists:%{d01}                   | exists:%{d1}
            24 | exists:%{d99999999999999999999} | exists:%{d1000000}
            """, quoteCharacter = '\u0001')
    void takesWhatIsRight(int rule, String terms, String canonical) {
        SpfRecord record = record(terms);
        assertThat(record).hasToString("v=spf1 " + canonical);
        assertThat(SpfRecord.parse(record.toString()).record()).contains(record);
    }

    @ParameterizedTest(name = "rule {0} (RFC 7208 §4.6): {1}")
    @DisplayName("rules 16 to 24 (RFC 7208 §4.6): what is wrong, what about it, and the octet of the term where it is")
    @CsvSource(delimiter = '|', textBlock = """
            # rule 16 (RFC 7208 §4.6.1): a qualifier is for a mechanism, and is one
            16 | -redirect=x.example             | BAD_MODIFIER_NAME   | 0
            16 | --all                           | UNKNOWN_MECHANISM   | 1
            16 | +-all                           | UNKNOWN_MECHANISM   | 1
            16 | redirect:x.example              | UNKNOWN_MECHANISM   | 0
            16 | -                               | UNKNOWN_MECHANISM   | 1
            # rule 17 (RFC 7208 §4.6.1): neither mechanism nor modifier
            17 | moo                             | UNKNOWN_MECHANISM   | 0
            17 | moo.cow/far=man                 | UNKNOWN_MECHANISM   | 0
            17 | moo.cow:far=man                 | UNKNOWN_MECHANISM   | 0
            17 | 1up=foo                         | BAD_MODIFIER_NAME   | 0
            17 | =all                            | BAD_MODIFIER_NAME   | 0
            17 | a+b=c                           | BAD_MODIFIER_NAME   | 0
            17 | :x                              | UNKNOWN_MECHANISM   | 0
            17 | ipv4:192.0.2.1                  | UNKNOWN_MECHANISM   | 0
            # rule 18 (RFC 7208 §6): unknown modifiers have a macro-string
            18 | foo=%abc                        | BAD_MACRO           | 4
            18 | foo=%{c}                        | BAD_MACRO           | 4
            # rule 19 (RFC 7208 §6): the known ones
            19 | exp=                            | MISSING_DOMAIN      | 4
            19 | redirect=                       | MISSING_DOMAIN      | 9
            19 | exp=-all                        | BAD_DOMAIN          | 4
            19 | redirect=-all                   | BAD_DOMAIN          | 9
            # rule 20 (RFC 7208 §5): arguments
            20 | all.                            | UNKNOWN_MECHANISM   | 0
            20 | all:x.example                   | UNEXPECTED_ARGUMENT | 3
            20 | all/8                           | UNEXPECTED_ARGUMENT | 3
            20 | include                         | MISSING_DOMAIN      | 7
            20 | include:                        | MISSING_DOMAIN      | 8
            20 | exists                          | MISSING_DOMAIN      | 6
            20 | exists:                         | MISSING_DOMAIN      | 7
            20 | include/24                      | UNEXPECTED_ARGUMENT | 7
            20 | include:x.example/24            | BAD_DOMAIN          | 8
            20 | exists:x.example/24             | BAD_DOMAIN          | 7
            20 | ptr:x.example/24                | BAD_DOMAIN          | 4
            20 | ptr/0                           | UNEXPECTED_ARGUMENT | 3
            20 | ptr:                            | MISSING_DOMAIN      | 4
            20 | a:                              | MISSING_DOMAIN      | 2
            20 | mx:                             | MISSING_DOMAIN      | 3
            # rule 21 (RFC 7208 §5.6): prefix lengths
            21 | a/24/64                         | BAD_PREFIX_LENGTH   | 1
            21 | a/24/24                         | BAD_PREFIX_LENGTH   | 1
            21 | a/                              | BAD_PREFIX_LENGTH   | 1
            21 | a//                             | BAD_PREFIX_LENGTH   | 1
            21 | a/24//                          | BAD_PREFIX_LENGTH   | 1
            21 | a:/24                           | MISSING_DOMAIN      | 2
            21 | a/33                            | BAD_PREFIX_LENGTH   | 3
            21 | a//129                          | BAD_PREFIX_LENGTH   | 5
            21 | a/00                            | BAD_PREFIX_LENGTH   | 2
            21 | a/032                           | BAD_PREFIX_LENGTH   | 2
            21 | a//064                          | BAD_PREFIX_LENGTH   | 3
            21 | a/99999999999999999999          | BAD_PREFIX_LENGTH   | 3
            21 | a//64/24                        | BAD_PREFIX_LENGTH   | 1
            21 | a/24//64//64                    | BAD_PREFIX_LENGTH   | 1
            21 | a:x.example/24/24               | BAD_DOMAIN          | 2
            21 | a:x.example/                    | BAD_DOMAIN          | 2
            21 | a:x.example/x                   | BAD_DOMAIN          | 2
            21 | ip4:192.0.2.1/                  | BAD_PREFIX_LENGTH   | 14
            21 | ip4:192.0.2.1/33                | BAD_PREFIX_LENGTH   | 15
            21 | ip4:192.0.2.1/032               | BAD_PREFIX_LENGTH   | 14
            21 | ip4:192.0.2.1//32               | BAD_PREFIX_LENGTH   | 14
            21 | ip4:192.0.2.1/24//64            | BAD_PREFIX_LENGTH   | 16
            21 | ip4:192.0.2.1/+8                | BAD_PREFIX_LENGTH   | 14
            21 | ip6:::1/129                     | BAD_PREFIX_LENGTH   | 10
            21 | ip6:::1//64                     | BAD_PREFIX_LENGTH   | 8
            # rule 22 (RFC 7208 §5.6): addresses
            22 | ip4                             | BAD_ADDRESS         | 3
            22 | ip4:                            | BAD_ADDRESS         | 4
            22 | ip4/24                          | BAD_ADDRESS         | 3
            22 | ip4:192.0.2                     | BAD_ADDRESS         | 4
            22 | ip4:192.0.2/24                  | BAD_ADDRESS         | 4
            22 | ip4:192.0.2.1.                  | BAD_ADDRESS         | 4
            22 | ip4:192.0.2.1.1                 | BAD_ADDRESS         | 4
            22 | ip4:192.0..1                    | BAD_ADDRESS         | 4
            22 | ip4:192.0.2.256                 | BAD_ADDRESS         | 4
            22 | ip4:192.0.2.01                  | BAD_ADDRESS         | 4
            22 | ip4:192.0.2.0001                | BAD_ADDRESS         | 4
            22 | ip4:0300.0.2.1                  | BAD_ADDRESS         | 4
            22 | ip4:0xC0.0.2.1                  | BAD_ADDRESS         | 4
            22 | ip4:3221225985                  | BAD_ADDRESS         | 4
            22 | ip4:192.0.2.1:8080              | BAD_ADDRESS         | 4
            22 | ip4:2001:db8::1                 | BAD_ADDRESS         | 4
            22 | ip4:%{i}                        | BAD_ADDRESS         | 4
            22 | ip6                             | BAD_ADDRESS         | 3
            22 | ip6:                            | BAD_ADDRESS         | 4
            22 | ip6:1.2.3.4                     | BAD_ADDRESS         | 4
            22 | ip6::                           | BAD_ADDRESS         | 4
            22 | ip6::1                          | BAD_ADDRESS         | 4
            22 | ip6::::                         | BAD_ADDRESS         | 4
            22 | ip6:1:2:3:4:5:6:7               | BAD_ADDRESS         | 4
            22 | ip6:1:2:3:4:5:6:7:8:9           | BAD_ADDRESS         | 4
            22 | ip6:1:2:3:4:5:6:7:8::           | BAD_ADDRESS         | 4
            22 | ip6:1::2::3                     | BAD_ADDRESS         | 4
            22 | ip6:12345::                     | BAD_ADDRESS         | 4
            22 | ip6:g::                         | BAD_ADDRESS         | 4
            22 | ip6:1:                          | BAD_ADDRESS         | 4
            22 | ip6:fe80::1%eth0                | BAD_ADDRESS         | 4
            22 | ip6:[2001:db8::1]               | BAD_ADDRESS         | 4
            22 | ip6:::1.2.3                     | BAD_ADDRESS         | 4
            22 | ip6:::1.2.3.4:5                 | BAD_ADDRESS         | 4
            22 | ip6:1:2:3:4:5:6:7:1.2.3.4       | BAD_ADDRESS         | 4
            22 | ip6:::CAFE::BABE                | BAD_ADDRESS         | 4
            # rule 23 (RFC 7208 §7.1): domain-end, before any macro is expanded
            23 | a:museum                        | BAD_DOMAIN          | 2
            23 | a:museum.                       | BAD_DOMAIN          | 2
            23 | a:x.123                         | BAD_DOMAIN          | 2
            23 | a:192.0.2.1                     | BAD_DOMAIN          | 2
            23 | a:x.-com                        | BAD_DOMAIN          | 2
            23 | a:x.com-                        | BAD_DOMAIN          | 2
            23 | a:x.c_m                         | BAD_DOMAIN          | 2
            23 | a:x.com..                       | BAD_DOMAIN          | 2
            23 | a:x.com:8080                    | BAD_DOMAIN          | 2
            23 | a:%{d}x                         | BAD_DOMAIN          | 2
            23 | a:%{d}.                         | BAD_DOMAIN          | 2
            23 | a:%{d}.1                        | BAD_DOMAIN          | 2
            23 | a:%%x                           | BAD_DOMAIN          | 2
            # rule 24 (RFC 7208 §7.1, §7.3): macros
            24 | a:%(d).x.example                | BAD_MACRO           | 2
            24 | a:x%                            | BAD_MACRO           | 3
            24 | a:x%.example                    | BAD_MACRO           | 3
            24 | a:x.%{d                         | BAD_MACRO           | 4
            24 | a:x.%{                          | BAD_MACRO           | 4
            24 | a:x.%{}                         | BAD_MACRO           | 4
            24 | a:%{x}.example                  | BAD_MACRO           | 2
            24 | a:%{d0}                         | BAD_MACRO           | 2
            24 | a:%{d00r}                       | BAD_MACRO           | 2
            24 | a:%{c}.example                  | BAD_MACRO           | 2
            24 | a:%{r}.example                  | BAD_MACRO           | 2
            24 | a:%{t}.example                  | BAD_MACRO           | 2
            24 | exp=%{r}.example                | BAD_MACRO           | 4
            24 | a:%{dr1}                        | BAD_MACRO           | 2
            24 | a:%{d-1}                        | BAD_MACRO           | 2
            24 | a:%{d;}                         | BAD_MACRO           | 2
            24 | a:%{drr}                        | BAD_MACRO           | 2
            24 | a:%{%{d}}                       | BAD_MACRO           | 2
            24 | a:%{dd}                         | BAD_MACRO           | 2
            """, quoteCharacter = '\u0001')
    void refusesWhatIsWrong(int rule, String term, SpfProblem problem, int position) {
        Finding error = error(term);
        assertThat(error.code()).as(error.toString()).isEqualTo(code(problem)).isEqualTo(problem.code());
        assertThat(position(error)).isEqualTo("v=spf1 ".length() + position);
        assertThat(error.message()).contains(term).endsWith(".");
        assertThat(error.remedy()).endsWith(".");
        assertThat(problem.result()).isEqualTo(SpfResult.PERMERROR);
        // RFC 7208 §4.6: wherever it stands, behind what ends the evaluation too.
        assertThat(error("all " + term).code()).isEqualTo(problem.code());
        assertThat(error("ip4:192.0.2.1 " + term + " all").code()).isEqualTo(problem.code());
        SpfOutcome outcome = SpfVerifier.using(FakeDns.zone("example.net TXT \"v=spf1 +all " + term + "\""))
                .verify(Envelope.from(CLIENT).helo("mail.example.org").mailFrom("bob@example.net"));
        assertThat(outcome.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(outcome.problem()).contains(problem);
    }

    @ParameterizedTest
    @DisplayName("rule 19 (RFC 7208 §6): redirect and exp may stand once")
    @CsvSource(delimiter = '|', textBlock = """
            exp=x.example exp=x.example -all                | 14
            redirect=x.example ~all REDIRECT=y.example      | 24
            """)
    void refusesRepeatedModifiers(String terms, int position) {
        assertThat(error(terms).code()).isEqualTo("spf-repeated-modifier");
        assertThat(position(error(terms))).isEqualTo("v=spf1 ".length() + position);
    }

    @Test
    @DisplayName("RFC 7208 §4.5: what is no SPF record has nothing wrong in it")
    void knowsWhatIsNoRecord() {
        assertThat(SpfRecord.parse("v=spf10 all").kind()).isEqualTo(Parsed.Kind.NEAR_MISS);
        assertThat(SpfRecord.parse("")).isEqualTo(Parsed.unrelated());
        assertThat(SpfRecord.isSpf("V=SPF1 moo")).isTrue();
        assertThat(SpfRecord.isSpf("v=spf10 all")).isFalse();
    }

    @Test
    void tellsErrorsInOneLine() {
        assertThat(error("ip4:192.0.2.1\u0007x").message())
                .isEqualTo("A control character (\\007) stands in ip4:192.0.2.1\\007x.");
        assertThat(error("x".repeat(1000)).message()).hasSizeLessThan(200).contains("x...");
    }

    @Test
    @DisplayName("the tree of a record")
    void makesATree() {
        MacroString target = new MacroString(
                List.of(new MacroString.Macro('i', true, 2, true, "-"), new MacroString.Literal(".x.y")));
        assertThat(record("-exists:%{I2r-}.x.y a//64 ip4:192.0.2.0/24 ip6:2001:db8::/32 redirect=%% z=")
                        .terms())
                .containsExactly(
                        new Directive(Qualifier.FAIL, new Mechanism.Exists(target)),
                        new Directive(Qualifier.PASS, new Mechanism.A(MacroString.EMPTY, new DualPrefix(32, 64))),
                        new Directive(Qualifier.PASS, new Mechanism.Ip4(0xC0000200, 24)),
                        new Directive(Qualifier.PASS, new Mechanism.Ip6(0x20010db8_00000000L, 0, 32)),
                        new Modifier.Redirect(new MacroString(List.of(MacroString.Escape.PERCENT))),
                        new Modifier.Unknown("z", MacroString.EMPTY));
    }

    @Test
    @DisplayName("rule 45 (RFC 7208 §6.1): there is no redirect in a record with an all")
    void knowsWhetherARedirectHasEffect() {
        assertThat(record("redirect=x.example").redirect()).isPresent();
        assertThat(record("redirect=x.example ?all").redirect()).isEmpty();
        assertThat(record("all redirect=x.example").redirect()).isEmpty();
    }

    @Test
    @DisplayName("the sealed types have the kinds that the RFC has, and no more")
    void isClosed() {
        assertThat(Mechanism.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        Mechanism.All.class,
                        Mechanism.Include.class,
                        Mechanism.A.class,
                        Mechanism.Mx.class,
                        Mechanism.Ptr.class,
                        Mechanism.Ip4.class,
                        Mechanism.Ip6.class,
                        Mechanism.Exists.class);
        assertThat(Modifier.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(Modifier.Redirect.class, Modifier.Exp.class, Modifier.Unknown.class);
        assertThat(SpfTerm.class.getPermittedSubclasses()).containsExactlyInAnyOrder(Directive.class, Modifier.class);
        assertThat(MacroString.Part.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(
                        MacroString.Literal.class, MacroString.Escape.class, MacroString.Macro.class);
    }

    @Test
    @DisplayName("networks tell their addresses")
    void tellsAddresses() {
        assertThat(new Mechanism.Ip4(0xC0000201, 32).address()).isEqualTo(CLIENT);
        assertThat(new Mechanism.Ip6(0x20010db8_00000000L, 1, 128).address()).isEqualTo(Addresses.of("2001:db8::1"));
    }

    @Test
    @DisplayName("parts that no record can spell are refused")
    void refusesImpossibleParts() {
        for (String text : List.of("a\r\nb", "%", "\u00e9", "\0", "\t")) {
            assertThatThrownBy(() -> new MacroString.Literal(text)).isInstanceOf(IllegalArgumentException.class);
        }
        for (String delimiters : List.of("}", "a", ".x", " ")) {
            assertThatThrownBy(() -> new MacroString.Macro('d', false, 1, false, delimiters))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int length : new int[] {-1, 33}) {
            assertThatThrownBy(() -> new Mechanism.Ip4(0, length)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new DualPrefix(length, 0)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int length : new int[] {-1, 129}) {
            assertThatThrownBy(() -> new Mechanism.Ip6(0, 0, length)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new DualPrefix(0, length)).isInstanceOf(IllegalArgumentException.class);
        }
        for (String name : List.of("", "1up", "a b", "a=", "-a")) {
            assertThatThrownBy(() -> new Modifier.Unknown(name, MacroString.EMPTY))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
