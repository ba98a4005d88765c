package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Question;

/** What a lint asks for together, how far it goes, and what it knows of the hosts of a domain. */
class RecordWalkTest {

    private static final DomainName DOMAIN = DomainName.of("d.example");

    private static SpfReport check(String zone) {
        return SpfLint.using(FakeDns.zone(zone)).check(DOMAIN);
    }

    @Test
    @DisplayName("what a level of records needs is asked for in one round, hosts of mx in the next")
    void overlaps() {
        RoundsDns dns = new RoundsDns("""
                d.example TXT "v=spf1 mx:b.example a:c.example exists:e.example include:i.example -all exp=x.example"
                d.example MX  10 m1.d.example
                d.example MX  20 m2.d.example
                b.example MX  10 h1.example
                b.example MX  20 h2.example
                i.example TXT "v=spf1 a:j.example exp=y.example"
                *.example A   192.0.2.1
                """, 6, 6, 4, 2, 4);
        SpfReport report = SpfLint.using(dns).check(DOMAIN);
        assertThat(report.isComplete()).isTrue();
        assertThat(report.questions()).isEqualTo(22);
        assertThat(dns.waiting()).isEmpty();
        assertThat(dns.rounds().subList(1, 5).stream()
                        .map(round ->
                                round.stream().map(Question::toString).sorted().toList())
                        .toList())
                .containsExactly(
                        List.of(
                                "b.example MX",
                                "c.example A",
                                "c.example AAAA",
                                "e.example A",
                                "i.example TXT",
                                "x.example TXT"),
                        List.of("h1.example A", "h1.example AAAA", "h2.example A", "h2.example AAAA"),
                        List.of("j.example A", "j.example AAAA"),
                        List.of("m1.d.example A", "m1.d.example AAAA", "m2.d.example A", "m2.d.example AAAA"));
    }

    @ParameterizedTest(name = "{0} levels")
    @DisplayName("records are followed for 11 levels, further than a check comes")
    @CsvSource({"11, true", "12, false"})
    void boundsLevels(int levels, boolean complete) {
        StringBuilder zone = new StringBuilder("d.example TXT \"v=spf1 include:c1.example -all\"\n");
        for (int i = 1; i < levels; i++) {
            zone.append("c%d.example TXT \"v=spf1 include:c%d.example -all\"\n".formatted(i, i + 1));
        }
        zone.append("c%d.example TXT \"v=spf1 -all\"\n".formatted(levels));
        assertThat(check(zone.toString()).isComplete()).isEqualTo(complete);
    }

    @ParameterizedTest(name = "{0} records below")
    @DisplayName("64 records are looked at")
    @CsvSource({"63, true", "64, false"})
    void boundsRecords(int records, boolean complete) {
        StringBuilder terms = new StringBuilder();
        for (int i = 0; i < records; i++) {
            terms.append(" include:w").append(i).append(".example");
        }
        assertThat(check("d.example TXT \"v=spf1" + terms + " -all\"\n*.example TXT \"v=spf1 -all\"\n")
                        .isComplete())
                .isEqualTo(complete);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("the domain that a term is about")
    @CsvSource(delimiter = '|', textBlock = """
            ptr              | d.example
            ptr:x.example    | x.example
            ptr:%{d1r}.x.example | d.x.example
            a                | d.example
            a:x.example      | x.example
            a:%{i}.x.example |
            ptr:%{p}         |
            ip4:192.0.2.1    |
            """)
    void knowsTargets(String term, String target) {
        SpfReport report = check("d.example TXT \"v=spf1 " + term + " -all\"\n");
        assertThat(report.tree().terms().get(0).target())
                .isEqualTo(Optional.ofNullable(target).map(DomainName::of));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @DisplayName("a domain takes no mail when it has neither MX nor address, or says so by the root as MX")
    @CsvSource({
        "'', '', true",
        "d.example MX 0 ., '', true",
        "d.example MX !SERVFAIL, '', false",
        "d.example MX 10 m.d.example, '', false",
        "d.example MX 0 ., d.example A 192.0.2.1, false",
        "d.example MX 0 ., d.example AAAA 2001:db8::1, false",
        "'', d.example A !SERVFAIL, false"
    })
    void knowsParkedDomains(String mx, String address, boolean parked) {
        assertThat(codes("d.example TXT \"v=spf1 ip4:8.8.8.8 ~all\"\n" + mx + "\n" + address + "\n")
                        .contains("spf-parked-domain"))
                .isEqualTo(parked);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a web host counts when it is the domain's own, be it by another of its names")
    @CsvSource(delimiter = '|', textBlock = """
            www.d.example A 8.8.4.4                                      | true
            www.d.example CNAME web.d.example;web.d.example A 8.8.4.4    | true
            www.d.example CNAME d.example;d.example A 8.8.4.4            | true
            www.d.example CNAME web.b.example;web.b.example A 8.8.4.4    | false
            """)
    void knowsWebHosts(String zone, boolean told) {
        assertThat(codes("d.example TXT \"v=spf1 ip4:8.8.8.8 ~all\"\n" + zone.replace(';', '\n') + "\n")
                        .contains("spf-own-web-not-covered"))
                .isEqualTo(told);
    }

    @Test
    @DisplayName("a text that looks like a record is told of beside several records, too")
    void tellsOfStraysBesideSeveral() {
        assertThat(codes("""
                        d.example TXT "v=spf1 -all"
                        d.example TXT "v=spf1 mx -all"
                        d.example TXT "v=spf1; a -all"
                        """)).contains("spf-several-records", "spf-stray-record");
    }

    private static List<String> codes(String zone) {
        return check(zone).findings().stream().map(Finding::code).toList();
    }
}
