package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.RecordType;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.Directive;
import org.signetmail.spf.record.MacroString;
import org.signetmail.spf.record.Mechanism;
import org.signetmail.spf.record.SpfRecord;
import org.signetmail.testkit.FakeDns;

/** Rules 25 to 31: macros. */
class MacroTest {

    private static final DomainName DOMAIN = DomainName.of("email.example.com");

    private static MacroExpander expander(String ip, String localPart, String helo) {
        Client client = Client.of(IpAddress.of(Addresses.of(ip)), localPart, DOMAIN, helo);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00.999Z"));
        return new MacroExpander(client, "mx.example.org", clock, domain -> "mx.example.org");
    }

    private static String expand(String text, String ip, String localPart) {
        MacroString parsed = MacroString.parseExplanation(text).orElse(null);
        return Objects.requireNonNull(
                expander(ip, localPart, "HELO.example").explanation(Objects.requireNonNull(parsed), DOMAIN, 10_000));
    }

    private static String domain(String spec, String localPart, String helo) {
        SpfRecord record = SpfRecord.parse("v=spf1 exists:" + spec).record().orElseThrow();
        Directive directive = (Directive) record.terms().get(0);
        MacroString parsed = ((Mechanism.Exists) directive.mechanism()).domain();
        return Objects.requireNonNull(expander("192.0.2.3", localPart, helo).domain(parsed, DOMAIN));
    }

    @ParameterizedTest
    @DisplayName("RFC 7208 §7.4: the examples")
    @CsvSource(delimiter = '|', textBlock = """
            %{s}     | strong-bad@email.example.com
            %{o}     | email.example.com
            %{d}     | email.example.com
            %{d4}    | email.example.com
            %{d3}    | email.example.com
            %{d2}    | example.com
            %{d1}    | com
            %{dr}    | com.example.email
            %{d2r}   | example.email
            %{l}     | strong-bad
            %{l-}    | strong.bad
            %{lr}    | strong-bad
            %{lr-}   | bad.strong
            %{l1r-}  | strong
            %{ir}.%{v}._spf.%{d2}             | 3.2.0.192.in-addr._spf.example.com
            %{lr-}.lp._spf.%{d2}              | bad.strong.lp._spf.example.com
            %{lr-}.lp.%{ir}.%{v}._spf.%{d2}   | bad.strong.lp.3.2.0.192.in-addr._spf.example.com
            %{ir}.%{v}.%{l1r-}.lp._spf.%{d2}  | 3.2.0.192.in-addr.strong.lp._spf.example.com
            %{d2}.trusted-domains.example.net | example.com.trusted-domains.example.net
            """)
    void expandsTheExamples(String text, String expansion) {
        assertThat(expand(text, "192.0.2.3", "strong-bad")).isEqualTo(expansion);
    }

    @ParameterizedTest
    @DisplayName(
            "rule 25 (RFC 7208 §7.3): split, reverse, take the right-most, join with dots, escape; empty parts stay")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a-b-c      | %{l-}     | a.b.c
            a--c       | %{l-}     | a..c
            -a-        | %{l-}     | .a.
            -a-        | %{lr-}    | .a.
            a--c       | %{lr-}    | c..a
            a--c       | %{l2-}    | .c
            a--c       | %{l2r-}   | .a
            a-b+c      | %{l+-}    | a.b.c
            a-b+c      | %{l+}     | a-b.c
            a.b-c      | %{l-}     | a.b.c
            a.b-c      | %{l1-}    | c
            a.b-c      | %{l1r-}   | a.b
            a.b        | %{l1}     | b
            a/b_c=d,e  | %{lr/_=,} | e.d.c.b.a
            a          | %{lr}     | a
            x&y z      | %{L}      | x%26y%20z
            x&y-z      | %{L1r-}   | x%26y
            (none)     | %{l}      | postmaster
            """)
    void transforms(String localPart, String text, String expansion) {
        assertThat(expand(text, "192.0.2.3", localPart.equals("(none)") ? "" : localPart))
                .isEqualTo(expansion);
    }

    @Test
    @DisplayName("rule 25 (RFC 7208 §7.3): all but unreserved characters are escaped, in UTF-8 and upper case")
    void escapes() {
        assertThat(expand("%{L}", "192.0.2.3", "AZaz09-._~!#$%&'*+/=?^`{|}\"@\u00e4\u20ac\uD83D\uDE00"))
                .isEqualTo("AZaz09-._~%21%23%24%25%26%27%2A%2B%2F%3D%3F%5E%60%7B%7C%7D%22%40"
                        + "%C3%A4%E2%82%AC%F0%9F%98%80");
        assertThat(expand("%{S}", "192.0.2.3", "a b")).isEqualTo("a%20b%40email.example.com");
    }

    @ParameterizedTest
    @DisplayName("rule 26 (RFC 7208 §7.3): more parts than there are means all of them")
    @CsvSource({"%{d4}", "%{d127}", "%{d128}", "%{d2147483648}", "%{d18446744073709551617}"})
    void saturates(String text) {
        assertThat(expand(text, "192.0.2.3", "x")).isEqualTo("email.example.com");
    }

    @Test
    @DisplayName("rule 26 (RFC 7208 §7.3): 127 parts")
    void takes127Parts() {
        String parts = "a.".repeat(127) + "b";
        assertThat(expand("%{l127}", "192.0.2.3", parts)).isEqualTo(parts.substring(2));
        assertThat(expand("%{l126}", "192.0.2.3", parts)).isEqualTo(parts.substring(4));
    }

    @Test
    @DisplayName("rule 27 (RFC 7208 §7.1): %_ is a space, %- is %20, %% is %, and DNS names may hold them")
    void expandsEscapes() {
        assertThat(expand("%%|%_|%-", "192.0.2.3", "x")).isEqualTo("%| |%20");
        Checks checks = Checks.record("v=spf1 exists:a%%b%_c%-d.example -all", "a%b\\032c%20d.example A 127.0.0.2");
        assertThat(checks.from("192.0.2.1").result()).isEqualTo(SpfResult.PASS);
    }

    @ParameterizedTest
    @DisplayName(
            "rule 25 (RFC 7208 §7.3): the octets of a name stand for themselves, not for their escapes in zone files")
    @CsvSource(delimiter = '|', textBlock = """
            a%_b.example | a\\032b.example
            %_b.example  | \\032b.example
            ab%_.example | ab\\032.example
            """)
    void expandsOctetsOfNames(String written, String name) {
        SpfOutcome outcome = Checks.record("v=spf1 include:" + written + " -all", """
                        NAME           TXT "v=spf1 exists:%{d}.z.example -all"
                        NAME.z.example A   127.0.0.2
                        """.replace("NAME", name))
                .from("192.0.2.1");
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(SpfResult.PASS);
    }

    @Test
    @DisplayName("rule 28 (RFC 7208 §7.3): labels are dropped from the left until 253 octets are left")
    void truncates() {
        String label = "a".repeat(49) + ".";
        assertThat(domain("%{h}.example", "x", label.repeat(6) + "b")).isEqualTo(label.repeat(4) + "b.example");
        // Exactly 253 octets stay; the final dot of a name is none of them.
        String fits = "c".repeat(43) + "." + label.repeat(4) + "example";
        assertThat(fits).hasSize(251);
        assertThat(domain("%{h}.b.example.", "x", fits.substring(0, 243))).hasSize(253);
        assertThat(domain("%{h}.bc.example", "x", fits.substring(0, 243))).startsWith(label);
        // What is dropped ends with the dot in front of 253 octets, be it a label or nothing.
        String most = fits.substring(0, 245) + ".example";
        assertThat(most).hasSize(253);
        assertThat(domain("%{h}.example", "x", "x." + fits.substring(0, 245))).isEqualTo(most);
        assertThat(domain("%{h}.example", "x", "." + fits.substring(0, 245))).isEqualTo(most);
        // One label alone cannot be made shorter.
        assertThat(domain("%{h}", "x", "d".repeat(300))).hasSize(300);
        // However long the text is, its right end is the name.
        assertThat(domain("%{h}".repeat(200) + ".example", "x", label.repeat(100) + "b"))
                .isEqualTo(label.repeat(4) + "b.example");
    }

    @Test
    @DisplayName("rule 28 (RFC 7208 §7.3): a final dot goes from names, not from explanations")
    void dropsTheFinalDotOfNames() {
        assertThat(domain("x.example.", "x", "h")).isEqualTo("x.example");
        assertThat(domain("%{h}", "x", "x.example.")).isEqualTo("x.example");
        assertThat(expand("%{d}.", "192.0.2.3", "x")).isEqualTo("email.example.com.");
    }

    @ParameterizedTest
    @DisplayName("rule 29 (RFC 7208 §7.2, §7.3): what the letters stand for")
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.3    | %{i}       | 192.0.2.3
            192.0.2.3    | %{ir}      | 3.2.0.192
            192.0.2.3    | %{c}       | 192.0.2.3
            192.0.2.3    | %{v}       | in-addr
            2001:db8::cb01 | %{i}     | 2.0.0.1.0.D.B.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.C.B.0.1
            2001:db8::cb01 | %{ir}    | 1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2
            2001:db8::cb01 | %{i2r}   | 0.2
            2001:DB8:0:0:1:0:0:CB01 | %{c} | 2001:db8::1:0:0:cb01
            2001:db8:0:1:1:1:1:1    | %{c} | 2001:db8:0:1:1:1:1:1
            ::           | %{c}       | ::
            ::1          | %{c}       | ::1
            1::          | %{c}       | 1::
            2001:db8::cb01 | %{v}     | ip6
            192.0.2.3    | %{t}       | 1767225600
            192.0.2.3    | %{r}       | mx.example.org
            192.0.2.3    | %{h}       | HELO.example
            192.0.2.3    | %{p}       | mx.example.org
            """)
    void knowsTheLetters(String ip, String text, String expansion) {
        assertThat(expand(text, ip, "x")).isEqualTo(expansion);
    }

    @Test
    @DisplayName("rule 29 (RFC 7208 §7.3): %{r} is the receiver's name, or unknown")
    void tellsTheReceiver() {
        Checks checks = Checks.record("v=spf1 -all exp=e.example", "e.example TXT \"by %{r}\"");
        assertThat(checks.from("192.0.2.1").explanation().orElseThrow().text()).isEqualTo("by unknown");
        Checks named = new Checks(
                checks.dns(), checks.verifier().withOptions(SpfOptions.DEFAULT.withReceiver("MX.example.org")));
        assertThat(named.from("192.0.2.1").explanation().orElseThrow().text()).isEqualTo("by mx.example.org");
    }

    @ParameterizedTest
    @DisplayName("rule 30 (RFC 7208 §7.3): %{p} is the domain, or a name below it, or any other; only validated names")
    @CsvSource(delimiter = '|', textBlock = """
            other.example sub.example.net example.net | example.net
            other.example sub.example.net             | sub.example.net
            other.example                             | other.example
            false.example.net other.example           | other.example
            broken.example.net sub.example.net        | sub.example.net
            notexample.net                            | notexample.net
            false.example.net                         | unknown
            nowhere.example                           | unknown
            !SERVFAIL                                 | unknown
            !NXDOMAIN                                 | unknown
            """)
    void findsTheValidatedName(String names, String expansion) {
        StringBuilder zone = new StringBuilder("""
                e.example          TXT "%{p}"
                example.net        A   192.0.2.1
                sub.example.net    A   192.0.2.1
                other.example      A   192.0.2.1
                notexample.net     A   192.0.2.1
                false.example.net  A   192.0.2.2
                broken.example.net A   !SERVFAIL
                """);
        for (String name : names.split(" ", -1)) {
            zone.append("1.2.0.192.in-addr.arpa PTR ").append(name).append('\n');
        }
        SpfOutcome outcome =
                Checks.record("v=spf1 -all exp=e.example", zone.toString()).from("192.0.2.1");
        assertThat(outcome.explanation().orElseThrow().text()).isEqualTo(expansion);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("rule 30 (RFC 7208 §4.6.4, §7.3): a check that ends while it looks for %{p} asks for nothing more")
    @CsvSource(delimiter = '|', textBlock = """
            the term limit        | 1  | 2 | TERM_LIMIT           | [example.net TXT]
            the void limit        | 10 | 0 | VOID_LIMIT           | [example.net TXT, 1.2.0.192.in-addr.arpa PTR]
            a bound of PTR        | 10 | 2 | DNS_ANSWER_TOO_LARGE | [example.net TXT, 1.2.0.192.in-addr.arpa PTR]
            a bound of the name   | 10 | 2 | DNS_ANSWER_TOO_LARGE | [example.net TXT, 1.2.0.192.in-addr.arpa PTR, n.example A]
            """)
    void endsWithinTheValidatedName(String what, int terms, int voids, SpfProblem problem, String queries) {
        FakeDns dns = FakeDns.zone("""
                example.net TXT "v=spf1 a:x%{p}.example +all"
                *.example   A   192.0.2.1
                """ + (what.endsWith("name") ? "1.2.0.192.in-addr.arpa PTR n.example\n" : ""));
        List<String> asked = new ArrayList<>();
        SpfOutcome outcome = SpfVerifier.using((name, type) -> {
                    asked.add(name + " " + type);
                    boolean large =
                            (type == RecordType.PTR && what.endsWith("PTR")) || name.equals(DomainName.of("n.example"));
                    return large
                            ? CompletableFuture.completedFuture(new DnsAnswer.Failed(DnsFailure.TOO_LARGE, ""))
                            : dns.lookup(name, type);
                })
                .withOptions(SpfOptions.DEFAULT.withLimits(
                        SpfLimits.DEFAULT.withTerms(terms).withVoids(voids)))
                .verify(Envelope.from(Addresses.of("192.0.2.1"))
                        .helo("h.example")
                        .mailFrom("b@example.net"));
        assertThat(outcome.problem()).contains(problem);
        assertThat(asked).hasToString(queries);
    }

    @Test
    @DisplayName("rule 30 (RFC 7208 §6.2): without an answer for %{p} there is no explanation")
    void explainsNothingWithoutTheValidatedName() {
        FakeDns dns = FakeDns.zone("""
                example.net TXT "v=spf1 -all exp=e.example"
                e.example   TXT "%{p}"
                """);
        SpfOutcome outcome = SpfVerifier.using((name, type) -> type == RecordType.PTR
                        ? CompletableFuture.completedFuture(new DnsAnswer.Failed(DnsFailure.TOO_LARGE, ""))
                        : dns.lookup(name, type))
                .verify(Envelope.from(Addresses.of("192.0.2.1"))
                        .helo("h.example")
                        .mailFrom("b@example.net"));
        assertThat(outcome.result()).isEqualTo(SpfResult.FAIL);
        assertThat(outcome.explanation()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("rules 23 and 31 (RFC 7208 §4.8): what expands to no DNS name does not match and is not asked for")
    @CsvSource(delimiter = '|', textBlock = """
            a:x..example                      | helo.example
            a:.example                        | helo.example
            a:%{h}                            | a..b
            a:%{h}.example                    | .
            mx:%{h}.example                   | x.
            ptr:%{h}                          | a..b
            exists:%{h}.example               | a.
            exists:%{h}                       | ''
            include:%{h}                      | a..b
            include:x..example                | helo.example
            a:%{h}.example                    | a123456789012345678901234567890123456789012345678901234567890123
            a:a123456789012345678901234567890123456789012345678901234567890123.example | helo.example
            """)
    void doesNotAskForWhatIsNoName(String term, String helo) {
        Checks checks = Checks.record("v=spf1 " + term + " -all", "");
        SpfOutcome outcome = checks.from("192.0.2.1", helo, "bob@example.net");
        assertThat(outcome.result()).as(outcome.reason()).isEqualTo(SpfResult.FAIL);
        assertThat(checks.queries()).isEqualTo("[example.net TXT]");
    }

    @ParameterizedTest
    @DisplayName("rule 23 (RFC 7208 §7.1): an odd value after expansion is no match")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            JUMPIN' JUPITER
            [192.0.2.1]
            OEMCOMPUTER
            a b.example
            """)
    void doesNotMatchOddNames(String helo) {
        SpfOutcome outcome = Checks.record("v=spf1 a:%{h} -all", "").from("192.0.2.1", helo, "bob@example.net");
        assertThat(outcome.result()).isEqualTo(SpfResult.FAIL);
    }

    @ParameterizedTest
    @DisplayName("rules 28 and 31 (RFC 7208 §4.8, §7.3): a label too long to be cut, before a final dot, is no name")
    @CsvSource(delimiter = '|', textBlock = """
            a:%{h} -all                          | FAIL
            mx:%{h} -all                         | FAIL
            exists:%{l} -all                     | FAIL
            include:%{h} -all                    | FAIL
            a:yes.example a:LONG -all            | FAIL
            exists:yes.example a:LONG include:LONG -all | PASS
            redirect=LONG                        | PERMERROR
            redirect=%{h}                        | PERMERROR
            -all exp=%{h}                        | FAIL
            """)
    void doesNotAskForLongLabels(String terms, SpfResult result) {
        String label = "a".repeat(300) + ".";
        for (boolean prefetch : new boolean[] {true, false}) {
            Checks checks = Checks.record("v=spf1 " + terms.replace("LONG", "." + label), "yes.example A 203.0.113.1");
            FakeDns dns = checks.dns().withDelay(Duration.ofMillis(1));
            SpfOutcome outcome = SpfVerifier.using(dns)
                    .withOptions(SpfOptions.DEFAULT.withPrefetch(prefetch))
                    .verify(Envelope.from(Addresses.of("192.0.2.1")).helo(label).mailFrom(label + "@example.net"));
            assertThat(outcome.result()).as(outcome.reason()).isEqualTo(result);
            assertThat(dns.queries().toString()).doesNotContain("aaa");
        }
    }
}
