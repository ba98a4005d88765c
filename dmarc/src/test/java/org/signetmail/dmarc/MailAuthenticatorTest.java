package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.signetmail.dmarc.Disposition.NONE;
import static org.signetmail.dmarc.Disposition.QUARANTINE;
import static org.signetmail.dmarc.Disposition.REJECT;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.dkim.DkimResult;
import org.signetmail.spf.SpfResult;
import org.signetmail.testkit.Messages;
import org.signetmail.testkit.TestKeys;

class MailAuthenticatorTest {

    private static final String ZONE = """
            example.com             TXT "v=spf1 ip4:192.0.2.1 -all"
            _dmarc.example.com      TXT "v=DMARC1; p=reject"
            bounce.example.com      TXT "v=spf1 ip4:198.51.100.0/24 -all"
            esp.example             TXT "v=spf1 ip4:198.51.100.0/24 -all"
            evil.example            TXT "v=spf1 +all"
            _dmarc.evil.example     TXT "v=DMARC1; p=none"
            mail.example.com        TXT "v=spf1 ip4:192.0.2.1 -all"
            """;

    private static final String MESSAGE = """
            From: Alice <alice@example.com>
            To: bob@receiver.example
            Subject: hello

            Hello.
            """;

    private static Scenario scenario(String name) {
        return Scenario.of(name).zone(ZONE).message(MESSAGE);
    }

    @Test
    void sentByTheDomainItself() {
        scenario("RFC 9989 §4.4.2: aligned SPF")
                .from("192.0.2.1", "mail.example.com", "alice@example.com")
                .expect(SpfResult.PASS, List.of(DkimResult.NONE), DmarcResult.PASS, NONE);
    }

    @Test
    void throughACloudSender() {
        scenario("A sender with a MAIL FROM subdomain and two signatures")
                .from("198.51.100.7", "out.esp.example", "bounce-1@bounce.example.com")
                .signed("esp.example", "e1")
                .signed("example.com", "s1")
                .expect(SpfResult.PASS, List.of(DkimResult.PASS, DkimResult.PASS), DmarcResult.PASS, NONE);
        scenario("The same with its own MAIL FROM: SPF passes unaligned, DKIM saves it")
                .from("198.51.100.7", "out.esp.example", "bounce-1@esp.example")
                .signed("esp.example", "e1")
                .signed("example.com", "s1")
                .expect(SpfResult.PASS, List.of(DkimResult.PASS, DkimResult.PASS), DmarcResult.PASS, NONE);
        scenario("The same without the domain's own signature")
                .from("198.51.100.7", "out.esp.example", "bounce-1@esp.example")
                .signed("esp.example", "e1")
                .expect(SpfResult.PASS, List.of(DkimResult.PASS), DmarcResult.FAIL, REJECT);
    }

    @Test
    void forgedFrom() {
        Authentication forged = scenario("A forged From")
                .from("203.0.113.5", "evil.example", "a@evil.example")
                .signed("evil.example", "x")
                .expect(SpfResult.PASS, List.of(DkimResult.PASS), DmarcResult.FAIL, REJECT);
        assertThat(forged.dmarc().problem()).contains(DmarcProblem.NOT_ALIGNED);
    }

    @Test
    void forwarded() {
        scenario("Forwarding breaks SPF, the signature survives")
                .from("203.0.113.9", "forward.example", "alice@example.com")
                .signed("example.com", "s1")
                .expect(SpfResult.FAIL, List.of(DkimResult.PASS), DmarcResult.PASS, NONE);
        scenario("A list adds a footer")
                .from("203.0.113.9", "list.example", "alice@example.com")
                .signed("example.com", "s1")
                .changed(text -> text + "-- \r\nThe list\r\n")
                .expect(SpfResult.FAIL, List.of(DkimResult.FAIL), DmarcResult.FAIL, REJECT);
    }

    @Test
    void recordThatIsNone() {
        Authentication result = Scenario.of("v:DMARC1")
                .zone("_dmarc.example.com TXT \"v:DMARC1; p=reject\"")
                .message(MESSAGE)
                .from("203.0.113.5", "evil.example", "a@evil.example")
                .expect(SpfResult.NONE, List.of(DkimResult.NONE), DmarcResult.NONE, NONE);
        assertThat(result.dmarc().reason()).contains("\":\" instead of \"=\" behind its v");
    }

    @Test
    @DisplayName("A7: the null reverse-path stands for postmaster at the HELO name (RFC 9989 §3.2.4)")
    void nullReversePath() {
        scenario("A bounce")
                .from("192.0.2.1", "mail.example.com", "")
                .expect(SpfResult.PASS, List.of(DkimResult.NONE), DmarcResult.PASS, NONE);
    }

    @Test
    @DisplayName("A7, server_a1: the HELO identity never counts for a sender that is not null (RFC 9989 §4.4.2)")
    void heloDoesNotAlign() {
        Scenario sent = scenario("MAIL FROM without a policy, HELO passes")
                .from("192.0.2.1", "mail.example.com", "a@nowhere.example.com");
        Authentication result = sent.expect(SpfResult.NONE, List.of(DkimResult.NONE), DmarcResult.FAIL, REJECT);
        Authentication withHelo = MailAuthenticator.using(sent.dns())
                .withChecks(EnumSet.allOf(MailCheck.class))
                .authenticate(sent.message(), sent.envelope());
        assertThat(withHelo.helo().result()).isEqualTo(SpfResult.PASS);
        assertThat(withHelo.dmarc()).isEqualTo(result.dmarc());
    }

    @Test
    @DisplayName("A stranger's temporary errors cannot turn a fail into a temperror")
    void noTemperrorDowngrade() {
        scenario("An attacker's failing key and SPF")
                .zone("k._domainkey.attack.example TXT !TIMEOUT")
                .zone("attack.example TXT !SERVFAIL")
                .from("203.0.113.5", "attack.example", "a@attack.example")
                .signed("attack.example", "k", TestKeys.ed25519())
                .expect(SpfResult.TEMPERROR, List.of(DkimResult.TEMPERROR), DmarcResult.FAIL, REJECT);
        scenario("The aligned key does not answer")
                .zone("k._domainkey.example.com TXT !TIMEOUT")
                .from("203.0.113.5", "attack.example", "a@evil.example")
                .signed("example.com", "k", TestKeys.ed25519())
                .expect(SpfResult.PASS, List.of(DkimResult.TEMPERROR), DmarcResult.TEMPERROR, NONE);
    }

    @Test
    @DisplayName("Test mode asks for one level less (RFC 9989 §4.7, t)")
    void testMode() {
        Scenario.of("t=y")
                .zone("_dmarc.example.com TXT \"v=DMARC1; p=reject; t=y\"")
                .message(MESSAGE)
                .from("203.0.113.5", "evil.example", "a@evil.example")
                .expect(SpfResult.NONE, List.of(DkimResult.NONE), DmarcResult.FAIL, QUARANTINE);
    }

    @DisplayName("espoofer: nothing in MAIL FROM or From gets an attacker a pass for example.com")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', emptyValue = "", textBlock = """
            server_a2 paren         | (any@example.com           | <alice@example.com>                        | FAIL
            server_a5 paren         | any@evil.example(@example.com | <alice@example.com>                     | FAIL
            server_a6 two at signs  | any@example.com@evil.example | <alice@example.com>                      | FAIL
            server_a6 two, swapped  | any@evil.example@example.com | <alice@example.com>                      | FAIL
            server_a7 route         | @example.com,@any.example:any@evil.example | <alice@example.com>        | FAIL
            server_a7 route, quote  | "any@example.com"@evil.example | <alice@example.com>                    | FAIL
            server_a14 two authors  | any@evil.example           | <a@evil.example>, <alice@example.com>      | PERMERROR
            server_a15 encoded-word | any@evil.example           | =?utf-8?B?YWxpY2VAZXhhbXBsZS5jb20=?=,<a@evil.example> | PERMERROR
            server_a16 route        | any@evil.example           | <@evil.example:alice@example.com>          | FAIL
            server_a17 quoted pair  | any@evil.example           | <alice@example.com>\\,<a@evil.example>     | PERMERROR
            server_a18 precedence   | any@evil.example           | alice@example.com,<a@evil.example>         | PERMERROR
            server_a19 text behind  | any@evil.example           | <alice@example.com>a@evil.example          | PERMERROR
            B1 zero width space     | any@evil.example           | <alice@exam\u200bple.com>                  | PERMERROR
            """)
    void espoofer(String name, String mailFrom, String from, DmarcResult expected) {
        Authentication result = Scenario.of(name)
                .zone(ZONE)
                .message("From: " + from + "\n\nHello.\n")
                .from("203.0.113.5", "evil.example", mailFrom)
                .authenticate();
        assertThat(result.dmarc().result()).isEqualTo(expected);
        String field = result.toAuthenticationResults("mx.example.org").toField();
        // The MAIL FROM of a7 and others must not read as a result of its own.
        assertThat(field.split("\\sdmarc=", -1)).hasSize(2);
        assertThat(field.split("\r\n(?![ \t])", -1)).hasSize(2);
    }

    @Test
    @DisplayName("A message over a limit does not pass")
    void overLimit() {
        Scenario scenario = scenario("over").from("192.0.2.1", "mail.example.com", "alice@example.com");
        Message message = Message.of(Messages.crlf(MESSAGE), LineEnds.AS_IS, MessageLimits.DEFAULT.withFields(2));
        DmarcOutcome outcome = MailAuthenticator.using(scenario.dns())
                .authenticate(message, scenario.envelope())
                .dmarc();
        assertThat(outcome.result()).isEqualTo(DmarcResult.PERMERROR);
        assertThat(outcome.problem()).contains(DmarcProblem.MESSAGE_OVER_LIMIT);
        assertThat(outcome.reason()).isEqualTo("The message is not checked, because there are too many header fields.");
    }

    @Test
    void fieldToPrepend() {
        Authentication result = scenario("A-R")
                .from("198.51.100.7", "out.esp.example", "bounce-1@esp.example")
                .signed("example.com", "s1")
                .authenticate();
        assertThat(result.toAuthenticationResults("mx.example.org").value())
                .startsWith("mx.example.org; dmarc=pass header.from=example.com policy.dmarc=reject;"
                        + " spf=pass smtp.mailfrom=esp.example; dkim=pass header.d=example.com"
                        + " header.i=@example.com header.s=s1 header.a=ed25519-sha256 header.b=");
    }

    @Test
    @DisplayName("RFC 7208 §9.1: Received-SPF when asked for")
    void receivedSpf() {
        Authentication result = scenario("Received-SPF")
                .from("192.0.2.1", "mail.example.com", "alice@example.com")
                .authenticate();
        assertThat(result.toReceivedSpf("mx.example.org").value())
                .startsWith("pass (")
                .contains("client-ip=192.0.2.1; ", "envelope-from=\"alice@example.com\"; ", "helo=mail.example.com; ");
    }

    @Test
    @DisplayName("RFC 6008 §4: header.b tells the signatures apart")
    void headerB() {
        Authentication result = scenario("Twice the same signature, and another")
                .from("198.51.100.7", "out.esp.example", "bounce-1@esp.example")
                .signed("example.com", "s1")
                .changed(text -> text.substring(0, text.indexOf("\r\nFrom:") + 2) + text)
                .signed("example.com", "s2")
                .authenticate();
        String value = result.toAuthenticationResults("mx").value();
        assertThat(value.split("header\\.b=", -1)).hasSize(4);
        for (String part : value.split("header\\.b=", -1)) {
            assertThat(part.startsWith("mx;") || part.length() > 60).isTrue();
        }
    }

    @ParameterizedTest
    @DisplayName("RFC 6008 §4: header.b is as long as the two that begin most alike need, and 8 to 64 characters")
    @CsvSource({
        "AAAAAAAAAA,BBBBBBBBBB,CCCCCCCCCC,8",
        "AAAAAAAAAA,BBBBBBBBBB,AAAAAAAAAB,10",
        "BBBBBBBBBBBB,AAAAAAAAAAAA,BBBBBBBBBBAA,11",
        "AAAAAAAAAAAAAAAA,AAAAAAAAAA,BBBB,11",
    })
    void headerBTellsApart(String first, String second, String third, int length) {
        Authentication result = scenario("Signatures that are none, and begin alike")
                .from("198.51.100.7", "out.esp.example", "bounce-1@esp.example")
                .changed(text -> signature(first) + signature(second) + signature(third) + text)
                .authenticate();
        String value = result.toAuthenticationResults("mx").value();
        for (String each : List.of(first, second, third)) {
            String start = each.substring(0, Math.min(length, each.length()));
            assertThat(value + ";").contains("header.b=" + start + ";");
        }
    }

    private static String signature(String value) {
        return "DKIM-Signature: v=1; a=rsa-sha256; d=e.example; s=s; h=from; bh=AAAA; b=" + value + "\r\n";
    }

    @Test
    void explanationHasQueriesAndRules() {
        String text = scenario("explain")
                .from("198.51.100.7", "out.esp.example", "bounce-1@esp.example")
                .signed("example.com", "s1")
                .authenticate()
                .explain();
        assertThat(text)
                .contains("DMARC pass: The DKIM domain example.com is the author domain itself.\n")
                .contains("  record at _dmarc.example.com: v=DMARC1; p=reject\n")
                .contains("  policy: reject, from p=reject\n")
                .contains("  not aligned: The SPF domain esp.example is not within example.com.\n")
                .containsPattern("  _dmarc\\.example\\.com TXT -> \"v=DMARC1; p=reject\" \\([0-9.]+ ms\\)\n")
                .containsPattern("  _dmarc\\.com TXT -> no such name \\([0-9.]+ ms\\)\n")
                .matches("[ -~\n]*");
    }
}
