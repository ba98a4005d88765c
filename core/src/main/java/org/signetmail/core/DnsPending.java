package org.signetmail.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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

    private final int most;
    private final Map<DnsQuestion, List<CompletableFuture<DnsAnswer>>> askers = new HashMap<>();

    /**
     * @param most the most questions at a time, however many ask each
     */
    DnsPending(int most) {
        this.most = most;
    }

    synchronized Taken add(DnsQuestion question, CompletableFuture<DnsAnswer> asker) {
        List<CompletableFuture<DnsAnswer>> all = askers.get(question);
        if (all == null && askers.size() >= most) {
            return Taken.REFUSED;
        }
        askers.computeIfAbsent(question, key -> new ArrayList<>(1)).add(asker);
        return all == null ? Taken.NEW : Taken.JOINED;
    }

    /** Whether someone waits still. */
    synchronized boolean isWanted(DnsQuestion question) {
        return isWanted(askers.getOrDefault(question, List.of()));
    }

    private static boolean isWanted(List<CompletableFuture<DnsAnswer>> askers) {
        return askers.stream().anyMatch(asker -> !asker.isDone());
    }

    /** Forgets a question if nobody waits any more: then it is nobody's to ask. */
    synchronized boolean removeUnwanted(DnsQuestion question) {
        return !isWanted(question) && askers.remove(question) != null;
    }

    void answer(DnsQuestion question, DnsAnswer answer) {
        List<CompletableFuture<DnsAnswer>> all;
        synchronized (this) {
            all = askers.remove(question);
        }
        if (all != null) {
            // Outside of the lock: what is chained to an answer may ask the next question.
            all.forEach(asker -> asker.complete(answer));
        }
    }
}
