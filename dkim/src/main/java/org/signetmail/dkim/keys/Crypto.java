package org.signetmail.dkim.keys;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/**
 * Where SHA-256, SHA-1 and RSA come from: a provider of the caller's choice, or the JDK's.
 *
 * @param provider the caller's choice; null for the JDK's
 */
public record Crypto(@Nullable Provider provider) {

    /**
     * A digest.
     *
     * @param hash SHA-256 or SHA-1
     * @return a new one
     */
    public MessageDigest digest(Hash hash) {
        try {
            return provider == null
                    ? MessageDigest.getInstance(hash.digestName())
                    : MessageDigest.getInstance(hash.digestName(), provider);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no " + hash.digestName(), e);
        }
    }

    /** RSASSA-PKCS1-v1_5 with the hash of the algorithm (RFC 6376 §3.3.2). */
    Signature rsa(Hash hash) {
        String name = hash.rsaName();
        try {
            return provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no " + name, e);
        }
    }

    /**
     * An RSA key in the provider's own form: it would else turn it into that for every signature, which takes as long as
     * the signature itself where it is native code.
     *
     * @param key of whatever provider
     * @param type of the key, public or private
     * @return the key of the chosen provider; the same as before when there is no such choice or the provider cannot
     */
    <K extends Key> K own(K key, Class<K> type) {
        if (provider == null) {
            return key;
        }
        try {
            Key own = KeyFactory.getInstance("RSA", provider).translateKey(key);
            return type.isInstance(own) ? type.cast(own) : key;
        } catch (GeneralSecurityException | RuntimeException e) {
            // It may sign and verify all the same, or say then what is wrong with the key.
            return key;
        }
    }
}
