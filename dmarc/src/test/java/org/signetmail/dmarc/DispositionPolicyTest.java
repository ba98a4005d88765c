package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.signetmail.dmarc.DispositionPolicy.acceptTemporaryErrors;
import static org.signetmail.dmarc.DispositionPolicy.acceptUnusableAuthors;
import static org.signetmail.dmarc.DispositionPolicy.asDomainAsks;
import static org.signetmail.dmarc.DispositionPolicy.deferSpfTemperror;
import static org.signetmail.dmarc.DispositionPolicy.deferTemporaryErrors;
import static org.signetmail.dmarc.DispositionPolicy.enforceSpfAtMail;
import static org.signetmail.dmarc.DispositionPolicy.enforceSpfFail;
import static org.signetmail.dmarc.DispositionPolicy.exempt;
import static org.signetmail.dmarc.DispositionPolicy.neverReject;
import static org.signetmail.dmarc.DispositionPolicy.refuseSpfPermerror;
import static org.signetmail.dmarc.DispositionPolicy.refuseUnusableAuthors;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.dmarc.Situations.Line;
import org.signetmail.dmarc.Situations.Situation;

/** Every ready-made policy on every line of the table, alone and joined. */
class DispositionPolicyTest {

    private static final DispositionPolicy LETS_ALL_PASS = (authentication, fields) ->
            authentication.handling().overridden(Disposition.NONE, OverrideReason.OTHER, "x");

    private static final DispositionPolicy REFUSES_ALL =
            (authentication, fields) -> authentication.handling().withAction(SmtpAction.REFUSE);

    private static final DispositionPolicy NOTHING_TO_SAY = (authentication, fields) -> authentication.handling();

    private record Case(String name, DispositionPolicy policy, Map<Line, String> changed) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> cases() {
        Map<Line, String> everything = Map.of(
                Line.UNUSABLE_AUTHOR, "250 2.6.0",
                Line.REJECT, "250 2.6.0",
                Line.QUARANTINE, "250 2.6.0",
                Line.TEMPERROR, "250 2.6.0");
        Map<Line, String> neverReject = Map.of(Line.REJECT, "250 2.6.0");
        Map<Line, String> authorsPass = Map.of(Line.UNUSABLE_AUTHOR, "250 2.6.0");
        Map<Line, String> spfFail = Map.of(Line.SPF_FAIL, "550 5.7.23");
        return Stream.of(
                new Case("asDomainAsks", asDomainAsks(), Map.of()),
                new Case("neverReject", neverReject(), neverReject),
                new Case("refuseUnusableAuthors", refuseUnusableAuthors(), Map.of()),
                new Case("acceptUnusableAuthors", acceptUnusableAuthors(), authorsPass),
                new Case("deferTemporaryErrors", deferTemporaryErrors(), Map.of()),
                new Case("acceptTemporaryErrors", acceptTemporaryErrors(), Map.of(Line.TEMPERROR, "250 2.6.0")),
                new Case("enforceSpfFail", enforceSpfFail(), spfFail),
                new Case("deferSpfTemperror", deferSpfTemperror(), Map.of(Line.SPF_TEMPERROR, "451 4.7.24")),
                new Case("refuseSpfPermerror", refuseSpfPermerror(), Map.of(Line.SPF_PERMERROR, "550 5.7.24")),
                new Case("exempt client", exempt("192.0.2.0/28"), everything),
                new Case("exempt others", exempt("192.0.2.16/28", "2001:db8::/32", "::/0"), Map.of()),
                new Case(
                        "letting pass does let pass",
                        acceptUnusableAuthors().and(neverReject()),
                        Map.of(Line.UNUSABLE_AUTHOR, "250 2.6.0", Line.REJECT, "250 2.6.0")),
                new Case(
                        "the domain is not asked about authors",
                        asDomainAsks().and(acceptUnusableAuthors()),
                        authorsPass),
                new Case("asked twice, stricter", asDomainAsks().and(neverReject()), Map.of()),
                new Case("asked twice, the other way", neverReject().and(asDomainAsks()), Map.of()),
                new Case(
                        "never, and something else",
                        neverReject().and(enforceSpfFail()),
                        Map.of(Line.REJECT, "250 2.6.0", Line.SPF_FAIL, "550 5.7.23")),
                new Case(
                        "something else, and never",
                        enforceSpfFail().and(neverReject()),
                        Map.of(Line.REJECT, "250 2.6.0", Line.SPF_FAIL, "550 5.7.23")),
                new Case("authors twice, stricter", acceptUnusableAuthors().and(refuseUnusableAuthors()), Map.of()),
                new Case("errors twice, stricter", acceptTemporaryErrors().and(deferTemporaryErrors()), Map.of()),
                new Case(
                        "exempt and all else",
                        exempt("192.0.2.9")
                                .and(enforceSpfFail())
                                .and(refuseSpfPermerror())
                                .and(REFUSES_ALL),
                        everything),
                new Case(
                        "three about SPF",
                        enforceSpfFail().and(deferSpfTemperror()).and(refuseSpfPermerror()),
                        Map.of(
                                Line.SPF_FAIL, "550 5.7.23",
                                Line.SPF_TEMPERROR, "451 4.7.24",
                                Line.SPF_PERMERROR, "550 5.7.24")),
                new Case("own, nothing to say", NOTHING_TO_SAY, Map.of()),
                new Case("own, nothing to say, joined", NOTHING_TO_SAY.and(neverReject()), neverReject),
                new Case("ready-made and own", enforceSpfFail().and(NOTHING_TO_SAY), spfFail),
                new Case("own and a milder line", acceptUnusableAuthors().and(NOTHING_TO_SAY), authorsPass),
                new Case(
                        "own against lines that were asked for",
                        LETS_ALL_PASS.and(refuseUnusableAuthors()).and(enforceSpfFail()),
                        Map.of(
                                Line.LIMIT, "250 2.6.0",
                                Line.REJECT, "250 2.6.0",
                                Line.QUARANTINE, "250 2.6.0",
                                Line.TEMPERROR, "250 2.6.0",
                                Line.SPF_FAIL, "550 5.7.23")),
                new Case("two of one's own", LETS_ALL_PASS.and(NOTHING_TO_SAY), Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyLine(Case policy) {
        Situations.all().forEach(situation -> {
            String expected = policy.changed.getOrDefault(
                    situation.line(), situation.line().reply());
            Authentication result = situation.authenticate(policy.policy);
            assertThat(result.reply().line())
                    .as("%s under %s", situation, policy)
                    .startsWith(expected + " ");
            assertThat(result.dmarc().disposition())
                    .as("the verdict is not touched")
                    .isEqualTo(situation.authenticate(asDomainAsks()).dmarc().disposition());
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("Joined in the other order, or twice, policies are the same")
    void order(Case policy) {
        for (Case other : cases().toList()) {
            DispositionPolicy ab = policy.policy.and(other.policy);
            DispositionPolicy ba = other.policy.and(policy.policy);
            for (String name : List.of("two From fields", "p=reject", "p=quarantine", "policy times out")) {
                Situation situation = Situations.of(name);
                SmtpAction action = situation.authenticate(ab).handling().action();
                assertThat(situation.authenticate(ba).handling().action())
                        .as("%s: %s, %s", name, policy, other)
                        .isEqualTo(action);
                assertThat(situation.authenticate(ab.and(ba)).handling().action())
                        .isEqualTo(action);
            }
        }
    }

    @Test
    @DisplayName("Of two policies, what only one speaks about is as that one says; else as the stricter says")
    void joined() {
        assertThat(reply(enforceSpfFail().and(neverReject()))).startsWith("250 2.6.0 ");
        assertThat(reply(neverReject().and(enforceSpfFail()))).startsWith("250 2.6.0 ");
        assertThat(reply(asDomainAsks().and(neverReject()))).startsWith("550 5.7.26 ");
        assertThat(reply(neverReject().and(asDomainAsks()))).startsWith("550 5.7.26 ");
    }

    private static String reply(DispositionPolicy policy) {
        return Situations.of("p=reject").authenticate(policy).reply().line();
    }

    @Test
    @DisplayName("SPF at MAIL counts against DMARC too, and what DMARC refuses keeps its code")
    void spfAtMail() {
        DispositionPolicy policy = enforceSpfAtMail().and(acceptTemporaryErrors());
        assertThat(Situations.of("SPF fail under p=none")
                        .authenticate(policy)
                        .reply()
                        .line())
                .startsWith(
                        "550 5.7.23 SPF fail: 192.0.2.9 is not allowed to send mail of stranger.example. The author")
                .contains("example.com");
        assertThat(Situations.of("p=reject").authenticate(policy).reply().line())
                .startsWith("550 5.7.26 ");
        assertThat(Situations.of("DMARC pass").authenticate(policy).reply().code())
                .isEqualTo(250);
        Scenario savedByDkim = Scenario.of("forwarded")
                .zone("_dmarc.example.com TXT \"v=DMARC1; p=reject\"\nexample.com TXT \"v=spf1 -all\"")
                .from("192.0.2.9", "f.example", "a@example.com")
                .message("From: a@example.com\n\nHello.\n")
                .signed("example.com", "s1");
        assertThat(savedByDkim.authenticate(enforceSpfFail()).reply().code()).isEqualTo(250);
        Authentication result = savedByDkim.authenticate(enforceSpfAtMail());
        assertThat(result.reply().line()).startsWith("550 5.7.23 ");
        assertThat(result.handling().overrides()).hasToString("[local_policy: SPF is enforced]");
    }

    @Test
    @DisplayName("Reports: an override is told where the disposition is another one than the policy's, and only there")
    void overrides() {
        assertThat(overrides("p=reject", asDomainAsks())).isEqualTo("reject []");
        assertThat(overrides("p=reject", neverReject())).isEqualTo("quarantine [local_policy]");
        assertThat(overrides("p=reject", exempt("192.0.2.9"))).isEqualTo("none [local_policy]");
        assertThat(overrides("p=none", exempt("192.0.2.9"))).isEqualTo("none []");
        assertThat(overrides("p=reject; t=y", exempt("192.0.2.9"))).isEqualTo("none [policy_test_mode, local_policy]");
        assertThat(overrides("policy times out", asDomainAsks())).isEqualTo("none []");
        assertThat(overrides("two From fields", asDomainAsks())).isEqualTo("reject [local_policy]");
        assertThat(overrides("two From fields", acceptUnusableAuthors())).isEqualTo("none []");
        assertThat(overrides("p=reject", (a, f) -> a.handling().withAction(SmtpAction.DEFER)))
                .isEqualTo("reject []");
    }

    private static String overrides(String name, DispositionPolicy policy) {
        Handling handling = Situations.of(name).authenticate(policy).handling();
        return handling.disposition().keyword() + " "
                + handling.overrides().stream()
                        .map(each -> each.reason().keyword())
                        .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ACCEPT     | 250 2.6.0 Accepted by the policy of this server.
            QUARANTINE | 250 2.6.0 Quarantined by the policy of this server.
            DEFER      | 451 4.7.1 Not taken now by the policy of this server.
            REFUSE     | 550 5.7.1 Refused by the policy of this server.
            """)
    @DisplayName("A policy of one's own can give each answer")
    void ownAnswers(SmtpAction action, String reply) {
        for (String name : List.of("p=quarantine", "policy times out", "two From fields", "no record at all")) {
            Situation situation = Situations.of(name);
            Authentication result =
                    situation.authenticate((a, f) -> a.handling().withAction(action));
            assertThat(result.handling().action()).isEqualTo(action);
            if (situation.line().action() != action) {
                assertThat(result.reply().line()).startsWith(reply);
            }
        }
    }

    @ParameterizedTest(name = "{0} has {1}: {2}")
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.9, 192.0.2.9, true",
        "192.0.2.9/32, 192.0.2.8, false",
        "0.0.0.0/0, 203.0.113.77, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 192.0.2.1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::/33, 2001:db8:8000::, false",
        "2001:db8:0:1::/64, 2001:db8:0:1:ffff::1, true",
        "2001:db8:0:1::/64, 2001:db8:0:2::1, false",
        "2001:db8:0:1:8000::/65, 2001:db8:0:1:7fff::1, false",
        "2001:DB8::1, 2001:db8::1, true",
        "192.0.2.0/31, ::ffff:192.0.2.1, true",
        "224.0.0.0/3, 255.0.0.1, true",
        "224.0.0.0/3, 223.0.0.1, false",
        "2001:db8::/128, 2001:db8::, true",
        "2001:db8::/128, 2001:db8::1, false"
    })
    void networks(String network, String client, boolean contained) throws Exception {
        assertThat(ClientNetwork.parse(network).contains(InetAddress.getByName(client)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/24",
                "192.0.2.0/",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/024",
                "192.0.2.0/2x",
                "192.0.2.0/24/24",
                "192.0.2.0/2/",
                "0.0.0.0/00",
                "0.0.0.0/x",
                "0.0.0.0/0x",
                "0.0.0.0/0000",
                "::/0000",
                "/0",
                ":/24",
                "192.0.2.1/24",
                "192.0.2",
                "192.0.2.0.0",
                "192.0.2.256",
                "192.0.2.01",
                "0x7f.0.0.1",
                "3221225985",
                "localhost",
                "example.com/24",
                " 192.0.2.0/24",
                "192.0.2.0/24 ",
                "2001:db8::/129",
                "2001:db8::1/64",
                "2001:db8:0:1::/63",
                "2001:db8::8000:0:0:0/64",
                "00001::/16",
                "2001:db8::g",
                "2001:db8:::",
                "fe80::1%eth0",
                "[2001:db8::]/32",
                "::ffff:192.0.2.0/120",
                "192.0.2.0/9999999999",
                "\u0661.0.0.0",
                "1.2.3.4\r\nx"
            })
    void noNetworks(String text) {
        assertThatThrownBy(() -> exempt(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .matches("the network \"[ -~]*\" (is not|needs|has).*");
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsNamed() {
        assertThatThrownBy(() -> asDomainAsks().and(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("other");
        assertThatThrownBy(() -> NOTHING_TO_SAY.and(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("other");
        assertThatThrownBy(() -> exempt((String) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("network");
        assertThatThrownBy(() -> exempt((List<String>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("networks");
    }

    @ParameterizedTest
    @CsvSource({"ACCEPT, NONE", "QUARANTINE, QUARANTINE", "DEFER, REJECT", "REFUSE, REJECT"})
    @DisplayName("what is delivered is not reported as rejected")
    void milderActions(SmtpAction action, Disposition told) {
        Handling rejected = Handling.accepted().overridden(Disposition.REJECT, OverrideReason.OTHER, "");
        assertThat(rejected.withAction(action).disposition()).isEqualTo(told);
        assertThat(rejected.withAction(action).action()).isEqualTo(action);
    }
}
