package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.testkit.TestKeys;

/** Look-ups overlap, and the order of their answers has no influence. */
class OverlapTest {

    /** SPF with three look-ups, two DKIM keys, DMARC for an author of three labels. */
    private static Scenario busy() {
        return Scenario.of("busy")
                .zone("""
                        bounce.news.example.com  TXT "v=spf1 include:_spf.esp.example mx a:out.esp.example -all"
                        bounce.news.example.com  MX 10 mx.example.com
                        mx.example.com           A 203.0.113.1
                        out.esp.example          A 203.0.113.2
                        _spf.esp.example         TXT "v=spf1 ip4:198.51.100.0/28 -all"
                        _dmarc.example.com       TXT "v=DMARC1; p=reject; sp=quarantine; np=reject"
                        news.example.com         A 203.0.113.3
                        """)
                .from("203.0.113.2", "out.esp.example", "b-1@bounce.news.example.com")
                .message("From: News <news@news.example.com>\n\nHello.\n")
                .signed("esp.example", "e1")
                .signed("mail.example.com", "s1");
    }

    @Test
    @DisplayName("A full authentication takes four round trips at most")
    void roundTrips() throws Exception {
        Scenario scenario = busy();
        Rounds rounds = new Rounds(scenario.dns());
        MailAuthenticator authenticator = MailAuthenticator.using(rounds);
        Authentication result = rounds.run(() -> authenticator.authenticate(scenario.message(), scenario.envelope()));
        assertThat(result.dmarc().result()).as(result.explain()).isEqualTo(DmarcResult.PASS);
        assertThat(rounds.rounds()).as(() -> rounds.rounds().toString()).hasSizeLessThanOrEqualTo(4);
        assertThat(rounds.rounds().get(0))
                .contains(
                        "_dmarc.news.example.com TXT",
                        "_dmarc.example.com TXT",
                        "_dmarc.com TXT",
                        "bounce.news.example.com TXT",
                        "e1._domainkey.esp.example TXT",
                        "s1._domainkey.mail.example.com TXT",
                        "_dmarc.bounce.news.example.com TXT",
                        "_dmarc.mail.example.com TXT");
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(
                busy(),
                busy().from("192.0.2.77", "x.example", "a@evil.example").zone("evil.example TXT !TIMEOUT"),
                busy().zone("_dmarc.mail.example.com TXT !SERVFAIL").from("192.0.2.1", "x.example", ""),
                busy().zone("_dmarc.com TXT !SERVFAIL"),
                busy().signed("news.example.com", "gone", TestKeys.ed25519())
                        .zone("gone._domainkey.news.example.com TXT !TIMEOUT")
                        .from("192.0.2.1", "x.example", "a@evil.example"));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    @DisplayName("Results do not depend on which answer comes first")
    void shuffledDelays(Scenario scenario) {
        String expected = shown(scenario.authenticate());
        IntStream.range(0, 12).forEach(seed -> {
            MailAuthenticator authenticator =
                    MailAuthenticator.using(scenario.dns().withShuffledDelays(seed, Duration.ofMillis(12)));
            assertThat(shown(authenticator.authenticate(scenario.message(), scenario.envelope())))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        });
    }

    /** All outcomes, and the used queries in their order: everything but the times. */
    private static String shown(Authentication result) {
        StringBuilder queries = new StringBuilder();
        result.queries().stream()
                .filter(query -> query.used())
                .forEach(query -> queries.append(query.name() + " " + query.type() + " " + query.answer() + "\n"));
        return result.spf() + "\n" + result.helo() + "\n" + result.dkim() + "\n" + result.dmarc() + "\n" + queries;
    }
}
