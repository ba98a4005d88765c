package org.signetmail.bench;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.testkit.TestKey;

/**
 * What nobody can do without: the hash of the body as it is, and the signature over the header's canonical form, which
 * is there already. Digest and Signature objects are new each time, as they cannot be shared between messages in flight.
 */
final class BareCryptography {

    private static final int NO_BODY = 0;

    private BareCryptography() {}

    /** SHA-256 over the body, and every signature verified. */
    static Operation verify(byte[] message, DnsResolver dns, TestKey key, @Nullable Provider provider)
            throws GeneralSecurityException {
        Body body = new Body(message);
        List<byte[]> headers = canonicalHeaders(message, dns);
        List<byte[]> signatures = signatures(message);
        if (key.keyType().equals("ed25519")) {
            byte[] encoded = Base64.getDecoder().decode(key.publicKeyData());
            Ed25519.PublicPoint point = Ed25519.validatePublicKeyPartialExport(encoded, 0);
            return () -> {
                byte[] bodyHash = body.hash(null);
                for (int i = 0; i < headers.size(); i++) {
                    byte[] hash = MessageDigest.getInstance("SHA-256").digest(headers.get(i));
                    check(Ed25519.verify(signatures.get(i), 0, point, hash, 0, hash.length));
                }
                return bodyHash;
            };
        }
        PublicKey publicKey = ready(key.publicKey(), provider);
        return () -> {
            byte[] bodyHash = body.hash(provider);
            for (int i = 0; i < headers.size(); i++) {
                Signature rsa = rsa(provider);
                rsa.initVerify(publicKey);
                rsa.update(headers.get(i));
                check(rsa.verify(signatures.get(i)));
            }
            return bodyHash;
        };
    }

    /** SHA-256 over the body, and the signature made. */
    static Operation sign(byte[] signed, TestKey key, @Nullable Provider provider) throws GeneralSecurityException {
        Body body = new Body(signed);
        byte[] header = canonicalHeaders(signed, Mail.dnsWith(key)).get(0);
        PrivateKey privateKey = ready(key.privateKey(), provider);
        if (privateKey instanceof EdECPrivateKey edwards) {
            byte[] secret = edwards.getBytes().orElseThrow();
            Ed25519PrivateKeyParameters parameters = new Ed25519PrivateKeyParameters(secret, 0);
            return () -> {
                byte[] bodyHash = body.hash(null);
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(header);
                byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
                parameters.sign(Ed25519.Algorithm.Ed25519, null, hash, 0, hash.length, signature, 0);
                return Arrays.equals(signature, bodyHash);
            };
        }
        return () -> {
            byte[] bodyHash = body.hash(provider);
            Signature rsa = rsa(provider);
            rsa.initSign(privateKey);
            rsa.update(header);
            return Arrays.equals(rsa.sign(), bodyHash);
        };
    }

    /** SHA-256 over the body alone. */
    static Operation hashBody(byte[] message) {
        Body body = new Body(message);
        return () -> body.hash(null);
    }

    private static final class Body {

        private final byte[] message;
        private final int start;

        Body(byte[] message) {
            this.message = message;
            this.start = Mail.bodyStart(message);
        }

        byte[] hash(@Nullable Provider provider) throws GeneralSecurityException {
            MessageDigest digest = provider == null
                    ? MessageDigest.getInstance("SHA-256")
                    : MessageDigest.getInstance("SHA-256", provider);
            digest.update(message, start, message.length - start);
            return digest.digest();
        }
    }

    private static Signature rsa(@Nullable Provider provider) throws GeneralSecurityException {
        return provider == null
                ? Signature.getInstance("SHA256withRSA")
                : Signature.getInstance("SHA256withRSA", provider);
    }

    /** The key as the provider has keys, so that it need not be turned into that each time. */
    @SuppressWarnings("unchecked")
    private static <K extends Key> K ready(K key, @Nullable Provider provider) throws GeneralSecurityException {
        return provider == null
                ? key
                : (K) KeyFactory.getInstance(key.getAlgorithm(), provider).translateKey(key);
    }

    private static List<byte[]> canonicalHeaders(byte[] message, DnsResolver dns) {
        DkimVerifier verifier = DkimVerifier.using(dns)
                .withOptions(DkimOptions.DEFAULT.withClock(Mail.CLOCK).withDiagnosis(NO_BODY));
        return SignetDkim.passes(verifier.verify(Message.of(message))).stream()
                .map(outcome -> outcome.diagnosis().orElseThrow().canonicalHeader())
                .map(Latin1::octets)
                .toList();
    }

    /** The data of b=, the last tag of each signature. */
    private static List<byte[]> signatures(byte[] message) {
        return Message.of(message).fields("DKIM-Signature").stream()
                .map(HeaderField::value)
                .map(value -> value.substring(value.lastIndexOf("b=") + 2))
                .map(Base64.getMimeDecoder()::decode)
                .toList();
    }

    private static void check(boolean verified) {
        if (!verified) {
            throw new IllegalStateException("the signature does not verify");
        }
    }
}
