package org.signetmail.spf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;

/** RFC 7208 section 4.5: texts that are no record and were meant as one, word for word. */
class NearMissTest {

    /** {@code ^} is a space where the table would lose it. */
    private static String octets(String text) {
        return text.replace('^', ' ').replace("<T>", "\t").replace("<N>", "\u00a0");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("what is marked, the sentence, the remedy")
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
        v=spf1.0 -all                            | v=spf1.0 | v=spf1.0 is no version of SPF; the only one is v=spf1. | Begin the record with "v=spf1" and a space.
        v=spf10 mx                               | v=spf10  | v=spf10 is no version of SPF; the only one is v=spf1. | Begin the record with "v=spf1" and a space.
        v=spf1:mx -all                           | :        | Behind v=spf1 stands a colon (:), where a space has to be. | Put a space in its place.
        v=spf1"mx -all                           | "        | Behind v=spf1 stands a quote ("), where a space has to be. | Put a space in its place.
        v=spf1/mx                                | /        | Behind v=spf1 stands a character that has no place there (/), where a space has to be. | Put a space in its place.
        v=spf1-all                               |          | Behind v=spf1 stands -all, where a space has to be. | Put a space in front of it.
        v=spf1+all                               |          | Behind v=spf1 stands +all, where a space has to be. | Put a space in front of it.
        v=spf1,mx,-all                           | ,        | Behind v=spf1 stands a comma (,), where a space has to be. | Put a space in place of each. The record then: v=spf1 mx -all
        v=spf1;mx -all                           | ;        | Behind v=spf1 stands a semicolon (;), where a space has to be. | Put a space in its place. The record then: v=spf1 mx -all
        ^v=spf1 -all                             | ^        | A space stands in front of v=spf1. | Take it out: v=spf1 has to come first.
        ^^^v=spf1 -all                           | ^^^      | 3 spaces stand in front of v=spf1. | Take them out: v=spf1 has to come first.
        <T> v=spf1 -all                          | <T>^     | A tab stands in front of v=spf1. | Take it out: v=spf1 has to come first.
        "v=spf1 -all                             | "        | Quotes are part of the text, in front of v=spf1. | Take them out: the quotes of a zone file are not part of the record.
        ^^"v=spf1 -all                           | "        | Quotes are part of the text, in front of v=spf1. | Take them out: the quotes of a zone file are not part of the record.
        'v=spf1 -all                             | '        | Quotes are part of the text, in front of v=spf1. | Take them out: the quotes of a zone file are not part of the record.
        \\"v=spf1 -all                           | \\"      | Quotes are part of the text, in front of v=spf1. | Take them out: the quotes of a zone file are not part of the record.
        `v=spf1 -all                             | `        | Quotes are part of the text, in front of v=spf1. | Take them out: the quotes of a zone file are not part of the record.
        x   v=spf1 -all                          | x^^^     | Other text stands in front of v=spf1: x. | Take it out, or publish it as a TXT record of its own: v=spf1 has to come first.
        txt v=spf1 -all                          | txt^     | Other text stands in front of v=spf1: txt. | Take it out, or publish it as a TXT record of its own: v=spf1 has to come first.
        <N>v=spf1 -all                           | <N>      | A no-break space (\\160) stands in front of v=spf1. | Take it out: v=spf1 has to come first.
        ^^<N>v=spf1 -all                         | <N>      | A no-break space (\\160) stands in front of v=spf1. | Take it out: v=spf1 has to come first.
        v=spf2 -all                              | v=spf2   | v=spf2 is no version of SPF; the only one is v=spf1. | Begin the record with "v=spf1" and a space.
        ^v=spf3 -all                             | v=spf3   | v=spf3 is no version of SPF; the only one is v=spf1. | Begin the record with "v=spf1" and a space.
        v=spf                                    | v=spf    | v=spf stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=spf -all                               | v=spf    | v=spf stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=spfx -all                              | v=spfx   | v=spfx stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v =spf1 -all                             | v =spf1  | v =spf1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v= spf1 -all                             | v= spf1  | v= spf1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=spf 1 -all                             | v=spf    | v=spf stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v spf1 -all                              | v spf1   | v spf1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        vspf1 -all                               | vspf1    | vspf1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=spfl -all                              | v=spfl   | v=spfl stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=spfi -all                              | v=spfi   | v=spfi stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=spfv -all                              | v=spfv   | v=spfv stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v-spf2 -all                              | v-spf2   | v-spf2 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=sfp1 -all                              | v=sfp1   | v=sfp1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=psf1 -all                              | v=psf1   | v=psf1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=sp1 -all                               | v=sp1    | v=sp1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        spfv1 -all                               | spfv1    | spfv1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        spf1 -all                                | spf1     | spf1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        spf1                                     | spf1     | spf1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        spf1/x                                   | spf1/x   | spf1/x stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        spf=v1 mx                                | spf=v1   | spf=v1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        =spf1 -all                               | spf1     | spf1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        "spf1 -all"                              | spf1     | spf1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        -----------------------------------v=spf | v=spf    | v=spf stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        ------------------------------------spf1 | spf1     | spf1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=sp1 ip4:9.9.9.9                        | v=sp1    | v=sp1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=sp1                                    | v=sp1    | v=sp1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v = sp1 mx                               | v = sp1  | v = sp1 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        v=sp12 x                                 | v=sp12   | v=sp12 stands where v=spf1 has to be. | Begin the record with "v=spf1" and a space.
        """)
    void saysWhatKeepsItFromBeingOne(String text, String place, String message, String remedy) {
        assertThat(SpfRecord.parse(octets(text)).findings())
                .extracting(NearMissTest::marked, Finding::message, Finding::remedy)
                .containsExactly(tuple(place == null ? "" : octets(place), message, remedy));
    }

    private static String marked(Finding finding) {
        Position at = finding.position().orElseThrow();
        return at.text().substring(at.offset(), at.offset() + at.length());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("nothing is said of a text that nobody meant as a record")
    @ValueSource(strings = {"spf12 -all", "v/spf1", "spf2.0/pra mx -all", "spf2.0", "v=DMARC1", "...", "-"})
    void saysNothing(String text) {
        assertThat(SpfRecord.parse(text).findings()).isEmpty();
    }

    @ParameterizedTest(name = "{0} octets in front")
    @DisplayName("a version is looked for in the first 200 octets, a misspelt one in the first 40")
    @CsvSource({"199, 35, true", "200, 36, false"})
    void looksAtTheBeginning(int octets, int octetsOfMisspelt, boolean found) {
        assertThat(SpfRecord.parse("x".repeat(octets) + "v=spf1 -all")
                        .findings()
                        .isEmpty())
                .isNotEqualTo(found);
        assertThat(SpfRecord.parse("-".repeat(octetsOfMisspelt) + "v=sp1 -all")
                        .findings()
                        .isEmpty())
                .isNotEqualTo(found);
    }
}
