package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.testkit.FakeDns;

class ReportDestinationsTest {

    private static final String CONSENT = ":a.example.com._report._dmarc.mail.esp.example TXT ";

    @DisplayName("RFC 9990 §4: who gets the aggregate reports of a.example.com")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', emptyValue = "", textBlock = """
            the same host           | §§                                       | mailto:r@a.example.com     | INTERNAL mailto:r@a.example.com
            the same organization   | example.com p=none                       | mailto:r@mail.example.com  | INTERNAL mailto:r@mail.example.com
            psd=n makes it another  | example.com p=none # mail.example.com p=none; psd=n | mailto:r@mail.example.com | REFUSED
            another one, no consent | example.com p=none                       | mailto:r@mail.esp.example  | REFUSED
            consent                 | %"v=DMARC1"                              | mailto:r@mail.esp.example  | AUTHORIZED mailto:r@mail.esp.example
            consent, semicolon      | %"v=DMARC1;"                             | mailto:r@mail.esp.example  | AUTHORIZED mailto:r@mail.esp.example
            consent, other host     | %"v=DMARC1;"                             | mailto:r@esp.example       | REFUSED
            not a consent           | %"v=spf1 -all"                           | mailto:r@mail.esp.example  | REFUSED
            not quite a consent     | %"v=dmarc1"                              | mailto:r@mail.esp.example  | REFUSED
            several consents        | %"v=DMARC1" # %"v=DMARC1"                | mailto:r@mail.esp.example  | AUTHORIZED mailto:r@mail.esp.example
            one among others        | %"x" # %"v=DMARC1"                       | mailto:r@mail.esp.example  | AUTHORIZED mailto:r@mail.esp.example
            override                | %"v=DMARC1; rua=mailto:x@mail.esp.example" | mailto:r@mail.esp.example | AUTHORIZED mailto:x@mail.esp.example
            override to elsewhere   | %"v=DMARC1; rua=mailto:x@victim.example" | mailto:r@mail.esp.example  | REFUSED
            override to no URI      | %"v=DMARC1; rua=nobody"                  | mailto:r@mail.esp.example  | REFUSED
            override to nothing     | %"v=DMARC1; rua="                        | mailto:r@mail.esp.example  | REFUSED
            override to no host     | %"v=DMARC1; rua=mailto:x@[192.0.2.1]"    | mailto:r@mail.esp.example  | REFUSED
            one of two to no URI    | %"v=DMARC1" # %"v=DMARC1; rua=nobody"    | mailto:r@mail.esp.example  | REFUSED
            a URI without a host    | §§                                       | mailto:r@[192.0.2.1]       | REFUSED
            override below          | %"v=DMARC1; rua=mailto:x@a.mail.esp.example" | mailto:r@mail.esp.example | REFUSED
            ruf does not override rua | %"v=DMARC1; ruf=mailto:x@victim.example" | mailto:r@mail.esp.example | AUTHORIZED mailto:r@mail.esp.example
            wildcard                | :*._report._dmarc.mail.esp.example TXT "v=DMARC1" | mailto:r@mail.esp.example | AUTHORIZED mailto:r@mail.esp.example
            temporary error         | %!SERVFAIL                               | mailto:r@mail.esp.example  | UNKNOWN
            lasting error           | %!FORMERR                                | mailto:r@mail.esp.example  | REFUSED
            temporary error of a walk | mail.a.example.com !SERVFAIL # a.example.com p=none | mailto:r@mail.a.example.com | UNKNOWN
            another scheme          | %"v=DMARC1"                              | https://mail.esp.example/r | AUTHORIZED https://mail.esp.example/r
            no host                 | %"v=DMARC1"                              | urn:reports                | REFUSED
            a victim far away       | §§                                       | mailto:ceo@victim.example  | REFUSED
            """)
    void aggregate(String what, String zone, String uri, String expected) {
        FakeDns dns = Checks.zone(zone.replace("%", CONSENT));
        assertThat(show(verify(dns, "a.example.com", "p=none; rua=" + uri, ReportKind.AGGREGATE)))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("RFC 9991 §5: failure reports need the same consent, and ruf overrides them")
    void failure() {
        FakeDns dns = Checks.zone(CONSENT + "\"v=DMARC1; ruf=mailto:x@mail.esp.example; rua=mailto:y@victim.example\"");
        String tags = "p=none; ruf=mailto:r@mail.esp.example; rua=mailto:r@mail.esp.example";
        assertThat(show(verify(dns, "a.example.com", tags, ReportKind.FAILURE)))
                .isEqualTo("AUTHORIZED mailto:x@mail.esp.example");
    }

    @Test
    @DisplayName("RFC 9991 §2: the ruf of a public suffix is not considered")
    void publicSuffix() {
        FakeDns dns = Checks.zone("");
        String tags = "p=none; psd=y; ruf=mailto:r@bank; rua=mailto:r@bank";
        assertThat(show(verify(dns, "bank", tags, ReportKind.FAILURE))).isEqualTo("REFUSED");
        assertThat(show(verify(dns, "bank", tags, ReportKind.AGGREGATE))).isEqualTo("INTERNAL mailto:r@bank");
    }

    @Test
    @DisplayName("Why reports may go there, or may not")
    void reasons() {
        assertThat(reason(CONSENT + "\"v=DMARC1\""))
                .isEqualTo("mail.esp.example consents at a.example.com._report._dmarc.mail.esp.example.");
        assertThat(reason(CONSENT + "\"v=DMARC1; rua=mailto:x@mail.esp.example\""))
                .isEqualTo("mail.esp.example consents at a.example.com._report._dmarc.mail.esp.example, to another URI"
                        + " of its own.");
        assertThat(reason(CONSENT + ("\"" + "y".repeat(250) + "\" ").repeat(80)))
                .startsWith("There is no consent");
        assertThat(reason(CONSENT + "\"v=DMARC1;\" " + ("\"" + "y".repeat(250) + "\" ").repeat(80)))
                .startsWith("The consent of mail.esp.example is in a TXT record of ")
                .endsWith(".");
    }

    private static String reason(String zone) {
        return verify(Checks.zone(zone), "a.example.com", "p=none; rua=mailto:r@mail.esp.example", ReportKind.AGGREGATE)
                .get(0)
                .reason();
    }

    @Test
    void orderIsKept() {
        FakeDns dns = Checks.zone(CONSENT + "\"v=DMARC1\"");
        String tags = "p=none; rua=mailto:r@other.example,mailto:r@mail.esp.example,junk,mailto:r@a.example.com";
        assertThat(show(verify(dns, "a.example.com", tags, ReportKind.AGGREGATE)))
                .isEqualTo("REFUSED, AUTHORIZED mailto:r@mail.esp.example, INTERNAL mailto:r@a.example.com");
    }

    @Test
    @DisplayName("RFC 9990 §4 step 3: the name is made of the domain of the record, and only what is needed is asked")
    void queries() {
        FakeDns dns = Checks.zone("");
        verify(dns, "a.example.com", "p=none; rua=mailto:r@mail.esp.example", ReportKind.AGGREGATE);
        assertThat(Checks.queries(dns))
                .isEqualTo("_dmarc.a.example.com _dmarc.example.com _dmarc.com"
                        + " a.example.com._report._dmarc.mail.esp.example");
    }

    @Test
    @DisplayName("RFC 9990 §4 step 4: a name that is too long is no consent")
    void tooLong() {
        String host = "x.".repeat(118) + "example";
        FakeDns dns = Checks.zone("");
        assertThat(show(verify(dns, "a.example.com", "p=none; rua=mailto:r@" + host, ReportKind.AGGREGATE)))
                .isEqualTo("REFUSED");
        assertThat(Checks.queries(dns)).doesNotContain("_report");
    }

    @Test
    @DisplayName("RFC 7489 §7.1: with a Public Suffix List")
    void suffixList() {
        FakeDns dns = Checks.zone("");
        List<ReportDestination> destinations = ReportDestinations.using(dns)
                .withPublicSuffixList(PublicSuffixListTest.list())
                .verify(
                        DomainName.of("a.example.com"),
                        record("p=none; rua=mailto:r@b.example.com,mailto:r@b.uk.com"),
                        ReportKind.AGGREGATE);
        assertThat(show(destinations)).isEqualTo("INTERNAL mailto:r@b.example.com, REFUSED");
        assertThat(Checks.queries(dns)).isEqualTo("a.example.com._report._dmarc.b.uk.com");
    }

    private static List<ReportDestination> verify(FakeDns dns, String recordDomain, String tags, ReportKind kind) {
        return ReportDestinations.using(dns).verify(DomainName.of(recordDomain), record(tags), kind);
    }

    private static DmarcRecord record(String tags) {
        return DmarcRecord.parse("v=DMARC1; " + tags).record().orElseThrow();
    }

    private static String show(List<ReportDestination> destinations) {
        return destinations.stream()
                .map(each -> each.status()
                        + each.targets().stream()
                                .map(target -> " " + target.text())
                                .collect(Collectors.joining()))
                .collect(Collectors.joining(", "));
    }
}
