package org.signetmail.dkim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.PemReader;
import org.signetmail.dkim.keys.PrivateSigners;

/**
 * A private key for signing, wherever it is kept. Ready-made ones come from {@link #fromPem(Path)} and
 * {@link #of(PrivateKey)}; implement
 * this interface for a key that a service, a vault or a device holds:
 *
 * <pre>{@code
 * final class VaultKey implements SigningKey {
 *     public DkimAlgorithm algorithm() {
 *         return DkimAlgorithm.RSA_SHA256;
 *     }
 *
 *     public byte[] sign(SigningInput input) {
 *         return vault.signDigest("dkim-2026", input.digest());
 *     }
 * }
 * }</pre>
 *
 * <p>An implementation is thread-safe, keeps nothing between signatures, gives up by itself when its service does not answer,
 * and shows nothing of the key in its {@code toString}. {@code SigningKeyKit} of {@code signet-testkit-dkim} is all of this as
 * tests, to be extended by those who write one.
 */
public interface SigningKey {

    /**
     * What it signs with.
     *
     * @return {@link DkimAlgorithm#RSA_SHA256} or {@link DkimAlgorithm#ED25519_SHA256}, always the same
     */
    DkimAlgorithm algorithm();

    /**
     * Signs: for RSA with RSASSA-PKCS1-v1_5 and SHA-256 (RFC 8017 §8.2) over {@link SigningInput#data}, for Ed25519 with
     * PureEdDSA (RFC 8032 §5.1.6) over {@link SigningInput#digest}.
     *
     * @param input what to sign
     * @return the signature: as many octets as the RSA modulus has, or 64 for Ed25519
     * @throws DkimSigningException when the key cannot sign, with {@link DkimSigningProblem#KEY_FAILED}
     */
    byte[] sign(SigningInput input);

    /**
     * The public half. Where it is known, every signature is verified with it before it is used, so that neither a fault
     * nor a wrong key can send one that is not valid.
     *
     * @return an RSA or Ed25519 key, always the same; nothing when it is not known
     */
    default Optional<PublicKey> publicKey() {
        return Optional.empty();
    }

    /**
     * A key of the JCA: RSA of any provider, or Ed25519.
     *
     * @param privateKey an RSA or Ed25519 key. The public half is taken out of it where it is in there
     * @return a signing key
     * @throws IllegalArgumentException when it is of another kind
     */
    static SigningKey of(PrivateKey privateKey) {
        Objects.requireNonNull(privateKey, "privateKey");
        return new LocalSigningKey(PrivateSigners.of(privateKey));
    }

    /**
     * A key pair of the JCA, when the private key does not show its public half, as in a device.
     *
     * @param privateKey an RSA or Ed25519 key
     * @param publicKey its public half
     * @return a signing key
     * @throws IllegalArgumentException when one of them is of another kind
     */
    static SigningKey of(PrivateKey privateKey, PublicKey publicKey) {
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(publicKey, "publicKey");
        return new LocalSigningKey(PrivateSigners.of(privateKey, publicKey));
    }

    /**
     * An RSA key of the JCA that signs in a provider of the caller's choice, such as one in native code.
     *
     * @param privateKey an RSA key. The public half is taken out of it where it is in there
     * @param provider has SHA256withRSA, and should have a key factory for RSA; need not be registered
     * @return a signing key
     * @throws IllegalArgumentException when it is of another kind
     */
    static SigningKey of(PrivateKey privateKey, Provider provider) {
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(provider, "provider");
        return new LocalSigningKey(PrivateSigners.of(privateKey, provider));
    }

    /**
     * A key of a key store, with the public half from its certificate.
     *
     * @param keyStore has been loaded
     * @param alias names an entry with an RSA or Ed25519 key
     * @param password of the entry
     * @return a signing key
     * @throws GeneralSecurityException when the key cannot be had: a wrong password, a missing algorithm
     * @throws IllegalArgumentException when there is no such key
     */
    static SigningKey fromKeyStore(KeyStore keyStore, String alias, char[] password) throws GeneralSecurityException {
        Objects.requireNonNull(keyStore, "keyStore");
        Objects.requireNonNull(alias, "alias");
        if (!(keyStore.getKey(alias, password) instanceof PrivateKey key)) {
            throw new IllegalArgumentException("no private key under " + Ascii.printable(alias, 100));
        }
        Certificate certificate = keyStore.getCertificate(alias);
        return certificate == null ? of(key) : of(key, certificate.getPublicKey());
    }

    /**
     * Reads a key from PEM text: PKCS#8 ({@code PRIVATE KEY}, RFC 7468 §10) with RSA or Ed25519, or PKCS#1
     * ({@code RSA PRIVATE KEY}). What the octets are decides, and not the label. Taken too are line ends written as the two
     * characters {@code \n}, as environment variables have them; the block's DER in base64 without its lines; a PEM file in
     * base64; and the 32 octets of an Ed25519 private key in base64, with or without the 32 of its public half behind them.
     *
     * @param pem the text; what is outside the first such block is left alone
     * @return a signing key
     * @throws IllegalArgumentException when there is no such key in it; its message names what there is instead, as far as
     *     that can be told
     */
    static SigningKey fromPem(String pem) {
        Objects.requireNonNull(pem, "pem");
        return new LocalSigningKey(PemReader.read(pem, null));
    }

    /**
     * Reads a key from PEM text as {@link #fromPem(String)} does, and from encrypted PKCS#8
     * ({@code ENCRYPTED PRIVATE KEY}, RFC 7468 §11) with PBES2: PBKDF2, and AES or triple DES.
     *
     * @param pem the text
     * @param passphrase decrypts the key; the caller's to wipe
     * @return a signing key
     * @throws IllegalArgumentException when there is no such key in it, or the passphrase is wrong
     */
    static SigningKey fromPem(String pem, char[] passphrase) {
        Objects.requireNonNull(pem, "pem");
        Objects.requireNonNull(passphrase, "passphrase");
        return new LocalSigningKey(PemReader.read(pem, passphrase));
    }

    /**
     * Reads a key from a PEM file, as {@link #fromPem(String)} does, or from one in DER.
     *
     * @param file the file
     * @return a signing key
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when there is no such key in it
     */
    static SigningKey fromPem(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return fromPem(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads a key from a PEM file, as {@link #fromPem(String, char[])} does.
     *
     * @param file the file
     * @param passphrase decrypts the key; the caller's to wipe
     * @return a signing key
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when there is no such key in it, or the passphrase is wrong
     */
    static SigningKey fromPem(Path file, char[] passphrase) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(passphrase, "passphrase");
        return fromPem(Files.readString(file, StandardCharsets.ISO_8859_1), passphrase);
    }
}
