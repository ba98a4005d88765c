package org.signetmail.testkit;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;

/** Makes key pairs that are the same in every run and on every JDK, so that what is signed with them is, too. */
public final class TestKeys {

    private static final BigInteger RSA_EXPONENT = BigInteger.valueOf(65_537);

    // RFC 8410 §7 and §4: what DER has in front of the 32 octets of an Ed25519 private or public key.
    private static final byte[] ED25519_PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private TestKeys() {}

    /**
     * The RSA pair of 1024 bits, the least that RFC 8301 §3.2 accepts.
     *
     * @return always the same
     */
    public static TestKey rsa1024() {
        return Rsa1024.KEY;
    }

    /**
     * The RSA pair of 2048 bits, for when any pair will do.
     *
     * @return always the same
     */
    public static TestKey rsa2048() {
        return Rsa2048.KEY;
    }

    /**
     * The Ed25519 pair for when any pair will do.
     *
     * @return always the same
     */
    public static TestKey ed25519() {
        return Ed25519.KEY;
    }

    /** Made when first asked for: finding primes takes a while. */
    private static final class Rsa1024 {
        static final TestKey KEY = rsa(1024, 0);
    }

    private static final class Rsa2048 {
        static final TestKey KEY = rsa(2048, 0);
    }

    private static final class Ed25519 {
        static final TestKey KEY = ed25519(0);
    }

    /**
     * Makes an RSA pair with the exponent 65537. It takes some hundredths of a second for 1024 bits and about a second
     * for 4096: keep it.
     *
     * @param bits the exact length of the modulus, 512 or more
     * @param seed the same seed makes the same pair
     * @return the pair
     */
    public static TestKey rsa(int bits, long seed) {
        if (bits < 512) {
            throw new IllegalArgumentException("the JDK takes no RSA key of " + bits + " bits");
        }
        // KeyPairGenerator promises nothing about what a seed gives; the numbers of Random and the next prime after a
        // number are defined.
        Random random = new Random(seed);
        BigInteger p = prime((bits + 1) / 2, random);
        BigInteger q = prime(bits / 2, random);
        while (q.equals(p)) {
            q = prime(bits / 2, random);
        }
        BigInteger modulus = p.multiply(q);
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger d = RSA_EXPONENT.modInverse(p1.multiply(q1));
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            PublicKey publicKey = factory.generatePublic(new RSAPublicKeySpec(modulus, RSA_EXPONENT));
            return new TestKey(
                    "rsa",
                    factory.generatePrivate(new RSAPrivateCrtKeySpec(
                            modulus, RSA_EXPONENT, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p))),
                    publicKey,
                    Base64.getEncoder().encodeToString(publicKey.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refused an RSA key", e);
        }
    }

    /** The two top bits are set, so that the product of two such primes has as many bits as they have together. */
    private static BigInteger prime(int bits, Random random) {
        byte[] octets = new byte[(bits + 7) / 8];
        while (true) {
            random.nextBytes(octets);
            BigInteger prime = new BigInteger(1, octets)
                    .mod(BigInteger.ONE.shiftLeft(bits))
                    .setBit(bits - 1)
                    .setBit(bits - 2)
                    .nextProbablePrime();
            boolean coprime = !prime.mod(RSA_EXPONENT).equals(BigInteger.ONE);
            if (prime.bitLength() == bits && coprime) {
                return prime;
            }
        }
    }

    /**
     * Makes an Ed25519 pair.
     *
     * @param seed the same seed makes the same pair
     * @return the pair
     */
    public static TestKey ed25519(long seed) {
        return ed25519(ByteBuffer.allocate(32).putLong(24, seed).array());
    }

    /**
     * Makes the Ed25519 pair of a given secret, such as one of RFC 8032 §7.1 or RFC 8463 appendix A.
     *
     * @param secret the private key, 32 octets
     * @return the pair
     */
    public static TestKey ed25519(byte[] secret) {
        Objects.requireNonNull(secret, "secret");
        if (secret.length != 32) {
            throw new IllegalArgumentException("an Ed25519 secret has 32 octets, not " + secret.length);
        }
        try {
            // The JCA derives no public key from a private one; but its generator does, from the octets it is given.
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Given(secret));
            byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
            byte[] point = Arrays.copyOfRange(encoded, encoded.length - secret.length, encoded.length);
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            return new TestKey(
                    "ed25519",
                    factory.generatePrivate(new PKCS8EncodedKeySpec(concat(ED25519_PKCS8, secret))),
                    factory.generatePublic(new X509EncodedKeySpec(concat(ED25519_SPKI, point))),
                    Base64.getEncoder().encodeToString(point));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK refused an Ed25519 key", e);
        }
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

    private static byte[] concat(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
