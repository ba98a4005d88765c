package org.signetmail.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** Messages that ask, join, end and cancel in any order, with servers that answer, are silent, or are far away. */
class DnsPlacesRandomTest {

    private static final DnsAnswer ANSWER = new DnsAnswer.NxDomain(Duration.ofMinutes(1), false);
    private static final DnsAnswer REFUSED = new DnsAnswer.Failed(DnsFailure.OVERLOADED, "");
    private static final long PATIENCE = 20 * DnsPlaces.YIELD;

    private static final DnsClient CLIENT = new DnsClient(new DnsClient.Settings(
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

    private static final class Asker implements DnsAsker {
        private final DnsShare share;
        private boolean gone;
        private int answers;

        private Asker(DnsShare share) {
            this.share = share;
        }

        @Override
        public void answered(DnsAnswer answer, boolean stale) {
            answers++;
        }

        @Override
        public boolean isGone() {
            return gone;
        }
    }

    /** One run: what servers are asked, what is to be done when, and who waits. */
    private static final class Run implements DnsPlaces.Work {
        private final Random random;
        private final DnsPlaces places;
        private final List<DnsPending> asked = new ArrayList<>();
        private final Map<Runnable, Long> later = new LinkedHashMap<>();
        private final List<Asker> askers = new ArrayList<>();
        private final List<DnsShare> shares = new ArrayList<>();
        private long now;

        private Run(int seed) {
            random = new Random(seed);
            int most = 1 + random.nextInt(6);
            places = new DnsPlaces(
                    new DnsPlaces.Bounds(most, most, DnsPlaces.YIELD, random.nextInt(3), 20, PATIENCE),
                    () -> now,
                    this);
            newShares(4);
        }

        private void newShares(int count) {
            for (int i = 0; i < count; i++) {
                shares.add(new DnsShare(CLIENT));
            }
        }

        @Override
        public void begin(DnsPending pending) {
            asked.add(pending);
        }

        @Override
        public void refuse(DnsPending pending, String detail) {
            places.answer(pending, REFUSED, false);
        }

        @Override
        public void wake(Thread sleeper) {}

        @Override
        public long lookedAt() {
            return now;
        }

        @Override
        public void later(long nanos, Runnable what) {
            later.put(what, now + nanos);
        }

        private void pass(long nanos) {
            now += nanos;
            List<Runnable> due = later.keySet().stream()
                    .filter(each -> later.get(each) <= now)
                    .toList();
            due.forEach(later::remove);
            due.forEach(Runnable::run);
        }

        private void ask() {
            DnsShare share = shares.get(random.nextInt(shares.size()));
            Asker asker = new Asker(share);
            askers.add(asker);
            places.add(new DnsQuestion(DomainName.of("n" + random.nextInt(30)), RecordType.TXT), share, asker);
        }

        /** Something that servers are being asked now. */
        private void serve(boolean silent) {
            asked.removeIf(each -> each.stage() == DnsPending.Stage.OVER || each.stage() == DnsPending.Stage.WAITING);
            if (asked.isEmpty()) {
                return;
            }
            DnsPending one = asked.remove(random.nextInt(asked.size()));
            if (silent) {
                places.timedOut(one, () -> asked.add(one));
            } else {
                places.answer(one, ANSWER, false);
            }
        }

        private void end() {
            DnsShare done = shares.remove(random.nextInt(shares.size()));
            askers.stream().filter(each -> each.share == done).forEach(each -> each.gone = true);
            places.end(done);
            newShares(1);
        }

        private void step() {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> ask();
                case 4, 5 -> serve(false);
                case 6 -> serve(true);
                case 7 -> pass((long) (random.nextDouble() * 2 * DnsPlaces.YIELD));
                case 8 -> end();
                default -> {
                    if (!askers.isEmpty()) {
                        askers.get(random.nextInt(askers.size())).gone = true;
                    }
                }
            }
        }

        /** Servers answer all that they are asked from now on. */
        private void drain() {
            for (int i = 0; i < 1000 && places.underWay() + places.waiting() > 0; i++) {
                serve(false);
                pass(DnsPace.PACE);
            }
        }
    }

    @Test
    @DisplayName("everybody who waits to the end is answered, once, and nothing is left")
    void answersEverybodyOnce() {
        for (int seed = 0; seed < 300; seed++) {
            Run run = new Run(seed);
            for (int i = 0; i < 300; i++) {
                run.step();
            }
            run.drain();
            assertThat(run.places.underWay() + run.places.waiting())
                    .as("left of %s", seed)
                    .isZero();
            assertThat(run.askers)
                    .as("of %s", seed)
                    .allSatisfy(each -> assertThat(each.answers).isLessThanOrEqualTo(1))
                    .filteredOn(each -> !each.gone)
                    .allSatisfy(each -> assertThat(each.answers).isOne());
            assertThat(run.shares).as("of %s", seed).allSatisfy(each -> {
                assertThat(each.held()).isZero();
                assertThat(each.fresh()).isEmpty();
                assertThat(each.retries()).isEmpty();
            });
        }
    }
}
