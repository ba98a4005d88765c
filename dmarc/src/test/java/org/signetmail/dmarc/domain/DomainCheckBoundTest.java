package org.signetmail.dmarc.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.dmarc.PublicSuffixList;
import org.signetmail.testkit.FakeDns;

/** How a check of a domain shares out its 40 questions, and what it says of those that it had none for. */
class DomainCheckBoundTest {

    private static final DomainName DOMAIN = DomainName.of("example.com");

    private static final String OTHER_KEY = "x._domainkey.example.com TXT \"x\"\n";

    private static List<DomainName> names(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> DomainName.of(prefix + i))
                .toList();
    }

    private static List<String> messages(DomainReport report, String code) {
        return report.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .map(Finding::message)
                .toList();
    }

    private static List<String> asked(FakeDns dns, String part) {
        return dns.queries().stream()
                .map(Object::toString)
                .filter(query -> query.contains(part))
                .toList();
    }

    /** A record that leads to more than there are questions. */
    private static String heavySpf() {
        StringBuilder spf = new StringBuilder("example.com TXT \"v=spf1");
        IntStream.range(0, 9).forEach(i -> spf.append(" mx:x").append(i).append(".example.net"));
        spf.append(" -all\"\n");
        for (int i = 0; i < 9; i++) {
            for (int j = 0; j < 10; j++) {
                spf.append("x%d.example.net MX %d y%d%d.example.net\n".formatted(i, j, i, j));
            }
        }
        return spf.toString();
    }

    @Test
    @DisplayName("However much SPF asks, what six mail hosts lead to is asked, and that not all was asked is told")
    void hostsBesideSpf() {
        StringBuilder zone = new StringBuilder(heavySpf()).append(OTHER_KEY);
        for (int i = 1; i <= 6; i++) {
            zone.append("example.com MX %d h%d.example.com\nh%d.example.com A 8.8.8.%d\n".formatted(10 - i, i, i, i));
            for (int j = 0; j < 3; j++) {
                zone.append("%d.8.8.8.in-addr.arpa PTR w%d%d.example.org\n".formatted(i, i, j));
            }
        }
        FakeDns dns = FakeDns.zone(zone.toString());
        DomainReport report = DomainCheck.using(dns).check(DOMAIN);
        assertThat(messages(report, "mx-ptr-unconfirmed"))
                .containsExactly(
                        "The address 8.8.8.6 of h6.example.com has the names w60.example.org, w61.example.org,"
                                + " w62.example.org, none of which leads back to it.",
                        "The address 8.8.8.5 of h5.example.com has the names w50.example.org, w51.example.org,"
                                + " w52.example.org, none of which leads back to it.");
        assertThat(report.mailHosts())
                .hasToString("[h6.example.com, h5.example.com, h4.example.com, h3.example.com,"
                        + " h2.example.com, h1.example.com]");
        assertThat(messages(report, "domain-not-all-asked"))
                .anySatisfy(message -> assertThat(message)
                        .startsWith(
                                "The check of example.com asked its 40 questions, or the share of a part of them, and"
                                        + " left others unasked, those for these selectors among them: "));
    }

    @Test
    @DisplayName("Who names more selectors than there are questions has 40 asked, and is told")
    void manySelectors() {
        FakeDns dns = FakeDns.zone("example.com MX 0 .\n" + OTHER_KEY);
        DomainReport report =
                DomainCheck.using(dns).withSelectors(names("s", 60)).check(DOMAIN);
        assertThat(report.questions()).isEqualTo(DomainCheck.MAX_QUESTIONS);
        assertThat(dns.queries()).hasSize(DomainCheck.MAX_QUESTIONS);
        assertThat(messages(report, "domain-not-all-asked"))
                .singleElement()
                .satisfies(
                        message -> assertThat(message).startsWith("The check of example.com asked its 40 questions"));
    }

    @Test
    @DisplayName("Nothing is said of selectors where all were tried")
    void allTried() {
        FakeDns dns = FakeDns.zone(heavySpf() + "example.com MX 0 .\n" + OTHER_KEY);
        DomainReport report = DomainCheck.using(dns).withGuesses(names("g", 1)).check(DOMAIN);
        assertThat(messages(report, "domain-not-all-asked"))
                .containsExactly(
                        "The check of example.com asked its 40 questions, or the share of a part of them, and left"
                                + " others unasked.");
    }

    // How many selectors are named, how many of 60 guesses are tried, what stands at *._domainkey.
    @ParameterizedTest(name = "{0} named: {1} guesses; {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
        0  | 24 | ``
        1  | 23 | ``
        8  | 16 | ``
        12 | 12 | ``
        0  | 23 | *._domainkey.example.com TXT "v=DKIM1; p="
        """)
    @DisplayName("All questions that are left go to the guesses, one each, when the named selectors have theirs")
    void guesses(int named, int tried, String zone) {
        FakeDns dns = FakeDns.zone("example.com MX 0 .\nexample.com TXT \"v=spf1 -all\"\n" + OTHER_KEY + zone);
        DomainReport report = DomainCheck.using(dns)
                .withSelectors(names("s", named))
                .withGuesses(names("g", 60))
                .check(DOMAIN);
        assertThat(asked(dns, "._domainkey.example.com").stream().filter(query -> query.matches(".*\\bs\\d+\\..*")))
                .hasSize(named);
        assertThat(asked(dns, "._domainkey.example.com").stream().filter(query -> query.matches(".*\\bg\\d+\\..*")))
                .hasSize(tried);
        // One is kept for a name that nobody has, when there is a record for all names.
        assertThat(report.questions()).isEqualTo(zone.isEmpty() ? DomainCheck.MAX_QUESTIONS : 39);
        assertThat(messages(report, "domain-not-all-asked"))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .startsWith(
                                "The check of example.com had none of its 40 questions left for these of the selectors that"
                                        + " it guesses at: g" + tried + ", ")
                        .endsWith(", g" + (tried + 19) + " and " + (60 - tried - 20) + " more."));
    }

    @ParameterizedTest(name = "{0} left out")
    @ValueSource(ints = {1, 20, 21})
    @DisplayName("Twenty selectors that were left out are named, and more counted")
    void leftOut(int count) {
        FakeDns dns = FakeDns.zone("example.com MX 0 .\nexample.com TXT \"v=spf1 -all\"\n" + OTHER_KEY);
        DomainReport report =
                DomainCheck.using(dns).withGuesses(names("g", 24 + count)).check(DOMAIN);
        String last = ", g" + (24 + Math.min(count, 20) - 1);
        assertThat(messages(report, "domain-not-all-asked"))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .endsWith((count == 1 ? ": g24" : last) + (count > 20 ? " and 1 more." : ".")));
    }

    @Test
    @DisplayName("The IPv6 addresses of four hosts are looked at however much else there is, and of five those of four")
    void ip6() {
        for (int hosts : new int[] {4, 5}) {
            StringBuilder zone = new StringBuilder("_dmarc.example.com TXT \"v=DMARC1; p=reject\"\n").append(OTHER_KEY);
            for (int i = 1; i <= hosts; i++) {
                zone.append("example.com MX %d h%d.example.org\nh%d.example.org A 8.8.8.8\n".formatted(i, i, i));
                zone.append("h%d.example.org AAAA fe80::%d\n".formatted(i, i));
            }
            DomainReport report = DomainCheck.using(FakeDns.zone(zone.toString()))
                    .withSelectors(names("s", 8))
                    .withMailFrom(DomainName.of("1.2.3.4.5.6.esp.net"))
                    .withMailFrom(DomainName.of("1.2.esp.org"))
                    .check(DOMAIN);
            assertThat(messages(report, "mx-private-address")).hasSize(hosts == 4 ? 4 : 0);
        }
    }

    @Test
    @DisplayName(
            "Of hosts of others nobody asks for the name of the address, and they take no place of the domain's own")
    void hostsOfOthers() {
        FakeDns dns = FakeDns.zone("""
            example.com MX 1 a.esp.net
            example.com MX 2 b.esp.net
            example.com MX 3 own.example.com
            a.esp.net A 8.8.8.1
            b.esp.net A 8.8.8.2
            own.example.com A 8.8.8.3
            """);
        DomainCheck.using(dns).check(DOMAIN);
        assertThat(asked(dns, "in-addr.arpa")).containsExactly("3.8.8.8.in-addr.arpa PTR");
    }

    @Test
    @DisplayName("A domain so long that no name of a record fits in front of it has none of them")
    void long245() {
        DomainName domain = DomainName.of(("a".repeat(59) + ".").repeat(4) + "bcdef");
        assertThat(domain.toString()).hasSize(245);
        FakeDns dns = FakeDns.zone(domain + " MX 10 mx.example.com\nmx.example.com A 8.8.8.8\n");
        DomainReport report = DomainCheck.using(dns)
                .withMtaStsPolicy(name -> CompletableFuture.completedFuture(
                        new MtaStsAnswer.Response(200, "text/plain", "version: STSv1\nmode: none\nmax_age: 604800")))
                .check(domain);
        assertThat(report.findings())
                .extracting(Finding::code)
                .contains("mta-sts-policy-without-record")
                .doesNotContain("mta-sts-missing");
    }

    @Test
    @DisplayName("A record of MTA-STS with a field that nobody knows is a record, by which the policy is found")
    void knownByRecord() {
        FakeDns dns = FakeDns.zone("example.com MX 10 mx.example.com\nmx.example.com A 8.8.8.8\n"
                + "_mta-sts.example.com TXT \"v=STSv1; id=1; foo=bar\"");
        DomainReport report = DomainCheck.using(dns)
                .withMtaStsPolicy(name -> CompletableFuture.completedFuture(new MtaStsAnswer.Response(
                        200, "text/plain", "version: STSv1\nmode: testing\nmx: mx.example.com\nmax_age: 604800")))
                .check(DOMAIN);
        assertThat(report.findings())
                .extracting(Finding::code)
                .contains("mta-sts-unknown-field")
                .doesNotContain("mta-sts-policy-without-record");
        assertThat(report.domain()).isEqualTo(DOMAIN);
    }

    @Test
    @DisplayName("With the Public Suffix List, what is registered is what it says")
    void registered() throws Exception {
        FakeDns dns = FakeDns.zone("example.com MX 10 mx.gone.shop.example.net\nshop.example.net A 8.8.8.8");
        DomainCheck check = DomainCheck.using(dns);
        assertThat(messages(check.check(DOMAIN), "mx-takeover")).isEmpty();
        PublicSuffixList list = PublicSuffixList.read(new StringReader("com\nnet\nshop.example.net\n"));
        assertThat(messages(check.withPublicSuffixList(list).check(DOMAIN), "mx-takeover"))
                .containsExactly("The MX of example.com names mx.gone.shop.example.net, which does not exist, as"
                        + " gone.shop.example.net does not: who registers that gets the mail.");
    }

    @Test
    @DisplayName("Each lint tells its own codes, and what it looks at")
    void lints() {
        assertThat(BimiLint.codes())
                .isNotEmpty()
                .extracting(FindingCode::code)
                .allMatch(code -> code.startsWith("bimi-"));
        assertThat(TlsRptLint.codes())
                .isNotEmpty()
                .extracting(FindingCode::code)
                .allMatch(code -> code.startsWith("tls-rpt-"));
        assertThat(MtaStsLint.codes())
                .isNotEmpty()
                .extracting(FindingCode::code)
                .allMatch(code -> code.startsWith("mta-sts-"));
        for (String text : List.of("v=BIMI1; l=", "v=TLSRPTv1; rua=x", "v=STSv1; id=1", "v=spf1 -all", "")) {
            assertThat(BimiLint.recognizes(text)).isEqualTo(text.contains("BIMI"));
            assertThat(TlsRptLint.recognizes(text)).isEqualTo(text.contains("TLSRPT"));
            assertThat(MtaStsLint.recognizes(text)).isEqualTo(text.contains("STSv"));
        }
    }
}
