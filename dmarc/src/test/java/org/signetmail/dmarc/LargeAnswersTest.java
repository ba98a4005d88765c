package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Zone;

/** Answers with many records or long ones: octets are bounded, and what is over a bound is permerror that names it. */
class LargeAnswersTest {

    private static final DomainName AT = DomainName.of("_dmarc.example.com");

    private final Zone.Builder zone = Zone.builder();

    private DmarcOutcome evaluate() {
        return DmarcEvaluator.using(FakeDns.of(zone.build())).evaluate(Checks.from("a@example.com"), List.of());
    }

    @Test
    @DisplayName("other TXT records beside the one that counts, in any number and length")
    void othersBeside() {
        zone.txt(AT, "v=DMARC1; p=reject").txt(AT, "x".repeat(20_000));
        zone.text("_dmarc.example.com TXT \"other\"\n".repeat(120));
        assertThat(evaluate().result()).isEqualTo(DmarcResult.FAIL);
        assertThat(evaluate().disposition()).isEqualTo(Disposition.REJECT);
    }

    @Test
    @DisplayName("a long record that begins like a policy is neither a policy nor none")
    void longPolicy() {
        zone.txt(AT, "v=DMARC1; p=reject; x=" + "y".repeat(20_000)).text("_dmarc.com TXT \"v=DMARC1; p=none\"");
        DmarcOutcome outcome = evaluate();
        assertThat(outcome.result()).isEqualTo(DmarcResult.PERMERROR);
        assertThat(outcome.reason())
                .contains("_dmarc.example.com has a TXT record of 20022 octets, over the bound of 16384");
    }

    @Test
    @DisplayName("RFC 9989 §4.10 step 2: several policies are discarded, however long one is")
    void longPolicyBesideAnother() {
        zone.txt(AT, "v=DMARC1; p=reject; x=" + "y".repeat(20_000)).txt(AT, "v=DMARC1; p=reject");
        assertThat(evaluate().result()).isEqualTo(DmarcResult.NONE);
    }

    @ParameterizedTest
    @DisplayName("a long record that begins otherwise is no policy")
    @CsvSource({"v=DMARC10; p=reject;", "v=spf1 ", "p=reject; v=DMARC1;"})
    void longOthers(String start) {
        zone.txt(AT, start + "y".repeat(20_000));
        assertThat(evaluate().result()).isEqualTo(DmarcResult.NONE);
    }

    @Test
    @DisplayName("an answer over the bound is permerror and names it")
    void answerOverTheBound() {
        zone.text("_dmarc.example.com TXT \"12\"\n".repeat(4_400));
        DmarcOutcome outcome = evaluate();
        assertThat(outcome.result()).isEqualTo(DmarcResult.PERMERROR);
        assertThat(outcome.reason()).contains("over the bound of 65535");
    }
}
