package org.signetmail.core.dns;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;

/**
 * Whole answers by question, bounded in octets; those that nobody has asked for lately are dropped first.
 *
 * <p>dnsjava's own cache keeps sets of records in whole seconds: it forgets the AD bit, knows no minimum TTL, and
 * counts names, not octets, so that 60 KB answers of a hostile zone would fill the memory.
 *
 * <p>Any thread may get, and takes no lock. One at a time puts, that of the transport.
 */
final class DnsCache {

    /** What an entry takes beside its name and answer, in the map, in the order, and for itself. */
    private static final int ENTRY_OCTETS = 200;

    /** RFC 2308 §5: one to three hours work well. */
    private static final Duration MAX_NEGATIVE_TTL = Duration.ofHours(3);

    private static final class Entry {
        private final DnsQuestion question;
        private final DnsAnswer answer;
        private final int octets;
        private final long storedAt;
        private final Duration keep;

        /** Since its turn to be dropped came last. A race may lose it, and costs one question. */
        private boolean used;

        private Entry(DnsQuestion question, DnsAnswer answer, long storedAt, Duration keep) {
            this.question = question;
            this.answer = answer;
            this.octets = ENTRY_OCTETS + AnswerWeight.of(question.name()) + AnswerWeight.of(answer);
            this.storedAt = storedAt;
            this.keep = keep;
        }
    }

    /** What is kept, and the order of being dropped; whoever was used meanwhile goes to the end once more. */
    private static final class Store {
        private final Map<DnsQuestion, Entry> entries = new ConcurrentHashMap<>();
        private final Set<Entry> order = new LinkedHashSet<>();
        private long octets;
    }

    private final int maxOctets;
    private final Duration minTtl;
    private final Duration maxTtl;
    private final boolean negative;
    private final LongSupplier nanoTime;
    private volatile Store store = new Store();

    /**
     * @param maxOctets the most octets that all of it takes, zero to keep nothing
     * @param minTtl keeps answers longer than their TTL says, but for a TTL of zero
     * @param maxTtl keeps answers no longer than this
     * @param negative whether negative answers are kept
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    DnsCache(int maxOctets, Duration minTtl, Duration maxTtl, boolean negative, LongSupplier nanoTime) {
        this.maxOctets = maxOctets;
        this.minTtl = minTtl;
        this.maxTtl = maxTtl;
        this.negative = negative;
        this.nanoTime = nanoTime;
    }

    /** The answer with what is left of its TTL. */
    @Nullable
    DnsAnswer get(DnsQuestion question) {
        Entry entry = store.entries.get(question);
        if (entry == null) {
            return null;
        }
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - entry.storedAt);
        if (age.compareTo(entry.keep) >= 0) {
            return null;
        }
        entry.used = true;
        return aged(entry.answer, age);
    }

    void put(DnsQuestion question, DnsAnswer answer) {
        Duration ttl = ttl(answer);
        // RFC 1035 §3.2.1: a TTL of zero is for the transaction in progress alone.
        if (ttl.isZero() || maxOctets == 0) {
            return;
        }
        Duration keep = least(ttl.compareTo(minTtl) < 0 ? minTtl : ttl, maxTtl);
        Entry entry = new Entry(question, answer, nanoTime.getAsLong(), keep);
        Store kept = store;
        Entry before = kept.entries.put(question, entry);
        if (before != null) {
            kept.octets -= before.octets;
            kept.order.remove(before);
        }
        kept.order.add(entry);
        kept.octets += entry.octets;
        while (kept.octets > maxOctets) {
            Entry eldest = kept.order.iterator().next();
            kept.order.remove(eldest);
            if (eldest.used && eldest != entry) {
                eldest.used = false;
                kept.order.add(eldest);
            } else {
                kept.entries.remove(eldest.question);
                kept.octets -= eldest.octets;
            }
        }
    }

    void clear() {
        store = new Store();
    }

    /** How many octets it takes. */
    long octets() {
        return store.octets;
    }

    /** Zero for what is never kept: failures are of the moment. */
    private Duration ttl(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Found found) {
            return found.ttl();
        }
        if (negative && answer instanceof DnsAnswer.NoData noData) {
            return least(noData.ttl(), MAX_NEGATIVE_TTL);
        }
        if (negative && answer instanceof DnsAnswer.NxDomain nxDomain) {
            return least(nxDomain.ttl(), MAX_NEGATIVE_TTL);
        }
        return Duration.ZERO;
    }

    private static DnsAnswer aged(DnsAnswer answer, Duration age) {
        if (answer instanceof DnsAnswer.Found found) {
            return new DnsAnswer.Found(found.records(), left(found.ttl(), age), found.authentic(), found.canonical());
        }
        if (answer instanceof DnsAnswer.NoData noData) {
            return new DnsAnswer.NoData(left(noData.ttl(), age), noData.authentic(), noData.canonical());
        }
        if (answer instanceof DnsAnswer.NxDomain nxDomain) {
            return new DnsAnswer.NxDomain(left(nxDomain.ttl(), age), nxDomain.authentic(), nxDomain.canonical());
        }
        throw new AssertionError(answer);
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration left(Duration ttl, Duration age) {
        return age.compareTo(ttl) < 0 ? ttl.minus(age) : Duration.ZERO;
    }
}
