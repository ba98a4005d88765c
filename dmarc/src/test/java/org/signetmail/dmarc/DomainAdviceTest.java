package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Severity;
import org.signetmail.testkit.FakeDns;

/** What is said of a domain whose records are seen together: which applies, and for one cause one finding. */
class DomainAdviceTest {

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        example.co.uk   | _dmarc.co.uk p=none # _dmarc.example.co.uk p=reject          | co.uk | Add "psd=n". | _dmarc.co.uk p=none # _dmarc.example.co.uk p=reject; psd=n
        example.co.uk   | _dmarc.co.uk p=none                                          | co.uk | Publish a record with psd=n at _dmarc.example.co.uk. | _dmarc.co.uk p=none # _dmarc.example.co.uk p=reject; psd=n
        a.example.co.uk | _dmarc.co.uk p=none # _dmarc.a.example.co.uk p=reject        | co.uk | Publish a record with psd=n at _dmarc.example.co.uk. | _dmarc.co.uk p=none # _dmarc.example.co.uk p=reject; psd=n
        example.co.uk   | _dmarc.uk p=none # _dmarc.example.co.uk p=reject             | uk    | Add "psd=n". | _dmarc.uk p=none; psd=y # _dmarc.co.uk p=none; psd=y # _dmarc.example.co.uk p=reject
        """)
    @DisplayName(
            "RFC 9989 §4.10.2: a record of a public suffix of the list, without psd=y, takes in the domains below it")
    void organizationAboveByTheList(String name, String records, String above, String remedy, String mended)
            throws IOException {
        PublicSuffixList list = PublicSuffixList.read(new StringReader("uk\nco.uk\n"));
        DomainName domain = DomainName.of(name);
        Finding finding =
                DmarcLint.using(FakeDns.zone(zone(records)))
                        .withPublicSuffixList(list)
                        .check(domain)
                        .findings()
                        .stream()
                        .filter(each -> each.code().equals("dmarc-organization-above"))
                        .findFirst()
                        .orElseThrow();
        assertThat(finding.message())
                .startsWith("The record at _dmarc." + above + " has no psd=y, so an RFC 9989 receiver takes " + above
                        + " for the organizational domain of " + name)
                .endsWith("An RFC 7489 receiver takes example.co.uk.");
        assertThat(finding.remedy()).isEqualTo(remedy);
        assertThat(DmarcLint.using(FakeDns.zone(zone(mended)))
                        .withPublicSuffixList(list)
                        .check(domain)
                        .findings())
                .extracting(Finding::code)
                .doesNotContain(finding.code());
    }

    private static String zone(String records) {
        StringBuilder zone = new StringBuilder();
        for (String each : records.split(" # ", -1)) {
            zone.append(each.strip().replaceFirst(" ", " TXT \"v=DMARC1; ")).append("\"\n");
        }
        return zone.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_dmarc.example.com TXT \"v=DMARC1; p=reject\"~_dmarc.example.com TXT \"v=DMARC1; p=none\"",
                "_dmarc.example.com TXT \"v=DMARC1; p=reject; p=none\"",
                "_dmarc.example.com TXT \"v:DMARC1; p=reject\"",
                "example.com TXT \"v=DMARC1; p=reject\"~a.example.com TXT \"v=DMARC1; p=reject\""
            })
    @DisplayName("A record that is ignored for a cause is told once, and not as a missing one, too; a domain below it"
            + " likewise")
    void oneCauseOneFinding(String zone) {
        for (String domain : new String[] {"example.com", "a.example.com"}) {
            assertThat(DmarcLint.using(FakeDns.zone("a.example.com A 192.0.2.1\n" + zone.replace('~', '\n')))
                            .check(DomainName.of(domain))
                            .findings())
                    .filteredOn(finding -> finding.severity() == Severity.ERROR)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.code())
                            .isIn(
                                    "dmarc-several-records",
                                    "dmarc-duplicate-tag",
                                    "dmarc-not-a-record",
                                    "dmarc-wrong-place"));
        }
    }

    // Domain, zone (~ is a line end), the findings whose code begins with the word in front of a colon: a part of each.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
        example.com   | _dmarc.example.com TXT "v=DMARC1; p=reject"~_dmarc.example.com TXT "v=DMARC1; p=none"~_dmarc.example.com TXT "v=spf1 -all" | several-records: There are 2 DMARC records at _dmarc.example.com.
        example.com   | _dmarc.example.com TXT "v=DMARC1; p=reject"~_dmarc.example.com TXT "v=DMARC1; p=reject" | several-records: There are 2 DMARC records at _dmarc.example.com, with the same text.
        example.com   | _dmarc.example.com TXT "v=DMARC1; p=reject"~_dmarc.example.com TXT "v:DMARC1; p=none; foo=1" | not-a-record: is not a DMARC record
        example.com   | _dmarc.example.com TXT "v=DMARC1; p=reject"~_dmarc.example.com TXT "v:DMARC1; p=none; foo=1" | unknown-tag:
        example.com   | _dmarc.com TXT "v=DMARC1; p=none; p=none" | duplicate-tag:
        a.example.com | _dmarc.example.com TXT "v=DMARC1; p=none; p=none" | duplicate-tag: The tag p is there twice
        a.example.com | _dmarc.a.example.com TXT "v=DMARC1; p=none; sp=reject; np=reject"~_dmarc.example.com TXT "v=DMARC1; p=none" | subdomain-policy-ignored: The tag sp has no effect at _dmarc.a.example.com;The tag np has no effect at _dmarc.a.example.com
        a.example.com | _dmarc.a.example.com TXT "v=DMARC1; p=none; np=reject"~_dmarc.example.com TXT "v=DMARC1; p=none" | subdomain-policy-ignored: The tag np has no effect at _dmarc.a.example.com
        com           | _dmarc.com TXT "v=DMARC1; p=reject; psd=y"~com MX 1 mx.com | psd-outside-suffix:
        co.example    | _dmarc.co.example TXT "v=DMARC1; p=reject; psd=y"~co.example MX 1 mx.co.example | psd-outside-suffix: it receives mail of its own (MX)
        co.example    | _dmarc.co.example TXT "v=DMARC1; p=reject; psd=y"~co.example MX 0 . | psd-outside-suffix:
        """)
    void said(String domain, String zone, String said) {
        int colon = said.indexOf(':');
        String code = "dmarc-" + said.substring(0, colon);
        List<String> parts = Arrays.stream(said.substring(colon + 1).strip().split(";"))
                .filter(part -> !part.isEmpty())
                .toList();
        assertThat(DmarcLint.using(FakeDns.zone(zone.replace('~', '\n')))
                        .check(DomainName.of(domain))
                        .findings())
                .filteredOn(finding -> finding.code().equals(code))
                .extracting(Finding::message)
                .zipSatisfy(parts, (message, part) -> assertThat(message).contains(part));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "dmarc.example.com", "_dmarc._dmarc.example.com", "_dmarc.example.com.example.com"
            })
    @DisplayName("Who has the record at another name is to publish that one, and no other")
    void theRecordElsewhere(String name) {
        assertThat(DmarcLint.using(FakeDns.zone(name + " TXT \"v=DMARC1; p=reject; rua=mailto:d@example.com\""))
                        .check(DomainName.of("example.com"))
                        .findings())
                .filteredOn(finding -> finding.code().matches("dmarc-(record-missing|wrong-place)"))
                .extracting(Finding::code, Finding::remedy)
                .containsExactly(tuple("dmarc-wrong-place", "Publish it at _dmarc.example.com instead."));
    }
}
