package org.signetmail.dkim.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A private key that signs in a provider of the JCA: the one given, or the first that takes the key. Never asks for its encoding. */
final class JcaPrivateSigner implements PrivateSigner {

    private final boolean ed25519;
    private final String jcaName;
    private final PrivateKey privateKey;
    private final @Nullable PublicKey publicKey;
    private final @Nullable Provider provider;

    JcaPrivateSigner(
            boolean ed25519,
            String jcaName,
            PrivateKey privateKey,
            @Nullable PublicKey publicKey,
            @Nullable Provider provider) {
        this.ed25519 = ed25519;
        this.jcaName = jcaName;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.provider = provider;
    }

    @Override
    public boolean isEd25519() {
        return ed25519;
    }

    @Override
    public byte[] sign(byte[] input) throws GeneralSecurityException {
        Signature signature =
                provider == null ? Signature.getInstance(jcaName) : Signature.getInstance(jcaName, provider);
        signature.initSign(privateKey);
        signature.update(input);
        return signature.sign();
    }

    @Override
    public Optional<PublicKey> publicKey() {
        return Optional.ofNullable(publicKey);
    }

    @Override
    public int rsaBits() {
        return privateKey instanceof RSAKey rsa && rsa.getModulus() != null
                ? rsa.getModulus().bitLength()
                : 0;
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return ed25519 ? KeyRecord.ED25519 : KeyRecord.RSA;
    }
}
