package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.testkit.FakeDns;

/** What receivers of either kind make of a domain, its subdomains, and its report addresses. */
class DmarcReportTest {

    /** Domain, a subdomain, one that does not exist; {@code #} parts records, names are those below {@code _dmarc}. */
    @DisplayName("RFC 9989 §4.10.1, RFC 7489 §6.6.3: which policy applies, from which tag of which record")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            example.com   | example.com p=reject                      | reject p, reject p, reject p              | reject p, reject p, reject p
            example.com   | example.com p=reject; sp=none             | reject p, none sp, none sp                | reject p, none sp, none sp
            example.com   | example.com p=none; sp=none; np=reject    | none p, none sp, reject np                | none p, none sp, none sp
            example.com   | example.com p=none; np=reject             | none p, none p, reject np                 | none p, none p, none p
            example.com   | example.com p=reject; t=y                 | quarantine p, quarantine p, quarantine p  | reject p, reject p, reject p
            example.com   | example.com p=quarantine; sp=reject; t=y  | none p, quarantine sp, quarantine sp      | quarantine p, reject sp, reject sp
            example.com   | example.com p=reject; pct=30              | reject p, reject p, reject p              | reject p 30, reject p 30, reject p 30
            example.com   | example.com p=x                           | -, -, -                                   | -, -, -
            example.com   | example.com p=x; rua=mailto:a@example.com | none p, none p, none p                    | none p, none p, none p
            example.com   | example.com p=reject; np=x                | -, -, -                                   | reject p, reject p, reject p
            example.com   | example.com p=reject # example.com p=none | -, -, -                                   | -, -, -
            example.com   | example.com p=reject; psd=y; sp=none      | reject p, none sp, none sp                | reject p, none sp, none sp
            a.example.com | example.com p=reject; sp=none             | none sp, none sp, none sp                 | none sp, none sp, none sp
            a.example.com | example.com p=reject; np=none             | none np, reject p, none np                | reject p, reject p, reject p
            a.example.com | a.example.com p=none; sp=none # example.com p=reject | none p, reject p, reject p     | none p, reject p, reject p
            a.example.com | a.example.com p=none; psd=n # example.com p=reject   | none p, none p, none p         | none p, none p, none p
            a.example.com | a.example.com p=none # a.example.com p=none # example.com p=reject | reject p, reject p, reject p | -, reject p, reject p
            a.b.example.com | b.example.com p=none # example.com p=reject        | reject p, reject p, reject p   | reject p, reject p, reject p
            example.com   | com p=reject; psd=y; sp=quarantine        | quarantine sp, quarantine sp, quarantine sp | -, -, -
            example.com   | other.example p=reject                    | -, -, -                                   | -, -, -
            """)
    void policies(String domain, String records, String rfc9989, String rfc7489) {
        DmarcReport report = DmarcLint.using(Checks.zone(records)).check(DomainName.of(domain));
        assertThat(policies(report.rfc9989())).isEqualTo(rfc9989);
        assertThat(policies(report.rfc7489())).isEqualTo(rfc7489);
        assertThat(report.rfc9989().method()).isEqualTo(DiscoveryMethod.TREEWALK);
        assertThat(report.rfc7489().method()).isEqualTo(DiscoveryMethod.PSL);
    }

    private static String policies(DmarcReading reading) {
        return policy(reading.domain()) + ", " + policy(reading.subdomain()) + ", "
                + policy(reading.missingSubdomain());
    }

    private static String policy(Optional<AppliedPolicy> policy) {
        return policy.map(applied -> applied.policy().keyword() + " "
                        + applied.tag().name().toLowerCase(java.util.Locale.ROOT)
                        + (applied.percent() == 100 ? "" : " " + applied.percent()))
                .orElse("-");
    }

    /** The verdict on a message is what the report says of its policy: the two find it by the same rules. */
    @DisplayName("The policy that a message gets is the one that the report has")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            example.com     | example.com p=reject; sp=none; np=quarantine
            a.example.com   | example.com p=reject; sp=none; np=quarantine
            a.b.example.com | b.example.com p=none; sp=reject # example.com p=quarantine; t=y
            a.b.example.com | b.example.com p=none; psd=y # example.com p=quarantine
            a.b.c.d.e.f.g.h.example.com | g.h.example.com p=reject # example.com p=quarantine; np=reject
            example.com     | com p=reject; psd=y
            """)
    void sameAsTheVerdict(String domain, String records) {
        FakeDns dns = Checks.zone(records);
        DmarcOutcome outcome = DmarcEvaluator.using(dns).evaluate(Checks.from("x@" + domain), java.util.List.of());
        DmarcReading reading = DmarcLint.using(dns).check(DomainName.of(domain)).rfc9989();
        assertThat(reading.domain().map(AppliedPolicy::policy)).isEqualTo(outcome.policy());
        assertThat(reading.domain().map(AppliedPolicy::tag)).isEqualTo(outcome.policyTag());
        assertThat(reading.recordDomain()).isEqualTo(outcome.recordDomain());
        assertThat(reading.organizationalDomain()).isEqualTo(outcome.organizationalDomain());
    }

    @Test
    @DisplayName("RFC 7489 §3.2: a Public Suffix List draws the lines of those who go by it")
    void publicSuffixList() throws IOException {
        PublicSuffixList list = PublicSuffixList.read(new StringReader("uk\nco.uk\nhost.example\n"));
        FakeDns dns = Checks.zone("co.uk p=none # x.host.example p=reject; psd=y");
        DmarcLint lint = DmarcLint.using(dns).withPublicSuffixList(list);

        DmarcReport below = lint.check(DomainName.of("y.co.uk"));
        assertThat(below.rfc9989().organizationalDomain()).contains(DomainName.of("co.uk"));
        assertThat(below.rfc7489().organizationalDomain()).contains(DomainName.of("y.co.uk"));
        assertThat(below.differences())
                .containsExactly(
                        "An RFC 7489 receiver goes by no record for y.co.uk, an RFC 9989 receiver by that at _dmarc.co.uk.",
                        "An RFC 7489 receiver takes y.co.uk for the organizational domain, an RFC 9989 receiver co.uk.",
                        "Failing mail of y.co.uk: by RFC 7489 no policy, by RFC 9989 none (p of _dmarc.co.uk).",
                        "Failing mail of a subdomain: by RFC 7489 no policy, by RFC 9989 none (p of _dmarc.co.uk).",
                        "Failing mail of a subdomain that does not exist: by RFC 7489 no policy, by RFC 9989 none (p of"
                                + " _dmarc.co.uk).");
        assertThat(below.findings()).extracting(each -> each.code()).contains("dmarc-organization-above");

        DmarcReport claimed = lint.check(DomainName.of("x.host.example"));
        assertThat(claimed.findings())
                .filteredOn(each -> each.code().equals("dmarc-psd-outside-suffix"))
                .singleElement()
                .satisfies(each -> assertThat(each.message()).contains("but the Public Suffix List does not have it"));
        assertThat(lint.check(DomainName.of("co.uk")).findings())
                .extracting(each -> each.code())
                .doesNotContain("dmarc-organization-above", "dmarc-psd-outside-suffix");
    }

    @Test
    @DisplayName("A report and what is in it name the domain, the records, and the policies as they were published")
    void parts() {
        DmarcReport report = DmarcLint.using(Checks.zone("example.com p=reject; sp=none; t=y"))
                .check(DomainName.of("a.example.com"));
        assertThat(report.domain()).isEqualTo(DomainName.of("a.example.com"));
        AppliedPolicy applied = report.rfc9989().domain().orElseThrow();
        assertThat(applied.recordDomain()).isEqualTo(DomainName.of("example.com"));
        assertThat(applied.published()).isEqualTo(Disposition.NONE);
        assertThat(report.rfc9989())
                .hasToString("treewalk: none (sp of _dmarc.example.com); subdomains none (sp of _dmarc.example.com);"
                        + " missing ones none (sp of _dmarc.example.com)");
        assertThat(DmarcLint.using(Checks.zone(""))
                        .check(DomainName.of("example.com"))
                        .rfc7489())
                .hasToString("psl: no policy; subdomains no policy; missing ones no policy");
        AppliedPolicy tested = DmarcLint.using(Checks.zone("example.com p=reject; t=y"))
                .check(DomainName.of("example.com"))
                .rfc9989()
                .domain()
                .orElseThrow();
        assertThat(tested.policy()).isEqualTo(Disposition.QUARANTINE);
        assertThat(tested.published()).isEqualTo(Disposition.REJECT);
    }

    @Test
    @DisplayName("RFC 7489 §3.2: two records, of which each of the RFCs takes another one; below a suffix nothing")
    void twoRecords() throws IOException {
        PublicSuffixList list = PublicSuffixList.read(new StringReader("example\nhost.example\n"));
        DmarcLint lint = DmarcLint.using(Checks.zone("x.host.example p=reject # host.example p=none"))
                .withPublicSuffixList(list);
        assertThat(lint.check(DomainName.of("a.x.host.example")).differences())
                .startsWith(
                        "An RFC 7489 receiver goes by the record at _dmarc.x.host.example for a.x.host.example, an RFC"
                                + " 9989 receiver by that at _dmarc.host.example.",
                        "An RFC 7489 receiver takes x.host.example for the organizational domain, an RFC 9989 receiver"
                                + " host.example.");
        assertThat(lint.check(DomainName.of("x.host.example")).rfc7489().subdomain())
                .isPresent();
        assertThat(lint.check(DomainName.of("host.example")).rfc7489().subdomain())
                .isEmpty();
    }

    @Test
    @DisplayName("RFC 9989 §4.10: a walk ends where DNS does not tell, unless the domain has its own record")
    void walkThatFails() {
        for (String own : new String[] {"", "a.example.com p=reject # "}) {
            DmarcReport report =
                    DmarcLint.using(Checks.zone(own + "example.com !SERVFAIL")).check(DomainName.of("a.example.com"));
            assertThat(report.walk())
                    .extracting(step -> step.domain().toString())
                    .containsExactlyElementsOf(
                            own.isEmpty()
                                    ? java.util.List.of("a.example.com", "example.com")
                                    : java.util.List.of("a.example.com", "example.com", "com"));
        }
    }

    // Zone behind the records of example.com (~ is a line end); codes of findings about destinations, and whose.
    @DisplayName("RFC 9990 §4: what is said of destinations")
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            p=none; psd=n; rua=mailto:r@host.example; ruf=mailto:f@other.example | '' | No report goes to mailto:r@host.example; No report goes to mailto:f@other.example
            p=none; psd=y; rua=mailto:r@host.example; ruf=mailto:f@other.example | '' | No report goes to mailto:r@host.example
            p=none; rua=mailto:r@host.example; ruf=mailto:f@example.com | example.com._report._dmarc.host.example TXT !TIMEOUT | Whether reports may go to mailto:r@host.example is not known. DNS did not tell whether reports may go there: TIMEOUT.
            """)
    void saidOfDestinations(String tags, String zone, String said) {
        FakeDns dns = FakeDns.zone(
                "example.com MX 1 mx.example.com\n_dmarc.example.com TXT \"v=DMARC1; " + tags + "\"\n" + zone);
        assertThat(DmarcLint.using(dns).check(DomainName.of("example.com")).findings())
                .filteredOn(finding -> finding.message().contains("eport goes to")
                        || finding.message().contains("eports may go to"))
                .extracting(finding -> finding.message())
                .zipSatisfy(
                        java.util.List.of(said.split("; ")),
                        (message, start) -> assertThat(message).startsWith(start));
    }

    @Test
    @DisplayName("Whether mail arrives is looked at for the hosts of ten addresses")
    void tenHosts() {
        StringBuilder zone = new StringBuilder("example.com MX 1 mx.example.com\n");
        StringBuilder record = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            record.append(i == 0 ? "; rua=" : i == 5 ? "; ruf=" : ",")
                    .append("mailto:r@h")
                    .append(i)
                    .append(".example");
            zone.append("example.com._report._dmarc.h").append(i).append(".example TXT \"v=DMARC1\"\n");
        }
        zone.append("_dmarc.example.com TXT \"v=DMARC1; p=none\" \"")
                .append(record)
                .append("\"\n");
        assertThat(DmarcLint.using(FakeDns.zone(zone.toString()))
                        .check(DomainName.of("example.com"))
                        .findings())
                .filteredOn(finding -> finding.code().equals("dmarc-report-host-without-mx"))
                .hasSize(10);
    }

    @Test
    @DisplayName("RFC 9989 §4.10: the walk tells each name and what was there")
    void walk() {
        FakeDns dns = FakeDns.zone("""
                _dmarc.a.b.example.com  TXT  "v=spf1 -all"
                _dmarc.b.example.com    TXT  "v=DMARC1; p=none; p=none"
                _dmarc.example.com      TXT  "v=DMARC1; p=reject"
                _dmarc.com              A    192.0.2.1
                """);
        DmarcReport report = DmarcLint.using(dns).check(DomainName.of("a.b.example.com"));
        assertThat(report.walk())
                .extracting(DmarcStep::toString)
                .containsExactly(
                        "_dmarc.a.b.example.com: a TXT record that is no DMARC record",
                        "_dmarc.b.example.com: a DMARC record that is ignored, because it has a tag twice",
                        "_dmarc.example.com: a DMARC record",
                        "_dmarc.com: no TXT record");
        assertThat(report.walk().get(0).texts()).containsExactly("v=spf1 -all");
        assertThat(report.walk().get(2).record().map(DmarcRecord::text)).contains("v=DMARC1; p=reject");
        assertThat(report.walk().get(3).domain()).isEqualTo(DomainName.of("com"));
    }

    @Test
    @DisplayName("RFC 9990 §4: who may receive reports")
    void destinations() {
        FakeDns dns = FakeDns.zone("""
                _dmarc.example.com  TXT  "v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@host.example; ruf=mailto:c@other.example"
                example.com         MX   10 mx.example.com
                host.example        MX   10 mx.host.example
                example.com._report._dmarc.host.example  TXT  "v=DMARC1"
                """);
        DmarcReport report = DmarcLint.using(dns).check(DomainName.of("example.com"));
        assertThat(report.destinations(ReportKind.AGGREGATE))
                .extracting(ReportDestination::status)
                .containsExactly(ReportDestination.Status.INTERNAL, ReportDestination.Status.AUTHORIZED);
        assertThat(report.destinations(ReportKind.FAILURE))
                .extracting(ReportDestination::status)
                .containsExactly(ReportDestination.Status.REFUSED);
        assertThat(report.destinations(ReportKind.AGGREGATE))
                .isEqualTo(ReportDestinations.using(dns)
                        .verify(
                                DomainName.of("example.com"),
                                report.rfc9989().record().orElseThrow(),
                                ReportKind.AGGREGATE));
    }

    @Test
    @DisplayName("A failure of DNS is told as such, and nothing is said of a record that nobody saw")
    void failure() {
        FakeDns dns = FakeDns.zone("_dmarc.example.com TXT !SERVFAIL");
        DmarcReport report = DmarcLint.using(dns).check(DomainName.of("example.com"));
        assertThat(report.failure().map(failed -> failed.reason())).contains(DnsFailure.SERVFAIL);
        assertThat(report.findings()).extracting(each -> each.code()).containsExactly("dmarc-not-answered");
        assertThat(report.differences()).isEmpty();
    }

    @Test
    @DisplayName("Look-ups that are under way are joined, few are asked, and the order of answers changes nothing")
    void lookups() {
        FakeDns dns = FakeDns.zone("""
                _dmarc.example.com  TXT  "v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@host.example"
                example.com         MX   10 mx.example.com
                host.example        MX   10 mx.host.example
                """);
        DmarcReport report = DmarcLint.using(dns).check(DomainName.of("example.com"));
        assertThat(dns.queries()).hasSizeLessThanOrEqualTo(12).doesNotHaveDuplicates();
        for (int seed = 0; seed < 5; seed++) {
            FakeDns shuffled = dns.withShuffledDelays(seed, Duration.ofMillis(2));
            assertThat(DmarcLint.using(shuffled).check(DomainName.of("example.com")))
                    .isEqualTo(report);
        }

        dns.clear();
        DnsLookups lookups = DnsLookups.start(dns, DnsLookups.MAX_QUERIES, DnsLookups.TIME_LIMIT);
        lookups.await(DomainName.of("example.com"), RecordType.MX);
        assertThat(DmarcLint.using(lookups).check(DomainName.of("example.com")))
                .isEqualTo(report)
                .hasSameHashCodeAs(report)
                .hasToString(report.toString());
        lookups.end();
        assertThat(dns.queries()).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Names at the limits of DNS, and the shortest")
    void namesAtTheLimits() {
        String label = "a".repeat(63);
        String longest = label + "." + label + "." + label + "." + "b".repeat(61);
        FakeDns dns = FakeDns.zone("_dmarc.com TXT \"v=DMARC1; p=reject\"");
        assertThat(DmarcLint.using(dns).check(DomainName.of(longest)).rfc9989().record())
                .isEmpty();
        assertThat(DmarcLint.using(dns)
                        .check(DomainName.of("com"))
                        .rfc9989()
                        .domain()
                        .map(AppliedPolicy::policy))
                .contains(Disposition.REJECT);
    }
}
