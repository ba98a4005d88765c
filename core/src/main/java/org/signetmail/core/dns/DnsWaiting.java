package org.signetmail.core.dns;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The questions that wait on one {@link DnsWay}, by their IDs. No ID is used twice: so an answer that comes after its
 * question was given up is known for what it is, and answers nothing else. Lives on the transport's thread.
 */
final class DnsWaiting {

    private final DnsRandom random;
    private final Map<Integer, DnsExchange> waiting = new HashMap<>();
    private final BitSet ids = new BitSet();
    private int used;

    DnsWaiting(DnsRandom random) {
        this.random = random;
    }

    /** Gives a question an ID of its own, on a way that has used fewer than all. */
    void add(DnsExchange exchange, DnsWay way) {
        int id;
        do {
            id = random.below(1 << 16);
        } while (ids.get(id));
        ids.set(id);
        used++;
        exchange.take(way, id);
        waiting.put(id, exchange);
    }

    void remove(DnsExchange exchange) {
        waiting.remove(exchange.id());
    }

    /** The question with an ID; null when none waits that has it. */
    @Nullable
    DnsExchange get(int id) {
        return waiting.get(id);
    }

    /** Whether a question has had an ID, also one that waits no more. */
    boolean isUsed(int id) {
        return id >= 0 && ids.get(id);
    }

    /** How many questions have been there. */
    int used() {
        return used;
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Those that wait now, to be gone through while they leave. */
    List<DnsExchange> all() {
        return List.copyOf(waiting.values());
    }
}
