package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.RecordType;
import org.signetmail.spf.record.SpfRecord;

/** Records and senders that mean harm: the right result, in bounded time and memory. */
class HostileSpfTest {

    /** Far more than any of it takes, far less than anything worse than linear would. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static final SpfLimits LONG_RECORDS = SpfLimits.DEFAULT.withRecordOctets(1 << 20);

    /** Answers every question for TXT with the same text, all others with what is given. */
    private static DnsResolver always(String text, DnsAnswer other) {
        DnsAnswer txt = found(new DnsRecord.Txt(text));
        return (name, type) -> CompletableFuture.completedFuture(type == RecordType.TXT ? txt : other);
    }

    private static DnsAnswer found(DnsRecord record) {
        return new DnsAnswer.Found(List.of(record), Duration.ofMinutes(1), false);
    }

    private static SpfOutcome check(DnsResolver dns, SpfLimits limits, String helo, String mailFrom) {
        return assertTimeoutPreemptively(
                BOUND,
                () -> SpfVerifier.using(dns)
                        .withOptions(SpfOptions.DEFAULT.withLimits(limits).withTrace(true))
                        .verify(Envelope.from(Addresses.of("192.0.2.1"))
                                .helo(helo)
                                .mailFrom(mailFrom)));
    }

    private static SpfOutcome check(String record) {
        DnsAnswer elsewhere = found(new DnsRecord.Address(Addresses.of("203.0.113.1")));
        return check(always(record, elsewhere), LONG_RECORDS, "h.example", "bob@example.net");
    }

    private static String longRecord(String part) {
        return "v=spf1 " + part.repeat((64 << 10) / part.length());
    }

    @ParameterizedTest
    @DisplayName("records of 64 KiB")
    @CsvSource(delimiter = '|', textBlock = """
            'ip4:203.0.113.1 '                         | NEUTRAL   |
            'x=y '                                     | NEUTRAL   |
            ' '                                        | NEUTRAL   |
            'a '                                       | PERMERROR | TERM_LIMIT
            'include:example.net '                     | PERMERROR | TERM_LIMIT
            'exists:%{d} '                             | PASS      |
            'a:%{d} '                                  | PERMERROR | TERM_LIMIT
            'ip4:203.0.113.1/24/24 '                   | PERMERROR | BAD_PREFIX_LENGTH
            'a:x.example/24 '                          | PERMERROR | TERM_LIMIT
            'a/24//64 '                                | PERMERROR | TERM_LIMIT
            'all'                                      | PERMERROR | UNKNOWN_MECHANISM
            'a:'                                       | PERMERROR | BAD_DOMAIN
            'a:x/1'                                    | PERMERROR | BAD_DOMAIN
            '/'                                        | PERMERROR | UNKNOWN_MECHANISM
            'a:%{'                                     | PERMERROR | BAD_MACRO
            '%'                                        | PERMERROR | UNKNOWN_MECHANISM
            'a:%{d}%{d}'                               | NEUTRAL   |
            'a:%{d}%{d}x'                              | PERMERROR | BAD_DOMAIN
            'exp=x.example '                           | PERMERROR | REPEATED_MODIFIER
            'redirect=example.net '                    | PERMERROR | REPEATED_MODIFIER
            """)
    void readsLongRecords(String part, SpfResult result, SpfProblem problem) {
        SpfOutcome outcome = check(longRecord(part));
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(result);
        assertThat(outcome.problem().orElse(null)).isEqualTo(problem);
    }

    @Test
    @DisplayName("a record above the limit of 16 KiB is not read")
    void refusesLongRecords() {
        DnsResolver dns = always(longRecord("ip4:192.0.2.1 "), DnsAnswer.NX_DOMAIN);
        SpfOutcome outcome = check(dns, SpfLimits.DEFAULT, "h.example", "bob@example.net");
        assertThat(outcome.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(outcome.problem()).contains(SpfProblem.RECORD_TOO_LARGE);
        int most = SpfLimits.DEFAULT.recordOctets();
        for (int length : new int[] {most, most + 1}) {
            String record = "v=spf1 all x=" + "y".repeat(length - "v=spf1 all x=".length());
            assertThat(check(always(record, DnsAnswer.NX_DOMAIN), SpfLimits.DEFAULT, "h", "bob@example.net")
                            .result())
                    .isEqualTo(length == most ? SpfResult.PASS : SpfResult.PERMERROR);
        }
        String fits = "v=spf1 " + "x=y ".repeat(4090) + "all";
        assertThat(check(always(fits, DnsAnswer.NX_DOMAIN), SpfLimits.DEFAULT, "h", "bob@example.net")
                        .result())
                .isEqualTo(SpfResult.PASS);
    }

    @ParameterizedTest
    @DisplayName("macros by the thousand, of values by the thousand")
    @CsvSource({"%{l}", "%{lr}", "%{L}", "%{l127r.-+}", "%{s1}", "%{d}", "%{h}", "%{ir}", "%%", "%-"})
    void expandsManyMacros(String macro) {
        String spec = macro.repeat(5000) + ".example";
        String record = "v=spf1 " + ("a:" + spec + " ") + "-all exp=e.example";
        DnsResolver dns = always(record, DnsAnswer.NX_DOMAIN);
        SpfOutcome outcome = check(dns, LONG_RECORDS, "h.".repeat(500), "a.b-c+".repeat(150) + "@example.net");
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(SpfResult.FAIL);
        DnsResolver explaining = (name, type) -> CompletableFuture.completedFuture(found(new DnsRecord.Txt(
                name.equals(DomainName.of("e.example")) ? macro.repeat(20_000) : "v=spf1 -all exp=e.example")));
        SpfOutcome explained = check(explaining, LONG_RECORDS, "h.".repeat(500), "a".repeat(1000) + "@example.net");
        assertThat(explained.explanation().orElseThrow().text().length()).isBetween(500, 512);
    }

    @Test
    @DisplayName("%{p} by the thousand ends at the limit of terms")
    void countsValidatedNames() {
        DnsResolver others = always("v=spf1 exists:" + "%{p}".repeat(5000) + ".example -all", DnsAnswer.NX_DOMAIN);
        DnsAnswer names = found(new DnsRecord.Ptr(DomainName.of("p.example")));
        DnsResolver dns = (name, type) ->
                type == RecordType.PTR ? CompletableFuture.completedFuture(names) : others.lookup(name, type);
        SpfOutcome outcome = check(dns, LONG_RECORDS, "h.example", "bob@example.net");
        assertThat(outcome.problem()).contains(SpfProblem.TERM_LIMIT);
    }

    @Test
    @DisplayName("redirects and includes without end, 100,000 of them")
    void endsChains() {
        for (String term : List.of("redirect=", "include:")) {
            int[] asked = new int[1];
            DnsResolver chain = (name, type) -> {
                asked[0]++;
                int next = Integer.parseInt(name.labels().get(0).substring(1)) + 1;
                return CompletableFuture.completedFuture(
                        found(new DnsRecord.Txt("v=spf1 " + term + "r" + next % 100_000 + ".example")));
            };
            SpfOutcome outcome = check(chain, SpfLimits.DEFAULT, "h", "bob@r0.example");
            assertThat(outcome.problem()).contains(SpfProblem.TERM_LIMIT);
            assertThat(outcome.counts()).isEqualTo(new SpfCounts(11, 0, 11));
            assertThat(asked[0]).isEqualTo(11);
            SpfOutcome deep = check(chain, SpfLimits.DEFAULT.withTerms(100), "h", "bob@r0.example");
            assertThat(deep.counts().terms()).isEqualTo(101);
            assertThat(deep.path().orElseThrow().terms()).hasSize(101);
        }
    }

    @Test
    @DisplayName("a self-include asks once")
    void asksOnceInALoop() {
        int[] asked = new int[1];
        DnsResolver loop = (name, type) -> {
            asked[0]++;
            return CompletableFuture.completedFuture(
                    found(new DnsRecord.Txt("v=spf1 include:r.example include:r.example include:r.example")));
        };
        assertThat(check(loop, SpfLimits.DEFAULT, "h", "bob@r.example").problem())
                .contains(SpfProblem.TERM_LIMIT);
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    @DisplayName("octets at random are parsed, and printed on one line")
    void readsAnyOctets() {
        Random random = new Random(12);
        String likely = "v=spf1 aipmxcludeints64:/%{}.-+~?=0123456789\u0000\u00ff\r\n\t";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder octets = new StringBuilder("v=spf1 ");
            for (int length = random.nextInt(40); length > 0; length--) {
                octets.append(
                        random.nextInt(10) == 0
                                ? (char) random.nextInt(256)
                                : likely.charAt(random.nextInt(likely.length())));
            }
            Parsed<SpfRecord> parsed = SpfRecord.parse(octets.toString());
            for (Finding finding : parsed.findings()) {
                assertThat(finding.position().orElseThrow().offset()).isBetween(0, octets.length());
                assertThat((finding.message() + finding.remedy()).chars()).allMatch(c -> c >= ' ' && c <= '~');
            }
            parsed.record()
                    .ifPresent(record -> assertThat(
                                    SpfRecord.parse(record.toString()).record())
                            .contains(record));
        }
    }

    @Test
    @DisplayName("senders at random are checked")
    void takesAnySender() {
        Random random = new Random(13);
        String likely = "a.@\"<>[]()\\: \u0000\u00e9\u3002\uff0e\u200d\ud83d-_\r\n";
        DnsResolver dns = always("v=spf1 a:%{h} exists:%{s}.%{l}.%{h} exists:%{l} -all exp=%{h}", DnsAnswer.NX_DOMAIN);
        SpfVerifier verifier =
                SpfVerifier.using(dns).withOptions(SpfOptions.DEFAULT.withLimits(SpfLimits.DEFAULT.withVoids(9)));
        for (int i = 0; i < 20_000; i++) {
            String sender = word(random, likely) + (random.nextBoolean() ? "@example.net" : "");
            Envelope envelope = Envelope.from(Addresses.of("2001:db8::1"))
                    .helo(word(random, likely))
                    .mailFrom(sender);
            for (SpfOutcome outcome : List.of(verifier.verify(envelope), verifier.verifyHelo(envelope))) {
                assertThat(outcome.reason().chars()).allMatch(c -> c >= ' ' && c <= '~');
                String field = ReceivedSpf.of(outcome, envelope, "mx.example").toField();
                assertThat(ReceivedSpf.parse(field.substring(field.indexOf(':') + 1)))
                        .isPresent();
            }
        }
    }

    /** Short and odd, or of 200 to 700 octets with labels of any length and perhaps a final dot. */
    private static String word(Random random, String likely) {
        if (random.nextInt(4) != 0) {
            return text(random, likely);
        }
        StringBuilder text = new StringBuilder();
        for (int length = 200 + random.nextInt(500); text.length() < length; ) {
            text.append("a".repeat(1 + random.nextInt(random.nextBoolean() ? 70 : length)))
                    .append('.');
        }
        text.setLength(Math.min(text.length() - random.nextInt(2), 700));
        return text.toString();
    }

    private static String text(Random random, String likely) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(likely.charAt(random.nextInt(likely.length())));
        }
        return text.toString();
    }

    @Test
    @DisplayName("2000 addresses, 200 TXT records and 2000 MX hosts are looked at or refused")
    void takesManyRecords() {
        StringBuilder zone = new StringBuilder("a.example TXT \"v=spf1 a -all\"\nm.example TXT \"v=spf1 mx -all\"\n");
        for (int i = 0; i < 2000; i++) {
            zone.append("a.example A 203.0.%d.%d\n".formatted(i / 250, i % 250));
            zone.append("m.example MX %d h%d.example\n".formatted(i, i));
        }
        zone.append("a.example A 192.0.2.1\n");
        for (int i = 0; i < 200; i++) {
            zone.append("t.example TXT \"text %d\"\n".formatted(i));
        }
        zone.append("t.example TXT \"v=spf1 +all\"\n");
        Checks checks = Checks.zone(zone.toString());
        assertThat(checks.from("192.0.2.1", "h", "b@a.example").result()).isEqualTo(SpfResult.PASS);
        assertThat(checks.from("192.0.2.1", "h", "b@m.example").problem()).contains(SpfProblem.MX_LIMIT);
        assertThat(checks.from("192.0.2.1", "h", "b@t.example").result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    @DisplayName("a resolver that breaks its word gives temperror")
    void survivesBrokenResolvers() {
        List<DnsResolver> broken = List.of(
                (name, type) -> {
                    throw new IllegalStateException("no");
                },
                (name, type) -> null,
                (name, type) -> CompletableFuture.completedFuture(null),
                (name, type) -> CompletableFuture.failedFuture(new IllegalStateException("no")),
                (name, type) -> CompletableFuture.completedFuture(found(new DnsRecord.Ptr(name))));
        for (DnsResolver dns : broken) {
            SpfOutcome outcome = check(dns, SpfLimits.DEFAULT, "h", "bob@example.net");
            assertThat(outcome.result()).isEqualTo(SpfResult.TEMPERROR);
            assertThat(outcome.problem()).contains(SpfProblem.DNS_FAILURE);
        }
    }
}
