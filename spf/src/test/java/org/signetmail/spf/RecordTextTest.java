package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.spf.record.SpfRecord;

/** Records that are shown with a term left out or replaced: only whole, and only when they let somebody pass. */
class RecordTextTest {

    private static RecordText text(String record) {
        return new RecordText(record, SpfRecord.parse(record).record().orElseThrow());
    }

    /** A record of so many octets that ends with another term. */
    private static String record(int octets, String last) {
        String front = "v=spf1 a:";
        String end = ".example" + last;
        return front + "b".repeat(octets - front.length() - end.length()) + end;
    }

    @ParameterizedTest(name = "{0}, without {1}")
    @DisplayName("whether somebody may pass without some of the terms")
    @CsvSource(delimiter = '|', textBlock = """
            v=spf1 mx -all                     |     | true
            v=spf1 mx -all                     | 0   | false
            v=spf1 -mx ~a ?all                 |     | false
            v=spf1 -all mx                     |     | false
            v=spf1 -all mx                     | 0   | false
            v=spf1 all                         |     | true
            v=spf1 all                         | 0   | false
            v=spf1 -mx redirect=b.example      |     | true
            v=spf1 -mx redirect=b.example      | 0   | true
            v=spf1 -mx redirect=b.example      | 1   | false
            v=spf1 redirect=b.example          |     | true
            v=spf1 redirect=b.example -all     |     | false
            v=spf1 redirect=b.example mx -all  |     | true
            v=spf1 redirect=b.example mx -all  | 1   | false
            v=spf1 -mx exp=b.example           |     | false
            v=spf1 x=y                         |     | false
            v=spf1                             |     | false
            v=spf1 mx a -all                   | 0   | true
            v=spf1 mx a -all                   | 0,1 | false
            """)
    void knowsWhetherSomebodyPasses(String record, String without, boolean passes) {
        Set<Integer> out = without == null
                ? Set.of()
                : Arrays.stream(without.split(",", -1)).map(Integer::valueOf).collect(Collectors.toSet());
        assertThat(text(record).remedyWithout(out, "Do.").contains(" The record then: v=spf1"))
                .isEqualTo(passes);
        if (out.size() < 2) {
            assertThat(text(record)
                            .letsSomebodyPassWithout(
                                    out.isEmpty() ? -1 : out.iterator().next()))
                    .isEqualTo(passes);
        }
    }

    @Test
    @DisplayName("a record of 450 octets is shown, a longer one is not, and none is cut")
    void showsWhatFits() {
        String fits = record(450, "");
        String over = record(451, "");
        assertThat(RecordText.remedy("Do.", fits)).isEqualTo("Do. The record then: " + fits);
        assertThat(RecordText.remedy("Do.", over)).isEqualTo("Do.");
        assertThat(text(fits + " -mx").remedyWithout(1, "Do.")).isEqualTo("Do. The record then: " + fits);
        assertThat(text(over + " -mx").remedyWithout(1, "Do.")).isEqualTo("Do.");
        assertThat(text(fits + " -mx -all").remedyWithout(1, "Do.")).isEqualTo("Do.");
        assertThat(text(fits + " -mx -all").with(1, "")).isEqualTo(fits + " -all");
        assertThat(text(fits + " -mx -all").with(1, "-a"))
                .startsWith(fits + " -a")
                .hasSizeGreaterThan(450);
    }

    @Test
    @DisplayName("terms stand where they stand, however many spaces are between them")
    void findsTerms() {
        RecordText text = text("v=spf1  mx   -all");
        assertThat(text.word(0)).isEqualTo("mx");
        assertThat(text.word(1)).isEqualTo("-all");
        for (int offset = 0; offset < 17; offset++) {
            assertThat(text.isWithin(0, offset)).as("" + offset).isEqualTo(offset == 8 || offset == 9);
            assertThat(text.isWithin(1, offset)).as("" + offset).isEqualTo(offset >= 13);
        }
        assertThat(text.isWithin(1, 17)).isFalse();
        assertThat(text.with(0, "a")).isEqualTo("v=spf1 a -all");
        assertThat(text.with(0, "")).isEqualTo("v=spf1 -all");
    }
}
