package org.signetmail.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.signetmail.dmarc.Authentication;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Zone;

/**
 * Round after round: first one thread alone finds out what is due for some messages, then all threads together check them in
 * another order, then it is seen whether anything has grown. Not thread-safe.
 */
final class Rounds implements AutoCloseable {

    private static final int DNS_THREADS = 3;

    /** Of a thousand questions in packets, as many each are lost, forged, failed and truncated. */
    private static final int PER_MILLE = 20;

    private static final long ORDER = 5;
    private static final int EXPLAINED = 16;

    /** How a message is checked; another way than {@link Course#check} is for tests that see the soak fail. */
    interface Checking {
        Authentication check(Course course, Subject subject);
    }

    private final long seed;
    private final Checking checking;
    private final Population population;
    private final Zone zone = SoakZone.zone();
    private final FakeDns memory = FakeDns.of(zone);
    private final FakeDns truth = FakeDns.of(zone);
    private final DnsServer server = DnsServer.builder(zone)
            .lose(PER_MILLE)
            .forge(PER_MILLE)
            .fail(PER_MILLE)
            .truncate(PER_MILLE)
            .start();
    private final FickleDns sharedDns;
    private final Course shared;
    private final Course alone;
    private final Judge judge;
    private final Drift drift = new Drift();
    private final Tally tally = new Tally();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicReference<Deviation> first = new AtomicReference<>();
    private Sample last = new Sample(0, 0, 0, 0);
    private long together;

    Rounds(long seed, Checking checking) {
        this.seed = seed;
        this.checking = checking;
        population = new Population(seed);
        sharedDns = new FickleDns(memory, seed, DNS_THREADS);
        shared = Course.shared(seed, sharedDns, server.address());
        alone = Course.alone(seed, new FickleDns(memory, seed, 0));
        judge = new Judge(truth, alone);
    }

    /**
     * One round.
     *
     * @param crews each of them checks all messages, one after the other
     * @param from the number of the first message
     * @param count of messages
     * @return the first thing that must not be, if there is one
     */
    Optional<Deviation> run(List<Crew> crews, long from, int count) throws InterruptedException {
        long[] due = new long[count];
        List<Integer> indexes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            indexes.add(i);
            due[i] = due(from + i).hash();
        }
        Random dice = Dice.of(seed, from, ORDER);
        Optional<Deviation> found = Optional.empty();
        for (Crew crew : crews) {
            Collections.shuffle(indexes, dice);
            found = found.isPresent() ? found : run(crew, from, indexes, due, dice);
        }
        memory.clear();
        truth.clear();
        return found.isPresent() ? found : sample();
    }

    private Optional<Deviation> run(Crew crew, long from, List<Integer> indexes, long[] due, Random dice)
            throws InterruptedException {
        long start = System.nanoTime();
        Optional<String> stuck = crew.run(
                indexes, (index, slot) -> check(population.subject(from + index), slot, due[index]), stop, dice);
        together += System.nanoTime() - start;
        server.clear();
        if (stuck.isPresent()) {
            return Optional.of(new Deviation(-1, "checks do not come to an end; one of them is" + stuck.get()));
        }
        Deviation deviation = first.get();
        return deviation != null ? Optional.of(deviation) : judge.settle();
    }

    private Optional<Deviation> sample() {
        last = Sample.take(shared.cacheOctets());
        return drift.add(last).map(grown -> new Deviation(-1, grown));
    }

    /** What one thread alone finds. */
    Verdict due(long number) {
        return Verdict.of(alone.check(population.subject(number)));
    }

    Subject subject(long number) {
        return population.subject(number);
    }

    Authentication alone(long number) {
        return alone.check(population.subject(number));
    }

    private void check(Subject subject, Slot slot, long due) {
        try {
            slot.begin();
            Authentication result;
            Slot.End end;
            try {
                result = checking.check(shared, subject);
            } finally {
                end = slot.end();
            }
            Verdict verdict = Verdict.of(result);
            // The text for a postmaster has times in it: that there is one is enough, and now and then.
            if (subject.number() % EXPLAINED == 0 && result.explain().isEmpty()) {
                fail(Deviation.of(subject, "no explanation"));
            }
            tally.add(subject, verdict, result.reply().action().name().toLowerCase(Locale.ROOT));
            judge.judge(subject, result, verdict, end, due).ifPresent(this::fail);
        } catch (Throwable e) {
            StringBuilder where = new StringBuilder();
            for (StackTraceElement each : e.getStackTrace()) {
                where.append("\n    at ").append(each);
            }
            fail(Deviation.of(subject, "it ended by " + e + where));
        }
    }

    private void fail(Deviation deviation) {
        first.compareAndSet(null, deviation);
        stop.set(true);
    }

    Tally tally() {
        return tally;
    }

    Drift drift() {
        return drift;
    }

    Sample last() {
        return last;
    }

    /** How long many threads were at work, in nanoseconds. */
    long together() {
        return together;
    }

    @Override
    public void close() {
        sharedDns.close();
        server.close();
    }
}
