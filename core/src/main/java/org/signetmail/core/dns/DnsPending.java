package org.signetmail.core.dns;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;

/**
 * A question that is under way or waits its turn, and who waits for its answer: whoever asks the same meanwhile gets the
 * same answer.
 *
 * <p>RFC 5452 §5: equal queries under way at a time multiply the chances of who forges answers, and a stranger
 * would have them made by sending many messages at once.
 *
 * <p>Lives on the transport's thread.
 */
final class DnsPending {

    /** Where a question is. */
    enum Stage {
        /** It waits for a place. */
        WAITING,
        /** It has a place: a server is being asked. */
        PLACED,
        /** A server is being asked still, but it has waited long, and another question has its place. */
        LATE,
        /** It is answered, or nobody wants to know. */
        OVER
    }

    private record Waiting(DnsShare share, DnsAsker asker) {}

    private final DnsQuestion question;
    private final List<Waiting> askers = new ArrayList<>(1);
    private long lastAsked;
    private DnsShare share;
    private Stage stage = Stage.WAITING;
    private long placedAt;
    private @Nullable Runnable turn;
    private @Nullable DnsJavaLookup lookup;

    /**
     * Waits for its first turn.
     *
     * @param question what is asked
     * @param share of the message that pays for it
     */
    DnsPending(DnsQuestion question, DnsShare share) {
        this.question = question;
        this.share = share;
    }

    DnsQuestion question() {
        return question;
    }

    void join(DnsShare asking, DnsAsker asker, long now) {
        askers.add(new Waiting(asking, asker));
        lastAsked = now;
    }

    /** Nobody of a message wants to know any more. */
    void leave(DnsShare leaving) {
        askers.removeIf(each -> each.share == leaving);
    }

    /** Whether someone waits still. */
    boolean isWanted() {
        for (Waiting each : askers) {
            if (!each.asker.isGone()) {
                return true;
            }
        }
        return false;
    }

    /** Whether all who ask have waited that long. */
    boolean isOlder(long nanos, long now) {
        return now - lastAsked > nanos;
    }

    /** The message that pays for it. */
    DnsShare share() {
        return share;
    }

    /** The messages that wait for it, in the order of their asking. */
    Set<DnsShare> shares() {
        Set<DnsShare> shares = new LinkedHashSet<>();
        askers.forEach(each -> shares.add(each.share));
        return shares;
    }

    void charge(DnsShare payer) {
        share = payer;
    }

    Stage stage() {
        return stage;
    }

    void waits(Runnable forItsTurn) {
        stage = Stage.WAITING;
        turn = forItsTurn;
    }

    /** Whether it has timed out before. */
    boolean isSilent() {
        return turn != null;
    }

    /** What to do now that it has a place; nothing the first time. */
    @Nullable
    Runnable place(long now) {
        stage = Stage.PLACED;
        placedAt = now;
        return turn;
    }

    /** Since when it has had its place, on the scale of {@link System#nanoTime}. */
    long placedAt() {
        return placedAt;
    }

    void late() {
        stage = Stage.LATE;
    }

    void begun(DnsJavaLookup by) {
        lookup = by;
    }

    void giveUp(String detail) {
        if (lookup != null) {
            lookup.giveUp(detail);
        }
    }

    /** It is over, and no server is asked any more. */
    void end() {
        stage = Stage.OVER;
        if (lookup != null) {
            lookup.cancel();
        }
    }

    /**
     * Tells all who wait. What they do then may ask the same again.
     *
     * @param wake wakes those that sleep
     */
    void answer(DnsAnswer answer, boolean stale, Consumer<Thread> wake) {
        for (Waiting each : askers) {
            each.share.settled(this);
            each.asker.tell(answer, stale, wake);
        }
    }
}
