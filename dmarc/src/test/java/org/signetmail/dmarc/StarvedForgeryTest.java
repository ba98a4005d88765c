package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.FakeDns;

/**
 * A forger uses up what the checks of one message share (queries, octets of answers, time), so that it gives out at each
 * place in turn: whatever the policy then lacks, nothing is let in.
 */
class StarvedForgeryTest {

    /** Addresses take ten times the room here that they take on the wire. */
    private static final CompletionStage<DnsAnswer> MANY = addresses(4000);

    private static final CompletionStage<DnsAnswer> SOME = addresses(800);

    private static final DmarcOptions TWO_AUTHORS =
            DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withAuthorDomains(2));

    enum Forgery {
        /** The policy stands at the author domain itself. */
        DOMAIN("ceo@bank.test", "bank.test p=reject", ""),
        /** It stands above. */
        SUBDOMAIN("ceo@a.b.c.bank.test", "bank.test p=none; sp=reject", ""),
        /** It stands at a public suffix. */
        BELOW_A_SUFFIX("ceo@bank.test", "test p=reject; psd=y", ""),
        /** It is for names that do not exist. */
        NO_SUCH_NAME("ceo@mail.bank.test", "bank.test p=none; np=reject", ""),
        /** The forger's organizational domain has a lasting error, which SPF has come by before. */
        LASTING_ERROR("ceo@bank.test", "bank.test p=reject # crook.test !NOTIMP", "crook.test"),
        /** The forger is the second author, with as strict a policy and an error of his own. */
        SECOND_AUTHOR(
                "ceo@bank.test, x@crook.test",
                "bank.test p=quarantine # crook.test p=reject # m.crook.test !NOTIMP",
                "m.crook.test");

        private final String from;
        private final String policies;
        private final String signer;

        Forgery(String from, String policies, String signer) {
            this.from = from;
            this.policies = policies;
            this.signer = signer;
        }

        Scenario scenario() {
            Scenario scenario = Scenario.of(name())
                    .from("203.0.113.5", "mail.crook.example", "x@crook.example")
                    .zone("crook.example TXT \"v=spf1 a:many.crook.example a:some.crook.example include:c.crook.example"
                            + (signer.isEmpty() ? "" : " include:_dmarc." + signer)
                            + " +all\"")
                    .zone(Checks.zoneText(policies))
                    .message("From: " + from + "\nSender: x@crook.test\n\nHello.\n");
            return signer.isEmpty() ? scenario : scenario.signed(signer, "s");
        }
    }

    private static CompletionStage<DnsAnswer> addresses(int count) {
        return FakeDns.zone("x.example A 192.0.2.2\n".repeat(count)).lookup(DomainName.of("x.example"), RecordType.A);
    }

    /** The forger's name servers, which fill the room to so many octets more. */
    private static DnsResolver filling(DnsResolver others, int octets) {
        StringBuilder text = new StringBuilder("c.crook.example TXT \"v=spf1 ?all\"\n");
        for (int left = octets; left > 0; left -= 16_000) {
            text.append("c.crook.example TXT");
            for (int piece = Math.min(left, 16_000); piece > 0; piece -= 250) {
                text.append(" \"").append("y".repeat(Math.min(piece, 250))).append('"');
            }
            text.append('\n');
        }
        FakeDns last = FakeDns.zone(text.toString());
        return (name, type) -> switch (name.toString()) {
            case "many.crook.example" -> MANY;
            case "some.crook.example" -> SOME;
            case "c.crook.example" -> last.lookup(name, type);
            default -> others.lookup(name, type);
        };
    }

    private static boolean isFull(Authentication result) {
        return result.queries().stream()
                .anyMatch(query ->
                        query.answer() instanceof DnsAnswer.Failed failed && failed.reason() == DnsFailure.OCTET_LIMIT);
    }

    private static DmarcResult notLetIn(Authentication result, int at) {
        assertThat(result.reply().action())
                .as(() -> "at " + at + ": " + result.summary())
                .isNotEqualTo(SmtpAction.ACCEPT);
        return result.dmarc().result();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("queries")
    void queries(Forgery forgery) {
        Scenario scenario = forgery.scenario();
        Set<DmarcResult> results = EnumSet.noneOf(DmarcResult.class);
        for (int most = 1; most < 16; most++) {
            AuthenticationLimits limits = AuthenticationLimits.DEFAULT.withQueries(most);
            results.add(notLetIn(
                    scenario.through(dns -> filling(dns, 0))
                            .with(checks -> checks.withDmarc(TWO_AUTHORS).withLimits(limits))
                            .authenticate(),
                    most));
        }
        assertThat(results).contains(DmarcResult.TEMPERROR);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("octets of answers")
    void octets(Forgery forgery) {
        Scenario scenario = forgery.scenario().with(checks -> checks.withDmarc(TWO_AUTHORS));
        int fits = 0;
        for (int step = 1 << 15; step > 32; step >>= 1) {
            int octets = fits + step;
            fits += isFull(scenario.through(dns -> filling(dns, octets)).authenticate()) ? 0 : step;
        }
        assertThat(fits).isBetween(1000, 60_000);
        Set<DmarcResult> results = EnumSet.noneOf(DmarcResult.class);
        for (int over = 0; over < 1000; over += 80) {
            int octets = fits + over;
            results.add(notLetIn(scenario.through(dns -> filling(dns, octets)).authenticate(), over));
        }
        assertThat(results).contains(DmarcResult.TEMPERROR);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("time: from some question on nobody answers")
    void time(Forgery forgery) {
        AuthenticationLimits limits = AuthenticationLimits.DEFAULT.withTime(Duration.ofMillis(5));
        Scenario scenario =
                forgery.scenario().with(checks -> checks.withDmarc(TWO_AUTHORS).withLimits(limits));
        Set<DmarcResult> results = EnumSet.noneOf(DmarcResult.class);
        for (int most = 0; most < 14; most++) {
            int answered = most;
            AtomicInteger asked = new AtomicInteger();
            results.add(notLetIn(
                    scenario.through(dns -> (name, type) -> asked.incrementAndGet() > answered
                                    ? new CompletableFuture<>()
                                    : filling(dns, 0).lookup(name, type))
                            .authenticate(),
                    most));
        }
        assertThat(results).contains(DmarcResult.TEMPERROR);
    }
}
