package org.signetmail.dkim;

import java.util.Optional;
import org.signetmail.core.dns.RecordCache;

/** Parsed key records by their text, for one policy and one provider. Thread-safe. */
final class KeyCache {

    private final RecordCache<Optional<DkimKeyRecord>> records = new RecordCache<>();
    private final Crypto crypto;

    /**
     * @param crypto computes with the keys
     */
    KeyCache(Crypto crypto) {
        this.crypto = crypto;
    }

    /**
     * Parses a record, or remembers what came of it.
     *
     * @param text the octets of the TXT record
     * @param limits how much to take: the same for every call
     * @return the record, or nothing when it is none
     */
    Optional<DkimKeyRecord> parse(String text, DkimLimits limits) {
        return records.get(
                text, octets -> DkimKeyRecordParser.parse(octets, limits.tags()).map(record -> record.in(crypto)));
    }
}
