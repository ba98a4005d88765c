package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Envelope;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import org.signetmail.testkit.FakeDns;

/** The sentence that tells an administrator what to do: the client, the identity, the octet, and what to write. */
class SentencesTest {

    private static SpfOutcome outcome(String record) {
        return Checks.record(record, "").from("198.51.100.1");
    }

    private static String explain(SpfOutcome outcome) {
        return String.join("\n", outcome.explain());
    }

    private static List<String> codes(SpfOutcome outcome) {
        return outcome.findings().stream().map(Finding::code).collect(Collectors.toList());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("what is wrong, with which code, in the sentence; and what to do, in the explanation")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        # an address where a domain has to stand
        v=spf1 a:192.0.2.1 -all                       | PERMERROR | spf-bad-domain | 192.0.2.1 in a:192.0.2.1 is an IPv4 address, where a domain has to stand; ip4: is meant | Write "ip4:192.0.2.1".
        v=spf1 ~a:192.0.2.0/24 -all                   | PERMERROR | spf-bad-domain | ip4: is meant | Write "~ip4:192.0.2.0/24".
        v=spf1 mx:2001:db8::1 -all                    | PERMERROR | spf-bad-domain | 2001:db8::1 in mx:2001:db8::1 is an IPv6 address | Write "ip6:2001:db8::1".
        v=spf1 include:192.0.2.0/24 -all              | PERMERROR | spf-bad-domain | ip4: is meant | Write "ip4:192.0.2.0/24".
        v=spf1 ptr:192.0.2.1 -all                     | PERMERROR | spf-bad-domain | ip4: is meant | Write "ip4:192.0.2.1".
        v=spf1 exists:192.0.2.1 -all                  | PERMERROR | spf-bad-domain | ip4: is meant | Write "ip4:192.0.2.1".
        v=spf1 redirect=192.0.2.1                     | PERMERROR | spf-bad-domain | ip4: is meant | Write "ip4:192.0.2.1".
        v=spf1 ip4:2001:db8::/32 -all                 | PERMERROR | spf-bad-address | 2001:db8::/32 in ip4:2001:db8::/32 is an IPv6 address; ip6: is meant | Write "ip6:2001:db8::/32".
        v=spf1 ip6:192.0.2.1 -all                     | PERMERROR | spf-bad-address | is an IPv4 address; ip4: is meant | Write "ip4:192.0.2.1".
        v=spf1 ip:192.0.2.1 -all                      | PERMERROR | spf-unknown-mechanism | ip in ip:192.0.2.1 is no mechanism; ip4: is meant | Write "ip4:192.0.2.1".
        v=spf1 ipv6:2001:db8::1 -all                  | PERMERROR | spf-unknown-mechanism | ip6: is meant | Write "ip6:2001:db8::1".
        v=spf1 -192.0.2.1 -all                        | PERMERROR | spf-unknown-mechanism | an IPv4 address without a mechanism | Write "-ip4:192.0.2.1".
        # what stands in front of the version
        \\032v=spf1 ip4:192.0.2.1 -all                | NONE | spf-leading-space | looks like one: A space stands in front of v=spf1 | v=spf1 has to come first
        \\032\\032\\032v=spf1 -all                    | NONE | spf-leading-space | 3 spaces stand in front of v=spf1 | v=spf1 has to come first
        \\009v=spf1 -all                              | NONE | spf-leading-space | A tab stands in front of v=spf1 | v=spf1 has to come first
        \\"v=spf1 ip4:192.0.2.1 -all\\"               | NONE | spf-quoted | Quotes are part of the text | zone file
        'v=spf1 -all'                                 | NONE | spf-quoted | Quotes are part of the text | zone file
        \\226\\128\\156v=spf1 -all\\226\\128\\157     | NONE | spf-odd-octet | A curly quote (\\226\\128\\156) stands in front of v=spf1 | ^^^^^^^^^^^^
        \\147v=spf1 -all\\148                         | NONE | spf-odd-octet | A curly quote (\\147) | ^^^^
        \\239\\187\\191v=spf1 -all                    | NONE | spf-odd-octet | A byte order mark (\\239\\187\\191) | ^^^^^^^^^^^^
        \\194\\160v=spf1 -all                         | NONE | spf-odd-octet | A no-break space (\\194\\160) | ^^^^^^^^
        \\226\\128\\139v=spf1 -all                    | NONE | spf-odd-octet | An invisible character (\\226\\128\\139) | ^^^^^^^^^^^^
        example.net. IN TXT v=spf1 -all               | NONE | spf-leading-text | Other text stands in front of v=spf1: example.net. IN TXT. | v=spf1 has to come first
        google-site-verification=x; v=spf1 mx -all    | NONE | spf-leading-text | google-site-verification=x;. | a TXT record of its own
        # what stands behind it
        v=spf1ip4:192.0.2.1 -all                      | NONE | spf-version-glued | Behind v=spf1 stands ip4:192.0.2.1, where a space has to be | Put a space in front of it.
        v=spf1include:_spf.example.com -all           | NONE | spf-version-glued | Behind v=spf1 stands include:_spf.example.com | Put a space in front of it.
        V=SPF1-all                                    | NONE | spf-version-glued | Behind V=SPF1 stands -all | Put a space in front of it.
        v=spf1;ip4:192.0.2.1;-all                     | NONE | spf-version-glued | Behind v=spf1 stands a semicolon (;) | Put a space in place of each.
        v=spf1, -all                                  | NONE | spf-version-glued | Behind v=spf1 stands a comma (,) | Put a space in its place.
        v=spf1:include:a.example -all                 | NONE | spf-version-glued | Behind v=spf1 stands a colon (:) | Put a space in its place.
        v=spf1\\009ip4:192.0.2.1 -all                 | NONE | spf-version-glued | Behind v=spf1 stands a tab (\\009) | Put a space in its place.
        v=spf1\\194\\160ip4:192.0.2.1 -all            | NONE | spf-version-glued | Behind v=spf1 stands a no-break space (\\194\\160) | Put a space in its place.
        # another version, another spelling
        v=spf2 -all                                   | NONE | spf-wrong-version | v=spf2 is no version of SPF; the only one is v=spf1 | Begin the record with "v=spf1"
        v=spf10 -all                                  | NONE | spf-wrong-version | v=spf10 is no version | Begin the record with "v=spf1"
        v=spf1.0 -all                                 | NONE | spf-wrong-version | v=spf1.0 is no version | Begin the record with "v=spf1"
        v=spf2.0/pra -all                             | NONE | spf-wrong-version | v=spf2.0/pra is no version | Begin the record with "v=spf1"
        v:spf1 -all                                   | NONE | spf-version-misspelt | v:spf1 stands where v=spf1 has to be | Begin the record with "v=spf1"
        spf1 -all                                     | NONE | spf-version-misspelt | spf1 stands where v=spf1 has to be | Begin the record with "v=spf1"
        v= spf1 -all                                  | NONE | spf-version-misspelt | v= spf1 stands where | Begin the record with "v=spf1"
        v = spf1 -all                                 | NONE | spf-version-misspelt | v = spf1 stands where | Begin the record with "v=spf1"
        v=sfp1 -all                                   | NONE | spf-version-misspelt | v=sfp1 stands where | Begin the record with "v=spf1"
        v=spf -all                                    | NONE | spf-version-misspelt | v=spf stands where | Begin the record with "v=spf1"
        v=spfl -all                                   | NONE | spf-version-misspelt | v=spfl stands where | Begin the record with "v=spf1"
        spf=v1 -all                                   | NONE | spf-version-misspelt | spf=v1 stands where | Begin the record with "v=spf1"
        # the seam between two strings
        v=spf1 ip4:198.51.100.7" "ip4:192.0.2.1 -all  | PERMERROR | spf-strings-joined | octet 24 of the record of example.net: Two strings of the TXT record meet within ip4:198.51.100.7ip4:192.0.2.1, and are joined without a space | Put a space at the end of the first
        v=spf1" "ip4:192.0.2.1 -all                   | NONE | spf-strings-joined | meet within v=spf1ip4:192.0.2.1 | Put a space at the end of the first
        v=spf1 mx" "-all                              | PERMERROR | spf-strings-joined | meet within mx-all | Put a space at the end of the first
        v=spf1 include:a.example" "-all               | PERMERROR | spf-strings-joined | the domain does not exist. Two strings of the TXT record meet within include:a.example-all | Put a space at the end of the first
        v=spf1 x=1" "include:a.example -all           | FAIL | spf-strings-joined | -all matches | meet within x=1include:a.example
        v=spf1 ip4:192.0.2.1" "-all" "ip4:192.0.2.2   | PERMERROR | spf-strings-joined | meet within ip4:192.0.2.1-allip4:192.0.2.2 | Put a space at the end of the first
        # characters
        v=spf1 ip4:192.0.2.1\\009-all                 | PERMERROR | spf-bad-character | octet 21 of the record of example.net: A tab (\\009) stands in ip4:192.0.2.1\\009-all | Put a space in its place.
        v=spf1 ip4:192.0.2.1\\194\\160-all            | PERMERROR | spf-bad-character | A no-break space (\\194\\160) stands in | Put a space in its place.
        v=spf1 mx \\226\\128\\147all                  | PERMERROR | spf-bad-character | A dash that is no hyphen (\\226\\128\\147) | Put a hyphen (-) in its place.
        v=spf1 mx -all\\013\\010                      | PERMERROR | spf-bad-character | A carriage return (\\013) | ^^^^
        v=spf1 mx -all\\000                           | PERMERROR | spf-bad-character | A NUL (\\000) | Take it out.
        v=spf1 mx -all\\226\\128\\157                 | PERMERROR | spf-bad-character | A curly quote (\\226\\128\\157) | Take it out
        v=spf1 include:b\\195\\188cher.example -all   | PERMERROR | spf-bad-character | A character beyond ASCII (\\195\\188) | xn--
        v=spf1 \\"-all\\"                             | PERMERROR | spf-unknown-mechanism | "-all" holds a quote | zone file
        # spaces too few and too many
        v=spf1 ip4:192.0.2.1-all                      | PERMERROR | spf-bad-address | ip4:192.0.2.1-all is two terms without a space between them | Put a space in front of -all.
        v=spf1 mx-all                                 | PERMERROR | spf-unknown-mechanism | mx-all is two terms | Put a space in front of -all.
        v=spf1 ip4:192.0.2.1include:a.example -all    | PERMERROR | spf-bad-address | is two terms | Put a space in front of include:a.example.
        v=spf1 include: a.example -all                | PERMERROR | spf-missing-domain | A space stands between include: and a.example | Write "include:a.example".
        v=spf1 ip4: 192.0.2.1 -all                    | PERMERROR | spf-bad-address | A space stands between ip4: and 192.0.2.1 | Write "ip4:192.0.2.1".
        v=spf1 - all                                  | PERMERROR | spf-unknown-mechanism | A space stands between - and all | Write "-all".
        # names and punctuation
        v=spf1 inlcude:a.example -all                 | PERMERROR | spf-unknown-mechanism | include may be meant | Write "include:a.example" if it is.
        v=spf1 incldue:a.example -all                 | PERMERROR | spf-unknown-mechanism | include may be meant | Write "include:a.example" if it is.
        v=spf1 mx -all;                               | PERMERROR | spf-unknown-mechanism | all may be meant | Write "-all" if it is.
        v=spf1 --all                                  | PERMERROR | spf-unknown-mechanism | --all has two qualifiers | Leave one of them.
        v=spf1 redirect:a.example                     | PERMERROR | spf-unknown-mechanism | redirect is a modifier, which has an equals sign | Write "redirect=a.example".
        v=spf1 -redirect=a.example                    | PERMERROR | spf-bad-modifier-name | has a qualifier | Write "redirect=a.example".
        v=spf1 _spf.example.com -all                  | PERMERROR | spf-unknown-mechanism | a domain without a mechanism | Write "include:_spf.example.com"
        v=spf1 exp=a.example exp=b.example -all       | PERMERROR | spf-repeated-modifier | exp stands a second time | Leave one of them.
        # addresses, domains and macros
        v=spf1 ip4:192.0.2/24 -all                    | PERMERROR | spf-bad-address | 192.0.2 in ip4:192.0.2/24 has 3 numbers | Write "ip4:192.0.2.0/24".
        v=spf1 ip4:192.0.2.01 -all                    | PERMERROR | spf-bad-address | a number with a leading zero | Write it without.
        v=spf1 ip4:192.0.2.300 -all                   | PERMERROR | spf-bad-address | a number above 255 | ^^^^^^^^^^^
        v=spf1 ip4:192.0.2.1:25 -all                  | PERMERROR | spf-bad-address | ports have no place here | four numbers
        v=spf1 ip4:192.0.2.1,192.0.2.2 -all           | PERMERROR | spf-bad-address | each term takes one | Write a term for each address
        v=spf1 ip4:mail.example.net -all              | PERMERROR | spf-bad-address | mail.example.net in ip4:mail.example.net is no IPv4 address | Write "a:mail.example.net"
        v=spf1 ip6:[2001:db8::1] -all                 | PERMERROR | spf-bad-address | has brackets | without them
        v=spf1 a/24/64 -all                           | PERMERROR | spf-bad-prefix-length | that of IPv6 has two slashes | "/n//n" for both
        v=spf1 ip4:192.0.2.0/33 -all                  | PERMERROR | spf-bad-prefix-length | a number of 0 to 32 | ^
        v=spf1 a:https://example.com/ -all            | PERMERROR | spf-bad-domain | is a URL | Write the domain alone.
        v=spf1 include:example -all                   | PERMERROR | spf-bad-domain | a dot and a top label are missing | ^^^^^^^
        v=spf1 include:a.example/24 -all              | PERMERROR | spf-bad-domain | /24 in include:a.example/24 is a prefix length | Write "include:a.example".
        v=spf1 exists:%{x}.a.example -all             | PERMERROR | spf-bad-macro | %{x} in exists:%{x}.a.example is no macro | ^^^^
        v=spf1 exists:%{c}.a.example -all             | PERMERROR | spf-bad-macro | for explanations only | s, l, o, d, i, p, h and v
        v=spf1 exists:%{i.a.example -all              | PERMERROR | spf-bad-macro | no closing brace | ^^^^
        # valid, and not what was meant
        v=spf1 -all mx ip4:192.0.2.2                  | FAIL | spf-term-behind-all | -all matches | mx and what follows it stand behind -all and are never looked at
        v=spf1 redirect=spf.provider.example -all     | FAIL | spf-redirect-beside-all | -all matches | redirect=spf.provider.example is ignored, because the record has -all
        v=spf1 ~all redirect=spf.provider.example     | SOFTFAIL | spf-redirect-beside-all | ~all matches | is ignored, because the record has ~all
        v=spf1 include=a.example -all                 | FAIL | spf-mechanism-as-modifier | -all matches | Write "include:a.example".
        v=spf1 ip4=192.0.2.1 -all                     | FAIL | spf-mechanism-as-modifier | -all matches | Write "ip4:192.0.2.1".
        v=spf1 mx foo=bar -all                        | FAIL | spf-unknown-modifier | -all matches | foo=bar is a modifier of no known specification
        v=spf1 ip4:192.0.2.1 v=spf1 -all              | FAIL | spf-version-again | -all matches | two records were put into one
        v=spf1 +all                                   | PASS | spf-everybody-passes | all matches | lets every host of the world send
        v=spf1 ip4:0.0.0.0/0 -all                     | PASS | spf-everybody-passes | ip4:0.0.0.0/0 matches | every host of that family
        v=spf1 ip4:192.0.2.1/24 -all                  | FAIL | spf-host-bits | -all matches | bits behind the prefix length
        v=spf1 ip6:2001:db8::1/32 -all                | FAIL | spf-host-bits | -all matches | bits behind the prefix length
        v=spf1 ip4:192.0.2.1                          | NEUTRAL | spf-no-default | no mechanism matches | End it with "-all" or "~all".
        v=spf1 ptr -all                               | FAIL | spf-uses-ptr | -all matches | which is slow
        v=spf1 exists:a,b.example -all                | FAIL | spf-several-domains | -all matches | makes one name of it
        v=spf1 a a a a a a a a a a a -all             | PERMERROR | spf-too-many-terms | too many | 11 terms that need DNS
        """)
    void namesTheCause(String record, SpfResult result, String code, String inReason, String inExplanation) {
        SpfOutcome outcome = outcome(record);
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(result);
        assertThat(outcome.reason()).contains(inReason).contains("example.net (MAIL FROM)", "198.51.100.1");
        assertThat(codes(outcome)).as(outcome.findings().toString()).contains(code);
        assertThat(explain(outcome)).contains(inExplanation, "^");
        // The fault of a record is said once.
        for (Finding finding : outcome.findings()) {
            String words = finding.message().substring(finding.message().indexOf(": ") + 2);
            assertThat(explain(outcome).split(Pattern.quote(words), -1)).hasSizeLessThanOrEqualTo(2);
        }
        assertThat(explain(outcome) + outcome.summary()).matches("[ -~\n]*");
        if (result == SpfResult.PERMERROR
                && code.equals(outcome.problem().orElseThrow().code())) {
            assertThat(outcome.findings().get(0).code()).isEqualTo(code);
            assertThat(outcome.findings().get(0).severity()).isEqualTo(Severity.ERROR);
        }
    }

    @ParameterizedTest
    @DisplayName("what is no near miss, and what is right, has no findings")
    @ValueSource(
            strings = {
                "",
                "spf2.0/pra ip4:192.0.2.1 -all",
                "spf2.0/mfrom,pra -all",
                "v=DMARC1; p=none",
                "v=DKIM1; p=abc",
                "v=STSv1; id=1",
                "SPF records are kept elsewhere",
                "MS=ms12345678",
                "spf12345=x",
                "v",
                "vspfx",
                "google-site-verification=vspf1abcdefgh",
                "v=spf1 -all",
                "v=spf1  ip4:192.0.2.0/24   a:mail.%{d}/24//64 include:_spf.example.com ~all ",
                "v=spf1 mx redirect=_spf.example.com exp=why.%{d}",
                "v=spf1 ip4:198.51.100.1\" \" -all",
                "v=spf1 ip4:198.51.100.1 \" \"-all",
                "v=spf1 ip4:198.51.100.1 include:_spf.exam\" \"ple.com -all",
                "v=spf1 ip4:198.51.100.1 ip4:192.0.2.1\" \"0 -all",
                "v=sp\" \"f1 ip4:198.51.100.1 -all",
                "v=spf1 ip4:198.51.100.1 include:a\" \"mx.example -all",
                "v=spf1 ip4:198.51.100.1 include:x.m\" \"a -all"
            })
    void saysNothingOfOthers(String record) {
        SpfOutcome outcome = outcome(record);
        assertThat(codes(outcome)).isEmpty();
        assertThat(outcome.reason()).doesNotContain("looks like", "meet within");
    }

    @ParameterizedTest
    @DisplayName("the client's address is in every sentence, whatever the result")
    @CsvSource(delimiter = '|', textBlock = """
        v=spf1 ip4:192.0.2.1 -all       | 192.0.2.1    | example.net (MAIL FROM) permits 192.0.2.1: ip4:192.0.2.1 matches.
        v=spf1 ip4:192.0.2.1 -all       | 172.18.0.1   | example.net (MAIL FROM) does not permit 172.18.0.1 (a private address): -all matches.
        v=spf1 ip4:192.0.2.1 ~all       | 10.1.2.3     | example.net (MAIL FROM) probably does not permit 10.1.2.3 (a private address): ~all matches.
        v=spf1 ip4:192.0.2.1 ?all       | 127.0.0.1    | example.net (MAIL FROM) says nothing of 127.0.0.1 (a private address): ?all matches.
        v=spf1 ip4:192.0.2.1            | 100.64.0.1   | example.net (MAIL FROM) says nothing of 100.64.0.1 (a private address): no mechanism matches.
        v=spf1 ip4:192.0.2.1 -all       | 100.128.0.1  | example.net (MAIL FROM) does not permit 100.128.0.1: -all matches.
        v=spf1 ip4:192.0.2.1 -all       | 192.168.9.9  | example.net (MAIL FROM) does not permit 192.168.9.9 (a private address): -all matches.
        v=spf1 ip4:192.0.2.1 -all       | 169.254.1.1  | example.net (MAIL FROM) does not permit 169.254.1.1 (a private address): -all matches.
        v=spf1 ip4:192.0.2.1 -all       | fd00::1      | example.net (MAIL FROM) does not permit fd00::1 (a private address): -all matches.
        v=spf1 ip4:192.0.2.1 -all       | ::1          | example.net (MAIL FROM) does not permit ::1 (a private address): -all matches.
        v=spf1 ip4:192.0.2.1 -all       | 2001:db8::1  | example.net (MAIL FROM) does not permit 2001:db8::1: -all matches.
        x                               | 172.18.0.1   | SPF of example.net (MAIL FROM) for 172.18.0.1 (a private address): the domain has no SPF record.
        v=spf1 a:broken.example -all    | 192.0.2.9    | SPF of example.net (MAIL FROM) for 192.0.2.9: a:broken.example - a DNS look-up failed - broken.example A: SERVFAIL for broken.example.
        v=spf1 include:no.example -all  | 192.0.2.9    | SPF of example.net (MAIL FROM) for 192.0.2.9: include:no.example - an included domain has no SPF record - no.example: the domain does not exist.
        v=spf1 a:v1.example a:v2.example a:v3.example -all | 192.0.2.9 | SPF of example.net (MAIL FROM) for 192.0.2.9: a:v3.example - too many void look-ups - more than 2 look-ups found no such name or no such records.
        """)
    void namesTheClient(String record, String ip, String reason) {
        SpfOutcome outcome = Checks.record(record, "broken.example A !SERVFAIL").from(ip);
        assertThat(outcome.reason()).isEqualTo(reason);
        assertThat(outcome.toMethodResult().reason()).isEqualTo(reason);
        assertThat(outcome.clientIp()).contains(Addresses.of(ip));
        assertThat(outcome.summary()).contains(" client=" + ip + " ");
        boolean isPrivate = reason.contains("(a private address)");
        assertThat(codes(outcome).contains("spf-private-client")).isEqualTo(isPrivate);
        assertThat(explain(outcome).contains("a proxy, a container or a tunnel"))
                .isEqualTo(isPrivate);
    }

    @ParameterizedTest
    @DisplayName("RFC 7208 §2.3, §2.4: which identity was checked, and that HELO stood in for a null sender")
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
        mail.example.net | null             | HELO     | mail.example.net (HELO) permits 192.0.2.1: ip4:192.0.2.1 matches.
        mail.example.net | ''               | MAILFROM | mail.example.net (HELO in place of the empty MAIL FROM) permits 192.0.2.1: ip4:192.0.2.1 matches.
        mail.example.net | ann@example.net  | MAILFROM | example.net (MAIL FROM) does not permit 192.0.2.1: -all matches.
        [192.0.2.1]      | ''               | MAILFROM | There is no domain to check for 192.0.2.1: HELO in place of the empty MAIL FROM is "[192.0.2.1]", which is no domain name.
        ''               | ''               | MAILFROM | There is no domain to check for 192.0.2.1: HELO in place of the empty MAIL FROM is empty.
        mail.example.net | ann@[192.0.2.1]  | MAILFROM | There is no domain to check for 192.0.2.1: MAIL FROM is "[192.0.2.1]", which is no domain name.
        mail.example.net | ann              | MAILFROM | SPF of ann (MAIL FROM) for 192.0.2.1: no domain name that could have an SPF record.
        localhost        | ''               | MAILFROM | SPF of localhost (HELO in place of the empty MAIL FROM) for 192.0.2.1: no domain name that could have an SPF record.
        a..b             | null             | HELO     | There is no domain to check for 192.0.2.1: HELO is "a..b", which is no domain name.
        """)
    void namesTheIdentity(String helo, String mailFrom, SpfIdentity identity, String reason) {
        Envelope envelope =
                Envelope.from(Addresses.of("192.0.2.1")).helo(helo).mailFrom(mailFrom == null ? "" : mailFrom);
        SpfVerifier verifier = Checks.zone("""
            example.net      TXT "v=spf1 -all"
            mail.example.net TXT "v=spf1 ip4:192.0.2.1 -all"
            """).verifier();
        SpfOutcome outcome = mailFrom == null ? verifier.verifyHelo(envelope) : verifier.verify(envelope);
        assertThat(outcome.reason()).isEqualTo(reason);
        assertThat(outcome.identity()).isEqualTo(identity);
        assertThat(outcome.heloStoodIn()).isEqualTo(identity == SpfIdentity.MAILFROM && mailFrom.isEmpty());
        assertThat(ReceivedSpf.of(outcome, envelope, "mx.example.org")
                        .comment()
                        .contains("there is no domain to check for 192.0.2.1"))
                .isEqualTo(reason.startsWith("There is no domain"));
    }

    @Test
    @DisplayName("the words of the domain are shown, and marked as its own")
    void showsTheExplanation() {
        SpfOutcome outcome = Checks.record("v=spf1 ip4:192.0.2.1 -all exp=why.example.net", """
            why.example.net TXT "See http://example.net/why?s=%{S};ip=%{C};r=%{R}"
            """)
                .from("198.51.100.1", "mail.example.net", "ann@example.net");
        assertThat(outcome.explain())
                .containsExactly(
                        "example.net (MAIL FROM) does not permit 198.51.100.1: -all matches.",
                        "  The domain example.net explains: See"
                                + " http://example.net/why?s=ann%40example.net;ip=198.51.100.1;r=unknown");
    }

    @Test
    @DisplayName("a syntax error of an included record: its domain, the octet, and a caret below the place")
    void showsThePlace() {
        SpfOutcome outcome = Checks.record("v=spf1 include:i.example -all", "i.example TXT \"v=spf1 a:192.0.2.1 -all\"")
                .from("198.51.100.1");
        assertThat(outcome.explain())
                .containsExactly(
                        "SPF of example.net (MAIL FROM) for 198.51.100.1: include:i.example - octet 10 of the record"
                                + " of i.example: 192.0.2.1 in a:192.0.2.1 is an IPv4 address, where a domain has to"
                                + " stand; ip4: is meant.",
                        "  TXT record of i.example:",
                        "    v=spf1 a:192.0.2.1 -all",
                        "             ^^^^^^^^^",
                        "  Write \"ip4:192.0.2.1\".");
    }

    @Test
    @DisplayName("a near miss of an included domain, and what several records are")
    void tellsOfIncludedDomains() {
        assertThat(Checks.record("v=spf1 include:i.example -all", "i.example TXT \" v=spf1 -all\"")
                        .from("198.51.100.1")
                        .reason())
                .endsWith("an included domain has no SPF record - i.example has a TXT record that looks like one:"
                        + " A space stands in front of v=spf1.");
        assertThat(Checks.record("v=spf1 -all", "example.net TXT \"v=spf1 mx ~all\"")
                        .from("198.51.100.1")
                        .reason())
                .endsWith("the domain has several SPF records - example.net has 2: v=spf1 -all | v=spf1 mx ~all.");
    }

    @Test
    @DisplayName("the trace follows in the explanation when it was asked for")
    void showsTheTrace() {
        SpfOutcome outcome = SpfVerifier.using(FakeDns.zone("example.net TXT \"v=spf1 mx -all\""))
                .withOptions(SpfOptions.DEFAULT.withTrace(true))
                .verify(Envelope.from(Addresses.of("192.0.2.1"))
                        .helo("h.example")
                        .mailFrom("a@example.net"));
        assertThat(explain(outcome)).contains("\n  example.net: fail (1 of 10 terms, 1 of 2 voids, 2 queries) [");
    }

    @Test
    @DisplayName("one line for a log")
    void summarizes() {
        assertThat(outcome("v=spf1 -all").summary())
                .isEqualTo("spf=fail mailfrom=example.net client=198.51.100.1 term=-all terms=0 voids=0 queries=1");
        assertThat(outcome("v=spf1 moo"))
                .hasToString("spf=permerror mailfrom=example.net client=198.51.100.1 problem=spf-unknown-mechanism"
                        + " terms=0 voids=0 queries=1");
        assertThat(SpfOutcome.notChecked(SpfIdentity.HELO))
                .hasToString("spf=none problem=spf-not-checked terms=0 voids=0 queries=0");
    }
}
