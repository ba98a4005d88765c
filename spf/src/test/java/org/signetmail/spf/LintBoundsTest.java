package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.testkit.FakeDns;

/** What the lint asks, at once and at most, and what it says when not all could be asked. */
class LintBoundsTest {

    private static final DomainName DOMAIN = DomainName.of("d.example");

    private static final String HOSTS = """
            d.example MX 10 mail.d.example
            mail.d.example A 8.8.8.8
            d.example A 8.8.8.9
            """;

    private static String numbered(String text, int count) {
        StringBuilder numbered = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            numbered.append(text.replace("#", "" + i));
        }
        return numbered.toString();
    }

    /** A record that includes others, each with a record of its own, that has some terms. */
    private static String wide(int includes, String terms) {
        return HOSTS + "d.example TXT \"v=spf1 mx a" + numbered(" include:i#.example", includes) + " -all\"\n"
                + numbered("i#.example TXT \"v=spf1" + terms + " -all\"\n", includes);
    }

    private static SpfReport check(String zone) {
        return SpfLint.using(FakeDns.zone(zone)).check(DOMAIN);
    }

    private static Finding notAll(SpfReport report) {
        return report.findings().stream()
                .filter(finding -> finding.code().equals("spf-not-all-looked-at"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("more than 64 records: the rest is not followed, and that is said")
    void records() {
        assertThat(check(wide(63, "")).isComplete()).isTrue();
        SpfReport report = check(wide(64, ""));
        assertThat(report.isComplete()).isFalse();
        assertThat(notAll(report).message())
                .isEqualTo(
                        "What the record of d.example leads to was not all looked at: there are more than 64 records,"
                                + " 11 levels or 100 questions.");
        assertThat(notAll(report).remedy())
                .isEqualTo("Include fewer records: a check comes to its end at the 11th look-up.");
    }

    @Test
    @DisplayName("more than 100 questions: the rest is not asked, and that is said")
    void questions() {
        FakeDns dns = FakeDns.zone(wide(60, " a:h#.example").replace("a -all", "-all"));
        SpfReport report = SpfLint.using(dns).check(DOMAIN);
        assertThat(report.questions()).isEqualTo(100);
        assertThat(dns.queries()).hasSize(100);
        assertThat(notAll(report).message()).endsWith("11 levels or 100 questions.");
        assertThat(report.isTemporary()).isFalse();
        assertThat(check(wide(2, " a:h#.example")).questions()).isEqualTo(14);
    }

    @Test
    @DisplayName("look-ups that are shared, and let no more through, are told as such")
    void shared() {
        FakeDns dns = FakeDns.zone(wide(3, " a:h#.example"));
        SpfReport report =
                SpfLint.using(DnsLookups.start(dns, 9, Duration.ofSeconds(30))).check(DOMAIN);
        assertThat(report.isComplete()).isFalse();
        assertThat(notAll(report).message())
                .isEqualTo(
                        "What the record of d.example leads to was not all looked at: the check that asks of it has no"
                                + " question left.");
        assertThat(notAll(report).remedy()).isEqualTo("Look at SPF alone, which has questions of its own.");
        assertThat(report.isTemporary()).isFalse();
    }

    @Test
    @DisplayName("a record that is not asked for any more is told as such; of the domain itself, that it cannot be had")
    void notAsked() {
        FakeDns dns = FakeDns.zone(wide(3, ""));
        SpfReport report =
                SpfLint.using(DnsLookups.start(dns, 7, Duration.ofSeconds(30))).check(DOMAIN);
        assertThat(report.lines())
                .contains("    i3.example: no record to go by: it was not asked for, as the records lead too far");
        DnsLookups used = DnsLookups.start(dns, 1, Duration.ofSeconds(30));
        used.await(DomainName.of("i1.example"), RecordType.TXT);
        assertThat(SpfLint.using(used).check(DOMAIN).findings().get(0))
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("The TXT records of d.example cannot be had: there are too many questions."))
                .satisfies(finding -> assertThat(finding.remedy()).isEqualTo("Ask again."));
    }

    @ParameterizedTest
    @DisplayName("what may pass is temporary; what is too large stays so")
    @CsvSource({"SERVFAIL, true", "TIMEOUT, true", "NETWORK, true", "TOO_LARGE, false", "OCTET_LIMIT, false"})
    void temporary(DnsFailure reason, boolean temporary) {
        FakeDns dns = FakeDns.zone(HOSTS + "d.example TXT \"v=spf1 mx a include:down.example a:up.example -all\"\n"
                + "up.example A 8.8.8.8");
        DnsResolver resolver = (name, type) -> name.equals(DomainName.of("down.example"))
                ? CompletableFuture.completedFuture(new DnsAnswer.Failed(reason, "down"))
                : dns.lookup(name, type);
        assertThat(SpfLint.using(resolver).check(DOMAIN).isTemporary()).isEqualTo(temporary);
    }

    @Test
    @DisplayName("a tree of 11 levels is followed; a domain's own record is asked for first")
    void levels() {
        StringBuilder zone = new StringBuilder(HOSTS + "d.example TXT \"v=spf1 mx a include:c1.example -all\"\n");
        for (int i = 1; i <= 10; i++) {
            zone.append("c" + i + ".example TXT \"v=spf1 include:c" + (i + 1) + ".example -all\"\n");
        }
        FakeDns dns = FakeDns.zone(zone + "c11.example TXT \"v=spf1 ip4:9.9.9.9 -all\"");
        SpfReport report = SpfLint.using(dns).check(DOMAIN);
        assertThat(report.isComplete()).isTrue();
        assertThat(report.permitted().contains(Addresses.of("9.9.9.9"))).isTrue();
        assertThat(dns.queries().get(0)).hasToString("d.example TXT");
    }

    @Test
    @DisplayName("where records are put by mistake is asked at once, as are the names of hosts in reverse DNS")
    void atOnce() {
        RoundsDns places = new RoundsDns(HOSTS, 6, 2, 4);
        assertThat(SpfLint.using(places).check(DOMAIN).findings()).hasSize(1);
        assertThat(places.rounds()).hasSize(3);
        assertThat(places.waiting()).isEmpty();
        RoundsDns names = new RoundsDns(HOSTS + "d.example TXT \"v=spf1 mx a ptr -all\"", 6, 2, 2);
        assertThat(SpfLint.using(names).check(DOMAIN).ptrNames()).isZero();
        assertThat(names.rounds().get(2))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("8.8.8.8.in-addr.arpa PTR", "9.8.8.8.in-addr.arpa PTR");
        assertThat(names.waiting()).isEmpty();
    }

    @Test
    @DisplayName("domain, record, what each term matches, terms never reached at any depth, the costs below")
    void tells() {
        SpfReport report = check(HOSTS + "d.example TXT \"v=spf1 mx a ptr include:m.example -all a:x.example\"\n"
                + "m.example TXT \"v=spf1 a:gone.example -all ip4:9.9.9.9\"\n8.8.8.8.in-addr.arpa PTR mail.d.example");
        assertThat(report.domain()).isEqualTo(DOMAIN);
        assertThat(report.record().orElseThrow()).hasToString("v=spf1 mx a ptr include:m.example -all a:x.example");
        assertThat(report.ptrNames()).isEqualTo(1);
        assertThat(report.unreachable())
                .extracting(Object::toString)
                .containsExactly("ip4:9.9.9.9 (never reached)", "a:x.example (never reached)");
        List<SpfReport.Term> terms = report.tree().terms();
        assertThat(terms.get(0).target()).contains(DOMAIN);
        assertThat(terms.get(0).matches().blocks()).containsExactly("8.8.8.8/32");
        SpfReport.Published below = terms.get(3).published().orElseThrow();
        assertThat(below.lookups()).isEqualTo(1);
        assertThat(below.voids()).isEqualTo(1);
        assertThat(below.problem()).isEmpty();
        assertThat(below).hasToString("m.example: v=spf1 a:gone.example -all ip4:9.9.9.9");
        SpfReport none = check("d.example TXT \"x\"");
        assertThat(none.tree()).hasToString("d.example: the domain has no SPF record");
        assertThat(none.tree().problem()).contains("the domain has no SPF record");
    }
}
