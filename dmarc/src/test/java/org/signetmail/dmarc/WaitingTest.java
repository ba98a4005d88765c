package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.spf.SpfVerifier;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.Zone;

/** A check that waits for DNS, interrupted or over its time limit: it ends with temperror, and keeps the flag. */
class WaitingTest {

    private static final Scenario SCENARIO = Scenario.of("waiting")
            .from("192.0.2.1", "mail.example.com", "alice@example.com")
            .message("From: alice@example.com\n\nHello,\nthere.\n")
            .signed("example.com", "s1");

    private static String results(Authentication result) {
        return result.spf().result().keyword() + " "
                + result.dkim().get(0).result().keyword() + " "
                + result.dmarc().result().keyword();
    }

    private static String inPieces(MailAuthenticator authenticator) {
        AuthenticationSession session = authenticator.begin(SCENARIO.message(), SCENARIO.envelope());
        SCENARIO.message().writeBodyTo(session::body);
        return results(session.finish());
    }

    private static String atMail(MailAuthenticator authenticator) {
        return authenticator
                .withDispositionPolicy(DispositionPolicy.enforceSpfAtMail().and(DispositionPolicy.deferSpfTemperror()))
                .open(SCENARIO.envelope())
                .mailReply()
                .map(reply -> reply.action() + " " + reply.code())
                .orElse("nothing");
    }

    /** Whatever takes an authenticator, with and without a time limit. */
    private static List<Arguments> whole() {
        Function<MailAuthenticator, String> check =
                authenticator -> results(authenticator.authenticate(SCENARIO.message(), SCENARIO.envelope()));
        return List.of(
                Arguments.of("a message", check, "temperror temperror temperror"),
                Arguments.of(
                        "a message in pieces",
                        (Function<MailAuthenticator, String>) WaitingTest::inPieces,
                        "temperror temperror temperror"),
                Arguments.of("MAIL", (Function<MailAuthenticator, String>) WaitingTest::atMail, "DEFER 451"));
    }

    static Stream<Arguments> withTimeLimit() {
        return whole().stream();
    }

    static Stream<Arguments> checks() {
        Stream<Arguments> alone = Stream.of(
                Arguments.of(
                        "SPF alone",
                        (Function<DnsResolver, String>) dns -> SpfVerifier.using(dns)
                                .verify(SCENARIO.envelope())
                                .result()
                                .keyword(),
                        "temperror"),
                Arguments.of(
                        "DKIM alone",
                        (Function<DnsResolver, String>) dns -> DkimVerifier.using(dns)
                                .verify(SCENARIO.message())
                                .get(0)
                                .result()
                                .keyword(),
                        "temperror"),
                Arguments.of(
                        "DMARC alone",
                        (Function<DnsResolver, String>) dns -> DmarcEvaluator.using(dns)
                                .evaluate(AuthorDomain.of(SCENARIO.message().fields()), List.of())
                                .result()
                                .keyword(),
                        "temperror"));
        Stream<Arguments> together = whole().stream().map(each -> {
            @SuppressWarnings("unchecked") // It is of this class.
            Function<MailAuthenticator, String> check = (Function<MailAuthenticator, String>) each.get()[1];
            Function<DnsResolver, String> ofDns = dns -> check.apply(MailAuthenticator.using(dns));
            return Arguments.of(each.get()[0], ofDns, each.get()[2]);
        });
        return Stream.concat(alone, together);
    }

    private record Ended(String result, boolean flag) {}

    private static Ended interrupted(Function<DnsResolver, String> check, DnsResolver dns) throws InterruptedException {
        CompletableFuture<Ended> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                String result = check.apply(dns);
                ended.complete(new Ended(result, Thread.currentThread().isInterrupted()));
            } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && !ended.isDone()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(ended).isNotDone();
        thread.interrupt();
        // Long before the answer would be given up, and the check.
        return ended.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static DnsServer silent() {
        return DnsServer.start(Zone.parse("*.com TXT !TIMEOUT\ncom TXT !TIMEOUT"));
    }

    private static DnsResolver patient(DnsServer server) {
        return DnsJavaResolver.builder()
                .servers(List.of(server.address()))
                .timeout(Duration.ofMinutes(1))
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("checks")
    @DisplayName("interrupted while it waits, for a resolver of somebody else's and for packets")
    void interrupted(String name, Function<DnsResolver, String> check, String result) throws InterruptedException {
        assertThat(interrupted(check, (domain, type) -> new CompletableFuture<>()))
                .isEqualTo(new Ended(result, true));
        try (DnsServer server = silent()) {
            assertThat(interrupted(check, patient(server))).isEqualTo(new Ended(result, true));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withTimeLimit")
    @DisplayName("over its time limit while it waits for packets")
    void overTime(String name, Function<MailAuthenticator, String> check, String result) {
        try (DnsServer server = silent()) {
            MailAuthenticator authenticator = MailAuthenticator.using(patient(server))
                    .withLimits(AuthenticationLimits.DEFAULT.withTime(Duration.ofMillis(50)));
            assertThat(CompletableFuture.supplyAsync(() -> check.apply(authenticator))
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(result);
        }
    }
}
