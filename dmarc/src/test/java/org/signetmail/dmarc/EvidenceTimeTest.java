package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.testkit.FakeDns;

/** A slow server above the author counts only where the verdict depends on it. */
class EvidenceTimeTest {

    private static final DomainName SLOW = DomainName.of("_dmarc.com");

    @DisplayName(
            "W4 RFC 9989 §4.10.2: with a record of its own and nothing else to align, the author's walk is evidence")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            nothing authenticated    | example.com p=reject               | ''                                | fail @example.com p=reject
            the author domain itself | example.com p=reject               | dkim=example.com                  | pass @example.com p=reject
            beside one below         | example.com p=reject               | dkim=a.example.com dkim=example.com | pass @example.com p=reject
            strict                   | example.com p=reject; adkim=s      | dkim=a.example.com                | fail @example.com p=reject
            a stranger               | example.com p=reject               | dkim=evil.example                 | fail @example.com p=reject
            temperror of the author  | example.com p=reject               | spf=example.com:temperror         | temperror @example.com p=reject ALIGNMENT_UNKNOWN
            """)
    void isNotWaitedFor(String what, String zone, String identifiers, String expected) {
        FakeDns dns = Checks.zone(zone);
        DnsResolver dead = (name, type) -> name.equals(SLOW) ? new CompletableFuture<>() : dns.lookup(name, type);
        long start = System.nanoTime();
        assertThat(Checks.show(evaluate(dead, identifiers))).isEqualTo(expected);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
    }

    @DisplayName("W4 where the organizational domain decides, its answers are waited for")
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            one below            | example.com p=reject               | dkim=a.example.com           | pass @example.com org=example.com p=reject
            a temperror below    | example.com p=reject # a.example.com p=none; psd=n | dkim=a.example.com:temperror | fail @example.com org=example.com p=reject
            no record of its own | com p=reject                       | dkim=example.com             | pass @com org=com p=reject
            """)
    void isWaitedFor(String what, String zone, String identifiers, String expected) {
        FakeDns dns = Checks.zone(zone);
        DnsResolver slow = (name, type) -> name.equals(SLOW)
                ? CompletableFuture.supplyAsync(
                        () -> answer(dns, name), CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS))
                : dns.lookup(name, type);
        assertThat(Checks.show(evaluate(slow, identifiers))).isEqualTo(expected);
    }

    private static DnsAnswer answer(FakeDns dns, DomainName name) {
        return dns.lookup(name, RecordType.TXT).toCompletableFuture().join();
    }

    private static DmarcOutcome evaluate(DnsResolver resolver, String identifiers) {
        DnsLookups lookups = DnsLookups.start(resolver, 150, Duration.ofSeconds(20));
        return DmarcEvaluator.using(lookups).evaluate(Checks.from("x@example.com"), Checks.identifiers(identifiers));
    }
}
