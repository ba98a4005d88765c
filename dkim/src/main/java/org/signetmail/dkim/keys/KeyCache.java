package org.signetmail.dkim.keys;

import java.util.Optional;
import org.signetmail.core.dns.RecordCache;

/** Parsed key records by their text, for one policy and one provider. Thread-safe. */
public final class KeyCache {

    private final RecordCache<Optional<KeyRecord>> records = new RecordCache<>();
    private final Crypto crypto;

    /**
     * An empty cache.
     *
     * @param crypto computes with the keys
     */
    public KeyCache(Crypto crypto) {
        this.crypto = crypto;
    }

    /**
     * Parses a record, or remembers what came of it.
     *
     * @param text the octets of the TXT record
     * @param maxTags the most tags to take: the same for every call
     * @return the record, or nothing when it is none
     */
    public Optional<KeyRecord> parse(String text, int maxTags) {
        return records.get(
                text, octets -> KeyRecordParser.parse(octets, maxTags).map(record -> record.in(crypto)));
    }
}
