package org.signetmail.core.dns;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.signetmail.core.DnsAnswer;

/**
 * Who is asked for next, where there is more to ask than places to ask from: no stranger's silent servers may take the
 * places of others.
 *
 * <ul>
 *   <li>Places are shared out by message: next is the message that holds the fewest, and among equals the one that has waited
 *       longest since its last.
 *   <li>Some are kept for messages that hold few.
 *   <li>Whoever asks what another message has asked for before waits no longer for that: it has a turn with each.
 *   <li>A question that has timed out gives up its place, and gets one again behind those that have not.
 *   <li>A question that has held its place for a while has asked something silent or far away. It yields the place when
 *       another needs it, and its answer is still taken. Of those, too, there are only so many.
 *   <li>What no message waits for any more is not asked any more.
 *   <li>Questions go out no faster than a server takes them in ({@link DnsPace}).
 * </ul>
 *
 * <p>Lives on the transport's thread.
 */
final class DnsPlaces {

    /** How long a place is held at least over UDP, in nanoseconds: servers that answer do so in a few milliseconds. */
    static final long YIELD = TimeUnit.MILLISECONDS.toNanos(250);

    /** A quarter of the places is kept for messages that hold fewer than this. */
    private static final int MODEST = 16;

    /** For each place so many that wait without one, where that costs little. */
    static final int LATE = 4;

    /** The message that is next comes first. */
    private static final Comparator<DnsShare> FAIRLY =
            Comparator.comparingInt(DnsShare::held).thenComparingLong(DnsShare::turn);

    /** What is done for a question. */
    interface Work {
        /** It has a place for the first time. */
        void begin(DnsPending pending);

        /** It has waited too long for its first place, or there are too many. */
        void refuse(DnsPending pending, String detail);

        /** A thread has an answer. */
        void wake(Thread sleeper);

        /** Since when answers may have come that are not known here yet, on the scale of the clock. */
        long lookedAt();

        /** Something is to be done on this thread in so many nanoseconds. */
        void later(long nanos, Runnable what);
    }

    /**
     * How much there is of what.
     *
     * @param places how many there are
     * @param first how many there are at first; each answer adds one
     * @param yield how long nobody can take a place away, in nanoseconds
     * @param late for each place, the most questions that wait for their answers without one
     * @param queue the most questions that have none yet
     * @param patience the most nanoseconds to wait for a first place
     */
    record Bounds(int places, int first, long yield, int late, int queue, long patience) {}

    private final Bounds bounds;
    private final long most;
    private final LongSupplier nanoTime;
    private final Work work;

    private final Map<DnsQuestion, DnsPending> questions = new HashMap<>();
    private final NavigableSet<DnsShare> fresh = new TreeSet<>(FAIRLY);
    private final NavigableSet<DnsShare> retries = new TreeSet<>(FAIRLY);

    /** Those that have timed out and wait, in that order. */
    private final Set<DnsPending> silent = new LinkedHashSet<>();

    /** Those with a place, in the order in which they got it, and those without any more. */
    private final Set<DnsPending> placed = new LinkedHashSet<>();

    private final Set<DnsPending> late = new LinkedHashSet<>();

    private final DnsPace pace;
    private int places;
    private long turns;
    private boolean dispatching;
    private boolean alarmed;
    private long alarmAt;

    // Written on the transport's thread alone, read by who counts.
    private volatile int underWay;
    private volatile int pending;

    /**
     * Nothing to ask yet.
     *
     * @param bounds how much there is
     * @param nanoTime the clock, as {@link System#nanoTime}
     * @param work does the asking
     */
    DnsPlaces(Bounds bounds, LongSupplier nanoTime, Work work) {
        this.places = Math.min(bounds.first, bounds.places);
        this.bounds = bounds;
        this.most = (long) bounds.places + bounds.queue;
        this.nanoTime = nanoTime;
        this.work = work;
        this.pace = new DnsPace(nanoTime);
    }

    /** How many questions servers are being asked. */
    int underWay() {
        return underWay;
    }

    /** How many questions wait for a place. */
    int waiting() {
        return Math.max(0, pending - underWay);
    }

    private void count() {
        underWay = placed.size() + late.size();
        pending = questions.size();
    }

    /** Asks, or joins who has asked. */
    void add(DnsQuestion question, DnsShare share, DnsAsker asker) {
        if (asker.isGone()) {
            return;
        }
        DnsPending known = questions.get(question);
        if (known != null) {
            known.join(share, asker, nanoTime.getAsLong());
            if (share.asks(known) && known.stage() == DnsPending.Stage.WAITING) {
                enqueue(known, share);
            }
            return;
        }
        DnsPending added = new DnsPending(question, share);
        added.join(share, asker, nanoTime.getAsLong());
        if (questions.size() >= most && !makeRoomFor(share)) {
            work.refuse(added, "too many look-ups are under way or wait");
            return;
        }
        questions.put(question, added);
        share.asks(added);
        if (!dispatching
                && fresh.isEmpty()
                && retries.isEmpty()
                && isInPace()
                && hasPlace(limit(share.held() < MODEST))) {
            // Nobody waits, so nobody need take turns.
            dispatching = true;
            try {
                begin(added);
            } finally {
                dispatching = false;
            }
        } else {
            enqueue(added, share);
        }
        dispatch();
    }

    /** A message that has fewer questions in waiting than another need not suffer from those. */
    private boolean makeRoomFor(DnsShare share) {
        DnsPending victim = null;
        if (!retries.isEmpty() && retries.last() != share) {
            victim = retries.last().retries().peekLast();
        } else if (!fresh.isEmpty()
                && fresh.last().fresh().size() > share.fresh().size() + 1) {
            victim = fresh.last().fresh().peekLast();
        }
        if (victim == null) {
            return false;
        }
        work.refuse(victim, "too many look-ups are under way or wait");
        return true;
    }

    /**
     * A question has timed out, and may be asked again behind those that have not.
     *
     * @param timedOut holds a place, or is late
     * @param again asks again
     */
    void timedOut(DnsPending timedOut, Runnable again) {
        release(timedOut);
        if (!timedOut.isWanted()) {
            forget(timedOut);
        } else {
            timedOut.waits(again);
            silent.add(timedOut);
            timedOut.shares().forEach(share -> enqueue(timedOut, share));
        }
        dispatch();
    }

    /**
     * A question is answered.
     *
     * @param done whose answer it is
     * @param answer for those who wait
     * @param stale whether it was kept, and its time is over
     */
    void answer(DnsPending done, DnsAnswer answer, boolean stale) {
        if (done.stage() == DnsPending.Stage.PLACED && !(answer instanceof DnsAnswer.Failed)) {
            places = Math.min(places + 1, bounds.places);
            pace.answered();
        }
        forget(done);
        done.answer(answer, stale, work::wake);
        dispatch();
    }

    /** A server has answered what it had left without an answer before: that was lost, and it may have been too much. */
    void lost() {
        pace.lost();
    }

    /** A message is done. */
    void end(DnsShare share) {
        for (DnsPending each : share.open()) {
            share.settled(each);
            dequeue(each, share);
            each.leave(share);
            Set<DnsShare> others = each.shares();
            if (others.isEmpty()) {
                forget(each);
            } else if (each.share() == share) {
                charge(each, others.iterator().next());
            }
        }
        dispatch();
    }

    /** Another message pays from now on. */
    private void charge(DnsPending each, DnsShare to) {
        DnsShare from = each.share();
        each.charge(to);
        if (each.stage() != DnsPending.Stage.WAITING) {
            change(from, -1);
            change(to, 1);
        }
    }

    private void forget(DnsPending over) {
        switch (over.stage()) {
            case WAITING -> dequeue(over);
            case PLACED, LATE -> release(over);
            case OVER -> {}
        }
        over.end();
        questions.remove(over.question(), over);
        count();
    }

    private void release(DnsPending placedOrLate) {
        pace.over(placedOrLate);
        if (placed.remove(placedOrLate) || late.remove(placedOrLate)) {
            change(placedOrLate.share(), -1);
        }
    }

    /** The order of a set is that of what is in it, so who changes is taken out first. */
    private void change(DnsShare share, int more) {
        boolean inFresh = fresh.remove(share);
        boolean inRetries = retries.remove(share);
        share.hold(more);
        if (more >= 0) {
            share.turn(turns++);
        }
        if (inFresh) {
            fresh.add(share);
        }
        if (inRetries) {
            retries.add(share);
        }
    }

    private void enqueue(DnsPending last, DnsShare share) {
        if (share.fresh().isEmpty() && share.retries().isEmpty()) {
            // Also if it never had one: no two in a set have the same turn.
            change(share, 0);
        }
        (last.isSilent() ? share.retries() : share.fresh()).addLast(last);
        (last.isSilent() ? retries : fresh).add(share);
    }

    private void dequeue(DnsPending waiting) {
        silent.remove(waiting);
        waiting.shares().forEach(share -> dequeue(waiting, share));
    }

    private void dequeue(DnsPending waiting, DnsShare share) {
        if (share.fresh().remove(waiting) && share.fresh().isEmpty()) {
            fresh.remove(share);
        }
        if (share.retries().remove(waiting) && share.retries().isEmpty()) {
            retries.remove(share);
        }
    }

    private void dispatch() {
        if (!dispatching) {
            dispatching = true;
            try {
                refuseOld();
                while ((!fresh.isEmpty() || !retries.isEmpty()) && isInPace() && hasPlace(limit(isNextModest()))) {
                    DnsShare share = fresh.isEmpty() ? retries.first() : fresh.first();
                    DnsPending next = (fresh.isEmpty() ? share.retries() : share.fresh()).getFirst();
                    dequeue(next);
                    charge(next, share);
                    begin(next);
                }
            } finally {
                dispatching = false;
                count();
            }
        }
    }

    /** There may be something fresh to ask for ever, and who waits for what has timed out must not. */
    private void refuseOld() {
        while (!silent.isEmpty()) {
            DnsPending oldest = silent.iterator().next();
            if (nanoTime.getAsLong() - oldest.placedAt() <= bounds.patience) {
                return;
            }
            dequeue(oldest);
            work.refuse(oldest, "the look-up waited too long for its next turn");
        }
    }

    private void begin(DnsPending next) {
        if (!next.isWanted()) {
            // Cancelled before its turn.
            forget(next);
            return;
        }
        Runnable again = next.place(nanoTime.getAsLong());
        placed.add(next);
        pace.sent(next);
        change(next.share(), 1);
        if (again != null) {
            again.run();
        } else if (next.isOlder(bounds.patience, nanoTime.getAsLong())) {
            // Who asked has hardly the time left to use an answer; others do, as soon as the queue is short again.
            work.refuse(next, "the look-up waited too long for its turn");
        } else {
            work.begin(next);
        }
    }

    private boolean isInPace() {
        long left = pace.nanosLeft();
        if (left > 0) {
            wakeIn(left);
        }
        return left <= 0;
    }

    /** As many places as a message may help to fill. */
    private int limit(boolean modest) {
        return modest ? places : places - places / 4;
    }

    private boolean isNextModest() {
        return !fresh.isEmpty() && fresh.first().held() < MODEST;
    }

    private boolean hasPlace(int limit) {
        while (placed.size() >= limit) {
            DnsPending oldest = placed.iterator().next();
            // What came in time may not be read yet.
            long left = oldest.placedAt() + bounds.yield - work.lookedAt();
            if (left > 0) {
                wakeIn(left);
                return false;
            }
            placed.remove(oldest);
            oldest.late();
            late.add(oldest);
            if (late.size() > (long) bounds.late * bounds.places) {
                late.iterator().next().giveUp("no answer yet, and there was too much to ask");
            }
        }
        return true;
    }

    private void wakeIn(long nanos) {
        long time = nanoTime.getAsLong() + nanos;
        if (!alarmed || time - alarmAt < 0) {
            alarmed = true;
            alarmAt = time;
            work.later(nanos, () -> {
                // One that a sooner one has replaced does nothing, or there would be more and more of them.
                if (alarmed && alarmAt == time) {
                    alarmed = false;
                    dispatch();
                }
            });
        }
    }
}
