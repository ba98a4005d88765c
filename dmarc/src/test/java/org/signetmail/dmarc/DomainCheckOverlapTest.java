package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.dmarc.domain.DomainCheck;
import org.signetmail.dmarc.domain.DomainReport;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;

/**
 * How many round trips the check of a whole domain takes: as many as its longest chain of names, and one for the guessed
 * selectors that had to wait until SPF had what it needs of the 40 questions. The longest chain here is SPF's: the record,
 * two includes one in the other, and the mail hosts of the inner one with their addresses, 5 in all. An address of the
 * domain's own hosts, its name, and the address of that name are 4 (MX, A, PTR, A), keys and reports 2.
 */
class DomainCheckOverlapTest {

    private static final DomainName DOMAIN = DomainName.of("example.com");

    private static final String FULL = """
        example.com                            MX 10 mx1.example.com
        example.com                            MX 20 mx2.example.com
        example.com                            A 198.41.0.4
        mx1.example.com                        A 198.41.0.5
        mx2.example.com                        A 198.41.0.6
        5.0.41.198.in-addr.arpa                PTR mx1.example.com
        6.0.41.198.in-addr.arpa                PTR out.host.example
        out.host.example                       A 198.41.0.6
        example.com                            TXT "v=spf1 mx include:_spf.esp.example -all"
        _spf.esp.example                       TXT "v=spf1 include:_in.esp.example -all"
        _in.esp.example                        TXT "v=spf1 ip4:198.41.1.0/24 mx:pool.esp.example -all"
        pool.esp.example                       MX 10 p1.esp.example
        p1.esp.example                         A 198.41.2.1
        _dmarc.example.com                     TXT "v=DMARC1; p=reject; rua=mailto:d@reports.example"
        example.com._report._dmarc.reports.example TXT "v=DMARC1"
        reports.example                        MX 10 in.reports.example
        s2026._domainkey.example.com           TXT "%s"
        _mta-sts.example.com                   TXT "v=STSv1; id=1"
        _smtp._tls.example.com                 TXT "v=TLSRPTv1; rua=mailto:t@example.com"
        default._bimi.example.com              TXT "v=BIMI1; l=https://a.example/l.svg; a=https://a.example/l.pem"
        """.formatted(TestKeys.rsa2048().txt());

    private static DomainCheck check(org.signetmail.core.DnsResolver resolver) {
        return DomainCheck.using(resolver).withSelectors(List.of(DomainName.of("s2026")));
    }

    @Test
    @DisplayName("A full zone takes 6 round trips and 40 questions at most, each asked once")
    void roundTrips() throws Exception {
        Rounds rounds = new Rounds(FakeDns.zone(FULL));
        DomainReport report = rounds.run(() -> check(rounds).check(DOMAIN));
        assertThat(report.findings())
                .filteredOn(finding -> finding.severity().compareTo(org.signetmail.core.Severity.INFO) > 0)
                .isEmpty();
        List<String> all = new ArrayList<>();
        rounds.rounds().forEach(all::addAll);
        assertThat(all).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(DomainCheck.MAX_QUESTIONS);
        assertThat(rounds.rounds()).as(() -> rounds.rounds().toString()).hasSizeLessThanOrEqualTo(6);
        assertThat(rounds.rounds().get(0))
                .containsExactlyInAnyOrder(
                        "example.com MX",
                        "example.com TXT",
                        "_mta-sts.example.com TXT",
                        "_smtp._tls.example.com TXT",
                        "default._bimi.example.com TXT",
                        "_domainkey.example.com TXT",
                        "*._domainkey.example.com TXT",
                        "s2026._domainkey.example.com TXT",
                        "_dmarc.example.com TXT",
                        "_dmarc.com TXT");
        assertThat(rounds.rounds().get(1))
                .contains(
                        "mx1.example.com A",
                        "mx2.example.com A",
                        "_spf.esp.example TXT",
                        "example.com._report._dmarc.reports.example TXT",
                        "reports.example MX",
                        "default._domainkey.example.com TXT");
        assertThat(rounds.rounds().get(2)).contains("5.0.41.198.in-addr.arpa PTR", "6.0.41.198.in-addr.arpa PTR");
        assertThat(rounds.rounds().get(3)).contains("out.host.example A");
    }

    @Test
    @DisplayName("What is given as MAIL FROM and d= is walked in the first round, with all else")
    void walksOverlap() throws Exception {
        Rounds rounds = new Rounds(FakeDns.zone(FULL));
        DomainReport report = rounds.run(() -> check(rounds)
                .withMailFrom(DomainName.of("bounce.esp.example"))
                .withSigningDomain(DomainName.of("esp.example"))
                .check(DOMAIN));
        assertThat(report.findings()).extracting(Finding::code).contains("align-nothing");
        assertThat(rounds.rounds().get(0))
                .contains("_dmarc.bounce.esp.example TXT", "_dmarc.esp.example TXT", "_dmarc.example TXT");
        assertThat(rounds.rounds()).as(() -> rounds.rounds().toString()).hasSizeLessThanOrEqualTo(6);
        assertThat(report.questions()).isLessThanOrEqualTo(DomainCheck.MAX_QUESTIONS);
    }

    // Names given as MAIL FROM, names given as d=, what is walked in the first round beside _dmarc.example.com and
    // _dmarc.com.
    @ParameterizedTest(name = "RFC 9989 §4.10: MAIL FROM {0}, d= {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
        a.esp.net                  | ``             | a.esp.net esp.net net
        ``                         | a.esp.net      | a.esp.net esp.net net
        esp.net                    | esp.org        | esp.net net esp.org org
        example.com esp.net esp.org | ``            | esp.net net esp.org org
        esp.net esp.org esp.info   | ``             | esp.net net esp.org org
        1.2.3.4.5.6.esp.net        | ``             | 1.2.3.4.5.6.esp.net 2.3.4.5.6.esp.net 3.4.5.6.esp.net 4.5.6.esp.net 5.6.esp.net 6.esp.net esp.net net
        0.1.2.3.4.5.6.7.esp.net    | ``             | 0.1.2.3.4.5.6.7.esp.net 3.4.5.6.7.esp.net 4.5.6.7.esp.net 5.6.7.esp.net 6.7.esp.net 7.esp.net esp.net net
        0.1.2.3.4.5.6.esp.net      | ``             | 0.1.2.3.4.5.6.esp.net 2.3.4.5.6.esp.net 3.4.5.6.esp.net 4.5.6.esp.net 5.6.esp.net 6.esp.net esp.net net
        """)
    void walks(String mailFrom, String signing, String walked) throws Exception {
        Rounds rounds = new Rounds(FakeDns.zone("example.com MX 0 ."));
        DomainCheck check = DomainCheck.using(rounds);
        for (String each : words(mailFrom)) {
            check = check.withMailFrom(DomainName.of(each));
        }
        for (String each : words(signing)) {
            check = check.withSigningDomain(DomainName.of(each));
        }
        DomainCheck whole = check;
        rounds.run(() -> whole.check(DOMAIN));
        assertThat(rounds.rounds().get(0))
                .filteredOn(question -> question.startsWith("_dmarc"))
                .containsExactlyInAnyOrderElementsOf(words(walked + " example.com com").stream()
                        .map(name -> "_dmarc." + name + " TXT")
                        .toList());
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    // Zone, the number of a round, what is asked in it, and what is not.
    @ParameterizedTest(name = "{0}: round {1}: {2}, not {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
        {4 MX}                                      | 1 | h1.example.com AAAA, h4.example.com AAAA | h5.example.com A
        {6 MX}                                      | 2 | h5.example.com AAAA, h6.example.com AAAA | ``
        example.com TXT "x"                         | 1 | example.com A, example.com AAAA | ``
        example.com MX 1 192.0.2.1~example.com MX 0 . | 1 | ``                              | . A
        """)
    void hosts(String zone, int round, String asked, String notAsked) throws Exception {
        StringBuilder text = new StringBuilder();
        if (zone.startsWith("{")) {
            for (int i = 1; i <= Character.digit(zone.charAt(1), 10); i++) {
                text.append(
                        "example.com MX %d h%d.example.com\nh%d.example.com AAAA 2001:500:2::c\n".formatted(i, i, i));
            }
        } else {
            text.append(zone.replace('~', '\n'));
        }
        Rounds rounds = new Rounds(FakeDns.zone(text.toString()));
        rounds.run(() -> check(rounds).check(DOMAIN));
        assertThat(rounds.rounds().get(round))
                .containsAll(Arrays.asList(asked.isEmpty() ? new String[0] : asked.split(", ")))
                .doesNotContainAnyElementsOf(Arrays.asList(notAsked.split(", ")));
    }

    // The record of SPF, and how many of the usual selectors are asked for with its first questions: as many as are
    // left
    // when 2 are kept for each term that asks and 2 for the record.
    @ParameterizedTest(name = "{0}: {1} selectors")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
        v=spf1 ip4:198.41.0.4 ip6:2001:500:2::c -all       | 19
        v=spf1 -all                                        | 19
        v=spf1 a:a.example -all                            | 15
        v=spf1 redirect=a.example                          | 15
        v=spf1 exp=a.example -all                          | 19
        v=spf1 a:a.example a:b.example -all                | 13
        v=spf1 a:a.example a:b.example a:c.example a:d.example a:e.example a:f.example -all | 5
        v=spf1 a:                                          | 7
        ``                                                 | 16
        """)
    void guessesBeforeSpf(String record, int selectors) throws Exception {
        Rounds rounds = new Rounds(
                FakeDns.zone("example.com MX 0 .\n" + (record.isEmpty() ? "" : "example.com TXT \"" + record + "\"\n")
                        + "x._domainkey.example.com TXT \"x\""));
        List<DomainName> many =
                IntStream.range(0, 60).mapToObj(i -> DomainName.of("g" + i)).toList();
        rounds.run(() -> DomainCheck.using(rounds).withGuesses(many).check(DOMAIN));
        assertThat(rounds.rounds().get(1))
                .filteredOn(question -> question.contains("._domainkey."))
                .hasSize(selectors);
    }

    @ParameterizedTest(name = "{0}: {2} round trips")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        a domain that does not exist        | x.example A 192.0.2.1 | 1
        a parked one                        | example.com MX 0 .~example.com TXT "v=spf1 -all"~_dmarc.example.com TXT "v=DMARC1; p=reject" | 2
        one without any, also misplaced       | example.com A 198.41.0.4 | 3
        hosts that are gone                 | example.com MX 1 a.gone.example~example.com MX 2 b.lost.example~example.com TXT "v=spf1 -all" | 3
        hosts with IPv6 alone               | example.com MX 1 a.example.com~a.example.com AAAA 2001:500:2::c~example.com TXT "v=spf1 -all" | 3
        """)
    void shortChains(String what, String zone, int most) throws Exception {
        Rounds rounds = new Rounds(FakeDns.zone(zone.replace('~', '\n')));
        rounds.run(() -> check(rounds).check(DOMAIN));
        assertThat(rounds.rounds()).as(() -> what + rounds.rounds()).hasSizeLessThanOrEqualTo(most);
    }

    @Test
    @DisplayName("What is said does not depend on which answer comes first, near the bound of questions neither")
    void shuffled() {
        String heavy = FULL.replace(
                "mx include",
                "mx a:a.example a:b.example a:c.example a:d.example mx:e.example exists:f.example include");
        for (String zone : List.of(FULL, heavy, heavy.replace("mx1.example.com  ", "mx9.example.com  "))) {
            FakeDns dns = FakeDns.zone(zone);
            List<String> expected = told(dns, UnaryOperator.identity());
            for (int seed = 0; seed < 6; seed++) {
                int own = seed;
                assertThat(told(dns, resolver -> dns.withShuffledDelays(own, Duration.ofMillis(6))))
                        .as("seed %s", seed)
                        .isEqualTo(expected);
            }
        }
    }

    private static List<String> told(FakeDns dns, UnaryOperator<org.signetmail.core.DnsResolver> way) {
        DomainReport report = check(way.apply(dns)).check(DOMAIN);
        List<String> told = new ArrayList<>();
        told.add(report.questions() + " questions");
        report.findings().stream().map(Finding::toString).forEach(told::add);
        return told;
    }
}
