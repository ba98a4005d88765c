package org.signetmail.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorDomainTest {

    @DisplayName("RFC 5322 §3.4, §4.4, RFC 6532, RFC 6854: every shape of From with one domain (rules A1, A4, A8)")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            user@example.com                                  | example.com
            <user@example.com>                                | example.com
            User <user@example.com>                           | example.com
            User User <user@example.com>                      | example.com
            "User, Name" <user@example.com>                   | example.com
            "a\\"b@evil.example" <user@example.com>           | example.com
            "x" "y" z <user@example.com>                      | example.com
            John Q. Public <user@example.com>                 | example.com
            A.. <user@example.com>                            | example.com
            =?utf-8?Q?J=C3=B6rg?= <user@example.com>          | example.com
            "admin@legit.example" <user@example.com>          | example.com
            USER@EXAMPLE.COM                                  | example.com
            user@example.com.                                 | example.com
            first.last+tag@example.com                        | example.com
            "quoted local"@example.com                        | example.com
            "a@b"@example.com                                 | example.com
            "a".b."c"@example.com                             | example.com
            x?==y@example.com                                 | example.com
            =?b@example.com                                   | example.com
            user@example.c0                                   | example.c0
            user@9.example                                    | 9.example
            ""@example.com                                    | example.com
            user@sub_domain.example.com                       | sub_domain.example.com
            user@localhost                                    | localhost
            user (comment) @ (comment) example (c) . (c) com  | example.com
            (c)user@example.com(c)                            | example.com
            (a(b(c)d)e)user@example.com                       | example.com
            (a\\)b)user@example.com                           | example.com
            user@example(<other@evil.example>).com            | example.com
            a . b @ example . com                             | example.com
            (c) User (c) < (c) user@example.com (c) > (c)     | example.com
            <@a.example,@b.example:user@example.com>          | example.com
            <@a.example:user@example.com>                     | example.com
            <,,@a.example,,@b.example,:user@example.com>      | example.com
            ,user@example.com,,                               | example.com
            a@example.com, b@example.com                      | example.com
            a@example.com, b@EXAMPLE.com.                     | example.com
            Group: a@example.com;                             | example.com
            Group: a@example.com, B <b@example.com>;          | example.com
            Group:;, a@example.com                            | example.com
            "G": ,a@example.com,;                             | example.com
            a@example.com, Group:b@example.com;, c@example.com | example.com
            üser@example.com                                  | example.com
            Jörg <jörg@example.com>                           | example.com
            "Jörg" (ü) <j@example.com>                        | example.com
            user@bücher.example                               | xn--bcher-kva.example
            user@xn--bcher-kva.example, b@bücher.example      | xn--bcher-kva.example
            user@BÜCHER.example                               | xn--bcher-kva.example
            """)
    void oneAuthorDomain(String from, String domain) {
        AuthorDomain author = ofFrom(from);
        assertThat(author.problem()).isEmpty();
        assertThat(author.domain()).contains(DomainName.of(domain));
        assertThat(author.reason()).isEqualTo("The author domain is " + domain + ".");
    }

    @DisplayName("RFC 9989 §4.4: no author domain, and why (rules A2, A3, A5, A6, A8)")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            §§                                                | MALFORMED_FROM
            (only a comment)                                  | MALFORMED_FROM
            ,,                                                | MALFORMED_FROM
            <>                                                | MALFORMED_FROM
            user                                              | MALFORMED_FROM
            user@                                             | MALFORMED_FROM
            @example.com                                      | MALFORMED_FROM
            <@example.com>                                    | MALFORMED_FROM
            user@example.com>                                 | MALFORMED_FROM
            <user@example.com                                 | MALFORMED_FROM
            <user, b@example.com                              | MALFORMED_FROM
            user@example.com <x@evil.example>                 | SEVERAL_DOMAINS
            user@@example.com                                 | MALFORMED_FROM
            user@a.example@b.example                          | MALFORMED_FROM
            us er@example.com                                 | MALFORMED_FROM
            a"b"@example.com                                  | MALFORMED_FROM
            user@.example.com                                 | MALFORMED_FROM
            user@example..com                                 | MALFORMED_FROM
            user@example.com..                                | MALFORMED_FROM
            user@exa mple.com                                 | MALFORMED_FROM
            user@"example".com                                | MALFORMED_FROM
            user@exam\\ple.com                                | MALFORMED_FROM
            us\\er@example.com                                | MALFORMED_FROM
            User\\ <user@example.com>                         | MALFORMED_FROM
            "open <user@example.com>                          | MALFORMED_FROM
            (open user@example.com                            | MALFORMED_FROM
            (open \\) user@example.com                        | MALFORMED_FROM
            user@example.com)                                 | MALFORMED_FROM
            user@[192.0.2.1                                   | MALFORMED_FROM
            user@[a[b]                                        | MALFORMED_FROM
            user@[a\\]b]                                      | MALFORMED_FROM
            :user@example.com;                                | MALFORMED_FROM
            Group: a@example.com                              | MALFORMED_FROM
            Group: Inner: a@example.com;;                     | MALFORMED_FROM
            Group:; a@example.com                             | MALFORMED_FROM
            a@example.com; b@example.com                      | MALFORMED_FROM
            a@example.com b@example.com                       | MALFORMED_FROM
            <@a.example user@example.com>                     | MALFORMED_FROM
            <@a.example@b.example:user@example.com>           | MALFORMED_FROM
            <@a.example,user@example.com>                     | MALFORMED_FROM
            <:user@example.com>                               | MALFORMED_FROM
            <@:user@example.com>                              | MALFORMED_FROM
            Group:;                                           | NO_ADDRESS
            Group: (nobody) ,,;                               | NO_ADDRESS
            Group:;, Other:;                                  | NO_ADDRESS
            user@[192.0.2.1]                                  | UNUSABLE_DOMAIN
            <user@[IPv6:2001:db8::1]>                         | UNUSABLE_DOMAIN
            <user@[192.0.2.1] (c) >                           | UNUSABLE_DOMAIN
            a@example.com, b@[192.0.2.1]                      | UNUSABLE_DOMAIN
            user@exam'ple.com                                 | UNUSABLE_DOMAIN
            user@127.0.0.1                                    | UNUSABLE_DOMAIN
            user@127.0.0.1.                                   | UNUSABLE_DOMAIN
            user@123                                          | UNUSABLE_DOMAIN
            user@example.com?                                 | UNUSABLE_DOMAIN
            user@ｅxample.com                                 | UNUSABLE_DOMAIN
            user@exa\u200bmple.com                            | UNUSABLE_DOMAIN
            user@example\u3002com                             | UNUSABLE_DOMAIN
            user@legit.example\u00a0                          | UNUSABLE_DOMAIN
            a@example.com, b@example.org                      | SEVERAL_DOMAINS
            a@example.com, Group: b@sub.example.com;          | SEVERAL_DOMAINS
            """)
    void noAuthorDomain(String from, AuthorProblem problem) {
        assertNone(ofFrom(from), problem);
    }

    @DisplayName("RFC 9989 §4.4: espoofer's From tricks never give an author to pass with")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            server_a8 two From     | From: <a@evil.example>#From: <b@legit.example>                 | SEVERAL_FROM
            server_a8 same twice   | From: <a@evil.example>#from: <a@evil.example>                  | SEVERAL_FROM
            server_a9 first line   | \\x20From: <b@legit.example>#From: <a@evil.example>              | SEVERAL_FROM
            server_a9 alone        | \\x20From: <b@legit.example>                                     | MALFORMED_FROM
            server_a9 below a field | From: <a@evil.example># From: <b@legit.example>               | MALFORMED_FROM
            server_a10 From :      | From : <b@legit.example>#From: <a@evil.example>                | SEVERAL_FROM
            server_a10 tab         | From\\t : <b@legit.example>#From: <a@evil.example>             | SEVERAL_FROM
            server_a11 folded name | From# : <b@legit.example>#From: <a@evil.example>               | SEVERAL_FROM
            server_a11 alone       | From# : <b@legit.example>                                      | MALFORMED_FROM
            NUL in the name        | Fr\\0om: <b@legit.example>#From: <a@evil.example>              | SEVERAL_FROM
            NUL behind the name    | From\\0: <b@legit.example>#From: <a@evil.example>              | SEVERAL_FROM
            BOM before the name    | \\xEF\\xBB\\xBFFrom: <b@legit.example>#From: <a@evil.example>  | SEVERAL_FROM
            NBSP behind the name   | From\\xC2\\xA0: <b@legit.example>#From: <a@evil.example>       | SEVERAL_FROM
            bare CR before it      | \\rFrom: <b@legit.example>#From: <a@evil.example>              | SEVERAL_FROM
            bare LF before it      | \\nFrom: <b@legit.example>#From: <a@evil.example>              | SEVERAL_FROM
            server_a12 Sender      | Sender: <b@legit.example>                                      | NO_FROM
            server_a13 Resent-From | Resent-From: <b@legit.example>                                 | NO_FROM
            server_a14 two domains | From: <a@evil.example>, <b@legit.example>                      | SEVERAL_DOMAINS
            server_a15 encoded     | From: =?utf-8?B?PGJAbGVnaXQuZXhhbXBsZT4=?=,<a@evil.example>    | MALFORMED_FROM
            server_a15 in angles   | From: <=?utf-8?B?YkBsZWdpdC5leGFtcGxl?=>                       | MALFORMED_FROM
            B2 local-part          | From: =?utf-8?Q?b=40legit.example?=@evil.example               | MALFORMED_FROM
            B2 dotted local-part   | From: x.=?utf-8?Q?b@legit.example?=@evil.example               | MALFORMED_FROM
            B2 domain              | From: b@=?utf-8?Q?legit.example?=                              | UNUSABLE_DOMAIN
            B2 address in phrase   | From: =?utf-8?Q?<b@legit.example>?= <a@evil.example>           | MALFORMED_FROM
            server_a17 quoted pair | From: <b@legit.example>\\\\,<a@evil.example>                   | MALFORMED_FROM
            server_a18 precedence  | From: b@legit.example,<a@evil.example>                         | SEVERAL_DOMAINS
            server_a18 two angles  | From: <b@legit.example><a@evil.example>                        | MALFORMED_FROM
            server_a18 phrase      | From: b@legit.example <a@evil.example>                         | SEVERAL_DOMAINS
            server_a19 text behind | From: <a@evil.example>b@legit.example                          | MALFORMED_FROM
            server_a19 word behind | From: <a@evil.example> b                                       | MALFORMED_FROM
            B1 NUL in the domain   | From: b@legit.example\\0.evil.example                          | MALFORMED_FROM
            B1 CR in the address   | From: b@legit\\r.example                                       | MALFORMED_FROM
            B1 LF in the phrase    | From: b\\nFrom: x <a@evil.example>                             | SEVERAL_FROM
            B1 DEL in quotes       | From: "\\x7F" <a@evil.example>                                 | MALFORMED_FROM
            B1 NUL in a comment    | From: (\\0) <a@evil.example>                                   | MALFORMED_FROM
            B1 NUL, quoted pair    | From: "\\\\\\0" <a@evil.example>                               | MALFORMED_FROM
            B1 C1 control          | From: "\\xC2\\x85" <a@evil.example>                            | MALFORMED_FROM
            B1 VT for white space  | From: b\\x0B<a@evil.example>                                   | MALFORMED_FROM
            B3 no From             | To: <b@legit.example>                                          | NO_FROM
            B3 From without colon  | From                                                           | NO_FROM
            other names            | Froma: <b@legit.example>#X-From: c@d.example                   | NO_FROM
            other names            | Form: <b@legit.example>#\\xFCFro: c@d.example                   | NO_FROM
            """)
    void espoofer(String name, String header, AuthorProblem problem) {
        assertNone(AuthorDomain.of(message(header).fields()), problem);
    }

    @DisplayName("Each fault has its sentence, and the first is told")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            From: Group: a@b.example                  | is malformed: a group is not closed.
            From: <a@b.example> b                     | is malformed: there is text behind an address.
            From: a@                                  | is malformed: it ends in the middle of an address.
            From: a\\x01@b.example                     | is malformed: there is a control character in it.
            From: a)@b.example                        | is malformed: ")" is out of place.
            From: \\xFF;                               | is malformed: ";" is out of place.
            From: <x.=?utf-8?Q?b?=@b.example>         | is malformed: there is an encoded-word in an address.
            From: \\xFC@b.example                      | is malformed: a local-part has octets that are no UTF-8.
            From: a@\\xFC.example                      | is malformed: a domain has octets that are no UTF-8.
            From: a@[192.0.2.1                        | is malformed: a domain literal is not closed.
            From: "\\x01" <a@b.example                 | is malformed: there is a control character in a quoted string.
            From: "abc\\\\                              | is malformed: a quoted string is not closed.
            From: (\\x01) <a@b.example                 | is malformed: there is a control character in a comment.
            From: ((abc) <a@b.example                 | is malformed: a comment is not closed.
            From: ,                                   | is malformed: it has no address.
            From: g:;                                 | has a group without members.
            From: a@[192.0.2.1]                       | has an address whose domain is a literal, which is no domain name.
            From: a@1.2                               | has an address whose domain is "1.2", which is no domain name.
            From: a@b, a@c, a@d                       | has addresses of 3 different domains: b, c, d.
            From: a@b, a@c, a@d, a@e                  | has addresses of 4 different domains: b, c, d and more.
            From:@, x@b.c <a@d>                       | has addresses of 2 different domains: b.c, d. One stands in a display name that lacks its quotes.
            """)
    void sentences(String header, String expected) {
        assertThat(AuthorDomain.of(message(header).fields()).reason()).isEqualTo("The From field " + expected);
    }

    @DisplayName("What is odd is told where it begins, at the first octet of the value too")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            From:.a..b@shop.example                   | from-local-part-dots 0
            From:.a.@shop.example                     | from-local-part-dots 0
            From:.a@shop.example,.b@shop.example      | from-local-part-dots 0
            From:a.b..c.@shop.example                 | from-local-part-dots 4
            From:,x, y <a@shop.example>               | from-name-unquoted 0
            From:x, y, z <a@shop.example>             | from-name-unquoted 1
            From:\\xFC <a@shop.example>                | from-not-utf8 0
            From:\\xFC "\\xC2\\x85" <a@shop.example>   | from-not-utf8 0
            """)
    void placesOfOddities(String header, String expected) {
        assertThat(AuthorDomain.of(message(header).fields()).findings())
                .singleElement()
                .satisfies(found -> assertThat(found.code() + " "
                                + found.position().orElseThrow().offset())
                        .isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y\nFrom", "X: y\nFrom ", "X: y\nFro", "X: y\rFrom\t"})
    @DisplayName("A message may end behind the name of what would be a second From")
    void endsBehindAName(String end) {
        Message message = Message.of(("From: a@b.example\r\n" + end).getBytes(ISO_8859_1));
        assertThat(AuthorDomain.of(message.fields())).hasToString("b.example");
    }

    @Test
    @DisplayName("server_a16: the author is the addr-spec behind the route")
    void routeIsIgnored() {
        assertThat(ofFrom("<@evil.example,@any.example:admin@legit.example>").domain())
                .contains(DomainName.of("legit.example"));
        assertThat(ofFrom("<(a)@evil.example(b),(c)@any.example(d):(e)admin@legit.example(f)>")
                        .domain())
                .contains(DomainName.of("legit.example"));
    }

    @Test
    @DisplayName("RFC 5322 §2.2.3: a folded From is the same From")
    void foldedFrom() {
        Message message = message("From: User#\\tName#  <user@#  example#  .com>");
        assertThat(AuthorDomain.of(message.fields()).domain()).contains(DomainName.of("example.com"));
    }

    @Test
    @DisplayName("RFC 5322 §4.5.2: white space before the colon")
    void obsoleteFrom() {
        assertThat(AuthorDomain.of(message("FROM \\t: a@example.com").fields()).domain())
                .contains(DomainName.of("example.com"));
    }

    @Test
    @DisplayName("RFC 9989 §11.5: several domains are told in the order of the field, each once")
    void severalDomains() {
        AuthorDomain author = ofFrom("a@b.example, b@a.example, c@B.example");
        assertThat(author.domains()).containsExactly(DomainName.of("b.example"), DomainName.of("a.example"));
        assertThat(author.domain()).isEmpty();
    }

    @Test
    void addressesAreCapped() {
        String hundred = "a@example.com,".repeat(AuthorDomain.MAX_ADDRESSES);
        assertThat(ofFrom(hundred).domain()).contains(DomainName.of("example.com"));
        assertNone(ofFrom(hundred + "a@example.com"), AuthorProblem.TOO_MANY_ADDRESSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "<",
                ">",
                "\"",
                "\\",
                ",",
                ".",
                "@",
                ":",
                ";",
                "[",
                "a@b,",
                "a.",
                " ",
                "=?",
                "?=",
                "<@a,",
                "g:;,",
                "=?a?b?YQ?=,",
                "=?a?bb?x",
                "\"\"",
                "()",
                "a@b(",
                "=?a@b,",
                "a@b.",
                "a@b. ",
                "a@b(c).",
                "@[1.",
                "@(",
                "a@ ",
                "\u00fc",
                "\u00fc@"
            })
    @DisplayName("Deep or long input ends, in linear time and on a small stack")
    void hostileLength(String piece) throws InterruptedException {
        String from = piece.repeat(250_000 / piece.length());
        Runnable parse = () -> {
            ofFrom(from);
            ofFrom("x, " + from + " ?=<a@b>");
        };
        Thread small = new Thread(null, parse, "small stack", 64 << 10);
        Throwable[] thrown = new Throwable[1];
        small.setUncaughtExceptionHandler((thread, failure) -> thrown[0] = failure);
        small.start();
        small.join(5000);
        assertThat(small.isAlive()).isFalse();
        assertThat(thrown[0]).isNull();
    }

    @Test
    void totalOnRandomOctets() {
        Random random = new Random(7);
        String pieces = "\0\r\n\t \"\\()<>@,;:.[]=?aF\u0080\u00c3\u00a9\u007f";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder header = new StringBuilder("From:");
            for (int i = random.nextInt(30); i > 0; i--) {
                header.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            AuthorDomain author = AuthorDomain.of(
                    Message.of(header.toString().getBytes(ISO_8859_1)).fields());
            assertThat(author.reason()).matches("[ -~]+\\.");
            assertThat(author.domain().isPresent())
                    .isNotEqualTo(author.problem().isPresent());
        }
    }

    @DisplayName("RFC 9989 §4.4: a From line behind a bare CR or LF is one to some reader (rule A3)")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            From: a@b.example~Subject: x<LF>From: ceo@bank.example~          | SEVERAL_FROM
            From: a@b.example~Subject: x<CR>From: ceo@bank.example~          | SEVERAL_FROM
            From: a@b.example<LF>From: ceo@bank.example~                     | SEVERAL_FROM
            From: "<LF>From:" <a@b.example>~                                 | SEVERAL_FROM
            From: a@b.example~Subject: x<LF>fROM<HT> : ceo@bank.example~     | SEVERAL_FROM
            From: a@b.example~Subject: x<CR><CR>From: ceo@bank.example~      | SEVERAL_FROM
            From: a@b.example~From: c@d.example~X: <LF>From: e@f.example~    | SEVERAL_FROM
            Subject: x<LF>From: ceo@bank.example~                            | MALFORMED_FROM
            junk<LF>From: ceo@bank.example~                                  | MALFORMED_FROM
            From: a@b.example~Subject: x<LF>From me to you:~                 | -
            From: a@b.example~Subject: x<LF>X-From: y~                       | -
            From: a@b.example~Subject: x~ From: y~                           | -
            From: a@b.example~Subject: x<LF>From~                            | -
            From: a@b.example~Subject: x<LF>Form: y~                         | -
            """)
    void fromBehindABareLineEnd(String header, String problem) {
        AuthorDomain author = AuthorDomain.of(message(header.replace("~", "\r\n")
                        .replace("<LF>", "\n")
                        .replace("<CR>", "\r")
                        .replace("<HT>", "\t"))
                .fields());
        assertThat(author.problem().map(Enum::name).orElse("-")).isEqualTo(problem);
    }

    @DisplayName("server.md: what is no address hides nobody; what has the form of an address is an author")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            Smith, Ann <a@shop.example>                      | shop.example | from-name-unquoted ,
            Smith,Ann<a@shop.example>                        | shop.example | from-name-unquoted ,
            Shop, <a@shop.example>                           | shop.example | from-name-unquoted ,
            .NET <a@shop.example>                            | shop.example | from-name-unquoted .
            [Shop] News <a@shop.example>                     | shop.example | from-name-unquoted [
            Shop] News <a@shop.example>                      | shop.example | from-name-unquoted ]
            A.B. C [x], D <a@shop.example> (c)               | shop.example | from-name-unquoted [
            a@shop.example <a@shop.example>                  | shop.example | from-name-unquoted @
            b@SHOP.example. <a@shop.example>                 | shop.example | from-name-unquoted @
            b @ shop.example <a@shop.example>                | shop.example | from-name-unquoted @
            b@shop(c).example! <a@shop.example>              | shop.example | from-name-unquoted @
            =?utf-8?Q?b@shop.example?= <a@shop.example>      | shop.example | from-name-unquoted @
            Ann @ Shop <a@shop.example>                      | shop.example | from-name-unquoted @
            Ann@Shop <a@shop.example>                        | shop.example | from-name-unquoted @
            Ann @ St. Mary <a@shop.example>                  | shop.example | from-name-unquoted @
            Ann @ [Shop] <a@shop.example>                    | shop.example | from-name-unquoted @
            @ann.b <a@shop.example>                          | shop.example | from-name-unquoted @
            x, @ann.b <a@shop.example>                       | shop.example | from-name-unquoted ,
            @@ Sale @@ <a@shop.example>                      | shop.example | from-name-unquoted @
            Sale @@ ann.b <a@shop.example>                   | shop.example | from-name-unquoted @
            ceo @bank..example <a@shop.example>              | shop.example | from-name-unquoted @
            @bank..example <a@shop.example>                  | shop.example | from-name-unquoted @
            ceo@"x". <a@shop.example>                        | shop.example | from-name-unquoted @
            Ann@[5] <a@shop.example>                         | shop.example | from-name-unquoted @
            "b@bank.example" x, y <a@shop.example>           | shop.example | from-name-unquoted ,
            (b@bank.example) x, y <a@shop.example>           | shop.example | from-name-unquoted ,
            =?utf-8?Q?M=C3=BCller?=, Ann <a@shop.example>    | shop.example | from-name-unquoted ,
            =?utf-8?B?TcO8bGxlcg==?=, Ann <a@shop.example>   | shop.example | from-name-unquoted ,
            =?utf-8?B?YkBiYW5r?= [x] <a@shop.example>        | shop.example | from-name-unquoted [
            =?utf-8?Q?x, y <a@shop.example>                  | shop.example | from-name-unquoted ,
            =?x, =?= <a@shop.example>                        | shop.example | from-name-unquoted ,
            x, y <@bank.example:a@shop.example>              | shop.example | from-name-unquoted ,
            .a@shop.example                                  | shop.example | from-local-part-dots .
            a.@shop.example                                  | shop.example | from-local-part-dots .
            a..b@shop.example                                | shop.example | from-local-part-dots .
            N <a. (c) @shop.example>                         | shop.example | from-local-part-dots .
            a@shop.example, b.@shop.example                  | shop.example | from-local-part-dots .
            b@bank.example <a@shop.example>                  | bank.example shop.example | from-name-unquoted @
            b@shop.example <a@mail.shop.example>             | shop.example mail.shop.example | from-name-unquoted @
            b @ bank.example <a@shop.example>                | bank.example shop.example | from-name-unquoted @
            b @ bank . example <a@shop.example>              | bank.example shop.example | from-name-unquoted @
            b@bank. example <a@shop.example>                 | bank.example shop.example | from-name-unquoted @
            b@bank(c).(c)example <a@shop.example>            | bank.example shop.example | from-name-unquoted @
            b.@bank.example <a@shop.example>                 | bank.example shop.example | from-name-unquoted @
            "b"@bank.example <a@shop.example>                | bank.example shop.example | from-name-unquoted @
            [b]@bank.example <a@shop.example>                | bank.example shop.example | from-name-unquoted [
            [b@bank.example] <a@shop.example>                | bank.example shop.example | from-name-unquoted [
            x@y@bank.example, z <a@shop.example>             | bank.example shop.example | from-name-unquoted @
            x, b@bank.example, c@d.example e <a@shop.example> | bank.example d.example shop.example | from-name-unquoted ,
            =?utf-8?Q?b@bank.example?= <a@shop.example>      | bank.example shop.example | from-name-unquoted @
            b@bücher.example <a@shop.example>                | xn--bcher-kva.example shop.example | from-name-unquoted @
            b@bank.example?x <a@shop.example>                | bank.example shop.example | from-name-unquoted @
            """)
    void oddities(String from, String domains, String finding) {
        AuthorDomain author = ofFrom(from);
        assertThat(author.domains().stream().map(DomainName::toString).collect(Collectors.joining(" ")))
                .isEqualTo(domains);
        assertThat(author.problem().isPresent()).isEqualTo(domains.contains(" "));
        assertThat(author.findings()).singleElement().satisfies(found -> {
            Position at = found.position().orElseThrow();
            assertThat(found.code() + " " + at.text().charAt(at.offset())).isEqualTo(finding);
            assertThat(List.of(found.message(), found.remedy()))
                    .allMatch(text -> text.matches("The [ -~]+\\.|A [ -~]+\\."));
        });
    }

    @DisplayName("RFC 6532 §3.2: octets of another charset hide nobody outside of addresses, and are none inside")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            From: M\\xFCller <a@shop.example>           | shop.example
            From: "M\\xFCller" <a@shop.example>         | shop.example
            From: "\\\\\\xFC" <a@shop.example>          | shop.example
            From: (\\xFC(\\\\\\xFC)) a@shop.example     | shop.example
            From: a@shop.example (\\xFC)                | shop.example
            From: a@shop(\\xFC).example                 | shop.example
            From: G\\xFC: a@shop.example;               | shop.example
            From: "\\xFC"@shop.example                  | shop.example
            From: "\\xC0\\x80" <a@shop.example>         | shop.example
            From: "\\xED\\xA0\\x80" <a@shop.example>    | shop.example
            From: \\xC3 <a@shop.example>                | shop.example
            From: \\x93Shop\\x94 <a@shop.example>       | shop.example
            From: \\x90\\xC2\\x96\\xD8 <a@shop.example> | shop.example
            From: "\\xFC" <a@b\\xC3\\xBCcher.example>   | xn--bcher-kva.example
            From: \\xFC@shop.example                    | MALFORMED_FROM
            From: a.\\xFC@shop.example                  | MALFORMED_FROM
            From: a@b\\xFCcher.example                  | MALFORMED_FROM
            From: a@\\xC3\\xBC\\xFC.example             | MALFORMED_FROM
            From: "\\xFC" <\\xC2\\x85@shop.example>     | MALFORMED_FROM
            From: "\\xFC" <a@\\xC2\\x85shop.example>    | UNUSABLE_DOMAIN
            From: x@b\\xFC.example <a@shop.example>     | UNUSABLE_DOMAIN
            From: x@b\\xFC <a@shop.example>             | shop.example
            From: x@[192.0.2.1] <a@shop.example>        | UNUSABLE_DOMAIN
            From: x@bank\\xE3\\x80\\x82example <a@shop.example> | UNUSABLE_DOMAIN
            From: x@\\xE3\\x80\\x82bank <a@shop.example> | UNUSABLE_DOMAIN
            From: x@\\xEF\\xBC\\x8Ebank <a@shop.example> | UNUSABLE_DOMAIN
            From: x@\\xEF\\xBD\\xA1bank <a@shop.example> | UNUSABLE_DOMAIN
            From: ceo@bank..example <a@shop.example>    | UNUSABLE_DOMAIN
            From: ceo@.bank <a@shop.example>            | UNUSABLE_DOMAIN
            From: ceo@"bank.example" <a@shop.example>   | UNUSABLE_DOMAIN
            """)
    void otherCharsets(String header, String expected) {
        AuthorDomain author = AuthorDomain.of(message(header).fields());
        assertThat(author).hasToString(expected);
        assertThat(author.summary()).matches("[ -~]+");
    }

    @Test
    @DisplayName("The octet that is no UTF-8 is shown as an escape")
    void namesTheOctet() {
        AuthorDomain author = AuthorDomain.of(
                message("From: B\\xFCro, x.. <a..b@shop.example>").fields());
        assertThat(author.findings())
                .extracting(Finding::code)
                .containsExactly("from-name-unquoted", "from-local-part-dots", "from-not-utf8");
        assertThat(author.findings().get(2).message()).contains("\\252");
        assertThat(author.findings()).allSatisfy(found -> {
            assertThat(found.message()).matches("[ -~]+\\.");
            assertThat(found.remedy()).matches("[ -~]+\\.");
            assertThat(found.section()).startsWith("RFC ");
        });
        assertThat(author.findings().get(2).position().orElseThrow().caret()).contains("\n  ^^^^\n");
    }

    @DisplayName("server.md: what stays malformed beside names without quotes")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Smith, Ann <a@shop.example>, B <b@shop.example>, C, D <c@shop.example>",
                "Smith, Ann <a@shop.example> x",
                "Smith, Ann <a@shop.example>,",
                "Smith, Ann <a@shop.example>.",
                "Smith, Ann <a@shop.example> <b@shop.example>",
                "Smith, Ann <<a@shop.example>>",
                "Smith, Ann <>",
                "Smith, Ann <a>",
                "Smith, Ann <a@shop.example",
                "Smith, Ann a@shop.example>",
                "Smith, Ann> <a@shop.example>",
                "Smith; Ann <a@shop.example>",
                "Team: Smith, Ann <a@shop.example>;",
                "Smith, Ann\\\\ <a@shop.example>",
                "Smith, \"Ann <a@shop.example>",
                "Smith, (Ann <a@shop.example>",
                "Smith), Ann <a@shop.example>",
                "Smith, Ann (<a@shop.example>)",
                "Smith, Ann \"<a@shop.example>\"",
                "Smith, Ann",
                "=?utf-8?B?PGJAYmFuay5leGFtcGxlPg==?=,<a@shop.example>",
                "=?utf-8?B?YkBiYW5rLmV4YW1wbGU=?=, x <a@shop.example>",
                "x, \"=?utf-8?b?YkBiYW5rLmV4YW1wbGU?=\" <a@shop.example>",
                "=?utf-8?Q?b=40bank.example?=, x <a@shop.example>",
                "=?utf-7?Q?b+AEA-bank.example?=, x <a@shop.example>",
                "=?UTF-8*en?q?x?= =?ISO-8859-1?Q?=3Cb=40?=, x <a@shop.example>",
                "...@shop.example",
                "..<a@shop.example>@",
                "Ann@\"x\"",
                "Ann@\"x\", Bob"
            })
    void staysMalformed(String from) {
        assertNone(ofFrom(from), AuthorProblem.MALFORMED_FROM);
    }

    @Test
    void outcomesAreValues() {
        AuthorDomain author = ofFrom("Smith, Ann <a@shop.example>");
        assertThat(author).isEqualTo(ofFrom("Smith, Ann <a@shop.example>")).hasToString("shop.example");
        assertThat(author).hasSameHashCodeAs(ofFrom("Smith, Ann <a@shop.example>"));
        assertThat(author).isNotEqualTo(ofFrom("\"Smith, Ann\" <a@shop.example>"));
        assertThat(author.summary()).isEqualTo("shop.example: The author domain is shop.example.");
        assertThat(ofFrom("a@b.example, c@d.example").summary())
                .isEqualTo(
                        "SEVERAL_DOMAINS: The From field has addresses of 2 different domains: b.example, d.example.");
    }

    private static void assertNone(AuthorDomain author, AuthorProblem problem) {
        assertThat(author.problem()).contains(problem);
        assertThat(author.domain()).isEmpty();
        assertThat(author.reason()).matches("The (message|From field) [ -~]+\\.");
    }

    private static AuthorDomain ofFrom(String value) {
        return AuthorDomain.of(
                Message.of(("From: " + value + "\r\n\r\n").getBytes(UTF_8)).fields());
    }

    /** Lines parted by #; octets as \0 \r \n \t \\ \xHH. */
    private static Message message(String header) {
        StringBuilder octets = new StringBuilder();
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '#') {
                octets.append("\r\n");
            } else if (c != '\\') {
                octets.append(c);
            } else {
                char escape = header.charAt(++i);
                if (escape == 'x') {
                    octets.append((char) Integer.parseInt(header.substring(i + 1, i + 3), 16));
                    i += 2;
                } else {
                    octets.append("\0\r\n\t\\".charAt("0rnt\\".indexOf(escape)));
                }
            }
        }
        return Message.of((octets + "\r\n\r\n").getBytes(ISO_8859_1));
    }

    @Test
    void codesOfProblemsAreTheirOwn() {
        List<String> codes = new ArrayList<>();
        for (AuthorProblem problem : AuthorProblem.values()) {
            codes.add(problem.code());
        }
        for (FromFinding finding : FromFinding.values()) {
            codes.add(finding.at("x", 0).code());
        }
        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("from(-[a-z0-9]+)+"));
    }
}
