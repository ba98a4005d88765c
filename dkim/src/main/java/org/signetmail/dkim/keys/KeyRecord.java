package org.signetmail.dkim.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key record as a verification needs it (RFC 6376 §3.6.1). Immutable and thread-safe.
 *
 * @param keyType {@code k=} in lower case
 * @param key the key; null when the record holds none that can be used
 * @param bits the length of the key; zero when unknown
 * @param fault why there is no key; null when there is one
 * @param hashes {@code h=} in lower case; null when every hash is allowed
 * @param services {@code s=} in lower case; null when every service is allowed
 * @param testing {@code t=y}
 * @param strictDomain {@code t=s}
 */
public record KeyRecord(
        String keyType,
        @Nullable VerificationKey key,
        int bits,
        @Nullable KeyFault fault,
        @Nullable List<String> hashes,
        @Nullable List<String> services,
        boolean testing,
        boolean strictDomain) {

    /** {@code k=} of an RSA key. */
    public static final String RSA = "rsa";

    /** {@code k=} of an Ed25519 key. */
    public static final String ED25519 = "ed25519";

    /** The same with its key as it serves best for what computes with it. */
    KeyRecord in(Crypto crypto) {
        return key == null
                ? this
                : new KeyRecord(keyType, key.in(crypto), bits, fault, hashes, services, testing, strictDomain);
    }

    /**
     * Whether signatures with a hash may use the key ({@code h=}).
     *
     * @param hash in lower case
     * @return whether it is named, or none is
     */
    public boolean allowsHash(String hash) {
        return hashes == null || hashes.contains(hash);
    }

    /**
     * Whether the key is for e-mail ({@code s=}).
     *
     * @return whether e-mail or every service is named, or none is
     */
    public boolean allowsEmail() {
        return services == null || services.contains("email") || services.contains("*");
    }
}
