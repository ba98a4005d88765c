package org.signetmail.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsRecordTest {

    @Test
    void aTextOverTheBoundIsMarked() {
        String exact = "x".repeat(DnsRecord.MAX_TEXT);
        assertThat(DnsRecord.text(exact)).isEqualTo(new DnsRecord.Txt(exact));
        DnsRecord.LongTxt cut = new DnsRecord.LongTxt("x".repeat(512), 16_385, 16_384);
        assertThat(DnsRecord.text(exact + "x")).isEqualTo(cut);
        assertThat(DnsRecord.text(List.of(exact, "x"))).isEqualTo(cut);
        assertThat(cut.problem()).isEqualTo("a TXT record of 16385 octets, over the bound of 16384");
        assertThat(cut.describe()).isEqualTo('"' + "x".repeat(512) + "\"... (16385 octets)");
    }

    @Test
    void theBoundIsTheCallers() {
        List<String> strings = List.of("x".repeat(500), "y".repeat(12), "z");
        assertThat(DnsRecord.text(strings, 513)).isInstanceOf(DnsRecord.Txt.class);
        assertThat(DnsRecord.text(strings, 512)).isInstanceOf(DnsRecord.LongTxt.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsRecord.text(strings, 511))
                .withMessage("most: 511, must be 512 or more");
    }

    @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            512 | 513 | 512 | ''
            512 | 512 | 512 | size: 512, must be above the bound of 512
            512 | 600 | 511 | size: 600, must be above the bound of 511
            511 | 513 | 512 | start: 511 octets, must be 512
            513 | 514 | 513 | start: 513 octets, must be 512
            """)
    void aMarkIsOfATextThatIsTooLong(int start, int size, int most, String refusal) {
        String text = "x".repeat(start);
        if (refusal.isEmpty()) {
            assertThat(new DnsRecord.LongTxt(text, size, most).size()).isEqualTo(size);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DnsRecord.LongTxt(text, size, most))
                    .withMessage(refusal);
        }
    }

    @Test
    void anOctetIsAtMost255() {
        assertThat(new DnsRecord.Txt("\u00ff").octets()).isEqualTo("\u00ff");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DnsRecord.Txt("a\u0100"))
                .withMessage("octets: not an octet at index 1");
    }

    @Test
    void seamsAreWithinTheText() {
        assertThat(new DnsRecord.Txt("abcd", List.of(1, 2, 3)).seams()).containsExactly(1, 2, 3);
        assertThat(DnsRecord.Txt.of(Collections.nCopies(101, "x")).seams()).hasSize(100);
        assertThat(DnsRecord.Txt.of(Collections.nCopies(100, "x")).seams()).hasSize(99);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DnsRecord.Txt("abcd", List.of(2, 1)))
                .withMessage("not a seam of 4 octets: 1");
    }

    @Test
    void someFailuresLast() {
        Set<DnsFailure> lasting = EnumSet.allOf(DnsFailure.class);
        lasting.removeIf(DnsFailure::temporary);
        assertThat(lasting).containsExactly(DnsFailure.OTHER_RCODE, DnsFailure.TOO_LARGE);
    }

    @Test
    void anAnswerTellsWhatItRestsOn() {
        Optional<DomainName> end = Optional.of(DomainName.of("end.example"));
        List<DnsRecord> records = List.of(new DnsRecord.Txt("a"));
        List<DnsAnswer> validated = List.of(
                new DnsAnswer.Found(records, Duration.ZERO, true, end),
                new DnsAnswer.NoData(Duration.ZERO, true, end),
                new DnsAnswer.NxDomain(Duration.ZERO, true, end));
        assertThat(validated).allSatisfy(answer -> {
            assertThat(answer.authentic()).isTrue();
            assertThat(answer.canonical()).isEqualTo(end);
        });
        List<DnsAnswer> plain = List.of(
                new DnsAnswer.Found(records, Duration.ZERO, false),
                DnsAnswer.NO_DATA,
                DnsAnswer.NX_DOMAIN,
                new DnsAnswer.Failed(DnsFailure.TIMEOUT, ""));
        assertThat(plain).allSatisfy(answer -> {
            assertThat(answer.authentic()).isFalse();
            assertThat(answer.canonical()).isEmpty();
        });
    }

    @ParameterizedTest(name = "validated {0}, stale {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            false | false | ''
            true  | false | validated
            false | true  | stale, as servers were asked in vain
            true  | true  | validated, stale, as servers were asked in vain
            """)
    void notesOfAQuery(boolean validated, boolean stale, String notes) {
        DnsAnswer answer = new DnsAnswer.NoData(Duration.ZERO, validated);
        DnsQuery query =
                new DnsQuery(DomainName.of("a.example"), RecordType.TXT, answer, Duration.ZERO, true, true, stale);
        assertThat(query.notes()).isEqualTo(notes);
    }
}
