package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.testkit.FakeDns;

/** Rules 32 to 37: what matches. */
class MechanismTest {

    private static final String HOSTS = """
            v4.example             A    192.0.2.1
            v4.example             A    192.0.2.65
            v6.example             AAAA 2001:db8::1
            both.example           A    192.0.2.1
            both.example           AAAA 2001:db8::1
            example.net.x.example  A    192.0.2.1
            example.net.x.example  MX   10 v4.example
            example.net.x.example  TXT  "v=spf1 ip4:192.0.2.1"
            mx.example             MX   10 none.example
            mx.example             MX   20 v4.example
            mx.example             MX   30 v6.example
            null.example           MX   0 .
            null.example           A    192.0.2.1
            self.example           A    192.0.2.1
            """;

    @ParameterizedTest
    @DisplayName("rule 32 (RFC 7208 §5.3, §5.4): a and mx, the client's family and the prefix length")
    @CsvSource(delimiter = '|', textBlock = """
            a:v4.example          | 192.0.2.1    | PASS
            a:v4.example          | 192.0.2.65   | PASS
            a:v4.example          | 192.0.2.2    | NEUTRAL
            a:v4.example/30       | 192.0.2.2    | PASS
            a:v4.example/26       | 192.0.2.127  | PASS
            a:v4.example/26       | 192.0.2.128  | NEUTRAL
            a:v4.example/0        | 203.0.113.9  | PASS
            a:v4.example/0        | 2001:db8::1  | NEUTRAL
            a:v6.example//0       | 192.0.2.1    | NEUTRAL
            a:v6.example//0       | 2001:db8::9  | PASS
            a:v6.example          | 2001:db8::1  | PASS
            a:v6.example//127     | 2001:db8::2  | NEUTRAL
            a:v6.example//126     | 2001:db8::2  | PASS
            a:v6.example//64      | 2001:db8::8:1 | PASS
            a:v6.example//64      | 2001:db8:0:1::1 | NEUTRAL
            a:v6.example//63      | 2001:db8:0:1::1 | PASS
            a:both.example/24     | 2001:db8::2  | NEUTRAL
            a:both.example//64    | 192.0.2.2    | NEUTRAL
            a:none.example/0      | 192.0.2.1    | NEUTRAL
            a:%{d}.x.example      | 192.0.2.1    | PASS
            mx:%{d}.x.example     | 192.0.2.1    | PASS
            include:%{d}.x.example | 192.0.2.1   | PASS
            exists:%{d}.x.example | 203.0.113.9  | PASS
            mx:mx.example         | 192.0.2.1    | PASS
            mx:mx.example         | 2001:db8::1  | PASS
            mx:mx.example/26      | 192.0.2.9    | PASS
            mx:mx.example         | 192.0.2.2    | NEUTRAL
            """)
    void comparesAddresses(String term, String ip, SpfResult result) {
        SpfOutcome outcome = Checks.record("v=spf1 " + term, HOSTS).from(ip);
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(result);
    }

    @ParameterizedTest
    @DisplayName("rule 33 (RFC 7208 §5.7): exists asks for A, for IPv6 clients too")
    @CsvSource(delimiter = '|', textBlock = """
            v4.example   | 192.0.2.9   | PASS
            v4.example   | 2001:db8::9 | PASS
            v6.example   | 2001:db8::1 | NEUTRAL
            none.example | 192.0.2.1   | NEUTRAL
            """)
    void existsAsksForA(String domain, String ip, SpfResult result) {
        Checks checks = Checks.record("v=spf1 exists:" + domain, HOSTS);
        assertThat(checks.from(ip).result()).isEqualTo(result);
        assertThat(checks.queries()).isEqualTo("[example.net TXT, " + domain + " A]");
    }

    @ParameterizedTest
    @DisplayName("rule 34 (RFC 7208 §5.4): no implicit MX, null MX, dead and broken hosts")
    @CsvSource(delimiter = '|', textBlock = """
            self.example                                  | NEUTRAL   | [example.net TXT, x.example MX]
            MX 0 .                                        | NEUTRAL   | [example.net TXT, x.example MX]
            MX 10 none.example; MX 20 v4.example          | PASS      | [example.net TXT, x.example MX, none.example A, v4.example A]
            MX 10 broken.example; MX 20 v4.example        | TEMPERROR | [example.net TXT, x.example MX, broken.example A]
            MX 10 v4.example; MX 20 broken.example        | PASS      | [example.net TXT, x.example MX, v4.example A]
            MX 10 v6.example; MX 20 v4.example            | PASS      | [example.net TXT, x.example MX, v6.example A, v4.example A]
            """)
    void looksAtMxHosts(String records, SpfResult result, String queries) {
        StringBuilder zone = new StringBuilder(HOSTS).append("broken.example A !SERVFAIL\nx.example A 192.0.2.1\n");
        if (records.startsWith("MX")) {
            for (String record : records.split("; ", -1)) {
                zone.append("x.example ").append(record).append('\n');
            }
        }
        Checks checks = Checks.record("v=spf1 mx:x.example", zone.toString()).inOrder();
        assertThat(checks.from("192.0.2.1").result()).isEqualTo(result);
        assertThat(checks.queries()).isEqualTo(queries);
    }

    @ParameterizedTest
    @DisplayName("rule 35 (RFC 7208 §5.5, erratum 4751): ptr takes validated names at and below the target only")
    @CsvSource(delimiter = '|', textBlock = """
            example.net       | 192.0.2.1    | A 192.0.2.1          | PASS
            sub.example.net   | 192.0.2.1    | A 192.0.2.1          | PASS
            SUB.EXAMPLE.NET.  | 192.0.2.1    | A 192.0.2.1          | PASS
            badexample.net    | 192.0.2.1    | A 192.0.2.1          | NEUTRAL
            net               | 192.0.2.1    | A 192.0.2.1          | NEUTRAL
            example.net.org   | 192.0.2.1    | A 192.0.2.1          | NEUTRAL
            sub.example.net   | 192.0.2.1    | A 192.0.2.2          | NEUTRAL
            sub.example.net   | 192.0.2.1    | AAAA 2001:db8::1     | NEUTRAL
            sub.example.net   | 192.0.2.1    | A !SERVFAIL          | NEUTRAL
            sub.example.net   | 192.0.2.1    | A !NXDOMAIN          | NEUTRAL
            sub.example.net   | 2001:db8::1  | AAAA 2001:db8::1     | PASS
            sub.example.net   | 2001:db8::1  | AAAA 2001:db8::2     | NEUTRAL
            sub.example.net   | 2001:db8::1  | A 192.0.2.1          | NEUTRAL
            """)
    void validatesNames(String name, String ip, String address, SpfResult result) {
        String owner = IpAddress.of(Addresses.of(ip)).reverseName().toString();
        SpfOutcome outcome = Checks.record("v=spf1 ptr", """
                %s PTR %s
                %s %s
                """.formatted(owner, name, name, address))
                .from(ip);
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(result);
    }

    @ParameterizedTest
    @DisplayName("rule 35 (RFC 7208 §5.5): an error at PTR is no match, at an address the name is skipped")
    @CsvSource({"!SERVFAIL", "!REFUSED", "!TIMEOUT", "!NXDOMAIN"})
    void goesOnAfterPtrErrors(String fault) {
        assertThat(Checks.record("v=spf1 ptr -all", "1.2.0.192.in-addr.arpa PTR " + fault)
                        .from("192.0.2.1")
                        .result())
                .isEqualTo(SpfResult.FAIL);
        assertThat(Checks.record("v=spf1 ptr -all", """
                        1.2.0.192.in-addr.arpa PTR a.example.net
                        1.2.0.192.in-addr.arpa PTR b.example.net
                        a.example.net A %s
                        b.example.net A 192.0.2.1
                        """.formatted(fault))
                        .from("192.0.2.1")
                        .result())
                .isEqualTo(SpfResult.PASS);
    }

    @ParameterizedTest
    @DisplayName("rule 36 (RFC 7208 §5.2): what include makes of the other domain's result")
    @CsvSource(delimiter = '|', textBlock = """
            "v=spf1 +all"             | FAIL      |
            "v=spf1 -all"             | PASS      |
            "v=spf1 ~all"             | PASS      |
            "v=spf1 ?all"             | PASS      |
            "v=spf1"                  | PASS      |
            !SERVFAIL                 | TEMPERROR | DNS_FAILURE
            "v=spf1 a:broken.example" | TEMPERROR | DNS_FAILURE
            "v=spf1 moo"              | PERMERROR | UNKNOWN_MECHANISM
            "no record"               | PERMERROR | INCLUDE_WITHOUT_RECORD
            !NXDOMAIN                 | PERMERROR | INCLUDE_WITHOUT_RECORD
            !NODATA                   | PERMERROR | INCLUDE_WITHOUT_RECORD
            """, quoteCharacter = '~')
    void includes(String record, SpfResult result, SpfProblem problem) {
        SpfOutcome outcome = Checks.record("v=spf1 -include:x.example +all", """
                x.example TXT %s
                broken.example A !SERVFAIL
                """.formatted(record))
                .from("192.0.2.1");
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(result);
        assertThat(outcome.problem().orElse(null)).isEqualTo(problem);
    }

    @Test
    @DisplayName("rule 36 (RFC 7208 §4.3, §5.2): the domain of an include has several labels, or no record")
    void includesNoSingleLabel() {
        Checks checks = Checks.record("v=spf1 include:%{d1} -all", "net TXT \"v=spf1 +all\"");
        assertThat(checks.from("192.0.2.1").problem()).contains(SpfProblem.INCLUDE_WITHOUT_RECORD);
        assertThat(checks.queries()).isEqualTo("[example.net TXT]");
    }

    @ParameterizedTest
    @DisplayName("rule 37 (RFC 7208 §5): a failed look-up gives temperror, unless an earlier term matched")
    @CsvSource(delimiter = '|', textBlock = """
            a:broken.example +all                 | TEMPERROR
            mx:broken.example +all                | TEMPERROR
            exists:broken.example +all            | TEMPERROR
            include:broken.example +all           | TEMPERROR
            redirect=broken.example               | TEMPERROR
            ip4:192.0.2.1 a:broken.example        | PASS
            a:v4.example a:broken.example -all    | PASS
            ptr:broken.example -all               | FAIL
            exp=broken.example -all               | FAIL
            """)
    void endsWithTheFirstFailure(String terms, SpfResult result) {
        SpfOutcome outcome = Checks.record("v=spf1 " + terms, HOSTS + "broken.example ANY !SERVFAIL\n")
                .from("192.0.2.1");
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(result);
    }

    @ParameterizedTest
    @DisplayName("rule 37 (RFC 7208 §5): it makes no difference how a look-up fails")
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"DEADLINE", "QUERY_LIMIT", "OCTET_LIMIT", "INTERRUPTED", "TOO_LARGE"})
    void takesEveryFailureAlike(DnsFailure failure) {
        for (String term : List.of("include:", "a:", "mx:", "exists:", "redirect=")) {
            SpfOutcome outcome = failing(failure, term + "broken.example");
            assertThat(outcome.result()).as(term).isEqualTo(SpfResult.TEMPERROR);
            assertThat(outcome.problem()).contains(SpfProblem.DNS_FAILURE);
            // Names with an underscore are no words for people; the detail says it better.
            String told = failure.name().contains("_") ? "why" : failure + " (why)";
            assertThat(outcome.detail()).contains("broken.example", told);
        }
        assertThat(failing(failure, "ptr:broken.example ~all").result()).isEqualTo(SpfResult.SOFTFAIL);
        assertThat(failing(failure, "exp=broken.example -all").result()).isEqualTo(SpfResult.FAIL);
    }

    @ParameterizedTest
    @DisplayName("the limits of the message end the check, at ptr too, by their own names")
    @CsvSource({
        "DEADLINE, TEMPERROR, TIME_LIMIT",
        "INTERRUPTED, TEMPERROR, INTERRUPTED",
        "QUERY_LIMIT, PERMERROR, QUERY_LIMIT",
        "OCTET_LIMIT, PERMERROR, DNS_ANSWER_TOO_LARGE"
    })
    void endsAtTheLimitsOfTheMessage(DnsFailure failure, SpfResult result, SpfProblem problem) {
        for (String terms : List.of("a:broken.example", "ptr +all", "exists:%{p}.broken.example +all")) {
            SpfOutcome outcome = failing(failure, terms);
            assertThat(outcome.result()).isEqualTo(result);
            assertThat(outcome.problem()).contains(problem);
        }
        assertThat(failing(failure, "exp=broken.example -all").result()).isEqualTo(SpfResult.FAIL);
        assertThat(failing(failure, "exp=%{p}.broken.example -all").result()).isEqualTo(SpfResult.FAIL);
    }

    /** Everything but the record itself fails. */
    private static SpfOutcome failing(DnsFailure failure, String terms) {
        FakeDns dns = FakeDns.zone("example.net TXT \"v=spf1 " + terms + "\"");
        DomainName domain = DomainName.of("example.net");
        return SpfVerifier.using((name, type) -> name.equals(domain)
                        ? dns.lookup(name, type)
                        : CompletableFuture.completedFuture(new DnsAnswer.Failed(failure, "why")))
                .verify(Envelope.from(Addresses.of("192.0.2.1")).helo("h").mailFrom("bob@example.net"));
    }

    @Test
    @DisplayName("RFC 7208 §5.4: in which order DNS gives the MX hosts changes nothing")
    void takesMxHostsByPreferenceThenName() {
        String hosts = """
                b.example A !SERVFAIL
                c.example A 192.0.2.1
                """;
        String[] broken = {"example.net MX 10 b.example", "example.net MX 10 c.example", "example.net MX 5 a.example"};
        String[] good = {"example.net MX 10 b.example", "example.net MX 9 c.example", "example.net MX 10 a.example"};
        for (int i = 0; i < 3; i++) {
            String turnedBroken = broken[i] + "\n" + broken[(i + 2) % 3] + "\n" + broken[(i + 1) % 3] + "\n";
            Checks checks = Checks.record("v=spf1 mx -all", turnedBroken + hosts);
            assertThat(checks.from("192.0.2.1").result()).isEqualTo(SpfResult.TEMPERROR);
            assertThat(checks.queries()).endsWith("example.net MX, a.example A, b.example A]");
            String turnedGood = good[i] + "\n" + good[(i + 2) % 3] + "\n" + good[(i + 1) % 3] + "\n";
            assertThat(Checks.record("v=spf1 mx -all", turnedGood + hosts)
                            .from("192.0.2.1")
                            .result())
                    .isEqualTo(SpfResult.PASS);
        }
    }
}
