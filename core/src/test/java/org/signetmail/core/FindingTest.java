package org.signetmail.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {

    private static final Finding FINDING = Finding.warning("spf-term-behind-all", "RFC 7208 §5.1", "Never looked at.");

    @Test
    void growsByStepsThatLeaveTheRestAlone() {
        Position place = new Position("v=spf1 all mx", 11, 2);
        Finding whole = FINDING.at(place).remedy("Take it out.");
        assertThat(FINDING.position()).isEmpty();
        assertThat(FINDING.remedy()).isEmpty();
        assertThat(whole.position()).contains(place);
        assertThat(whole.remedy()).isEqualTo("Take it out.");
        assertThat(whole.severity()).isEqualTo(Severity.WARNING);
        assertThat(whole).isNotEqualTo(FINDING).hasToString("spf-term-behind-all (warning): Never looked at.");
        assertThat(whole).isEqualTo(FINDING.remedy("Take it out.").at(place));
    }

    @Test
    void theGravestIsFirstAndTheOthersStayInTheirOrder() {
        Finding info = Finding.info("spf-a", "", "A.");
        Finding error = Finding.error("spf-b", "", "B.");
        Finding other = Finding.error("spf-a", "", "C.");
        assertThat(List.of(info, FINDING, error, other).stream()
                        .sorted(Finding.gravestFirst())
                        .toList())
                .containsExactly(error, other, FINDING, info);
    }

    @Test
    void knowsTheNameItIsAbout() {
        DomainName name = DomainName.of("_dmarc.example.com");
        Finding named = FINDING.about(name).remedy("Take it out.");
        assertThat(FINDING.name()).isEmpty();
        assertThat(named.name()).contains(name);
        assertThat(named).isNotEqualTo(FINDING.remedy("Take it out."));
        assertThat(named).hasSameHashCodeAs(FINDING.remedy("Take it out.").about(name));
    }

    @Test
    void aKindTellsWhatItsCodeStandsForAndMakesFindings() {
        FindingCode kind =
                FindingCode.of("spf-term-behind-all", Severity.WARNING, "RFC 7208 §5.1", "A term stands behind all.");
        assertThat(kind.finding("Never looked at.")).isEqualTo(FINDING);
        assertThat(kind).hasToString("spf-term-behind-all (warning): A term stands behind all.");
        assertThat(kind)
                .isEqualTo(FindingCode.of(kind.code(), kind.severity(), kind.section(), kind.meaning()))
                .isNotEqualTo(FindingCode.of(kind.code(), Severity.ERROR, kind.section(), kind.meaning()));
    }

    @Test
    void severitiesGrow() {
        assertThat(List.of(Severity.ERROR, Severity.INFO, Severity.WARNING).stream()
                        .sorted()
                        .map(Severity::keyword))
                .containsExactly("info", "warning", "error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "v=spf1 all mx|11|2|v=spf1 all mx|           ^^",
                "v=spf1|6|0|v=spf1|      ^",
                "v=spf1|0|2|v=spf1|^^",
                "a\u00a0\u00c2b|1|1|a\\160\\194b| ^^^^",
                "a\u00a0\u00c2b|3|1|a\\160\\194b|         ^",
            })
    void caretsStandBelowThePlace(String text, int offset, int length, String shown, String carets) {
        assertThat(new Position(text, offset, length).caret()).isEqualTo(shown + "\n" + carets + "\n");
    }

    @Test
    void ofALongTextTheSurroundingsAreShown() {
        String text = "a".repeat(5000) + "!" + "b".repeat(5000);
        String caret = new Position(text, 5000, 1).caret();
        String[] lines = caret.split("\n", -1);
        assertThat(lines[0]).hasSizeBetween(50, 120).startsWith("...a").endsWith("b...");
        assertThat(lines[0].charAt(lines[1].indexOf('^'))).isEqualTo('!');
        assertThat(new Position(text, 0, text.length()).caret().length()).isLessThan(400);
    }

    @Test
    void asMuchOfTheSurroundingsAsTheLineHoldsIsShown() {
        String a = "a".repeat(200);
        String b = "b".repeat(200);
        assertThat(shown(a + "!" + b, 200)).isEqualTo("..." + "a".repeat(40) + "!" + "b".repeat(39) + "...");
        assertThat(shown(a + "!", 200)).isEqualTo("..." + "a".repeat(79) + "!");
        assertThat(shown("!" + b, 0)).isEqualTo("!" + "b".repeat(79) + "...");
        // An octet of four characters is shown whole or not at all.
        String odd = "\u00ff".repeat(200);
        assertThat(shown(odd + "a".repeat(38) + "!" + b, 238))
                .isEqualTo("..." + "a".repeat(38) + "!" + "b".repeat(41) + "...");
        assertThat(shown(odd + "a".repeat(78), 278)).isEqualTo("..." + "a".repeat(78));
        assertThat(shown("!" + "b".repeat(77) + odd, 0)).isEqualTo("!" + "b".repeat(77) + "...");
    }

    private static String shown(String text, int offset) {
        return new Position(text, offset, 0).caret().split("\n", -1)[0];
    }

    @Test
    void theLinesHaveRoomInATerminalWhateverTheOctetsAre() {
        String odd = "\u00ff".repeat(300) + "!" + "a".repeat(300);
        for (int offset = 0; offset <= odd.length(); offset++) {
            String[] lines = new Position(odd, offset, Math.min(1, odd.length() - offset))
                    .caret()
                    .split("\n", -1);
            assertThat(lines[0]).hasSizeBetween(60, 89);
            assertThat(lines[1]).hasSizeBetween(1, 89);
            if (offset == 300) {
                assertThat(lines[0].charAt(lines[1].indexOf('^'))).isEqualTo('!');
            }
        }
        assertThat(new Position("ab", 2, 0).caret()).isEqualTo("ab\n  ^\n");
    }

    @Test
    void aPlaceIsInItsText() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> new Position("abc", 2, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> new Position("abc", -1, 0));
    }

    @Test
    void whatIsNoRecordSaysWhy() {
        assertThatIllegalArgumentException().isThrownBy(() -> Parsed.invalid(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Parsed.nearMiss(List.of()));
        Parsed<String> miss = Parsed.nearMiss(List.of(FINDING));
        assertThat(miss.record()).isEmpty();
        assertThat(miss.findings()).containsExactly(FINDING);
        assertThat(miss.kind()).isEqualTo(Parsed.Kind.NEAR_MISS);
        assertThat(Parsed.record("r", List.of()).record()).contains("r");
        assertThat(Parsed.unrelated().findings()).isEmpty();
    }
}
