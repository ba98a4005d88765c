package org.signetmail.dkim;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;
import org.signetmail.dkim.keys.PrivateSigner;

/** A signing key in this process, or in a provider of the JCA. */
final class LocalSigningKey implements SigningKey {

    private final PrivateSigner signer;

    LocalSigningKey(PrivateSigner signer) {
        this.signer = signer;
    }

    @Override
    public DkimAlgorithm algorithm() {
        return signer.isEd25519() ? DkimAlgorithm.ED25519_SHA256 : DkimAlgorithm.RSA_SHA256;
    }

    @Override
    public byte[] sign(SigningInput input) {
        try {
            // RFC 8463 §3: Ed25519 signs the SHA-256 of what RSA signs.
            return signer.sign(signer.isEd25519() ? input.digest() : input.data());
        } catch (GeneralSecurityException e) {
            throw DkimSigningException.keyFailed("the provider threw ", e);
        }
    }

    @Override
    public Optional<PublicKey> publicKey() {
        return signer.publicKey();
    }

    /** The length of the modulus; zero when the key does not tell, or is no RSA key. */
    int rsaBits() {
        return signer.rsaBits();
    }

    /** Nothing of the key. */
    @Override
    public String toString() {
        return "SigningKey[" + algorithm().keyword() + "]";
    }
}
