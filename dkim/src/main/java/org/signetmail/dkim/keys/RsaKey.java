package org.signetmail.dkim.keys;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An RSA public key, with modulus and exponent within the bounds in which RSA is computed. */
public final class RsaKey implements VerificationKey {

    private final RSAPublicKey key;

    /** What verified last, ready to do so again; whoever takes it away has it alone. */
    private final AtomicReference<@Nullable Ready> ready = new AtomicReference<>();

    /** What can verify with the key: looking it up and giving it the key takes as long as a tenth of the computation. */
    private record Ready(Hash hash, Crypto crypto, Signature signature) {}

    RsaKey(RSAPublicKey key) {
        this.key = key;
    }

    /**
     * The key as the provider has it.
     *
     * @return modulus and exponent
     */
    public RSAPublicKey key() {
        return key;
    }

    @Override
    public int bits() {
        return key.getModulus().bitLength();
    }

    @Override
    public boolean isEd25519() {
        return false;
    }

    @Override
    public boolean verifies(Hash hash, byte[] data, int length, byte[] signature, Crypto crypto)
            throws InvalidKeyException {
        // RFC 8017 §8.2.2: a signature has as many octets as the modulus. Not every provider looks.
        if (signature.length != (bits() + 7) / 8) {
            return false;
        }
        try {
            Ready mine = ready(hash, crypto);
            mine.signature.update(data, 0, length);
            boolean valid = mine.signature.verify(signature);
            if (valid) {
                // As it was before; of one that found a fault nobody needs to be sure of that.
                ready.set(mine);
            }
            return valid;
        } catch (SignatureException e) {
            // RFC 8017 §8.2.2: a signature that is not below the modulus is invalid.
            return false;
        } catch (RuntimeException e) {
            // Providers throw what they like at a modulus that is prime or has small factors.
            throw new InvalidKeyException("an RSA key that the provider refuses", e);
        }
    }

    private Ready ready(Hash hash, Crypto crypto) throws InvalidKeyException {
        Ready last = ready.getAndSet(null);
        if (last != null && last.hash == hash && last.crypto.equals(crypto)) {
            return last;
        }
        Signature rsa = crypto.rsa(hash);
        rsa.initVerify(key);
        return new Ready(hash, crypto, rsa);
    }

    /**
     * What a signature holds, undone with this key (RFC 8017 §8.2.2, §9.2): a DigestInfo, if its signer does as it should.
     *
     * @param signature of any length
     * @return what stands behind the padding; null when there is none, so that it was not made with this key
     */
    public byte @Nullable [] opened(byte[] signature) {
        BigInteger number = new BigInteger(1, signature);
        if (signature.length != (bits() + 7) / 8 || number.compareTo(key.getModulus()) >= 0) {
            return null;
        }
        byte[] message = new byte[signature.length];
        byte[] opened = number.modPow(key.getPublicExponent(), key.getModulus()).toByteArray();
        int sign = opened.length > message.length ? 1 : 0;
        System.arraycopy(opened, sign, message, message.length - opened.length + sign, opened.length - sign);
        int i = 2;
        while (i < message.length && message[i] == (byte) 0xFF) {
            i++;
        }
        // RFC 8017 §9.2: 00 01, at least eight times FF, 00.
        boolean padded = message[0] == 0 && message[1] == 1 && i >= 10 && i < message.length && message[i] == 0;
        return padded ? Arrays.copyOfRange(message, i + 1, message.length) : null;
    }

    @Override
    public VerificationKey in(Crypto crypto) {
        return new RsaKey(crypto.own(key, RSAPublicKey.class));
    }

    @Override
    public boolean isSame(VerificationKey other) {
        return other instanceof RsaKey rsa
                && rsa.key.getModulus().equals(key.getModulus())
                && rsa.key.getPublicExponent().equals(key.getPublicExponent());
    }

    @Override
    public byte[] encoded() {
        return key.getEncoded();
    }
}
