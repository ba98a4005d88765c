package org.signetmail.dkim.diagnosis;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.keys.Hash;
import org.signetmail.dkim.keys.RsaKey;
import org.signetmail.dkim.keys.VerificationKey;

/**
 * The hash that a signature is over. An RSA signature holds it, whatever became of the header since; of an Ed25519
 * signature each guess at it has to be verified.
 */
final class SignedHash {

    /** RFC 8017 §9.2, note 1: what stands before the hash in a DigestInfo, and the same without the NULL parameters. */
    private static final String[] SHA256_INFOS = {
        "3031300d060960864801650304020105000420", "302f300b06096086480165030402010420"
    };

    private static final String[] SHA1_INFOS = {"3021300906052b0e03021a05000414", "301f300706052b0e03021a0414"};

    private final VerificationKey key;
    private final byte[] signature;
    private final Hash hash;

    /** What an RSA signature holds; null for Ed25519. */
    private final byte @Nullable [] recovered;

    /** Whether there is no DigestInfo around it. */
    private final boolean bare;

    private SignedHash(VerificationKey key, byte[] signature, Hash hash, byte @Nullable [] recovered, boolean bare) {
        this.key = key;
        this.signature = signature;
        this.hash = hash;
        this.recovered = recovered;
        this.bare = bare;
    }

    /**
     * Looks at a signature.
     *
     * @param key that should have made it
     * @param claimed the hash of its algorithm
     * @param signature not copied
     * @return null when it was not made with that key, or holds no hash that can be compared
     */
    static @Nullable SignedHash of(VerificationKey key, Hash claimed, byte[] signature) {
        if (!(key instanceof RsaKey rsa)) {
            return new SignedHash(key, signature, claimed, null, false);
        }
        byte[] opened = rsa.opened(signature);
        if (opened == null) {
            return null;
        }
        for (Hash hash : Hash.values()) {
            int start = opened.length - hash.length();
            if (start < 0) {
                continue;
            }
            String before = HexFormat.of().formatHex(opened, 0, start);
            boolean wrapped =
                    Arrays.asList(hash == Hash.SHA1 ? SHA1_INFOS : SHA256_INFOS).contains(before);
            if (wrapped || start == 0) {
                byte[] recovered = Arrays.copyOfRange(opened, start, opened.length);
                return new SignedHash(key, signature, hash, recovered, !wrapped);
            }
        }
        return null;
    }

    /** Which hash function it is of. */
    Hash hash() {
        return hash;
    }

    /** Whether the signer left out what says which hash it is. */
    boolean isBare() {
        return bare;
    }

    /** Whether it is this. */
    boolean is(byte[] digest) {
        return recovered == null ? key.signs(digest, signature) : Arrays.equals(recovered, digest);
    }
}
