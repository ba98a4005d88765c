package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.spf.SpfProblem;
import org.signetmail.spf.SpfResult;
import org.signetmail.testkit.FakeDns;

/** The HELO identity: off by default, and never in the way. */
class HeloCheckTest {

    private static final String ZONE = """
            example.com          TXT "v=spf1 ip4:192.0.2.1 -all"
            _dmarc.example.com   TXT "v=DMARC1; p=reject"
            mail.example.com     TXT "v=spf1 include:a.helo.example -all"
            a.helo.example       TXT "v=spf1 include:b.helo.example -all"
            b.helo.example       TXT "v=spf1 a:c.helo.example -all"
            c.helo.example       A   192.0.2.1
            """;

    private static Scenario scenario(String mailFrom) {
        return Scenario.of("helo")
                .zone(ZONE)
                .from("192.0.2.1", "mail.example.com", mailFrom)
                .message("From: alice@example.com\n\nHello.\n");
    }

    private static MailAuthenticator with(DnsResolver dns) {
        return MailAuthenticator.using(dns).withChecks(EnumSet.allOf(MailCheck.class));
    }

    /** Never answers for the HELO name and below helo.example. */
    private static DnsResolver silentHelo(DnsResolver dns) {
        return (name, type) ->
                name.toString().startsWith("mail.") || name.toString().endsWith("helo.example")
                        ? new CompletableFuture<>()
                        : dns.lookup(name, type);
    }

    @Test
    @DisplayName("Off by default, and the HELO name costs no question then")
    void off() {
        FakeDns dns = scenario("alice@example.com").dns();
        Authentication result = MailAuthenticator.using(dns)
                .authenticate(
                        scenario("alice@example.com").message(),
                        scenario("alice@example.com").envelope());
        assertThat(result.helo().problem()).contains(SpfProblem.NOT_CHECKED);
        assertThat(dns.queries().toString()).doesNotContain("[mail.example.com", " mail.example.com", "helo.example");
        assertThat(result.explain()).doesNotContain("SPF for HELO", "SPF of HELO");
    }

    @Test
    @DisplayName("RFC 7208 §2.4: it stands in for the null reverse-path always")
    void nullReversePath() {
        Scenario bounce = scenario("");
        Authentication result = bounce.authenticate();
        assertThat(result.spf().result()).as(result.explain()).isEqualTo(SpfResult.PASS);
        assertThat(result.spf().domain()).contains(DomainName.of("mail.example.com"));
        assertThat(result.dmarc().result()).isEqualTo(DmarcResult.PASS);
        assertThat(result.helo().problem()).contains(SpfProblem.NOT_CHECKED);
    }

    @Test
    @DisplayName("When on, it has its result where the answers are there")
    void on() {
        Scenario scenario = scenario("alice@example.com");
        Authentication result = with(scenario.dns()).authenticate(scenario.message(), scenario.envelope());
        assertThat(result.helo().result()).as(result.explain()).isEqualTo(SpfResult.PASS);
        assertThat(result.explain()).contains("SPF for HELO pass", "c.helo.example A -> ");
    }

    @Test
    @DisplayName("It goes on while the others wait, level by level, on the checking thread")
    void overlaps() throws Exception {
        // The others need as many round trips as HELO does.
        Scenario scenario = scenario("a@w.example")
                .zone(
                        "w.example TXT \"v=spf1 include:x.example -all\"\nx.example TXT \"v=spf1 include:y.example -all\"\n"
                                + "y.example TXT \"v=spf1 include:z.example -all\"\nz.example TXT \"v=spf1 include:zz.example -all\"\nzz.example TXT \"v=spf1 -all\"");
        Rounds rounds = new Rounds(scenario.dns());
        MailAuthenticator authenticator = with(rounds);
        Authentication result = rounds.run(() -> authenticator.authenticate(scenario.message(), scenario.envelope()));
        assertThat(result.helo().result()).as(result.explain()).isEqualTo(SpfResult.PASS);
        Rounds without = new Rounds(scenario.dns());
        MailAuthenticator plain = MailAuthenticator.using(without);
        Authentication other = without.run(() -> plain.authenticate(scenario.message(), scenario.envelope()));
        assertThat(rounds.rounds()).hasSameSizeAs(without.rounds());
        assertThat(other.dmarc()).isEqualTo(result.dmarc());
    }

    @Test
    @DisplayName("Silent DNS for the HELO name takes no time at all and is temperror")
    void silent() {
        Scenario scenario = scenario("alice@example.com");
        MailAuthenticator authenticator = with(silentHelo(scenario.dns()));
        long start = System.nanoTime();
        Authentication result = authenticator.authenticate(scenario.message(), scenario.envelope());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(result.helo().result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(result.dmarc().result()).isEqualTo(DmarcResult.PASS);
        assertThat(result.reply().code()).isEqualTo(250);
    }

    @Test
    @DisplayName("What comes behind a slow body counts; nothing is asked when its time is over")
    void time() throws InterruptedException {
        Scenario scenario = scenario("alice@example.com");
        FakeDns dns = scenario.dns();
        List<Runnable> held = new ArrayList<>();
        DnsResolver resolver = (name, type) -> {
            DnsAnswer answer = dns.lookup(name, type).toCompletableFuture().join();
            if (!name.toString().startsWith("mail.")) {
                return CompletableFuture.completedFuture(answer);
            }
            CompletableFuture<DnsAnswer> later = new CompletableFuture<>();
            held.add(() -> later.complete(answer));
            return later;
        };
        for (Duration limit : List.of(Duration.ofMillis(20), Duration.ofMinutes(5))) {
            dns.clear();
            held.clear();
            EnvelopeCheck check = with(resolver)
                    .withLimits(AuthenticationLimits.DEFAULT.withHeloTime(limit))
                    .open(scenario.envelope());
            Thread.sleep(30);
            held.forEach(Runnable::run);
            AuthenticationSession session = check.begin(scenario.message());
            boolean inTime = limit.toMillis() > 30;
            assertThat(dns.queries().toString().contains("a.helo.example")).isEqualTo(inTime);
            assertThat(session.finish().helo().result()).isEqualTo(inTime ? SpfResult.PASS : SpfResult.TEMPERROR);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, PERMERROR", "3, PERMERROR", "4, PASS", "20, PASS"})
    @DisplayName("It has questions of its own, four here, and more are over a bound")
    void questions(int limit, SpfResult expected) {
        Scenario scenario = scenario("alice@example.com");
        FakeDns dns = scenario.dns();
        Authentication result = with(dns)
                .withLimits(AuthenticationLimits.DEFAULT.withHeloQueries(limit))
                .authenticate(scenario.message(), scenario.envelope());
        assertThat(result.helo().result()).as(result.explain()).isEqualTo(expected);
        assertThat(dns.queries().stream().filter(each -> each.toString().contains("helo.example")))
                .hasSize(Math.min(limit, 4) - 1);
    }

    @Test
    @DisplayName("However much HELO asks, the others have their questions, ahead of need as ever")
    void doesNotCrowdOut() {
        StringBuilder zone = new StringBuilder(ZONE.replace("include:a.helo.example", many()));
        IntStream.range(0, 60).forEach(i -> zone.append("h" + i + ".helo.example A 203.0.113.1\n"));
        List<String> asked = new ArrayList<>();
        FakeDns dns = FakeDns.zone(zone.toString());
        DnsResolver recording = new DnsResolver() {
            @Override
            public CompletableFuture<DnsAnswer> lookup(DomainName name, RecordType type) {
                asked.add(name + " " + type);
                return dns.lookup(name, type).toCompletableFuture();
            }
        };
        Scenario scenario = scenario("alice@example.com");
        Authentication result = with(recording)
                .withLimits(AuthenticationLimits.DEFAULT.withHeloQueries(60).withQueries(20))
                .authenticate(scenario.message(), scenario.envelope());
        assertThat(result.dmarc().result()).isEqualTo(DmarcResult.PASS);
        assertThat(asked.indexOf("_dmarc.example.com TXT")).isGreaterThan(0);
        assertThat(asked).doesNotHaveDuplicates();
    }

    private static String many() {
        StringBuilder terms = new StringBuilder();
        IntStream.range(0, 10).forEach(i -> terms.append(" a:h" + i + ".helo.example"));
        return terms.substring(1);
    }
}
