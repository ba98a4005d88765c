package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.testkit.FakeDns;

/** Records with one fault planted, and zones made to cost: the fault is named first, and the cost is bounded. */
class SpfLintFaultsTest {

    private static final DomainName DOMAIN = DomainName.of("d.example");

    private static final String ZONE = """
            d.example MX 10 mail.d.example
            mail.d.example A 8.8.8.8
            d.example A 8.8.8.9
            a.example A 8.8.4.1
            a.example AAAA 2600::1
            b.example MX 5 a.example
            r1.example TXT "v=spf1 ip4:9.9.9.0/24 -all"
            r2.example TXT "v=spf1 ip6:2600:1::/48 include:r3.example ~all"
            r3.example TXT "v=spf1 a:a.example -all"
            """;

    /** A fault that takes the place of one term: what it is found as. */
    private record Fault(String code, List<String> terms) {}

    private static Fault fault(String code, String... terms) {
        return new Fault(code, List.of(terms));
    }

    private static final List<Fault> FAULTS = List.of(
            fault(
                    "spf-unknown-mechanism",
                    "ipv4:8.8.8.8",
                    "includes:r1.example",
                    "redirect:r1.example",
                    "inlcude:r1.example",
                    "8.8.8.8",
                    "mxx"),
            fault("spf-mechanism-as-modifier", "include=r1.example", "ip4=8.8.8.8"),
            fault("spf-bad-address", "ip4:2600::1", "ip6:8.8.8.8", "ip4:8.8.8", "ip4:8.8.8.256", "ip4:8.8.8.8-all"),
            fault("spf-bad-prefix-length", "ip4:8.8.8.0/33", "ip6:2600::/129", "ip4:8.8.8.0/"),
            fault("spf-bad-domain", "a:8.8.8.8", "include:localhost", "mx:2600::1"),
            fault("spf-missing-domain", "include", "include:", "exists"),
            fault("spf-bad-macro", "exists:%{z}.example", "a:%x.example"),
            fault("spf-uses-ptr", "ptr", "ptr:d.example"),
            fault("spf-uses-p-macro", "exists:%{p}.a.example"),
            fault("spf-everybody-passes", "+all", "ip4:0.0.0.0/0", "a/0"),
            fault(
                    "spf-private-network",
                    "ip4:10.0.0.1",
                    "ip4:192.168.0.0/24",
                    "ip4:127.0.0.1",
                    "ip6:fe80::1",
                    "ip6:fd00::/8"),
            fault("spf-wide-network", "ip4:64.0.0.0/8", "ip6:2a00::/12", "mx/8"),
            fault("spf-several-domains", "include:r1.example,r2.example"),
            fault("spf-terms-glued", "include:r1.example~all", "a:a.exampleinclude:r1.example"),
            fault("spf-include-without-record", "include:a.example", "include:gone.example"),
            fault("spf-loop", "include:d.example"),
            fault("spf-name-unresolvable", "a:gone.example", "mx:a.example", "exists:gone.example"),
            fault("spf-version-again", "v=spf1"),
            fault("spf-term-behind-all", "-all ip4:8.8.7.7", "~all include:r1.example"));

    private static final String[] GOOD = {
        "mx",
        "a",
        "ip4:8.8.8.8/31",
        "ip4:9.9.8.0/24",
        "ip6:2600:2::/64",
        "include:r1.example",
        "include:r2.example",
        "a:a.example",
        "mx:b.example",
        "exists:%{i}.e.example",
        "?ip4:7.7.7.7",
        "-ip4:7.7.7.8"
    };

    private static String record(Random random, String fault) {
        List<String> good = new ArrayList<>(Arrays.asList(GOOD));
        Collections.shuffle(good, random);
        List<String> terms = new ArrayList<>(good.subList(0, 1 + random.nextInt(5)));
        terms.add(random.nextInt(terms.size() + 1), fault);
        return "v=spf1 " + String.join(" ", terms) + (random.nextBoolean() ? " -all" : " ~all");
    }

    @ParameterizedTest
    @DisplayName(
            "of 400 records with one fault each, the fault is among the first two findings, and nothing is said twice")
    @ValueSource(ints = {0, 1, 2, 3})
    void namesThePlantedFault(int part) {
        for (int seed = part * 100; seed < (part + 1) * 100; seed++) {
            Random random = new Random(seed);
            Fault planted = FAULTS.get(seed % FAULTS.size());
            String record = record(random, planted.terms.get(random.nextInt(planted.terms.size())));
            SpfReport report = SpfLint.using(FakeDns.zone(ZONE + "d.example TXT \"" + record + "\"\n"))
                    .check(DOMAIN);
            List<Finding> findings = report.findings();
            assertThat(findings.subList(0, Math.min(2, findings.size())))
                    .as("%s in %s: %s", planted.code, record, findings)
                    .extracting(Finding::code)
                    .contains(planted.code);
            assertNothingTwice(findings);
        }
    }

    private static void assertNothingTwice(List<Finding> findings) {
        assertThat(findings.stream()
                        .map(finding -> finding.code()
                                + finding.name()
                                + finding.position().map(at -> at.offset()))
                        .toList())
                .as(findings.toString())
                .doesNotHaveDuplicates();
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.name()).isPresent();
            assertThat(finding.message() + finding.remedy()).matches("[ -~]*");
        });
    }

    @ParameterizedTest
    @DisplayName("texts of random octets, and records with octets changed at random, make no exception")
    @ValueSource(longs = {1, 2, 3, 4})
    void isTotal(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            StringBuilder text = new StringBuilder(record(random, "include:r2.example"));
            for (int n = random.nextInt(6); n >= 0; n--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
            }
            StringBuilder escaped = new StringBuilder();
            for (int k = 0; k < text.length(); k++) {
                String decimal = "00" + (int) text.charAt(k);
                escaped.append('\\').append(decimal.substring(decimal.length() - 3));
            }
            assertThat(SpfLint.of(text.toString())).isNotNull();
            FakeDns dns = FakeDns.zone(ZONE + "d.example TXT \"" + escaped + "\"\n");
            assertNothingTwice(SpfLint.using(dns).check(DOMAIN).findings());
            assertThat(SpfFlattener.using(dns).flatten(DOMAIN)).isNotNull();
        }
    }

    // ---- Hostile zones
    // -----------------------------------------------------------------------------------------------

    private static String repeated(String words, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(words.replace("#", "" + i));
        }
        return text.toString();
    }

    private static SpfReport bounded(String zone, int questions) {
        FakeDns dns = FakeDns.zone(zone);
        SpfReport report = SpfLint.using(dns).check(DOMAIN);
        // Answers that are too large to be kept until they are needed are asked for again (DnsLookups).
        assertThat(dns.queries()).hasSizeLessThanOrEqualTo(questions);
        assertThat(report.findings()).hasSizeLessThan(60);
        assertNothingTwice(report.findings());
        assertThat(report.lines()).hasSizeLessThan(5000);
        SpfFlattener.using(dns).flatten(DOMAIN);
        return report;
    }

    @Test
    @DisplayName(
            "10 mx of 10 hosts with 10 addresses each, a wide tree, a deep one, loops of all kinds: at most 100 questions")
    void boundsItsQuestions() {
        SpfReport mx = bounded(
                "d.example TXT \"v=spf1" + repeated(" mx:m#.example", 0, 10) + " -all\"\n"
                        + repeated(
                                repeated("m@.example MX 1 h#.m@.example\n", 0, 10)
                                        .replace("@", "#"),
                                0,
                                10)
                        + repeated("*.m#.example A 8.8.8.8\n".repeat(10), 0, 10),
                100);
        assertThat(mx.lookups()).isEqualTo(10);

        SpfReport wide = bounded(
                "d.example TXT \"v=spf1" + repeated(" include:w#.example", 0, 300) + " -all\"\n"
                        + "*.example TXT \"v=spf1" + repeated(" include:w#.example", 0, 300) + " -all\"\n",
                100);
        assertThat(wide.isComplete()).isFalse();
        assertThat(wide.findings()).extracting(Finding::code).contains("spf-loop", "spf-not-all-looked-at");

        SpfReport deep = bounded(
                "d.example TXT \"v=spf1 include:c0.example -all\"\n"
                        + repeated("c#.example TXT \"v=spf1 include:c@#.example -all\"\n", 0, 50)
                                .replace("@", "1")
                        + "*.example TXT \"v=spf1 include:%{d}.example -all\"\n",
                100);
        assertThat(deep.lookups()).isGreaterThan(10);

        SpfReport self =
                bounded("d.example TXT \"v=spf1" + " include:d.example".repeat(500) + " redirect=d.example\"\n", 20);
        assertThat(self.findings().get(0).code()).isEqualTo("spf-loop");
        bounded("d.example TXT \"v=spf1 redirect=e.example\"\ne.example TXT \"v=spf1 redirect=d.example\"\n", 20);
    }

    @Test
    @DisplayName("a domain whose TXT record alone is huge, or has 5000 macros, or 1400 networks")
    void boundsItsWork() {
        bounded("d.example TXT \"v=spf1 exists:" + "%{d}".repeat(4000) + ".example -all\"\n", 20);
        bounded("d.example TXT \"v=spf1" + repeated(" ip4:8.8.#.1", 0, 256).repeat(4) + " -all\"\n", 20);
        bounded("d.example TXT \"v=spf1" + repeated(" -ip4:8.8.#.1 ?ip4:8.9.#.1", 0, 256) + " -all\"\n", 20);
        bounded("d.example TXT \"v=spf1 " + "x".repeat(60000) + "\"\n", 20);
    }

    @Test
    @DisplayName("joined to the look-ups of others it asks nothing anew, and leaves the budget to them")
    void joins() {
        FakeDns dns = FakeDns.zone(ZONE + "d.example TXT \"v=spf1 mx a include:r2.example -all\"\n");
        DnsLookups lookups = DnsLookups.join(dns);
        SpfReport first = SpfLint.using(lookups).check(DOMAIN);
        int asked = dns.queries().size();
        assertThat(SpfLint.using(lookups).check(DOMAIN)).isEqualTo(first);
        assertThat(dns.queries()).hasSize(asked);
    }

    @Test
    @DisplayName("each level of the tree is one round of waiting")
    void overlaps() {
        RoundsDns dns = new RoundsDns(ZONE + "d.example TXT \"v=spf1 mx a include:r2.example -all\"\n", 6, 3, 1, 2);
        SpfReport report = SpfLint.using(dns).check(DOMAIN);
        assertThat(report.permitted()).hasToString("8.8.4.1/32 8.8.8.8/31 2600::1/128 2600:1::/48");
        assertThat(dns.rounds()).hasSize(4);
        assertThat(dns.waiting()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("whichever answer comes first, the report is the same; the waiting overlaps")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void doesNotDependOnTheOrderOfAnswers(long seed) {
        FakeDns dns = FakeDns.zone(
                ZONE + "d.example TXT \"v=spf1 mx a include:r2.example include:gone.example mx:b.example -all\"\n");
        SpfReport expected = SpfLint.using(dns).check(DOMAIN);
        FakeDns shuffled = dns.withShuffledDelays(seed, Duration.ofMillis(5));
        assertThat(SpfLint.using(shuffled).check(DOMAIN)).isEqualTo(expected);
        assertThat(shuffled.queries()).hasSameSizeAs(dns.queries());
    }
}
