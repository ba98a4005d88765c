package org.signetmail.dkim;

import java.util.Optional;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.Hash;
import org.signetmail.dkim.keys.KeyRecord;

/**
 * A signature algorithm of DKIM: the kind of key and the hash ({@code a=}, RFC 6376 §3.3, RFC 8463 §3).
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum DkimAlgorithm {
    /** RSASSA-PKCS1-v1_5 over SHA-256 (RFC 6376 §3.3.2). */
    RSA_SHA256(KeyRecord.RSA, Hash.SHA256),
    /** Ed25519 over the SHA-256 of what is signed (RFC 8463 §3). */
    ED25519_SHA256(KeyRecord.ED25519, Hash.SHA256),
    /** Historic (RFC 8301 §3.1): nothing is signed with it, and only {@link DkimPolicy#forensic} verifies it. */
    RSA_SHA1(KeyRecord.RSA, Hash.SHA1);

    private static final DkimAlgorithm[] ALL = values();

    private final String keyType;
    private final Hash hash;
    private final String keyword;

    DkimAlgorithm(String keyType, Hash hash) {
        this.keyType = keyType;
        this.hash = hash;
        this.keyword = keyType + '-' + hash.keyword();
    }

    /**
     * The algorithm as {@code a=} spells it.
     *
     * @return such as {@code rsa-sha256}
     */
    public String keyword() {
        return keyword;
    }

    /** The name of the kind of key, as {@code k=} of a key record spells it. */
    String keyType() {
        return keyType;
    }

    Hash hash() {
        return hash;
    }

    // Interpretation of RFC 6376 §3.5: the ABNF of a= knows no letter case and §3.2 does; nothing is gained by
    // refusing.
    static Optional<DkimAlgorithm> parse(String keyword) {
        for (DkimAlgorithm algorithm : ALL) {
            if (Ascii.equalsIgnoreCase(algorithm.keyword, keyword)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
