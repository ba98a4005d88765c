package org.signetmail.dmarc.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.Position;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.internal.NamedEffect;

/** The policy of MTA-STS (RFC 8461 §3.2 to §4.1): what is said of it, and that what is advised mends it. */
class MtaStsPolicyTest {

    private static final DomainName DOMAIN = DomainName.of("example.com");

    private static final String GOOD = "version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n";

    private static final String ZONE = """
        example.com MX 10 mx.example.com
        mx.example.com A 8.8.4.4
        4.4.8.8.in-addr.arpa PTR mx.example.com
        mta-sts.example.com A 8.8.8.8
        """;

    private static final String RECORD = "_mta-sts.example.com TXT \"v=STSv1; id=1;\"\n";

    // Code, what is changed in a good policy (^ is LF, $ is CR, # BOM), to what, a part of the sentence, and of the
    // remedy.
    private static final String TEXTS = """
        mta-sts-policy-line-ends | ^            | $                          | The lines of the policy end with a carriage return (octet 13) | line ends of Windows (CR LF) or Unix (LF)
        mta-sts-policy-version   | version: STSv1^ |                         | has no field version | version: STSv1
        mta-sts-policy-version   | STSv1        | STSv2                      | Line 1 of the policy has the version STSv2, and the only one is STSv1. | version: STSv1
        mta-sts-policy-version   | STSv1        | stsv1                      | has the version stsv1 | version: STSv1
        mta-sts-policy-version   | version      | #version                   | a byte order mark (the octets 239, 187 and 191) | without a byte order mark
        mta-sts-policy-mode      | mode: enforce^ |                          | has no field mode | mode: testing
        mta-sts-policy-mode      | enforce      | enforced                   | Line 2 of the policy has the mode enforced, where enforce, testing or none is wanted. | mode: enforce
        mta-sts-policy-mode      | enforce      | Enforce                    | has the mode Enforce | mode: enforce
        mta-sts-policy-mx        | mx: mx.example.com^ |                     | has no field mx | a line for each host
        mta-sts-policy-mx        | mx.example.com | mx.example.com.          | has mx mx.example.com., which is not the name of a host | Write "mx: mx.example.com".
        mta-sts-policy-mx        | mx.example.com | .example.com             | has mx .example.com | Write "mx: *.example.com".
        mta-sts-policy-mx        | mx.example.com | 8.8.4.4                  | has mx 8.8.4.4 | the name of one mail host
        mta-sts-policy-mx        | mx.example.com | a.example.com,b.example.com | has mx a.example.com,b.example.com | a line for each host
        mta-sts-policy-mx        | mx.example.com | m*.example.com           | has mx m*.example.com | the name of one mail host
        mta-sts-policy-mx        | mx.example.com |                          | has mx without a value | the name of one mail host
        mta-sts-policy-max-age   | max_age: 604800^ |                        | has no field max_age | max_age: 604800
        mta-sts-policy-max-age   | 604800       | 31557601                   | Line 4 of the policy has max_age 31557601, where a number of seconds from 0 to 31557600 is wanted. | up to 31557600
        mta-sts-policy-max-age   | 604800       | 7d                         | has max_age 7d | max_age: 604800
        mta-sts-policy-short-age | 604800       | 86400                      | The policy has max_age 86400 | max_age: 604800
        mta-sts-policy-unknown-field | mode      | foo: bar^mode              | Line 2 of the policy has the field foo, which nobody knows. | Look for a typing error
        mta-sts-policy-syntax    | mode: enforce | mode=enforce              | Line 2 of the policy is mode=enforce, which is no field: there is no colon in it. | name: value
        mta-sts-policy-syntax    | mode         | Mode                       | has the field Mode, which nobody knows: the name is mode, in lower case | Write "mode: enforce".
        mta-sts-policy-syntax    | max_age      | max-age                    | has the field max-age, which nobody knows: the name is max_age | Write "max_age: 604800".
        mta-sts-policy-syntax    | mode         | ^mode                      | Line 2 of the policy is empty | Take the line out.
        mta-sts-policy-syntax    | mode         | version: STSv1^mode        | Line 2 of the policy has version again | Take it out.
        mta-sts-policy-testing   | enforce      | testing                    | mode: testing, so senders report | mode: enforce
        mta-sts-policy-none      | enforce      | none                       | mode: none, so senders do as if | mode: testing
        """;

    // Code, status, content type, body, a part of the sentence.
    private static final String ANSWERS = """
        mta-sts-policy-status       | 404 | text/plain | x | with status 404, and senders want 200.
        mta-sts-policy-status       | 301 | text/html  | x | with status 301 (a redirect, which senders do not follow)
        mta-sts-policy-content-type | 200 | text/html; charset=utf-8 | GOOD | comes as text/html; charset=utf-8, and has to come as text/plain.
        mta-sts-policy-content-type | 200 | ``         | GOOD | comes without a Content-Type
        mta-sts-policy-version      | 200 | text/plain | <!DOCTYPE html> | The policy begins with <!DOCTYPE html> and has none of the fields
        mta-sts-policy-version      | 200 | text/plain | `` | The policy is empty.
        mta-sts-policy-mx-missing   | 200 | text/plain | OTHER | The policy does not name the mail host mx.example.com, so senders do not deliver to it.
        mta-sts-policy-mx-missing   | 200 | text/plain | TESTING | report it, and will not deliver to it in mode: enforce.
        mta-sts-policy-mx-unused    | 200 | text/plain | OTHER | The policy names *.mx.example.com, and no MX record of example.com has such a host.
        """;

    private static final String FAILURES = """
        mta-sts-policy-unreachable | NETWORK     | no connection | cannot be fetched: no connection.
        mta-sts-policy-unreachable | TIMEOUT     | no whole answer came within 20 seconds | no whole answer came within 20 seconds.
        mta-sts-policy-certificate | CERTIFICATE | PKIX path building failed | has no certificate that senders take: PKIX path building failed.
        mta-sts-policy-size        | TOO_LARGE   | the body has more than 65536 octets | the body has more than 65536 octets.
        """;

    private static List<Finding> check(String zone, MtaStsAnswer answer) {
        FakeDns dns = FakeDns.zone(zone);
        DomainReport report = DomainCheck.using(dns)
                .withMtaStsPolicy(domain -> CompletableFuture.completedFuture(answer))
                .check(DOMAIN);
        assertThat(report.findings()).doesNotHaveDuplicates();
        assertThat(dns.queries()).hasSizeLessThanOrEqualTo(DomainCheck.MAX_QUESTIONS);
        return report.findings().stream()
                .filter(finding -> finding.code().startsWith("mta-sts-"))
                .toList();
    }

    private static MtaStsAnswer served(String text) {
        return new MtaStsAnswer.Response(200, "text/plain; charset=us-ascii", text);
    }

    private static Finding only(List<Finding> findings, String code) {
        List<Finding> of =
                findings.stream().filter(finding -> finding.code().equals(code)).toList();
        assertThat(of).as("%s", findings).hasSize(1);
        assertThat(of.get(0).message()).matches("[ -~]+\\.");
        assertThat(NamedEffect.missing(of.get(0), Map.of())).isEmpty();
        return of.get(0);
    }

    @ParameterizedTest(name = "RFC 8461 §3.2: {0}: {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = TEXTS, emptyValue = "")
    void texts(String code, String from, String to, String message, String remedy) {
        String text = GOOD.replace(
                from.replace('^', '\n'),
                to == null ? "" : to.replace('^', '\n').replace('$', '\r').replace("#", "\u00ef\u00bb\u00bf"));
        Finding finding = only(check(ZONE + RECORD, served(text)), code);
        assertThat(finding.message()).contains(message);
        assertThat(finding.remedy()).contains(remedy);
        assertThat(finding.name()).contains(DomainName.of("mta-sts.example.com"));
        // What is marked is the whole line that has to change; what is not there has no place.
        Optional<Position> place = finding.position();
        boolean absent = finding.message().contains(" has no field ")
                || finding.message().contains("byte order mark")
                || code.endsWith("-line-ends");
        assertThat(place.isEmpty()).as("%s", place).isEqualTo(absent);
        place.ifPresent(at -> {
            assertThat(text.lines()).contains(at.text());
            assertThat(at.offset()).isZero();
            assertThat(at.length()).isEqualTo(at.text().length());
        });
        assertThat(MtaStsLint.ofPolicy(text)).extracting(Finding::message).contains(finding.message());
        // The good one is what all remedies lead to.
        assertThat(check(ZONE + RECORD, served(GOOD))).isEmpty();
    }

    @ParameterizedTest(name = "RFC 8461 §3.3: {0}: {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = ANSWERS)
    void answers(String code, int status, String type, String body, String message) {
        String text = switch (body) {
            case "GOOD" -> GOOD;
            case "OTHER" -> GOOD.replace("mx: ", "mx: *.");
            case "TESTING" -> GOOD.replace("mx: ", "mx: *.").replace("enforce", "testing");
            default -> body;
        };
        Finding finding = only(check(ZONE + RECORD, new MtaStsAnswer.Response(status, type, text)), code);
        assertThat(finding.message()).contains(message);
        assertThat(finding.remedy()).isNotEmpty();
        assertThat(check(ZONE, new MtaStsAnswer.Response(404, "", "")))
                .as("who has no record is told that")
                .extracting(Finding::code)
                .containsExactly("mta-sts-missing");
    }

    @ParameterizedTest(name = "RFC 8461 §3.3: {0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = FAILURES)
    void failures(String code, MtaStsAnswer.Failure failure, String detail, String message) {
        Finding finding = only(check(ZONE + RECORD, new MtaStsAnswer.Failed(failure, detail)), code);
        assertThat(finding.message()).contains(message);
        assertThat(finding.remedy()).isNotEmpty();
        assertThat(check(ZONE, new MtaStsAnswer.Failed(failure, detail)))
                .extracting(Finding::code)
                .containsExactly("mta-sts-missing");
    }

    @Test
    @DisplayName("RFC 8461 §3.1: a policy without a valid record; a host of the policy that DNS does not have")
    void againstDns() {
        for (String record : List.of("", "_mta-sts.example.com TXT \"v=STSv1; id=a-b\"\n")) {
            Finding finding = only(check(ZONE + record, served(GOOD)), "mta-sts-policy-without-record");
            assertThat(finding.message()).contains("no valid record at _mta-sts.example.com");
            assertThat(finding.remedy()).contains("v=STSv1; id=1;");
        }
        assertThat(check(ZONE + "_mta-sts.example.com !TIMEOUT\n", served(GOOD)))
                .isEmpty();
        Finding missing = only(
                check(
                        ZONE.replace("mta-sts.example.com A 8.8.8.8\n", "") + RECORD,
                        new MtaStsAnswer.Failed(MtaStsAnswer.Failure.NETWORK, "x")),
                "mta-sts-policy-unreachable");
        assertThat(missing.message()).contains("the host mta-sts.example.com does not exist in DNS");
    }

    @Test
    @DisplayName("RFC 8461 §4.1: an asterisk is one label; without an MX record the domain is its mail host")
    void names() {
        MtaStsPolicy policy = DomainCheck.using(FakeDns.zone(ZONE + RECORD))
                .withMtaStsPolicy(domain -> CompletableFuture.completedFuture(
                        served("version: STSv1\r\nmode: testing\r\nmx: *.Example.com\r\nmax_age: 0")))
                .check(DOMAIN)
                .mtaStsPolicy()
                .orElseThrow();
        assertThat(policy.mode()).isEqualTo(MtaStsPolicy.Mode.TESTING);
        assertThat(policy.maxAge()).isZero();
        assertThat(policy.names(DomainName.of("mx.example.com"))).isTrue();
        assertThat(policy.names(DomainName.of("example.com"))).isFalse();
        assertThat(policy.names(DomainName.of("a.mx.example.com"))).isFalse();
        assertThat(policy.names(DomainName.of("xexample.com"))).isFalse();
        assertThat(policy).hasToString("testing *.example.com for 0 seconds").isEqualTo(policy);
        assertThat(check("example.com A 8.8.8.8\n" + RECORD, served(GOOD.replace("mx.example.com", "example.com"))))
                .isEmpty();
    }

    private static DomainReport fetchedBy(MtaStsFetcher fetcher) {
        return DomainCheck.using(FakeDns.zone(ZONE + RECORD))
                .withMtaStsPolicy(fetcher)
                .check(DOMAIN);
    }

    @Test
    @DisplayName(
            "A fetcher that throws, gives nothing, completes with a failure or never is answered for; a huge policy"
                    + " is bounded")
    void odd() {
        CompletableFuture<MtaStsAnswer> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        Map<MtaStsFetcher, String> fetchers = new LinkedHashMap<>();
        fetchers.put(
                domain -> {
                    throw new IllegalStateException("no");
                },
                "the fetcher failed: java.lang.IllegalStateException: no");
        fetchers.put(domain -> null, "the fetcher failed: it gave nothing");
        fetchers.put(domain -> CompletableFuture.completedFuture(null), "the fetcher failed: it gave nothing");
        fetchers.put(
                domain -> CompletableFuture.failedFuture(new IllegalStateException("no")),
                "the fetcher failed: java.lang.IllegalStateException: no");
        fetchers.put(domain -> cancelled, "the fetcher failed: java.util.concurrent.CancellationException");
        fetchers.put(
                domain -> new CompletableFuture<>() {
                    @Override
                    public MtaStsAnswer get(long time, TimeUnit unit) throws TimeoutException {
                        throw new TimeoutException(time + " " + unit);
                    }
                },
                "no answer came within 60 seconds");
        fetchers.forEach((fetcher, detail) -> {
            DomainReport report = fetchedBy(fetcher);
            assertThat(report.findings())
                    .filteredOn(finding -> finding.code().equals("mta-sts-policy-unreachable"))
                    .extracting(Finding::message)
                    .singleElement(STRING)
                    .startsWith("The policy at https://mta-sts.example.com/.well-known/mta-sts.txt cannot be fetched: "
                            + detail + ". ");
            assertThat(report.mtaStsPolicy()).isEmpty();
        });
        String huge = "x\n".repeat(10_000) + "mx: a..b\n".repeat(10_000) + "mx: a.b\n".repeat(10_000);
        assertThat(MtaStsLint.ofPolicy(huge)).hasSizeLessThan(20);
        assertThat(check(ZONE + RECORD, served(huge))).hasSizeLessThan(30);
    }

    @Test
    @DisplayName("Who is interrupted while a policy is waited for is told, and the thread is interrupted still")
    void interrupted() {
        DomainReport report = fetchedBy(domain -> {
            Thread.currentThread().interrupt();
            return new CompletableFuture<>();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.findings())
                .extracting(Finding::message)
                .anyMatch(message ->
                        message.startsWith("The policy at https://mta-sts.example.com/.well-known/mta-sts.txt"
                                + " cannot be fetched: the wait was interrupted. "));
    }

    @Test
    @DisplayName("A policy is a value, and its names are matched whole")
    void values() {
        MtaStsPolicy policy = policy("enforce", "mx.example.com", "604800");
        assertThat(policy.maxAge()).isEqualTo(604800);
        assertThat(policy.mx()).containsExactly("mx.example.com");
        assertThat(policy.names(DomainName.of("mx.example.com"))).isTrue();
        assertThat(policy.names(DomainName.of("mx2.example.com"))).isFalse();
        assertThat(policy)
                .isEqualTo(policy("enforce", "mx.example.com", "604800"))
                .hasSameHashCodeAs(policy("enforce", "mx.example.com", "604800"))
                .isNotEqualTo(policy("testing", "mx.example.com", "604800"))
                .isNotEqualTo(policy("enforce", "mx2.example.com", "604800"))
                .isNotEqualTo(policy("enforce", "mx.example.com", "604801"))
                .isNotEqualTo("enforce mx.example.com for 604800 seconds");
    }

    private static MtaStsPolicy policy(String mode, String mx, String age) {
        String text = "version: STSv1\nmode: " + mode + "\nmx: " + mx + "\nmax_age: " + age + "\n";
        return fetchedBy(domain -> CompletableFuture.completedFuture(served(text)))
                .mtaStsPolicy()
                .orElseThrow();
    }

    // A whole text (^ is LF, $ is CR), and the sentences about it.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
        ^version: STSv1$^mode: enforce$^mx: a.b$^max_age: 604800$^ | Line 1 of the policy is empty, where a field has to be. A sender may ignore the policy for that, and deliver without TLS, too.
        ^version: STSv1^mode: enforce^mx: a.b^max_age: 604800^ | Line 1 of the policy is empty, where a field has to be. A sender may ignore the policy for that, and deliver without TLS, too.
        version: STSv1^mode: enforce^mx: a.b^max_age: 604800^^ | ``
        version: STSv1^mode: enforce^mx: a.b^max_age: 604800^^^ | Line 5 of the policy is empty, where a field has to be. A sender may ignore the policy for that, and deliver without TLS, too.
        version: STSv1^mode: enforce^mx: a.b^max_age: 604800^:x | Line 5 of the policy has a field without a name, which nobody knows. Senders ignore it.
        version: STSv1^mode: enforce^mx: a.b^max_age: 604800 | ``
        $version: STSv1$mode: enforce$mx: a.b$max_age: 604800 | The lines of the policy end with a carriage return (octet 13) and no line feed (octet 10), so all of it is one line. Senders do as if there were no policy, and deliver without TLS, too.#Line 1 of the policy is empty, where a field has to be. A sender may ignore the policy for that, and deliver without TLS, too.
        ^^ | The policy is empty. Senders do as if there were no policy, and deliver without TLS, too.
        ^x | The policy begins with x and has none of the fields of a policy. Senders do as if there were no policy, and deliver without TLS, too.
        x^y | The policy begins with x and has none of the fields of a policy. Senders do as if there were no policy, and deliver without TLS, too.
        """)
    void lines(String text, String sentences) {
        assertThat(MtaStsLint.ofPolicy(text.replace('^', '\n').replace('$', '\r')))
                .extracting(Finding::message)
                .containsExactlyElementsOf(sentences.isEmpty() ? List.of() : Arrays.asList(sentences.split("#")));
    }

    @Test
    @DisplayName("A thousand names of hosts are taken, and no more")
    void manyNames() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 1001; i++) {
            names.append("mx: h").append(i).append(".example.com\n");
        }
        MtaStsPolicy policy = fetchedBy(domain ->
                        CompletableFuture.completedFuture(served(GOOD.replace("mx: mx.example.com\n", names))))
                .mtaStsPolicy()
                .orElseThrow();
        assertThat(policy.mx()).hasSize(1000).endsWith("h999.example.com");
    }

    @Test
    @DisplayName("Every code has a row")
    void codes() {
        Set<String> told = new TreeSet<>(Set.of("mta-sts-policy-without-record"));
        (TEXTS + ANSWERS + FAILURES)
                .lines()
                .forEach(row -> told.add(row.substring(0, row.indexOf('|')).strip()));
        assertThat(MtaStsLint.codes())
                .extracting(FindingCode::code)
                .filteredOn(code -> code.startsWith("mta-sts-policy-"))
                .containsExactlyInAnyOrderElementsOf(told);
    }
}
