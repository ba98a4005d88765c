package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.Question;

/** Rules 8 to 14: which record it is. */
class RecordSelectionTest {

    @Test
    @DisplayName("rule 8 (RFC 7208 §3.1): type TXT only")
    void asksForTxtOnly() {
        assertThat(RecordType.values())
                .containsExactly(RecordType.TXT, RecordType.A, RecordType.AAAA, RecordType.MX, RecordType.PTR);
        Checks checks = Checks.zone("example.net MX 10 mail.example.net");
        assertThat(checks.from("192.0.2.1").problem()).contains(SpfProblem.NO_RECORD);
        assertThat(checks.dns().queries()).extracting(Question::type).containsExactly(RecordType.TXT);
    }

    @ParameterizedTest
    @DisplayName("rule 9 (RFC 7208 §3.3): the strings of a record are joined with nothing, records are never joined")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            example.net TXT "v=spf1 ip4:192.0.2" ".1 -all"                     | PASS
            example.net TXT "v=sp" "f1" " -all"                                | FAIL
            example.net TXT "v=spf1" "-all"                                    | NONE
            example.net TXT "v=spf1" " -all" ""                                | FAIL
            """)
    void joinsStrings(String zone, SpfResult result) {
        assertThat(Checks.zone(zone).from("192.0.2.1").result()).isEqualTo(result);
        assertThat(Checks.zone("""
                        example.net TXT "v=spf1 "
                        example.net TXT "-all"
                        """).from("192.0.2.1").result()).isEqualTo(SpfResult.NEUTRAL);
    }

    @ParameterizedTest
    @DisplayName("rule 10 (RFC 7208 §4.5): the version is v=spf1 in any case, and a space or the end")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            v=spf1 -all        | FAIL
            V=SPF1 -all        | FAIL
            v=Spf1 -all        | FAIL
            v=spf1             | NEUTRAL
            v=spf10 -all       | NONE
            v=spf1\\009-all    | NONE
            v=spf1\\000-all    | NONE
            v=spf1,-all        | NONE
            \\032v=spf1 -all   | NONE
            v= spf1 -all       | NONE
            v=spf2.0/pra -all  | NONE
            "                  | NONE
            """)
    void knowsTheVersion(String record, SpfResult result) {
        assertThat(Checks.zone("example.net TXT \"" + (record.equals("\"") ? "" : record) + "\"")
                        .from("192.0.2.1")
                        .result())
                .isEqualTo(result);
    }

    @Test
    @DisplayName("rule 11 (RFC 7208 §4.5): two records, even the same twice, give permerror; none gives none")
    void demandsOneRecord() {
        SpfOutcome twice = Checks.zone("""
                example.net TXT "v=spf1 -all"
                example.net TXT "v=spf1 -all"
                """).from("192.0.2.1");
        assertThat(twice.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(twice.problem()).contains(SpfProblem.SEVERAL_RECORDS);
        SpfOutcome none = Checks.zone("example.net TXT \"something else\"").from("192.0.2.1");
        assertThat(none.result()).isEqualTo(SpfResult.NONE);
        assertThat(none.problem()).contains(SpfProblem.NO_RECORD);
    }

    @Test
    @DisplayName("rule 12 (RFC 7208 §3.1): octets beyond ASCII in other TXT records are of no interest")
    void looksAtNoOtherRecords() {
        assertThat(Checks.zone("""
                        example.net TXT "\\150\\255\\000"
                        example.net TXT "v=spf1 -all"
                        """).from("192.0.2.1").result()).isEqualTo(SpfResult.FAIL);
    }

    @ParameterizedTest
    @DisplayName("rule 12 (RFC 7208 §4.6.1): within the record only printing ASCII, separated by spaces")
    @ValueSource(
            strings = {
                "a:\\239\\187\\191x.example -all",
                "\\128a -all",
                "ip4:192.0.2.1\\000 -all",
                "ip4:192.0.2.1\\013\\010 -all",
                "ip4:192.0.2.1\\009-all",
                "x=\\127 -all",
                "-all \\255",
                "foo=b\\195\\164r -all"
            })
    void refusesOtherCharacters(String terms) {
        SpfOutcome outcome = Checks.record("v=spf1 " + terms, "").from("192.0.2.1");
        assertThat(outcome.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(outcome.problem()).contains(SpfProblem.BAD_CHARACTER);
    }

    @ParameterizedTest
    @DisplayName("rule 12 (RFC 7208 §4.5, §4.6.1): several spaces and spaces at the end are fine")
    @ValueSource(strings = {"v=spf1  -all", "v=spf1 -all ", "v=spf1    ip4:192.0.2.9   -all   "})
    void takesSpaces(String record) {
        assertThat(Checks.zone("example.net TXT \"" + record + "\"")
                        .from("192.0.2.1")
                        .result())
                .isEqualTo(SpfResult.FAIL);
    }

    @ParameterizedTest
    @DisplayName("rule 13 (RFC 7208 §4.7): a record without terms is neutral")
    @ValueSource(strings = {"v=spf1", "v=spf1 ", "v=spf1    "})
    void isNeutralWithoutTerms(String record) {
        SpfOutcome outcome = Checks.zone("example.net TXT \"" + record + "\"").from("192.0.2.1");
        assertThat(outcome.result()).isEqualTo(SpfResult.NEUTRAL);
        assertThat(outcome.path()).isEmpty();
        assertThat(outcome.problem()).isEmpty();
    }

    @Test
    @DisplayName("rule 14 (RFC 7208 §3.2): two aliases of one record are that one record each time")
    void followsAliases() {
        SpfOutcome outcome = Checks.zone("""
                example.net TXT "v=spf1 include:a.example include:b.example -all"
                a.example   CNAME c.example
                b.example   CNAME c.example
                c.example   TXT "v=spf1 ip4:192.0.2.1"
                """).from("192.0.2.2");
        assertThat(outcome.result()).isEqualTo(SpfResult.FAIL);
        assertThat(outcome.counts()).isEqualTo(new SpfCounts(2, 0, 3));
    }

    @Test
    @DisplayName("RFC 7208 §3.3: what two strings have joined is told, though nothing else is to be said of the record")
    void tellsOfJoinedStrings() {
        SpfOutcome outcome = Checks.zone("example.net TXT \"v=spf1 a:b.example\" \"include:c.example -all\"")
                .from("192.0.2.1");
        assertThat(outcome.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("spf-strings-joined"));
        assertThat(Checks.zone("example.net TXT \"v=spf1 a:b.example \" \"include:c.example -all\"")
                        .from("192.0.2.1")
                        .findings())
                .isEmpty();
    }

    @Test
    @DisplayName("what was not checked is said to be that")
    void tellsWhatWasNotChecked() {
        assertThat(SpfOutcome.notChecked(SpfIdentity.MAILFROM).reason()).isEqualTo("SPF of MAIL FROM was not checked.");
        assertThat(SpfOutcome.notChecked(SpfIdentity.HELO).reason()).isEqualTo("SPF of HELO was not checked.");
    }

    @Test
    @DisplayName("a record of as many octets as the limit is read, one of one more is not")
    void readsRecordsWithinTheLimit() {
        String record = "v=spf1 ip4:192.0.2.1 -all";
        Checks checks = Checks.record(record, "");
        assertThat(checks.limits(SpfLimits.DEFAULT.withRecordOctets(record.length()))
                        .from("192.0.2.1")
                        .result())
                .isEqualTo(SpfResult.PASS);
        assertThat(checks.limits(SpfLimits.DEFAULT.withRecordOctets(record.length() - 1))
                        .from("192.0.2.1")
                        .problem())
                .contains(SpfProblem.RECORD_TOO_LARGE);
    }

    @Test
    @DisplayName("rule 42 (RFC 7208 §4.4): a failure when asking for the other family ends the check where it is")
    void endsAtAFailureOfTheOtherFamily() {
        Checks checks = Checks.record("v=spf1 a:v4.example +all", "v4.example AAAA !SERVFAIL")
                .limits(SpfLimits.DEFAULT.withCountOtherFamilyAsVoid(false));
        assertThat(checks.from("192.0.2.1").result()).isEqualTo(SpfResult.TEMPERROR);
    }
}
