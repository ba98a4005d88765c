package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.spf.SpfOptions;
import org.signetmail.testkit.TestKeys;

/** {@link Authentication#explain}: everything that decided, for a person with a terminal. */
class ExplanationTest {

    private static final String MESSAGE = "From: Ann <ann@example.com>\nSubject: hello\n\nHello.\n";

    private static Scenario from(String ip, String helo, String mailFrom) {
        return Scenario.of("explain").from(ip, helo, mailFrom).message(MESSAGE);
    }

    private static String explain(Scenario scenario) {
        return MailAuthenticator.using(scenario.dns())
                .withSpf(SpfOptions.DEFAULT.withTrace(true))
                .withDkim(DkimOptions.DEFAULT.withDiagnosis(0))
                .authenticate(scenario.message(), scenario.envelope())
                .explain();
    }

    @Test
    @DisplayName("The envelope, SPF with its costs, signatures with hints, the author, DMARC, what is done, DNS")
    void inTheOrderOfTheChecks() {
        String text = explain(from("2001:db8::1", "out.example.net", "b@example.net")
                .zone("""
                        example.net        TXT "v=spf1 include:a.example.net mx -all"
                        a.example.net      TXT "v=spf1 ip4:192.0.2.0/24 ~all"
                        _dmarc.example.com TXT "v=DMARC1; p=reject; t=y; rua=nobody"
                        """)
                .signed("example.com", "s1")
                .changed(message -> message + "-- \r\na footer\r\n"));
        assertThat(text.replaceAll("[0-9]+\\.[0-9] ms", "* ms")).isEqualTo("""
                Client 2001:db8::1
                HELO out.example.net
                MAIL FROM <b@example.net>

                SPF fail: example.net (MAIL FROM) does not permit 2001:db8::1: -all matches.
                  example.net: fail (2 of 10 terms, 1 of 2 voids, 3 queries) [* ms]
                    asked example.net TXT: "v=spf1 include:a.example.net mx -all" [* ms]
                    include:a.example.net (a.example.net): no match (term 1 of 10, 1 query) [* ms]
                      a.example.net: softfail
                        asked a.example.net TXT: "v=spf1 ip4:192.0.2.0/24 ~all" [* ms]
                        ip4:192.0.2.0/24: no match
                        ~all: match
                    mx (example.net): no match (term 2 of 10, 1 void, 1 query) [* ms]
                      asked example.net MX: no records of this type [* ms]
                    -all: match

                DKIM fail: %s
                  d=example.com, s=s1, a=ed25519-sha256, key of 256 bits, all 22 octets of the body are signed
                %s
                From: The author domain is example.com.
                DMARC fail: The message authenticated nothing for example.com.
                  author domain: example.com
                  record at _dmarc.example.com: v=DMARC1; p=reject; t=y; rua=nobody
                    found at the author domain
                  organizational domain: example.com (treewalk)
                  policy: quarantine, from p=reject, one level lower for t=y
                  not aligned: The SPF domain example.net is not authenticated (fail).
                    SPF fail for example.net, relaxed alignment
                  not aligned: The DKIM domain example.com is not authenticated (fail).
                    DKIM fail for example.com, relaxed alignment
                  warning: At _dmarc.example.com: The rua tag has "nobody", which is no URI. No report goes there.
                    v=DMARC1; p=reject; t=y; rua=nobody
                                                 ^^^^^^
                  Write it as mailto:address, or take it out.

                Handling: quarantine, disposition quarantine, as the policy of the author domain has it
                  DMARC asks for: quarantine
                  override: policy_test_mode
                Reply 250 2.6.0 Quarantined: DMARC failed for example.com, nothing aligned: SPF fail for
                    example.net, DKIM fail for example.com.

                DNS: 6 questions, 6 answered at once, 0 not needed
                  example.net TXT -> "v=spf1 include:a.example.net mx -all" (* ms)
                  a.example.net TXT -> "v=spf1 ip4:192.0.2.0/24 ~all" (* ms)
                  example.net MX -> no records of this type (* ms)
                  s1._domainkey.example.com TXT -> %s (* ms)
                  _dmarc.example.com TXT -> "v=DMARC1; p=reject; t=y; rua=nobody" (* ms)
                  _dmarc.com TXT -> no such name (* ms)
                """.formatted(
                        between(text, "DKIM fail: ", "\n  d="),
                        between(text, "body are signed\n", "\nFrom: "),
                        between(text, "s1._domainkey.example.com TXT -> ", " (")));
        assertThat(between(text, "body are signed\n", "\nFrom: "))
                .contains("  hint: Proved: text was added at the end");
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @DisplayName("RFC 9989 §4.10.1: where the record was found, or looked for")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a.example.com p=none    | record at _dmarc.a.example.com: | found at the author domain
            example.com p=none      | record at _dmarc.example.com:   | found at the organizational domain, as the author domain has none
            com p=none; psd=y       | record at _dmarc.com:           | found above the author domain, which has none
            example.com p=x; rua=mailto:a@example.com | policy: none, assumed | , as the record has no valid one
            net p=none              | looked for at                   | _dmarc.a.example.com, _dmarc.example.com, _dmarc.com
            """)
    void whereTheRecordIs(String zone, String record, String found) {
        Scenario scenario = Scenario.of("place")
                .from("192.0.2.1", "h.example", "b@example.net")
                .message("From: ann@a.example.com\n\nHello.\n");
        String text = MailAuthenticator.using(Checks.zone(zone))
                .authenticate(scenario.message(), scenario.envelope())
                .explain();
        assertThat(text).contains("  " + record, found);
    }

    @Test
    @DisplayName("RFC 7208 §6.2: the words of the domain that refuses, with whose they are; a private client is told")
    void wordsOfTheDomain() {
        String text = explain(from("10.1.2.3", "h.example", "b@example.net").zone("""
                        example.net     TXT "v=spf1 ip4:192.0.2.1 -all exp=why.example.net"
                        why.example.net TXT "100%% of %{i} is refused%_for %{S}"
                        """));
        assertThat(text)
                .contains(
                        "SPF fail: example.net (MAIL FROM) does not permit 10.1.2.3 (a private address): -all matches.\n")
                .contains("  warning: The client's address, 10.1.2.3, is a private one")
                .contains("  The domain example.net explains: 100% of 10.1.2.3 is refused for b%40example.net\n")
                .contains("exp=why.example.net (why.example.net): applied (1 query)");
    }

    @DisplayName("What decided about the message")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            p=none         | asDomainAsks | Handling: accept, disposition none, as nothing stands against the message
            p=reject       | asDomainAsks | Handling: refuse, disposition reject, as the policy of the author domain has it
            p=reject       | neverReject  | override: local_policy: reject is not applied
            sp=none        | enforceSpf   | Handling: refuse, disposition reject, as SPF is enforced here
            !SERVFAIL      | asDomainAsks | Handling: defer, disposition none, as DMARC could not be decided just now
            """)
    void whyItIsDone(String record, String policy, String expected) {
        Scenario scenario = from("192.0.2.1", "h.example", "b@example.net");
        String zone = "example.com " + record + " # :example.net TXT \"v=spf1 -all\"";
        Authentication result = MailAuthenticator.using(Checks.zone(zone))
                .withDispositionPolicy(
                        switch (policy) {
                            case "neverReject" -> DispositionPolicy.neverReject();
                            case "enforceSpf" -> DispositionPolicy.enforceSpfFail();
                            default -> DispositionPolicy.asDomainAsks();
                        })
                .authenticate(scenario.message(), scenario.envelope());
        assertThat(result.explain()).contains(expected + "\n");
    }

    @Test
    @DisplayName("The null reverse-path, no HELO, recipients, a message over a limit")
    void oddEnvelopes() {
        assertThat(explain(from("192.0.2.1", "", "")))
                .startsWith("Client 192.0.2.1\nHELO (none)\nMAIL FROM <>, the null reverse-path\n\nSPF none: ");
        Scenario scenario = from("192.0.2.1", "h.example", "b@example.net");
        EnvelopeCheck check = MailAuthenticator.using(scenario.dns()).open(scenario.envelope());
        for (int i = 0; i < 7; i++) {
            check.recipient("r" + i + "@example.org");
        }
        assertThat(check.begin(scenario.message()).finish().explain())
                .contains("RCPT TO <r0@example.org>, <r1@example.org>", "<r4@example.org> and\n    2 more\n")
                .contains("  cost: 0 terms, 0 voids, 1 query\n");
    }

    @Test
    @DisplayName("A caret stands below the place in From, in SPF and in DMARC, however long the text is")
    void carets() {
        String text = explain(Scenario.of("carets")
                .from("192.0.2.1", "h.example", "b@example.com")
                .message("From: Ann @ Home <ann@example.com>\n\nHello.\n")
                .zone("example.com TXT \"v=spf1 " + "ip4:192.0.2.1 ".repeat(15) + "\" \"a:192.0.2.1 -all\"")
                .zone("_dmarc.example.com TXT \"v=DMARC1; rua=mailto:" + "d".repeat(200)
                        + "@example.com; p=jerect; rua\""));
        assertThat(pointedAt(text)).containsExactly("192.0.2.1", "@", "rua", "p=jerect");
        assertThat(text).contains("The display name has \"@\" outside of quotes.");
    }

    /** What carets stand below. */
    private static List<String> pointedAt(String text) {
        List<String> lines = text.lines().toList();
        List<String> pointed = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String carets = lines.get(i);
            if (carets.matches(" +\\^+")) {
                pointed.add(lines.get(i - 1).substring(carets.indexOf('^'), carets.length()));
            }
        }
        return pointed;
    }

    @Test
    @DisplayName("Whatever strangers send: lines of printing ASCII, of 100 columns at most, and not too many")
    void hostile() {
        String odd = "\u0000\u001b[2J\r\nX-Injected: yes\u00ff\u20ac";
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            header.append("DKIM-Signature: v=1; d=s")
                    .append(i)
                    .append(".example; s=")
                    .append("x".repeat(500))
                    .append('\n');
        }
        StringBuilder terms = new StringBuilder("v=spf1");
        for (int i = 0; i < 600; i++) {
            terms.append(" ip4:10.0.").append(i % 250).append(".1");
        }
        StringBuilder strings = new StringBuilder();
        for (int i = 0; i < terms.length(); i += 200) {
            strings.append('"')
                    .append(terms, i, Math.min(terms.length(), i + 200))
                    .append("\" ");
        }
        Scenario scenario = Scenario.of("hostile")
                .from("192.0.2.1", odd.repeat(200), "\"" + odd + "\"@example.com")
                .zone("example.com TXT " + strings)
                .zone("_dmarc.example.com TXT \"v=DMARC1; p=\\200\\000\\010" + "x".repeat(230) + "\" \""
                        + "=;\\027".repeat(50) + "\"")
                .message(header + "From: " + "\u00ff".repeat(700) + " ann@example.com\n\nHello.\n");
        for (String text : List.of(
                explain(scenario),
                explain(scenario.message(header + "From: \u00ff\u00fe <ann@example.com>\n\nHello.\n")))) {
            assertThat(text).matches("(?s)[ -~\n]*").doesNotContain("\nX-Injected");
            assertThat(text.lines().filter(line -> line.length() > ExplanationText.WIDTH))
                    .isEmpty();
            assertThat(text.lines().count()).isBetween(100L, 1200L);
            assertThat(text).contains(" lines more\n", "DKIM: ", " more signatures, none of which was evaluated");
        }
    }

    @Test
    @DisplayName("As many recipients and signatures as there is room for are told, with no word of more")
    void justAsMany() {
        Scenario scenario = from("192.0.2.1", "h.example", "");
        EnvelopeCheck check = MailAuthenticator.using(scenario.dns()).open(scenario.envelope());
        for (int i = 0; i < 5; i++) {
            check.recipient("r" + i + "@example.org");
        }
        String text = check.begin(scenario.message()).finish().explain();
        assertThat(text).contains("<r4@example.org>\n").doesNotContain(" more");

        String signatures = IntStream.range(0, 19)
                .mapToObj(i -> "DKIM-Signature: v=1; d=s" + i + ".example\r\n")
                .collect(Collectors.joining());
        String many = explain(from("192.0.2.1", "h.example", "")
                .zone("_dmarc.example.com TXT \"v=DMARC1; p=reject\"")
                .message(signatures + "From: a@example.com\r\n\r\nHello.\r\n"));
        assertThat(many.lines().filter(line -> line.startsWith("DKIM "))).hasSize(19);
        assertThat(many).doesNotContain(" more signatures", " more identifiers");
    }

    @Test
    @DisplayName("A line of just the width stays one; the next ones begin where the first word that does not fit began")
    void width() {
        ExplanationText text = new ExplanationText();
        text.line("x".repeat(ExplanationText.WIDTH));
        text.line("a".repeat(52) + " " + "b".repeat(60));
        text.line("a".repeat(53) + " " + "b".repeat(60));
        text.lines(List.of("1", "2"), 2);
        text.lines(List.of("1", "2", "3"), 2);
        assertThat(text.toString().lines())
                .containsExactly(
                        "x".repeat(100),
                        "a".repeat(52) + " " + "b".repeat(47),
                        "    " + "b".repeat(13),
                        "a".repeat(53),
                        "    " + "b".repeat(60),
                        "1",
                        "2",
                        "1",
                        "2",
                        "  and 1 lines more");
    }

    @Test
    @DisplayName("A finding that is in the sentence already is shown with its place and not said again")
    void saidOnce() {
        String text = explain(
                from("192.0.2.1", "h.example", "b@example.net").zone("_dmarc.example.com TXT \"v:DMARC1; p=reject\""));
        assertThat(text).contains("""
                DMARC none: No DMARC record applies to example.com. At _dmarc.example.com: "v:DMARC1; p=reject" is
                    not a DMARC record, because there is ":" instead of "=" behind its v.
                  author domain: example.com
                  looked for at _dmarc.example.com, _dmarc.com
                  error, as said above
                    v:DMARC1; p=reject
                     ^
                  Begin the record with "v=DMARC1;".
                """);
        assertThat(text.split("is not a DMARC record", -1)).hasSize(1);
    }

    @Test
    @DisplayName("Among many signatures, the one that counts is told, and how many were left out")
    void manySignatures() {
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            others.append("DKIM-Signature: v=1; d=s").append(i).append(".example\r\n");
        }
        String text = explain(from("192.0.2.1", "h.example", "b@example.net")
                .zone("_dmarc.example.com TXT \"v=DMARC1; p=reject\"")
                .signed("example.com", "s1")
                .changed(message -> others + message));
        assertThat(text)
                .contains("DKIM pass: ", "DKIM: 21 more signatures, none of which was evaluated\n")
                .contains("  aligned: The DKIM domain example.com is the author domain itself.\n")
                .contains("  22 more identifiers\n")
                .contains("DMARC pass: ");
        assertThat(text.lines().filter(line -> line.startsWith("  not aligned: ")))
                .hasSize(19);
    }

    @Test
    @DisplayName(
            "Parts stand apart, also that of HELO; where DMARC was not found, names that were asked in vain are told")
    void parts() {
        Scenario scenario = from("192.0.2.1", "h.example", "b@example.net")
                .zone("_dmarc.example.com TXT !SERVFAIL\nh.example TXT \"v=spf1 -all\"\n");
        String text = MailAuthenticator.using(scenario.dns())
                .withChecks(EnumSet.allOf(MailCheck.class))
                .authenticate(scenario.message(), scenario.envelope())
                .explain();
        assertThat(text)
                .contains("\n\nSPF none: ", "\n\nSPF for HELO fail: ", "\n\nDKIM none: ", "\n\nFrom: ")
                .contains("\n\nHandling: ", "\n\nDNS: ")
                .contains("  looked for at _dmarc.example.com\n");
        assertThat(Situations.all()
                        .filter(situation -> situation.line() == Situations.Line.LIMIT)
                        .map(situation -> situation
                                .authenticate(DispositionPolicy.asDomainAsks())
                                .explain()))
                .isNotEmpty()
                .allSatisfy(explained ->
                        assertThat(explained).containsPattern("\nOver a limit: .*\n?.*so\\s+nothing\\s+passes\\.\n"));
    }

    @Test
    @DisplayName("Whose organization an identifier is of, and that there is none")
    void organizations() {
        assertThat(explain(from("192.0.2.1", "h.example", "b@bounce.example.com")
                        .zone("_dmarc.example.com TXT \"v=DMARC1; p=reject\"\n"
                                + "bounce.example.com TXT \"v=spf1 ip4:192.0.2.1\"")))
                .contains(
                        "    SPF pass for bounce.example.com, relaxed alignment, organizational domain example.com\n");
        assertThat(explain(from("192.0.2.1", "", "").zone("_dmarc.example.com TXT \"v=DMARC1; p=reject\"")))
                .contains("  nothing to align: neither SPF nor DKIM has a domain\n");
    }

    @Test
    @DisplayName("Twenty identifiers are told in their order")
    void twentyIdentifiers() {
        String signatures = IntStream.range(0, 19)
                .mapToObj(i -> "DKIM-Signature: v=1; d=s" + i + ".example\r\n")
                .collect(Collectors.joining());
        Scenario scenario = from("192.0.2.1", "h.example", "b@esp.example")
                .zone("_dmarc.example.com TXT \"v=DMARC1; p=reject\"\nesp.example TXT \"v=spf1 ip4:192.0.2.1\"")
                .message(signatures + "From: a@example.com\r\n\r\nHello.\r\n");
        Authentication result =
                MailAuthenticator.using(scenario.dns()).authenticate(scenario.message(), scenario.envelope());
        assertThat(result.dmarc().alignments()).hasSize(20);
        List<String> told = result.explain()
                .lines()
                .filter(line -> line.startsWith("  aligned: ") || line.startsWith("  not aligned: "))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .toList();
        assertThat(told)
                .zipSatisfy(
                        result.dmarc().alignments(),
                        (line, alignment) -> assertThat(alignment.reason()).startsWith(line));
    }

    @Test
    @DisplayName(
            "A rest of just the width is one line; what a sentence has said is not said again, whatever follows it")
    void justFits() {
        ExplanationText text = new ExplanationText();
        text.line("a".repeat(60) + " " + "b".repeat(96));
        text.finding(DmarcCode.NO_POLICY.finding("It is bad.").remedy("Mend it."), "It is bad, so mend it.");
        text.finding(DmarcCode.NO_POLICY.finding("It is bad.").remedy("Mend it."), "Mend it.");
        assertThat(text.toString().lines())
                .containsExactly(
                        "a".repeat(60),
                        "    " + "b".repeat(96),
                        "  warning, as said above",
                        "  Mend it.",
                        "  warning: It is bad.");
    }

    @Test
    @DisplayName("Long sentences go on in the next line, further to the right; long words are broken")
    void wrapping() {
        ExplanationText text = new ExplanationText();
        text.line("  " + "word ".repeat(30) + "end");
        text.line("    p=" + "A".repeat(250));
        text.line(" ".repeat(60) + "^");
        text.line(" ".repeat(300) + "x");
        List<String> lines = text.toString().lines().toList();
        assertThat(lines).allMatch(line -> line.length() <= 100);
        assertThat(lines.get(1)).startsWith("      word");
        assertThat(lines.subList(0, 2).stream().map(String::strip).collect(Collectors.joining(" ")))
                .isEqualTo("word ".repeat(30) + "end");
        assertThat(lines.subList(2, 5).stream().map(String::strip).collect(Collectors.joining()))
                .isEqualTo("p=" + "A".repeat(250));
        assertThat(lines.get(5)).isEqualTo(" ".repeat(60) + "^");
        assertThat(lines.get(6)).isEqualTo(" ".repeat(40) + "x");
    }

    @Test
    @DisplayName("A signature with another key says so once, with its facts")
    void otherKey() {
        String text = explain(from("192.0.2.1", "h.example", "b@example.net")
                .signed("example.com", "s1", TestKeys.ed25519())
                .publish("example.com", "s1", TestKeys.rsa2048()));
        assertThat(Arrays.stream(text.split("\n", -1)).filter(line -> line.startsWith("DKIM ")))
                .hasSize(1);
        assertThat(text).contains("d=example.com, s=s1, a=ed25519-sha256");
    }
}
