package org.signetmail.dkim.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 of the JDK (its EdDSA, in the JDK since 15), with the checks that it lacks: it takes points of small and of
 * mixed order, and coordinates that are not reduced.
 */
final class JdkEd25519 implements Ed25519 {

    private static final String NAME = "Ed25519";

    @Override
    public @Nullable Point point(byte[] octets) {
        BigInteger y = number(octets, 0, true);
        EdwardsPoint point = y.compareTo(EdwardsPoint.P) >= 0 ? null : EdwardsPoint.withY(y);
        if (point == null || !point.isOfPrimeOrder()) {
            return null;
        }
        boolean xOdd = (octets[KEY_OCTETS - 1] & 0x80) != 0;
        try {
            PublicKey key = KeyFactory.getInstance(NAME)
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(xOdd, y)));
            // Decodes the point, and refuses a y that none has.
            signature().initVerify(key);
            return new JcaPoint(octets.clone(), key);
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /** RFC 8032 §5.1.2: least octet first; the highest bit of a point is the sign of x. */
    private static BigInteger number(byte[] octets, int from, boolean withoutTopBit) {
        byte[] reversed = new byte[KEY_OCTETS];
        for (int i = 0; i < KEY_OCTETS; i++) {
            reversed[KEY_OCTETS - 1 - i] = octets[from + i];
        }
        if (withoutTopBit) {
            reversed[0] &= 0x7F;
        }
        return new BigInteger(1, reversed);
    }

    @Override
    public Secret secret(byte[] octets) {
        try {
            // The JCA derives no public key from a private one; but the generator does, from the octets it is given.
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ED25519, new Given(octets));
            KeyPair pair = generator.generateKeyPair();
            byte[] taken = pair.getPrivate() instanceof EdECPrivateKey edwards
                    ? edwards.getBytes().orElse(new byte[0])
                    : new byte[0];
            if (!Arrays.equals(taken, octets)) {
                throw new IllegalStateException(
                        "the JCA's generator of Ed25519 keys does not take the octets it is given");
            }
            byte[] encoded = pair.getPublic().getEncoded();
            return new JcaSecret(
                    pair.getPrivate(), Arrays.copyOfRange(encoded, encoded.length - KEY_OCTETS, encoded.length));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static Signature signature() throws NoSuchAlgorithmException {
        return Signature.getInstance(NAME);
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this JVM has no Ed25519; add Bouncy Castle (bcprov-jdk18on)", e);
    }

    /** "Random" octets that are those of a key. */
    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1;

        private final byte[] octets;

        private Given(byte[] octets) {
            this.octets = octets.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(octets, 0, bytes, 0, Math.min(octets.length, bytes.length));
        }
    }

    private static final class JcaPoint implements Point {

        private final byte[] octets;
        private final PublicKey key;

        private JcaPoint(byte[] octets, PublicKey key) {
            this.octets = octets;
            this.key = key;
        }

        @Override
        public boolean verifies(byte[] message, byte[] signature) {
            // RFC 8032 §5.1.7: S out of range, or an R that is no canonical encoding, is no signature.
            if (number(signature, KEY_OCTETS, false).compareTo(EdwardsPoint.L) >= 0
                    || number(signature, 0, true).compareTo(EdwardsPoint.P) >= 0) {
                return false;
            }
            try {
                Signature verification = signature();
                verification.initVerify(key);
                verification.update(message);
                return verification.verify(signature);
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw missing(e);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }

        @Override
        public byte[] octets() {
            return octets.clone();
        }
    }

    private static final class JcaSecret implements Secret {

        private final PrivateKey key;
        private final byte[] point;

        private JcaSecret(PrivateKey key, byte[] point) {
            this.key = key;
            this.point = point;
        }

        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature signing = signature();
                signing.initSign(key);
                signing.update(message);
                return signing.sign();
            } catch (GeneralSecurityException e) {
                throw missing(e);
            }
        }

        @Override
        public byte[] publicOctets() {
            return point.clone();
        }
    }
}
