package org.signetmail.dmarc.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;

/** Whole zones with faults at random places: each is told, and what goes wrong with one takes nothing from another. */
class DomainCheckRandomTest {

    private static final DomainName DOMAIN = DomainName.of("example.com");

    /** A fault: what stands in place of a line of a good zone, and the codes of which one names it. */
    private record Fault(String line, String replacement, Set<String> codes) {}

    private static Fault fault(String line, String replacement, String... codes) {
        return new Fault(line, replacement, Set.of(codes));
    }

    private static final String SPF = "example.com TXT \"v=spf1 mx a:web.example.com include:_spf.esp.example -all\"";
    private static final String DMARC =
            "_dmarc.example.com TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com; adkim=s\"";
    private static final String KEY =
            "s1._domainkey.example.com TXT \"" + TestKeys.rsa2048().txt() + "\"";
    private static final String MX = "example.com MX 10 mx.example.com";
    private static final String HOST = "mx.example.com A 8.8.4.4";
    private static final String POINTER = "4.4.8.8.in-addr.arpa PTR mx.example.com";
    private static final String STS = "_mta-sts.example.com TXT \"v=STSv1; id=20260101\"";
    private static final String RPT = "_smtp._tls.example.com TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\"";
    private static final String BIMI =
            "default._bimi.example.com TXT \"v=BIMI1; l=https://example.com/l.svg; a=https://example.com/l.pem\"";
    private static final List<String> GOOD = List.of(
            SPF,
            DMARC,
            KEY,
            MX,
            HOST,
            POINTER,
            STS,
            RPT,
            BIMI,
            "web.example.com A 8.8.4.5",
            "_spf.esp.example TXT \"v=spf1 ip4:9.9.9.0/24 -all\"");

    private static List<Fault> faults() {
        List<Fault> faults = new ArrayList<>(List.of(
                fault(MX, "example.com MX 10 gone.example.com", "mx-missing"),
                fault(MX, "example.com MX 10 mx.gone-away.example", "mx-takeover"),
                fault(MX, "example.com MX 10 8.8.4.4", "mx-address"),
                fault(MX, MX + "\nexample.com MX 0 .", "mx-null-beside-others"),
                fault(MX, MX + "\nexample.com MX 20 mx.example.com", "mx-twice"),
                fault(MX, "example.com MX 5 alias.example.com\nalias.example.com CNAME mx.example.com", "mx-cname"),
                fault(HOST, "mx.example.com A 100.64.3.1", "mx-private-address"),
                fault(HOST, "mx.example.com A 169.254.1.1", "mx-private-address"),
                fault(HOST, "mx.example.com TXT \"x\"", "mx-no-address"),
                fault(POINTER, "", "mx-ptr-missing"),
                fault(POINTER, "4.4.8.8.in-addr.arpa PTR other.esp.example", "mx-ptr-unconfirmed"),
                fault(STS, STS.replace("STSv1", "STSv2"), "mta-sts-not-a-record"),
                fault(STS, STS.replace("id=20260101", "id=2026-01-01"), "mta-sts-id"),
                fault(STS, STS + "\n" + STS.replace("0101", "0102"), "mta-sts-several"),
                fault(RPT, RPT.replace("rua=mailto:", "rua="), "tls-rpt-rua"),
                fault(RPT, RPT.replace("TLSRPTv1", "TLSRPT"), "tls-rpt-not-a-record"),
                fault(RPT, RPT.replace("rua=", "ruf="), "tls-rpt-rua"),
                fault(BIMI, BIMI.replace("https://example.com/l.svg", "http://example.com/l.svg"), "bimi-logo"),
                fault(BIMI, BIMI.replace("BIMI1", "BIMI2"), "bimi-not-a-record"),
                fault(BIMI, BIMI.replace("l.pem", "l.pem; x"), "bimi-syntax"),
                fault(KEY, KEY.replace("v=DKIM1", "v=dkim1"), "dkim-key-version"),
                fault(KEY, KEY.replace("p=M", "p=\\\"M"), "dkim-key-quotes"),
                fault(KEY, "s1._domainkey.example.com TXT \"v=DKIM1; p=\"", "dkim-key-revoked"),
                fault(KEY, KEY.replace("s1._domainkey", "_domainkey"), "dkim-key-misplaced"),
                fault(KEY, KEY.replace("k=rsa", "k=rsa2048"), "dkim-key-type-unknown"),
                fault(KEY, KEY.replace("v=DKIM1;", "v=DKIM1; t=y;"), "dkim-key-testing"),
                fault(DMARC, DMARC.replace("p=reject", "p=jerect"), "dmarc-policy-assumed", "dmarc-bad-value"),
                fault(DMARC, DMARC.replace("v=DMARC1;", "v=DMARC1"), "dmarc-not-a-record"),
                fault(DMARC, DMARC.replace("=DMARC1", ":DMARC1"), "dmarc-not-a-record"),
                fault(DMARC, DMARC + "\n" + DMARC.replace("adkim=s", "adkim=r"), "dmarc-several-records"),
                fault(
                        DMARC,
                        DMARC.replace("adkim=s", "adkim=s; sp=none"),
                        "dmarc-weaker-subdomain-policy",
                        "bimi-policy"),
                fault(DMARC, DMARC.replace("adkim=s", "p=none"), "dmarc-duplicate-tag"),
                fault(DMARC, DMARC.replace("_dmarc.", ""), "dmarc-wrong-place"),
                fault(DMARC, DMARC.replace("; adkim=s", ":fo=1"), "dmarc-missing-semicolon"),
                fault(DMARC, DMARC.replace("dmarc@example.com", "dmarc@esp.example"), "dmarc-report-not-authorized")));
        for (String[] slip : new String[][] {
            {"mx ", "mx; ", "spf-unknown-mechanism"},
            {"include:", "includes:", "spf-unknown-mechanism"},
            {"include:_spf", "include: _spf", "spf-missing-domain"},
            {"a:web.example.com", "a:8.8.4.5", "spf-bad-domain"},
            {"a:web.example.com", "ip4:8.8.4.5/33", "spf-bad-prefix-length"},
            {"-all", "+all", "spf-everybody-passes"},
            {"-all", "\\226\\128\\147all", "spf-bad-character"},
            {"v=spf1 ", "v=spf1", "spf-version-glued"},
            {"v=spf1 ", "v=spf2 ", "spf-wrong-version"},
            {"_spf.esp.example", "_spf.none.example", "spf-include-without-record"},
            {"include:_spf.esp.example", "include:https://esp.example", "spf-odd-domain"},
            {"include:_spf.esp.example -all", "-all include:_spf.esp.example", "spf-term-behind-all"}
        }) {
            faults.add(fault(SPF, SPF.replace(slip[0], slip[1]), slip[2]));
        }
        faults.add(fault(SPF, SPF + "\n" + SPF.replace("-all", "~all"), "spf-several-records"));
        return faults;
    }

    private static DomainReport check(List<String> lines, boolean profile) {
        FakeDns dns = FakeDns.zone(String.join("\n", lines));
        DomainCheck check = DomainCheck.using(dns).withSelectors(List.of(DomainName.of("s1")));
        DomainReport report = (profile ? check.withProfile(SenderProfile.YAHOO) : check).check(DOMAIN);
        assertThat(dns.queries()).hasSizeLessThanOrEqualTo(DomainCheck.MAX_QUESTIONS);
        assertThat(report.findings())
                .as("%s", lines)
                .doesNotHaveDuplicates()
                .allSatisfy(finding ->
                        assertThat(finding.message() + finding.remedy()).matches("[ -~]+"));
        return report;
    }

    private static List<String> with(List<Fault> planted) {
        List<String> lines = new ArrayList<>(GOOD);
        planted.forEach(fault -> lines.replaceAll(line -> line.equals(fault.line()) ? fault.replacement() : line));
        return lines;
    }

    private static Set<String> codes(List<Finding> findings) {
        Set<String> codes = new LinkedHashSet<>();
        findings.forEach(finding -> codes.add(finding.code()));
        return codes;
    }

    @Test
    @DisplayName("The zone without a fault has nothing that is to be changed")
    void good() {
        assertThat(check(GOOD, true).findings())
                .filteredOn(finding -> finding.severity() != Severity.INFO)
                .isEmpty();
    }

    @Test
    @DisplayName("A fault that is alone is among the first two kinds of findings, wherever it is")
    void alone() {
        for (Fault fault : faults()) {
            Set<String> codes = codes(check(with(List.of(fault)), false).findings());
            assertThat(codes.stream().limit(2))
                    .as("%s: %s", fault.replacement(), codes)
                    .containsAnyElementsOf(fault.codes());
        }
    }

    @Test
    @DisplayName(
            "100 zones with two to four faults at different places: all are told, at 40 questions at most, nothing twice")
    void together() {
        Random random = new Random(15);
        List<Fault> all = faults();
        for (int zone = 0; zone < 100; zone++) {
            List<Fault> planted = new ArrayList<>();
            Set<String> lines = new LinkedHashSet<>();
            int count = 2 + random.nextInt(3);
            while (planted.size() < count) {
                Fault fault = all.get(random.nextInt(all.size()));
                // A host and what names it are one place, and so are a logo and the policy that it needs.
                String place = List.of(MX, HOST, POINTER).contains(fault.line())
                        ? MX
                        : List.of(BIMI, DMARC).contains(fault.line()) ? DMARC : fault.line();
                if (lines.add(place)) {
                    planted.add(fault);
                }
            }
            Set<String> codes = codes(check(with(planted), random.nextBoolean()).findings());
            for (Fault fault : planted) {
                assertThat(codes).as("zone %s: %s", zone, planted).containsAnyElementsOf(fault.codes());
            }
        }
    }
}
