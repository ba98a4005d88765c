package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.internal.NamedEffect;

/** What {@link DkimLint} says about the keys of a domain together, and that what it advises helps. */
class DkimLintTest {

    private static final DomainName DOMAIN = DomainName.of("example.com");

    // Code, severity, zone with the place between brackets, named selectors, name, sentence, remedy, the zone with the
    // remedy
    // applied; % stands for _domainkey.example.com.
    private static final String ROWS = """
        none | warning | example.com A 192.0.2.1 || % | publishes no key of DKIM: the name _domainkey.example.com does not exist, so none below it does (RFC 8020). | publish the key as selector._domainkey | mail.% TXT "v=DKIM1; p={L}"
        not-found | info | other.% TXT "v=DKIM1; p={L}" || % | has no key under the 12 selectors that were guessed | Name the selector | google.% TXT "v=DKIM1; p={L}"
        misplaced | error | % TXT "[v=DKIM1; p={L}]" || % | published at _domainkey.example.com itself, where no verifier looks | Publish the record at selector._domainkey | mail.% TXT "v=DKIM1; p={L}"
        misplaced | error | % TXT "[v:DKIM1; p={L}]" || % | published at _domainkey.example.com itself | Publish the record at | mail.% TXT "v=DKIM1; p={L}"
        wildcard | warning | *.% TXT "v=spf1 -all" || \\042.% | answers for every selector: "v=spf1 -all". A verifier gets it for every selector | Take the wildcard out | mail.% TXT "v=DKIM1; p={L}"
        same | info | mail.% TXT "v=DKIM1; p={L}"\\ns1.% TXT "v=DKIM1; k=rsa; p={L}" || s1.% | one key under 2 selectors: s1, mail. | a key of its own | mail.% TXT "v=DKIM1; p={L}"
        ed25519-alone | warning | s1.% TXT "v=DKIM1; k=ed25519; p={E}" || s1.% | is an Ed25519 key, and no RSA key was found | Sign with an RSA key of 2048 bits as well | s1.% TXT "v=DKIM1; k=ed25519; p={E}"\\nmail.% TXT "v=DKIM1; p={L}"
        rotated-out | info | abc.% CNAME abc.dkim.amazonses.com\\nabc.dkim.amazonses.com A 192.0.2.1 | abc | abc.% | one of Amazon SES that is not in use at the moment: abc.dkim.amazonses.com has no key | `` | abc.% CNAME abc.dkim.amazonses.com\\nabc.dkim.amazonses.com TXT "p={L}"
        rotated-out | info | abc.% CNAME abc.dkim.amazonses.com\\nabc.dkim.amazonses.com TXT "" | abc | abc.% | has no key. SES keeps three names | `` | abc.% CNAME abc.dkim.amazonses.com\\nabc.dkim.amazonses.com TXT "p={L}"
        rotated-out | info | abc.% CNAME abc.dkim.amazonses.com\\nabc.dkim.amazonses.com TXT "p=" | abc | abc.% | is one of Amazon SES | `` | abc.% CNAME abc.dkim.amazonses.com\\nabc.dkim.amazonses.com TXT "p={L}"
        dangling-cname | error | abc.% CNAME abc.dkim.amazonses.com | abc | abc.% | a CNAME to abc.dkim.amazonses.com, which does not exist | Have the key published | abc.% CNAME abc.dkim.amazonses.com\\nabc.dkim.amazonses.com TXT "p={L}"
        dangling-cname | error | selector1.% CNAME gone.example.net || selector1.% | is a CNAME to gone.example.net | Have the key published | selector1.% TXT "v=DKIM1; p={L}"
        rotated-out | info | selector1.% TXT "v=DKIM1; p={L}"\\nselector2.% CNAME selector2-example-com._domainkey.example.onmicrosoft.com || selector2.% | is one of Microsoft 365 that is not in use at the moment: selector2-example-com._domainkey.example.onmicrosoft.com has no key | `` | selector1.% TXT "v=DKIM1; p={L}"
        unused-cname | warning | s1.% TXT "v=DKIM1; p={L}"\\nk1.% CNAME gone.example.net || k1.% | is not published: its name is a CNAME to gone.example.net, which does not exist | take the CNAME out | s1.% TXT "v=DKIM1; p={L}"
        unused-cname | warning | s1.% TXT "v=DKIM1; p={L}"\\nk1.% CNAME g.example.net\\ng.example.net A 192.0.2.1 || k1.% | to g.example.net, which has no TXT record | take the CNAME out | s1.% TXT "v=DKIM1; p={L}"
        dangling-cname | error | s1.% TXT "v=DKIM1; p={L}"\\nk1.% CNAME gone.example.net | k1 | k1.% | a CNAME to gone.example.net | Have the key published | k1.% TXT "v=DKIM1; p={L}"
        retired | info | s1.% TXT "v=DKIM1; p={L}"\\ndefault.% TXT "v=DKIM1; p=" || default.% | is revoked (its p= is empty), as a key is that signs no more | sign it with another key | s1.% TXT "v=DKIM1; p={L}"
        not-found | info | s1.% TXT "v=DKIM1; p=" || % | has no key that is not revoked under the 12 selectors | Name the selector | s1.% TXT "v=DKIM1; p={L}"
        wildcard | warning | *.example.com TXT "v=DKIM1; p={L}" || \\042.example.com | The wildcard *.example.com answers for every selector | Take the wildcard out | example.com A 192.0.2.1
        alias | info | s1.% CNAME k1.example.net\\ns2.% CNAME k2.example.net\\nk1.example.net TXT "t=s; p={L}"\\nk2.example.net TXT "t=s; p={P}" || s1.% | is published at k1.example.net, to which its name is a CNAME; so is that of one more selector. | `` | s1.% TXT "v=DKIM1; p={L}"
        alias | info | s1.% CNAME k1.example.net\\ns2.% CNAME k2.example.net\\nk1.% CNAME k3.example.net\\nk1.example.net TXT "p={L}"\\nk2.example.net TXT "p={P}"\\nk3.example.net TXT "k=ed25519; p={E}" || s1.% | is a CNAME; so are those of 2 more selectors. | `` | s1.% TXT "v=DKIM1; p={L}"
        not-found | info | k1.% TXT !SERVFAIL || % | has no key under 11 of the 12 selectors that were guessed | Name the selector | google.% TXT "v=DKIM1; p={L}"
        missing | error | s1.% TXT "v=DKIM1; p={L}" | mine | mine.% | its name does not exist | Publish the record | mine.% TXT "v=DKIM1; p={L}"
        revoked | error | *.% TXT "v=DKIM1; p=" | s1 | s1.% | The key s1._domainkey.example.com is revoked | another key | s1.% TXT "v=DKIM1; p={L}"
        short | warning | k1.% TXT "v=DKIM1; p=[{P}]" || k1.% | RSA of 1024 bits | 2048 bits | k1.% TXT "v=DKIM1; p={L}"
        unknown-flag | info | k1.% TXT "v=DKIM1; t=[yes]; p={L}" || k1.% | has the flag yes in t=, which verifiers ignore | Write "t=y" for a test | k1.% TXT "v=DKIM1; t=y; p={L}"
        backslash | error | k1.% TXT "v=DKIM1; p=M[\\092]nI{L}" || k1.% | has a backslash in it | line ends, which a key has not | k1.% TXT "v=DKIM1; p={L}"
        lookup-failed | warning | k1.% TXT !SERVFAIL\\nk2.% TXT !SERVFAIL || % | keys of 2 selectors that were guessed could not be looked up below _domainkey.example.com: k1, k2. | Ask again | k1.% TXT "v=DKIM1; p={L}"
        lookup-failed | warning | k1.% TXT !SERVFAIL || % | The key of one selector that was guessed could not be looked up below _domainkey.example.com: k1. | Ask again | k1.% TXT "v=DKIM1; p={L}"
        """;

    /** The codes that have a row here. */
    static Set<String> codesWithRows() {
        return ROWS.lines()
                .map(row -> "dkim-key-" + row.substring(0, row.indexOf('|')).strip())
                .collect(Collectors.toSet());
    }

    private static DkimReport check(String zone, String selectors) {
        FakeDns dns = FakeDns.zone(
                KeyParts.filled(zone.replace("%", "_domainkey.example.com").replace("\\n", "\n")));
        List<DomainName> named = selectors == null ? List.of() : List.of(DomainName.of(selectors));
        DkimReport report = DkimLint.using(dns).check(DOMAIN, named);
        assertThat(dns.queries()).hasSizeLessThanOrEqualTo(15);
        return report;
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ROWS)
    void says(
            String code,
            String severity,
            String marked,
            String selectors,
            String name,
            String message,
            String remedy,
            String mended) {
        String zone = marked.replace("[", "").replace("]", "");
        List<Finding> findings = check(zone, selectors).findings();
        Finding finding = findings.stream()
                .filter(each -> each.code().equals("dkim-key-" + code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(findings.toString()));
        assertThat(finding.severity().keyword()).isEqualTo(severity);
        assertThat(finding.name().map(DomainName::toString))
                .contains(name.replace("%", "_domainkey.example.com").replace("\\042", "*"));
        String place = marked.contains("[") ? marked.substring(marked.indexOf('[') + 1, marked.indexOf(']')) : "";
        assertThat(finding.position()
                        .map(at -> at.text().substring(at.offset(), at.offset() + at.length()))
                        .orElse(""))
                .isEqualTo(KeyParts.filled(place).replace("\\092", "\\"));
        assertThat(NamedEffect.missing(finding, Map.of())).isEmpty();
        assertThat(finding.message()).matches("[ -~]+\\.").contains(message);
        assertThat(finding.remedy()).contains(remedy);
        assertThat(findings).doesNotHaveDuplicates();
        assertThat(findings.indexOf(finding)).isLessThan(2);
        if (code.equals("misplaced")) {
            assertThat(findings).as("one remedy").hasSize(1);
        }
        assertThat(check(mended, selectors).findings())
                .extracting(Finding::code)
                .doesNotContain("dkim-key-" + code);
    }

    @Test
    @DisplayName("Selectors that are named come first, and guesses can be others")
    void keys() {
        FakeDns dns = FakeDns.zone(KeyParts.filled("""
            _domainkey.example.com       TXT "t=y; o=~"
            mine._domainkey.example.com  TXT "v=DKIM1; p={L}"
            s2.x._domainkey.example.com  CNAME k.example.net
            k.example.net                TXT "v=DKIM1; k=ed25519; p={E}"
            """));
        DkimReport report = DkimLint.using(dns)
                .withGuesses(List.of(DomainName.of("s2.x"), DomainName.of("mine")))
                .check(DOMAIN, List.of(DomainName.of("mine"), DomainName.of("mine")));
        assertThat(report.keys())
                .extracting(key -> key.selector() + " " + key.record().keyType() + " " + key.alias())
                .containsExactly("mine rsa Optional.empty", "s2.x ed25519 Optional[k.example.net]");
        assertThat(report.findings()).extracting(Finding::code).containsExactly("dkim-key-alias");
        assertThat(dns.queries()).hasSize(4);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName(
            "A wildcard of the domain that is no key says nothing of its selectors, nor does how a service writes its"
                    + " record")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        *.example.com TXT "v=spf1 -all"                                                    | dkim-key-not-found
        *.example.com CNAME h.example.net\\nh.example.net TXT "x"                           | dkim-key-not-found
        s1.% CNAME k.example.net\\nk.example.net TXT "t=s; p={L}"                           | dkim-key-alias
        % CNAME gone.example.net\\ns1.% TXT "v=DKIM1; t=s; p={L}"                           | dkim-key-strict
        % CNAME gone.example.net                                                           | dkim-key-not-found
        """)
    void saysNoMore(String zone, String code) {
        assertThat(check(zone, null).findings()).extracting(Finding::code).containsExactly(code);
    }

    @Test
    @DisplayName("A domain whose wildcard revokes every key has nothing to say")
    void locked() {
        assertThat(check("*.% TXT \"v=DKIM1; p=\"", null).findings()).isEmpty();
    }

    @Test
    @DisplayName("A name that is too long for keys below it has none")
    void longName() {
        String label = "x".repeat(60) + ".";
        DomainName longest = DomainName.of(label.repeat(3) + "x".repeat(60));
        assertThat(DkimLint.using(FakeDns.zone("x.example A 192.0.2.1"))
                        .check(longest)
                        .findings())
                .extracting(Finding::code)
                .containsExactly("dkim-key-none");
        DomainName shorter = DomainName.of(label.repeat(3) + "x".repeat(55));
        assertThat(DkimLint.using(FakeDns.zone("x.example A 192.0.2.1"))
                        .check(shorter, List.of(DomainName.of("selector")))
                        .findings())
                .extracting(Finding::code)
                .containsExactly("dkim-key-missing");
    }

    @Test
    @DisplayName("Each code has one kind, with a sentence that holds for all its findings")
    void codes() {
        assertThat(DkimLint.codes())
                .extracting(FindingCode::code)
                .doesNotHaveDuplicates()
                .containsAll(codesWithRows());
        assertThat(DkimLint.codes()).allSatisfy(kind -> {
            assertThat(kind.meaning()).matches("[A-Z][ -~]+\\.");
            assertThat(kind.section()).matches("(RFC \\d+ §[C\\d.]+)?");
        });
        assertThat(Arrays.stream(KeyCode.values()).map(KeyCode::kind)).isEqualTo(DkimLint.codes());
    }

    /** A fault, what it does to a good record, and the codes that name it. */
    private record Fault(String how, List<String> codes) {}

    private static Stream<Fault> faults() {
        return Stream.of(
                new Fault("v=DKIM1; k=rsa; p=", List.of("revoked", "retired")),
                new Fault("v=DKIM1; k=rsa; t=y; p={L}", List.of("testing")),
                new Fault("v=DKIM1; k=rsa; p={P}", List.of("short")),
                new Fault("v=DKIM1; k=rsa; p={768}", List.of("too-short")),
                new Fault("v=DKIM1; k=rsa; p={5000}", List.of("long")),
                new Fault("k=rsa; p={L}; v=DKIM1", List.of("version")),
                new Fault("v=DKIM1; k=dsa; p={L}", List.of("type-unknown")),
                new Fault("v=DKIM1; k=rsa; h=sha1; p={L}", List.of("hash")),
                new Fault("v=DKIM1; k=rsa; s=other; p={L}", List.of("service")),
                new Fault("v=DKIM1; k=rsa; p=MII {L-3}", List.of("white-space")),
                new Fault("v=DKIM1; k=rsa; p={L-cut}", List.of("cut-off")),
                new Fault("v=DKIM1; k=rsa; p={pkcs8}", List.of("private")),
                new Fault("v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----{L}", List.of("pem")),
                new Fault("v=DKIM1; k=ed25519; p={E-spki}", List.of("asn1")),
                new Fault("v=DKIM1; k=rsa p={L}", List.of("semicolon")),
                new Fault("v=DKIM1; k=rsa; p={L}; p={L}", List.of("duplicate-tag")),
                new Fault("v=DKIM1; k=rsa; t=s; p={L}", List.of("strict")),
                new Fault("'v=DKIM1; k=rsa; p={L}'", List.of("quotes")),
                new Fault("V=DKIM1; k=rsa; p={L}", List.of("unknown-tag", "no-version")),
                new Fault("v=DKIM1; k=rsa;; p={L}", List.of("empty-tag")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    @DisplayName(
            "100 keys with a fault each under a selector by chance: it is among the first two, and no finding is told"
                    + " twice")
    void faultsAreFound(int seed) {
        Random random = new Random(seed);
        List<Fault> faults = faults().toList();
        for (int i = 0; i < 20; i++) {
            Fault fault = faults.get(i);
            DomainName selector = DkimLint.usualSelectors()
                    .get(random.nextInt(DkimLint.usualSelectors().size()));
            String record = fault.how();
            boolean blank = random.nextBoolean() && record.startsWith("v=DKIM1; ");
            String zone = selector + ".% TXT \"" + record + (blank ? ";" : "") + "\"";
            List<Finding> findings = check(zone, random.nextBoolean() ? null : selector.toString())
                    .findings();
            List<String> codes = new ArrayList<>();
            findings.forEach(finding -> codes.add(finding.code()));
            assertThat(codes.stream().limit(2))
                    .as(zone)
                    .containsAnyElementsOf(fault.codes().stream()
                            .map(code -> "dkim-key-" + code)
                            .toList());
            assertThat(findings).doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("A text alone is looked at as a record is")
    void text() {
        String text = "v=DKIM1; k=rsa; p=";
        assertThat(DkimLint.of(text)).isNotEmpty().isEqualTo(DkimKeyLint.of(text));
    }

    @Test
    void reportsAreValues() {
        String zone = "s1._domainkey.example.com TXT \"v=DKIM1; p={L}\"\n";
        DkimReport report = report(zone, "example.com");
        assertThat(report.domain()).isEqualTo(DOMAIN);
        assertThat(report).isEqualTo(report(zone, "example.com")).hasSameHashCodeAs(report(zone, "example.com"));
        assertThat(report.keys().get(0))
                .isEqualTo(report(zone, "example.com").keys().get(0));
        String alias = "s1._domainkey.example.com CNAME k.example.net\nk.example.net TXT \"v=DKIM1; p={L}\"\n";
        for (String other :
                List.of(zone.replace("s1.", "s2."), zone.replace("{L}", "{P}"), zone.replace("v=DKIM1; ", ""), alias)) {
            assertThat(report(other, "example.com")).isNotEqualTo(report);
            assertThat(report(other, "example.com").keys().get(0))
                    .isNotEqualTo(report.keys().get(0));
        }
        DkimReport elsewhere = report(zone.replace("example.com", "example.org"), "example.org");
        assertThat(elsewhere).isNotEqualTo(report);
        assertThat(elsewhere.keys().get(0)).isNotEqualTo(report.keys().get(0));
        // Nothing else differs: no name of a domain is in what is found, and the one key is the same.
        assertThat(report("", "example.com")).isNotEqualTo(report("", "example.org"));
    }

    private static DkimReport report(String zone, String domain) {
        return DkimLint.using(FakeDns.zone(KeyParts.filled(zone))).check(DomainName.of(domain));
    }
}
