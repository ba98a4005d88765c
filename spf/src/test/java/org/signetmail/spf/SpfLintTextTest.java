package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Position;
import org.signetmail.core.Severity;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.testkit.internal.NamedEffect;

/** What the lint says of a record as text: for every code a record, the place, the sentence, and the record that is right. */
class SpfLintTextTest {

    private static final Pattern WRITE = Pattern.compile("Write \"([^\"]+)\"( if it is)?\\.");

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }

    /** The octets of {@code \DDD}. */
    private static String octets(String text) {
        StringBuilder octets = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 3 < text.length() && Character.isDigit(text.charAt(i + 1))) {
                octets.append((char) Integer.parseInt(text.substring(i + 1, i + 4)));
                i += 3;
            } else {
                octets.append(text.charAt(i));
            }
        }
        return octets.toString();
    }

    @ParameterizedTest(name = "{1}: {0}")
    @DisplayName("code, place, sentence; the record that the remedy makes does not have the finding")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', nullValues = "-", textBlock = """
        # RFC 7208 §4.6.1, §5, §6, §7: what makes a record void
        v=spf1 a:x\\226.example.net -all          | spf-bad-character         | \\226                        | A character beyond ASCII                                    | v=spf1 a:x.example.net -all
        v=spf1 mx\\009-all                        | spf-bad-character         | \\009                        | A tab (\\\\009) stands                                        | v=spf1 mx -all
        v=spf1 includes:b.example -all            | spf-unknown-mechanism     | includes:b.example           | includes in includes:b.example is neither                   | v=spf1 include:b.example -all
        v=spf1 ipv4:192.0.2.1 -all                | spf-unknown-mechanism     | ipv4:192.0.2.1               | ipv4 in ipv4:192.0.2.1 is no mechanism                      | v=spf1 ip4:192.0.2.1 -all
        v=spf1 redirect:b.example                 | spf-unknown-mechanism     | redirect:b.example           | redirect is a modifier, which has an equals sign            | v=spf1 redirect=b.example
        v=spf1 1up=x -all                         | spf-bad-modifier-name     | 1up=x                        | What stands before the equals sign in 1up=x is no name      | v=spf1 -all
        v=spf1 -redirect=b.example                | spf-bad-modifier-name     | -redirect=b.example          | a qualifier, which only mechanisms may have                 | v=spf1 redirect=b.example
        v=spf1 redirect=b.example redirect=c.example | spf-repeated-modifier  | redirect=c.example           | stands a second time: redirect=c.example                    | v=spf1 redirect=b.example
        v=spf1 -all exp=a.example exp=b.example   | spf-repeated-modifier     | exp=b.example                | exp stands a second time                                    | v=spf1 -all exp=a.example
        v=spf1 include -all                       | spf-missing-domain        |                              | include has no domain, which include needs                  | v=spf1 include:b.example -all
        v=spf1 a:192.0.2.1 -all                   | spf-bad-domain            | 192.0.2.1                    | is an IPv4 address, where a domain has to stand             | v=spf1 ip4:192.0.2.1 -all
        v=spf1 include:localhost -all             | spf-bad-domain            | localhost                    | a dot and a top label are missing                           | v=spf1 include:localhost.example -all
        v=spf1 exists:%{x}.example -all           | spf-bad-macro             | %{x}                         | %{x} in exists:%{x}.example is no macro                     | v=spf1 exists:%{i}.example -all
        v=spf1 ip4:192.0.2.300 -all               | spf-bad-address           | 192.0.2.300                  | has a number above 255                                      | v=spf1 ip4:192.0.2.30 -all
        v=spf1 ip4:2001:db8::1 -all               | spf-bad-address           | 2001:db8::1                  | is an IPv6 address; ip6: is meant                           | v=spf1 ip6:2001:db8::1 -all
        v=spf1 ip4:192.0.2.0/33 -all              | spf-bad-prefix-length     | 3                            | /33 in ip4:192.0.2.0/33 is no prefix length                 | v=spf1 ip4:192.0.2.0/32 -all
        v=spf1 ip4:192.0.2.1-all                  | spf-bad-address           |                              | is two terms without a space between them                   | v=spf1 ip4:192.0.2.1 -all
        v=spf1 include:b.example include:b.example. -all | spf-duplicate-include | include:b.example.          | stands a second time, behind include:b.example              | v=spf1 include:b.example -all
        v=spf1 ip4:9.9.9.0/24/32 -all             | spf-bad-prefix-length     | /32                          | /24/32 in ip4:9.9.9.0/24/32 is two prefix lengths, of which ip4 takes one | v=spf1 ip4:9.9.9.0/24 -all
        v=spf1 a:mail.b.example:25 -all           | spf-bad-domain            | mail.b.example:25            | :25 in a:mail.b.example:25 is a port                        | v=spf1 a:mail.b.example -all
        v=spf1 ipv4=9.9.9.9 -all                  | spf-mechanism-as-modifier | ipv4=9.9.9.9                 | the mechanism ip4 may be meant, which has a colon           | v=spf1 ip4:9.9.9.9 -all
        v=spf1 includes=b.example -all            | spf-mechanism-as-modifier | includes=b.example           | the mechanism include may be meant                          | v=spf1 include:b.example -all
        v=spf1 mx redirct=b.example               | spf-unknown-modifier      | redirct=b.example            | and is ignored; redirect may be meant                       | v=spf1 mx redirect=b.example
        v=spf1 host:mail.b.example -all           | spf-unknown-mechanism     | host:mail.b.example          | a may be meant                                              | v=spf1 a:mail.b.example -all
        v=spf1 mx -all v=DMARC1; p=none           | spf-version-again         | v=DMARC1;                    | a DMARC record was put into that of SPF                     | v=spf1 mx -all
        v=spf1 a:%d -all                          | spf-bad-macro             | %d                           | The percent sign in a:%d begins no macro                    | v=spf1 a:%{d} -all
        v=spf1 mx -all # our own                  | spf-unknown-mechanism     | #\\032our\\032own        | # our own is meant as a comment                             | v=spf1 mx -all
        v=spf1 mx -all // x                       | spf-unknown-mechanism     | //\\032x                   | // x is meant as a comment                                  | v=spf1 mx -all
        v=spf1 include:a.example;include:b.example -all | spf-terms-glued    |                              | no space stands in front of include:b.example               | v=spf1 include:a.example include:b.example -all
        v=spf1 include:b..example -all            | spf-odd-domain            | include:b..example           | has two dots with no label between them                     | v=spf1 include:b.example -all
        v=spf1 ip4:9.9.9.0/255.255.255.0 -all     | spf-bad-prefix-length     | 5.255.255.0                  | is a mask, where the number of its bits has to stand        | v=spf1 ip4:9.9.9.0/24 -all
        v=spf1 ip4:192.0.2.1all                   | spf-bad-address           |                              | is two terms without a space between them: ip4:192.0.2.1, and all | v=spf1 ip4:192.0.2.1 -all
        v=spf1 ip4:10.0.0.0/8all                  | spf-bad-prefix-length     |                              | is two terms without a space between them: ip4:10.0.0.0/8, and all | v=spf1 ip4:10.0.0.0/8 -all
        v=spf1 mxall                              | spf-unknown-mechanism     |                              | is two terms without a space between them: mx, and all      | v=spf1 mx -all
        v=spf1 a:mail.example.comall              | spf-terms-glued           |                              | no space stands in front of all                             | v=spf1 a:mail.example.com ~all
        v=spf1 mx include:foo.deAll               | spf-terms-glued           |                              | no space stands in front of all                             | v=spf1 mx include:foo.de ~all
        v=spf1, mx, -all                          | spf-version-glued         | ,                            | stands a comma (,), where a space                           | v=spf1 mx -all
        v=spf1; mx; ip4:9.9.9.9; -all;            | spf-version-glued         | ;                            | stands a semicolon (;), where a space                       | v=spf1 mx ip4:9.9.9.9 -all
        v=spf1 mx; a; -all                        | spf-unknown-mechanism     | mx;                          | mx; in mx; is neither a mechanism nor                       | v=spf1 mx a -all
        v=spf1 ip4:9.9.9.9, mx, -all              | spf-bad-address           | 9.9.9.9,                     | each term takes one, and terms are separated by spaces      | v=spf1 ip4:9.9.9.9 mx -all
        v=spf1 ip4:8.8.8.8-8.8.8.20 -all          | spf-bad-address           | 8.8.8.8-8.8.8.20             | SPF has no ranges and no asterisks                          | v=spf1 ip4:8.8.8.0/27 -all
        v=spf1 ip4:8.8.8.* -all                   | spf-bad-address           | 8.8.8.*                      | SPF has no ranges and no asterisks                          | v=spf1 ip4:8.8.8.0/24 -all
        v=spf1 ip4.8.8.8.8 -all                   | spf-unknown-mechanism     | ip4.8.8.8.8                  | has a dot where a colon has to be                           | v=spf1 ip4:8.8.8.8 -all
        v=spf1 mx,a,-all                          | spf-unknown-mechanism     | mx,a,-all                    | separated by spaces, not by commas                          | v=spf1 mx a -all
        v=spf1 include:https://b.example -all     | spf-odd-domain            | https://b.example            | is the address of a web page, and no domain                 | v=spf1 include:b.example -all
        v=spf1 include:ann@b.example -all         | spf-odd-domain            | ann@b.example                | is a mail address, and no domain                            | v=spf1 include:b.example -all
        v=spf1 a:*.b.example -all                 | spf-odd-domain            | *.b.example                  | is a wildcard, which is not looked up, and no domain        | v=spf1 a:b.example -all
        v=spf1 include://b.example -all           | spf-odd-domain            | //b.example                  | is the address of a web page, and no domain                 | v=spf1 include:b.example -all
        v=spf1 include:@b.example -all            | spf-odd-domain            | @b.example                   | A receiver finds no record there, and the check ends in permerror. | v=spf1 include:b.example -all
        v=spf1 redirect=ann@b.example             | spf-odd-domain            | ann@b.example                | A receiver finds no record there, and the check ends in permerror. | v=spf1 redirect=b.example
        v=spf1 -all exp=ann@b.example             | spf-odd-domain            | ann@b.example                | A receiver finds nothing there, and the term never helps.   | v=spf1 -all exp=b.example
        v=spf1 a:*.b.example/24//64 -all          | spf-odd-domain            | *.b.example                  | A receiver finds nothing there, and the term never matches. | v=spf1 a:b.example/24//64 -all
        v=spf1 ?mx:http://b.example//64 ~all      | spf-odd-domain            | http://b.example             | is the address of a web page, and no domain                 | v=spf1 ?mx:b.example//64 ~all
        v=spf1 a:b..example...net/24 -all         | spf-odd-domain            | a:b..example...net/24        | has two dots with no label between them                     | v=spf1 a:b.example.net/24 -all
        v=spf1 mx:b.example-all/24                | spf-terms-glued           |                              | no space stands in front of -all. It finds nothing there    | v=spf1 mx:b.example/24 -all
        v=spf1 a:b.example.comall//64             | spf-terms-glued           |                              | no space stands in front of all. It finds nothing there     | v=spf1 a:b.example.com//64 ~all
        v=spf1 a:b.example?mx:c.example/24 -all   | spf-terms-glued           |                              | no space stands in front of ?mx:c.example. It finds         | v=spf1 a:b.example ?mx:c.example/24 -all
        v=spf1 a:b.exampleinclude:c.example/24 -all | spf-terms-glued         |                              | no space stands in front of include:c.example. It finds     | v=spf1 a:b.example/24 include:c.example -all
        v=spf1 include:b.example;;mx:c.example -all | spf-terms-glued         |                              | mx:c.example. It finds no record there, and the check ends in permerror. | v=spf1 include:b.example mx:c.example -all
        v=spf1 ptr:b.example-all                  | spf-terms-glued           |                              | ptr:b.example-all is one name to a receiver                 | v=spf1 ptr:b.example -all
        v=spf1 mx all:x                           | spf-unexpected-argument   | :x                           | all takes nothing like :x                                   | v=spf1 mx -all
        v=spf1 include;a.example -all             | spf-unknown-mechanism     | include;a.example            | has ; where a colon has to be                               | v=spf1 include:a.example -all
        v=spf1 ?exists,%{i}.example -all          | spf-unknown-mechanism     | exists,%{i}.example          | has , where a colon has to be                               | v=spf1 ?exists:%{i}.example -all
        # RFC 7208 §4.5: texts that were meant as records
        \\032v=spf1 -all                          | spf-leading-space         | \\032                        | A space stands in front of v=spf1                           | v=spf1 -all
        x=1; v=spf1 -all                          | spf-leading-text          | x=1;\\032                    | Other text stands in front of v=spf1: x=1;                  | v=spf1 -all
        "v=spf1 -all"                             | spf-quoted                | "                            | Quotes are part of the text                                 | v=spf1 -all
        \\239\\187\\191v=spf1 -all                | spf-odd-octet             | \\239\\187\\191              | A byte order mark                                           | v=spf1 -all
        v=spf1ip4:192.0.2.1 -all                  | spf-version-glued         |                              | Behind v=spf1 stands ip4:192.0.2.1, where a space           | v=spf1 ip4:192.0.2.1 -all
        v=spf2 -all                               | spf-wrong-version         | v=spf2                       | v=spf2 is no version of SPF                                 | v=spf1 -all
        v=sfp1 -all                               | spf-version-misspelt      | v=sfp1                       | v=sfp1 stands where v=spf1 has to be                        | v=spf1 -all
        spf2.0/pra mx -all                        | spf-sender-id             | spf2.0/pra\\032mx\\032-all   | spf2.0/pra mx -all is a record of Sender ID                 | v=spf1 mx -all
        google-site-verification=x                | spf-not-a-record          | google                       | is no SPF record: it does not begin with v=spf1             | v=spf1 -all
        # valid, and not what was meant
        v=spf1 -all mx                            | spf-term-behind-all       | mx                           | mx stands behind -all and is never looked at                | v=spf1 mx -all
        v=spf1 mx -all -all                       | spf-term-behind-all       | -all                         | -all stands behind -all and is never looked at              | v=spf1 mx -all
        v=spf1 ip6:2001:db8::/48 -all             | spf-documentation-network | ip6:2001:db8::/48            | is in a network for documentation (RFC 3849)                | v=spf1 ip6:2600:1::/48 -all
        v=spf1 redirect=b.example -all            | spf-redirect-beside-all   | redirect=b.example           | is ignored, because the record has -all                     | v=spf1 redirect=b.example
        v=spf1 include=b.example -all             | spf-mechanism-as-modifier | include=b.example            | the mechanism include has a colon                           | v=spf1 include:b.example -all
        v=spf1 mx all=x -all                      | spf-mechanism-as-modifier | all=x                        | the mechanism all has no value                              | v=spf1 mx -all
        v=spf1 mx op=x -all                       | spf-unknown-modifier      | op=x                         | op=x is a modifier of no known specification                | v=spf1 mx -all
        v=spf1 mx v=spf1 a -all                   | spf-version-again         | v=spf1                       | two records were put into one                               | v=spf1 mx a -all
        v=spf1 mx +all                            | spf-everybody-passes      | +all                         | +all lets every host of the world send                      | v=spf1 mx -all
        v=spf1 ip4:8.0.0.0/0 -all                 | spf-everybody-passes      | ip4:8.0.0.0/0                | The prefix length 0 in ip4:8.0.0.0/0 lets every host        | v=spf1 ip4:8.0.0.0/24 -all
        v=spf1 mx                                 | spf-no-default            |                              | ends without all and without redirect                       | v=spf1 mx -all
        v=spf1 a:b.example,c.example -all         | spf-several-domains       | a:b.example,c.example        | The comma in a:b.example,c.example makes one name           | v=spf1 a:b.example a:c.example -all
        v=spf1 ptr -all                           | spf-uses-ptr              | ptr                          | ptr is not to be used                                       | v=spf1 a -all
        v=spf1 ip4:8.8.8.8/24 -all                | spf-host-bits             | ip4:8.8.8.8/24               | has bits behind the prefix length                           | v=spf1 ip4:8.8.8.0/24 -all
        v=spf1 mx ?all                            | spf-neutral-all           | ?all                         | ?all says nothing of the hosts that the record does not     | v=spf1 mx ~all
        v=spf1 include:b.example-all              | spf-terms-glued           |                              | no space stands in front of -all                            | v=spf1 include:b.example -all
        v=spf1 a:b.exampleinclude:c.example -all  | spf-terms-glued           |                              | no space stands in front of include:c.example               | v=spf1 a:b.example include:c.example -all
        v=spf1 include:b.example+mx:c.example -all | spf-terms-glued          |                              | no space stands in front of +mx:c.example                   | v=spf1 include:b.example +mx:c.example -all
        v=spf1 exists:%{p}.b.example -all         | spf-uses-p-macro          | exists:%{p}.b.example        | has the macro p, for which a receiver asks reverse DNS      | v=spf1 exists:%{i}.b.example -all
        v=spf1 include:b.example mx include:B.example -all | spf-duplicate-include | include:B.example       | stands a second time, behind include:b.example              | v=spf1 include:b.example mx -all
        v=spf1 mx a ~mx -all                      | spf-duplicate-term        | ~mx                          | ~mx stands a second time, behind mx, and never decides; it costs its look-ups again. | v=spf1 mx a -all
        v=spf1 ip4:8.8.8.8 a ?ip4:8.8.8.8 -all    | spf-duplicate-term        | ?ip4:8.8.8.8                 | stands a second time, behind ip4:8.8.8.8, and never decides. | v=spf1 ip4:8.8.8.8 a -all
        v=spf1 ip4:8.0.0.0/9 -all                 | spf-wide-network          | ip4:8.0.0.0/9                | lets /9 pass, 8388608 addresses                             | v=spf1 ip4:8.0.0.0/24 -all
        v=spf1 ip6:2600::/12 -all                 | spf-wide-network          | ip6:2600::/12                | lets /12 pass, more than any one provider has               | v=spf1 ip6:2600::/64 -all
        v=spf1 mx//8 -all                         | spf-wide-network          | mx//8                        | lets /8 pass, more than any one provider has                | v=spf1 mx//64 -all
        v=spf1 a//31 -all                         | spf-wide-network          | a//31                        | lets /31 pass, more than any one provider has               | v=spf1 a//32 -all
        v=spf1 ip4:8.8.0.0/15 -all                | spf-wide-network          | ip4:8.8.0.0/15               | lets /15 pass, 131072 addresses                             | v=spf1 ip4:8.8.0.0/16 -all
        v=spf1 ip6:2600::/31 -all                 | spf-wide-network          | ip6:2600::/31                | lets /31 pass, more than any one provider has               | v=spf1 ip6:2600::/32 -all
        v=spf1 a/8 -all                           | spf-wide-network          | a/8                          | lets /8 pass, 16777216 addresses                            | v=spf1 a/24 -all
        v=spf1 mx ip4:10.1.2.3 -all               | spf-private-network       | ip4:10.1.2.3                 | is in a private network (RFC 1918)                          | v=spf1 mx -all
        v=spf1 include:_spf.example.com ip4:192.168.0.1 -all | spf-private-network | ip4:192.168.0.1      | is in a private network (RFC 1918)                          | v=spf1 include:_spf.example.com -all
        v=spf1 mx ip6:fe80::1 -all                | spf-private-network       | ip6:fe80::1                  | is in a link-local network                                  | v=spf1 mx -all
        v=spf1 mx ip4:224.0.0.5 -all              | spf-private-network       | ip4:224.0.0.5                | is in a multicast network                                   | v=spf1 mx -all
        v=spf1 mx ip6:::ffff:8.8.8.8 -all         | spf-private-network       | ip6:::ffff:8.8.8.8           | IPv4-mapped addresses, which SPF takes for IPv4             | v=spf1 mx -all
        v=spf1 ip4:192.0.2.1 -all                 | spf-documentation-network | ip4:192.0.2.1                | is in a network for documentation                           | v=spf1 ip4:8.8.8.8 -all
        v=spf1 ip4:8.8.8.0/24 ip4:8.8.8.8 -all    | spf-overlap               | ip4:8.8.8.8                  | ip4:8.8.8.8 is within ip4:8.8.8.0/24, and changes nothing   | v=spf1 ip4:8.8.8.0/24 -all
        v=spf1 ip4:8.8.8.8 ip4:8.8.8.0/24 -all    | spf-overlap               | ip4:8.8.8.8                  | ip4:8.8.8.8 is within ip4:8.8.8.0/24, and changes nothing   | v=spf1 ip4:8.8.8.0/24 -all
        v=spf1 ip4:8.8.8.8 -ip4:9.9.9.0/24 mx=x ip4:8.8.8.0/24 -all | spf-overlap | ip4:8.8.8.8           | ip4:8.8.8.8 is within ip4:8.8.8.0/24, and changes nothing   | v=spf1 -ip4:9.9.9.0/24 mx=x ip4:8.8.8.0/24 -all
        v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all | spf-everybody-passes      | v=spf1\\032ip4:0.0.0.0/1\\032ip4:128.0.0.0/1\\032-all | are all of IPv4 together      | v=spf1 ip4:8.8.8.0/24 -all
        v=spf1 ip4:8.8.8.0/24 -ip4:8.8.8.8 ~all   | spf-network-shadowed      | -ip4:8.8.8.8                 | which stands before it and decides: -ip4:8.8.8.8 never does | v=spf1 -ip4:8.8.8.8 ip4:8.8.8.0/24 ~all
        """)
    void saysWhatIsWrong(String given, String code, String place, String sentence, String right) {
        String record = octets(given);
        List<Finding> findings = SpfLint.of(record);
        Finding finding = findings.stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not among " + findings));

        Position position = finding.position().orElseThrow();
        assertThat(record.substring(position.offset(), position.offset() + position.length()))
                .isEqualTo(place == null ? "" : octets(place));
        assertThat(finding.message()).contains(sentence.replace("\\\\", "\\"));
        assertThat(NamedEffect.missing(finding, Map.of())).isEmpty();
        assertThat(finding.remedy()).isNotEmpty();
        assertThat(codes(SpfLint.of(right))).doesNotContain(code);
        assertThat(SpfRecord.parse(right).record()).isPresent();
        if (finding.remedy().contains("The record then: ")) {
            assertThat(finding.remedy()).endsWith("The record then: " + right);
        } else {
            told(record, finding)
                    .ifPresent(done ->
                            assertThat(codes(SpfLint.of(done))).as(done).doesNotContain(code, "spf-everybody-passes"));
        }
    }

    @ParameterizedTest
    @DisplayName("terms that are glued are marked where the second one begins")
    @CsvSource(delimiter = '|', textBlock = """
        v=spf1 a:mail.example.comall           | all
        v=spf1 a:b.example?mx:c.example/24 -all | ?mx:
        """)
    void marksWhereTheSecondBegins(String record, String second) {
        assertThat(SpfLint.of(record))
                .filteredOn(finding -> finding.code().equals("spf-terms-glued"))
                .extracting(finding -> finding.position().orElseThrow().offset())
                .containsExactly(record.indexOf(second));
    }

    /** The record after what is told of the term that is marked was done: to take it out, or to write one thing in its place. */
    private static Optional<String> told(String record, Finding finding) {
        Matcher write = WRITE.matcher(finding.remedy());
        boolean writes = write.lookingAt();
        if (!writes && !finding.remedy().startsWith("Take it out.")) {
            return Optional.empty();
        }
        Position place = finding.position().orElseThrow();
        int from = record.lastIndexOf(' ', place.offset() - 1) + 1;
        int to = record.indexOf(' ', place.offset() + place.length());
        String before = record.substring(0, from);
        String behind = to < 0 ? "" : record.substring(to);
        return Optional.of(writes ? before + write.group(1) + behind : before.stripTrailing() + behind);
    }

    @Test
    @DisplayName("a record of too many terms, of a string over 255 octets, of more than 450; strings that are joined")
    void lengths() {
        String ten =
                "a:h%d.example mx:h%d.example exists:h%d.example ".repeat(4).trim();
        String many = "v=spf1 " + numbered(ten) + " -all";
        Finding terms = SpfLint.of(many).stream()
                .filter(finding -> finding.code().equals("spf-too-many-terms"))
                .findFirst()
                .orElseThrow();
        assertThat(terms.position()).contains(new Position(many, 0, many.length()));
        assertThat(terms.message())
                .isEqualTo("The record alone has 12 terms that need DNS; a check ends in permerror at the 11th.");
        assertThat(terms.remedy()).isEqualTo("Have at most 10, those of included records counted in.");
        String fewer = "v=spf1 " + numbered("a:h%d.example ".repeat(10)) + "-all";
        assertThat(codes(SpfLint.of(fewer))).doesNotContain(terms.code());

        String longer = "v=spf1 " + "ip4:8.8.8.8/31 ip6:2600:1:2:3::/64 ".repeat(1) + "a:" + "x".repeat(60) + "."
                + "y".repeat(60) + "." + "z".repeat(60) + ".example ip4:9.9.9.9 ip4:9.9.9.11 ip4:9.9.9.13 -all";
        assertThat(longer).hasSizeBetween(256, 450);
        Finding string = SpfLint.of(longer).get(0);
        assertThat(string.code()).isEqualTo("spf-string-too-long");
        assertThat(string.position()).contains(new Position(longer, 255, longer.length() - 255));
        assertThat(string.message())
                .isEqualTo(
                        "The record is one string of " + longer.length()
                                + " octets from octet 1 on; a string of a TXT record"
                                + " holds 255. A name server refuses it or cuts it, and a receiver gets no record or a part of one.");
        assertThat(NamedEffect.missing(string, Map.of())).isEmpty();
        List<String> cut = LengthLint.cut(longer);
        assertThat(string.remedy()).endsWith("\"" + String.join("\" \"", cut) + "\"");
        assertThat(SpfLint.of(DnsRecord.Txt.of(cut))).extracting(Finding::code).doesNotContain("spf-string-too-long");
        assertThat(String.join("", cut)).isEqualTo(longer);

        String large = "v=spf1 " + "ip4:8.8.8.8 ".repeat(50) + "-all";
        Finding octets = SpfLint.of(DnsRecord.Txt.of(LengthLint.cut(large))).stream()
                .filter(finding -> finding.code().equals("spf-record-long"))
                .findFirst()
                .orElseThrow();
        assertThat(octets.message()).contains("The record has 611 octets, more than 450");
        assertThat(octets.position()).contains(new Position(large, 450, large.length() - 450));
        assertThat(octets.remedy()).startsWith("Put some of its terms into a record of its own");
        assertThat(NamedEffect.missing(octets, Map.of())).isEmpty();
        assertThat(codes(SpfLint.of("v=spf1 include:_s1.d.example -all"))).doesNotContain(octets.code());

        assertThat(SpfLint.of(DnsRecord.Txt.of(LengthLint.cut(large.substring(0, 450)))))
                .extracting(Finding::code)
                .doesNotContain("spf-record-long");

        DnsRecord.Txt joined = DnsRecord.Txt.of(List.of("v=spf1 ip4:8.8.8.8", "ip4:9.9.9.9 -all"));
        Finding seam = SpfLint.of(joined).get(0);
        assertThat(seam.code()).isEqualTo("spf-strings-joined");
        assertThat(seam.position()).contains(new Position(joined.octets(), 18, 0));
        assertThat(seam.message()).startsWith("Two strings of the TXT record meet within ip4:8.8.8.8ip4:9.9.9.9");
        assertThat(seam.remedy())
                .isEqualTo("Put a space at the end of the first or at the beginning of the second string.");
        assertThat(NamedEffect.missing(seam, Map.of())).isEmpty();
        DnsRecord.Txt spaced = DnsRecord.Txt.of(List.of("v=spf1 ip4:8.8.8.8 ", "ip4:9.9.9.9 -all"));
        assertThat(SpfLint.of(spaced)).isEmpty();
    }

    @ParameterizedTest(name = "{0} octets behind {1}")
    @DisplayName(
            "RFC 7208 §3.3: which string is too long, from where on; of a record of at most 900 octets its strings are"
                    + " shown")
    @CsvSource({
        "255, 0, false, true",
        "256, 0, true, true",
        "255, 100, false, true",
        "256, 100, true, true",
        "900, 0, true, true",
        "901, 0, true, false"
    })
    void stringsTooLong(int octets, int before, boolean told, boolean shown) {
        String first = "v=spf1 ".repeat(before == 0 ? 0 : 1) + "x".repeat(Math.max(0, before - 7));
        String second = (before == 0 ? "v=spf1 " : "") + "x".repeat(octets - (before == 0 ? 7 : 0));
        DnsRecord.Txt txt = DnsRecord.Txt.of(before == 0 ? List.of(second) : List.of(first, second));
        List<Finding> findings = new ArrayList<>();
        LengthLint.look(txt, findings);
        findings.removeIf(finding -> finding.code().equals("spf-record-long"));
        assertThat(findings).hasSize(told ? 1 : 0);
        if (told) {
            assertThat(findings.get(0).position()).contains(new Position(first + second, before + 255, octets - 255));
            assertThat(findings.get(0).message())
                    .startsWith(
                            "The record is one string of " + octets + " octets from octet " + (before + 1) + " on;");
            assertThat(findings.get(0).remedy().contains("joined with nothing: \"v=spf1 "))
                    .isEqualTo(shown);
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("strings are cut behind the last space within 255 octets, or behind the 255th where there is none")
    @CsvSource({
        "255 x, 255",
        "256 x, 255 1",
        "254 x 1 s 1 y, 255 1",
        "255 x 1 s 1 y, 255 2",
        "100 x 1 s 254 y, 101 254",
        "100 x 1 s 255 y, 101 255",
        "100 x 1 s 256 y, 101 255 1",
        "1 s 256 y, 255 2",
        "254 x 2 s 255 y, 255 255 1",
        "511 x, 255 255 1",
        "254 x 1 s 255 y, 255 255"
    })
    void cuts(String pieces, String lengths) {
        StringBuilder text = new StringBuilder();
        String[] words = pieces.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            text.append(words[i + 1].replace("s", " ").repeat(Integer.parseInt(words[i])));
        }
        List<String> cut = LengthLint.cut(text.toString());
        assertThat(String.join("", cut)).isEqualTo(text.toString());
        assertThat(cut.stream().map(string -> "" + string.length()).collect(Collectors.joining(" ")))
                .isEqualTo(lengths);
    }

    @Test
    @DisplayName(
            "of a record with many faults that are none of syntax the first 20 are told; of networks the first 200 are"
                    + " compared")
    void tellsTheFirst() {
        for (int terms : new int[] {19, 20, 21}) {
            assertThat(SpfLint.of("v=spf1" + numbered(" exists:%{p}.%d.example".repeat(terms)) + " ~all"))
                    .filteredOn(finding -> finding.code().equals("spf-uses-p-macro"))
                    .hasSize(Math.min(20, terms));
            assertThat(SpfLint.of("v=spf1" + numbered(" a:h%d.example/8".repeat(terms)) + " ~all"))
                    .filteredOn(finding -> finding.code().equals("spf-wide-network"))
                    .hasSize(Math.min(20, terms));
        }
        for (int networks : new int[] {199, 200}) {
            StringBuilder record = new StringBuilder("v=spf1");
            for (int i = 0; i < networks; i++) {
                record.append(" ip4:8.8.").append(i).append(".0/25");
            }
            record.append(" ip4:9.9.9.0/24 ip4:9.9.9.9 ~all");
            assertThat(SpfLint.of(record.toString()))
                    .filteredOn(finding -> finding.code().equals("spf-overlap"))
                    .hasSize(networks < 200 ? 1 : 0);
        }
    }

    private static String numbered(String text) {
        StringBuilder numbered = new StringBuilder();
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("%d", i)) {
                numbered.append(n++);
                i++;
            } else {
                numbered.append(text.charAt(i));
            }
        }
        return numbered.toString();
    }

    @ParameterizedTest
    @DisplayName("nothing is said of a record that is right")
    @ValueSource(
            strings = {
                "v=spf1 -all",
                "v=spf1 mx ~all",
                "v=spf1 ip4:8.8.8.0/24 ip6:2600:1::/48 include:spf.b.example -all",
                "v=spf1 redirect=_spf.example.com",
                "V=SPF1 MX -ALL",
                "v=spf1 -ip4:8.8.8.8 ip4:8.8.8.0/24 ?include:b.example ~all exp=why.example.com",
                "v=spf1 include:a.example include:%{ir}.b.example exists:%{i}._spf.%{d2} -all  ",
                // An earlier, narrower network decides where a term between would (RFC 7208 §4.6.2).
                "v=spf1 ip4:8.8.8.8 -ip4:8.8.8.0/25 ip4:8.8.8.0/24 -all",
                "v=spf1 ip4:8.8.8.8 -exists:%{ir}.bl.example.net ip4:8.8.8.0/24 -all",
                "v=spf1 ip4:8.8.8.8 include:b.example ip4:8.8.8.0/24 -all",
                "v=spf1 ip6:2600:1::1 ~ip6:2600:1::/64 ip6:2600:1::/48 -all",
                "v=spf1 exists:%{s}.b.example exists:%{S}.b.example -all",
                "v=spf1 a:mail.comall redirect=x.example",
                "v=spf1 include:.example-all ~all",
                "v=spf1 include:x.mx:y.example ~all",
                "v=spf1 ip4:8.8.0.0/16 ip6:2600::/32 a/16 mx//32 ~all",
                "v=spf1 a:mail.football.example a:b.comall.example -all",
                "v=spf1 a:mail-all.example mx:ip4.example include:example.com-allied.example -all"
            })
    void saysNothing(String record) {
        assertThat(SpfLint.of(record)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("what is wrong is told once, and the remedy fits it")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        v=spf1 include:a.example,include:b.example -all | spf-several-domains | Write a term for each domain. The record then: v=spf1 include:a.example include:b.example -all
        v=spf1 a:%d -all                                | spf-bad-macro | Write "%{d}" for the macro, or "%%" for a percent sign itself.
        v=spf1 ip4:8.8.8.8 ?ip4:8.8.8.8 -all            | spf-duplicate-term | Take it out. The record then: v=spf1 ip4:8.8.8.8 -all
        v=spf1 ip4:0.0.0.0/0 -all                       | spf-everybody-passes | Write the length of the network.
        v=spf1 ip4:8.0.0.0/8 -all                       | spf-wide-network | Name the hosts that send, or networks of /24 and less.
        v=spf1 ip6:2600::/12 -all                       | spf-wide-network | Name the hosts that send, or networks of /64 and less.
        v=spf1 mx -all -all                             | spf-term-behind-all | Take it out.
        v=spf1 include;a.example -all                   | spf-unknown-mechanism | Write "include:a.example".
        v=spf1 mx redirect:b.example -all               | spf-unknown-mechanism | Write "include:b.example", or "redirect=b.example" and take all out.
        v=spf1 mx redirect:b.example                    | spf-unknown-mechanism | Write "redirect=b.example".
        v=spf1 'mx' -all                                | spf-unknown-mechanism | Write "mx".
        v=spf1 `mx' -all                                | spf-unknown-mechanism | Write "mx".
        v=spf1 include:'b.example' -all                 | spf-bad-domain        | Write "include:b.example".
        v=spf1 ip4:'9.9.9.9' -all                       | spf-bad-address       | Write "ip4:9.9.9.9".
        v=spf1 ip4:1.2.3.x -all                         | spf-bad-address       | Write the number, or the network that is meant, such as "ip4:192.0.2.0/24".
        v=spf1 ip4:1.2.x.x/16 -all                      | spf-bad-address       | Write the number, or the network that is meant, such as "ip4:192.0.2.0/24".
        v=spf1 ip4:1.2.3.4a -all                        | spf-bad-address       | Write the number, or the network that is meant, such as "ip4:192.0.2.0/24".
        v=spf1 ip4:1.mail.b.example -all                | spf-bad-address       | Write "a:1.mail.b.example" if the addresses of that name are meant.
        v=spf1 mx; a; ip4:9.9.9.9, -all                 | spf-unknown-mechanism | Write "mx" if it is. The record then: v=spf1 mx a ip4:9.9.9.9 -all
        v=spf1 mx -all # our own servers                | spf-unknown-mechanism | Take it out.
        v=spf1 mx redirect: b.example                   | spf-unknown-mechanism | Write "redirect=b.example".
        v=spf1 mx redirect: b.example ~all              | spf-unknown-mechanism | Write "include:b.example", or "redirect=b.example" and take all out.
        v=spf1 mx 'all'                                 | spf-unknown-mechanism | Write "-all".
        v=spf1 mx al                                    | spf-unknown-mechanism | Write "-all" if it is.
        v=spf1 mx (All)                                 | spf-unknown-mechanism | Write "-all" if it is.
        v=spf1 mx ?al                                   | spf-unknown-mechanism | Write "?all" if it is.
        v=spf1 mx all:x                                 | spf-unexpected-argument | Write "-all".
        v=spf1 mx ~all/24                               | spf-unexpected-argument | Write "~all".
        v=spf1 mx all;                                  | spf-unknown-mechanism | Write "-all" if it is. The record then: v=spf1 mx -all
        v=spf1 mx, All                                  | spf-unknown-mechanism | Write "mx" if it is. The record then: v=spf1 mx -all
        v=spf1;mx;all                                   | spf-version-glued     | Put a space in place of each. The record then: v=spf1 mx -all
        v=spf1 mx redirect:                             | spf-unknown-mechanism | Put an equals sign in place of the colon, and the domain behind it.
        v=spf1 ip4:9.9.9.0/ 24 -all                     | spf-bad-prefix-length | Write "ip4:9.9.9.0/24".
        v=spf1 include_spf.b.example -all               | spf-unknown-mechanism | Write "include:_spf.b.example".
        v=spf1 include: b.example -all                  | spf-missing-domain    | Write "include:b.example".
        v=spf1 mx ip4:10.0.0.1 ip4:192.168.0.0/16 ip4:127.0.0.1 ip4:10.0.0.1 -all | spf-private-network | Take them out, and name the public address that the mail leaves by. The record then: v=spf1 mx -all
        """)
    void remedyFits(String record, String code, String remedy) {
        assertThat(SpfLint.of(record))
                .extracting(Finding::code, Finding::remedy)
                .containsExactly(tuple(code, remedy));
        assertThat(SpfLint.of("  v=spf1 mx -all").get(0).remedy()).startsWith("Take them out");
    }

    @Test
    @DisplayName(
            "all faults of syntax are told, in their order, so that who mends a record does so once; of many the first 8")
    void tellsAllFaults() {
        String record = "v=spf1 ipv4:192.0.2.1 mx include: b.example a:192.0.2.2 foo.example ip4:1.2.3.x -all";
        assertThat(SpfLint.of(record))
                .extracting(Finding::code, Finding::remedy)
                .containsExactly(
                        tuple("spf-unknown-mechanism", "Write \"ip4:192.0.2.1\"."),
                        tuple("spf-missing-domain", "Write \"include:b.example\"."),
                        tuple("spf-bad-domain", "Write \"ip4:192.0.2.2\"."),
                        tuple(
                                "spf-unknown-mechanism",
                                "Write \"include:foo.example\" for its record, or \"a:foo.example\" for its"
                                        + " addresses."),
                        tuple(
                                "spf-bad-address",
                                "Write the number, or the network that is meant, such as \"ip4:192.0.2.0/24\"."));
        assertThat(SpfLint.of("v=spf1" + " a:8.8.8.8".repeat(20))).hasSize(8);
        assertThat(SpfLint.of("v=spf1 foo x:y bar -all"))
                .extracting(each -> each.position().orElseThrow().offset())
                .containsExactly(7, 11, 15);
    }

    @Test
    @DisplayName("private networks are one finding, that names each with its kind; of many the first 8")
    void tellsPrivateNetworksTogether() {
        Finding finding =
                SpfLint.of("v=spf1 mx ip4:10.0.0.1 ip4:127.0.0.1 -all").get(0);
        assertThat(finding.message())
                .isEqualTo(
                        "ip4:10.0.0.1 is in a private network (RFC 1918), ip4:127.0.0.1 is in the loopback network (RFC"
                                + " 1122): no receiver on the Internet sees such clients.");
        assertThat(SpfLint.of("v=spf1 mx" + numbered(" ip4:10.0.0.%d".repeat(15)) + " -all"))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains(
                        "ip4:10.0.0.6 and ip4:10.0.0.7 are in a private network (RFC 1918)",
                        ", and 7 more are in such ones:")
                .doesNotContain("10.0.0.8");
        assertThat(SpfLint.of("v=spf1 mx" + numbered(" ip4:10.0.0.%d".repeat(8)) + " -all")
                        .get(0)
                        .message())
                .endsWith("ip4:10.0.0.7 are in a private network (RFC 1918): no receiver on the Internet sees such"
                        + " clients.");
    }

    @Test
    @DisplayName("the gravest comes first")
    void sorts() {
        assertThat(SpfLint.of("v=spf1 ip4:192.0.2.1 ptr include:b.example-all"))
                .extracting(Finding::severity)
                .isSortedAccordingTo((a, b) -> b.compareTo(a))
                .contains(Severity.ERROR, Severity.WARNING, Severity.INFO);
    }

    @Test
    @DisplayName("codes are unique, well-formed, each with a sentence; and a finding is of the severity of its code")
    void codesAreStable() {
        List<FindingCode> codes = SpfLint.codes();
        Set<String> names = new TreeSet<>();
        for (FindingCode code : codes) {
            assertThat(code.code()).matches("spf-[a-z0-9-]+");
            assertThat(code.meaning()).endsWith(".").matches("[ -~]+");
            names.add(code.code());
        }
        assertThat(names).hasSameSizeAs(codes);
        List<Finding> found =
                new ArrayList<>(SpfLint.of("v=spf1 ptr ip4:10.0.0.0/8 ip4:10.0.0.1 include:a.example,b ?all op=1"));
        for (Finding finding : found) {
            FindingCode code = codes.stream()
                    .filter(each -> each.code().equals(finding.code()))
                    .findFirst()
                    .orElseThrow();
            assertThat(finding.severity()).isEqualTo(code.severity());
            assertThat(finding.section()).isEqualTo(code.section());
        }
    }

    @Test
    @DisplayName("a record of 16 KiB, of thousands of terms or of one, is looked at in linear time and tells of few")
    void isBounded() {
        for (String term : List.of(
                "ip4:10.0.0.1 ", "-ip4:8.8.8.0/24 ip4:8.8.8.9 ", "ptr ", "include:a.example-all ", "x=y ", "%")) {
            String record = "v=spf1 " + term.repeat((16 << 10) / term.length());
            assertThat(SpfLint.of(record)).hasSizeLessThan(40);
        }
    }

    /** Measured in octets allocated, which no other program on the machine changes. */
    @Test
    @DisplayName("a term that stands there again by the thousand costs no copy of the record each time")
    void manyTimesTheSame() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (String term : List.of("a ", "ptr ", "ip4:192.0.2.0/24 ", "-a ", "x=y ")) {
            String record = "v=spf1 " + term.repeat(16_000 / term.length()) + "-all";
            SpfLint.of(record);
            long before = threads.getCurrentThreadAllocatedBytes();
            SpfLint.of(record);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as(term)
                    .isLessThan(20_000_000);
        }
    }
}
