package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.Finding;
import org.signetmail.testkit.FakeDns;

/** DMARC by RFC 7489 and a Public Suffix List; the short forms are explained at {@link Checks}. */
class Rfc7489Test {

    @DisplayName("1.9: RFC 7489 §3.2, §6.3, §6.6.3: which record applies, and what of it")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            the author's own            | a.example.com p=none # example.com p=reject      | a.example.com   | fail @a.example.com org=example.com p=none
            the organizational domain's | example.com p=none; sp=reject                    | b.a.example.com | fail @example.com org=example.com sp=reject
            nothing between             | a.example.com p=reject                           | b.a.example.com | none NO_RECORD
            nothing above               | com p=reject                                     | example.com     | none NO_RECORD
            the author is a suffix      | com p=reject                                     | com             | fail @com org=com p=reject
            several records: stop       | a.example.com p=none # a.example.com p=none # example.com p=reject | a.example.com | none NO_RECORD
            several at the org          | example.com p=none # example.com p=reject        | a.example.com   | none NO_RECORD
            others do not count         | :_dmarc.a.example.com TXT "x" # example.com p=reject | a.example.com | fail @example.com org=example.com p=reject
            np is not known             | example.com p=reject; np=none                    | a.example.com   | fail @example.com org=example.com p=reject
            not even a bad one          | example.com p=reject; np=x                       | a.example.com   | fail @example.com org=example.com p=reject
            psd is not known            | a.example.com p=none; psd=n                      | a.example.com   | fail @a.example.com org=example.com p=none
            t is not known              | example.com p=reject; t=y                        | example.com     | fail @example.com org=example.com p=reject
            bad p, rua: none            | example.com p=x; rua=mailto:a@example.com        | example.com     | fail @example.com org=example.com p=none
            bad p, no rua               | example.com p=x                                  | example.com     | none @example.com NO_POLICY
            bad sp, no rua              | example.com p=none; sp=x                         | example.com     | none @example.com NO_POLICY
            error at the author         | a.example.com !SERVFAIL # example.com p=reject   | a.example.com   | temperror POLICY_UNKNOWN
            error at the org            | example.com !SERVFAIL                            | a.example.com   | temperror POLICY_UNKNOWN
            p anywhere                  | example.com sp=none; p=reject                    | example.com     | fail @example.com org=example.com p=reject
            a private suffix            | github.example p=reject                          | x.github.example | none NO_RECORD
            """)
    void policy(String what, String zone, String author, String expected) {
        assertThat(Checks.show(evaluate(Checks.zone(zone), author, "", 0))).isEqualTo(expected);
    }

    @DisplayName("1.9: RFC 7489 §3.1: alignment by the list")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            siblings             | example.com p=none          | a.example.com | dkim=b.example.com | pass ALIGNED
            strict               | example.com p=none; adkim=s | a.example.com | dkim=b.example.com | fail NOT_IDENTICAL
            below one suffix     | a.uk.com p=none             | a.uk.com      | dkim=b.uk.com      | fail OTHER_ORGANIZATION
            a private suffix     | a.github.example p=none     | a.github.example | dkim=b.github.example | fail OTHER_ORGANIZATION
            the suffix itself    | a.uk.com p=none             | a.uk.com      | dkim=uk.com        | fail OTHER_ORGANIZATION
            """)
    void alignment(String what, String zone, String author, String identifiers, String expected) {
        DmarcOutcome outcome = evaluate(Checks.zone(zone), author, identifiers, 0);
        assertThat(outcome.result().keyword() + " " + Checks.verdicts(outcome)).isEqualTo(expected);
        assertThat(outcome.discovery()).isEqualTo(DiscoveryMethod.PSL);
    }

    @Test
    @DisplayName("1.9: two queries at most, none for identifiers")
    void queries() {
        FakeDns dns = Checks.zone("example.com p=none");
        evaluate(dns, "c.b.a.example.com", "dkim=x.example.com spf=y.example.com", 0);
        assertThat(Checks.queries(dns)).isEqualTo("_dmarc.c.b.a.example.com _dmarc.example.com");
    }

    @DisplayName("T5: RFC 7489 §6.6.4: what is not sampled gets the policy one level below")
    @ParameterizedTest(name = "{0}, number {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            p=reject; pct=30     | 29 | REJECT     | []
            p=reject; pct=30     | 30 | QUARANTINE | [sampled_out]
            p=reject; pct=0      | 0  | QUARANTINE | [sampled_out]
            p=quarantine; pct=0  | 0  | NONE       | [sampled_out]
            p=none; pct=0        | 0  | NONE       | []
            p=reject; pct=100    | 99 | REJECT     | []
            p=reject             | 99 | REJECT     | []
            p=reject; pct=x      | 99 | REJECT     | []
            """)
    void sampling(String tags, int number, Disposition disposition, String overrides) {
        DmarcOutcome outcome = evaluate(Checks.zone("example.com " + tags), "example.com", "", number);
        assertThat(outcome.disposition()).isEqualTo(disposition);
        Handling handling = Handling.asAsked(outcome);
        assertThat(handling.disposition()).isEqualTo(disposition);
        assertThat(handling.overrides().stream()
                        .map(each -> each.reason().keyword())
                        .toList())
                .hasToString(overrides);
    }

    @Test
    @DisplayName("T5: no number is drawn for a message that passes, or by RFC 9989")
    void noNumberIsDrawn() {
        AtomicInteger drawn = new AtomicInteger();
        FakeDns dns = Checks.zone("example.com p=reject; pct=1");
        DmarcEvaluator evaluator = DmarcEvaluator.using(dns)
                .withOptions(
                        DmarcOptions.DEFAULT.withPublicSuffixList(PublicSuffixListTest.list(), drawn::incrementAndGet));
        evaluator.evaluate(Checks.from("a@example.com"), Checks.identifiers("dkim=example.com"));
        DmarcEvaluator.using(dns).evaluate(Checks.from("a@example.com"), Checks.identifiers(""));
        assertThat(drawn).hasValue(0);
        evaluator.evaluate(Checks.from("a@example.com"), Checks.identifiers(""));
        assertThat(drawn).hasValue(1);
    }

    @Test
    @DisplayName("T5: what RFC 9989 has no use for is no fault by RFC 7489, all else is told")
    void historicTags() {
        FakeDns dns = Checks.zone("example.com p=reject; pct=50; sp=never");
        assertThat(evaluate(dns, "example.com", "", 0).findings())
                .extracting(Finding::code)
                .containsExactly("dmarc-bad-value");
    }

    private static DmarcOutcome evaluate(FakeDns dns, String author, String identifiers, int number) {
        return DmarcEvaluator.using(dns)
                .withOptions(DmarcOptions.DEFAULT.withPublicSuffixList(PublicSuffixListTest.list(), () -> number))
                .evaluate(Checks.from("a@" + author), Checks.identifiers(identifiers));
    }
}
