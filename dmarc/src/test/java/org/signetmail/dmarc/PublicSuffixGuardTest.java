package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.testkit.FakeDns;

/** A Public Suffix List beside the tree walk: strangers below a suffix are no organization. */
class PublicSuffixGuardTest {

    private static final PublicSuffixList LIST = list();

    private static PublicSuffixList list() {
        try {
            return PublicSuffixList.read(new StringReader("com\nuk\nco.uk\n*.ck\n!www.ck\nhost.example\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DmarcOutcome evaluate(DmarcOptions options, String zone, String from, String identifiers) {
        FakeDns dns = Checks.zone(zone);
        return DmarcEvaluator.using(dns)
                .withOptions(options)
                .evaluate(Checks.from(from), Checks.identifiers(identifiers));
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            uk p=none # y.co.uk p=reject        | a@y.co.uk      | spf=x.co.uk            | pass      | fail      | PUBLIC_SUFFIX
            uk p=none # y.co.uk p=reject        | a@y.co.uk      | dkim=x.co.uk           | pass      | fail      | PUBLIC_SUFFIX
            uk p=reject                         | a@y.co.uk      | dkim=x.uk              | pass      | fail      | PUBLIC_SUFFIX
            co.uk p=reject                      | a@y.co.uk      | dkim=m.x.co.uk         | pass      | fail      | PUBLIC_SUFFIX
            host.example p=none                 | a@y.host.example | dkim=x.host.example  | pass      | fail      | PUBLIC_SUFFIX
            host.example p=none; psd=n          | a@y.host.example | dkim=x.host.example  | pass      | fail      | PUBLIC_SUFFIX
            com p=reject                        | a@example.com  | dkim=evil.com          | pass      | fail      | PUBLIC_SUFFIX
            b.ck p=reject                       | a@y.b.ck       | dkim=x.b.ck            | pass      | fail      | PUBLIC_SUFFIX
            nolist p=reject                     | a@y.nolist     | dkim=x.nolist          | pass      | fail      | PUBLIC_SUFFIX
            uk p=reject                         | a@co.uk        | dkim=x.co.uk           | pass      | fail      | PUBLIC_SUFFIX
            uk p=none                           | a@m.y.co.uk    | dkim=n.y.co.uk         | pass      | pass      | ALIGNED
            uk p=none                           | a@y.co.uk      | dkim=m.y.co.uk         | pass      | pass      | ALIGNED
            uk p=none                           | a@y.co.uk      | dkim=y.co.uk           | pass      | pass      | ALIGNED
            www.ck p=none                       | a@x.www.ck     | dkim=y.www.ck          | pass      | pass      | ALIGNED
            y.co.uk p=reject                    | a@y.co.uk      | spf=x.co.uk            | fail      | fail      | OTHER_ORGANIZATION
            uk p=none; psd=y # y.co.uk p=reject | a@y.co.uk      | spf=x.uk               | fail      | fail      | OTHER_ORGANIZATION
            host.example p=none; psd=y          | a@y.host.example | dkim=m.y.host.example | pass     | pass      | ALIGNED
            example.com p=reject                | a@m.example.com | dkim=n.example.com    | pass      | pass      | ALIGNED
            host.example p=reject # x.host.example !FORMERR | a@y.host.example | dkim=x.host.example | permerror | fail | PUBLIC_SUFFIX
            host.example p=reject # x.host.example !FORMERR | a@y.host.example | dkim=x.host.example:temperror | temperror | fail | NOT_AUTHENTICATED
            host.example p=reject # x.y.host.example !FORMERR | a@y.host.example | dkim=x.y.host.example | permerror | permerror | PERMANENTLY_UNKNOWN
            uk p=none # y.co.uk p=reject        | a@y.co.uk      | dkim=x.co.uk:temperror | temperror | fail      | NOT_AUTHENTICATED
            uk p=none # y.co.uk p=reject        | a@y.co.uk      | dkim=m.y.co.uk:temperror | temperror | temperror | TEMPORARILY_UNKNOWN
            """)
    void guard(String zone, String from, String identifiers, String without, String with, String verdict) {
        assertThat(evaluate(DmarcOptions.DEFAULT, zone, from, identifiers)
                        .result()
                        .keyword())
                .isEqualTo(without);
        DmarcOutcome guarded = evaluate(DmarcOptions.DEFAULT.withPublicSuffixGuard(LIST), zone, from, identifiers);
        assertThat(guarded.result().keyword()).as(guarded.reason()).isEqualTo(with);
        assertThat(Checks.verdicts(guarded)).isEqualTo(verdict);
    }

    @Test
    @DisplayName("The outcome says so, with the reason")
    void reason() {
        DmarcOutcome outcome = evaluate(
                DmarcOptions.DEFAULT.withPublicSuffixGuard(LIST),
                "uk p=none # y.co.uk p=reject",
                "a@y.co.uk",
                "spf=x.co.uk");
        assertThat(outcome.reason())
                .isEqualTo("Nothing that the message authenticated is aligned with y.co.uk. The SPF domain x.co.uk has"
                        + " the organizational domain uk, as the author domain, but uk is a public suffix whose record has"
                        + " no psd=y.");
        assertThat(outcome.disposition()).isEqualTo(Disposition.REJECT);
    }

    @Test
    @DisplayName("A whole message is refused that would pass without the guard")
    void wholeMessage() {
        Scenario scenario = Scenario.of("strangers under uk")
                .zone("""
                        x.co.uk         TXT "v=spf1 ip4:192.0.2.1 -all"
                        _dmarc.y.co.uk  TXT "v=DMARC1; p=reject"
                        _dmarc.uk       TXT "v=DMARC1; p=none"
                        """)
                .from("192.0.2.1", "h.example", "a@x.co.uk")
                .message("From: a@y.co.uk\n\nhi\n");
        assertThat(scenario.authenticate().reply().code()).isEqualTo(250);
        Authentication guarded = MailAuthenticator.using(scenario.dns())
                .withDmarc(DmarcOptions.DEFAULT.withPublicSuffixGuard(LIST))
                .authenticate(scenario.message(), scenario.envelope());
        assertThat(guarded.reply().line()).startsWith("550 5.7.26 Refused by the DMARC policy of y.co.uk");
        assertThat(guarded.explain()).contains("uk is a public suffix");
    }
}
