package org.signetmail.core.dns;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What was parsed of DNS records, by their text, errors included. No TTL plays a part: DNS is asked each time, and the
 * same text is the same record.
 *
 * <p>Records belong to one of two generations. What is asked for joins the young one; when that is full it becomes the
 * old one, and the old one is forgotten. So what is in use stays, a hit waits for no lock, and strangers who fill the cache
 * with records of their own make others be parsed once more and no worse.
 *
 * <p>Its size is bounded by weight. A record weighs as much as its text has octets, and {@value #ENTRY_WEIGHT} for the
 * rest; what hostile texts parse into was measured at up to 40 times that. With {@value #MAX_WEIGHT} in a generation that
 * is 10 MiB in all at the very worst, and less than 2 MiB for the few hundred ordinary records that have room.
 *
 * <p>Thread-safe. What is kept is shared by all who ask, so it has to be immutable.
 *
 * @param <T> what a text is parsed into
 */
public final class RecordCache<T> {

    /** A text this long holds an RSA key of 8192 bits. One that is longer would drive out too many others. */
    static final int MAX_TEXT = 2048;

    static final int MAX_WEIGHT = 128 << 10;

    static final int ENTRY_WEIGHT = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile Map<String, T> young = new ConcurrentHashMap<>();
    private volatile Map<String, T> old = Map.of();
    private int youngWeight;

    /** An empty cache. */
    public RecordCache() {}

    /**
     * Parses a record, or remembers what came of it.
     *
     * @param text the octets of a TXT record
     * @param parser the same for every call: gives the same for the same text, and nothing that changes
     * @return what the parser gave, now or before
     */
    public T get(String text, Function<String, T> parser) {
        if (text.length() > MAX_TEXT) {
            return parser.apply(text);
        }
        T known = young.get(text);
        if (known != null) {
            return known;
        }
        known = old.get(text);
        if (known == null) {
            T parsed = parser.apply(text);
            lock.lock();
            try {
                return keep(text, parsed);
            } finally {
                lock.unlock();
            }
        }
        // It joins the young ones, if not now then the next time: a hit waits for nobody.
        if (!lock.tryLock()) {
            return known;
        }
        try {
            return keep(text, known);
        } finally {
            lock.unlock();
        }
    }

    private T keep(String text, T record) {
        T first = young.get(text);
        if (first != null) {
            return first;
        }
        int weight = ENTRY_WEIGHT + text.length();
        if (youngWeight + weight > MAX_WEIGHT) {
            old = young;
            young = new ConcurrentHashMap<>();
            youngWeight = 0;
        }
        youngWeight += weight;
        young.put(text, record);
        return record;
    }

    /** The number of texts that are remembered, those of both generations counted twice. */
    int size() {
        return young.size() + old.size();
    }
}
