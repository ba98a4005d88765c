package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;

/** Rules 45 to 47: redirect and exp. */
class ModifierTest {

    @ParameterizedTest
    @DisplayName("rule 45 (RFC 7208 §6.1): redirect comes after all mechanisms, and never beside all")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            redirect=t.example                      | "v=spf1 -all"        | FAIL      |
            redirect=t.example ip4:192.0.2.1        | "v=spf1 -all"        | PASS      |
            ip4:192.0.2.9 redirect=t.example        | "v=spf1 ~all"        | SOFTFAIL  |
            redirect=t.example ?all                 | "v=spf1 -all"        | NEUTRAL   |
            ?all redirect=t.example                 | "v=spf1 -all"        | NEUTRAL   |
            redirect=t.example                      | "v=spf1"             | NEUTRAL   |
            redirect=t.example                      | "no record"          | PERMERROR | REDIRECT_WITHOUT_RECORD
            redirect=t.example                      | !NXDOMAIN            | PERMERROR | REDIRECT_WITHOUT_RECORD
            redirect=t.example                      | "v=spf1 moo"         | PERMERROR | UNKNOWN_MECHANISM
            redirect=t.example                      | !SERVFAIL            | TEMPERROR | DNS_FAILURE
            redirect=x..example                     | "v=spf1 -all"        | PERMERROR | REDIRECT_WITHOUT_RECORD
            redirect=%{d1}                          | "v=spf1 -all"        | PERMERROR | REDIRECT_WITHOUT_RECORD
            include:r.example -all                  | "v=spf1 +all"        | PASS      |
            include:r.example -all                  | "no record"          | PERMERROR | REDIRECT_WITHOUT_RECORD
            """)
    void redirects(String terms, String target, SpfResult result, SpfProblem problem) {
        SpfOutcome outcome =
                Checks.record("v=spf1 " + terms, """
                r.example TXT "v=spf1 redirect=t.example"
                t.example TXT %s
                """.formatted(target)).from("192.0.2.1");
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(result);
        assertThat(outcome.problem().orElse(null)).isEqualTo(problem);
    }

    private static final String TEXTS = """
            outer.example TXT "outer %{d}"
            inner.example TXT "inner %{d}"
            """;

    @ParameterizedTest
    @DisplayName(
            "rule 46 (RFC 7208 §6.2): redirect takes the target's exp, include the outer one with the outer domain")
    @CsvSource(delimiter = '|', textBlock = """
            redirect=t.example exp=outer.example     | -all exp=inner.example  | inner t.example
            redirect=t.example exp=outer.example     | -all                    |
            redirect=t.example                       | -all exp=inner.example  | inner t.example
            -include:t.example exp=outer.example     | +all exp=inner.example  | outer example.net
            include:t.example -all exp=outer.example | -all exp=inner.example  | outer example.net
            include:t.example -all                   | -all exp=inner.example  |
            -include:t.example                       | -all exp=inner.example  |
            """)
    void choosesTheExplanation(String outer, String inner, String text) {
        Checks checks = Checks.record("v=spf1 " + outer, TEXTS + "t.example TXT \"v=spf1 " + inner + "\"\n")
                .inOrder();
        SpfOutcome outcome = checks.from("192.0.2.1");
        assertThat(outcome.explanation().map(SpfExplanation::text).orElse(null)).isEqualTo(text);
        assertThat(checks.queries())
                .doesNotContain(
                        text == null ? "outer.example" : text.startsWith("inner") ? "outer.example" : "inner.example");
    }

    @ParameterizedTest
    @DisplayName(
            "rule 47 (RFC 7208 §6.2): exp is for a fail by a mechanism only; what is wrong with it changes nothing")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            -all exp=e.example                  | TXT "words"                | FAIL     | words
            ~all exp=e.example                  | TXT "words"                | SOFTFAIL |
            +all exp=e.example                  | TXT "words"                | PASS     |
            ?all exp=e.example                  | TXT "words"                | NEUTRAL  |
            exp=e.example                       | TXT "words"                | NEUTRAL  |
            -all exp=e.example                  | TXT "wo" "rds"             | FAIL     | words
            -all exp=e.example                  | TXT ""                     | FAIL     | ^^
            -all exp=e.example                  | TXT "a  b "                | FAIL     | ^a  b ^
            -all exp=e.example                  | TXT !NXDOMAIN              | FAIL     |
            -all exp=e.example                  | TXT !NODATA                | FAIL     |
            -all exp=e.example                  | TXT !SERVFAIL              | FAIL     |
            -all exp=e.example                  | TXT !TIMEOUT               | FAIL     |
            -all exp=e.example                  | TXT "%{x}"                 | FAIL     |
            -all exp=e.example                  | TXT "100%"                 | FAIL     |
            -all exp=e.example                  | TXT "%{d0}"                | FAIL     |
            -all exp=e.example                  | TXT "\\195\\164"           | FAIL     |
            -all exp=e.example                  | TXT "a\\009b"              | FAIL     |
            -all exp=e.example                  | TXT "a\\013\\010b"         | FAIL     |
            -all exp=e.example                  | TXT "a\\000b"              | FAIL     |
            -all exp=x..example                 | TXT "words"                | FAIL     |
            -all exp=%{l}.e.example             | TXT "words"                | FAIL     |
            """)
    void explainsFailsOnly(String terms, String text, SpfResult result, String explanation) {
        SpfOutcome outcome =
                Checks.record("v=spf1 " + terms, "e.example " + text).from("192.0.2.1");
        assertThat(outcome.result()).isEqualTo(result);
        assertThat(outcome.problem()).isEmpty();
        assertThat(outcome.explanation().map(SpfExplanation::text).orElse(null)).isEqualTo(explanation);
    }

    @Test
    @DisplayName("rule 47 (RFC 7208 §6.2): two TXT records are no explanation")
    void takesOneTextOnly() {
        SpfOutcome outcome = Checks.record("v=spf1 -all exp=e.example", """
                e.example TXT "one"
                e.example TXT "two"
                """).from("192.0.2.1");
        assertThat(outcome.result()).isEqualTo(SpfResult.FAIL);
        assertThat(outcome.explanation()).isEmpty();
    }

    @Test
    @DisplayName("rule 47 (RFC 7208 §6.2): the record of an include has no explanation asked for")
    void asksForOneExplanation() {
        Checks checks = Checks.record("v=spf1 include:i.example exp=e.example -all", """
                i.example TXT "v=spf1 exp=ie.example -all"
                e.example TXT "words"
                """);
        checks.from("192.0.2.1");
        assertThat(checks.queries()).isEqualTo("[example.net TXT, i.example TXT, e.example TXT]");
    }

    @Test
    @DisplayName("RFC 7208 §6.2, §8.4: an explanation is one line of ASCII, and marked as the domain's words")
    void sanitizesExplanations() {
        Checks checks = Checks.record("v=spf1 -all exp=e.example", "e.example TXT \"%{s} %{h}\"");
        SpfExplanation smuggled = checks.from("192.0.2.1", "h", "evil\r\n250 OK@example.net")
                .explanation()
                .orElseThrow();
        assertThat(smuggled).hasToString("The domain example.net explains: evil\\013\\010250 OK@example.net h");
        assertThat(smuggled.domain()).isEqualTo(DomainName.of("example.net"));
        // Two octets of UTF-8 each.
        assertThat(checks.from("192.0.2.1", "x\u00e9\u0000", "b\u00f6b@example.net")
                        .explanation()
                        .orElseThrow()
                        .text())
                .isEqualTo("b\\195\\182b@example.net x\\195\\169\\000");
    }

    @ParameterizedTest
    @DisplayName("RFC 7208 §6.2: an explanation is never longer than the limit; a limit of none asks for none")
    @CsvSource(delimiter = '|', textBlock = """
            0  |
            1  | .
            2  | ..
            3  | ...
            4  | w...
            5  | words
            6  | words
            """)
    void keepsToTheLimit(int most, String text) {
        Checks checks = Checks.record("v=spf1 -all exp=e.example", "e.example TXT \"words\"")
                .limits(SpfLimits.DEFAULT.withRecordOctets(1000).withExplanationChars(most));
        SpfOutcome outcome = checks.from("192.0.2.1");
        assertThat(outcome.result()).isEqualTo(SpfResult.FAIL);
        assertThat(outcome.explanation().map(SpfExplanation::text).orElse(null)).isEqualTo(text);
        assertThat(checks.queries().contains("e.example")).isEqualTo(most > 0);
    }

    @Test
    @DisplayName("RFC 7208 §6.2: a long explanation is cut at the limit")
    void cutsExplanations() {
        SpfOutcome outcome = Checks.record("v=spf1 -all exp=e.example", "e.example TXT \"" + "x".repeat(600) + "\"")
                .from("192.0.2.1");
        assertThat(outcome.explanation().orElseThrow().text()).isEqualTo("x".repeat(509) + "...");
    }
}
