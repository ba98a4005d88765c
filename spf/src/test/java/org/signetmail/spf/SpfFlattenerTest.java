package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.testkit.FakeDns;

/** Records made over give every client what the published one gives, within the limit of look-ups. */
class SpfFlattenerTest {

    private static final DomainName DOMAIN = DomainName.of("d.example");

    private static SpfFlattened flatten(String zone) {
        return SpfFlattener.using(FakeDns.zone(zone)).flatten(DOMAIN);
    }

    /** A zone with the new records in the place of the published one. */
    private static String published(String zone, SpfFlattened flattened) {
        StringBuilder changed = new StringBuilder();
        for (String line : zone.split("\n", -1)) {
            changed.append(line.startsWith("d.example TXT ") ? "" : line + "\n");
        }
        for (SpfFlattened.Published record : flattened.records()) {
            changed.append(record).append('\n');
        }
        return changed.toString();
    }

    private static SpfResult result(SpfVerifier verifier, InetAddress ip) {
        return verifier.verify(Envelope.from(ip).helo("h.example").mailFrom("bob@d.example"))
                .result();
    }

    private static SpfVerifier verifier(String zone) {
        return SpfVerifier.using(FakeDns.zone(zone))
                .withOptions(SpfOptions.DEFAULT
                        .withPrefetch(false)
                        .withLimits(SpfLimits.DEFAULT.withTerms(100).withVoids(100)));
    }

    // ---- The property
    // ------------------------------------------------------------------------------------------------

    private static final String[] QUALIFIERS = {"", "", "", "-", "~", "?"};

    /** Records in layers, each of which leads to those below: no loops, and few addresses, so that they meet. */
    private static String zone(Random random) {
        StringBuilder zone = new StringBuilder("""
                a.example A 10.0.0.5
                a.example AAAA 2001:db8::5
                m.example MX 1 a.example
                m.example MX 2 b.example
                b.example A 10.0.0.9
                b.example A 10.0.0.10
                """);
        int records = 5 + random.nextInt(8);
        for (int i = records; i >= 0; i--) {
            StringBuilder record = new StringBuilder("v=spf1");
            for (int n = 1 + random.nextInt(i == 0 ? 8 : 4); n > 0; n--) {
                record.append(' ')
                        .append(QUALIFIERS[random.nextInt(QUALIFIERS.length)])
                        .append(term(random, i, records));
            }
            int end = random.nextInt(10);
            if (end < 8) {
                record.append(' ').append(new String[] {"-all", "~all", "?all", "-all"}[end % 4]);
            } else if (end == 8 && i < records) {
                record.append(" redirect=r")
                        .append(i + 1 + random.nextInt(records - i))
                        .append(".example");
            }
            zone.append(i == 0 ? "d" : "r" + i)
                    .append(".example TXT \"")
                    .append(record)
                    .append("\"\n");
        }
        return zone.toString();
    }

    private static String term(Random random, int record, int records) {
        return switch (random.nextInt(record < records ? 10 : 6)) {
            case 0 -> "ip4:10.0.0." + random.nextInt(16);
            case 1 -> "ip4:10.0.0." + random.nextInt(16) + "/" + (28 + random.nextInt(4));
            case 2 -> "ip6:2001:db8::" + Integer.toHexString(random.nextInt(16)) + "/" + (124 + random.nextInt(5));
            case 3 -> random.nextBoolean() ? "a:a.example" : "a:b.example/31";
            case 4 -> "mx:m.example";
            case 5 -> random.nextInt(4) == 0 ? "exists:%{i}.e.example" : "ip4:10.0.0.0/30";
            default -> "include:r" + (record + 1 + random.nextInt(records - record)) + ".example";
        };
    }

    private static List<InetAddress> addresses() {
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            addresses.add(Addresses.of("10.0.0." + i));
            addresses.add(Addresses.of("2001:db8::" + Integer.toHexString(i)));
        }
        return addresses;
    }

    @ParameterizedTest
    @DisplayName("for any client the records made over give what the published one gives, and within 10 look-ups")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void givesTheSame(int part) {
        int flattened = 0;
        for (int seed = part * 40; seed < (part + 1) * 40; seed++) {
            String zone = zone(new Random(seed)) + "10.0.0.3.e.example A 127.0.0.2\n";
            SpfFlattened made = flatten(zone);
            if (made.problem().isPresent()) {
                continue;
            }
            flattened++;
            String changed = published(zone, made);
            SpfReport report = SpfLint.using(FakeDns.zone(changed)).check(DOMAIN);
            assertThat(report.lookups()).as(zone).isLessThanOrEqualTo(10).isEqualTo(made.lookups());
            SpfVerifier before = verifier(zone);
            SpfVerifier after = verifier(changed);
            for (InetAddress ip : addresses()) {
                SpfResult expected = result(before, ip);
                assertThat(result(after, ip))
                        .as("%s of %s\n%s\n%s", ip, seed, zone, changed)
                        .isEqualTo(expected);
            }
        }
        assertThat(flattened).isGreaterThan(20);
    }

    @ParameterizedTest
    @DisplayName("the networks of a report are those that a check gives each result")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void networksAreThoseOfACheck(int part) {
        for (int seed = part * 40; seed < (part + 1) * 40; seed++) {
            String zone = zone(new Random(seed));
            SpfReport report = SpfLint.using(FakeDns.zone(zone)).check(DOMAIN);
            SpfVerifier verifier = verifier(zone);
            for (InetAddress ip : addresses()) {
                assertThat(report.networks(result(verifier, ip)).contains(ip))
                        .as("%s\n%s", ip, zone)
                        .isTrue();
            }
        }
    }

    // ---- Cases
    // -------------------------------------------------------------------------------------------------------

    @Test
    @DisplayName(
            "includes become the networks they let pass; own hosts stay while the limit is kept; the difference is told")
    void replacesIncludes() {
        SpfFlattened made = flatten("""
                d.example TXT "v=spf1 a mx include:p.example ~include:q.example ip4:8.8.8.9 -all exp=why.example"
                d.example A 8.8.8.7
                p.example 300 TXT "v=spf1 ip4:8.8.8.8 -ip4:8.8.9.1 ip4:8.8.9.0/30 include:s.example ?all"
                s.example 60 TXT "v=spf1 ip6:2600::/32 ~all"
                q.example TXT "v=spf1 ip4:9.9.9.9 -all"
                """);
        assertThat(made.records())
                .extracting(Object::toString)
                .containsExactly(
                        "d.example. IN TXT \"v=spf1 ip4:8.8.8.8 ip4:8.8.9.0 ip4:8.8.9.2/31 ip6:2600::/32 a mx ~ip4:9.9.9.9 ip4:8.8.8.9"
                                + " -all exp=why.example\"");
        assertThat(made.lookupsBefore()).isEqualTo(5);
        assertThat(made.lookups()).isEqualTo(2);
        assertThat(made.copied())
                .extracting(Object::toString)
                .containsExactly(
                        "include:p.example: 4 networks of p.example, TTL 60 s",
                        "~include:q.example: 1 network of q.example, TTL 3600 s");
        assertThat(made.removed()).containsExactly("include:p.example", "~include:q.example");
        assertThat(made.added())
                .containsExactly("ip4:8.8.8.8", "ip4:8.8.9.0", "ip4:8.8.9.2/31", "ip6:2600::/32", "~ip4:9.9.9.9");
    }

    @Test
    @DisplayName("a redirect is followed, and what is about the other domain by default is written out")
    void followsRedirects() {
        SpfFlattened made = flatten("""
                d.example TXT "v=spf1 ip4:8.8.8.8 redirect=r.example"
                r.example TXT "v=spf1 a/31 mx//64 include:q.example ~all"
                q.example TXT "v=spf1 ip4:9.9.9.9 -all"
                """);
        assertThat(made.records().get(0).text())
                .isEqualTo("v=spf1 ip4:8.8.8.8 ip4:9.9.9.9 a:r.example/31 mx:r.example//64 ~all");
        assertThat(made.lookups()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "what depends on the mail stays, with the reason; what breaks every check is left out, with the reason")
    void keepsAndLeavesOut() {
        SpfFlattened made = flatten("""
                d.example TXT "v=spf1 include:sf.example include:gone.example include:l.example include:q.example ~all"
                sf.example TXT "v=spf1 exists:%{i}._spf.sf.example -all"
                l.example TXT "v=spf1 ip4:8.8.8.1 include:d.example -all"
                q.example TXT "v=spf1 ip4:9.9.9.9 -all"
                """);
        assertThat(made.records().get(0).text()).isEqualTo("v=spf1 ip4:8.8.8.1 ip4:9.9.9.9 include:sf.example ~all");
        assertThat(made.kept())
                .containsExactly("include:sf.example: what it lets pass depends on the mail, not on networks alone");
        assertThat(made.leftOut())
                .containsExactly(
                        "include:gone.example: the domain does not exist, which makes every check that comes to it a permerror",
                        "include:d.example of l.example: it leads back, which makes every check that comes to it a permerror");
    }

    @Test
    @DisplayName("networks that are too many for one record go into records of their own, each short; strings fit")
    void splits() {
        StringBuilder zone = new StringBuilder("d.example TXT \"v=spf1 mx ~include:q.example");
        for (int i = 0; i < 12; i++) {
            zone.append(" include:i").append(i).append(".example");
        }
        zone.append(" -all\"\nq.example TXT \"v=spf1 ip4:9.9.9.9 -all\"\n");
        for (int i = 0; i < 12; i++) {
            zone.append("i").append(i).append(".example TXT \"v=spf1");
            for (int n = 0; n < 5; n++) {
                zone.append(" ip4:8.").append(i).append('.').append(2 * n).append(".0/24");
            }
            zone.append(" -all\"\n");
        }
        SpfFlattened made = flatten(zone.toString());
        assertThat(made.problem()).isEmpty();
        assertThat(made.records().get(0).text())
                .isEqualTo(
                        "v=spf1 mx ~include:_s1.d.example include:_s2.d.example include:_s3.d.example include:_s4.d.example -all");
        assertThat(made.records()).allSatisfy(record -> {
            assertThat(record.text().length()).isLessThanOrEqualTo(450);
            assertThat(record.strings())
                    .allSatisfy(string -> assertThat(string.length()).isLessThanOrEqualTo(255));
            assertThat(String.join("", record.strings())).isEqualTo(record.text());
            assertThat(SpfRecord.parse(record.text()).record()).isPresent();
        });
        SpfVerifier before = verifier(zone.toString());
        SpfVerifier after = verifier(published(zone.toString(), made));
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            InetAddress ip =
                    Addresses.of("8." + random.nextInt(14) + "." + random.nextInt(12) + "." + random.nextInt(256));
            assertThat(result(after, ip)).isEqualTo(result(before, ip));
        }
    }

    @Test
    @DisplayName(
            "without a record, with one that is void, and while a look-up fails there is a reason in place of records")
    void refuses() {
        assertThat(flatten("d.example A 8.8.8.8").problem()).contains("the domain has no SPF record");
        assertThat(flatten("d.example TXT \"v=spf1 mxx -all\"").problem().orElseThrow())
                .contains("mxx is neither");
        SpfFlattened failed = flatten("d.example TXT \"v=spf1 include:down.example -all\"\ndown.example !SERVFAIL");
        assertThat(failed.problem()).contains("what include:down.example leads to cannot be looked up in full");
        assertThat(failed.isTemporary()).isTrue();
        assertThat(failed.records()).isEmpty();
        StringBuilder macros = new StringBuilder("d.example TXT \"v=spf1");
        for (int i = 0; i < 11; i++) {
            macros.append(" exists:%{i}.e").append(i).append(".example");
        }
        assertThat(flatten(macros + " -all\"").problem())
                .contains("what depends on the mail alone costs 11 look-ups, more than 10");
    }
}
