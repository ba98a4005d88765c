package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

class DnsLookupsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    /** Answers when it is told to. */
    private static final class ManualDns implements DnsResolver {
        private final Map<DomainName, CompletableFuture<DnsAnswer>> asked = new LinkedHashMap<>();

        @Override
        public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
            CompletableFuture<DnsAnswer> future = new CompletableFuture<>();
            assertThat(asked.put(name, future)).as("asked once").isNull();
            return future;
        }

        void answer(String name) {
            asked.get(DomainName.of(name)).complete(txt(name));
        }
    }

    private static DnsAnswer txt(String text) {
        return new DnsAnswer.Found(List.of(new DnsRecord.Txt(text)), Duration.ofMinutes(1), false);
    }

    private static DnsAnswer failed(DnsAnswer answer, DnsFailure reason) {
        assertThat(answer).isInstanceOf(DnsAnswer.Failed.class);
        assertThat(((DnsAnswer.Failed) answer).reason()).isEqualTo(reason);
        return answer;
    }

    private static DnsAnswer await(DnsLookups lookups, String name) {
        return lookups.await(DomainName.of(name), RecordType.TXT);
    }

    private static void prefetch(DnsLookups lookups, String name) {
        lookups.prefetch(DomainName.of(name), RecordType.TXT);
    }

    @Test
    void asksOnceAndRemembers() {
        List<String> asked = new ArrayList<>();
        DnsLookups lookups = DnsLookups.join((name, type) -> {
            asked.add(name + " " + type);
            return CompletableFuture.completedFuture(type == RecordType.TXT ? txt("x") : DnsAnswer.NO_DATA);
        });
        prefetch(lookups, "a");
        assertThat(await(lookups, "a")).isEqualTo(txt("x"));
        assertThat(await(lookups, "A.")).isEqualTo(txt("x"));
        assertThat(lookups.await(DomainName.of("a"), RecordType.MX)).isEqualTo(DnsAnswer.NO_DATA);
        assertThat(asked).containsExactly("a TXT", "a MX");
    }

    @Test
    @DisplayName("the trace tells what the resolver had at once, which no failure is")
    void tellsWhatWasThereAtOnce() {
        ManualDns dns = new ManualDns();
        DnsLookups lookups = DnsLookups.join((name, type) -> switch (name.toString()) {
            case "kept" -> CompletableFuture.completedFuture(txt("x"));
            case "staged" -> CompletableFuture.completedStage(DnsAnswer.NX_DOMAIN);
            case "refused" -> CompletableFuture.completedFuture(new DnsAnswer.Failed(DnsFailure.OVERLOADED, ""));
            default -> dns.lookup(name, type);
        });
        List.of("kept", "staged", "refused", "asked", "late").forEach(name -> prefetch(lookups, name));
        dns.answer("asked");
        await(lookups, "asked");
        await(lookups, "kept");
        assertThat(lookups.queries())
                .extracting(query -> query.name() + (query.atOnce() ? " at once" : " waited for"))
                .containsExactly(
                        "asked waited for", "kept at once", "staged at once", "refused waited for", "late waited for");
    }

    @Test
    void joinsTheLookUpsUnderWay() {
        DnsLookups lookups = DnsLookups.join(new ManualDns());
        assertThat(DnsLookups.join(lookups)).isSameAs(lookups);
    }

    @Test
    @DisplayName("the trace tells used answers in the order of use, whatever was asked or answered first")
    void tracesInTheOrderOfUse() {
        ManualDns dns = new ManualDns();
        DnsLookups lookups = DnsLookups.join(dns);
        List.of("wasted", "b", "a", "late").forEach(name -> prefetch(lookups, name));
        dns.answer("a");
        dns.answer("b");
        dns.answer("wasted");
        await(lookups, "a");
        await(lookups, "b");
        await(lookups, "a");
        assertThat(lookups.queries())
                .extracting(query -> query.name() + (query.used() ? " used" : " unused"))
                .containsExactly("a used", "b used", "wasted unused", "late unused");
        DnsQuery late = lookups.queries().get(3);
        failed(late.answer(), DnsFailure.DEADLINE);
        assertThat(lookups.queries().get(2).answer()).isEqualTo(txt("wasted"));
    }

    @Test
    void tellsOfArrivalsOnTheWaitingThread() {
        ManualDns dns = new ManualDns();
        DnsLookups lookups = DnsLookups.join(dns);
        List<String> told = new ArrayList<>();
        Thread checking = Thread.currentThread();
        for (String name : List.of("a", "b")) {
            assertThat(lookups.prefetch(DomainName.of(name), RecordType.TXT, answer -> {
                        assertThat(Thread.currentThread()).isSameAs(checking);
                        told.add(name);
                    }))
                    .isTrue();
        }
        dns.answer("b");
        assertThat(told).isEmpty();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> dns.answer("a"));
        await(lookups, "a");
        other.join();
        assertThat(told).containsExactly("b", "a");
        lookups.prefetch(DomainName.of("a"), RecordType.TXT, answer -> told.add("again"));
        assertThat(told).endsWith("again");
    }

    @Test
    void mayAskForMoreWhileToldOfAnArrival() {
        ManualDns dns = new ManualDns();
        DnsLookups lookups = DnsLookups.join(dns);
        lookups.prefetch(DomainName.of("a"), RecordType.TXT, answer -> prefetch(lookups, "b"));
        dns.answer("a");
        await(lookups, "a");
        assertThat(dns.asked).containsKey(DomainName.of("b"));
    }

    @Test
    @DisplayName("Bounds: the budget counts used answers alone, so prefetching cannot change a result")
    void boundsTheQueries() {
        DnsResolver dns = (name, type) -> CompletableFuture.completedFuture(txt("x"));
        DnsLookups lookups = DnsLookups.start(dns, 2, LONG);
        List.of("w1", "w2", "w3").forEach(name -> prefetch(lookups, name));
        await(lookups, "a");
        await(lookups, "b");
        failed(await(lookups, "c"), DnsFailure.QUERY_LIMIT);
        failed(await(lookups, "w1"), DnsFailure.QUERY_LIMIT);
        assertThat(await(lookups, "a")).isEqualTo(txt("x"));
    }

    @Test
    void boundsWhatIsAskedInVain() {
        List<DomainName> asked = new ArrayList<>();
        DnsLookups lookups = DnsLookups.join((name, type) -> {
            asked.add(name);
            return new CompletableFuture<>();
        });
        for (int i = 0; i < 1000; i++) {
            prefetch(lookups, "n" + i);
        }
        assertThat(asked).hasSize(DnsLookups.MAX_UNUSED);
        assertThat(lookups.prefetch(DomainName.of("more"), RecordType.TXT, answer -> {}))
                .isFalse();
    }

    @Test
    void endsWaitingAtTheDeadlineAndStaysWithWhatItSaid() {
        ManualDns dns = new ManualDns();
        DnsLookups lookups = DnsLookups.start(dns, 10, Duration.ofMillis(1));
        failed(await(lookups, "slow"), DnsFailure.DEADLINE);
        dns.answer("slow");
        failed(await(lookups, "slow"), DnsFailure.DEADLINE);
    }

    @Test
    void theClockCanBeStartedAnew() throws InterruptedException {
        DnsLookups lookups = DnsLookups.start(new ManualDns(), 10, Duration.ofSeconds(1));
        long before = lookups.deadlineIn(LONG);
        Thread.sleep(2);
        assertThat(lookups.deadlineIn(LONG)).isEqualTo(before);
        lookups.restartClock();
        assertThat(lookups.deadlineIn(LONG) - before)
                .isGreaterThanOrEqualTo(Duration.ofMillis(2).toNanos());
    }

    @Test
    @DisplayName("nothing is asked when there is no time to wait for it, or nobody who would")
    void asksNothingAfterTheEnd() throws InterruptedException {
        ManualDns dns = new ManualDns();
        DnsLookups over = DnsLookups.start(dns, 10, Duration.ofNanos(1));
        Thread.sleep(1);
        failed(await(over, "a"), DnsFailure.DEADLINE);
        assertThat(over.prefetch(DomainName.of("b"), RecordType.TXT, answer -> {}))
                .isFalse();
        DnsLookups lookups = DnsLookups.join(dns);
        Thread.currentThread().interrupt();
        failed(await(lookups, "c"), DnsFailure.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(dns.asked).isEmpty();
    }

    @Test
    void aPartMayHaveAnEarlierDeadline() {
        DnsLookups lookups = DnsLookups.start(new ManualDns(), 10, LONG);
        long soon = lookups.deadlineIn(Duration.ofMillis(1));
        failed(lookups.await(DomainName.of("slow"), RecordType.A, soon), DnsFailure.DEADLINE);
        DnsLookups over = DnsLookups.start(new ManualDns(), 10, Duration.ofMillis(1));
        failed(over.await(DomainName.of("slow"), RecordType.A, over.deadlineIn(LONG)), DnsFailure.DEADLINE);
    }

    @Test
    @DisplayName("one check's own deadline does not keep the answer from the other checks of the message")
    void aPartsDeadlineIsItsOwn() {
        ManualDns dns = new ManualDns();
        DnsLookups lookups = DnsLookups.start(dns, 10, LONG);
        long soon = lookups.deadlineIn(Duration.ofMillis(1));
        failed(lookups.await(DomainName.of("slow"), RecordType.TXT, soon), DnsFailure.DEADLINE);
        dns.answer("slow");
        assertThat(await(lookups, "slow")).isEqualTo(txt("slow"));
        assertThat(lookups.queries()).hasSize(1);
    }

    @Test
    void aDeadlineIsNeverLaterThanThatOfTheMessage() {
        DnsLookups lookups = DnsLookups.start(new ManualDns(), 10, LONG);
        long last = lookups.deadlineIn(LONG.plusSeconds(1));
        assertThat(lookups.deadlineIn(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(last);
        assertThat(lookups.deadlineIn(Duration.ofDays(200 * 365))).isEqualTo(last);
    }

    @Test
    @DisplayName("an interrupt ends the wait and keeps the flag")
    void heedsAnInterrupt() {
        DnsLookups lookups = DnsLookups.join(new ManualDns());
        prefetch(lookups, "slow");
        Thread.currentThread().interrupt();
        failed(await(lookups, "slow"), DnsFailure.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // a resolver that breaks the contract is what is tested
    void answersForABrokenResolver() {
        DnsResolver throwing = (name, type) -> {
            throw new IllegalStateException("boom");
        };
        DnsResolver nullStage = (name, type) -> null;
        DnsResolver nullAnswer = (name, type) -> CompletableFuture.completedFuture(null);
        DnsResolver failing = (name, type) -> CompletableFuture.failedFuture(new IllegalStateException("boom"));
        DnsResolver otherType = (name, type) -> CompletableFuture.completedFuture(
                new DnsAnswer.Found(List.of(new DnsRecord.Ptr(name)), Duration.ZERO, false));
        for (DnsResolver broken : List.of(throwing, nullStage, nullAnswer, failing, otherType)) {
            failed(await(DnsLookups.join(broken), "x"), DnsFailure.RESOLVER);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // a look-up that breaks the contract is what is tested
    void answersForABrokenBlockingLookup() {
        DnsResolver.Blocking throwing = (name, type) -> {
            throw new Exception("boom");
        };
        failed(await(DnsLookups.join(DnsResolver.blocking(throwing, Runnable::run)), "x"), DnsFailure.RESOLVER);
        DnsResolver.Blocking error = (name, type) -> {
            throw new StackOverflowError();
        };
        failed(await(DnsLookups.join(DnsResolver.blocking(error, Runnable::run)), "x"), DnsFailure.RESOLVER);
        failed(
                await(DnsLookups.join(DnsResolver.blocking((name, type) -> null, Runnable::run)), "x"),
                DnsFailure.RESOLVER);
        DnsResolver.Blocking interrupted = (name, type) -> {
            throw new InterruptedException();
        };
        failed(await(DnsLookups.join(DnsResolver.blocking(interrupted, Runnable::run)), "x"), DnsFailure.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
        DnsResolver rejecting = DnsResolver.blocking((name, type) -> txt("x"), task -> {
            throw new java.util.concurrent.RejectedExecutionException();
        });
        failed(await(DnsLookups.join(rejecting), "x"), DnsFailure.OVERLOADED);
    }

    private static DnsAnswer large() {
        return txt("x".repeat(16_000));
    }

    @Test
    @DisplayName("what a message uses is bounded in octets, by the order of use alone")
    void boundsTheOctetsOfUsedAnswers() {
        for (boolean ahead : new boolean[] {false, true}) {
            DnsLookups lookups = DnsLookups.join((name, type) -> CompletableFuture.completedFuture(large()));
            int whole = 0;
            for (int i = 0; i < 100; i++) {
                if (ahead) {
                    prefetch(lookups, "n" + i);
                }
                DnsAnswer answer = await(lookups, "n" + i);
                if (answer.equals(large())) {
                    assertThat(whole++).isEqualTo(i);
                } else {
                    failed(answer, DnsFailure.OCTET_LIMIT);
                }
            }
            assertThat(whole).isEqualTo(48);
        }
    }

    @Test
    @DisplayName("what is too much to be kept until it is needed is asked for again then")
    void asksAgainForWhatItDidNotKeep() {
        List<DomainName> asked = new ArrayList<>();
        DnsLookups lookups = DnsLookups.join((name, type) -> {
            asked.add(name);
            return CompletableFuture.completedFuture(large());
        });
        for (int i = 0; i < 40; i++) {
            prefetch(lookups, "n" + i);
        }
        assertThat(lookups.queries())
                .filteredOn(query -> query.answer() instanceof DnsAnswer.Found)
                .hasSize(8);
        for (int i = 0; i < 40; i++) {
            assertThat(await(lookups, "n" + i)).isEqualTo(large());
        }
        assertThat(asked).hasSize(40 + 32).endsWith(DomainName.of("n39"));
        assertThat(lookups.queries()).hasSize(40).allMatch(DnsQuery::used);
    }

    @Test
    @DisplayName("so is what was asked aside, whose own check goes without")
    void asksAgainForWhatWasAskedAside() {
        DnsLookups lookups = DnsLookups.join((name, type) -> CompletableFuture.completedFuture(large()));
        for (int i = 0; i < 40; i++) {
            prefetch(lookups, "n" + i);
        }
        List<DnsAnswer> told = new ArrayList<>();
        lookups.askAside(DomainName.of("aside"), RecordType.TXT, told::add);
        assertThat(told).singleElement().satisfies(each -> failed(each, DnsFailure.TOO_LARGE));
        assertThat(await(lookups, "aside")).isEqualTo(large());
    }

    @Test
    @DisplayName("what comes while the thread is busy is bounded too, and asked for again when it is needed")
    void asksAgainForWhatItHadNoRoomFor() {
        List<CompletableFuture<DnsAnswer>> asked = new ArrayList<>();
        DnsLookups lookups = DnsLookups.join((name, type) -> {
            CompletableFuture<DnsAnswer> future = new CompletableFuture<>();
            asked.add(future);
            // Asked again, it is there at once.
            return asked.size() > 20 ? CompletableFuture.completedFuture(large()) : future;
        });
        List<DnsAnswer> told = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lookups.prefetch(DomainName.of("n" + i), RecordType.TXT, told::add);
        }
        asked.forEach(each -> each.complete(large()));
        assertThat(await(lookups, "n15")).isEqualTo(large());
        assertThat(asked).hasSize(20 + 1);
        assertThat(told)
                .hasSize(20)
                .filteredOn(each -> !each.equals(large()))
                .hasSize(11)
                .allSatisfy(each -> failed(each, DnsFailure.TOO_LARGE));
        for (int i = 0; i < 20; i++) {
            assertThat(await(lookups, "n" + i)).isEqualTo(large());
        }
        assertThat(asked).hasSize(20 + 12);
        assertThat(told).hasSize(20);
    }

    @Test
    @DisplayName("who asked ahead is told the whole answer also if it is not kept; who asked aside goes without")
    void tellsWhatItDoesNotKeep() {
        ManualDns dns = new ManualDns();
        DnsLookups lookups = DnsLookups.join(dns);
        List<DnsAnswer> ahead = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            DomainName name = DomainName.of("n" + i);
            lookups.prefetch(name, RecordType.TXT, ahead::add);
            dns.asked.get(name).complete(large());
            assertThat(ahead).hasSize(i);
            lookups.takeArrivals();
        }
        assertThat(ahead).hasSize(12).containsOnly(large());
        List<DnsAnswer> aside = new ArrayList<>();
        DomainName name = DomainName.of("aside");
        lookups.askAside(name, RecordType.TXT, aside::add);
        dns.asked.get(name).complete(large());
        lookups.takeArrivals();
        assertThat(aside).singleElement().satisfies(each -> failed(each, DnsFailure.TOO_LARGE));
    }

    @Test
    @DisplayName("answers may take as much as they may, and not an octet more")
    void boundsOctetsExactly() {
        int empty = AnswerWeight.of(txt(""));
        DnsAnswer part = txt("x".repeat(DnsLookups.MAX_OCTETS / 4 * 3 / 64 - empty));
        DnsLookups using = DnsLookups.join((name, type) -> CompletableFuture.completedFuture(part));
        for (int i = 0; i < 64; i++) {
            assertThat(await(using, "n" + i)).isEqualTo(part);
        }
        failed(await(using, "one-more"), DnsFailure.OCTET_LIMIT);
        DnsAnswer ahead = txt("x".repeat(DnsLookups.MAX_OCTETS / 8 / 8 - empty));
        DnsLookups asking = DnsLookups.join((name, type) -> CompletableFuture.completedFuture(ahead));
        for (int i = 0; i < 9; i++) {
            prefetch(asking, "n" + i);
        }
        assertThat(asking.queries())
                .filteredOn(query -> query.answer().equals(ahead))
                .hasSize(8);
        failed(asking.queries().get(8).answer(), DnsFailure.TOO_LARGE);
    }

    @Test
    @DisplayName("what was kept until it was needed makes room when it is used")
    void usingMakesRoom() {
        List<DomainName> asked = new ArrayList<>();
        DnsLookups lookups = DnsLookups.join((name, type) -> {
            asked.add(name);
            return CompletableFuture.completedFuture(large());
        });
        for (String round : List.of("a", "b")) {
            for (int i = 0; i < 8; i++) {
                prefetch(lookups, round + i);
            }
            for (int i = 0; i < 8; i++) {
                assertThat(await(lookups, round + i)).isEqualTo(large());
            }
        }
        assertThat(asked).hasSize(16);
    }

    @Test
    @DisplayName("what is asked aside takes no place among those that are asked ahead, used or not")
    void asideIsNotAhead() {
        List<DomainName> asked = new ArrayList<>();
        DnsLookups lookups = DnsLookups.join((name, type) -> {
            asked.add(name);
            return CompletableFuture.completedFuture(txt("x"));
        });
        for (int i = 0; i < 5; i++) {
            lookups.askAside(DomainName.of("aside" + i), RecordType.TXT, answer -> {});
        }
        await(lookups, "aside0");
        await(lookups, "aside1");
        for (int i = 0; i < 100; i++) {
            prefetch(lookups, "n" + i);
        }
        assertThat(asked).hasSize(5 + DnsLookups.MAX_UNUSED);
    }

    @Test
    @DisplayName("who waits is told before, but not when the answer has come meanwhile")
    void tellsBeforeItWaits() {
        ManualDns dns = new ManualDns();
        DnsLookups lookups = DnsLookups.start(dns, 10, LONG);
        List<String> told = new ArrayList<>();
        prefetch(lookups, "a");
        dns.answer("a");
        long until = lookups.deadlineIn(LONG);
        lookups.await(DomainName.of("a"), RecordType.TXT, until, () -> told.add("waits"));
        assertThat(told).isEmpty();
        DnsAnswer answer = lookups.await(DomainName.of("b"), RecordType.TXT, until, () -> {
            told.add("waits");
            dns.answer("b");
        });
        assertThat(answer).isEqualTo(txt("b"));
        assertThat(told).containsExactly("waits");
    }

    @Test
    void tracesWhatHasComeByNow() {
        ManualDns dns = new ManualDns();
        DnsLookups lookups = DnsLookups.join(dns);
        prefetch(lookups, "a");
        assertThat(lookups.isAsked(DomainName.of("a"), RecordType.TXT)).isTrue();
        assertThat(lookups.isAsked(DomainName.of("a"), RecordType.MX)).isFalse();
        dns.answer("a");
        assertThat(lookups.queries().get(0).answer()).isEqualTo(txt("a"));
        assertThat(lookups.lookup(DomainName.of("a"), RecordType.TXT).toCompletableFuture())
                .isCompletedWithValue(txt("a"));
    }

    @Test
    @DisplayName("a thread that waits is woken by its answer, at once")
    void isWokenByItsAnswer() {
        ManualDns dns = new ManualDns();
        DnsLookups lookups = DnsLookups.start(dns, 1000, LONG);
        for (int i = 0; i < 500; i++) {
            String name = "n" + i;
            prefetch(lookups, name);
            CompletableFuture<Void> later = CompletableFuture.runAsync(() -> dns.answer(name));
            assertThat(await(lookups, name)).isEqualTo(txt(name));
            later.join();
        }
    }

    @Test
    @DisplayName("the resolver is asked as one message sees it, once, and may not know of messages at all")
    @SuppressWarnings("NullAway") // a resolver that breaks the contract is what is tested
    void asksAsOneMessage() {
        DnsResolver own = (name, type) -> CompletableFuture.completedFuture(txt("own"));
        DnsResolver[] given = {own, null};
        for (DnsResolver each : given) {
            DnsResolver shared = new DnsResolver() {
                @Override
                public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
                    return CompletableFuture.completedFuture(txt("shared"));
                }

                @Override
                public DnsResolver forMessage() {
                    return each;
                }
            };
            assertThat(await(DnsLookups.join(shared), "a")).isEqualTo(txt(each == own ? "own" : "shared"));
        }
    }
}
