package org.signetmail.dkim.keys;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** The JDK and Bouncy Castle come to the same, whatever key, signature and data are. In this package to see both. */
class ProvidersFuzzTest {

    private static final Crypto JDK = new Crypto(null);
    private static final Crypto BOUNCY_CASTLE = new Crypto(new BouncyCastleProvider());

    private static final Ed25519 JDK_ED25519 = new JdkEd25519();
    private static final Ed25519 BC_ED25519 = new BouncyCastleEd25519();

    private static final List<TestKey> KEYS = List.of(TestKeys.rsa1024(), TestKeys.rsa(1025, 7), TestKeys.rsa(512, 3));

    private static final byte[] DATA = "What is signed\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[][] SIGNATURES =
            KEYS.stream().map(ProvidersFuzzTest::sign).toArray(byte[][]::new);

    private static byte[] sign(TestKey key) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(key.privateKey());
            rsa.update(DATA);
            return rsa.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean holds, String claim) {
        if (!holds) {
            throw new AssertionError(claim);
        }
    }

    private static byte[] changed(byte[] octets, byte[] input, int from) {
        byte[] changed = octets.clone();
        for (int i = 0; i < changed.length && from + i < input.length; i++) {
            changed[i] ^= input[from + i];
        }
        return changed;
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                        new byte[1],
                        new byte[] {1},
                        new byte[] {2},
                        new byte[] {0, 1},
                        new byte[] {3, 0, 0, 4},
                        new byte[] {(byte) 0x80},
                        new byte[] {0x40},
                        new byte[] {1, 0, 0, (byte) 0x80})
                .map(Arguments::of);
    }

    /** The first octet picks a key and whether an octet goes missing or a zero comes in front; the others change a good signature. */
    @MethodSource("changes")
    @FuzzTest
    void rsaSignature(byte[] input) throws InvalidKeyException {
        int how = input.length == 0 ? 0 : input[0] & 0xFF;
        int which = (how & 0x3F) % KEYS.size();
        VerificationKey key = rsa(KEYS.get(which).publicKeyData()).orElseThrow();
        byte[] signature = changed(SIGNATURES[which], input, 1);
        if ((how & 0x80) != 0) {
            // RFC 8017 §8.2.2: the same number, but not of as many octets as the modulus.
            byte[] longer = new byte[signature.length + 1];
            System.arraycopy(signature, 0, longer, 1, signature.length);
            signature = longer;
        } else if ((how & 0x40) != 0) {
            signature = Arrays.copyOfRange(signature, 1, signature.length);
        }
        boolean jdk = key.verifies(Hash.SHA256, DATA, DATA.length, signature, JDK);
        require(key.verifies(Hash.SHA256, DATA, DATA.length, signature, BOUNCY_CASTLE) == jdk, "two providers agree");
        require(jdk == Arrays.equals(signature, SIGNATURES[which]), "one signature in the world is right");
    }

    private static Optional<VerificationKey> rsa(String data) {
        return KeyRecordParser.parse("v=DKIM1; k=rsa; p=" + data, 10)
                .map(KeyRecord::key)
                .filter(Objects::nonNull);
    }

    static Stream<Arguments> rsaKeys() {
        return KEYS.stream()
                .map(key -> Arguments.of((Object) Base64.getDecoder().decode(key.publicKeyData())));
    }

    /** DER of a key: whoever takes it, takes the same signatures. */
    @MethodSource("rsaKeys")
    @FuzzTest
    void rsaKey(byte[] input) {
        Optional<VerificationKey> key = rsa(Base64.getEncoder().encodeToString(input));
        if (key.isEmpty() || key.get().bits() > 2100) {
            return;
        }
        require(key.get().bits() >= 512, "a key has a length at least");
        for (byte[] good : SIGNATURES) {
            // As long as the modulus, as else nobody would look.
            byte[] signature = Arrays.copyOf(good, (key.get().bits() + 7) / 8);
            int jdk = verdict(key.get(), signature, JDK);
            int other = verdict(key.get(), signature, BOUNCY_CASTLE);
            // One may refuse the key where the other computes and finds that it does not fit.
            require(jdk == other || (jdk <= 0 && other <= 0), "two providers agree");
            boolean known = KEYS.stream()
                    .anyMatch(each -> rsa(each.publicKeyData()).orElseThrow().isSame(key.get()));
            require(jdk <= 0 || known, "no other key verifies");
        }
    }

    /** 1 for valid, 0 for not, -1 for a key that is refused. */
    private static int verdict(VerificationKey key, byte[] signature, Crypto crypto) {
        try {
            return key.verifies(Hash.SHA256, DATA, DATA.length, signature, crypto) ? 1 : 0;
        } catch (InvalidKeyException e) {
            return -1;
        }
    }

    static Stream<Arguments> points() {
        byte[] identity = new byte[32];
        identity[0] = 1;
        byte[] negative = identity.clone();
        negative[31] = (byte) 0x80;
        byte[] notReduced = new byte[32];
        Arrays.fill(notReduced, (byte) 0xFF);
        byte[] ours = Base64.getDecoder().decode(TestKeys.ed25519().publicKeyData());
        return Stream.of(new byte[32], identity, negative, notReduced, ours).map(Arguments::of);
    }

    /** 32 octets as a public key, and as a private one. */
    @MethodSource("points")
    @FuzzTest
    void ed25519Key(byte[] input) {
        byte[] octets = Arrays.copyOf(input, 32);
        Ed25519.Point jdk = JDK_ED25519.point(octets.clone());
        Ed25519.Point bouncyCastle = BC_ED25519.point(octets.clone());
        require((jdk == null) == (bouncyCastle == null), "both take a point, or none does");
        Ed25519.Secret one = JDK_ED25519.secret(octets.clone());
        Ed25519.Secret other = BC_ED25519.secret(octets.clone());
        require(Arrays.equals(one.publicOctets(), other.publicOctets()), "both find the same public half");
        byte[] signature = one.sign(DATA);
        require(Arrays.equals(signature, other.sign(DATA)), "both sign the same");
        for (Ed25519 reader : List.of(JDK_ED25519, BC_ED25519)) {
            Ed25519.Point point = reader.point(other.publicOctets());
            require(point != null && point.verifies(DATA, signature), "both verify what the other signed");
        }
        if (jdk != null && bouncyCastle != null) {
            require(
                    Arrays.equals(jdk.octets(), octets) && Arrays.equals(bouncyCastle.octets(), octets),
                    "a key is its octets");
            require(
                    jdk.verifies(DATA, signature) == bouncyCastle.verifies(DATA, signature),
                    "both agree on a signature of another");
        }
    }

    /** Octets that change a good signature, octet by octet. */
    @MethodSource("changes")
    @FuzzTest
    void ed25519Signature(byte[] input) {
        byte[] secret = new byte[32];
        secret[0] = input.length == 0 ? 0 : input[0];
        byte[] good = BC_ED25519.secret(secret).sign(DATA);
        byte[] key = BC_ED25519.secret(secret).publicOctets();
        byte[] signature = changed(good, input, 1);
        Ed25519.Point jdk = Objects.requireNonNull(JDK_ED25519.point(key.clone()));
        Ed25519.Point bouncyCastle = Objects.requireNonNull(BC_ED25519.point(key.clone()));
        boolean valid = jdk.verifies(DATA, signature);
        require(bouncyCastle.verifies(DATA, signature) == valid, "both agree");
        require(valid == Arrays.equals(signature, good), "one signature in the world is right");
    }
}
