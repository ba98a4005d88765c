package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DnsStats;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;

/** What is kept and for how long, and how much may be under way. */
class DnsJavaResolverCacheTest {

    private static final Duration DELAY = Duration.ofMillis(100);

    private DnsServer server;

    @BeforeEach
    void start() {
        server = DnsServer.start(Zone.parse("""
                day.example    86400 TXT "day"
                second.example 1     TXT "second"
                zero.example   0     TXT "zero"
                half.example   0   CNAME day.example
                alias.example  99  CNAME day.example
                empty.example  99  CNAME example
                gone.example   99  CNAME nowhere.example
                broken.example       TXT !SERVFAIL
                """));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private DnsJavaResolver.Builder builder() {
        return DnsJavaResolver.builder().servers(List.of(server.address()));
    }

    private static CompletableFuture<DnsAnswer> ask(DnsResolver resolver, String name) {
        return resolver.lookup(DomainName.of(name), RecordType.TXT).toCompletableFuture();
    }

    private int askTwice(String name, UnaryOperator<DnsJavaResolver.Builder> options) {
        DnsResolver resolver = options.apply(builder()).build();
        DnsAnswer first = ask(resolver, name).join();
        assertThat(ask(resolver, name).join()).hasSameClassAs(first);
        return server.queries().size();
    }

    @ParameterizedTest
    @CsvSource({
        "day.example, 1",
        "zero.example, 2",
        "half.example, 2",
        "example, 1",
        "absent.example, 1",
        "broken.example, 2"
    })
    void keepsWhatItMay(String name, int queries) {
        assertThat(askTwice(name, builder -> builder)).isEqualTo(queries);
    }

    @ParameterizedTest
    @CsvSource({"alias.example, day.example", "empty.example, example", "gone.example, nowhere.example"})
    void tellsTheNameAtTheEndOfTheAliasesAlsoFromTheCache(String name, String end) {
        DnsResolver resolver = builder().build();
        assertThat(ask(resolver, name).join().canonical()).contains(DomainName.of(end));
        assertThat(ask(resolver, name).join().canonical()).contains(DomainName.of(end));
        assertThat(server.queries()).hasSize(1);
        assertThat(ask(resolver, end).join().canonical()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"day.example, 1", "example, 2", "absent.example, 2"})
    void keepsNoNegativeAnswersIfTold(String name, int queries) {
        assertThat(askTwice(name, builder -> builder.negativeCaching(false))).isEqualTo(queries);
    }

    @Test
    void keepsNothingIfTold() {
        assertThat(askTwice("day.example", builder -> builder.cacheOctets(0))).isEqualTo(2);
    }

    @Test
    void aMinimumDoesNotTouchZero() {
        assertThat(askTwice("zero.example", builder -> builder.minTtl(Duration.ofHours(1))))
                .isEqualTo(2);
    }

    @Test
    void asksAgainWhenTheTimeIsOver() throws Exception {
        DnsResolver resolver = builder().build();
        ask(resolver, "second.example").join();
        DnsAnswer.Found kept = (DnsAnswer.Found) ask(resolver, "second.example").join();
        assertThat(kept.ttl()).isLessThan(Duration.ofSeconds(1));
        TimeUnit.MILLISECONDS.sleep(1_050);
        ask(resolver, "second.example").join();
        assertThat(server.queries()).hasSize(2);
    }

    @Test
    void whatWasCancelledIsNotKept() throws Exception {
        try (DnsServer slow = DnsServer.builder(Zone.parse("day.example TXT \"day\""))
                .delay(DELAY)
                .start()) {
            DnsResolver resolver =
                    DnsJavaResolver.builder().servers(List.of(slow.address())).build();
            CompletableFuture<DnsAnswer> cancelled = ask(resolver, "day.example");
            while (slow.queries().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            assertThat(cancelled.cancel(true)).isTrue();
            // Its answer comes before that of another look-up that starts now.
            ask(resolver, "absent.example").join();
            assertThat(ask(resolver, "day.example").join()).isInstanceOf(DnsAnswer.Found.class);
            assertThat(slow.queries()).hasToString("[day.example TXT, absent.example TXT, day.example TXT]");
        }
    }

    @Test
    void boundsWhatIsUnderWayAndWhatWaits() {
        try (DnsServer slow = slow()) {
            DnsResolver resolver = DnsJavaResolver.builder()
                    .servers(List.of(slow.address()))
                    .concurrency(2)
                    .queue(3)
                    .build();
            long start = System.nanoTime();
            List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                answers.add(ask(resolver, i + ".example"));
            }
            assertThat(isOverloaded(answers.get(5).join())).isTrue();
            // Cancelled while it waits: its turn passes to the next.
            answers.get(2).cancel(true);
            for (int i : new int[] {0, 1, 3, 4}) {
                assertThat(answers.get(i).join()).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(DELAY.multipliedBy(2));
            assertThat(slow.queries()).hasSize(4);
            assertThat(ask(resolver, "7.example").join()).isInstanceOf(DnsAnswer.Found.class);
        }
    }

    @Test
    void asksOnceWhatManyWantAtATime() {
        try (DnsServer slow = slow()) {
            DnsResolver resolver = DnsJavaResolver.builder()
                    .servers(List.of(slow.address()))
                    .concurrency(1)
                    .queue(1)
                    .build();
            List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(ask(resolver, "a.example"));
                answers.add(ask(resolver, "b.example"));
            }
            for (CompletableFuture<DnsAnswer> answer : answers) {
                assertThat(answer.join()).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(slow.queries()).hasToString("[a.example TXT, b.example TXT]");
        }
    }

    @Test
    void oneOfManyMayCancel() {
        try (DnsServer slow = slow()) {
            DnsResolver resolver =
                    DnsJavaResolver.builder().servers(List.of(slow.address())).build();
            CompletableFuture<DnsAnswer> cancelled = ask(resolver, "a.example");
            CompletableFuture<DnsAnswer> wanted = ask(resolver, "a.example");
            assertThat(cancelled.cancel(true)).isTrue();
            assertThat(wanted.join()).isInstanceOf(DnsAnswer.Found.class);
            assertThat(ask(resolver, "a.example")).isCompleted();
            assertThat(slow.queries()).hasToString("[a.example TXT]");
        }
    }

    @Test
    void doesNotAskWhatHasWaitedTooLong() {
        try (DnsServer slow = slow()) {
            DnsResolver resolver = oneAtATime(slow);
            List<CompletableFuture<DnsAnswer>> answers = askTwelve(resolver);
            assertThat(answers.get(0).join()).isInstanceOf(DnsAnswer.Found.class);
            assertThat(isOverloaded(answers.get(11).join())).isTrue();
            assertThat(slow.queries()).hasSizeLessThan(8);
        }
    }

    /** The first asker has waited too long, the last one has not: the question is asked. */
    @Test
    void asksForWhoJoinedLate() {
        try (DnsServer slow = slow()) {
            DnsResolver resolver = oneAtATime(slow);
            List<CompletableFuture<DnsAnswer>> answers = askTwelve(resolver);
            // The fourth look-up ends when those that wait have waited as long as they may.
            answers.get(2).join();
            CompletableFuture<DnsAnswer> late = ask(resolver, "11.example");
            assertThat(late.join()).isInstanceOf(DnsAnswer.Found.class);
            assertThat(isOverloaded(answers.get(10).join())).isTrue();
        }
    }

    /** A look-up may take twice its timeout, over UDP and TCP, and wait as long for its turn: four answers of the server. */
    private static DnsResolver oneAtATime(DnsServer slow) {
        return DnsJavaResolver.builder()
                .servers(List.of(slow.address()))
                .timeout(DELAY.multipliedBy(2))
                .attempts(1)
                .concurrency(1)
                .build();
    }

    private static List<CompletableFuture<DnsAnswer>> askTwelve(DnsResolver resolver) {
        List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(ask(resolver, i + ".example"));
        }
        return answers;
    }

    private static DnsServer slow() {
        return DnsServer.builder(Zone.parse("*.example TXT \"wild\""))
                .delay(DELAY)
                .start();
    }

    private static boolean isOverloaded(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Failed failed && failed.reason() == DnsFailure.OVERLOADED;
    }

    @Test
    void countsWhatItDoes() {
        try (DnsServer slow = slow()) {
            DnsJavaResolver resolver = DnsJavaResolver.builder()
                    .servers(List.of(slow.address()))
                    .concurrency(2)
                    .build();
            List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(ask(resolver, i + ".example"));
                answers.add(ask(resolver, i + ".example"));
            }
            answers.get(0).join();
            DnsStats meanwhile = resolver.stats();
            assertThat(meanwhile.questions()).isEqualTo(10);
            assertThat(meanwhile.inFlight()).isBetween(1, 2);
            assertThat(meanwhile.queued()).isBetween(1, 4);
            answers.forEach(CompletableFuture::join);
            ask(resolver, "0.example").join();
            long kept = resolver.stats().kept();
            assertThat(kept).isBetween(5 * 200L, 5 * 1000L);
            assertThat(resolver.stats())
                    .hasToString("11 questions, 1 hits, " + kept + " octets kept, 0 in flight, 0 queued,"
                            + " 0 queries without an answer, 0 datagrams that answered nothing");
            resolver.clear();
            assertThat(resolver.stats().kept()).isZero();
            ask(resolver, "0.example").join();
            assertThat(resolver.stats().hits()).isEqualTo(1);
            assertThat(slow.queries()).hasSize(6);
        }
    }

    @Test
    void countsFailuresOfEachServer() {
        try (DnsServer silent = DnsServer.start(Zone.parse("day.example TXT !TIMEOUT\nbroken.example TXT !SERVFAIL"))) {
            DnsJavaResolver resolver = DnsJavaResolver.builder()
                    .servers(List.of(silent.address(), server.address()))
                    .timeout(Duration.ofMillis(500))
                    .build();
            assertThat(ask(resolver, "day.example").join()).isInstanceOf(DnsAnswer.Found.class);
            assertThat(ask(resolver, "broken.example").join()).isInstanceOf(DnsAnswer.Failed.class);
            assertThat(resolver.stats().failures())
                    .containsExactly(Map.entry(silent.address(), 1L), Map.entry(server.address(), 0L));
        }
    }

    @Test
    @Tag("slow")
    void leavesNoThreadBehind() throws Exception {
        DnsResolver resolver = builder().build();
        ask(resolver, "day.example").join();
        assertThat(threads("signet-dns")).isGreaterThanOrEqualTo(1);
        for (int i = 0; i < 100 && threads("signet-dns") > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(threads("signet-dns")).isZero();
        assertThat(ask(resolver, "absent.example").join()).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }

    @ParameterizedTest
    @DisplayName("RFC 8767: what was known is used while servers are down, and the trace tells")
    @CsvSource({"0, false", "3600, true"})
    void servesStaleAnswersWhileServersAreDown(int seconds, boolean served) throws Exception {
        DnsServer dying = DnsServer.builder(Zone.parse("*.example 1 TXT \"known\""))
                .authentic()
                .start();
        DnsResolver resolver = DnsJavaResolver.builder()
                .servers(List.of(dying.address()))
                .timeout(Duration.ofMillis(200))
                .attempts(1)
                .serveStale(Duration.ofSeconds(seconds))
                .build();
        DnsAnswer known = ask(resolver, "a.example").join();
        dying.close();
        TimeUnit.MILLISECONDS.sleep(1_050);
        DnsLookups lookups = DnsLookups.join(resolver);
        DnsAnswer answer = lookups.await(DomainName.of("a.example"), RecordType.TXT);
        DnsQuery query = lookups.queries().get(0);
        assertThat(query.stale()).isEqualTo(served);
        if (served) {
            assertThat(((DnsAnswer.Found) answer).records()).isEqualTo(((DnsAnswer.Found) known).records());
            assertThat(query.notes()).isEqualTo("validated, stale, as servers were asked in vain");
        } else {
            assertThat(answer).isInstanceOf(DnsAnswer.Failed.class);
            assertThat(query.notes()).isEmpty();
        }
        assertThat(ask(resolver, "b.example").join()).isInstanceOf(DnsAnswer.Failed.class);
    }
}
