package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.Finding;
import org.signetmail.testkit.FakeDns;

/** Records are parsed once, and nobody can tell but by the time it takes. */
class RememberedRecordsTest {

    private static final String LINTED = "p=reject; pct=50; x=1";

    private static DmarcOutcome evaluate(DmarcEvaluator evaluator, String author) {
        return evaluator.evaluate(Checks.from("a@" + author), List.of());
    }

    private static DmarcRecord record(DmarcEvaluator evaluator) {
        return evaluate(evaluator, "example.com").record().orElseThrow();
    }

    @Test
    @DisplayName("all evaluators that are made of one another share their records, others do not")
    void shares() {
        FakeDns dns = Checks.zone("example.com " + LINTED);
        DmarcEvaluator evaluator = DmarcEvaluator.using(dns);
        DmarcRecord first = record(evaluator);
        assertThat(List.of(
                        evaluator,
                        evaluator.withOptions(DmarcOptions.DEFAULT.withLimits(
                                DmarcLimits.DEFAULT.withAuthorDomains(2).withWalks(3))),
                        evaluator.withOptions(
                                DmarcOptions.DEFAULT.withPublicSuffixList(PublicSuffixListTest.list(), () -> 0)),
                        evaluator.withResolver(Checks.zone("example.com " + LINTED))))
                .allSatisfy(each -> assertThat(record(each)).isSameAs(first));
        assertThat(record(DmarcEvaluator.using(dns))).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    @DisplayName("a record published at two domains is one record, and its lints tell of the domain at hand")
    void twoDomains() {
        DmarcEvaluator evaluator =
                DmarcEvaluator.using(Checks.zone("example.com " + LINTED + "#example.net " + LINTED));
        DmarcRecord first = record(evaluator);
        for (String author : List.of("example.net", "example.com")) {
            DmarcOutcome outcome = evaluate(evaluator, author);
            assertThat(outcome.record()).containsSame(first);
            assertThat(outcome.findings())
                    .hasSize(2)
                    .allSatisfy(lint -> assertThat(lint.message()).startsWith("At _dmarc." + author + ": "));
        }
    }

    @Test
    @DisplayName("the two methods make of the same record what each of them makes of it")
    void methods() {
        DmarcEvaluator evaluator = DmarcEvaluator.using(Checks.zone("example.com p=reject; t=y; pct=0"));
        DmarcEvaluator historic =
                evaluator.withOptions(DmarcOptions.DEFAULT.withPublicSuffixList(PublicSuffixListTest.list(), () -> 0));
        for (int round = 0; round < 2; round++) {
            DmarcOutcome current = evaluate(evaluator, "example.com");
            assertThat(current.policy()).contains(Disposition.QUARANTINE);
            assertThat(current.findings()).extracting(Finding::code).containsExactly("dmarc-historic-tag");
            assertThat(evaluate(historic, "example.com").findings()).isEmpty();
        }
    }

    @Test
    @DisplayName("what is no record is none again, with the same lint")
    void notARecord() {
        DmarcEvaluator evaluator = DmarcEvaluator.using(Checks.zone(":_dmarc.example.com TXT \"v=dmarc1; p=reject\""));
        DmarcOutcome first = evaluate(evaluator, "example.com");
        assertThat(first.problem()).contains(DmarcProblem.NO_RECORD);
        assertThat(first.findings()).extracting(Finding::code).containsExactly("dmarc-not-a-record");
        assertThat(evaluate(evaluator, "example.com")).isEqualTo(first);
    }
}
