package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Situations.Situation;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Zone;

/** A check from MAIL on (RFC 7208 §2.5). */
class EnvelopeCheckTest {

    private static final Set<MailCheck> SPF_ALONE = EnumSet.of(MailCheck.SPF);

    private static Envelope from(String ip, String mailFrom) {
        return Scenario.of("").from(ip, "mail.example.com", mailFrom).envelope();
    }

    @Test
    @DisplayName("SPF is asked for at MAIL, everything else with the header; nothing twice")
    void asksAtMail() {
        Scenario scenario = Scenario.of("at MAIL")
                .zone("example.com TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc.example.com TXT \"v=DMARC1; p=reject\"")
                .from("192.0.2.1", "mail.example.com", "a@example.com")
                .message("From: a@example.com\n\nHello.\n");
        FakeDns dns = scenario.dns();
        EnvelopeCheck check = MailAuthenticator.using(dns).open(scenario.envelope());
        assertThat(dns.queries()).hasToString("[example.com TXT]");
        assertThat(check.mailReply()).isEmpty();
        AuthenticationSession session = check.begin(scenario.message());
        assertThat(dns.queries().toString()).contains("_dmarc.example.com TXT", "_dmarc.com TXT");
        scenario.message().writeBodyTo(session::body);
        Authentication result = session.finish();
        assertThat(result.dmarc().result()).isEqualTo(DmarcResult.PASS);
        assertThat(dns.queries()).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.signetmail.dmarc.Situations#all")
    @DisplayName("The outcome is the same whichever way the message comes in")
    void sameOutcome(Situation situation) {
        MailAuthenticator authenticator = MailAuthenticator.using(situation.dns());
        EnvelopeCheck check = authenticator.open(situation.scenario().envelope());
        AuthenticationSession session = check.begin(situation.message());
        situation.message().writeBodyTo(session::body);
        Authentication result = session.finish();
        Authentication whole = authenticator.authenticate(
                situation.message(), situation.scenario().envelope());
        assertThat(result.summary()).isEqualTo(whole.summary());
        assertThat(result.dmarc()).isEqualTo(whole.dmarc());
    }

    @ParameterizedTest(name = "{0} {1}, {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            a@fail.example  | default  | all | -
            a@fail.example  | fail     | all | -
            a@fail.example  | fail     | spf | 550 5.7.23 SPF fail: 192.0.2.9 is not allowed to send mail of fail.example.
            a@fail.example  | mail     | all | 550 5.7.23 SPF fail: 192.0.2.9 is not allowed to send mail of fail.example.
            a@fail.example  | mail     | off | -
            a@fail.example  | exempt   | all | -
            a@temp.example  | mail     | all | -
            a@temp.example  | mail+all | all | 451 4.7.24 SPF temperror: DNS of temp.example could not be looked up. Try again later.
            a@temp.example  | temp     | spf | 451 4.7.24 SPF temperror: DNS of temp.example could not be looked up. Try again later.
            a@temp.example  | temp     | all | -
            a@perm.example  | mail+all | all | 550 5.7.24 SPF permerror: the SPF record of perm.example is in error.
            a@perm.example  | perm     | spf | 550 5.7.24 SPF permerror: the SPF record of perm.example is in error.
            a@perm.example  | fail     | spf | -
            a@pass.example  | mail+all | all | -
            a@none.example  | mail+all | spf | -
            a@soft.example  | mail+all | spf | -
            ''              | mail     | all | 550 5.7.23 SPF fail: 192.0.2.9 is not allowed to send mail of fail.example.
            "a b\\"@fail.example | mail | all | 550 5.7.23 SPF fail: 192.0.2.9 is not allowed to send mail of fail.example.
            no domain       | mail+all | all | -
            """)
    void mailReply(String mailFrom, String policy, String checks, String expected) {
        FakeDns dns = FakeDns.zone("""
                fail.example  TXT "v=spf1 -all"
                soft.example  TXT "v=spf1 ~all"
                pass.example  TXT "v=spf1 ip4:192.0.2.9 -all"
                temp.example  TXT !SERVFAIL
                perm.example  TXT "v=spf1 foo -all"
                """);
        MailAuthenticator authenticator = MailAuthenticator.using(dns)
                .withChecks(
                        switch (checks) {
                            case "spf" -> SPF_ALONE;
                            case "off" -> EnumSet.of(MailCheck.DKIM, MailCheck.DMARC);
                            default -> EnumSet.complementOf(EnumSet.of(MailCheck.HELO));
                        })
                .withDispositionPolicy(
                        switch (policy) {
                            case "fail" -> DispositionPolicy.enforceSpfFail();
                            case "temp" -> DispositionPolicy.deferSpfTemperror();
                            case "perm" -> DispositionPolicy.refuseSpfPermerror();
                            case "mail" -> DispositionPolicy.enforceSpfAtMail();
                            case "exempt" ->
                                DispositionPolicy.enforceSpfAtMail().and(DispositionPolicy.exempt("192.0.2.0/24"));
                            case "mail+all" ->
                                DispositionPolicy.enforceSpfAtMail()
                                        .and(DispositionPolicy.deferSpfTemperror())
                                        .and(DispositionPolicy.refuseSpfPermerror())
                                        .and((authentication, fields) -> authentication.handling());
                            default -> DispositionPolicy.asDomainAsks();
                        });
        Envelope envelope =
                Scenario.of("").from("192.0.2.9", "fail.example", mailFrom).envelope();
        EnvelopeCheck check = authenticator.open(envelope);
        assertThat(check.mailReply().map(SmtpReply::line).orElse("-")).isEqualTo(expected);
        assertThat(check.mailReply().map(SmtpReply::line).orElse("-")).isEqualTo(expected);
        if (!expected.equals("-")) {
            // A server that goes on all the same gets the same answer in the end.
            Authentication result = check.begin(Message.of(
                            "From: a@pass.example\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                    .finish();
            assertThat(result.reply().line()).startsWith(expected.substring(0, expected.length() - 1));
        }
    }

    @Test
    @DisplayName("Recipients are told on the way")
    void recipients() {
        Envelope envelope = from("192.0.2.1", "a@example.com").withRecipients(List.of("x@example.org"));
        EnvelopeCheck check = MailAuthenticator.using(FakeDns.zone("")).open(envelope);
        check.recipient("<y@example.org>");
        check.recipient("z@example.org");
        AuthenticationSession session = check.begin(Message.of(new byte[0]));
        assertThat(session.finish().envelope().recipients())
                .containsExactly("x@example.org", "y@example.org", "z@example.org");
        assertThatThrownBy(() -> check.recipient("late@example.org")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> check.begin(Message.of(new byte[0]))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("The time that the client takes between MAIL and DATA is not DNS's")
    void slowClient() throws InterruptedException {
        Scenario scenario = Scenario.of("slow")
                .zone("example.com TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc.example.com TXT \"v=DMARC1; p=reject\"")
                .from("192.0.2.1", "mail.example.com", "a@example.com")
                .message("From: a@example.com\n\nHello.\n");
        FakeDns dns = scenario.dns();
        EnvelopeCheck check = MailAuthenticator.using(dns)
                .withLimits(AuthenticationLimits.DEFAULT.withTime(Duration.ofMillis(200)))
                .open(scenario.envelope());
        Thread.sleep(250);
        AuthenticationSession session = check.begin(scenario.message());
        assertThat(dns.queries().toString()).contains("_dmarc.example.com TXT");
        Thread.sleep(250);
        assertThat(session.finish().dmarc().result()).isEqualTo(DmarcResult.PASS);
    }

    @Test
    @DisplayName("A dropped check leaves nothing behind: no thread, nothing that keeps it alive once DNS has answered")
    void dropped() throws InterruptedException {
        List<CompletableFuture<DnsAnswer>> open = new ArrayList<>();
        DnsResolver slow = (name, type) -> {
            CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
            open.add(answer);
            return answer;
        };
        MailAuthenticator authenticator = MailAuthenticator.using(slow).withChecks(EnumSet.allOf(MailCheck.class));
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<WeakReference<Object>> dropped = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            EnvelopeCheck check = authenticator.open(from("192.0.2.1", "a" + i + "@d" + i + ".example.com"));
            dropped.add(new WeakReference<>(check));
            if (i % 2 == 0) {
                AuthenticationSession session = check.begin(
                        Scenario.of("").message("From: a@example.com\n\n").message());
                session.body(new byte[10], 0, 10);
                dropped.add(new WeakReference<>(session));
            }
        }
        assertThat(before).containsAll(Thread.getAllStackTraces().keySet());
        assertThat(open).hasSizeGreaterThan(100);
        open.forEach(answer -> answer.complete(new DnsAnswer.NxDomain(Duration.ZERO, false)));
        open.clear();
        for (int i = 0; i < 50 && dropped.stream().anyMatch(each -> each.get() != null); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(dropped).allMatch(each -> each.get() == null);
    }

    @Test
    @DisplayName("The listener hears of each message once, with the time that DNS took and not that of the client")
    void listener() throws InterruptedException {
        Scenario scenario = Scenario.of("listener")
                .zone("example.com TXT \"v=spf1 -all\"")
                .from("192.0.2.1", "mail.example.com", "a@example.com")
                .message("From: a@example.com\n\nHello.\n");
        FakeDns dns = scenario.dns();
        List<String> heard = new ArrayList<>();
        List<Duration> times = new ArrayList<>();
        MailAuthenticator authenticator = MailAuthenticator.using(dns.withDelay(Duration.ofMillis(100)))
                .withDispositionPolicy(DispositionPolicy.enforceSpfFail())
                .withListener((authentication, elapsed, questions) -> {
                    heard.add(authentication.reply().enhancedCode() + " " + questions);
                    times.add(elapsed);
                });
        authenticator.open(scenario.envelope());
        EnvelopeCheck check = authenticator.open(scenario.envelope());
        Thread.sleep(300);
        AuthenticationSession session = check.begin(scenario.message());
        Authentication result = session.finish();
        assertThat(heard).containsExactly("5.7.23 " + result.queries().size());
        assertThat(times.get(0)).isBetween(Duration.ofMillis(90), Duration.ofMillis(290));
    }

    @Test
    @DisplayName("The listener can tell what came out of the resolver's cache")
    void listenerAndCache() {
        Scenario scenario = Scenario.of("cache")
                .from("192.0.2.1", "mail.example.com", "a@example.com")
                .message("From: a@example.com\n\nHello.\n");
        Zone zone = Zone.parse("""
                example.com        3600 TXT "v=spf1 -all"
                _dmarc.example.com 3600 TXT "v=DMARC1; p=reject"
                _dmarc.com         3600 TXT "v=DMARC1; p=none; psd=y"
                """);
        List<String> heard = new ArrayList<>();
        try (DnsServer server =
                DnsServer.builder(zone).delay(Duration.ofMillis(20)).start()) {
            DnsResolver resolver =
                    DnsJavaResolver.builder().servers(List.of(server.address())).build();
            MailAuthenticator authenticator = MailAuthenticator.using(resolver)
                    .withListener((authentication, elapsed, questions) -> heard.add(questions + " questions, "
                            + authentication.queries().stream()
                                    .filter(DnsQuery::atOnce)
                                    .count()
                            + " at once"));
            authenticator.authenticate(scenario.message(), scenario.envelope());
            authenticator.authenticate(scenario.message(), scenario.envelope());
        }
        assertThat(heard).containsExactly("3 questions, 0 at once", "3 questions, 3 at once");
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsNamed() {
        MailAuthenticator authenticator = MailAuthenticator.using(FakeDns.zone(""));
        Message empty = Message.of(new byte[0]);
        Envelope envelope = from("192.0.2.1", "");
        EnvelopeCheck check = authenticator.open(envelope);
        assertThatThrownBy(() -> authenticator.open(null)).hasMessage("envelope");
        assertThatThrownBy(() -> authenticator.begin(null, envelope)).hasMessage("head");
        assertThatThrownBy(() -> authenticator.begin(empty, null)).hasMessage("envelope");
        assertThatThrownBy(() -> authenticator.authenticate(null, envelope)).hasMessage("message");
        assertThatThrownBy(() -> authenticator.authenticate(empty, null)).hasMessage("envelope");
        assertThatThrownBy(() -> check.recipient(null)).hasMessage("forwardPath");
        assertThatThrownBy(() -> check.begin(null)).hasMessage("head");
        assertThatThrownBy(() -> check.begin(empty).body(null, 0, 0)).hasMessage("buffer");
        assertThatThrownBy(() -> MailAuthenticator.using(null)).hasMessage("resolver");
        assertThatThrownBy(() -> authenticator.withSpf(null)).hasMessage("options");
        assertThatThrownBy(() -> authenticator.withDkim(null)).hasMessage("options");
        assertThatThrownBy(() -> authenticator.withDmarc(null)).hasMessage("options");
        assertThatThrownBy(() -> authenticator.withChecks(null)).hasMessage("checks");
        assertThatThrownBy(() -> authenticator.withLimits(null)).hasMessage("limits");
        assertThatThrownBy(() -> authenticator.withListener(null)).hasMessage("listener");
        assertThatThrownBy(() -> authenticator.withDispositionPolicy(null)).hasMessage("dispositionPolicy");
    }
}
