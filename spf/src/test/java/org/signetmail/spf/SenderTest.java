package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;

/** Rules 1 to 7: what is checked. */
class SenderTest {

    private static final String ZONE = """
            example.net          TXT "v=spf1 -all exp=who.example.net"
            mail.example.org     TXT "v=spf1 -all exp=who.example.net"
            who.example.net      TXT "%{s} %{l} %{o} %{d} %{h}"
            """;

    @ParameterizedTest
    @DisplayName("rule 1 (RFC 7208 §4.3): the domain follows the last @, the local-part is postmaster if there is none")
    @CsvSource(delimiter = '|', textBlock = """
            bob@example.net            | bob@example.net bob
            "a@b"@example.net          | "a@b"@example.net "a@b"
            @a,@b:bob@example.net      | @a,@b:bob@example.net @a,@b:bob
            (any@example.net           | (any@example.net (any
            @example.net               | postmaster@example.net postmaster
            example.net                | postmaster@example.net postmaster
            Bob@EXAMPLE.net.           | Bob@example.net Bob
            """)
    void splitsTheSender(String mailFrom, String senderAndLocalPart) {
        SpfOutcome outcome = Checks.zone(ZONE).from("192.0.2.1", "h", mailFrom);
        assertThat(outcome.result()).isEqualTo(SpfResult.FAIL);
        assertThat(outcome.domain()).contains(DomainName.of("example.net"));
        assertThat(outcome.explanation().orElseThrow().text())
                .isEqualTo(senderAndLocalPart + " example.net example.net h");
    }

    @Test
    @DisplayName("rule 2 (RFC 7208 §2.4): the null reverse-path is postmaster at the HELO name")
    void checksTheHeloNameForTheNullReversePath() {
        for (String nullPath : new String[] {"", "<>"}) {
            SpfOutcome outcome = Checks.zone(ZONE).from("192.0.2.1", "mail.example.org", nullPath);
            assertThat(outcome.identity()).isEqualTo(SpfIdentity.MAILFROM);
            assertThat(outcome.explanation().orElseThrow().text())
                    .isEqualTo("postmaster@mail.example.org postmaster mail.example.org mail.example.org"
                            + " mail.example.org");
        }
    }

    @Test
    @DisplayName("RFC 7208 §2.3: the HELO identity is a check of its own")
    void checksTheHeloIdentity() {
        Checks checks = Checks.zone("""
                example.net      TXT "v=spf1 -all"
                mail.example.org TXT "v=spf1 ip4:192.0.2.1 -all"
                """);
        Envelope envelope = Envelope.from(Addresses.of("192.0.2.1"))
                .helo("mail.example.org")
                .mailFrom("bob@example.net");
        SpfOutcome helo = checks.verifier().verifyHelo(envelope);
        assertThat(helo.result()).isEqualTo(SpfResult.PASS);
        assertThat(helo.identity()).isEqualTo(SpfIdentity.HELO);
        assertThat(helo.domain()).contains(DomainName.of("mail.example.org"));
        assertThat(checks.verifier().verify(envelope).result()).isEqualTo(SpfResult.FAIL);
    }

    @ParameterizedTest
    @DisplayName("rule 3 (RFC 7208 §4.3): what is no multi-label domain name gives none, and no DNS query")
    @ValueSource(
            strings = {
                "bob@localhost",
                "bob@localhost.",
                "bob@",
                "bob",
                "bob@[192.0.2.1]",
                "bob@[IPv6:2001:db8::1]",
                "bob@a..example.net",
                "bob@.example.net",
                "bob@example.net..",
                "bob@a234567890123456789012345678901234567890123456789012345678901234.example.net",
                "bob@exa mple.net",
                "bob@example.net\0",
                "bob@example.net\r\n",
                "bob@example.net)",
                "bob@\"example.net\"",
                "bob@example.net\\.org"
            })
    void givesNoneForWhatIsNoDomain(String mailFrom) {
        Checks checks = Checks.zone(ZONE);
        SpfOutcome outcome = checks.from("192.0.2.1", "mail.example.org", mailFrom);
        assertThat(outcome.result()).isEqualTo(SpfResult.NONE);
        assertThat(outcome.problem()).contains(SpfProblem.NOT_A_DOMAIN);
        assertThat(checks.dns().queries()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("rule 4 (RFC 7208 §4.3, §4.4): NXDOMAIN gives none, every failure temperror")
    @CsvSource(delimiter = '|', textBlock = """
            !NXDOMAIN | NONE      | NO_SUCH_DOMAIN
            !NODATA   | NONE      | NO_RECORD
            !SERVFAIL | TEMPERROR | DNS_FAILURE
            !REFUSED  | TEMPERROR | DNS_FAILURE
            !FORMERR  | TEMPERROR | DNS_FAILURE
            !NOTIMP   | TEMPERROR | DNS_FAILURE
            !TIMEOUT  | TEMPERROR | DNS_FAILURE
            """)
    void tellsFailuresFromAbsence(String fault, SpfResult result, SpfProblem problem) {
        SpfOutcome outcome = Checks.zone("example.net TXT " + fault).from("192.0.2.1");
        assertThat(outcome.result()).isEqualTo(result);
        assertThat(outcome.problem()).contains(problem);
    }

    @Test
    @DisplayName("rule 5 (RFC 8616 §4): U-labels are looked up as A-labels")
    void convertsLabels() {
        Checks checks = Checks.zone("""
                xn--bcher-kva.example TXT "v=spf1 exists:%{o}.x.example -all"
                xn--bcher-kva.example.x.example A 127.0.0.2
                """);
        assertThat(checks.from("192.0.2.1", "h", "bob@b\u00fccher.example").result())
                .isEqualTo(SpfResult.PASS);
        assertThat(checks.from("192.0.2.1", "B\u00dcCHER.example", "").result()).isEqualTo(SpfResult.PASS);
        // ß is a letter of its own today and was two letters s before: no guessing.
        assertThat(checks.from("192.0.2.1", "h", "bob@fa\u00df.example").problem())
                .contains(SpfProblem.NOT_A_DOMAIN);
    }

    @ParameterizedTest
    @DisplayName("rule 5 (RFC 8616 §4): a term with %{s} or %{l} does not match a local-part beyond ASCII")
    @CsvSource(delimiter = '|', textBlock = """
            exists:%{l}.x.example                  | NEUTRAL
            exists:%{s}.x.example                  | NEUTRAL
            exists:%{L}.x.example                  | NEUTRAL
            a:%{l}.x.example mx:%{l}.x.example     | NEUTRAL
            include:%{l}.x.example                 | NEUTRAL
            exists:%{l}.x.example exists:%{o}.x.example | PASS
            redirect=%{l}.x.example                | PERMERROR
            """)
    void doesNotAskForLocalPartsBeyondAscii(String terms, SpfResult result) {
        Checks checks = Checks.record("v=spf1 " + terms, """
                *.x.example A 192.0.2.1
                *.x.example TXT "v=spf1 +all"
                """).inOrder();
        assertThat(checks.from("192.0.2.1", "h", "b\u00f6b@example.net").result())
                .isEqualTo(result);
        assertThat(checks.queries()).doesNotContain("b\\195");
    }

    @ParameterizedTest
    @DisplayName("rule 6 (RFC 7208 §5): an IPv4-mapped client is an IPv4 client everywhere")
    @CsvSource(delimiter = '|', textBlock = """
            ip4:192.0.2.1               | ::ffff:192.0.2.1 | PASS
            ip4:192.0.2.1               | ::FFFF:C000:0201 | PASS
            ip6:::ffff:192.0.2.1        | ::ffff:192.0.2.1 | NEUTRAL
            ip6:::/0                    | ::ffff:192.0.2.1 | NEUTRAL
            ip6:::/0                    | 192.0.2.1        | NEUTRAL
            ip4:0.0.0.0/0               | 2001:db8::1      | NEUTRAL
            ip6:::/0                    | 2001:db8::1      | PASS
            exists:%{i}.%{v}.x.example  | ::ffff:192.0.2.1 | PASS
            a:host.example              | ::ffff:192.0.2.1 | PASS
            """)
    void takesMappedAddressesAsIpv4(String term, String ip, SpfResult result) {
        Checks checks = Checks.record("v=spf1 " + term, """
                192.0.2.1.in-addr.x.example A 127.0.0.2
                host.example A 192.0.2.1
                """);
        assertThat(checks.from(ip).result()).isEqualTo(result);
    }

    @Test
    @DisplayName("rule 7 (RFC 7208 §5.2, §6.1): <sender>, <ip> and HELO stay, <domain> follows include and redirect")
    void changesTheDomainAlone() {
        Checks checks = Checks.zone("""
                example.net      TXT "v=spf1 include:inc.example redirect=red.example"
                inc.example      TXT "v=spf1 exists:%{l}.%{o}.%{d}.%{h}.i.example -all"
                red.example      TXT "v=spf1 exists:%{l}.%{o}.%{d}.%{h}.r.example a mx ptr -all"
                """).inOrder().limits(SpfLimits.DEFAULT.withVoids(10));
        checks.from("192.0.2.1", "helo.example", "bob@example.net");
        assertThat(checks.queries())
                .isEqualTo("[example.net TXT, inc.example TXT, bob.example.net.inc.example.helo.example.i.example A,"
                        + " red.example TXT, bob.example.net.red.example.helo.example.r.example A,"
                        + " red.example A, red.example MX, 1.2.0.192.in-addr.arpa PTR]");
    }
}
