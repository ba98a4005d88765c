package org.signetmail.dmarc.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.dmarc.PublicSuffixList;
import org.signetmail.testkit.FakeDns;

/** Whether a MAIL FROM or a d= can align (RFC 9989 §4.4), and that what is advised makes it so. */
class AlignmentCheckTest {

    private static final PublicSuffixList SUFFIXES = suffixes();

    // Code, From, tags of its record, MAIL FROM or d=, a part of the sentence, the one that the remedy leads to.
    private static final String ROWS = """
            align-mail-from      | example.com   |          | bounce.esp.net       | because it is neither example.com nor a name below that. So SPF cannot | bounce.example.com
            align-mail-from      | example.com   | aspf=s   | bounce.example.com   | because the record at _dmarc.example.com has aspf=s (strict), by which the two have to be the same. | example.com
            align-mail-from      | a.example.com |          | esp.net              | because it is neither example.com nor a name below that. | example.com
            align-mail-from      | example.com   |          | x.own.example.com    | because its organizational domain is own.example.com, and that of example.com is example.com. | x.example.com
            align-signing-domain | example.com   |          | esp.net              | A signature with d=esp.net does not align with From at example.com, because | example.com
            align-signing-domain | example.com   | adkim=s  | mail.example.com     | has adkim=s (strict) | example.com
            align-signing-domain | shop.example.com | aspf=s | other.shop.example.com | and that of shop.example.com is shop.example.com. So DKIM cannot make that mail pass DMARC there. By RFC 9989 it aligns. | shop.example.com
            """;

    private static PublicSuffixList suffixes() {
        try {
            return PublicSuffixList.read(new StringReader("com\nnet\nshop.example.com\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DomainReport check(String from, String tags, String code, String other) {
        FakeDns dns = FakeDns.zone("example.com MX 0 .\na.example.com MX 0 .\nshop.example.com MX 0 .\n"
                + "_dmarc.example.com TXT \"v=DMARC1; p=reject; rua=mailto:a@example.com;" + tags + "\"\n"
                + "_dmarc.shop.example.com TXT \"v=DMARC1; p=reject;" + tags + "\"\n"
                + "_dmarc.own.example.com TXT \"v=DMARC1; p=reject; psd=n\"\n");
        DomainCheck check = DomainCheck.using(dns).withPublicSuffixList(SUFFIXES);
        DomainName domain = DomainName.of(other);
        DomainReport report = (code.equals("align-mail-from")
                        ? check.withMailFrom(domain)
                        : check.withSigningDomain(domain))
                .check(DomainName.of(from));
        assertThat(report.findings()).doesNotHaveDuplicates();
        assertThat(dns.queries()).hasSizeLessThanOrEqualTo(DomainCheck.MAX_QUESTIONS);
        return report;
    }

    @ParameterizedTest(name = "RFC 9989 §4.4: {0}: From {1} {2}, {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ROWS)
    void rows(String code, String from, String tags, String other, String message, String mended) {
        String given = tags == null ? "" : tags;
        Finding finding = check(from, given, code, other).findings().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
        assertThat(finding.message()).matches("[ -~]+\\.").contains(message);
        assertThat(finding.remedy()).contains(from);
        assertThat(finding.name()).contains(DomainName.of(other));
        assertThat(check(from, given, code, mended).findings())
                .extracting(Finding::code)
                .doesNotContain(code);
        if (finding.remedy().contains("=r in the record")) {
            assertThat(check(from, given.replace("=s", "=r"), code, other).findings())
                    .extracting(Finding::code)
                    .doesNotContain(code);
        }
    }

    // From, tags of its record, MAIL FROM (or d= behind an equals sign), the whole sentence, the whole remedy.
    @ParameterizedTest(name = "From {0} {1}, {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
        example.com      | ``              | esp.net                 | A MAIL FROM at esp.net does not align with From at example.com, because it is neither example.com nor a name below that. So SPF cannot make that mail pass DMARC. | Have the service that sends use a MAIL FROM (Return-Path, bounce address) at example.com or a name below it, or rely on a signature with d=example.com.
        example.com      | ``              | =esp.net                | A signature with d=esp.net does not align with From at example.com, because it is neither example.com nor a name below that. So DKIM cannot make that mail pass DMARC. | Have the service that sends sign with d=example.com or a name below it.
        example.com      | ``              | x.own.example.com       | A MAIL FROM at x.own.example.com does not align with From at example.com for a receiver that goes by RFC 9989, because its organizational domain is own.example.com, and that of example.com is example.com. So SPF cannot make that mail pass DMARC there. By RFC 7489 it aligns. | Have the service that sends use a MAIL FROM (Return-Path, bounce address) at example.com or a name below it, or rely on a signature with d=example.com.
        shop.example.com | ``              | other.shop.example.com  | A MAIL FROM at other.shop.example.com does not align with From at shop.example.com for a receiver that goes by RFC 7489, because its organizational domain is other.shop.example.com, and that of shop.example.com is shop.example.com. So SPF cannot make that mail pass DMARC there. By RFC 9989 it aligns. | Have the service that sends use a MAIL FROM (Return-Path, bounce address) at shop.example.com or a name below it, or rely on a signature with d=shop.example.com.
        example.com      | adkim=s; aspf=s | bounce.example.com      | A MAIL FROM at bounce.example.com does not align with From at example.com, because the record at _dmarc.example.com has aspf=s (strict), by which the two have to be the same. So SPF cannot make that mail pass DMARC. | Have the service that sends use a MAIL FROM (Return-Path, bounce address) at example.com, or rely on a signature with d=example.com; or write aspf=r in the record, by which names of one organization align.
        example.com      | adkim=s; aspf=s | =bounce.example.com     | A signature with d=bounce.example.com does not align with From at example.com, because the record at _dmarc.example.com has adkim=s (strict), by which the two have to be the same. So DKIM cannot make that mail pass DMARC. | Have the service that sends sign with d=example.com; or write adkim=r in the record, by which names of one organization align.
        a.example.com    | adkim=s; aspf=s | =b.example.com          | A signature with d=b.example.com does not align with From at a.example.com, because the record at _dmarc.example.com has adkim=s (strict), by which the two have to be the same. So DKIM cannot make that mail pass DMARC. | Have the service that sends sign with d=a.example.com; or write adkim=r in the record, by which names of one organization align.
        shop.example.com | adkim=s; aspf=s | =other.example.com      | A signature with d=other.example.com does not align with From at shop.example.com, because the record at _dmarc.shop.example.com has adkim=s (strict), by which the two have to be the same. So DKIM cannot make that mail pass DMARC. | Have the service that sends sign with d=shop.example.com; or write adkim=r in the record, by which names of one organization align.
        example.com      | adkim=s; aspf=s | esp.net                 | A MAIL FROM at esp.net does not align with From at example.com, because the record at _dmarc.example.com has aspf=s (strict), by which the two have to be the same. So SPF cannot make that mail pass DMARC. | Have the service that sends use a MAIL FROM (Return-Path, bounce address) at example.com, or rely on a signature with d=example.com.
        """)
    void whole(String from, String tags, String other, String message, String remedy) {
        boolean signature = other.startsWith("=");
        DomainReport report = check(
                from, tags, signature ? "align-signing-domain" : "align-mail-from", other.substring(signature ? 1 : 0));
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().startsWith("align-"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).isEqualTo(message);
                    assertThat(finding.remedy()).isEqualTo(remedy);
                });
    }

    @Test
    @DisplayName("What aligns by one of the two RFCs may pass: not nothing aligns")
    void byOne() {
        FakeDns dns = FakeDns.zone("""
            example.com MX 0 .
            _dmarc.example.com TXT "v=DMARC1; p=reject"
            _dmarc.own.example.com TXT "v=DMARC1; p=reject; psd=n"
            """);
        assertThat(DomainCheck.using(dns)
                        .withPublicSuffixList(SUFFIXES)
                        .withMailFrom(DomainName.of("x.own.example.com"))
                        .withSigningDomain(DomainName.of("esp.net"))
                        .check(DomainName.of("example.com"))
                        .findings())
                .extracting(Finding::code)
                .contains("align-mail-from", "align-signing-domain")
                .doesNotContain("align-nothing");
    }

    @Test
    @DisplayName("RFC 9989 §5.3.5: neither aligns; one that does is enough")
    void nothing() {
        FakeDns dns = FakeDns.zone("example.com MX 0 .\n_dmarc.example.com TXT \"v=DMARC1; p=reject\"\n");
        DomainCheck check = DomainCheck.using(dns)
                .withMailFrom(DomainName.of("esp.net"))
                .withSigningDomain(DomainName.of("esp.net"));
        DomainName domain = DomainName.of("example.com");
        Finding finding = check.check(domain).findings().get(0);
        assertThat(finding.code()).isEqualTo("align-nothing");
        assertThat(finding.message())
                .isEqualTo(
                        "Mail from example.com that has nothing but these (MAIL FROM esp.net, d= esp.net) fails DMARC,"
                                + " even when SPF and DKIM pass.");
        assertThat(finding.remedy()).isEqualTo("Sign with d=example.com: that also survives forwarding.");
        assertThat(check.withSigningDomain(domain).check(domain).findings())
                .extracting(Finding::code)
                .contains("align-mail-from", "align-signing-domain")
                .doesNotContain("align-nothing");
    }

    @Test
    @DisplayName(
            "Without a record there is nothing to align with, and what DNS does not tell is not held against anybody")
    void unknown() {
        for (String zone : new String[] {"example.com MX 0 .\n", "example.com MX 0 .\n_dmarc.example.com !TIMEOUT\n"}) {
            assertThat(DomainCheck.using(FakeDns.zone(zone))
                            .withMailFrom(DomainName.of("esp.net"))
                            .withSigningDomain(DomainName.of("esp.net"))
                            .check(DomainName.of("example.com"))
                            .findings())
                    .extracting(Finding::code)
                    .noneMatch(code -> code.startsWith("align-"));
        }
    }

    @Test
    @DisplayName("Every code has a row")
    void codes() {
        Set<String> told = new TreeSet<>(Set.of("align-nothing"));
        ROWS.lines().forEach(row -> told.add(row.substring(0, row.indexOf('|')).strip()));
        assertThat(DomainCheck.codes())
                .extracting(FindingCode::code)
                .filteredOn(code -> code.startsWith("align-"))
                .containsExactlyInAnyOrderElementsOf(told);
    }
}
