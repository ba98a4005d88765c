package org.signetmail.spf.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;

/** RFC 7208 §3.3: strings are joined without a space, which is told where each side is a term of its own. */
class SeamsTest {

    @ParameterizedTest(name = "{0}")
    @DisplayName("what is said of a word that two strings make")
    @CsvSource(delimiter = '/', textBlock = """
            v=spf1 include:b.example^-all              / include:b.example-all
            v=spf1 include:b.example^ptr -all          /
            v=spf1 include:b.example^mx -all           /
            v=spf1 include:b.example^ -all             /
            v=spf1 include:b.example ^-all             /
            v=spf1^mx -all                             / v=spf1mx
            v=spf1^a -all                              / v=spf1a
            v=spf1^ mx -all                            /
            v=spf1 include:b.^example -all             /
            v=spf1 a:b.example^include:c.example       / a:b.exampleinclude:c.example
            v=spf1 a:b.example^include:^c.example -all /
            v=spf1 a:b.^example^include:c.example -all /
            v=spf1 mx^ ^-all                           /
            """)
    void toldOfSeams(String strings, String word) {
        DnsRecord.Txt txt = DnsRecord.Txt.of(Arrays.asList(strings.split("\\^", -1)));
        assertThat(SpfRecord.parse(txt).findings().stream()
                        .filter(finding -> finding.code().equals("spf-strings-joined"))
                        .map(Finding::message)
                        .collect(Collectors.joining()))
                .isEqualTo(
                        word == null
                                ? ""
                                : "Two strings of the TXT record meet within " + word
                                        + ", and are joined without a space, so that a receiver reads one word.");
    }
}
