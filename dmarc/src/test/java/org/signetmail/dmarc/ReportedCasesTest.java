package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.spf.SpfResult;

/** What administrators reported, in small. */
class ReportedCasesTest {

    private static Scenario forged(String record, String from) {
        return Scenario.of("forged")
                .zone("_dmarc.example.net TXT \"" + record + "\"\njunk.example TXT \"v=spf1 ip4:192.0.2.1 -all\"")
                .from("192.0.2.1", "h.example", "x@junk.example")
                .message(from + "\n\nHello.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pct=0", "pct=1", "pct=100", "pct=-1", "pct=x", "PCT=0"})
    @DisplayName("RFC 9989 has no pct: it changes nothing, and the owner is told")
    void pct(String tag) {
        Authentication result =
                forged("v=DMARC1; p=reject; " + tag, "From: a@example.net").authenticate();
        assertThat(result.reply().line()).startsWith("550 5.7.26 ");
        assertThat(result.dmarc().findings().toString()).contains("pct");
        assertThat(result.explain()).contains("RFC 9989 has no use for the tag pct.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "info [#GESGH] <8OLF@example.net.>",
                "8OLF@example.net.",
                "<8OLF@EXAMPLE.NET.>",
                "a@example.net. (x)",
                "a@mail.example.net."
            })
    @DisplayName("A trailing dot, or what cannot be read, does not escape the policy")
    void trailingDot(String from) {
        assertThat(forged("v=DMARC1; p=reject", "From: " + from)
                        .authenticate()
                        .reply()
                        .action())
                .isEqualTo(SmtpAction.REFUSE);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "mail.example.net, MAILER-DAEMON@mail.example.net, PASS, PASS",
        "mail.example.net, postmaster@example.net, PASS, PASS",
        "MAIL.EXAMPLE.NET., MAILER-DAEMON@mail.example.net, PASS, PASS",
        "other.example, MAILER-DAEMON@mail.example.net, NONE, FAIL",
        "[192.0.2.1], MAILER-DAEMON@mail.example.net, NONE, FAIL"
    })
    @DisplayName("A null sender's HELO name gives an aligned pass")
    void nullSender(String helo, String from, SpfResult spf, DmarcResult dmarc) {
        Authentication result = Scenario.of("bounce")
                .zone(
                        "mail.example.net TXT \"v=spf1 ip4:192.0.2.1 -all\"\n_dmarc.example.net TXT \"v=DMARC1; p=reject\"")
                .from("192.0.2.1", helo, "")
                .message("From: " + from + "\n\nHello.\n")
                .authenticate();
        assertThat(result.spf().result()).isEqualTo(spf);
        assertThat(result.dmarc().result()).isEqualTo(dmarc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: Boss <boss@example.net>",
                "From: boss@example.net <boss@example.net>",
                "From: Boss [CEO] <boss@example.net>",
                "From: Boss, CEO <boss@example.net>",
                "From: <boss@example.net>, x <x@junk.example>",
                "From: Boss <boss@example.net>;",
                "From: Boss <boss.@example.net>",
                "From: boss@example.net\nFrom: x@junk.example",
                "X: no From at all"
            })
    @DisplayName("Whatever shows an author of a domain that rejects is refused")
    void nobodyEscapes(String header) {
        assertThat(forged("v=DMARC1; p=reject", header).authenticate().reply().action())
                .isEqualTo(SmtpAction.REFUSE);
    }

    @Test
    @DisplayName("A record that does not count is told in the reply's log line only as what it is: none")
    void mistyped() {
        Authentication result =
                forged("v:DMARC1; p=reject", "From: a@example.net").authenticate();
        assertThat(result.reply().line()).isEqualTo("250 2.6.0 Accepted, DMARC none for example.net.");
        assertThat(result.summary()).contains(" dmarc=none policy=- ");
    }
}
