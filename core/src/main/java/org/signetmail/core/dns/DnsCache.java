package org.signetmail.core.dns;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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

    /** RFC 8767 §4: the TTL of what is used beyond its time, and so long until servers are asked again. */
    private static final Duration STALE_TTL = Duration.ofSeconds(30);

    /** RFC 2308 §5: one to three hours work well. */
    private static final Duration MAX_NEGATIVE_TTL = Duration.ofHours(3);

    private static final class Entry {
        private final DnsQuestion question;
        private final DnsAnswer answer;
        private final int octets;
        private final long storedAt;
        private final Duration keep;

        /** Until when it is used although its time is over, as servers were asked in vain; on the scale of the clock. */
        private volatile long staleUntil;

        /** Since its turn to be dropped came last. A race may lose it, and costs one question. */
        private boolean used;

        // In the order of being dropped.
        private @Nullable Entry before;
        private @Nullable Entry behind;

        private Entry(DnsQuestion question, DnsAnswer answer, long storedAt, Duration keep) {
            this.question = question;
            this.answer = answer;
            this.octets = ENTRY_OCTETS + AnswerWeight.of(question.name()) + AnswerWeight.of(answer);
            this.storedAt = storedAt;
            this.keep = keep;
            this.staleUntil = storedAt;
        }
    }

    /** What is kept, and the order of being dropped; whoever was used meanwhile goes to the end once more. */
    private static final class Store {
        private final Map<DnsQuestion, Entry> entries = new ConcurrentHashMap<>();
        private @Nullable Entry first;
        private @Nullable Entry last;

        /** Told to any thread; changed by the one that puts. */
        private final AtomicLong octets = new AtomicLong();

        private void append(Entry entry) {
            entry.before = last;
            if (last == null) {
                first = entry;
            } else {
                last.behind = entry;
            }
            last = entry;
        }

        private void forget(@Nullable Entry replaced) {
            if (replaced != null) {
                octets.addAndGet(-replaced.octets);
                unlink(replaced);
            }
        }

        private void unlink(Entry entry) {
            Entry before = entry.before;
            Entry behind = entry.behind;
            if (before == null) {
                first = behind;
            } else {
                before.behind = behind;
            }
            if (behind == null) {
                last = before;
            } else {
                behind.before = before;
            }
            entry.before = null;
            entry.behind = null;
        }
    }

    private final int maxOctets;
    private final Duration minTtl;
    private final Duration maxTtl;
    private final boolean negative;
    private final Duration maxStale;
    private final LongSupplier nanoTime;
    private volatile Store store = new Store();

    /**
     * @param maxOctets the most octets that all of it takes, zero to keep nothing
     * @param minTtl keeps answers longer than their TTL says, but for a TTL of zero
     * @param maxTtl keeps answers no longer than this
     * @param negative whether negative answers are kept
     * @param maxStale how long an answer may be used beyond its time, where servers are asked in vain
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    DnsCache(
            int maxOctets,
            Duration minTtl,
            Duration maxTtl,
            boolean negative,
            Duration maxStale,
            LongSupplier nanoTime) {
        this.maxOctets = maxOctets;
        this.minTtl = minTtl;
        this.maxTtl = maxTtl;
        this.negative = negative;
        this.maxStale = maxStale;
        this.nanoTime = nanoTime;
    }

    /**
     * What is kept for a question.
     *
     * @param answer with what is left of its TTL
     * @param stale whether its time is over
     */
    record Kept(DnsAnswer answer, boolean stale) {}

    /** What may be used without asking anybody. */
    @Nullable
    Kept get(DnsQuestion question) {
        Entry entry = store.entries.get(question);
        if (entry == null) {
            return null;
        }
        long now = nanoTime.getAsLong();
        Duration age = Duration.ofNanos(now - entry.storedAt);
        if (age.compareTo(entry.keep) < 0) {
            entry.used = true;
            return new Kept(aged(entry.answer, age), false);
        }
        return entry.staleUntil - now > 0 ? stale(entry, age) : null;
    }

    /** RFC 8767 §5: what may be used now that servers have been asked in vain; they are not asked again for a while. */
    @Nullable
    Kept stale(DnsQuestion question) {
        Entry entry = store.entries.get(question);
        if (entry == null || maxStale.isZero()) {
            return null;
        }
        long now = nanoTime.getAsLong();
        entry.staleUntil = now + STALE_TTL.toNanos();
        return stale(entry, Duration.ofNanos(now - entry.storedAt));
    }

    private @Nullable Kept stale(Entry entry, Duration age) {
        if (age.minus(entry.keep).compareTo(maxStale) >= 0) {
            return null;
        }
        entry.used = true;
        return new Kept(withTtl(entry.answer, STALE_TTL), true);
    }

    void put(DnsQuestion question, DnsAnswer answer) {
        Store kept = store;
        Duration ttl = ttl(answer);
        // RFC 1035 §3.2.1: a TTL of zero is for the transaction in progress alone.
        if (ttl.isZero() || maxOctets == 0) {
            if (!(answer instanceof DnsAnswer.Failed)) {
                // RFC 8767 §4: stale data is for want of newer.
                kept.forget(kept.entries.remove(question));
            }
            return;
        }
        Duration keep = least(ttl.compareTo(minTtl) < 0 ? minTtl : ttl, maxTtl);
        Entry entry = new Entry(question, answer, nanoTime.getAsLong(), keep);
        kept.forget(kept.entries.put(question, entry));
        kept.append(entry);
        kept.octets.addAndGet(entry.octets);
        for (Entry eldest = kept.first; eldest != null && kept.octets.get() > maxOctets; eldest = kept.first) {
            kept.unlink(eldest);
            if (eldest.used && eldest != entry) {
                eldest.used = false;
                kept.append(eldest);
            } else {
                kept.entries.remove(eldest.question);
                kept.octets.addAndGet(-eldest.octets);
            }
        }
    }

    void clear() {
        store = new Store();
    }

    /** How many octets it takes; while an answer is put there, that one may be counted beyond the bound. */
    long octets() {
        return store.octets.get();
    }

    /** Zero for what is never kept: failures are of the moment. */
    private Duration ttl(DnsAnswer answer) {
        Duration published = published(answer);
        if (answer instanceof DnsAnswer.Found) {
            return published;
        }
        return negative ? least(published, MAX_NEGATIVE_TTL) : Duration.ZERO;
    }

    /** The TTL that came with an answer; zero for a failure, which has none. */
    private static Duration published(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Found found) {
            return found.ttl();
        }
        if (answer instanceof DnsAnswer.NoData noData) {
            return noData.ttl();
        }
        return answer instanceof DnsAnswer.NxDomain nxDomain ? nxDomain.ttl() : Duration.ZERO;
    }

    private static DnsAnswer aged(DnsAnswer answer, Duration age) {
        return withTtl(answer, left(published(answer), age));
    }

    private static DnsAnswer withTtl(DnsAnswer answer, Duration ttl) {
        if (answer instanceof DnsAnswer.Found found) {
            return new DnsAnswer.Found(found.records(), ttl, found.authentic(), found.canonical());
        }
        if (answer instanceof DnsAnswer.NoData noData) {
            return new DnsAnswer.NoData(ttl, noData.authentic(), noData.canonical());
        }
        if (answer instanceof DnsAnswer.NxDomain nxDomain) {
            return new DnsAnswer.NxDomain(ttl, nxDomain.authentic(), nxDomain.canonical());
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
