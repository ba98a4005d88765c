package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.PacketFault;
import org.signetmail.testkit.Zone;

/**
 * What DNS can do wrong, at every place where SPF asks it, in packets: a good server for all names but those below
 * broken.example and the client's PTR, which are asked of a bad one.
 */
class DnsFaultTest {

    private static final Envelope ENVELOPE =
            Envelope.from(Addresses.of("192.0.2.1")).helo("mail.example.org").mailFrom("bob@example.net");

    private static final DomainName BROKEN = DomainName.of("broken.example");
    private static final DomainName CLIENT = DomainName.of("1.2.0.192.in-addr.arpa");

    private static final String GOOD = """
            include.example     TXT "v=spf1 include:broken.example +all"
            redirect.example    TXT "v=spf1 redirect=broken.example"
            a.example           TXT "v=spf1 a:broken.example +all"
            mx.example          TXT "v=spf1 mx:broken.example +all"
            mxhost.example      TXT "v=spf1 mx +all"
            mxhost.example      MX  10 broken.example
            exists.example      TXT "v=spf1 exists:broken.example +all"
            ptr.example         TXT "v=spf1 ptr ~all"
            ptrname.example     TXT "v=spf1 ptr:broken.example ~all"
            p.example           TXT "v=spf1 exists:%{p}.x.example ~all"
            unknown.x.example   A   127.0.0.2
            exp.example         TXT "v=spf1 -all exp=broken.example"
            early.example       TXT "v=spf1 ip4:192.0.2.0/24 a:broken.example -all"
            earlya.example      TXT "v=spf1 a:good.example a:broken.example -all"
            good.example        A   192.0.2.1
            """;

    /** For servers of which only failures are expected. */
    private static final Duration SHORT = Duration.ofMillis(40);

    private static final Duration LONG = Duration.ofSeconds(5);

    private static DnsServer good;

    @BeforeAll
    static void start() {
        good = DnsServer.start(Zone.parse(GOOD));
    }

    @AfterAll
    static void stop() {
        good.close();
    }

    private static SpfOutcome check(String domain, DnsServer bad, Duration timeout) {
        DnsResolver patient = DnsJavaResolver.builder()
                .servers(List.of(good.address()))
                .timeout(LONG)
                .build();
        DnsResolver impatient = DnsJavaResolver.builder()
                .servers(List.of(bad.address()))
                .timeout(timeout)
                .attempts(1)
                .build();
        DnsResolver router = (name, type) ->
                (name.isEqualOrBelow(BROKEN) || name.equals(CLIENT) ? impatient : patient).lookup(name, type);
        return SpfVerifier.using(router)
                .verify(Envelope.from(ENVELOPE.clientIp()).helo(ENVELOPE.helo()).mailFrom("bob@" + domain));
    }

    @ParameterizedTest
    @DisplayName("rules 4, 35, 36, 37, 45, 47 (RFC 7208 §4.4, §5, §6): no answer, or an answer that is none")
    @CsvSource(delimiter = '|', textBlock = """
            #  place            | SERVFAIL  | REFUSED   | FORMERR   | NOTIMP    | TIMEOUT
            broken.example      | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR
            include.example     | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR
            redirect.example    | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR
            a.example           | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR
            mx.example          | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR
            mxhost.example      | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR
            exists.example      | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR | TEMPERROR
            ptr.example         | SOFTFAIL  | SOFTFAIL  | SOFTFAIL  | SOFTFAIL  | SOFTFAIL
            ptrname.example     | SOFTFAIL  | SOFTFAIL  | SOFTFAIL  | SOFTFAIL  | SOFTFAIL
            p.example           | PASS      | PASS      | PASS      | PASS      | PASS
            exp.example         | FAIL      | FAIL      | FAIL      | FAIL      | FAIL
            early.example       | PASS      | PASS      | PASS      | PASS      | PASS
            earlya.example      | PASS      | PASS      | PASS      | PASS      | PASS
            """)
    void survivesServerFailures(
            String place,
            SpfResult servfail,
            SpfResult refused,
            SpfResult formerr,
            SpfResult notimp,
            SpfResult timeout) {
        // With ptrname.example the PTR comes, and the name that it gives cannot be looked up.
        String ptr = place.startsWith("ptrname") ? CLIENT + " PTR broken.example\n" : CLIENT + " PTR !%s\n";
        String zone = ptr + BROKEN + " !%s\n";
        assertThat(result(place, zone, "SERVFAIL")).isEqualTo(servfail);
        assertThat(result(place, zone, "REFUSED")).isEqualTo(refused);
        assertThat(result(place, zone, "FORMERR")).isEqualTo(formerr);
        assertThat(result(place, zone, "NOTIMP")).isEqualTo(notimp);
        assertThat(result(place, zone, "TIMEOUT")).isEqualTo(timeout);
    }

    private static SpfResult result(String place, String zone, String fault) {
        return result(place, zone, fault, SHORT);
    }

    private static SpfResult result(String place, String zone, String fault, Duration timeout) {
        try (DnsServer bad = DnsServer.start(Zone.parse(zone.replace("%s", fault)))) {
            return check(place, bad, timeout).result();
        }
    }

    @ParameterizedTest
    @DisplayName("rules 4, 35, 36, 37, 45, 47 (RFC 7208 §4.3, §5, §6): there is nothing, which is not a failure")
    @CsvSource(delimiter = '|', textBlock = """
            #  place            | NXDOMAIN  | NODATA
            broken.example      | NONE      | NONE
            include.example     | PERMERROR | PERMERROR
            redirect.example    | PERMERROR | PERMERROR
            a.example           | PASS      | PASS
            mx.example          | PASS      | PASS
            mxhost.example      | PASS      | PASS
            exists.example      | PASS      | PASS
            ptr.example         | SOFTFAIL  | SOFTFAIL
            ptrname.example     | SOFTFAIL  | SOFTFAIL
            p.example           | PASS      | PASS
            exp.example         | FAIL      | FAIL
            """)
    void tellsAbsenceFromFailure(String place, SpfResult nxDomain, SpfResult noData) {
        String ptr = place.startsWith("ptrname") ? CLIENT + " PTR broken.example\n" : CLIENT + " PTR !%s\n";
        String zone = ptr + BROKEN + " !%s\n";
        assertThat(result(place, zone, "NXDOMAIN", LONG)).isEqualTo(nxDomain);
        assertThat(result(place, zone, "NODATA", LONG)).isEqualTo(noData);
    }

    @ParameterizedTest
    @DisplayName("rules 4, 36, 37, 45 (RFC 7208 §4.4, §5): a chain of aliases without end is a failure")
    @CsvSource(delimiter = '|', textBlock = """
            broken.example      | TEMPERROR
            include.example     | TEMPERROR
            redirect.example    | TEMPERROR
            a.example           | TEMPERROR
            mx.example          | TEMPERROR
            mxhost.example      | TEMPERROR
            exists.example      | TEMPERROR
            ptrname.example     | SOFTFAIL
            exp.example         | FAIL
            """)
    void survivesAliasLoops(String place, SpfResult result) {
        assertThat(result(place, CLIENT + " PTR broken.example\n" + BROKEN + " CNAME broken.example\n", ""))
                .isEqualTo(result);
    }

    private static final String FALSE_FRIEND = """
            broken.example          TXT "v=spf1 +all"
            broken.example          A   192.0.2.1
            broken.example          MX  10 broken.example
            1.2.0.192.in-addr.arpa  PTR broken.example
            """;

    @ParameterizedTest
    @DisplayName("rules 4, 35, 36, 37, 45, 47 (RFC 7208 §4.4, §5, §6): an answer that breaks off is a failure")
    @EnumSource(names = {"SERVFAIL_OVER_TCP", "HANG_UP_OVER_TCP"})
    void survivesBrokenAnswers(PacketFault fault) {
        try (DnsServer bad =
                DnsServer.builder(Zone.parse(FALSE_FRIEND)).fault(fault).start()) {
            for (String place : List.of(
                    "broken.example",
                    "include.example",
                    "redirect.example",
                    "a.example",
                    "mx.example",
                    "mxhost.example",
                    "exists.example")) {
                assertThat(check(place, bad, LONG).result()).as(place).isEqualTo(SpfResult.TEMPERROR);
            }
            assertThat(check("ptr.example", bad, LONG).result()).isEqualTo(SpfResult.SOFTFAIL);
            assertThat(check("ptrname.example", bad, LONG).result()).isEqualTo(SpfResult.SOFTFAIL);
            SpfOutcome exp = check("exp.example", bad, LONG);
            assertThat(exp.result()).isEqualTo(SpfResult.FAIL);
            assertThat(exp.explanation()).isEmpty();
        }
    }

    @ParameterizedTest
    @DisplayName("records of other names and forged datagrams beside the answer change nothing")
    @EnumSource(names = {"FORGERY_FIRST", "STRANGE_RECORDS", "FIRST_ALIAS_ONLY", "NO_EDNS"})
    void survivesForgeries(PacketFault fault) {
        String zone = """
                broken.example          CNAME c.broken.example
                c.broken.example        TXT   "v=spf1 ip4:203.0.113.1 ~all"
                """;
        try (DnsServer bad = DnsServer.builder(Zone.parse(zone)).fault(fault).start()) {
            assertThat(check("broken.example", bad, LONG).result()).isEqualTo(SpfResult.SOFTFAIL);
            assertThat(check("redirect.example", bad, LONG).result()).isEqualTo(SpfResult.SOFTFAIL);
            assertThat(check("include.example", bad, LONG).path()).hasToString("Optional[all]");
        }
    }
}
