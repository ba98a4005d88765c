package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DomainName;
import org.signetmail.testkit.FakeDns;

/** The lines of a report, word for word, for the cases of {@code lines.txt}. */
class ReportTextTest {

    static List<ZoneCases.Case> cases() throws IOException {
        return ZoneCases.read("lines.txt");
    }

    static SpfReport report(String zone) {
        return SpfLint.using(FakeDns.zone(zone)).check(DomainName.of("d.example"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("records, terms with what they cost and came to, counts, networks, what is not told")
    void showsAllOfIt(ZoneCases.Case each) {
        assertThat(report(each.zone()).lines()).containsExactlyElementsOf(each.expected());
    }

    @ParameterizedTest
    @DisplayName("of the terms of a record the first 50 are shown, of the networks that pass the first 100")
    @CsvSource({"50, 50, 0, 50, 0", "51, 50, 1, 51, 0", "100, 50, 50, 100, 0", "101, 50, 51, 100, 1"})
    void showsTheFirst(int count, int terms, int moreTerms, int networks, int moreNetworks) {
        StringBuilder record = new StringBuilder("v=spf1");
        for (int i = 0; i < count; i++) {
            record.append(" ip4:8.8.").append(i).append(".1");
        }
        List<String> lines = report("d.example TXT \"" + record + "\"").lines();
        int counts = lines.indexOf("0 of 10 look-ups, 0 of 2 voids when nothing matches");
        assertThat(lines.subList(1, 1 + terms)).allMatch(line -> line.startsWith("  ip4:8.8."));
        assertThat(lines.subList(1 + terms, counts))
                .isEqualTo(moreTerms == 0 ? List.of() : List.of("  and " + moreTerms + " terms more"));
        assertThat(lines.get(counts + 1)).isEqualTo("passes: " + count + " networks");
        assertThat(lines.subList(counts + 2, counts + 2 + networks)).allMatch(line -> line.startsWith("  8.8."));
        assertThat(lines.subList(counts + 2 + networks, lines.size()))
                .isEqualTo(moreNetworks == 0 ? List.of() : List.of("  and " + moreNetworks + " more"));
    }
}
