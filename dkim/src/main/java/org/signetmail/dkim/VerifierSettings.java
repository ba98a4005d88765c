package org.signetmail.dkim;

import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.KeyCache;

/**
 * What a verifier works with, message for message.
 *
 * @param options how to check
 * @param crypto computes
 * @param keys remembers keys
 */
record VerifierSettings(DkimOptions options, Crypto crypto, KeyCache keys) {

    /** With what was remembered under earlier settings, as far as it depends on nothing that has changed. */
    static VerifierSettings of(DkimOptions options, @Nullable VerifierSettings earlier) {
        if (earlier != null
                && options.limits().equals(earlier.options.limits())
                && options.provider().equals(earlier.options.provider())) {
            return new VerifierSettings(options, earlier.crypto, earlier.keys);
        }
        // What is remembered of a record depends on the limits, and keys are kept in the provider's own form.
        Crypto crypto = new Crypto(options.provider().orElse(null));
        return new VerifierSettings(options, crypto, new KeyCache(crypto));
    }
}
