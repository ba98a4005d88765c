package org.signetmail.spf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;

/** The one fault of a record, word for word: what is marked, what is said of it, and what is told to be done. */
class FaultTest {

    @ParameterizedTest(name = "{0}")
    @DisplayName("what is marked, the sentence, the remedy")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        # Two terms in one, and two qualifiers
        v=spf1 aall                        | aall          | aall in aall is neither a mechanism nor a modifier; all may be meant. | Write "-all" if it is.
        v=spf1 -+all                       | +all          | -+all has two qualifiers.                                     | Leave one of them.
        v=spf1 ++all                       | +all          | ++all has two qualifiers.                                     | Leave one of them.
        v=spf1 mx ~                        |               | ~ has no name of a mechanism.                                 | Take it out, or put the name behind the qualifier.
        v=spf1 ~ mx -all                   | ^             | A space stands between ~ and mx, which belong together.       | Write "~mx".
        v=spf1 mx ~ all                    | ^             | A space stands between ~ and all, which belong together.      | Write "~all".
        # Quotes
        v=spf1 mx"a" -all                  | mx"a"         | mx"a" holds a quote.                                          | Take it out: the quotes of a zone file are not part of the record.
        v=spf1 mx a"                       | a"            | a" holds a quote.                                             | Take it out: the quotes of a zone file are not part of the record.
        v=spf1 "mx -all                    | "mx           | "mx holds a quote.                                            | Take it out: the quotes of a zone file are not part of the record.
        v=spf1 mx '' -all                  | ''            | '' is neither a mechanism nor a modifier.                     | Take it out.
        # Addresses without their mechanism
        v=spf1 9.9.9.9 -all                | 9.9.9.9       | 9.9.9.9 is an IPv4 address without a mechanism; ip4: is meant. | Write "ip4:9.9.9.9".
        v=spf1 ~2600::1/64 -all            | 2600::1/64    | ~2600::1/64 is an IPv6 address without a mechanism; ip6: is meant. | Write "~ip6:2600::1/64".
        v=spf1 host:9.9.9.9 -all           | host:9.9.9.9  | host in host:9.9.9.9 is no mechanism; ip4: is meant.          | Write "ip4:9.9.9.9".
        v=spf1 -foo:2600::1 -all           | foo:2600::1   | foo in -foo:2600::1 is no mechanism; ip6: is meant.           | Write "-ip6:2600::1".
        v=spf1 +foo:2600::1 -all           | foo:2600::1   | foo in +foo:2600::1 is no mechanism; ip6: is meant.           | Write "+ip6:2600::1".
        v=spf1 mx~a -all                   | mx~a          | mx~a is neither a mechanism nor a modifier.                   | Take it out.
        # Modifiers that are written as mechanisms
        v=spf1 redirect:b.example +all     | redirect:b.example | redirect:b.example is no mechanism: redirect is a modifier, which has an equals sign, and is ignored beside all. | Write "include:b.example", or "redirect=b.example" and take all out.
        v=spf1 redirect:b.example all      | redirect:b.example | redirect:b.example is no mechanism: redirect is a modifier, which has an equals sign, and is ignored beside all. | Write "include:b.example", or "redirect=b.example" and take all out.
        v=spf1 -all exp:b.example          | exp:b.example | exp:b.example is no mechanism: exp is a modifier, which has an equals sign. | Write "exp=b.example".
        v=spf1 -all exp:                   | exp:          | exp: has no domain; and it is a modifier, which has an equals sign. | Put an equals sign in place of the colon, and the domain behind it.
        v=spf1 -all exp: b.example         | :^            | A colon and a space stand between exp and b.example, where an equals sign has to be. | Write "exp=b.example".
        # No mechanism
        v=spf1 ip6.2600::1 -all            | ip6.2600::1   | ip6.2600::1 has a dot where a colon has to be.                | Write "ip6:2600::1".
        v=spf1 mx include; -all            | include;      | include; in include; is neither a mechanism nor a modifier; include may be meant. | Write "include" if it is.
        v=spf1 mx exists.                  | exists.       | exists. in exists. is neither a mechanism nor a modifier; exists may be meant. | Write "exists" if it is.
        v=spf1 .example -all               | .example      | .example is neither a mechanism nor a modifier.               | Take it out.
        v=spf1 b.example -all              | b.example     | b.example is a domain without a mechanism.                    | Write "include:b.example" for its record, or "a:b.example" for its addresses.
        v=spf1 include_b -all              | include_b     | include_b is neither a mechanism nor a modifier.              | Take it out.
        # No domain
        v=spf1 include :b.example -all     | ^             | A space stands between include and :b.example, which belong together. | Write "include:b.example".
        v=spf1 mx include                  |               | include has no domain, which include needs.                   | Put the domain behind it.
        v=spf1 a: -all                     |               | a: has no domain, which a needs there.                        | Write "a" alone for the domain of the record.
        v=spf1 mx: -all                    |               | mx: has no domain, which mx needs there.                      | Write "mx" alone for the domain of the record.
        v=spf1 ptr: -all                   |               | ptr: has no domain, which ptr needs there.                    | Write "ptr" alone for the domain of the record.
        v=spf1 exists: -all                |               | exists: has no domain, which exists needs there.              | Put the domain behind it.
        v=spf1 redirect=                   |               | redirect= has no domain, which redirect needs there.          | Put the domain behind it.
        # What is no domain
        v=spf1 a:http://b.example:80 -all  | http://b.example:80 | http://b.example:80 in a:http://b.example:80 is a URL, where a domain has to stand. | Write the domain alone.
        v=spf1 include:ann@localhost -all  | ann@localhost | ann@localhost in include:ann@localhost is an address of mail, where a domain has to stand. | Write what stands behind the @.
        v=spf1 include:2600::1 -all        | 2600::1       | 2600::1 in include:2600::1 is an IPv6 address, where a domain has to stand; ip6: is meant. | Write "ip6:2600::1".
        v=spf1 include:b.example; -all     | b.example;    | b.example; in include:b.example; is no domain; each term takes one, and terms are separated by spaces. | Write a term for each domain, and take the punctuation out. The record then: v=spf1 include:b.example -all
        v=spf1 a:0.0.0.0 -all              | 0.0.0.0       | 0.0.0.0 in a:0.0.0.0 is an IPv4 address, where a domain has to stand; ip4: is meant. | Write "ip4:0.0.0.0".
        v=spf1 a:25 -all                   | 25            | 25 in a:25 is no domain: a dot and a top label are missing.   | Write the whole name of the domain.
        v=spf1 a:b.example: -all           | b.example:    | b.example: in a:b.example: is no domain: it has to end in a top label with a letter, or in a macro. | Write the whole name of the domain.
        v=spf1 a:b.example:x -all          | b.example:x   | b.example:x in a:b.example:x is no domain: it has to end in a top label with a letter, or in a macro. | Write the whole name of the domain.
        v=spf1 exists:b.example/24 -all    | b.example/24  | /24 in exists:b.example/24 is a prefix length, which exists does not take there. | Write "exists:b.example".
        v=spf1 ptr/24 -all                 | /24           | ptr takes nothing like /24, as in ptr/24.                     | Write "ptr".
        v=spf1 exists/24 -all              | /24           | exists takes nothing like /24, as in exists/24.               | Write "exists" with a colon and a domain.
        # No address, no prefix length
        v=spf1 ip4: -all                        |                     | ip4: has no address. | Put it behind the colon.
        v=spf1 ip4: 9.9.9.9 -all                | ^                   | A space stands between ip4: and 9.9.9.9, which belong together. | Write "ip4:9.9.9.9".
        v=spf1 ip4                              |                     | ip4 has no address. | Put it behind the colon.
        v=spf1 -ip4:9.9.9.9,8.8.8.8 -all        | 9.9.9.9,8.8.8.8     | 9.9.9.9,8.8.8.8 in -ip4:9.9.9.9,8.8.8.8 is no address; each term takes one, and terms are separated by spaces. | Write a term for each address, and take the punctuation out.
        v=spf1 ip4:9.9.9.9; -all                | 9.9.9.9;            | 9.9.9.9; in ip4:9.9.9.9; is no address; each term takes one, and terms are separated by spaces. | Write a term for each address, and take the punctuation out. The record then: v=spf1 ip4:9.9.9.9 -all
        v=spf1 ip6:9.9.9.9/24 -all              | 9.9.9.9/24          | 9.9.9.9/24 in ip6:9.9.9.9/24 is an IPv4 address; ip4: is meant. | Write "ip4:9.9.9.9/24".
        v=spf1 ~ip4:2600::1/64 -all             | 2600::1/64          | 2600::1/64 in ~ip4:2600::1/64 is an IPv6 address; ip6: is meant. | Write "~ip6:2600::1/64".
        v=spf1 ip4:[9.9.9.9] -all               | [9.9.9.9]           | [9.9.9.9] in ip4:[9.9.9.9] has brackets. | Write the address without them.
        v=spf1 ip6:<2600::1> -all               | <2600::1>           | <2600::1> in ip6:<2600::1> has brackets. | Write the address without them.
        v=spf1 ip6:2600::1%eth0 -all            | 2600::1%eth0        | 2600::1%eth0 in ip6:2600::1%eth0 has a zone, or a macro, which ip6 does not take. | Write the address alone.
        v=spf1 ip6:2600:::1 -all                | 2600:::1            | 2600:::1 in ip6:2600:::1 is no IPv6 address. | An IPv6 address has eight groups of up to four hexadecimal digits; :: stands for groups of zeros, once.
        v=spf1 ip6:2600 -all                    | 2600                | 2600 in ip6:2600 is no IPv6 address. | An IPv6 address has eight groups of up to four hexadecimal digits; :: stands for groups of zeros, once.
        v=spf1 ip4:9.9.9.1-9 -all               | 9.9.9.1-9           | 9.9.9.1-9 in ip4:9.9.9.1-9 is no one IPv4 address, and SPF has no ranges and no asterisks. | Write the addresses as networks, such as "ip4:192.0.2.0/24", or a term for each address.
        v=spf1 ip4:9.9.9.*/24 -all              | 9.9.9.*/24          | 9.9.9.* in ip4:9.9.9.*/24 is no one IPv4 address, and SPF has no ranges and no asterisks. | Write the addresses as networks, such as "ip4:192.0.2.0/24", or a term for each address.
        v=spf1 ip4:*.9.9.9 -all                 | *.9.9.9             | *.9.9.9 in ip4:*.9.9.9 is no IPv4 address. | An IPv4 address has four numbers of 0 to 255 with dots between them.
        v=spf1 ip4:-9.9.9.9 -all                | -9.9.9.9            | -9.9.9.9 in ip4:-9.9.9.9 is no IPv4 address. | Write "a:-9.9.9.9" if the addresses of that name are meant.
        v=spf1 ip4:9.9.9.x -all                 | 9.9.9.x             | 9.9.9.x in ip4:9.9.9.x is no IPv4 address: each of its four parts has to be a number. | Write the number, or the network that is meant, such as "ip4:192.0.2.0/24".
        v=spf1 ip4:9.9.9.x                      | 9.9.9.x             | 9.9.9.x in ip4:9.9.9.x is no IPv4 address: each of its four parts has to be a number. | Write the number, or the network that is meant, such as "ip4:192.0.2.0/24".
        v=spf1 ip4:9.9.x -all                   | 9.9.x               | 9.9.x in ip4:9.9.x is no IPv4 address: each of its four parts has to be a number. | Write the number, or the network that is meant, such as "ip4:192.0.2.0/24".
        v=spf1 ip4:9.9.9.9.x -all               | 9.9.9.9.x           | 9.9.9.9.x in ip4:9.9.9.9.x is no IPv4 address. | Write "a:9.9.9.9.x" if the addresses of that name are meant.
        v=spf1 ip4:9..9.x -all                  | 9..9.x              | 9..9.x in ip4:9..9.x is no IPv4 address: each of its four parts has to be a number. | Write the number, or the network that is meant, such as "ip4:192.0.2.0/24".
        v=spf1 ip4:.9.9.x -all                  | .9.9.x              | .9.9.x in ip4:.9.9.x is no IPv4 address. | Write "a:.9.9.x" if the addresses of that name are meant.
        v=spf1 ip4:9.x.9.9 -all                 | 9.x.9.9             | 9.x.9.9 in ip4:9.x.9.9 is no IPv4 address. | Write "a:9.x.9.9" if the addresses of that name are meant.
        v=spf1 ip4:9.9.9.9:25 -all              | 9.9.9.9:25          | 9.9.9.9:25 in ip4:9.9.9.9:25 is no IPv4 address: ports have no place here. | An IPv4 address has four numbers of 0 to 255 with dots between them.
        v=spf1 ip4:9.9.9:25 -all                | 9.9.9:25            | 9.9.9:25 in ip4:9.9.9:25 is no IPv4 address. | An IPv4 address has four numbers of 0 to 255 with dots between them.
        v=spf1 ip4:mail.b.example -all          | mail.b.example      | mail.b.example in ip4:mail.b.example is no IPv4 address. | Write "a:mail.b.example" if the addresses of that name are meant.
        v=spf1 ip4:mail.b.example/24 -all       | mail.b.example/24   | mail.b.example in ip4:mail.b.example/24 is no IPv4 address. | An IPv4 address has four numbers of 0 to 255 with dots between them.
        v=spf1 ip4:mail -all                    | mail                | mail in ip4:mail is no IPv4 address. | An IPv4 address has four numbers of 0 to 255 with dots between them.
        v=spf1 ip4:m!il.b.example -all          | m!il.b.example      | m!il.b.example in ip4:m!il.b.example is no IPv4 address. | An IPv4 address has four numbers of 0 to 255 with dots between them.
        v=spf1 ip4:a_b-c.example -all           | a_b-c.example       | a_b-c.example in ip4:a_b-c.example is no IPv4 address. | Write "a:a_b-c.example" if the addresses of that name are meant.
        v=spf1 ip4:9.9.9.09 -all                | 9.9.9.09            | 9.9.9.09 in ip4:9.9.9.09 has a number with a leading zero. | Write it without.
        v=spf1 ip4:09.9.9.9 -all                | 09.9.9.9            | 09.9.9.9 in ip4:09.9.9.9 has a number with a leading zero. | Write it without.
        v=spf1 ip4:9.9.9.0 ip4:9.9.9.00 -all    | 9.9.9.00            | 9.9.9.00 in ip4:9.9.9.00 has a number with a leading zero. | Write it without.
        v=spf1 ip4:9.9.9.255 ip4:9.9.9.256 -all | 9.9.9.256           | 9.9.9.256 in ip4:9.9.9.256 has a number above 255. | Correct it.
        v=spf1 ip4:9.9.9.2000000000000 -all     | 9.9.9.2000000000000 | 9.9.9.2000000000000 in ip4:9.9.9.2000000000000 has a number above 255. | Correct it.
        v=spf1 ip4:256.9.9.9 -all               | 256.9.9.9           | 256.9.9.9 in ip4:256.9.9.9 has a number above 255. | Correct it.
        v=spf1 ip4:9 -all                       | 9                   | 9 in ip4:9 has 1 number; an IPv4 address has four. | Write the missing ones.
        v=spf1 ip4:9/8 -all                     | 9/8                 | 9 in ip4:9/8 has 1 number; an IPv4 address has four. | Write "ip4:9.0.0.0/8".
        v=spf1 ip4:9.9 -all                     | 9.9                 | 9.9 in ip4:9.9 has 2 numbers; an IPv4 address has four. | Write the missing ones.
        v=spf1 ip4:9.9.0                        | 9.9.0               | 9.9.0 in ip4:9.9.0 has 3 numbers; an IPv4 address has four. | Write the missing ones.
        v=spf1 ip4:9.9.255 -all                 | 9.9.255             | 9.9.255 in ip4:9.9.255 has 3 numbers; an IPv4 address has four. | Write the missing ones.
        v=spf1 ip4:9..9.9 -all                  | 9..9.9              | 9..9.9 in ip4:9..9.9 is no IPv4 address. | An IPv4 address has four numbers of 0 to 255 with dots between them.
        v=spf1 ip4:9.9/16 -all                  | 9.9/16              | 9.9 in ip4:9.9/16 has 2 numbers; an IPv4 address has four. | Write "ip4:9.9.0.0/16".
        v=spf1 ip4:9.9.9/24 -all                | 9.9.9/24            | 9.9.9 in ip4:9.9.9/24 has 3 numbers; an IPv4 address has four. | Write "ip4:9.9.9.0/24".
        v=spf1 ip4:9.9.9. -all                  | 9.9.9.              | 9.9.9. in ip4:9.9.9. is no IPv4 address. | An IPv4 address has four numbers of 0 to 255 with dots between them.
        v=spf1 ip4:9.9.9./24 -all               | 9.9.9./24           | 9.9.9. in ip4:9.9.9./24 is no IPv4 address. | An IPv4 address has four numbers of 0 to 255 with dots between them.
        v=spf1 ip4:9.9.9.9.9 -all               | 9.9.9.9.9           | 9.9.9.9.9 in ip4:9.9.9.9.9 is no IPv4 address. | An IPv4 address has four numbers of 0 to 255 with dots between them.
        v=spf1 ip4:/24 -all                     | /24                 | ip4:/24 has no address. | Put it in front of the slash.
        v=spf1 ip4:9.9.9.0/ -all                |                     | A number is missing behind the slash of ip4:9.9.9.0/. | Put it there, or take the slash out.
        v=spf1 ip4:9.9.9.0/ 24 -all             | ^                   | A space stands between ip4:9.9.9.0/ and 24, which belong together. | Write "ip4:9.9.9.0/24".
        v=spf1 a/ -all                          | /                   | A number is missing behind the slash of a/. | Put it there, or take the slash out.
        v=spf1 a:b.example/ -all                | b.example/          | / in a:b.example/ is a prefix length, which a does not take there. | Write "a:b.example".
        v=spf1 a// -all                         | //                  | A number is missing behind the slash of a//. | Put it there, or take the slash out.
        v=spf1 ip4:9.9.9.0/33 -all              | 3                   | /33 in ip4:9.9.9.0/33 is no prefix length: it is a number of 0 to 32 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 ip4:9.9.9.0/024 -all             | 024                 | /024 in ip4:9.9.9.0/024 is no prefix length: it is a number of 0 to 32 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 ip4:9.9.9.0/255.255.255.0 -all   | 5.255.255.0         | /255.255.255.0 in ip4:9.9.9.0/255.255.255.0 is a mask, where the number of its bits has to stand. | Write "ip4:9.9.9.0/24".
        v=spf1 ip4:9.9.9.0/255.255.0.255 -all   | 5.255.0.255         | /255.255.0.255 in ip4:9.9.9.0/255.255.0.255 is no prefix length: it is a number of 0 to 32 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 ip4:9.9.9.9/255.255.255.255 -all | 5.255.255.255       | /255.255.255.255 in ip4:9.9.9.9/255.255.255.255 is a mask, where the number of its bits has to stand. | Write "ip4:9.9.9.9/32".
        v=spf1 ip4:9.9.9.9/128.0.0.0 -all       | 8.0.0.0             | /128.0.0.0 in ip4:9.9.9.9/128.0.0.0 is a mask, where the number of its bits has to stand. | Write "ip4:9.9.9.9/1".
        v=spf1 ip4:9.9.9.9/0.0.0.0 -all         | 0.0.0.0             | /0.0.0.0 in ip4:9.9.9.9/0.0.0.0 is no prefix length: it is a number of 0 to 32 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 a/255.255.255.0 -all             | /255.255.255.0      | /255.255.255.0 in a/255.255.255.0 is a mask, where the number of its bits has to stand. | Write "a/24".
        v=spf1 ip4:9.9.9.0/24/32 -all           | /32                 | /24/32 in ip4:9.9.9.0/24/32 is two prefix lengths, of which ip4 takes one. | Write "ip4:9.9.9.0/24".
        v=spf1 ip6:2600::/32/64 -all            | /64                 | /32/64 in ip6:2600::/32/64 is two prefix lengths, of which ip6 takes one. | Write "ip6:2600::/32".
        v=spf1 ip4:9.9.9.0//24 -all             | /24                 | //24 in ip4:9.9.9.0//24 is no prefix length: it is a number of 0 to 32 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 ip6:2600::/129 -all              | 9                   | /129 in ip6:2600::/129 is no prefix length: it is a number of 0 to 128 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 ip6:2600::/x -all                | x                   | /x in ip6:2600::/x is no prefix length: it is a number of 0 to 128 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 a/33 -all                        | 3                   | /33 in a/33 is no prefix length: it is a number of 0 to 32 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 mx//129 -all                     | 9                   | //129 in mx//129 is no prefix length: it is a number of 0 to 128 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 a/24/64 -all                     | /24/64              | /24/64 in a/24/64 is no prefix length: that of IPv6 has two slashes. | Write "/n" for IPv4, "//n" for IPv6, or "/n//n" for both.
        v=spf1 a/24//129 -all                   | 9                   | /24//129 in a/24//129 is no prefix length: it is a number of 0 to 128 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 a/x -all                         | /x                  | /x in a/x is no prefix length: it is a number of 0 to 32 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 ip4:9.9.9.0/24x mx//24 -all      | x                   | /24x in ip4:9.9.9.0/24x is no prefix length: it is a number of 0 to 32 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 a:%{d/}/33 -all                  | 3                   | /33 in a:%{d/}/33 is no prefix length: it is a number of 0 to 32 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 a:x/y.example/24//129 -all       | 9                   | /24//129 in a:x/y.example/24//129 is no prefix length: it is a number of 0 to 128 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 mx:b.c0//129 -all                | 9                   | //129 in mx:b.c0//129 is no prefix length: it is a number of 0 to 128 without leading zeros. | Correct it, or take it out for the one address.
        v=spf1 ip6:/64 -all                     | /64                 | ip6:/64 has no address. | Put it in front of the slash.
        # No macro
        v=spf1 a:%s -all                   | %s            | The percent sign in a:%s begins no macro.                     | Write "%{s}" for the macro, or "%%" for a percent sign itself.
        v=spf1 a:%1 -all                   | %1            | The percent sign in a:%1 begins no macro.                     | Write "%%" for a percent sign itself.
        v=spf1 exists:%{c}.b.example -all  | %{c}          | The macro %{c} in exists:%{c}.b.example is for explanations only. | The letters of terms are s, l, o, d, i, p, h and v.
        v=spf1 exists:%{ic}.b.example -all | %{ic}         | %{ic} in exists:%{ic}.b.example is no macro: a letter, a number from 1 if wished, r if wished, delimiters. | The letters of terms are s, l, o, d, i, p, h and v.
        v=spf1 exists:%{i                  | %{i           | The macro %{i in exists:%{i has no closing brace.             | Put it there.
        v=spf1 exists:%{i a:%{d} -all      | %{i           | The macro %{i in exists:%{i has no closing brace.             | Put it there.
        """)
    void saysWhatIsWrong(String record, String place, String message, String remedy) {
        assertThat(SpfRecord.parse(record).findings())
                .extracting(FaultTest::marked, Finding::message, Finding::remedy)
                .containsExactly(tuple(place == null ? "" : place.replace('^', ' '), message, remedy));
    }

    private static String marked(Finding finding) {
        Position at = finding.position().orElseThrow();
        return at.text().substring(at.offset(), at.offset() + at.length());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a fault does not change what is said of the one in front of it")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        v=spf1 ip4:9.9.9.0/33 /x         | /33 in ip4:9.9.9.0/33 is no prefix length: | /x has no name of a mechanism.
        v=spf1 ip4:9.9.9.0/ /24          | A number is missing behind the slash of ip4:9.9.9.0/. | /24 has no name of a mechanism.
        v=spf1 include:b ,x              | b in include:b is no domain: a dot         | ,x is neither a mechanism
        v=spf1 include:b ://x            | b in include:b is no domain: a dot         | ://x has no name of a mechanism.
        v=spf1 ip4:9.9.9.9^mx include:b.example; -all | 9.9.9.9^mx in ip4:9.9.9.9^mx is no IPv4 address: | b.example; in include:b.example; is no domain;
        """)
    void severalFaults(String record, String first, String second) {
        assertThat(SpfRecord.parse(record.replace('^', '|')).findings())
                .extracting(finding -> finding.message().replace('|', '^'))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith(first),
                        other -> assertThat(other).startsWith(second));
    }

    @ParameterizedTest(name = "{0} octets")
    @DisplayName("a record of 450 octets is written into a remedy, a longer one is not")
    @CsvSource({"450, true", "451, false"})
    void writesRecordsThatFit(int octets, boolean written) {
        String front = "v=spf1 include:";
        String end = ".example; -all";
        String record = front + "b".repeat(octets - front.length() - end.length()) + end;
        assertThat(SpfRecord.parse(record).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy().contains(" The record then: "))
                        .isEqualTo(written));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @DisplayName("a second term is looked for in a term of 300 octets, not in a longer one, wherever in the record")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        exists:#.%{i}-all        | is two terms without a space between them.
        exists:#.%{i}all         | is two terms without a space between them: exists:
        redirect: #.example      | A colon and a space stand between redirect and
        include: #.example       | A space stands between include: and
        """)
    void secondTerms(String term, String sentence) {
        // Of "redirect:" and "include:" the second word is counted, of the others the whole term.
        int rest = term.substring(term.indexOf(' ') + 1).length() - 1;
        for (String front : new String[] {"v=spf1 ", "v=spf1 " + "a:b.example ".repeat(40)}) {
            for (String length : new String[] {"short", "b".repeat(300 - rest)}) {
                assertThat(SpfRecord.parse(front + term.replace("#", length)).findings())
                        .singleElement()
                        .extracting(Finding::message)
                        .asString()
                        .contains(sentence);
            }
            assertThat(SpfRecord.parse(front + term.replace("#", "b".repeat(301 - rest)))
                            .findings())
                    .isNotEmpty()
                    .noneMatch(finding -> finding.message().contains(sentence));
        }
    }
}
