package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Finding;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.testkit.FakeDns;

/** Who passes before and after the record that a remedy gives is published in the place of the one it is about. */
class SpfRemedyTest {

    private static final DomainName DOMAIN = DomainName.of("d.example");

    private static final String THEN = "The record then: ";

    /** What others publish, and hosts; the addresses are near to each other, so that terms meet. */
    private static final String ZONE = """
            d.example MX 10 mail.d.example
            mail.d.example A 8.8.8.8
            mail.d.example A 10.0.0.1
            d.example A 8.8.8.9
            d.example AAAA 2600::9
            a.example A 8.8.8.4
            a.example AAAA 2600::1
            b.example MX 5 a.example
            r1.example TXT "v=spf1 ip4:8.8.8.0/29 -all"
            r2.example TXT "v=spf1 -ip4:8.8.8.5 include:r1.example ip4:8.8.8.64/26 ~all"
            r3.example TXT "v=spf1 a:a.example ?all"
            open.example TXT "v=spf1 +all"
            void.example TXT "v=spf1 mxx -all"
            slow.example !SERVFAIL
            """;

    private static final String[] TERMS = {
        "mx",
        "a",
        "ip4:8.8.8.8",
        "ip4:8.8.8.8/31",
        "ip4:8.8.8.0/29",
        "ip4:8.8.8.0/25",
        "ip4:8.8.8.0/24",
        "ip4:8.8.8.5",
        "ip4:10.0.0.1",
        "ip4:192.0.2.1",
        "ip6:2600::/64",
        "ip6:2600::1",
        "ip6:fd00::1",
        "include:r1.example",
        "include:r2.example",
        "include:r3.example",
        "include:_t.d.example",
        "include:_u.d.example",
        "include:open.example",
        "include:void.example",
        "include:slow.example",
        "include:gone.example",
        "include:d.example",
        "a:a.example",
        "mx:b.example",
        "mx:a.example",
        "a:gone.example",
        "exists:gone.example",
        "exists:a.example",
        "exists:%{i}.e.example",
        "a:gone.example",
        "include=r1.example",
        "a:*.b.example",
        "include:https://r1.example",
        "include:r1.example~all",
        "ip4:0.0.0.0/1",
        "ip4:128.0.0.0/1",
        "mx/24",
        "x=y"
    };

    private static final String[] ENDS = {
        " -all",
        " -all",
        " ~all",
        " ?all",
        " +all",
        "",
        " redirect=r2.example",
        " redirect=gone.example",
        " redirect=slow.example",
        " redirect=open.example",
        " redirect=_t.d.example",
        " -all exp=why.example"
    };

    private static final String[] QUALIFIERS = {"", "", "", "-", "~", "?"};

    /** Findings whose remedy is to let somebody pass. */
    private static final Set<String> LETS_MORE = Set.of(
            "spf-odd-domain",
            "spf-terms-glued",
            "spf-several-records",
            "spf-mechanism-as-modifier",
            "spf-own-mx-not-covered",
            "spf-own-web-not-covered");

    private static String record(Random random) {
        StringBuilder record = new StringBuilder("v=spf1");
        for (int n = random.nextInt(6); n >= 0; n--) {
            String term = TERMS[random.nextInt(TERMS.length)];
            boolean modifier = term.contains("=");
            record.append(' ')
                    .append(modifier ? "" : QUALIFIERS[random.nextInt(QUALIFIERS.length)])
                    .append(term);
        }
        return record.append(ENDS[random.nextInt(ENDS.length)]).toString();
    }

    private static String zone(Map<String, List<String>> records) {
        StringBuilder zone = new StringBuilder(ZONE);
        records.forEach((name, texts) -> texts.forEach(
                text -> zone.append(name).append(" TXT \"").append(text).append("\"\n")));
        return zone.toString();
    }

    /** The first and the last address of each network that there is on the Internet, and those beside them. */
    private static List<InetAddress> clients() {
        List<InetAddress> clients = new ArrayList<>();
        for (int last : new int[] {0, 1, 3, 4, 5, 7, 8, 9, 10, 63, 64, 127, 128, 255}) {
            clients.add(Addresses.of("8.8.8." + last));
        }
        for (String other : new String[] {
            "8.8.7.255",
            "8.8.9.0",
            "192.0.2.1",
            "1.1.1.1",
            "199.9.9.9",
            "2600::",
            "2600::1",
            "2600::2",
            "2600::9",
            "2600:0:0:1::",
            "3000::1"
        }) {
            clients.add(Addresses.of(other));
        }
        return clients;
    }

    private static SpfResult result(SpfVerifier verifier, InetAddress client) {
        return verifier.verify(Envelope.from(client).helo("h.example").mailFrom("bob@d.example"))
                .result();
    }

    private static boolean letsPass(String record) {
        return SpfRecord.parse(record)
                .record()
                .filter(parsed -> new RecordText(record, parsed).letsSomebodyPassWithout(-1))
                .isPresent();
    }

    private static void compare(Map<String, List<String>> records, Finding finding, Set<String> seen) {
        int at = finding.remedy().indexOf(THEN);
        if (at < 0) {
            return;
        }
        seen.add(finding.code());
        String then = finding.remedy().substring(at + THEN.length());
        Map<String, List<String>> changed = new TreeMap<>(records);
        changed.put(finding.name().orElseThrow().toString(), List.of(then));
        SpfVerifier before = SpfVerifier.using(FakeDns.zone(zone(records)));
        SpfVerifier after = SpfVerifier.using(FakeDns.zone(zone(changed)));
        for (InetAddress client : clients()) {
            SpfResult was = result(before, client);
            SpfResult is = result(after, client);
            String what = client + " " + was + " -> " + is + " of " + records + " by " + finding;
            if (finding.code().equals("spf-network-shadowed")) {
                // What never decided does, of the clients that it names.
                continue;
            }
            if (was == SpfResult.PASS) {
                assertThat(is).as(what).isEqualTo(SpfResult.PASS);
            } else if (is == SpfResult.PASS && !LETS_MORE.contains(finding.code())) {
                // A check that ended in an error lets pass again whom the terms behind that name.
                assertThat(was).as(what).isIn(SpfResult.PERMERROR, SpfResult.TEMPERROR);
            }
        }
        boolean somebody = finding.position()
                .map(place -> place.text())
                .filter(SpfRemedyTest::letsPass)
                .isPresent();
        assertThat(letsPass(then)).as(records + " by " + finding).isEqualTo(somebody || letsPass(then));
    }

    @ParameterizedTest
    @DisplayName(
            "of 210 random records: nobody who passed fails by a remedy, nobody new passes unless it is about that")
    @ValueSource(ints = {0, 1, 2})
    void changesNobody(int part) {
        Set<String> seen = new TreeSet<>();
        for (int seed = part * 70; seed < (part + 1) * 70; seed++) {
            Random random = new Random(seed);
            Map<String, List<String>> records = new TreeMap<>();
            records.put(
                    "d.example",
                    random.nextInt(20) == 0 ? List.of(record(random), record(random)) : List.of(record(random)));
            records.put("_t.d.example", List.of("v=spf1 ip4:8.8.8.128/25 ip4:8.8.8.200 ?all"));
            records.put("_u.d.example", List.of(record(random)));
            SpfReport report = SpfLint.using(FakeDns.zone(zone(records))).check(DOMAIN);
            report.findings().forEach(finding -> compare(records, finding, seen));
        }
        assertThat(seen).contains("spf-overlap", "spf-duplicate-term", "spf-name-unresolvable", "spf-private-network");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("no record is offered that lets nobody pass, or that leaves out whom it stands for")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            v=spf1 redirect=gone.example                | spf-redirect-without-record
            v=spf1 redirect=slow.example                | spf-dns-failure
            v=spf1 redirect=void.example                | spf-redirect-unusable
            v=spf1 redirect=d.example                   | spf-loop
            v=spf1 include:slow.example -all            | spf-dns-failure
            v=spf1 mx include:slow.example -all         | spf-dns-failure
            v=spf1 mx a:slow.example -all               | spf-dns-failure
            v=spf1 mx include:gone.example -all         | spf-include-without-record
            v=spf1 mx include:void.example -all         | spf-include-unusable
            v=spf1 ip4:192.168.0.1 -all                 | spf-private-network
            v=spf1 ip4:192.168.0.1 ~ip4:8.8.8.8 -all mx | spf-private-network
            v=spf1 mx:a.example -all                    | spf-name-unresolvable
            v=spf1 a:gone.example -all                  | spf-name-unresolvable
            v=spf1 include:d.example -all               | spf-loop
            v=spf1 include:open.example -all            | spf-everybody-passes
            """)
    void offersNoRecord(String record, String code) {
        SpfReport report = SpfLint.using(FakeDns.zone(ZONE + "d.example TXT \"" + record + "\"\n"))
                .check(DOMAIN);
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals(code))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.remedy()).isNotEmpty().doesNotContain(THEN));
    }
}
