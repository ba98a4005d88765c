package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.internal.NamedEffect;

/** What the lint says of what a domain publishes: zone, code, name, place, sentence, and the zone that is right. */
class SpfLintZoneTest {

    private static final DomainName DOMAIN = DomainName.of("d.example");

    /** A domain with mail and a web host, which its record covers. */
    private static final String HOSTS = """
        d.example MX 10 mail.d.example
        mail.d.example A 8.8.8.8
        d.example A 8.8.8.9
        ok.example TXT "v=spf1 ip4:9.9.9.0/24 -all"
        other.example TXT "v=spf1 ip4:9.9.8.0/24 -all"
        """;

    private static final String COVERED = "ip4:8.8.8.8/31";

    private static SpfReport check(String zone) {
        return SpfLint.using(FakeDns.zone(zone)).check(DOMAIN);
    }

    private static String txt(String record) {
        return HOSTS + "d.example TXT \"" + record + "\"\n";
    }

    private static String many(String name, String type, String data, int count) {
        StringBuilder zone = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            zone.append(name.replace("#", "" + i))
                    .append(' ')
                    .append(type)
                    .append(' ')
                    .append(data.replace("#", "" + i))
                    .append('\n');
        }
        return zone.toString();
    }

    /** A domain for bounces, whose mail host is one of Amazon SES. */
    private static String feedback(String record) {
        return """
            d.example MX 10 feedback-smtp.eu-west-1.amazonses.com
            feedback-smtp.eu-west-1.amazonses.com A 8.8.4.4
            amazonses.com TXT "v=spf1 ip4:8.8.8.0/24 -all"
            d.example TXT "%s"
            """.formatted(record);
    }

    private static Arguments row(String code, String zone, String name, String place, String sentence, String right) {
        return Arguments.of(code, zone, name, place, sentence, right);
    }

    private static String includes(int from, int to) {
        StringBuilder terms = new StringBuilder();
        for (int i = from; i <= to; i++) {
            terms.append(" include:i").append(i).append(".example");
        }
        return terms.toString();
    }

    static Stream<Arguments> rows() {
        String right = txt("v=spf1 " + COVERED + " -all");
        String ten = many("i#.example", "TXT", "\"v=spf1 ip4:9.9.#.1 -all\"", 12);
        return Stream.of(
                row("spf-no-such-domain", "x.example A 8.8.8.8", "d.example", null, "d.example does not exist", right),
                row(
                        "spf-no-record",
                        HOSTS,
                        "d.example",
                        null,
                        "d.example has no SPF record: a receiver gets none",
                        right),
                row(
                        "spf-no-record",
                        "d.example TXT \"x\"",
                        "d.example",
                        null,
                        "has no SPF record",
                        "d.example TXT \"v=spf1 -all\""),
                row(
                        "spf-leading-space",
                        txt(" v=spf1 mx -all"),
                        "d.example",
                        " ",
                        "A space stands in front of v=spf1.",
                        right),
                row(
                        "spf-wrong-version",
                        txt("v=spf3 mx -all"),
                        "d.example",
                        "v=spf3",
                        "v=spf3 is no version of SPF",
                        right),
                row(
                        "spf-several-records",
                        txt("v=spf1 mx -all") + "d.example TXT \"v=spf1 include:ok.example ~all\"",
                        "d.example",
                        null,
                        "d.example has 2 SPF records, and there may be one: v=spf1 mx -all | v=spf1 include:ok.example"
                                + " ~all",
                        txt("v=spf1 mx include:ok.example ~all")),
                row(
                        "spf-record-too-large",
                        HOSTS + "d.example TXT \"v=spf1 " + "ip4:8.8.8.8 ".repeat(1400) + "-all\"",
                        "d.example",
                        null,
                        "larger than a check reads: d.example has a TXT record of 16811 octets",
                        right),
                row(
                        "spf-wrong-place",
                        HOSTS + "_spf.d.example TXT \"v=spf1 ip4:8.8.8.8/31 -all\"",
                        "_spf.d.example",
                        "v=spf1 ip4:8.8.8.8/31 -all",
                        "d.example has no SPF record, and _spf.d.example has one, which no receiver looks up",
                        right),
                row(
                        "spf-wrong-place",
                        HOSTS + "_dmarc.d.example TXT \"v=spf1 ip4:8.8.8.8/31 -all\"",
                        "_dmarc.d.example",
                        "v=spf1 ip4:8.8.8.8/31 -all",
                        "and _dmarc.d.example has one",
                        right),
                row(
                        "spf-stray-record",
                        right + "d.example TXT \"v=spf1;mx -all\"",
                        "d.example",
                        "v=spf1;mx -all",
                        "has a text that looks like one and is none: Behind v=spf1 stands a semicolon",
                        right),
                row(
                        "spf-sender-id",
                        right + "d.example TXT \"spf2.0/pra mx -all\"",
                        "d.example",
                        "spf2.0/pra mx -all",
                        "is a record of Sender ID",
                        right),
                row(
                        "spf-dns-failure",
                        HOSTS + "d.example TXT !SERVFAIL",
                        "d.example",
                        null,
                        "The TXT records of d.example cannot be had: SERVFAIL for d.example.",
                        right),
                row(
                        "spf-dns-failure",
                        txt("v=spf1 " + COVERED + " include:down.example -all") + "down.example !TIMEOUT",
                        "d.example",
                        "include:down.example",
                        "include:down.example needs down.example TXT, which cannot be had: TIMEOUT: no answer for"
                                + " down.example.",
                        right),
                row(
                        "spf-dns-failure",
                        txt("v=spf1 " + COVERED + " a:down.example -all") + "down.example !SERVFAIL",
                        "d.example",
                        "a:down.example",
                        "a:down.example needs down.example A, which cannot be had",
                        right),
                row(
                        "spf-dns-failure",
                        txt("v=spf1 " + COVERED + " mx:m.example -all")
                                + "m.example MX 1 up.example\nm.example MX 2 down.example\nup.example A 8.8.8.8\n"
                                + "down.example !SERVFAIL",
                        "d.example",
                        "mx:m.example",
                        "mx:m.example needs down.example A, which cannot be had",
                        right),
                row(
                        "spf-parked-domain",
                        "d.example MX 0 .\nd.example TXT \"v=spf1 a:mail.example ~all\"\nmail.example A 8.8.8.8",
                        "d.example",
                        "v=spf1 a:mail.example ~all",
                        "has no mail host and no address",
                        "d.example MX 0 .\nd.example TXT \"v=spf1 -all\""),
                row(
                        "spf-term-limit",
                        txt("v=spf1 " + COVERED + includes(1, 11) + " -all") + ten,
                        "d.example",
                        "include:i11.example",
                        "needs 11 look-ups, and there may be 10 (include:i1.example 1, include:i2.example 1,",
                        txt("v=spf1 " + COVERED + " ip4:9.9.1.1" + includes(2, 11) + " -all") + ten),
                row(
                        "spf-near-term-limit",
                        txt("v=spf1 " + COVERED + includes(1, 9) + " -all") + ten,
                        "d.example",
                        "include:i9.example",
                        "needs 9 of the 10 look-ups that there may be",
                        txt("v=spf1 " + COVERED + includes(1, 8) + " -all") + ten),
                row(
                        "spf-void-limit",
                        txt("v=spf1 " + COVERED + " a:x1.example exists:x2.example mx:x3.example -all"),
                        "d.example",
                        "v=spf1 " + COVERED + " a:x1.example exists:x2.example mx:x3.example -all",
                        "3 look-ups of a check that nothing matches find nothing, and there may be 2 (a:x1.example,"
                                + " exists:x2.example, mx:x3.example)",
                        txt("v=spf1 " + COVERED + " a:x1.example exists:x2.example -all")),
                row(
                        "spf-void-limit-of-family",
                        txt("v=spf1 mx a a:h1.example a:h2.example -all")
                                + "h1.example A 9.9.9.1\nh2.example A 9.9.9.2",
                        "d.example",
                        "v=spf1 mx a a:h1.example a:h2.example -all",
                        "For a client of IPv6, 3 look-ups find nothing, and there may be 2 (a, a:h1.example,"
                                + " a:h2.example)",
                        txt("v=spf1 mx a ip4:9.9.9.1 ip4:9.9.9.2 -all")),
                row(
                        "spf-mx-limit",
                        txt("v=spf1 " + COVERED + " mx:big.example -all")
                                + many("big.example", "MX", "# h#.example", 11),
                        "d.example",
                        "mx:big.example",
                        "big.example has 11 MX hosts, more than 10",
                        right),
                row(
                        "spf-ptr-limit",
                        txt("v=spf1 " + COVERED + " ptr -all") + many("8.8.8.8.in-addr.arpa", "PTR", "h#.example", 11),
                        "d.example",
                        "ptr",
                        "8.8.8.8 has 11 names in reverse DNS, of which ptr looks at 10",
                        txt("v=spf1 " + COVERED + " ip4:8.8.8.8 -all")),
                row(
                        "spf-loop",
                        txt("v=spf1 " + COVERED + " include:l.example -all")
                                + "l.example TXT \"v=spf1 include:d.example -all\"",
                        "d.example",
                        "include:l.example",
                        "include:d.example leads back to d.example",
                        right),
                row(
                        "spf-loop",
                        txt("v=spf1 " + COVERED + " include:d.example -all"),
                        "d.example",
                        "include:d.example",
                        "leads back to d.example, whose record it stands in",
                        right),
                row(
                        "spf-loop",
                        txt("v=spf1 " + COVERED + " redirect=l.example")
                                + "l.example TXT \"v=spf1 redirect=d.example\"",
                        "d.example",
                        "redirect=l.example",
                        "redirect=d.example leads back to d.example",
                        right),
                row(
                        "spf-include-without-record",
                        txt("v=spf1 " + COVERED + " include:gone.example -all"),
                        "d.example",
                        "include:gone.example",
                        "leads to gone.example, which does not exist. A check that comes to it ends in permerror",
                        right),
                row(
                        "spf-include-without-record",
                        txt("v=spf1 " + COVERED + " include:t.example -all") + "t.example TXT \" v=spf1 -all\"",
                        "d.example",
                        "include:t.example",
                        "leads to t.example, which has no SPF record: t.example has a TXT record that looks like one",
                        right),
                row(
                        "spf-include-without-record",
                        txt("v=spf1 " + COVERED + " include:m.example -all")
                                + "m.example TXT \"v=spf1 include:gone.example ~all\"",
                        "d.example",
                        "include:m.example",
                        "include:m.example leads to the record of m.example. There, include:gone.example leads to"
                                + " gone.example",
                        right),
                row(
                        "spf-include-unusable",
                        txt("v=spf1 " + COVERED + " include:bad.example -all") + "bad.example TXT \"v=spf1 mxx -all\"",
                        "d.example",
                        "include:bad.example",
                        "leads to bad.example, whose SPF record is void: octet 8 of the record of bad.example: mxx is"
                                + " neither",
                        right),
                row(
                        "spf-unknown-mechanism",
                        txt("v=spf1 " + COVERED + " include:s.d.example -all") + "s.d.example TXT \"v=spf1 mxx -all\"",
                        "s.d.example",
                        "mxx",
                        "mxx is neither a mechanism nor a modifier",
                        txt("v=spf1 " + COVERED + " include:s.d.example -all")
                                + "s.d.example TXT \"v=spf1 mx:d.example -all\""),
                row(
                        "spf-redirect-without-record",
                        txt("v=spf1 " + COVERED + " redirect=gone.example"),
                        "d.example",
                        "redirect=gone.example",
                        "leads to gone.example, which does not exist",
                        right),
                row(
                        "spf-redirect-unusable",
                        txt("v=spf1 " + COVERED + " redirect=two.example")
                                + "two.example TXT \"v=spf1 -all\"\ntwo.example TXT \"v=spf1 mx -all\"",
                        "d.example",
                        "redirect=two.example",
                        "whose SPF record is void: two.example has 2",
                        right),
                row(
                        "spf-duplicate-include",
                        txt("v=spf1 " + COVERED + " include:m.example include:ok.example -all")
                                + "m.example TXT \"v=spf1 include:ok.example -all\"",
                        "d.example",
                        "include:ok.example",
                        "and that of m.example includes ok.example too: its 1 look-up counts twice",
                        txt("v=spf1 " + COVERED + " include:m.example -all")
                                + "m.example TXT \"v=spf1 include:ok.example -all\""),
                row(
                        "spf-everybody-passes",
                        txt("v=spf1 " + COVERED + " include:open.example -all") + "open.example TXT \"v=spf1 +all\"",
                        "d.example",
                        "include:open.example",
                        "leads to a record that lets every host of the world pass",
                        right),
                row(
                        "spf-everybody-passes",
                        txt("v=spf1 redirect=open.example") + "open.example TXT \"v=spf1 +all\"",
                        "d.example",
                        "redirect=open.example",
                        "The record, with that of redirect=open.example, lets every host of the world pass for"
                                + " d.example",
                        right),
                row(
                        "spf-everybody-passes",
                        txt("v=spf1 redirect=_o.d.example") + "_o.d.example TXT \"v=spf1 ip4:9.9.9.9 +all\"",
                        "_o.d.example",
                        "+all",
                        "+all lets every host of the world send",
                        right),
                row(
                        "spf-everybody-passes",
                        txt("v=spf1 ip4:0.0.0.0/1 include:h.example -all")
                                + "h.example TXT \"v=spf1 ip4:128.0.0.0/1 -all\"",
                        "d.example",
                        "v=spf1 ip4:0.0.0.0/1 include:h.example -all",
                        "The record lets every host of IPv4 pass for d.example",
                        right),
                row(
                        "spf-several-records",
                        txt("v=spf1 mx -all exp=e.example") + "d.example TXT \"v=spf1 redirect=ok.example\"",
                        "d.example",
                        null,
                        "d.example has 2 SPF records",
                        txt("v=spf1 mx include:ok.example -all exp=e.example")),
                row(
                        "spf-void-limit",
                        txt("v=spf1 " + COVERED + " a:x1.example a:x2.example a:x3.example a:ok4.example -all")
                                + "ok4.example A 8.8.4.4",
                        "d.example",
                        "v=spf1 " + COVERED + " a:x1.example a:x2.example a:x3.example a:ok4.example -all",
                        "3 look-ups of a check that nothing matches find nothing, and there may be 2 (a:x1.example,"
                                + " a:x2.example, a:x3.example): the third",
                        right),
                row(
                        "spf-void-limit",
                        txt("v=spf1 " + COVERED
                                        + " a:p1.example a:p2.example a:p3.example a:q1.example a:q2.example"
                                        + " a:q3.example -all")
                                + many("p#.example", "A", "9.9.9.#", 3)
                                + many("q#.example", "AAAA", "2600::#", 3),
                        "d.example",
                        "v=spf1 " + COVERED
                                + " a:p1.example a:p2.example a:p3.example a:q1.example a:q2.example a:q3.example -all",
                        "find nothing for a client of IPv4 (a:q1.example, a:q2.example, a:q3.example), 3 for one of"
                                + " IPv6 (a:p1.example, a:p2.example, a:p3.example)",
                        right),
                row(
                        "spf-name-unresolvable",
                        txt("v=spf1 " + COVERED + " a:gone.example -all"),
                        "d.example",
                        "a:gone.example",
                        "gone.example does not exist, so that a:gone.example never matches. It uses up one of the 2"
                                + " void",
                        right),
                row(
                        "spf-name-unresolvable",
                        txt("v=spf1 " + COVERED + " mx:ok.example -all"),
                        "d.example",
                        "mx:ok.example",
                        "ok.example has no MX record",
                        right),
                row(
                        "spf-name-unresolvable",
                        txt("v=spf1 " + COVERED + " mx:n.example -all") + "n.example MX 0 .",
                        "d.example",
                        "mx:n.example",
                        "n.example has the null MX",
                        right),
                row(
                        "spf-name-unresolvable",
                        txt("v=spf1 " + COVERED + " mx:n.example -all") + "n.example MX 5 gone.example",
                        "d.example",
                        "mx:n.example",
                        "No MX host of n.example has an address (gone.example)",
                        right),
                row(
                        "spf-exp-unusable",
                        txt("v=spf1 " + COVERED + " -all exp=why.example"),
                        "d.example",
                        "exp=why.example",
                        "why.example does not exist, so that a receiver refuses without the explanation",
                        right),
                row(
                        "spf-exp-unusable",
                        txt("v=spf1 " + COVERED + " -all exp=why.example")
                                + "why.example TXT \"a\"\nwhy.example TXT \"b\"",
                        "d.example",
                        "exp=why.example",
                        "why.example has 2 TXT records, of which none is taken",
                        right),
                row(
                        "spf-exp-unusable",
                        txt("v=spf1 " + COVERED + " -all exp=why.example") + "why.example TXT \"n\\195\\164\"",
                        "d.example",
                        "exp=why.example",
                        "has a text that is not ASCII (octet 2: \\195)",
                        right),
                row(
                        "spf-exp-unusable",
                        txt("v=spf1 " + COVERED + " -all exp=why.example") + "why.example TXT \"100% no\"",
                        "d.example",
                        "exp=why.example",
                        "has a text with a wrong macro",
                        right),
                row(
                        "spf-own-mx-not-covered",
                        txt("v=spf1 ip4:8.8.8.9 -all"),
                        "d.example",
                        "v=spf1 ip4:8.8.8.9 -all",
                        "A mail host of d.example is not among the hosts that pass: mail.d.example (8.8.8.8).",
                        txt("v=spf1 ip4:8.8.8.8 ip4:8.8.8.9 -all")),
                row(
                        "spf-own-mx-not-covered",
                        feedback("v=spf1 ip4:8.8.8.8 -all"),
                        "d.example",
                        "v=spf1 ip4:8.8.8.8 -all",
                        "The mail host feedback-smtp.eu-west-1.amazonses.com of d.example belongs to a service",
                        feedback("v=spf1 ip4:8.8.8.8 include:amazonses.com -all")),
                row(
                        "spf-not-all-looked-at",
                        txt("v=spf1 ip4:8.8.8.8/31" + includes(1, 10) + " -all")
                                + many("i#.example", "TXT", "\"v=spf1 include:j#.example include:k#.example -all\"", 10)
                                + many("j#.example", "TXT", "\"v=spf1 include:l#.example include:m#.example -all\"", 10)
                                + many("k#.example", "TXT", "\"v=spf1 include:n#.example include:o#.example -all\"", 10)
                                + many("l#.example", "TXT", "\"v=spf1 ip4:9.9.#.1 -all\"", 10)
                                + many("m#.example", "TXT", "\"v=spf1 ip4:9.9.#.1 -all\"", 10)
                                + many("n#.example", "TXT", "\"v=spf1 ip4:9.9.#.1 -all\"", 10)
                                + many("o#.example", "TXT", "\"v=spf1 ip4:9.9.#.1 -all\"", 10),
                        "d.example",
                        null,
                        "was not all looked at",
                        right),
                row(
                        "spf-own-web-not-covered",
                        txt("v=spf1 mx -all") + "www.d.example A 8.8.4.4",
                        "d.example",
                        "v=spf1 mx -all",
                        "Web hosts of d.example are not among the hosts that pass: d.example (8.8.8.9), www.d.example"
                                + " (8.8.4.4).",
                        txt("v=spf1 ip4:8.8.4.4 ip4:8.8.8.9 mx -all")));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("rows")
    @DisplayName("code, name, place, sentence; the zone that the remedy makes does not have the finding")
    void saysWhatIsWrong(String code, String zone, String name, String place, String sentence, String right) {
        SpfReport report = check(zone);
        Finding finding = report.findings().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not among " + report.findings()));

        assertThat(report.findings().subList(0, Math.min(2, report.findings().size())))
                .contains(finding);
        assertThat(finding.name()).contains(DomainName.of(name));
        assertThat(finding.position()
                        .map(at -> at.text().substring(at.offset(), at.offset() + at.length()))
                        .orElse(null))
                .isEqualTo(place);
        assertThat(finding.message()).contains(sentence);
        assertThat(NamedEffect.missing(finding, Map.of())).isEmpty();
        assertThat(finding.remedy()).isNotEmpty();
        int then = finding.remedy().indexOf("The record then: ");
        if (then > 0) {
            assertThat(right).contains("\"" + finding.remedy().substring(then + 17) + "\"");
        }
        assertThat(check(right).findings()).extracting(Finding::code).doesNotContain(code);
        assertThat(SpfLint.codes())
                .anyMatch(known -> known.code().equals(code)
                        && known.severity() == finding.severity()
                        && known.section().equals(finding.section()));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("hosts of others and private addresses are not proposed")
    @ValueSource(
            strings = {
                "mx.hoster.example A 8.8.4.4\nd.example MX 10 mx.hoster.example",
                "d.example MX 10 mail.d.example\nmail.d.example A 8.8.8.8\nmail.d.example A 10.0.0.1",
                "www.d.example CNAME shops.hoster.example\nshops.hoster.example A 8.8.4.4",
                "d.example MX 10 inbound-smtp.eu-west-1.amazonaws.com\ninbound-smtp.eu-west-1.amazonaws.com A 8.8.4.4\n"
                        + "amazonses.com TXT \"v=spf1 ip4:9.9.9.0/24 -all\""
            })
    void othersHosts(String zone) {
        assertThat(check("d.example TXT \"v=spf1 ip4:8.8.8.8 include:amazonses.com -all\"\n" + zone)
                        .findings())
                .extracting(Finding::code)
                .doesNotContain("spf-own-mx-not-covered", "spf-own-web-not-covered");
    }

    @Test
    @DisplayName("every code has a row, here or for texts alone")
    void everyCode() throws NoSuchMethodException {
        Set<String> tried = new TreeSet<>();
        rows().forEach(row -> tried.add((String) row.get()[0]));
        SpfLintTextTest.class
                .getDeclaredMethod(
                        "saysWhatIsWrong", String.class, String.class, String.class, String.class, String.class)
                .getAnnotation(CsvSource.class)
                .textBlock()
                .lines()
                .filter(line -> line.contains("|"))
                .forEach(line ->
                        tried.add(line.substring(line.indexOf("| spf-") + 2).split(" ", 2)[0]));
        // What no one line can show is in the tests beside, by name.
        tried.addAll(Set.of("spf-too-many-terms", "spf-string-too-long", "spf-record-long", "spf-strings-joined"));
        tried.add("spf-private-client");
        assertThat(SpfLint.codes()).extracting(FindingCode::code).containsExactlyInAnyOrderElementsOf(tried);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a client on a private network is told of, once, with the address and what to do")
    @CsvSource({"172.18.0.1", "127.0.0.1", "fd00::1"})
    void privateClient(String ip) {
        List<Finding> findings =
                Checks.record("v=spf1 ip4:192.0.2.1 -all", "").from(ip).findings();
        assertThat(findings)
                .filteredOn(finding -> finding.code().equals("spf-private-client"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains(ip))
                .satisfies(
                        finding -> assertThat(finding.remedy())
                                .isEqualTo(
                                        "If the mail came from outside, a proxy, a container or a tunnel stands in between: have it hand"
                                                + " on the client's own address. If it came from within, do not check SPF for it."))
                .satisfies(finding -> assertThat(finding.position()).isEmpty())
                .satisfies(finding ->
                        assertThat(NamedEffect.missing(finding, Map.of())).isEmpty());
        assertThat(Checks.record("v=spf1 ip4:192.0.2.1 -all", "")
                        .from("8.8.8.8")
                        .findings())
                .extracting(Finding::code)
                .doesNotContain("spf-private-client");
    }

    @Test
    @DisplayName("a domain in order has no finding, and asks for what its record and its hosts need")
    void saysNothing() {
        FakeDns dns = FakeDns.zone(txt("v=spf1 mx a include:ok.example -all"));
        SpfReport report = SpfLint.using(dns).check(DOMAIN);
        assertThat(report.findings()).isEmpty();
        assertThat(report.lookups()).isEqualTo(3);
        assertThat(report.voids()).isEqualTo(1);
        assertThat(report.permitted()).hasToString("8.8.8.8/31 9.9.9.0/24");
        assertThat(report.networks(SpfResult.FAIL).contains(Addresses.of("203.0.113.1")))
                .isTrue();
        assertThat(report.isComplete()).isTrue();
        assertThat(report.isTemporary()).isFalse();
        assertThat(dns.queries()).hasSizeLessThanOrEqualTo(9).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        v=spf1 -all                       | true
        v=spf1 -ip4:8.8.8.8 -all          | true
        v=spf1 redirect=none.example      | true
        v=spf1 ip4:8.8.8.8 -all           | false
        v=spf1 ~all                       | false
        v=spf1                            | false
        v=spf1 -exists:%{i}.x.example -all | false
        v=spf1 -all x                     | false
        """)
    void deniesAll(String record, boolean all) {
        SpfReport report = check(txt(record) + "none.example TXT \"v=spf1 -all\"");
        assertThat(report.deniesAll()).isEqualTo(all);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("RFC 7208 §5.2: how an included record of one's own ends is not told, nor whom it lets pass where the"
            + " include has another qualifier than +; below a redirect it is")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
        v=spf1 ip4:8.8.8.8/31 include:_t.d.example ~all  | v=spf1 ip4:9.9.9.1 ?all | -
        v=spf1 ip4:8.8.8.8/31 include:_t.d.example ~all  | v=spf1 ip4:9.9.9.1      | -
        v=spf1 ip4:8.8.8.8/31 ?include:_t.d.example ~all | v=spf1 +all             | -
        v=spf1 ip4:8.8.8.8/31 -include:_t.d.example ~all | v=spf1 ip4:9.0.0.0/8    | -
        v=spf1 ip4:8.8.8.8/31 ?include:o.example ~all    | v=spf1 -all             | -
        v=spf1 ip4:8.8.8.8/31 ~include:o.example -all    | v=spf1 -all             | -
        v=spf1 ip4:8.8.8.8/31 redirect=_t.d.example      | v=spf1 ip4:9.9.9.1 ?all | spf-neutral-all
        v=spf1 ip4:8.8.8.8/31 redirect=_t.d.example      | v=spf1 ip4:9.9.9.1      | spf-no-default
        v=spf1 ip4:8.8.8.8/31 include:_t.d.example ~all  | v=spf1 +all             | spf-everybody-passes
        v=spf1 ip4:8.8.8.8/31 include:_t.d.example -all  | v=spf1 ip4:9.0.0.0/8    | spf-wide-network
        """)
    void whatAnIncludeDecides(String record, String included, String code) {
        SpfReport report = check(txt(record) + "_t.d.example TXT \"" + included + "\"\no.example TXT \"v=spf1 +all\"");
        assertThat(report.findings())
                .extracting(Finding::code)
                .containsExactlyElementsOf(code == null ? List.of() : List.of(code));
    }

    @Test
    @DisplayName("the tree tells of each term its cost, where it leads, and whether a check comes to it")
    void tellsTheTree() {
        SpfReport report = check(txt("v=spf1 a mx:d.example include:m.example exists:%{i}.x.example ~all ip4:9.9.9.9"
                        + " redirect=ok.example")
                + "m.example TXT \"v=spf1 include:ok.example a:gone.example ?all\"");
        assertThat(report.lines())
                .containsExactly(
                        "d.example: v=spf1 a mx:d.example include:m.example exists:%{i}.x.example ~all ip4:9.9.9.9"
                                + " redirect=ok.example",
                        "  a (1 look-up, 1 void): 8.8.8.9",
                        "  mx:d.example (1 look-up): 8.8.8.8",
                        "  include:m.example (3 look-ups, 1 void)",
                        "    m.example: v=spf1 include:ok.example a:gone.example ?all",
                        "      include:ok.example (1 look-up)",
                        "        ok.example: v=spf1 ip4:9.9.9.0/24 -all",
                        "          ip4:9.9.9.0/24",
                        "          -all",
                        "      a:gone.example (1 look-up, 1 void): gone.example does not exist",
                        "      ?all",
                        "  exists:%{i}.x.example (1 look-up): depends on the mail",
                        "  ~all",
                        "  ip4:9.9.9.9 (never reached)",
                        "  redirect=ok.example (never reached)",
                        "6 of 10 look-ups, 2 of 2 voids when nothing matches; 1 of 10 MX hosts, 2 terms never reached",
                        "passes: 2 networks",
                        "  8.8.8.8/31",
                        "  9.9.9.0/24",
                        "not told: exists:%{i}.x.example of d.example depends on the client's address");
        assertThat(report.unreachable()).hasSize(2);
    }

    @Test
    @DisplayName("RFC 7208 §4.6.4: what the lint counts is what a check uses that nothing matches")
    void countsAsACheckDoes() {
        List<String> records = List.of(
                "v=spf1 a mx include:m.example ptr exists:gone.example -all",
                "v=spf1 include:ok.example include:ok.example redirect=m.example",
                "v=spf1 exists:%{p}.x.example include:m.example ?all",
                "v=spf1 mx:gone.example a:ok.example redirect=ok.example");
        for (String record : records) {
            FakeDns dns = FakeDns.zone(
                    txt(record) + "m.example TXT \"v=spf1 mx:d.example a:gone.example include:ok.example ~all\"\n"
                            + "4.3.2.1.in-addr.arpa PTR x.example");
            SpfCounts counts = new Checks(dns, SpfVerifier.using(dns))
                    .from("1.2.3.4", "h.example", "a@d.example")
                    .counts();
            SpfReport report = SpfLint.using(dns).check(DOMAIN);
            assertThat(report.lookups()).as(record).isEqualTo(counts.terms());
            // What depends on the mail may be void for it and is not known here.
            assertThat(counts.voids() - report.tree().voids()).as(record).isBetween(-1, 1);
        }
    }
}
