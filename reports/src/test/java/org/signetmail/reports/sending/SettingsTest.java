package org.signetmail.reports.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;

/** What senders of reports are set up with: each value is its own, and what it cannot be is told. */
class SettingsTest {

    private static AggregateLimits with(String name, long most) {
        AggregateLimits usual = AggregateLimits.DEFAULT;
        return switch (name) {
            case "rows" -> usual.withRows((int) most);
            case "rowOctets" -> usual.withRowOctets(most);
            case "ids" -> usual.withIds((int) most);
            case "reports" -> usual.withReports((int) most);
            case "allRowOctets" -> usual.withAllRowOctets(most);
            default -> usual.withAllIds((int) most);
        };
    }

    private static List<Long> values(AggregateLimits limits) {
        return List.of(
                (long) limits.rows(),
                limits.rowOctets(),
                (long) limits.ids(),
                (long) limits.reports(),
                limits.allRowOctets(),
                (long) limits.allIds());
    }

    @ParameterizedTest
    @CsvSource({"0, rows, 1", "1, rowOctets, 1", "2, ids, 0", "3, reports, 1", "4, allRowOctets, 1", "5, allIds, 0"})
    void limits(int index, String name, long least) {
        List<Long> usual = List.of(100_000L, 67_108_864L, 1_000_000L, 10_000L, 268_435_456L, 10_000_000L);
        assertThat(values(AggregateLimits.DEFAULT)).isEqualTo(usual);
        List<Long> changed = values(with(name, least));
        for (int i = 0; i < usual.size(); i++) {
            assertThat(changed.get(i)).isEqualTo(i == index ? least : usual.get(i));
        }
        assertThatThrownBy(() -> with(name, least - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " must be " + least + " or more, not " + (least - 1));
    }

    @DisplayName("RFC 5322 §3.2.3, RFC 5321 §4.5.3.1.1: an address that can be written without quotes")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        a@b.example                      | true
        a.b+c'd@b.example                | true
        .a@b.example                     | false
        a.@b.example                     | false
        a..b@b.example                   | false
        a(b)@b.example                   | false
        a@c@b.example                    | false
        a@\u007Fb.example                | false
        a@bücher.example                 | false
        @b.example                       | false
        a@                               | false
        """)
    void plainAddresses(String address, boolean plain) {
        assertThat(MailAddresses.isPlain(address)).isEqualTo(plain);
    }

    @Test
    void theLongestLocalPart() {
        assertThat(MailAddresses.isPlain("x".repeat(64) + "@b.example")).isTrue();
        assertThat(MailAddresses.isPlain("x".repeat(65) + "@b.example")).isFalse();
        assertThat(MailAddresses.domain("a@B.example")).isEqualTo(DomainName.of("b.example"));
    }

    @Test
    void submitters() {
        ReportSubmitter one = ReportSubmitter.of("R", "receiver.example", "a@receiver.example");
        assertThat(one.organization()).isEqualTo("R");
        assertThat(one.domain()).isEqualTo(DomainName.of("receiver.example"));
        assertThat(one.email()).isEqualTo("a@receiver.example");
        assertThat(one.contact()).isEmpty();
        assertThat(one.instance()).isEmpty();
        ReportSubmitter other = one.withContact("c").withInstance("mx1");
        assertThat(other.contact()).contains("c");
        assertThat(other.instance()).contains("mx1");
        // No part of it is left out of what makes it equal.
        assertThat(Set.of(
                        one,
                        other,
                        one.withContact("c"),
                        one.withInstance("mx1"),
                        ReportSubmitter.of("S", "receiver.example", "a@receiver.example"),
                        ReportSubmitter.of("R", "b.example", "a@receiver.example"),
                        ReportSubmitter.of("R", "receiver.example", "b@receiver.example")))
                .hasSize(7);
        assertThat(one)
                .isEqualTo(ReportSubmitter.of("R", "receiver.example", "a@receiver.example"))
                .isNotEqualTo("R")
                .hasToString("R (receiver.example)");
        assertThat(other).isEqualTo(one.withInstance("mx1").withContact("c"));
    }

    @Test
    void lengthsOfASubmitter() {
        ReportSubmitter longest = ReportSubmitter.of("x".repeat(200), "receiver.example", "a@receiver.example");
        assertThat(longest.organization()).hasSize(200);
        assertThat(longest.withContact("y".repeat(201)).contact().orElseThrow())
                .hasSize(200)
                .endsWith("...");
        assertThat(longest.withInstance("z".repeat(40)).instance().orElseThrow())
                .hasSize(40);
        assertThatThrownBy(() -> longest.withInstance("z".repeat(41)))
                .hasMessage("not 1 to 40 letters and digits: " + "z".repeat(41));
        for (String name : List.of("", " \n", "x".repeat(201))) {
            assertThatThrownBy(() -> ReportSubmitter.of(name, "receiver.example", "a@receiver.example"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the name of an organization has 1 to 200 characters");
        }
    }

    /** Reports are of days that have a number of four digits. */
    @Test
    void keys() {
        DomainName domain = DomainName.of("example.com");
        for (LocalDate day : List.of(LocalDate.of(1970, 1, 1), LocalDate.of(9999, 12, 31))) {
            AggregateKey key = new AggregateKey(domain, day);
            assertThat(AggregateKey.at(domain, key.begin())).isEqualTo(key);
            assertThat(AggregateKey.at(domain, key.end())).isEqualTo(key);
        }
        for (LocalDate day : List.of(LocalDate.of(1969, 12, 31), LocalDate.of(10_000, 1, 1))) {
            assertThatThrownBy(() -> new AggregateKey(domain, day))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no day of a report: " + day);
        }
        for (long second : List.of(-1L, 253_402_300_800L)) {
            assertThatThrownBy(() -> AggregateKey.at(domain, Instant.ofEpochSecond(second)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no time of a report: ");
        }
        AggregateKey a = new AggregateKey(DomainName.of("a.example"), LocalDate.of(2026, 1, 2));
        AggregateKey b = new AggregateKey(DomainName.of("b.example"), LocalDate.of(2026, 1, 1));
        AggregateKey c = new AggregateKey(DomainName.of("c.example"), LocalDate.of(2026, 1, 1));
        assertThat(new TreeSet<>(List.of(c, a, b))).containsExactly(b, c, a);
    }

    @DisplayName("XML 1.0 §2.2: what a document can hold, with white space put together")
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
        " a \t\r\n b ", "a b"
        "a\u0000b\u001Fc", "a\uFFFDb\uFFFDc"
        "~\u007F\u0080\u009F\u00A0", "~\uFFFD\uFFFD\uFFFD\u00A0"
        "\uD7FF\uE000", "\uD7FF\uE000"
        "\uFDCF\uFDD0\uFDEF\uFDF0", "\uFDCF\uFFFD\uFFFD\uFDF0"
        "\uFFFD\uFFFE\uFFFF", "\uFFFD\uFFFD\uFFFD"
        "\uD83D\uDCE7", "\uD83D\uDCE7"
        "a\uDBFF\uDFFFb", "a\uFFFDb"
        """)
    void xmlCharacters(String text, String clean) {
        assertThat(XmlCharacters.clean(text)).isEqualTo(clean);
        StringBuilder escaped = new StringBuilder();
        XmlCharacters.escape(clean, escaped);
        assertThat(escaped).hasToString(clean);
    }
}
