package org.signetmail.dkim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key record, parsed (RFC 6376 §3.6.1). Immutable and thread-safe.
 *
 * @param keyType {@code k=} in lower case
 * @param key the key; null when the record holds none that can be used
 * @param bits the length of the key; zero when unknown
 * @param keyProblem why there is no key; null when there is one
 * @param hashes {@code h=} in lower case; null when every hash is allowed
 * @param services {@code s=} in lower case; null when every service is allowed
 * @param testing {@code t=y}
 * @param strictDomain {@code t=s}
 */
record DkimKeyRecord(
        String keyType,
        @Nullable VerificationKey key,
        int bits,
        @Nullable DkimProblem keyProblem,
        @Nullable List<String> hashes,
        @Nullable List<String> services,
        boolean testing,
        boolean strictDomain) {

    /** The same with its key as it serves best for what computes with it. */
    DkimKeyRecord in(Crypto crypto) {
        return key == null
                ? this
                : new DkimKeyRecord(keyType, key.in(crypto), bits, keyProblem, hashes, services, testing, strictDomain);
    }

    boolean allowsHash(String hash) {
        return hashes == null || hashes.contains(hash);
    }

    boolean allowsEmail() {
        return services == null || services.contains("email") || services.contains("*");
    }
}
