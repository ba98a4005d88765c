package org.signetmail.dmarc.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;

/** What a check of a whole domain says beyond the protocols, and that it stays within its bound of questions. */
class DomainCheckTest {

    private static final DomainName DOMAIN = DomainName.of("example.com");

    private static final String KEY =
            "\ns1._domainkey.example.com TXT \"" + TestKeys.rsa2048().txt()
                    + "\"\n_dmarc.example.com TXT \"v=DMARC1; p=reject; rua=mailto:d@example.com\"\n";

    private static final String MX =
            "example.com MX 10 mx.example.com~mx.example.com A 8.8.4.4" + "~4.4.8.8.in-addr.arpa PTR mx.example.com~";

    // Code, zone (~ for a line end, {MX} for a mail host in order), a part of the sentence.
    private static final String ROWS = """
            domain-lookup-failed   | example.com MX !SERVFAIL~ | could not be looked up: SERVFAIL
            mx-none                | x.example.com TXT "x"~example.com TXT "x" | neither an MX record nor an address
            mx-implicit            | example.com A 8.8.8.8 | no MX record, so its mail goes to its own address
            mx-null                | example.com MX 0 . | null MX: it takes no mail
            mx-null-beside-others  | {MX}example.com MX 0 . | a null MX beside 1 others
            mx-null-and-sends      | example.com MX 0 .~example.com TXT "v=spf1 ip4:8.8.8.8 -all" | lets hosts send in its name
            mx-cname               | example.com MX 1 a.example.com~a.example.com CNAME b.example.com~b.example.com A 8.8.8.8 | a CNAME to b.example.com
            mx-address             | example.com MX 1 192.0.2.1 | holds the address 192.0.2.1
            mx-missing             | example.com MX 1 a.example.com | names a.example.com, which does not exist.
            mx-takeover            | example.com MX 1 mx.gone.example | as gone.example does not: who registers that gets the mail
            mx-no-address          | example.com MX 1 a.example.com~a.example.com TXT "x" | neither an A nor an AAAA record
            mx-private-address     | example.com MX 1 a.example.com~a.example.com A 10.0.0.1 | the address 10.0.0.1
            mx-twice               | {MX}example.com MX 20 mx.example.com | names mx.example.com in two MX records
            mx-ptr-missing         | example.com MX 1 a.example.com~a.example.com A 8.8.8.8 | 8.8.8.8 of a.example.com has no PTR record
            mx-ptr-unconfirmed     | example.com MX 1 a.example.com~a.example.com A 8.8.8.8~8.8.8.8.in-addr.arpa PTR x.example.org | does not lead back to it
            parked-dmarc           | example.com MX 0 .~example.com TXT "v=spf1 -all"~_dmarc.example.com TXT "v=DMARC1; p=none" | sends no mail, and DMARC does not ask
            parked-mx              | example.com A 8.8.8.8~example.com TXT "v=spf1 -all" | is tried at its own address
            parked-key             | {KEY}example.com MX 0 .~example.com TXT "v=spf1 -all" | publishes a key at s1._domainkey.example.com
            mta-sts-missing        | {MX} | no record at _mta-sts.example.com
            mta-sts-not-a-record   | {MX}_mta-sts.example.com TXT "v=STSv2; id=1" | has to begin with v=STSv1; exactly
            mta-sts-several        | {MX}_mta-sts.example.com TXT "v=STSv1; id=1"~_mta-sts.example.com TXT "v=STSv1; id=2" | 2 records
            mta-sts-id             | {MX}_mta-sts.example.com TXT "v=STSv1; id=2026-01" | has id=2026-01
            mta-sts-syntax         | {MX}_mta-sts.example.com TXT "v=STSv1; id=1; x" | no equals sign
            tls-rpt-missing        | {MX} | no record at _smtp._tls.example.com
            tls-rpt-not-a-record   | {MX}_smtp._tls.example.com TXT "v=TLSRPT1; rua=mailto:a@b.c" | has to begin with v=TLSRPTv1; exactly
            tls-rpt-several        | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c"~_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:b@b.c" | 2 records
            tls-rpt-rua            | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=a@b.c" | a@b.c where a mailto: or https: URI is wanted
            tls-rpt-syntax         | {MX}_smtp._tls.example.com TXT "v=TLSRPTv1; rua=mailto:a@b.c; ruf=x" | has ruf=, which nobody knows
            bimi-not-a-record      | default._bimi.example.com TXT "v=BIMI2; l=" | has to begin with v=BIMI1; exactly
            bimi-several           | default._bimi.example.com TXT "v=BIMI1; l="~default._bimi.example.com TXT "v=BIMI1; l=https://a/b.svg" | 2 records
            bimi-logo              | default._bimi.example.com TXT "v=BIMI1; l=http://a.b/c.svg" | l=http://a.b/c.svg, which is no https URI
            bimi-certificate       | default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg" | no certificate of it
            bimi-evidence          | default._bimi.example.com TXT "v=BIMI1; l=https://a.b/c.svg; a=x" | a=x, which is no https URI
            bimi-syntax            | default._bimi.example.com TXT "v=BIMI1; l=; zz=1" | has zz=, which nobody knows
            profile-spf            | {MX} | refuses bulk mail (550-5.7.26) without SPF
            profile-dkim           | {MX} | no key of example.com was found
            profile-dmarc          | {MX} | without DMARC
            profile-not-in-dns     | {MX} | one-click unsubscription
            domain-missing         | x.example A 192.0.2.1 | does not exist
            """;

    private static DomainReport check(String zone, boolean profile) {
        FakeDns dns =
                FakeDns.zone(zone.replace("{MX}", MX).replace("{KEY}", KEY).replace("~", "\n"));
        DomainCheck check = DomainCheck.using(dns);
        DomainReport report = (profile ? check.withProfile(SenderProfile.GOOGLE) : check).check(DOMAIN);
        assertThat(dns.queries()).hasSizeLessThanOrEqualTo(DomainCheck.MAX_QUESTIONS);
        assertThat(report.findings()).doesNotHaveDuplicates();
        return report;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ROWS)
    void says(String code, String zone, String message) {
        DomainReport report = check(zone, code.startsWith("profile-"));
        Finding finding = report.findings().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()));
        assertThat(finding.message()).matches("[ -~]+\\.").contains(message);
        assertThat(finding.name()).isPresent();
        // What is wrong in a domain in order is not there.
        if (!Set.of("mta-sts-missing", "tls-rpt-missing", "profile-not-in-dns").contains(code)) {
            assertThat(check(GOOD, true).findings()).extracting(Finding::code).doesNotContain(code);
        }
    }

    private static final String GOOD = "{MX}{KEY}example.com TXT \"v=spf1 mx -all\"~"
            + "_mta-sts.example.com TXT \"v=STSv1; id=1\"~"
            + "_smtp._tls.example.com TXT \"v=TLSRPTv1; rua=mailto:t@example.com\"~";

    @Test
    @DisplayName("A domain in order has nothing but what is worth knowing")
    void good() {
        assertThat(check(GOOD, false).findings())
                .filteredOn(finding -> finding.severity().compareTo(org.signetmail.core.Severity.INFO) > 0)
                .isEmpty();
        assertThat(check(GOOD, false).isTemporary()).isFalse();
    }

    @Test
    @DisplayName("Every code has a row, but for the one that tells of the bound")
    void codes() {
        Set<String> told = new TreeSet<>();
        ROWS.lines().forEach(row -> told.add(row.substring(0, row.indexOf('|')).strip()));
        told.add("domain-not-all-asked");
        assertThat(DomainCheck.codes()).extracting(FindingCode::code).containsExactlyInAnyOrderElementsOf(told);
    }

    @Test
    @DisplayName("A zone that leads everywhere is left at 40 questions, and says so; a dead DNS is temporary")
    void hostile() {
        StringBuilder zone = new StringBuilder("example.com TXT \"v=spf1 mx");
        for (int i = 0; i < 9; i++) {
            zone.append(" mx:m").append(i).append(".example.com");
        }
        zone.append(" -all\"\n");
        for (int i = 0; i < 100; i++) {
            zone.append("m")
                    .append(i / 10)
                    .append(".example.com MX 1 h")
                    .append(i)
                    .append(".example.com\n");
            zone.append("example.com MX 1 h").append(i).append(".example.com\n");
        }
        DomainReport report = check(zone.toString(), true);
        assertThat(report.questions()).isLessThanOrEqualTo(DomainCheck.MAX_QUESTIONS);
        assertThat(report.findings()).extracting(Finding::code).contains("domain-not-all-asked");
        DomainReport dead = check("example.com !TIMEOUT\n_dmarc.example.com !TIMEOUT\n", false);
        assertThat(dead.isTemporary()).isTrue();
    }
}
