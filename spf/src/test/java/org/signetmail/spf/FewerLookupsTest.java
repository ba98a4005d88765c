package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Finding;
import org.signetmail.testkit.FakeDns;

/** What is advised for a record over the limit of look-ups: the least that keeps it, and for the same clients. */
class FewerLookupsTest {

    private static final DomainName DOMAIN = DomainName.of("d.example");

    private static final String THEN = "The record then: ";

    /** i1 to i10 cost one look-up each; own, dear and own.d.example three. */
    private static final String ZONE = zone();

    private static String zone() {
        StringBuilder zone = new StringBuilder("""
            d.example MX 10 mail.d.example
            mail.d.example A 8.8.8.8
            a.example A 8.8.8.30
            a.example AAAA 2600::30
            dear.example TXT "v=spf1 include:i1.example include:i2.example ip4:8.8.8.40 -all"
            _o.d.example TXT "v=spf1 a:mail.d.example mx:d.example ip4:8.8.8.50 -all"
            _p.d.example TXT "v=spf1 ip4:8.8.8.51 -all"
            none.example TXT "v=spf1 -all"
            broken.example TXT "v=spf1 include:gone.example ip4:8.8.8.60 -all"
            wide.example TXT "v=spf1 ip4:8.8.8.61 ip4:8.8.8.63 -all"
            _q.d.example TXT "v=spf1 include:i1.example ip4:8.8.8.52 -all"
            _w.d.example TXT "v=spf1 a:mail.d.example mx:d.example ip4:8.8.8.50 ip4:8.8.8.52 ip4:8.8.8.54 -all"
            """);
        for (int i = 1; i <= 10; i++) {
            zone.append("i")
                    .append(i)
                    .append(".example TXT \"v=spf1 ip4:8.8.8.")
                    .append(i)
                    .append(" -all\"\n");
        }
        return zone.toString();
    }

    private static String expanded(String record) {
        StringBuilder includes = new StringBuilder();
        for (int i = 1; i <= 10; i++) {
            includes.append(i == 1 ? "" : " ").append("include:i").append(i).append(".example");
        }
        return record.replace("TEN", includes)
                .replace("NINE", includes.substring(0, includes.lastIndexOf(" ")))
                .replace("SEVEN", includes.substring(0, includes.indexOf(" include:i8")));
    }

    private static Finding limit(String zone) {
        return SpfLint.using(FakeDns.zone(zone)).check(DOMAIN).findings().stream()
                .filter(finding -> finding.code().equals("spf-term-limit"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName(
            "what is void or there twice goes first, then the domain's own terms, then the dearest of others, and no"
                    + " more")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        v=spf1 TEN a:gone.example -all                      | v=spf1 TEN -all                                        | take out a:gone.example, which never decides.
        v=spf1 TEN include:none.example ~all                | v=spf1 TEN ~all                                        | take out include:none.example
        v=spf1 TEN a:gone.example mx:no.example -all        | v=spf1 TEN -all                                        | take out a:gone.example, mx:no.example, which never decide.
        v=spf1 TEN ?include:i3.example -all                 | v=spf1 TEN -all                                        | take out ?include:i3.example
        v=spf1 include:dear.example SEVEN mx -all           | v=spf1 include:dear.example SEVEN ip4:8.8.8.8 -all     | put the networks of mx in its place.
        v=spf1 include:dear.example SEVEN include:_p.d.example mx -all | v=spf1 include:dear.example SEVEN ip4:8.8.8.51 ip4:8.8.8.8 -all | put the networks of include:_p.d.example, mx in their place.
        v=spf1 include:_o.d.example NINE -all               | v=spf1 ip4:8.8.8.8 ip4:8.8.8.50 NINE -all              | put the networks of include:_o.d.example
        v=spf1 NINE ~include:dear.example -all              | v=spf1 NINE ~ip4:8.8.8.1 ~ip4:8.8.8.2 ~ip4:8.8.8.40 -all | put the networks of ~include:dear.example
        v=spf1 ip4:8.8.8.9 ip4:8.8.8.9 TEN a:gone.example -all | v=spf1 ip4:8.8.8.9 ip4:8.8.8.9 TEN -all            | It is enough to take out a:gone.example, which never decides.
        v=spf1 TEN a:g1.example a:g2.example a:g3.example a:g4.example a:g5.example -all | v=spf1 TEN -all           | take out a:g1.example, a:g2.example, a:g3.example, a:g4.example, a:g5.example, which never decide.
        v=spf1 TEN a:g1.example a:g2.example a:g3.example a:g4.example a:g5.example mx:g6.example -all | v=spf1 TEN -all | a:g4.example, a:g5.example and others, which never decide.
        v=spf1 NINE include:broken.example -all             | v=spf1 ip4:8.8.8.1 include:i2.example                  | put the networks of include:i1.example in its place.
        v=spf1 include:wide.example TEN -all                | v=spf1 include:wide.example ip4:8.8.8.1 include:i2.example | put the networks of include:i1.example in its place.
        v=spf1 TEN exists:mail.d.example -all               | v=spf1 ip4:8.8.8.1 include:i2.example                  | put the networks of include:i1.example in its place.
        v=spf1 mx include:_o.d.example NINE -all            | v=spf1 mx ip4:8.8.8.8 ip4:8.8.8.50 NINE -all           | put the networks of include:_o.d.example in its place.
        v=spf1 include:dear.example include:_q.d.example SEVEN -all | v=spf1 ip4:8.8.8.1 ip4:8.8.8.2 ip4:8.8.8.40 include:_q.d.example SEVEN -all | put the networks of include:dear.example in its place.
        v=spf1 include:dear.example include:_w.d.example SEVEN -all | v=spf1 include:dear.example ip4:8.8.8.8 ip4:8.8.8.50 ip4:8.8.8.52 ip4:8.8.8.54 SEVEN -all | put the networks of include:_w.d.example in its place.
        v=spf1 TEN a:gone.example a:a.example -all          | v=spf1 ip4:8.8.8.1 include:i2.example                  | take out a:gone.example, which never decides, and to put the networks of include:i1.example
        """)
    void theLeast(String record, String then, String how) {
        Finding finding = limit(ZONE + "d.example TXT \"" + expanded(record) + "\"\n");
        assertThat(finding.remedy()).contains(how).contains(THEN + expanded(then));
        String made = finding.remedy().substring(finding.remedy().indexOf(THEN) + THEN.length());
        assertThat(SpfLint.using(FakeDns.zone(ZONE + "d.example TXT \"" + made + "\"\n"))
                        .check(DOMAIN)
                        .findings())
                .extracting(Finding::code)
                .doesNotContain("spf-term-limit");
    }

    @Test
    @DisplayName("an include that ends every check in an error stands for senders that nobody knows: it is not replaced"
            + " here")
    void broken() {
        Finding finding =
                limit(ZONE + "d.example TXT \"" + expanded("v=spf1 TEN include:broken.example -all") + "\"\n");
        assertThat(finding.remedy()).doesNotContain("It is enough to take out include:broken.example");
    }

    @ParameterizedTest
    @DisplayName("the least change is offered where the record has at most 450 octets then")
    @CsvSource({"450, true", "451, false"})
    void fits(int octets, boolean least) {
        String record = expanded("v=spf1 ip4:8.8.8.9 ip4:8.8.8.11 ip4:8.8.8.13 TEN -all exp=");
        String rest = record + "x".repeat(octets - record.length() - ".example".length()) + ".example";
        assertThat(rest).hasSize(octets);
        String given = rest.replace(" -all", " a:gone.example -all");
        String remedy = limit(ZONE + "d.example TXT \"" + given + "\"\n").remedy();
        assertThat(remedy.contains("It is enough to take out a:gone.example, which never decides. " + THEN + rest))
                .isEqualTo(least);
    }

    @Test
    @DisplayName("of 150 random records every client gets what it got from a check without the limit")
    void sameForEverybody() {
        String[] terms = {
            "mx",
            "a:a.example",
            "a:gone.example",
            "include:dear.example",
            "include:_o.d.example",
            "include:_p.d.example",
            "include:none.example",
            "exists:a.example",
            "exists:gone.example",
            "ip4:8.8.8.0/29",
            "exists:%{i}.e.example",
            "include:i1.example",
            "include:i2.example",
            "include:i3.example",
            "a:a.example/30",
            "mx:d.example//64"
        };
        String[] qualifiers = {"", "", "", "~", "-", "?"};
        List<InetAddress> clients = new ArrayList<>();
        for (int last : new int[] {0, 1, 2, 3, 4, 8, 9, 28, 30, 31, 40, 50, 51, 60, 200}) {
            clients.add(Addresses.of("8.8.8." + last));
        }
        clients.add(Addresses.of("2600::30"));
        clients.add(Addresses.of("2600::31"));
        int offered = 0;
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            StringBuilder record = new StringBuilder("v=spf1");
            for (int n = 9 + random.nextInt(6); n > 0; n--) {
                record.append(' ')
                        .append(qualifiers[random.nextInt(qualifiers.length)])
                        .append(terms[random.nextInt(terms.length)]);
            }
            String zone = ZONE + "d.example TXT \"" + record.append(" ~all") + "\"\n";
            SpfReport report = SpfLint.using(FakeDns.zone(zone)).check(DOMAIN);
            String remedy = report.findings().stream()
                    .filter(finding -> finding.code().equals("spf-term-limit"))
                    .map(Finding::remedy)
                    .findFirst()
                    .orElse("");
            if (!remedy.contains(THEN)) {
                continue;
            }
            offered++;
            String then = remedy.substring(remedy.indexOf(THEN) + THEN.length());
            SpfVerifier before = verifier(zone, 100);
            SpfVerifier after = verifier(ZONE + "d.example TXT \"" + then + "\"\n", 10);
            for (InetAddress client : clients) {
                assertThat(result(after, client))
                        .as(client + " of " + record + " -> " + then)
                        .isEqualTo(result(before, client));
            }
        }
        assertThat(offered).isGreaterThan(60);
    }

    private static SpfResult result(SpfVerifier verifier, InetAddress client) {
        return verifier.verify(Envelope.from(client).helo("h.example").mailFrom("bob@d.example"))
                .result();
    }

    private static SpfVerifier verifier(String zone, int terms) {
        return SpfVerifier.using(FakeDns.zone(zone))
                .withOptions(SpfOptions.DEFAULT
                        .withPrefetch(false)
                        .withLimits(SpfLimits.DEFAULT.withTerms(terms).withVoids(100)));
    }
}
