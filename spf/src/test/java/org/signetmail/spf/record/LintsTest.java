package org.signetmail.spf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;

/** What is said of a record that is valid, word for word, on both sides of each limit. */
class LintsTest {

    @ParameterizedTest(name = "{1}: {0}")
    @DisplayName("code, what is marked, the sentence, the remedy; a record with two findings has two rows")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        v=spf1 mx                                    | spf-no-default             |                      | The record ends without all and without redirect, so that hosts it does not name get neutral. | End it with "-all" or "~all".
        v=spf1 mx +all                               | spf-everybody-passes       | +all                 | +all lets every host of the world send for the domain: a receiver passes forged mail by SPF, and with that by DMARC. | Write "-all" or "~all", and name the hosts that may.
        v=spf1 mx ~all a                             | spf-term-behind-all        | a                    | a stands behind ~all and is never looked at. | Put ~all at the end.
        v=spf1 mx -all a mx x=y                      | spf-unknown-modifier       | x=y                  | x=y is a modifier of no known specification, and is ignored. | Take it out unless it is meant for others.
        v=spf1 mx -all a mx x=y                      | spf-term-behind-all        | a mx                 | a and what follows it stand behind -all and are never looked at. | Put -all at the end.
        v=spf1 mx -all +all                          | spf-term-behind-all        | +all                 | +all stands behind -all and is never looked at. | Take it out.
        v=spf1 mx -all a -all                        | spf-term-behind-all        | a -all               | a and what follows it stand behind -all and are never looked at. | Put -all at the end.
        v=spf1 redirect=b.example mx -all            | spf-redirect-beside-all    | redirect=b.example   | redirect=b.example is ignored, because the record has -all. | Take out -all to have the other record decide, or the redirect.
        v=spf1 a/0 -all                              | spf-everybody-passes       | a/0                  | The prefix length 0 in a/0 lets every host of that family pass, and forged mail pass DMARC with it. | Write the length of the network.
        v=spf1 a//0 -all                             | spf-everybody-passes       | a//0                 | The prefix length 0 in a//0 lets every host of that family pass, and forged mail pass DMARC with it. | Write the length of the network.
        v=spf1 mx/0 -all                             | spf-everybody-passes       | mx/0                 | The prefix length 0 in mx/0 lets every host of that family pass, and forged mail pass DMARC with it. | Write the length of the network.
        v=spf1 mx//0 -all                            | spf-everybody-passes       | mx//0                | The prefix length 0 in mx//0 lets every host of that family pass, and forged mail pass DMARC with it. | Write the length of the network.
        v=spf1 ip4:0.0.0.0/0 -all                    | spf-everybody-passes       | ip4:0.0.0.0/0        | The prefix length 0 in ip4:0.0.0.0/0 lets every host of that family pass, and forged mail pass DMARC with it. | Write the length of the network.
        v=spf1 ip6:::/0 -all                         | spf-everybody-passes       | ip6:::/0             | The prefix length 0 in ip6:::/0 lets every host of that family pass, and forged mail pass DMARC with it. | Write the length of the network.
        v=spf1 ip4:9.9.9.9/31 -all                   | spf-host-bits              | ip4:9.9.9.9/31       | The address in ip4:9.9.9.9/31 has bits behind the prefix length, which count for nothing: the whole network matches. | Write the address of the network, or no prefix length for the one host. The record then: v=spf1 ip4:9.9.9.8/31 -all
        v=spf1 -ip4:9.9.9.9/8 ~all                   | spf-host-bits              | -ip4:9.9.9.9/8       | The address in -ip4:9.9.9.9/8 has bits behind the prefix length, which count for nothing: the whole network matches. | Write the address of the network, or no prefix length for the one host. The record then: v=spf1 -ip4:9.0.0.0/8 ~all
        v=spf1 ip4:9.9.9.9/24 mx ip4:8.8.8.8/16 -all | spf-host-bits              | ip4:9.9.9.9/24       | The addresses in ip4:9.9.9.9/24, ip4:8.8.8.8/16 have bits behind the prefix length, which count for nothing: the whole network matches. | Write the addresses of the networks, or no prefix length for single hosts. The record then: v=spf1 ip4:9.9.9.0/24 mx ip4:8.8.0.0/16 -all
        v=spf1 ?ip4:9.0.0.0/0 -all                   | spf-host-bits              | ?ip4:9.0.0.0/0       | The address in ?ip4:9.0.0.0/0 has bits behind the prefix length, which count for nothing: the whole network matches. | Write the address of the network, or no prefix length for the one host. The record then: v=spf1 ?ip4:0.0.0.0/0 -all
        v=spf1 ip6:2600::1/127 -all                  | spf-host-bits              | ip6:2600::1/127      | The address in ip6:2600::1/127 has bits behind the prefix length, which count for nothing: the whole network matches. | Write the address of the network, or no prefix length for the one host. The record then: v=spf1 ip6:2600::/127 -all
        v=spf1 ip6:2600::1:0:0:0/64 -all             | spf-host-bits              | ip6:2600::1:0:0:0/64 | The address in ip6:2600::1:0:0:0/64 has bits behind the prefix length, which count for nothing: the whole network matches. | Write the address of the network, or no prefix length for the one host. The record then: v=spf1 ip6:2600::/64 -all
        v=spf1 ip6:2600::1/64 -all                   | spf-host-bits              | ip6:2600::1/64       | The address in ip6:2600::1/64 has bits behind the prefix length, which count for nothing: the whole network matches. | Write the address of the network, or no prefix length for the one host. The record then: v=spf1 ip6:2600::/64 -all
        v=spf1 ip6:2600:0:0:1::/63 -all              | spf-host-bits              | ip6:2600:0:0:1::/63  | The address in ip6:2600:0:0:1::/63 has bits behind the prefix length, which count for nothing: the whole network matches. | Write the address of the network, or no prefix length for the one host. The record then: v=spf1 ip6:2600::/63 -all
        v=spf1 ip6:2600::4000:0:0:0/65 -all          | spf-host-bits              | ip6:2600::4000:0:0:0/65 | The address in ip6:2600::4000:0:0:0/65 has bits behind the prefix length, which count for nothing: the whole network matches. | Write the address of the network, or no prefix length for the one host. The record then: v=spf1 ip6:2600::/65 -all
        v=spf1 ~ip6:2600::1/32 -all                  | spf-host-bits              | ~ip6:2600::1/32      | The address in ~ip6:2600::1/32 has bits behind the prefix length, which count for nothing: the whole network matches. | Write the address of the network, or no prefix length for the one host. The record then: v=spf1 ~ip6:2600::/32 -all
        v=spf1 a:x.example,y.example -all            | spf-several-domains        | a:x.example,y.example | The comma in a:x.example,y.example makes one name of it, which nobody has, so that the term never matches. | Write a term for each domain.
        v=spf1 include:x.example,y.example -all      | spf-several-domains        | include:x.example,y.example | The comma in include:x.example,y.example makes one name of it, which nobody has, so that a check that comes to it ends in permerror. | Write a term for each domain.
        v=spf1 ptr -all                              | spf-uses-ptr               | ptr                  | ptr is not to be used: a receiver asks reverse DNS for the names of the client, which is slow, and where that fails the term does not match. | Name the hosts by ip4, ip6 or a.
        v=spf1 ip4=9.9.9.9 -all                      | spf-mechanism-as-modifier  | ip4=9.9.9.9          | ip4=9.9.9.9 is a modifier that nobody knows, and is ignored: the mechanism ip4 has a colon. | Write "ip4:9.9.9.9".
        v=spf1 all=x -all                            | spf-mechanism-as-modifier  | all=x                | all=x is a modifier that nobody knows, and is ignored: the mechanism all has no value. | Write "-all".
        v=spf1 ALL=x -all                            | spf-mechanism-as-modifier  | ALL=x                | ALL=x is a modifier that nobody knows, and is ignored: the mechanism all has no value. | Write "-all".
        v=spf1 inclde=b.example -all                 | spf-mechanism-as-modifier  | inclde=b.example     | inclde=b.example is a modifier that nobody knows, and is ignored: the mechanism include may be meant, which has a colon. | Write "include:b.example" if it is.
        v=spf1 redirct=b.example -all                | spf-unknown-modifier       | redirct=b.example    | redirct=b.example is a modifier of no known specification, and is ignored; redirect may be meant. | Write "redirect=b.example" if it is.
        v=spf1 moo=x -all                            | spf-unknown-modifier       | moo=x                | moo=x is a modifier of no known specification, and is ignored. | Take it out unless it is meant for others.
        v=spf1 v=spf1 -all                           | spf-version-again          | v=spf1               | v=spf1 within the record is a modifier that nobody knows, and is ignored: two records were put into one. | Take it out, and leave one all at the end.
        v=spf1 v=DMARC1; -all                        | spf-version-again          | v=DMARC1;            | v=DMARC1; within the record is a modifier that nobody knows, and is ignored: a DMARC record was put into that of SPF. | Take it out with all that follows: a DMARC record is one of its own, at _dmarc below the domain.
        v=spf1 a:1.a.example a:2.a.example a:3.a.example a:4.a.example a:5.a.example a:6.a.example a:7.a.example a:8.a.example a:9.a.example a:10.a.example redirect=b.example | spf-too-many-terms         | v=spf1 a:1.a.example a:2.a.example a:3.a.example a:4.a.example a:5.a.example a:6.a.example a:7.a.example a:8.a.example a:9.a.example a:10.a.example redirect=b.example | The record alone has 11 terms that need DNS; a check ends in permerror at the 11th. | Have at most 10, those of included records counted in.
        v=spf1 a:1.a.example a:2.a.example a:3.a.example a:4.a.example a:5.a.example a:6.a.example a:7.a.example a:8.a.example a:9.a.example a:10.a.example mx -all | spf-too-many-terms         | v=spf1 a:1.a.example a:2.a.example a:3.a.example a:4.a.example a:5.a.example a:6.a.example a:7.a.example a:8.a.example a:9.a.example a:10.a.example mx -all | The record alone has 11 terms that need DNS; a check ends in permerror at the 11th. | Have at most 10, those of included records counted in.
        v=spf1 ip4:1.1.1.1/24 ip4:1.1.2.1/24 ip4:1.1.3.1/24 ip4:1.1.4.1/24 ip4:1.1.5.1/24 -all | spf-host-bits              | ip4:1.1.1.1/24       | The addresses in ip4:1.1.1.1/24, ip4:1.1.2.1/24, ip4:1.1.3.1/24, ip4:1.1.4.1/24, ip4:1.1.5.1/24 have bits behind the prefix length, which count for nothing: the whole network matches. | Write the addresses of the networks, or no prefix length for single hosts. The record then: v=spf1 ip4:1.1.1.0/24 ip4:1.1.2.0/24 ip4:1.1.3.0/24 ip4:1.1.4.0/24 ip4:1.1.5.0/24 -all
        v=spf1 ip4:1.1.1.1/24 ip4:1.1.2.1/24 ip4:1.1.3.1/24 ip4:1.1.4.1/24 ip4:1.1.5.1/24 ip4:1.1.6.1/24 ip4:1.1.7.1/24 ip4:1.1.8.1/24 -all | spf-host-bits              | ip4:1.1.1.1/24       | The addresses in ip4:1.1.1.1/24, ip4:1.1.2.1/24, ip4:1.1.3.1/24, ip4:1.1.4.1/24, ip4:1.1.5.1/24, ip4:1.1.6.1/24, ip4:1.1.7.1/24, ip4:1.1.8.1/24 have bits behind the prefix length, which count for nothing: the whole network matches. | Write the addresses of the networks, or no prefix length for single hosts. The record then: v=spf1 ip4:1.1.1.0/24 ip4:1.1.2.0/24 ip4:1.1.3.0/24 ip4:1.1.4.0/24 ip4:1.1.5.0/24 ip4:1.1.6.0/24 ip4:1.1.7.0/24 ip4:1.1.8.0/24 -all
        v=spf1 ip4:1.1.1.1/24 ip4:1.1.2.1/24 ip4:1.1.3.1/24 ip4:1.1.4.1/24 ip4:1.1.5.1/24 ip4:1.1.6.1/24 ip4:1.1.7.1/24 ip4:1.1.8.1/24 ip4:1.1.9.1/24 -all | spf-host-bits              | ip4:1.1.1.1/24       | The addresses in ip4:1.1.1.1/24, ip4:1.1.2.1/24, ip4:1.1.3.1/24, ip4:1.1.4.1/24, ip4:1.1.5.1/24, ip4:1.1.6.1/24, ip4:1.1.7.1/24, ip4:1.1.8.1/24 and others have bits behind the prefix length, which count for nothing: the whole network matches. | Write the addresses of the networks, or no prefix length for single hosts. The record then: v=spf1 ip4:1.1.1.0/24 ip4:1.1.2.0/24 ip4:1.1.3.0/24 ip4:1.1.4.0/24 ip4:1.1.5.0/24 ip4:1.1.6.0/24 ip4:1.1.7.0/24 ip4:1.1.8.0/24 ip4:1.1.9.0/24 -all
        """)
    void saysWhatMayNotBeMeant(String record, String code, String place, String message, String remedy) {
        assertThat(SpfRecord.parse(record).findings())
                .filteredOn(finding -> finding.code().equals(code))
                .extracting(LintsTest::marked, Finding::message, Finding::remedy)
                .containsExactly(tuple(place == null ? "" : place, message, remedy));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a redirect in front counts as one of the terms that need DNS, unless there is an all")
    @CsvSource({
        "redirect=b.example, '', true",
        "redirect=b.example, ' -all', false",
        "'', '', false",
        "a:11.a.example, ' -all', true"
    })
    void countsARedirectInFront(String first, String end, boolean tooMany) {
        StringBuilder record = new StringBuilder("v=spf1 ").append(first);
        for (int i = 1; i <= 10; i++) {
            record.append(" a:").append(i).append(".a.example");
        }
        assertThat(SpfRecord.parse(record.append(end).toString()).findings().stream()
                        .anyMatch(finding -> finding.code().equals("spf-too-many-terms")))
                .isEqualTo(tooMany);
    }

    @ParameterizedTest(name = "{0} octets")
    @DisplayName("a record of 450 octets is written into the remedy for networks, a longer one is not")
    @CsvSource({"450, true", "451, false"})
    void writesRecordsThatFit(int octets, boolean written) {
        String front = "v=spf1 ip4:9.9.9.9/31 a:";
        String end = ".example -all";
        String record = front + "b".repeat(octets - front.length() - end.length()) + end;
        assertThat(SpfRecord.parse(record).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy().contains(" The record then: "))
                        .isEqualTo(written));
    }

    @Test
    @DisplayName("of a record with many oddities 10 are told")
    void tellsTen() {
        assertThat(SpfRecord.parse("v=spf1" + " moo=x".repeat(9) + " -all").findings())
                .hasSize(9);
        assertThat(SpfRecord.parse("v=spf1" + " moo=x".repeat(50) + " -all").findings())
                .hasSize(10);
    }

    private static String marked(Finding finding) {
        Position at = finding.position().orElseThrow();
        return at.text().substring(at.offset(), at.offset() + at.length());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("nothing is said on the other side")
    @ValueSource(
            strings = {
                "v=spf1 -a/0 -all",
                "v=spf1 ?ip4:0.0.0.0/0 -all",
                "v=spf1 ip4:9.9.9.8/31 -all",
                "v=spf1 ip4:9.9.9.9/32 -all",
                "v=spf1 ip6:2600::2/127 -all",
                "v=spf1 ip6:2600::1/128 -all",
                "v=spf1 ip6:2600:0:0:1::/64 -all",
                "v=spf1 ip6:2600:0:0:1::/65 -all",
                "v=spf1 ip6:2600::8000:0:0:0/65 -all",
                "v=spf1 exists:%{i},y.example -all",
                "v=spf1 a:1.a.example a:2.a.example a:3.a.example a:4.a.example a:5.a.example a:6.a.example a:7.a.example a:8.a.example a:9.a.example a:10.a.example -all"
            })
    void saysNothing(String record) {
        assertThat(SpfRecord.parse(record).findings()).isEmpty();
    }
}
