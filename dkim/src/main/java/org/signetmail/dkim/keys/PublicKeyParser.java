package org.signetmail.dkim.keys;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the octets of {@code p=}: for RSA a SubjectPublicKeyInfo or an RSAPublicKey, for Ed25519 the 32 octets of
 * RFC 8032. Looks at the numbers and computes nothing with them.
 */
final class PublicKeyParser {

    /** The bounds between which the JDK takes RSA keys. */
    private static final int LEAST_RSA_BITS = 512;

    private static final int MOST_RSA_BITS = 16384;

    /** The contents of an AlgorithmIdentifier for rsaEncryption (RFC 8017 §A.1), and the same without its NULL. */
    private static final byte[] RSA_ENCRYPTION = {
        6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };

    private static final byte[] RSA_ENCRYPTION_BARE = Arrays.copyOf(RSA_ENCRYPTION, RSA_ENCRYPTION.length - 2);

    /**
     * What the octets hold.
     *
     * @param key the key; null with a fault
     * @param bits the length of the key, zero when unknown
     * @param fault why there is no key; null with a key
     */
    record Parsed(
            @Nullable VerificationKey key,
            int bits,
            @Nullable KeyFault fault) {}

    private PublicKeyParser() {}

    static Parsed ed25519(byte[] octets) {
        // RFC 8463 §4.2: the key itself in base64, so 32 octets and no ASN.1.
        if (octets.length != Ed25519.KEY_OCTETS) {
            return new Parsed(null, 0, KeyFault.SYNTAX);
        }
        // The check leaves out the points of small order: signatures "by" them verify for any message.
        Ed25519.Point point = Ed25519.best().point(octets);
        return point == null ? new Parsed(null, 256, KeyFault.UNSAFE) : new Parsed(new Ed25519Key(point), 256, null);
    }

    static Parsed rsa(byte[] octets) {
        byte[] numbers = rsaPublicKey(octets);
        if (numbers == null) {
            return new Parsed(null, 0, KeyFault.SYNTAX);
        }
        DerReader reader = new DerReader(numbers);
        byte[] modulus = reader.next(Der.INTEGER);
        byte[] exponent = reader.next(Der.INTEGER);
        if (modulus == null || exponent == null || !reader.atEnd() || modulus.length == 0 || exponent.length == 0) {
            return new Parsed(null, 0, KeyFault.SYNTAX);
        }
        return rsa(new BigInteger(modulus), new BigInteger(exponent));
    }

    private static Parsed rsa(BigInteger modulus, BigInteger exponent) {
        int bits = modulus.bitLength();
        if (modulus.signum() <= 0 || exponent.signum() <= 0) {
            return new Parsed(null, 0, KeyFault.SYNTAX);
        }
        // RFC 6376 §8.13: keys made to cost the verifier dear. e = 1 would make every message its own signature.
        if (!modulus.testBit(0)
                || !exponent.testBit(0)
                || exponent.bitLength() < 2
                || exponent.bitLength() > Integer.SIZE) {
            return new Parsed(null, bits, KeyFault.UNSAFE);
        }
        if (bits > MOST_RSA_BITS) {
            return new Parsed(null, bits, KeyFault.TOO_LARGE);
        }
        if (bits < LEAST_RSA_BITS) {
            return new Parsed(null, bits, KeyFault.TOO_SHORT);
        }
        try {
            RSAPublicKey key = (RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return new Parsed(new RsaKey(key), bits, null);
        } catch (InvalidKeySpecException e) {
            return new Parsed(null, bits, KeyFault.UNSAFE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no RSA", e);
        }
    }

    /**
     * The two numbers of an RSAPublicKey, out of a SubjectPublicKeyInfo or bare. RFC 6376 §3.6.1 asks for the bare form,
     * its examples and the world have the other: erratum 3017.
     */
    private static byte @Nullable [] rsaPublicKey(byte[] octets) {
        DerReader whole = new DerReader(octets);
        byte[] contents = whole.next(Der.SEQUENCE);
        if (contents == null || !whole.atEnd()) {
            return null;
        }
        DerReader reader = new DerReader(contents);
        byte[] algorithm = reader.next(Der.SEQUENCE);
        if (algorithm == null) {
            return contents;
        }
        byte[] bits = reader.next(Der.BIT_STRING);
        if (bits == null || !reader.atEnd() || bits.length == 0 || bits[0] != 0) {
            return null;
        }
        if (!Arrays.equals(algorithm, RSA_ENCRYPTION) && !Arrays.equals(algorithm, RSA_ENCRYPTION_BARE)) {
            return null;
        }
        DerReader key = new DerReader(Arrays.copyOfRange(bits, 1, bits.length));
        byte[] numbers = key.next(Der.SEQUENCE);
        return key.atEnd() ? numbers : null;
    }
}
