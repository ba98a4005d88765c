package org.signetmail.dkim;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.KeyCache;
import org.signetmail.dkim.tags.OctetBuffer;

/**
 * What a verifier works with, message for message.
 *
 * @param options how to check
 * @param crypto computes
 * @param keys remembers keys
 * @param spare room that the last message worked in, for the next one: whoever takes it away has it alone
 */
record VerifierSettings(
        DkimOptions options, Crypto crypto, KeyCache keys, AtomicReference<@Nullable OctetBuffer> spare) {

    /** Enough for most messages. */
    private static final int USUAL = 1024;

    /** More is not kept. */
    private static final int MOST = 16 << 10;

    /** Room for one message. */
    OctetBuffer takeRoom() {
        OctetBuffer last = spare.getAndSet(null);
        return last == null ? new OctetBuffer(USUAL) : last;
    }

    /** Gives it back. */
    void giveRoom(OctetBuffer room) {
        room.clear();
        if (room.octets().length <= MOST) {
            spare.set(room);
        }
    }

    /** With what was remembered under earlier settings, as far as it depends on nothing that has changed. */
    static VerifierSettings of(DkimOptions options, @Nullable VerifierSettings earlier) {
        if (earlier != null
                && options.limits().equals(earlier.options.limits())
                && options.provider().equals(earlier.options.provider())) {
            return new VerifierSettings(options, earlier.crypto, earlier.keys, earlier.spare);
        }
        // What is remembered of a record depends on the limits, and keys are kept in the provider's own form.
        Crypto crypto = new Crypto(options.provider().orElse(null));
        return new VerifierSettings(options, crypto, new KeyCache(crypto), new AtomicReference<>());
    }
}
