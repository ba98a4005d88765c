package org.signetmail.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.FakeDns;

/** What is asked ahead while a check waits: the answer that it waits for does not come before. */
class AskedAheadTest {

    /** Answers after a while; of some names not before another one was asked for. */
    private static final class Held implements DnsResolver {

        private final DnsResolver dns;
        private final Map<String, String> holding;
        private final Map<String, CompletableFuture<Void>> held = new HashMap<>();
        private final Set<String> asked = new HashSet<>();

        Held(DnsResolver dns, Map<String, String> holding) {
            this.dns = dns;
            this.holding = holding;
        }

        @Override
        public synchronized CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
            asked.add(name.toString());
            CompletionStage<DnsAnswer> answer = dns.lookup(name, type);
            if (holding.containsKey(name.toString())) {
                CompletableFuture<Void> free = held.computeIfAbsent(name.toString(), any -> new CompletableFuture<>());
                answer = answer.thenCombine(free, (found, nothing) -> found);
            }
            for (String each : List.copyOf(held.keySet())) {
                if (asked.contains(holding.get(each))) {
                    held.get(each).complete(null);
                }
            }
            return answer;
        }
    }

    private static String range(String words, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append(words.replace("#", "" + i));
        }
        return text.toString();
    }

    private static final String ZONE = """
            *.example A 203.0.113.1
            i.example TXT "v=spf1 a:a1.example a:a2.example"
            1.2.0.192.in-addr.arpa PTR n1.example.net
            1.2.0.192.in-addr.arpa PTR n2.example.net
            """
            + range("m.example MX # h#.example\n", 1, 8)
            + range("k.example MX # k#.example\n", 1, 8)
            + range("l.example MX # l#.example\n", 1, 10);

    @ParameterizedTest(name = "{0}")
    @DisplayName("an answer that does not come before others were asked for comes, as they are asked ahead")
    @CsvSource(delimiter = '|', textBlock = """
            # The hosts of the first mx that were used make room for those of the second
            mx:m.example mx:k.example     | k.example>h8.example h1.example>h8.example k1.example>k8.example
            # Many hosts of an mx that may not be needed do not keep terms from being asked for
            -exists:e.example mx:l.example include:i.example | i.example>l7.example e.example>a2.example
            # What comes makes room for more, while another is waited for
            a:a1.example a:a2.example a:a3.example a:a4.example a:a5.example a:a6.example a:a7.example a:a8.example a:a9.example | a1.example>a9.example
            # The names of a ptr that the check has not come to
            -exists:e.example ptr         | e.example>n2.example.net
            # The last term that the limit lets a check come to may be a redirect
            a:a1.example a:a2.example a:a3.example a:a4.example a:a5.example a:a6.example a:a7.example a:a8.example a:a9.example redirect=i.example | a9.example>i.example
            """)
    void comes(String terms, String holding) {
        Map<String, String> awaits = new HashMap<>();
        for (String pair : holding.split(" ", -1)) {
            awaits.put(pair.substring(0, pair.indexOf('>')), pair.substring(pair.indexOf('>') + 1));
        }
        DnsResolver dns = FakeDns.zone(ZONE + "example.net TXT \"v=spf1 " + terms + "\"\n")
                .withDelay(Duration.ofMillis(5));
        SpfOutcome outcome = SpfVerifier.using(new Held(dns, awaits))
                .withOptions(SpfOptions.DEFAULT.withLimits(SpfLimits.DEFAULT.withTime(Duration.ofSeconds(10))))
                .verify(Envelope.from(Addresses.of("192.0.2.1"))
                        .helo("mail.example.org")
                        .mailFrom("bob@example.net"));
        assertThat(outcome.problem().filter(SpfProblem.TIME_LIMIT::equals)).isEmpty();
    }

    @ParameterizedTest(name = "{0}, limit {2}, {1}")
    @DisplayName("what is asked with the first term, when the record is there and the check has to wait")
    @CsvSource(delimiter = '|', textBlock = """
            a:a.example ip6:2001:db8::/32 a:b.example | 2001:db8::1 | 10 | [a.example AAAA]
            a:a.example ip6:2001:db9::/32 a:b.example | 2001:db8::1 | 10 | [a.example AAAA, b.example AAAA]
            a:a.example include:%{d1}                 | 192.0.2.1   | 10 | [a.example A]
            a:a.example redirect=i.example            | 192.0.2.1   | 2  | [a.example A, i.example TXT]
            a:a.example redirect=i.example            | 192.0.2.1   | 1  | [a.example A]
            a:a.example a:b.example                   | 192.0.2.1   | 2  | [a.example A, b.example A]
            a:a.example a:b.example                   | 192.0.2.1   | 1  | [a.example A]
            """)
    void isAskedAtOnce(String terms, String ip, int limit, String queries) {
        FakeDns dns = FakeDns.zone("example.net TXT \"v=spf1 " + terms + "\"\n");
        List<String> asked = new ArrayList<>();
        CompletableFuture<DnsAnswer> never = new CompletableFuture<>();
        SpfVerifier.using((name, type) -> {
                    if (name.equals(DomainName.of("example.net"))) {
                        return dns.lookup(name, type);
                    }
                    asked.add(name + " " + type);
                    if (asked.size() == 1) {
                        never.completeOnTimeout(
                                new DnsAnswer.Failed(DnsFailure.SERVFAIL, ""), 20, TimeUnit.MILLISECONDS);
                    }
                    return never;
                })
                .withOptions(SpfOptions.DEFAULT.withLimits(SpfLimits.DEFAULT.withTerms(limit)))
                .verify(Envelope.from(Addresses.of(ip)).helo("mail.example.org").mailFrom("bob@example.net"));
        assertThat(asked).hasToString(queries);
    }
}
