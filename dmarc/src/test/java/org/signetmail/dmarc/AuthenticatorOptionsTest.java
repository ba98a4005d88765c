package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimPolicy;
import org.signetmail.dkim.DkimResult;
import org.signetmail.spf.SpfProblem;
import org.signetmail.spf.SpfResult;
import org.signetmail.testkit.FakeDns;

class AuthenticatorOptionsTest {

    private static Scenario scenario() {
        return Scenario.of("options")
                .zone("""
                        example.com         TXT "v=spf1 ip4:192.0.2.1 -all"
                        mail.example.com    TXT "v=spf1 ip4:192.0.2.1 -all"
                        _dmarc.example.com  TXT "v=DMARC1; p=reject"
                        """)
                .from("192.0.2.1", "mail.example.com", "alice@example.com")
                .message("From: alice@example.com\nList-Id: <l.example>\n\nHello,\nthere.\n")
                .signed("example.com", "s1");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Each check can be switched off: it asks nothing, says so, and prints nothing")
    void switchedOff(MailCheck off) {
        FakeDns dns = scenario().dns();
        MailAuthenticator authenticator =
                MailAuthenticator.using(dns).withChecks(EnumSet.complementOf(EnumSet.of(off)));
        Authentication result =
                authenticator.authenticate(scenario().message(), scenario().envelope());
        String field = result.toAuthenticationResults("mx").value();
        String queries = dns.queries().toString();
        assertThat(result.spf().problem().filter(SpfProblem.NOT_CHECKED::equals).isPresent())
                .isEqualTo(off == MailCheck.SPF)
                .isNotEqualTo(field.contains(" spf="))
                .isNotEqualTo(queries.contains("[example.com TXT") || queries.contains(", example.com TXT"));
        assertThat(result.helo()
                        .problem()
                        .filter(SpfProblem.NOT_CHECKED::equals)
                        .isPresent())
                .isEqualTo(off == MailCheck.HELO)
                .isNotEqualTo(queries.contains("mail.example.com TXT"));
        assertThat(result.dkim().isEmpty())
                .isEqualTo(off == MailCheck.DKIM)
                .isNotEqualTo(field.contains(" dkim="))
                .isNotEqualTo(queries.contains("_domainkey"));
        assertThat(result.dmarc()
                        .problem()
                        .filter(DmarcProblem.NOT_CHECKED::equals)
                        .isPresent())
                .isEqualTo(off == MailCheck.DMARC)
                .isNotEqualTo(field.contains(" dmarc="))
                .isNotEqualTo(queries.contains("_dmarc"));
        assertThat(result.dmarc().result()).isEqualTo(off == MailCheck.DMARC ? DmarcResult.NONE : DmarcResult.PASS);
        assertThat(result.explain()).isNotEmpty();
    }

    @Test
    @DisplayName("RFC 8601 §2.2: none when no check ran")
    void allOff() {
        FakeDns dns = scenario().dns();
        Authentication result = MailAuthenticator.using(dns)
                .withChecks(Set.of())
                .authenticate(scenario().message(), scenario().envelope());
        assertThat(result.toAuthenticationResults("mx").value()).isEqualTo("mx; none");
        assertThat(dns.queries()).isEmpty();
    }

    @Test
    @DisplayName("Who is finished takes no more, whichever checks are on")
    void finished() {
        for (Set<MailCheck> checks : List.of(Set.of(MailCheck.SPF), Set.of(MailCheck.DKIM), Set.<MailCheck>of())) {
            AuthenticationSession session = MailAuthenticator.using(scenario().dns())
                    .withChecks(checks)
                    .begin(scenario().message(), scenario().envelope());
            session.finish();
            assertThatThrownBy(session::finish).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.body(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @DisplayName("A body in pieces gives the same outcome as a whole one")
    void streaming() {
        Message message = scenario().message();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        message.writeBodyTo(body::write);
        MailAuthenticator authenticator = MailAuthenticator.using(scenario().dns());
        for (int piece = 1; piece <= body.size(); piece++) {
            AuthenticationSession session =
                    authenticator.begin(message, scenario().envelope());
            for (int from = 0; from < body.size(); from += piece) {
                session.body(body.toByteArray(), from, Math.min(piece, body.size() - from));
            }
            Authentication result = session.finish();
            assertThat(result.dkim()).extracting(each -> each.result()).containsExactly(DkimResult.PASS);
            assertThat(result.dmarc().result()).isEqualTo(DmarcResult.PASS);
            assertThatThrownBy(session::finish).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.body(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @DisplayName("One deadline for all checks: nothing hangs, nothing passes")
    void deadline() {
        MailAuthenticator authenticator = MailAuthenticator.using((name, type) -> new CompletableFuture<>())
                .withLimits(AuthenticationLimits.DEFAULT.withTime(Duration.ofMillis(20)));
        Authentication result =
                authenticator.authenticate(scenario().message(), scenario().envelope());
        assertThat(result.spf().result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(result.dkim()).extracting(each -> each.result()).containsExactly(DkimResult.TEMPERROR);
        assertThat(result.dmarc().result()).isEqualTo(DmarcResult.TEMPERROR);
    }

    @Test
    @DisplayName("The time that the body takes is not DNS's")
    void deadlineBehindASlowBody() throws InterruptedException {
        MailAuthenticator authenticator = MailAuthenticator.using(scenario().dns())
                .withLimits(AuthenticationLimits.DEFAULT.withTime(Duration.ofMillis(500)));
        AuthenticationSession session =
                authenticator.begin(scenario().message(), scenario().envelope());
        Thread.sleep(600);
        scenario().message().writeBodyTo(session::body);
        assertThat(session.finish().dmarc().result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    @DisplayName("An interrupt ends the checks with temporary errors and stays set")
    void interrupt() {
        MailAuthenticator authenticator = MailAuthenticator.using((name, type) -> new CompletableFuture<>());
        Thread.currentThread().interrupt();
        Authentication result =
                authenticator.authenticate(scenario().message(), scenario().envelope());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.dmarc().result()).isEqualTo(DmarcResult.TEMPERROR);
    }

    @Test
    void queryLimit() {
        Authentication result = MailAuthenticator.using(scenario().dns())
                .withLimits(AuthenticationLimits.DEFAULT.withQueries(1).withTime(Duration.ofSeconds(5)))
                .authenticate(scenario().message(), scenario().envelope());
        assertThat(result.spf().result()).isEqualTo(SpfResult.PASS);
        assertThat(result.dmarc().result()).isEqualTo(DmarcResult.TEMPERROR);
        assertThat(result.queries().stream().filter(query -> query.used())).hasSize(1);
    }

    @Test
    void limitsAreChecked() {
        assertThatThrownBy(() -> AuthenticationLimits.DEFAULT.withQueries(0).withTime(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuthenticationLimits.DEFAULT.withQueries(1).withTime(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AuthenticationLimits.DEFAULT
                        .withQueries(1)
                        .withTime(Duration.ofHours(1).plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> AuthenticationLimits.DEFAULT.withQueries(1).withTime(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(AuthenticationLimits.DEFAULT
                        .withQueries(1)
                        .withTime(Duration.ofHours(1))
                        .time())
                .isEqualTo(Duration.ofHours(1));
        assertThat(DmarcLimits.DEFAULT.withAuthorDomains(1).authorDomains()).isEqualTo(1);
        assertThat(DmarcLimits.DEFAULT.withAuthorDomains(5).authorDomains()).isEqualTo(5);
        assertThatThrownBy(() -> DmarcLimits.DEFAULT.withAuthorDomains(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DmarcLimits.DEFAULT.withAuthorDomains(6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DmarcLimits.DEFAULT.withWalks(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("Each check may be another than the default")
    void ownOptions() {
        FakeDns dns = scenario().dns();
        Authentication result = MailAuthenticator.using(dns)
                .withDkim(DkimOptions.DEFAULT.withPolicy(
                        DkimPolicy.DEFAULT.withRefusedDomains(Set.of(DomainName.of("example.com")))))
                .withDmarc(DmarcOptions.DEFAULT.withPublicSuffixList(PublicSuffixListTest.list(), () -> 0))
                .authenticate(scenario().message(), scenario().envelope());
        assertThat(result.dkim()).extracting(each -> each.result()).containsExactly(DkimResult.POLICY);
        assertThat(result.dmarc().discovery()).isEqualTo(DiscoveryMethod.PSL);
    }

    @DisplayName("T3, T4: the receiver's say changes the handling, never the verdict, and the reason is told")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            p=reject          | asked     | REJECT     | []
            p=reject; t=y     | asked     | QUARANTINE | [policy_test_mode]
            p=none            | asked     | NONE       | []
            p=reject          | never     | QUARANTINE | [local_policy]
            p=quarantine      | never     | QUARANTINE | []
            p=reject; t=y     | never     | QUARANTINE | [policy_test_mode]
            p=reject          | forwarder | NONE       | [trusted_forwarder]
            p=reject          | list      | NONE       | [mailing_list]
            p=none            | list      | NONE       | []
            p=reject; t=y     | list      | NONE       | [policy_test_mode, mailing_list]
            """)
    void dispositionPolicy(String tags, String policy, Disposition done, String reasons) {
        Scenario scenario = Scenario.of("forged")
                .zone("_dmarc.example.com TXT \"v=DMARC1; " + tags + '"')
                .from("192.0.2.9", "x.example", "a@evil.example")
                .message("From: alice@example.com\nList-Id: <l.example>\n\nHello.\n");
        Authentication result = MailAuthenticator.using(scenario.dns())
                .withDispositionPolicy(policy(policy))
                .authenticate(scenario.message(), scenario.envelope());
        assertThat(result.handling().disposition()).isEqualTo(done);
        assertThat(result.handling().overrides().stream()
                        .map(each -> each.reason().keyword())
                        .toList())
                .hasToString(reasons);
        assertThat(result.dmarc().result()).isEqualTo(DmarcResult.FAIL);
        assertThat(result.dmarc().disposition())
                .isEqualTo(result.dmarc().policy().orElseThrow());
    }

    private static DispositionPolicy policy(String name) {
        return switch (name) {
            case "asked" -> DispositionPolicy.asDomainAsks();
            case "never" -> DispositionPolicy.neverReject();
            case "forwarder" ->
                (authentication, fields) ->
                        authentication.envelope().clientIp().getHostAddress().equals("192.0.2.9")
                                ? authentication
                                        .handling()
                                        .overridden(Disposition.NONE, OverrideReason.TRUSTED_FORWARDER, "x")
                                : authentication.handling();
            default ->
                (authentication, fields) -> fields.stream().anyMatch(field -> field.is("List-Id"))
                        ? authentication.handling().overridden(Disposition.NONE, OverrideReason.MAILING_LIST, "")
                        : authentication.handling();
        };
    }

    @Test
    @DisplayName("A DispositionPolicy that gives null or throws is told from a verdict")
    @SuppressWarnings("NullAway")
    void brokenDispositionPolicy() {
        MailAuthenticator authenticator = MailAuthenticator.using(scenario().dns());
        assertThatThrownBy(() -> authenticator
                        .withDispositionPolicy((authentication, fields) -> null)
                        .authenticate(scenario().message(), scenario().envelope()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the DispositionPolicy gave null");
        assertThatThrownBy(() -> authenticator
                        .withDispositionPolicy((authentication, fields) -> {
                            throw new IllegalStateException("mine");
                        })
                        .authenticate(scenario().message(), scenario().envelope()))
                .hasMessage("mine");
    }

    @Test
    @DisplayName("RFC 7489 §6.6.4: explain tells pct from t=y")
    void explainInSuffixListMode() {
        Scenario scenario = Scenario.of("forged")
                .zone("_dmarc.example.com TXT \"v=DMARC1; p=reject; pct=0; t=y\"")
                .from("192.0.2.9", "x.example", "a@evil.example")
                .message("From: alice@example.com\n\nHello.\n");
        FakeDns dns = scenario.dns();
        String explained = MailAuthenticator.using(dns)
                .withDmarc(DmarcOptions.DEFAULT.withPublicSuffixList(PublicSuffixListTest.list(), () -> 0))
                .authenticate(scenario.message(), scenario.envelope())
                .explain();
        assertThat(explained)
                .contains("policy: quarantine, from p=reject, one level lower as pct leaves this message out")
                .doesNotContain("RFC 9989 has no use");
        assertThat(scenario.authenticate().explain())
                .contains("policy: quarantine, from p=reject, one level lower for t=y")
                .contains("RFC 9989 has no use for the tag pct");
    }

    @Test
    void reasonsAreAsRfc9990HasThem() {
        assertThat(List.of(OverrideReason.values()))
                .extracting(OverrideReason::keyword)
                .containsExactly(
                        "local_policy",
                        "mailing_list",
                        "other",
                        "policy_test_mode",
                        "trusted_forwarder",
                        "sampled_out");
    }
}
