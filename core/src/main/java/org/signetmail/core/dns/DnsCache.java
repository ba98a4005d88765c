package org.signetmail.core.dns;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/**
 * Whole answers by question, the least recently used ones dropped first.
 *
 * <p>dnsjava's own cache keeps sets of records in whole seconds: it forgets the AD bit, knows no minimum TTL, and
 * counts names, not octets, so that 60 KB answers of a hostile zone would fill the memory.
 *
 * <p>Thread-safe.
 */
final class DnsCache {

    /** An answer counts as one for each started part of this many octets. */
    private static final int OCTETS_PER_UNIT = 512;

    /** What a record takes beside its text or name: an IPv6 address takes most, in five objects. */
    private static final int RECORD_OCTETS = 160;

    /** What a number in a list takes. */
    private static final int SEAM_OCTETS = 20;

    /** RFC 2308 §5: one to three hours work well. */
    private static final Duration MAX_NEGATIVE_TTL = Duration.ofHours(3);

    private record Entry(DnsAnswer answer, int units, long storedAt, Duration keep) {}

    private final int maxUnits;
    private final Duration minTtl;
    private final Duration maxTtl;
    private final boolean negative;
    private final LongSupplier nanoTime;
    private final Map<DnsQuestion, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private int units;

    /**
     * @param maxUnits the most answers of ordinary size, zero for none at all
     * @param minTtl keeps answers longer than their TTL says, but for a TTL of zero
     * @param maxTtl keeps answers no longer than this
     * @param negative whether negative answers are kept
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    DnsCache(int maxUnits, Duration minTtl, Duration maxTtl, boolean negative, LongSupplier nanoTime) {
        this.maxUnits = maxUnits;
        this.minTtl = minTtl;
        this.maxTtl = maxTtl;
        this.negative = negative;
        this.nanoTime = nanoTime;
    }

    /** The answer with what is left of its TTL. */
    @Nullable
    DnsAnswer get(DomainName name, RecordType type) {
        if (maxUnits == 0) {
            return null;
        }
        long now = nanoTime.getAsLong();
        DnsQuestion question = new DnsQuestion(name, type);
        synchronized (entries) {
            Entry entry = entries.get(question);
            if (entry == null) {
                return null;
            }
            Duration age = Duration.ofNanos(now - entry.storedAt);
            if (age.compareTo(entry.keep) < 0) {
                return aged(entry.answer, age);
            }
            entries.remove(question);
            units -= entry.units;
            return null;
        }
    }

    void put(DomainName name, RecordType type, DnsAnswer answer) {
        Duration ttl = ttl(answer);
        // RFC 1035 §3.2.1: a TTL of zero is for the transaction in progress alone.
        if (ttl.isZero() || maxUnits == 0) {
            return;
        }
        Duration keep = least(ttl.compareTo(minTtl) < 0 ? minTtl : ttl, maxTtl);
        Entry entry = new Entry(answer, 1 + octets(answer) / OCTETS_PER_UNIT, nanoTime.getAsLong(), keep);
        synchronized (entries) {
            Entry before = entries.put(new DnsQuestion(name, type), entry);
            units += entry.units - (before == null ? 0 : before.units);
            Iterator<Entry> eldest = entries.values().iterator();
            while (units > maxUnits) {
                units -= eldest.next().units;
                eldest.remove();
            }
        }
    }

    void clear() {
        synchronized (entries) {
            entries.clear();
            units = 0;
        }
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

    private static int octets(DnsAnswer answer) {
        int octets = answer.canonical().map(name -> name.toWire().length).orElse(0);
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                octets += RECORD_OCTETS + textOctets(record);
            }
        }
        return octets;
    }

    private static int textOctets(DnsRecord record) {
        if (record instanceof DnsRecord.Txt txt) {
            return txt.octets().length() + SEAM_OCTETS * txt.seams().size();
        }
        if (record instanceof DnsRecord.LongTxt txt) {
            return txt.start().length();
        }
        if (record instanceof DnsRecord.Mx mx) {
            return mx.exchange().toWire().length;
        }
        return record instanceof DnsRecord.Ptr ptr ? ptr.name().toWire().length : 0;
    }
}
