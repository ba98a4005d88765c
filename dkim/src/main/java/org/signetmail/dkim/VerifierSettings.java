package org.signetmail.dkim;

import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.KeyCache;

/**
 * What a verifier works with, message for message.
 *
 * @param policy which signatures to accept
 * @param crypto computes
 * @param keys remembers keys
 * @param keptBodyOctets how much of the canonical body a diagnosis shows; negative for no diagnosis
 */
record VerifierSettings(DkimPolicy policy, Crypto crypto, KeyCache keys, int keptBodyOctets) {

    static final int NO_DIAGNOSIS = -1;
}
