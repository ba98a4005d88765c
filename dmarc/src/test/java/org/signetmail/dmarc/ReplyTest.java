package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.dmarc.Situations.Situation;

/** What a server answers by default, line by line of the table at {@link DispositionPolicy}. */
class ReplyTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.signetmail.dmarc.Situations#all")
    void byDefault(Situation situation) {
        Authentication result = situation.authenticate(DispositionPolicy.asDomainAsks());
        SmtpReply reply = result.reply();
        assertThat(reply.line())
                .as(result.explain())
                .startsWith(situation.line().reply() + " ");
        assertThat(reply.action())
                .isEqualTo(situation.line().action())
                .isEqualTo(result.handling().action());
        assertThat(reply.text()).matches("[ -~]{1,400}");
        assertThat(result.disposition()).isEqualTo(result.handling().disposition());
        if (reply.action() == SmtpAction.REFUSE) {
            assertThat(result.disposition()).isEqualTo(Disposition.REJECT);
        }
        // RFC 9989 §7.2
        boolean byDmarc = switch (situation.line()) {
            case UNUSABLE_AUTHOR, REJECT, QUARANTINE, TEMPERROR -> true;
            default -> false;
        };
        assertThat(!byDmarc || reply.text().contains("DMARC")).isTrue();
        if (situation.line() == Situations.Line.REJECT) {
            assertThat(reply.text())
                    .contains(result.dmarc().authorDomain().orElseThrow().toString(), "SPF ", "DKIM ");
        }
        assertThat(result.summary())
                .matches("[ -~]+")
                .contains(" reply=\"" + situation.line().reply());
    }

    @Test
    @DisplayName("The sentence names the author domain and what each check came to")
    void words() {
        assertThat(Situations.of("p=reject")
                        .authenticate(DispositionPolicy.asDomainAsks())
                        .reply())
                .hasToString("550 5.7.26 Refused by the DMARC policy of example.com, nothing aligned:"
                        + " SPF pass for stranger.example, no DKIM signature.");
        assertThat(Situations.of("two From fields")
                        .authenticate(DispositionPolicy.asDomainAsks())
                        .reply())
                .hasToString("550 5.7.1 DMARC finds no author to check. The message has 2 From fields.");
    }

    @Test
    @DisplayName("A HELO name of 255 characters is whole in a line of the log, and a longer one is cut off there")
    void longHelo() {
        for (int length : new int[] {255, 256}) {
            String summary = Scenario.of("long")
                    .from("192.0.2.1", "h".repeat(length), "b@example.net")
                    .message("From: a@example.com\n\nHello.\n")
                    .authenticate()
                    .summary();
            assertThat(summary).contains(" helo=\"" + "h".repeat(255) + (length > 255 ? "...\" " : "\" "));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 'DKIM permerror for s0.example', ' dkim=permerror d=s0.example s=-'",
        "2, 'DKIM permerror for s0.example, DKIM permerror for s1.example', ''",
        "3, 'DKIM permerror for s0.example, DKIM permerror for s1.example, 1 more DKIM signatures', ''",
        "10, 'DKIM permerror for s0.example, DKIM permerror for s1.example, 8 more DKIM signatures', ''",
        "12, 'DKIM permerror for s0.example, DKIM permerror for s1.example, 10 more DKIM signatures', ' more-dkim=2 dmarc='"
    })
    @DisplayName("Of many signatures a reply tells two, a line of the log ten, and both how many more there are")
    void manySignatures(int number, String reply, String log) {
        String signatures = java.util.stream.IntStream.range(0, number)
                .mapToObj(i -> "DKIM-Signature: v=1; d=s" + i + ".example\n")
                .collect(java.util.stream.Collectors.joining());
        Authentication result = Scenario.of("many")
                .zone("_dmarc.example.com TXT \"v=DMARC1; p=reject\"\nexample.net TXT \"v=spf1 -all\"")
                .from("192.0.2.1", "h.example", "b@example.net")
                .message(signatures + "From: a@example.com\n\nHello.\n")
                .authenticate();
        assertThat(result.reply().text()).endsWith(": SPF fail for example.net, " + reply + ".");
        assertThat(result.summary()).contains(log);
        assertThat(result.summary().split(" dkim=", -1)).hasSize(1 + Math.min(10, number));
        assertThat(result.summary().contains(" more-dkim=")).isEqualTo(number > 10);
        assertThat(result.withHandling(result.handling().overridden(Disposition.NONE, OverrideReason.LOCAL_POLICY, ""))
                        .reply()
                        .line())
                .isEqualTo("250 2.6.0 Accepted by the policy of this server. DMARC fail for example.com: SPF fail for"
                        + " example.net, " + reply + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "reject, 2, 550 5.7.26 Refused by the DMARC policy of example.com",
        "reject, 1, 552 5.3.4 The message is over a limit of this server: more of its domains",
        "none, 2, '250 2.6.0 Accepted: DMARC failed for example.com, whose policy'",
        "none, 1, 552 5.3.4 The message is over a limit of this server: more of its domains"
    })
    @DisplayName(
            "A bound of our own lets nothing in: more identifiers that might be aligned than are looked at are refused")
    void moreWalksThanAreMade(String policy, int walks, String line) {
        Scenario scenario = Scenario.of("walks")
                .zone("_dmarc.example.com TXT \"v=DMARC1; p=" + policy + "\"\n" + """
                        _dmarc.a.example.com TXT "v=DMARC1; p=none; psd=n"
                        _dmarc.b.example.com TXT "v=DMARC1; p=none; psd=n"
                        a.example.com        TXT "v=spf1 ip4:192.0.2.9 -all"
                        """)
                .from("192.0.2.9", "mail.a.example.com", "x@a.example.com")
                .message("From: alice@example.com\n\nHello.\n")
                .signed("b.example.com", "s1");
        Authentication result = MailAuthenticator.using(scenario.dns())
                .withDmarc(DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withWalks(walks)))
                .authenticate(scenario.message(), scenario.envelope());
        assertThat(result.reply().toString()).startsWith(line);
    }

    @Test
    @DisplayName("A stranger's explanation, HELO, local-part and selector are not in the reply")
    void nothingOfAStranger() {
        Authentication result = Scenario.of("hostile")
                .zone("""
                        evil.example         TXT "v=spf1 -all exp=why.evil.example"
                        why.evil.example     TXT "see http://evil.example/ now"
                        """)
                .from("192.0.2.9", "helo\r\n250 ok", "bad\r\n250-ok\" dmarc=pass x=\"\\@evil.example")
                .message("From: alice@example.com\n\nHello.\n")
                .authenticate(DispositionPolicy.enforceSpfFail());
        assertThat(result.spf().explanation()).isPresent();
        assertThat(result.reply().line())
                .startsWith("550 5.7.23 ")
                .contains("evil.example", "example.com", "192.0.2.9")
                .doesNotContain("http", "250", "helo", "bad");
        assertThat(result.summary())
                .matches("[ -~]+")
                .contains(
                        "helo=\"helo\\013\\010250 ok\" mail-from=\"bad\\013\\010250-ok\\034 dmarc=pass x=\\034\\092@evil")
                .doesNotContain("http");
        assertThat(result.summary().chars().filter(c -> c == '"')).hasSize(6);
    }

    @Test
    @DisplayName("One line of at most 400 characters however long the names are, the author domain whole")
    void longNames() {
        String label = "a".repeat(63);
        String author = label + "." + label + "." + label + "." + "b".repeat(50) + ".example";
        String other = "c".repeat(60) + "." + label + "." + label + ".evil.example";
        Authentication result = Scenario.of("long")
                .zone("_dmarc.example TXT \"v=DMARC1; p=reject; psd=n\"")
                .zone(other + " TXT \"v=spf1 -all\"")
                .from("192.0.2.9", "h.example", "a@" + other)
                .message("DKIM-Signature: v=1; d=" + other + "; s=x\nDKIM-Signature: v=1; d=" + other + "; s=y\n"
                        + "DKIM-Signature: v=1; d=" + other + "; s=z\nFrom: alice@" + author + "\n\nHello.\n")
                .authenticate(DispositionPolicy.asDomainAsks());
        assertThat(result.reply().line()).startsWith("550 5.7.26 ").contains(author);
        assertThat(result.reply().text()).contains("DMARC", "SPF fail").hasSizeLessThanOrEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVFAIL", "TIMEOUT", "REFUSED"})
    @DisplayName("Of this side's DNS nothing is told")
    void nothingOfOurDns(String fault) {
        Authentication result = Scenario.of("fault")
                .zone("_dmarc.example.com TXT !" + fault)
                .from("192.0.2.9", "h.example", "a@evil.example")
                .message("From: alice@example.com\n\nHello.\n")
                .authenticate(DispositionPolicy.asDomainAsks());
        assertThat(result.reply())
                .hasToString("451 4.4.3 The DMARC policy of example.com could not be looked up. Try again later.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            header section | 40  | 1000 | 100
            field          | 900 | 40   | 100
            fields         | 900 | 900  | 1
            """)
    @DisplayName("A bound counts whichever checks are on, and before the author does")
    void bounds(String what, int header, int field, int fields) {
        byte[] octets = ("From: a@example.com\r\nFrom: b@example.com\r\nSubject: " + "x".repeat(100)
                        + "\r\n\r\nHello.\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        Message message = Message.of(
                octets,
                LineEnds.AS_IS,
                MessageLimits.DEFAULT
                        .withHeaderOctets(header)
                        .withFieldOctets(field)
                        .withFields(fields)
                        .withMessageOctets(1000));
        assertThat(message.problem()).isPresent();
        Scenario scenario = Scenario.of(what).from("192.0.2.9", "h.example", "a@evil.example");
        for (Set<MailCheck> checks :
                Set.of(EnumSet.allOf(MailCheck.class), EnumSet.of(MailCheck.SPF), EnumSet.noneOf(MailCheck.class))) {
            Authentication result = MailAuthenticator.using(scenario.dns())
                    .withChecks(checks)
                    .authenticate(message, scenario.envelope());
            assertThat(result.reply().line()).startsWith("552 5.3.4 ").contains(what.substring(0, 5));
            assertThat(result.messageProblem()).isEqualTo(message.problem());
        }
    }

    @Test
    @DisplayName("A lasting DNS error with a usable author: accepted, with the finding")
    void permerror() {
        Authentication result = Situations.of("policy has FORMERR").authenticate(DispositionPolicy.asDomainAsks());
        assertThat(result.dmarc().result()).isEqualTo(DmarcResult.PERMERROR);
        assertThat(result.reply().line()).isEqualTo("250 2.6.0 Accepted, DMARC permerror for example.com.");
        assertThat(result.dmarc().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo("dmarc-undecided"));
    }

    @Test
    @DisplayName("Several author domains where they are allowed are judged, not refused as such")
    void severalAuthorsAllowed() {
        Situation several = Situations.of("two author domains");
        Authentication result = MailAuthenticator.using(several.scenario().dns())
                .withDmarc(DmarcOptions.DEFAULT.withLimits(DmarcLimits.DEFAULT.withAuthorDomains(2)))
                .authenticate(several.scenario().message(), several.scenario().envelope());
        assertThat(result.reply().line()).startsWith("550 5.7.26 ");
    }

    @Test
    @DisplayName("With DMARC off nobody is judged by the author")
    void withoutDmarc() {
        for (Situation situation : Situations.all().toList()) {
            if (situation.line() != Situations.Line.LIMIT) {
                Authentication result = MailAuthenticator.using(
                                situation.scenario().dns())
                        .withChecks(EnumSet.of(MailCheck.SPF))
                        .authenticate(situation.message(), situation.scenario().envelope());
                assertThat(result.reply().line()).isEqualTo("250 2.6.0 Accepted.");
            }
        }
    }

    @Test
    void summaryOfASignedMessage() {
        Authentication result = Scenario.of("signed")
                .zone(
                        "_dmarc.example.com TXT \"v=DMARC1; p=reject; t=y\"\nexample.com TXT \"v=spf1 ip4:192.0.2.1 -all\"")
                .from("192.0.2.1", "mail.example.com", "alice@example.com")
                .message("From: alice@example.com\n\nHello.\n")
                .signed("example.com", "s1")
                .authenticate();
        assertThat(result.summary())
                .isEqualTo("client=192.0.2.1 helo=\"mail.example.com\" mail-from=\"alice@example.com\""
                        + " author=example.com spf=pass dkim=pass d=example.com s=s1 dmarc=pass policy=quarantine"
                        + " action=accept reply=\"250 2.6.0 Accepted, DMARC pass for example.com.\"");
        assertThat(result).hasToString("dmarc=pass, 250 2.6.0 Accepted, DMARC pass for example.com.");
    }
}
