package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** Who is asked for next, and who waits for which answer. Here nothing is sent and no time passes. */
class DnsPlacesTest {

    private static final DnsAnswer ANSWER = new DnsAnswer.NxDomain(Duration.ofMinutes(1), false);
    private static final long LONG = Duration.ofHours(1).toNanos();

    private final DnsClient client = new DnsClient(new DnsClient.Settings(
            List.of(DnsEndpoint.of(new InetSocketAddress("192.0.2.53", 53))),
            Duration.ofSeconds(1),
            1,
            0,
            1,
            0,
            512,
            0,
            Duration.ZERO,
            Duration.ZERO,
            false,
            Duration.ZERO));

    /** What servers are asked now, in the order of asking. */
    private final List<DnsPending> asked = new ArrayList<>();

    private final List<String> log = new ArrayList<>();

    /** What is to be done later, and when. */
    private final List<Later> later = new ArrayList<>();

    private record Later(long at, Runnable what) {}

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    /** How long ago answers were read last. */
    private long unread;

    private DnsPlaces places(int places, int queue) {
        DnsPlaces.Bounds bounds = new DnsPlaces.Bounds(places, places, DnsPlaces.YIELD, DnsPlaces.LATE, queue, LONG);
        return new DnsPlaces(bounds, now::get, new DnsPlaces.Work() {
            @Override
            public void begin(DnsPending pending) {
                asked.add(pending);
                log.add("ask " + label(pending));
            }

            @Override
            public void refuse(DnsPending pending, String detail) {
                log.add("refuse " + label(pending));
            }

            @Override
            public void wake(Thread sleeper) {}

            @Override
            public long lookedAt() {
                return now.get() - unread;
            }

            @Override
            public void later(long nanos, Runnable what) {
                assertThat(nanos).isBetween(1L, DnsPlaces.YIELD);
                later.add(new Later(now.get() + nanos, what));
            }
        });
    }

    private static String label(DnsPending pending) {
        return pending.question().name().toString();
    }

    private static DnsQuestion question(String name) {
        return new DnsQuestion(DomainName.of(name), RecordType.TXT);
    }

    private final class Asker implements DnsAsker {
        private final String name;
        private boolean gone;

        private Asker(String name) {
            this.name = name;
        }

        @Override
        public void answered(DnsAnswer answer, boolean stale) {
            log.add("answer " + name);
        }

        @Override
        public boolean isGone() {
            return gone;
        }
    }

    private DnsShare share() {
        return new DnsShare(client);
    }

    private Asker add(DnsPlaces places, DnsShare share, String name) {
        Asker asker = new Asker(name);
        places.add(question(name), share, asker);
        return asker;
    }

    private DnsPending pending(String name) {
        return asked.stream()
                .filter(each -> label(each).equals(name))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    private List<String> logged() {
        List<String> lines = List.copyOf(log);
        log.clear();
        return lines;
    }

    @Test
    @DisplayName("all who ask the same get the same answer, and questions are counted, not askers")
    void joins() {
        DnsPlaces places = places(1, 0);
        add(places, share(), "a");
        add(places, share(), "a");
        add(places, share(), "b");
        assertThat(logged()).containsExactly("ask a", "refuse b");
        assertThat(places.underWay()).isOne();
        places.answer(pending("a"), ANSWER, false);
        assertThat(logged()).containsExactly("answer a", "answer a");
        assertThat(places.underWay()).isZero();
        add(places, share(), "b");
        assertThat(logged()).containsExactly("ask b");
    }

    @Test
    @DisplayName("places are shared out by message: who has asked much waits, who comes with one question does not")
    void sharesOutByMessage() {
        DnsPlaces places = places(4, 1000);
        DnsShare greedy = share();
        for (int i = 0; i < 100; i++) {
            add(places, greedy, "g" + i);
        }
        DnsShare modest = share();
        add(places, modest, "m0");
        add(places, modest, "m1");
        assertThat(logged()).containsExactly("ask g0", "ask g1", "ask g2", "ask g3");
        places.answer(pending("g0"), ANSWER, false);
        places.answer(pending("g1"), ANSWER, false);
        assertThat(logged()).containsExactly("answer g0", "ask m0", "answer g1", "ask m1");
        places.answer(pending("g2"), ANSWER, false);
        places.answer(pending("m0"), ANSWER, false);
        places.answer(pending("m1"), ANSWER, false);
        assertThat(logged()).containsExactly("answer g2", "ask g4", "answer m0", "ask g5", "answer m1", "ask g6");
    }

    @Test
    @DisplayName("among messages that hold as many places, the one is next that has waited longest")
    void takesTurns() {
        DnsPlaces places = places(1, 1000);
        List<DnsShare> shares = List.of(share(), share(), share());
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 3; i++) {
                add(places, shares.get(i), "s" + i + "r" + round);
            }
        }
        assertThat(List.of(places.underWay(), places.waiting())).containsExactly(1, 5);
        for (String name : List.of("s0r0", "s1r0", "s2r0", "s0r1", "s1r1")) {
            places.answer(pending(name), ANSWER, false);
        }
        assertThat(logged())
                .filteredOn(line -> line.startsWith("ask"))
                .containsExactly("ask s0r0", "ask s1r0", "ask s2r0", "ask s0r1", "ask s1r1", "ask s2r1");
    }

    @Test
    @DisplayName("what has timed out comes behind what has not")
    void yieldsToFreshOnes() {
        DnsPlaces places = places(1, 1000);
        add(places, share(), "silent");
        add(places, share(), "fresh0");
        add(places, share(), "fresh1");
        places.timedOut(pending("silent"), () -> log.add("again silent"));
        places.answer(pending("fresh0"), ANSWER, false);
        places.answer(pending("fresh1"), ANSWER, false);
        assertThat(logged())
                .containsExactly(
                        "ask silent", "ask fresh0", "answer fresh0", "ask fresh1", "answer fresh1", "again silent");
    }

    @Test
    @DisplayName("a place held for long is given up when another needs it, and the answer is still taken")
    void silentQuestionsYieldTheirPlaces() {
        DnsPlaces places = places(2, 1000);
        add(places, share(), "silent0");
        add(places, share(), "silent1");
        now.addAndGet(DnsPlaces.YIELD);
        add(places, share(), "a");
        add(places, share(), "b");
        assertThat(logged()).containsExactly("ask silent0", "ask silent1", "ask a", "ask b");
        assertThat(places.underWay()).isEqualTo(4);
        assertThat(pending("silent0").stage()).isEqualTo(DnsPending.Stage.LATE);
        places.answer(pending("silent0"), ANSWER, false);
        assertThat(logged()).containsExactly("answer silent0");
        assertThat(places.underWay()).isEqualTo(3);
    }

    @Test
    @DisplayName("a place is not given up while its answer may be there and not be read")
    void waitsForWhatIsNotRead() {
        DnsPlaces places = places(1, 1000);
        add(places, share(), "a");
        now.addAndGet(2 * DnsPlaces.YIELD);
        unread = 2 * DnsPlaces.YIELD;
        add(places, share(), "b");
        assertThat(logged()).containsExactly("ask a");
        unread = 0;
        add(places, share(), "c");
        assertThat(logged()).containsExactly("ask b");
    }

    @Test
    @DisplayName("at the end of a message, what nobody else waits for is not asked")
    void endsWithItsMessage() {
        DnsPlaces places = places(1, 1000);
        DnsShare done = share();
        DnsShare other = share();
        add(places, done, "under-way");
        add(places, done, "waits");
        add(places, done, "both-want");
        add(places, other, "both-want");
        add(places, other, "others");
        places.end(done);
        assertThat(pending("under-way").stage()).isEqualTo(DnsPending.Stage.OVER);
        // What both want is charged to the one that is left, and comes in the order of its asking.
        places.answer(pending("both-want"), ANSWER, false);
        places.answer(pending("others"), ANSWER, false);
        assertThat(logged())
                .containsExactly("ask under-way", "ask both-want", "answer both-want", "ask others", "answer others");
        assertThat(places.underWay() + places.waiting()).isZero();
    }

    @Test
    @DisplayName("one who has cancelled is passed over, and one who joins behind is waited for")
    void cancels() {
        DnsPlaces places = places(1, 1000);
        add(places, share(), "a");
        add(places, share(), "b").gone = true;
        add(places, share(), "c").gone = true;
        add(places, share(), "c");
        places.answer(pending("a"), ANSWER, false);
        assertThat(logged()).containsExactly("ask a", "answer a", "ask c");
        add(places, share(), "b");
        places.answer(pending("c"), ANSWER, false);
        assertThat(logged()).containsExactly("answer c", "answer c", "ask b");
    }

    @Test
    @DisplayName("a quarter of the places is kept for messages that hold few")
    void keepsPlacesForTheModest() {
        DnsPlaces places = places(40, 1000);
        DnsShare greedy = share();
        for (int i = 0; i < 100; i++) {
            add(places, greedy, "g" + i);
        }
        assertThat(asked).hasSize(30);
        DnsShare modest = share();
        for (int i = 0; i < 5; i++) {
            add(places, modest, "m" + i);
        }
        assertThat(asked).hasSize(35);
        assertThat(label(asked.get(34))).isEqualTo("m4");
    }

    private int sentAtOnce() {
        int before = asked.size();
        pass(DnsPace.PACE);
        return asked.size() - before;
    }

    private void pass(long nanos) {
        long time = now.addAndGet(nanos);
        List<Later> due = later.stream().filter(each -> each.at - time <= 0).toList();
        later.removeAll(due);
        due.forEach(each -> each.what.run());
    }

    @Test
    @DisplayName("no more is sent at a time than a busy server can take, and less when some of it got lost")
    void keepsPace() {
        DnsPlaces places = places(100_000, 100_000);
        for (int i = 0; i < 4000; i++) {
            add(places, share(), "n" + i);
        }
        assertThat(asked).hasSize(DnsPace.FIRST_BURST);
        assertThat(sentAtOnce()).isEqualTo(DnsPace.FIRST_BURST);
        places.lost();
        places.lost();
        assertThat(sentAtOnce()).isEqualTo(DnsPace.FIRST_BURST / 2);
        for (int i = 0; i < 10; i++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            places.lost();
        }
        assertThat(sentAtOnce()).isEqualTo(DnsPace.LEAST_BURST);
        // An answer lets the next go out, and several of them one more.
        int before = asked.size();
        for (int i = before - 8; i < before; i++) {
            places.answer(asked.get(i), ANSWER, false);
        }
        assertThat(asked).hasSize(before + 9);
        for (int i = 0; i < asked.size() && i < 2900; i++) {
            if (asked.get(i).stage() == DnsPending.Stage.PLACED) {
                places.answer(asked.get(i), ANSWER, false);
            }
        }
        // So many answers would have let far more go out, and far more are left.
        assertThat(sentAtOnce()).isEqualTo(DnsPace.MOST_BURST);
    }

    @Test
    @DisplayName("a full queue refuses those who fill it, not those who come with one question")
    void refusesTheGreedy() {
        DnsPlaces places = places(1, 4);
        DnsShare greedy = share();
        for (int i = 0; i < 6; i++) {
            add(places, greedy, "g" + i);
        }
        assertThat(logged()).containsExactly("ask g0", "refuse g5");
        add(places, share(), "modest");
        assertThat(logged()).containsExactly("refuse g4");
    }

    @Test
    @DisplayName("messages that only joined another one's questions all get their turn when that one is done")
    void takesOverWhatWaits() {
        DnsPlaces places = places(1, 1000);
        DnsShare done = share();
        add(places, share(), "a");
        add(places, done, "b");
        add(places, done, "c");
        add(places, done, "d");
        add(places, share(), "b");
        add(places, share(), "c");
        add(places, share(), "d");
        places.end(done);
        places.answer(pending("a"), ANSWER, false);
        for (int i = 1; i < 4; i++) {
            assertThat(asked).hasSize(i + 1);
            places.answer(asked.get(i), ANSWER, false);
        }
        assertThat(logged()).contains("answer b", "answer c", "answer d").hasSize(2 * 4);
        assertThat(places.underWay() + places.waiting()).isZero();
    }

    @Test
    @DisplayName("a full queue refuses what has timed out before it refuses others, and nobody for who has as much")
    void refusesByWhatWaits() {
        DnsPlaces places = places(1, 1);
        DnsShare slow = share();
        add(places, slow, "silent");
        add(places, share(), "a");
        places.timedOut(pending("silent"), () -> log.add("again silent"));
        assertThat(logged()).containsExactly("ask silent", "ask a");
        add(places, slow, "own");
        assertThat(logged()).containsExactly("refuse own");
        add(places, share(), "b");
        assertThat(logged()).containsExactly("refuse silent");
        DnsPlaces other = places(1, 2);
        add(other, share(), "a");
        add(other, share(), "b");
        add(other, share(), "c");
        add(other, share(), "d");
        assertThat(logged()).containsExactly("ask a", "refuse d");
    }

    @Test
    @DisplayName("a message that holds sixteen places has no more of those that are kept for the modest")
    void isModestUpToABound() {
        DnsPlaces places = places(80, 1000);
        for (int i = 0; i < 60; i++) {
            add(places, share(), "o" + i);
        }
        DnsShare share = share();
        for (int i = 0; i < 17; i++) {
            add(places, share, "s" + i);
        }
        assertThat(asked).hasSize(60 + 16);
        places.answer(pending("o0"), ANSWER, false);
        assertThat(asked).hasSize(60 + 16);
        places.answer(pending("s0"), ANSWER, false);
        assertThat(asked).hasSize(60 + 17);
    }

    @Test
    @DisplayName("who is left of those that ask the same holds its place, and lets it go with the answer")
    void whoIsLeftHoldsThePlace() {
        DnsPlaces places = places(2, 1000);
        DnsShare done = share();
        DnsShare other = share();
        add(places, done, "a");
        add(places, other, "a");
        add(places, other, "b");
        add(places, done, "b");
        assertThat(List.of(done.held(), other.held())).containsExactly(1, 1);
        places.end(done);
        assertThat(List.of(done.held(), other.held())).containsExactly(0, 2);
        assertThat(done.open()).isEmpty();
        places.answer(pending("a"), ANSWER, false);
        places.answer(pending("b"), ANSWER, false);
        assertThat(List.of(done.held(), other.held())).containsExactly(0, 0);
    }

    @Test
    @DisplayName("a question is held by the message whose turn it was, not by the first that asked")
    void whoseTurnItIsHoldsThePlace() {
        DnsPlaces places = places(1, 1000);
        DnsShare greedy = share();
        DnsShare modest = share();
        add(places, share(), "a");
        add(places, greedy, "g0");
        add(places, greedy, "g1");
        add(places, modest, "g1");
        places.answer(pending("a"), ANSWER, false);
        places.answer(pending("g0"), ANSWER, false);
        assertThat(logged()).containsExactly("ask a", "answer a", "ask g0", "answer g0", "ask g1");
        assertThat(List.of(greedy.held(), modest.held())).containsExactly(0, 1);
    }

    @Test
    @DisplayName("an answer that comes after all takes the question out of the queue")
    void anAnswerWhileItWaitsForItsNextTurn() {
        DnsPlaces places = places(1, 1000);
        add(places, share(), "silent");
        add(places, share(), "a");
        places.timedOut(pending("silent"), () -> log.add("again silent"));
        places.answer(pending("silent"), ANSWER, false);
        assertThat(places.waiting()).isZero();
        places.answer(pending("a"), ANSWER, false);
        assertThat(logged()).containsExactly("ask silent", "ask a", "answer silent", "answer a");
    }

    @Test
    @DisplayName("who is told an answer finds it counted as no longer under way")
    void countsBeforeItTells() {
        DnsPlaces places = places(1, 1000);
        List<Integer> counted = new ArrayList<>();
        places.add(question("a"), share(), new DnsAsker() {
            @Override
            public void answered(DnsAnswer answer, boolean stale) {
                counted.add(places.underWay());
            }

            @Override
            public boolean isGone() {
                return false;
            }
        });
        places.answer(pending("a"), ANSWER, false);
        assertThat(counted).containsExactly(0);
    }

    @Test
    @DisplayName("what has waited for its first place longer than a look-up may take is refused when it gets one")
    void refusesWhatWaitedTooLong() {
        DnsPlaces places = places(1, 1000);
        add(places, share(), "a");
        add(places, share(), "b");
        now.addAndGet(LONG);
        places.answer(pending("a"), ANSWER, false);
        add(places, share(), "c");
        now.addAndGet(LONG + 1);
        places.answer(pending("b"), ANSWER, false);
        assertThat(logged()).containsExactly("ask a", "answer a", "ask b", "answer b", "refuse c");
    }

    @Test
    @DisplayName("what can be done sooner than was thought is done sooner")
    void wakesSooner() {
        DnsPlaces places = places(200, 1000);
        List<DnsShare> shares = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            shares.add(share());
            add(places, shares.get(i), "n" + i);
        }
        assertThat(asked).hasSize(DnsPace.FIRST_BURST);
        pass(DnsPace.PACE);
        assertThat(asked).hasSize(200);
        // Sixty places are free, but there are that many already that were sent just now.
        for (int i = 0; i < 60; i++) {
            places.end(shares.get(i));
        }
        assertThat(asked).hasSize(2 * DnsPace.FIRST_BURST);
        pass(DnsPace.PACE);
        assertThat(asked).hasSize(260);
    }

    @Test
    @DisplayName("what is to be done later does not pile up while there is always more to ask")
    void wakesOnceForEachTime() {
        DnsPlaces places = places(300, 100_000);
        int answered = 0;
        for (int i = 0; i < 60_000; i++) {
            add(places, share(), "n" + i);
        }
        for (long time = 0; time < 4 * DnsPlaces.YIELD; time += DnsPace.PACE) {
            int sent = asked.size();
            while (answered < sent - 20) {
                places.answer(asked.get(answered++), ANSWER, false);
            }
            pass(DnsPace.PACE);
        }
        assertThat(places.waiting()).isPositive();
        assertThat(later).hasSizeLessThan((int) (2 * DnsPlaces.YIELD / DnsPace.PACE));
    }

    @Test
    @DisplayName("the places that are kept for messages that hold few are not lost to those that hold many")
    void givesBackThePlacesOfTheModest() {
        DnsPlaces places = places(40, 1000);
        DnsShare greedy = share();
        for (int i = 0; i < 100; i++) {
            add(places, greedy, "g" + i);
        }
        for (int i = 0; i < 10; i++) {
            add(places, share(), "m" + i);
        }
        assertThat(asked).hasSize(40);
        pass(DnsPlaces.YIELD);
        assertThat(asked.size()).isEqualTo(40 + 30);
        add(places, share(), "modest");
        assertThat(label(asked.get(40 + 30))).isEqualTo("modest");
    }

    @Test
    @DisplayName(
            "what has timed out waits its turn no longer than a look-up may take, though there is always more to ask")
    void refusesWhatWaitsForItsNextTurnTooLong() {
        DnsPlaces places = places(1, 1000);
        add(places, share(), "silent");
        add(places, share(), "a");
        places.timedOut(pending("silent"), () -> log.add("again silent"));
        now.addAndGet(LONG);
        add(places, share(), "b");
        assertThat(logged()).containsExactly("ask silent", "ask a", "ask b");
        now.addAndGet(1);
        add(places, share(), "c");
        assertThat(logged()).containsExactly("refuse silent");
    }

    @Test
    @DisplayName(
            "who joins a question that waits behind many of another message waits no longer than for one of its own")
    void waitsForTheFirstTurnOfAllWhoAsk() {
        DnsPlaces places = places(1, 1000);
        DnsShare greedy = share();
        DnsShare modest = share();
        add(places, share(), "a");
        for (int i = 0; i < 10; i++) {
            add(places, greedy, "g" + i);
        }
        add(places, modest, "g9");
        add(places, share(), "z");
        for (String name : List.of("a", "g0", "g9", "z", "g1")) {
            places.answer(pending(name), ANSWER, false);
        }
        assertThat(logged())
                .containsSubsequence(
                        "ask a", "ask g0", "ask g9", "answer g9", "answer g9", "ask z", "ask g1", "ask g2");
    }
}
