package org.signetmail.reports.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.dmarc.PublicSuffixList;
import org.signetmail.dmarc.ReportKind;
import org.signetmail.testkit.FakeDns;

class RecipientFinderTest {

    @DisplayName("RFC 9990 §3.5 and §4: who gets the reports of example.com")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            its own address          | mailto:a@example.com                              | a@example.com               | -
            in the order given       | mailto:b@example.com,mailto:a@example.com         | b@example.com a@example.com | -
            malformed ones skipped   | nobody,mailto:a@example.com                       | a@example.com               | -
            consent                  | mailto:a@host.example                             | a@host.example              | -
            no consent               | mailto:a@victim.example,mailto:b@example.com      | b@example.com               | There is no consent of victim.example
            sent on                  | mailto:a@moved.example                            | new@moved.example           | -
            sent on to another host  | mailto:a@evil.example                             | -                           | sends reports on to another host
            another scheme           | https://example.com/r                             | -                           | mailto: alone
            named twice              | mailto:a@example.com,mailto:A@Example.com         | a@example.com               | named before
            not to be written        | mailto:%22a%20b%22@example.com                    | -                           | no plain one
            unwanted                 | mailto:gone@example.com                           | -                           | sends no reports to this address
            too many                 | mailto:a@example.com,mailto:b@example.com,mailto:c@example.com,mailto:d@example.com | a@example.com b@example.com c@example.com | first 3 addresses
            an obsolete size limit   | mailto:a@example.com!10m                          | a@example.com               | -
            """)
    void recipients(String what, String rua, String addresses, String refused) {
        FakeDns dns = FakeDns.zone("""
                _dmarc.example.com                       TXT  "v=DMARC1; p=reject; rua=%s"
                example.com._report._dmarc.host.example  TXT  "v=DMARC1"
                example.com._report._dmarc.moved.example TXT  "v=DMARC1; rua=mailto:new@moved.example"
                example.com._report._dmarc.evil.example  TXT  "v=DMARC1; rua=mailto:a@victim.example"
                """.formatted(rua));
        ReportRecipients recipients = RecipientFinder.using(dns)
                .withMost(3)
                .withoutAddresses(Set.of("Gone@example.com"))
                .find(DomainName.of("example.com"), ReportKind.AGGREGATE);
        assertThat(String.join(" ", recipients.addresses())).as(what).isEqualTo(addresses == null ? "" : addresses);
        if (refused == null) {
            assertThat(recipients.refused()).isEmpty();
        } else {
            assertThat(recipients.refused())
                    .singleElement()
                    .asString()
                    .contains(refused)
                    .matches("[ -~]+");
        }
        assertThat(recipients.isTemporary()).isFalse();
    }

    @Test
    @DisplayName("The record is looked up again: gone, moved, or not to be told just now")
    void again() {
        assertThat(find("_dmarc.example.org TXT \"v=DMARC1; p=none\"", "example.com"))
                .isEqualTo(new ReportRecipients(List.of(), List.of(), false));
        assertThat(find("_dmarc.example.com TXT !SERVFAIL", "example.com").isTemporary())
                .isTrue();
        // The record of the parent is no longer that of the report.
        assertThat(find("_dmarc.example.com TXT \"v=DMARC1; p=none; rua=mailto:a@example.com\"", "a.example.com")
                        .addresses())
                .isEmpty();
        ReportRecipients unknown = find(
                "_dmarc.example.com TXT \"v=DMARC1; p=none; rua=mailto:a@x.example\"\n"
                        + "example.com._report._dmarc.x.example TXT !SERVFAIL",
                "example.com");
        assertThat(unknown.addresses()).isEmpty();
        assertThat(unknown.isTemporary()).isTrue();
        assertThat(unknown.refused()).hasSize(1);
    }

    @Test
    @DisplayName("RFC 7489 §7.1: with a Public Suffix List")
    void suffixList() throws Exception {
        FakeDns dns = FakeDns.zone("_dmarc.a.example.com TXT \"v=DMARC1; p=none; rua=mailto:r@b.example.com\"");
        RecipientFinder finder = RecipientFinder.using(dns);
        DomainName domain = DomainName.of("a.example.com");
        assertThat(finder.find(domain, ReportKind.AGGREGATE).addresses()).isEmpty();
        assertThat(finder.withPublicSuffixList(PublicSuffixList.read(new StringReader("com\n")))
                        .find(domain, ReportKind.AGGREGATE)
                        .addresses())
                .containsExactly("r@b.example.com");
        assertThatThrownBy(() -> finder.withMost(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ReportRecipients find(String zone, String domain) {
        return RecipientFinder.using(FakeDns.zone(zone)).find(DomainName.of(domain), ReportKind.AGGREGATE);
    }
}
