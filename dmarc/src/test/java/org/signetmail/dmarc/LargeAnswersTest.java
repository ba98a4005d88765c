package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.spf.SpfResult;
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

    /** A forgery from a domain that passes SPF, whose last answer has so many octets beside the record. */
    private static Authentication forgery(Zone others, int octets) {
        Zone.Builder all = Zone.builder()
                .text("_dmarc.example.com TXT \"v=DMARC1; p=reject\"")
                .text(
                        "stranger.com TXT \"v=spf1 include:a.stranger.com include:b.stranger.com include:c.stranger.com +all\"")
                .text("c.stranger.com TXT \"v=spf1 ?all\"");
        for (int i = 0; i < 4; i++) {
            all.txt(DomainName.of("c.stranger.com"), i + "y".repeat(octets / 4));
        }
        all.txt(DomainName.of("c.stranger.com"), "y".repeat(octets % 4));
        FakeDns filled = FakeDns.of(others);
        FakeDns dns = FakeDns.of(all.build());
        return MailAuthenticator.using((name, type) -> name.toString().matches("[ab]\\.stranger\\.com")
                        ? filled.lookup(name, type)
                        : dns.lookup(name, type))
                .authenticate(
                        Message.of("From: a@example.com\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                        Envelope.from(InetAddress.getLoopbackAddress()).mailFrom("x@stranger.com"));
    }

    @Test
    @DisplayName("a stranger whose answers fill the room for those of a message gets no forgery past a policy")
    void fillingHidesNoPolicy() {
        // Each string takes more room than it has octets.
        Zone filling = Zone.parse("a.stranger.com TXT \"v=spf1 ?all\"\nb.stranger.com TXT \"v=spf1 ?all\"\n"
                + "a.stranger.com TXT \"1\"\n".repeat(3500) + "b.stranger.com TXT \"1\"\n".repeat(3700));
        int fits = 0;
        for (int step = 1 << 15; step > 0; step >>= 1) {
            fits += forgery(filling, fits + step).spf().result() == SpfResult.PASS ? step : 0;
        }
        assertThat(fits).isBetween(1000, 60_000);
        // Up to here SPF has all it needs; DMARC has not, first for the policy and then for what may be aligned.
        Set<DmarcResult> results = EnumSet.noneOf(DmarcResult.class);
        for (int left = 0; left < 700; left += 20) {
            Authentication result = forgery(filling, fits - left);
            assertThat(result.reply().action()).as(result.explain()).isIn(SmtpAction.DEFER, SmtpAction.REFUSE);
            results.add(result.dmarc().result());
        }
        assertThat(results).containsExactlyInAnyOrder(DmarcResult.TEMPERROR, DmarcResult.FAIL);
    }
}
