package org.signetmail.dkim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parsed key records by their text, the least recently used forgotten first. No TTL plays a part: DNS is asked each time,
 * and the same text is the same key. Thread-safe.
 */
final class KeyCache {

    private static final int MAX_RECORDS = 256;

    /** A text this long holds an RSA key of 8192 bits. Longer ones are parsed each time: strangers fill this cache. */
    private static final int MAX_TEXT = 2048;

    private final Map<String, Optional<DkimKeyRecord>> records = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<DkimKeyRecord>> eldest) {
            return size() > MAX_RECORDS;
        }
    };

    /**
     * Parses a record, or remembers what came of it.
     *
     * @param text the octets of the TXT record
     * @param limits how much to take
     * @return the record, or nothing when it is none
     */
    Optional<DkimKeyRecord> parse(String text, DkimLimits limits) {
        if (text.length() > MAX_TEXT) {
            return DkimKeyRecordParser.parse(text, limits.tags());
        }
        synchronized (records) {
            Optional<DkimKeyRecord> known = records.get(text);
            if (known != null) {
                return known;
            }
        }
        Optional<DkimKeyRecord> parsed = DkimKeyRecordParser.parse(text, limits.tags());
        synchronized (records) {
            records.put(text, parsed);
        }
        return parsed;
    }

    /** The number of records that are remembered. */
    int size() {
        synchronized (records) {
            return records.size();
        }
    }
}
