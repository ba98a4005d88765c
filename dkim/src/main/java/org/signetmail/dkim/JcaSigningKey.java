package org.signetmail.dkim;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A private key that signs in a provider of the JCA: the one given, or the first that takes the key. Never asks for its encoding. */
final class JcaSigningKey implements SigningKey {

    private final DkimAlgorithm algorithm;
    private final String jcaName;
    private final PrivateKey privateKey;
    private final @Nullable PublicKey publicKey;
    private final @Nullable Provider provider;

    JcaSigningKey(
            DkimAlgorithm algorithm,
            String jcaName,
            PrivateKey privateKey,
            @Nullable PublicKey publicKey,
            @Nullable Provider provider) {
        this.algorithm = algorithm;
        this.jcaName = jcaName;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.provider = provider;
    }

    @Override
    public DkimAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(SigningInput input) {
        try {
            Signature signature =
                    provider == null ? Signature.getInstance(jcaName) : Signature.getInstance(jcaName, provider);
            signature.initSign(privateKey);
            // RFC 8463 §3: Ed25519 signs the SHA-256 of what RSA signs.
            signature.update(algorithm == DkimAlgorithm.ED25519_SHA256 ? input.digest() : input.data());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "", e);
        }
    }

    @Override
    public Optional<PublicKey> publicKey() {
        return Optional.ofNullable(publicKey);
    }

    /** The length of the modulus, which keys in a device tell too; zero when they do not, or are no RSA keys. */
    int rsaBits() {
        return privateKey instanceof RSAKey rsa && rsa.getModulus() != null
                ? rsa.getModulus().bitLength()
                : 0;
    }

    @Override
    public String toString() {
        return "SigningKey[" + algorithm.keyword() + "]";
    }
}
