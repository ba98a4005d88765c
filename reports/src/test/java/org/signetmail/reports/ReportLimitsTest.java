package org.signetmail.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit is its own, and has a least that it can be. */
class ReportLimitsTest {

    private static final String USUAL = "inputOctets 33554432, outputOctets 67108864, ratio 500, nesting 3,"
            + " zipEntries 32, xmlDepth 32, textLength 65536, records 500000, resultsPerRow 100, mimeParts 100,"
            + " mimeDepth 8, jsonDepth 16";

    private static ReportLimits with(String word, int most) {
        ReportLimits usual = ReportLimits.DEFAULT;
        return switch (word) {
            case "inputOctets" -> usual.withInputOctets(most);
            case "outputOctets" -> usual.withOutputOctets(most);
            case "ratio" -> usual.withRatio(most);
            case "nesting" -> usual.withNesting(most);
            case "zipEntries" -> usual.withZipEntries(most);
            case "xmlDepth" -> usual.withXmlDepth(most);
            case "textLength" -> usual.withTextLength(most);
            case "records" -> usual.withRecords(most);
            case "resultsPerRow" -> usual.withResultsPerRow(most);
            case "mimeParts" -> usual.withMimeParts(most);
            case "mimeDepth" -> usual.withMimeDepth(most);
            default -> usual.withJsonDepth(most);
        };
    }

    private static long value(ReportLimits limits, String word) {
        return switch (word) {
            case "inputOctets" -> limits.inputOctets();
            case "outputOctets" -> limits.outputOctets();
            case "ratio" -> limits.ratio();
            case "nesting" -> limits.nesting();
            case "zipEntries" -> limits.zipEntries();
            case "xmlDepth" -> limits.xmlDepth();
            case "textLength" -> limits.textLength();
            case "records" -> limits.records();
            case "resultsPerRow" -> limits.resultsPerRow();
            case "mimeParts" -> limits.mimeParts();
            case "mimeDepth" -> limits.mimeDepth();
            default -> limits.jsonDepth();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "inputOctets, 1, 33554432",
        "outputOctets, 1, 67108864",
        "ratio, 1, 500",
        "nesting, 0, 3",
        "zipEntries, 1, 32",
        "xmlDepth, 3, 32",
        "textLength, 64, 65536",
        "records, 1, 500000",
        "resultsPerRow, 1, 100",
        "mimeParts, 1, 100",
        "mimeDepth, 1, 8",
        "jsonDepth, 3, 16"
    })
    void eachOfThem(String word, int least, int usual) {
        assertThat(value(ReportLimits.DEFAULT, word)).isEqualTo(usual);
        ReportLimits changed = with(word, least);
        assertThat(value(changed, word)).isEqualTo(least);
        assertThat(changed).hasToString(USUAL.replace(word + " " + usual, word + " " + least));
        assertThat(changed)
                .isNotEqualTo(ReportLimits.DEFAULT)
                .isEqualTo(with(word, least))
                .hasSameHashCodeAs(with(word, least));
        assertThatThrownBy(() -> with(word, least - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(word + " must be " + least + " or more, not " + (least - 1));
    }

    /** It is in memory while it is read. */
    @Test
    void theLongestText() {
        assertThat(ReportLimits.DEFAULT.withTextLength(1 << 24).textLength()).isEqualTo(1 << 24);
        assertThatThrownBy(() -> ReportLimits.DEFAULT.withTextLength((1 << 24) + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("textLength must be 16777216 or less, not 16777217");
    }
}
