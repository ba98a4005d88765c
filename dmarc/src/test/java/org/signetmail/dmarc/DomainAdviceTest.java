package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
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
