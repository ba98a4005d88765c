package org.signetmail.core.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.signetmail.core.DnsAnswer;

/**
 * The questions that are under way or wait their turn, and who waits for their answers: whoever asks the same meanwhile
 * gets the same answer.
 *
 * <p>RFC 5452 §5: equal queries under way at a time multiply the chances of who forges answers, and a stranger
 * would have them made by sending many messages at once.
 *
 * <p>Thread-safe.
 */
final class DnsPending {

    /** How a question was taken. */
    enum Taken {
        /** Nobody has asked it: now it is to be asked. */
        NEW,
        /** Its answer is on its way already. */
        JOINED,
        /** There are too many. */
        REFUSED
    }

    private static final class Pending {
        private final List<CompletableFuture<DnsAnswer>> askers = new ArrayList<>(1);
        private long lastAsked;
    }

    private final int most;
    private final Map<DnsQuestion, Pending> questions = new HashMap<>();

    /**
     * @param most the most questions at a time, however many ask each
     */
    DnsPending(int most) {
        this.most = most;
    }

    synchronized Taken add(DnsQuestion question, CompletableFuture<DnsAnswer> asker) {
        Pending known = questions.get(question);
        if (known == null && questions.size() >= most) {
            return Taken.REFUSED;
        }
        Pending pending = known == null ? new Pending() : known;
        pending.askers.add(asker);
        pending.lastAsked = System.nanoTime();
        questions.put(question, pending);
        return known == null ? Taken.NEW : Taken.JOINED;
    }

    /** How many questions are under way or wait, however many ask each. */
    synchronized int size() {
        return questions.size();
    }

    /** Whether someone waits still. */
    synchronized boolean isWanted(DnsQuestion question) {
        Pending pending = questions.get(question);
        return pending != null && pending.askers.stream().anyMatch(asker -> !asker.isDone());
    }

    /** Whether all who ask have waited that long. */
    synchronized boolean isOlder(DnsQuestion question, long nanos) {
        Pending pending = questions.get(question);
        return pending != null && System.nanoTime() - pending.lastAsked > nanos;
    }

    /** Forgets a question if nobody waits any more: then it is nobody's to ask. */
    synchronized boolean removeUnwanted(DnsQuestion question) {
        return !isWanted(question) && questions.remove(question) != null;
    }

    void answer(DnsQuestion question, DnsAnswer answer) {
        Pending pending;
        synchronized (this) {
            pending = questions.remove(question);
        }
        if (pending != null) {
            // Outside of the lock: what is chained to an answer may ask the next question.
            pending.askers.forEach(asker -> asker.complete(answer));
        }
    }
}
