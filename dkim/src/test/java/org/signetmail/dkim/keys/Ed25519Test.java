package org.signetmail.dkim.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two libraries do Ed25519; whichever a host has, the same keys are taken and the same signatures pass. */
class Ed25519Test {

    private static final Ed25519 BOUNCY_CASTLE = new BouncyCastleEd25519();
    private static final Ed25519 JDK = new JdkEd25519();

    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static byte[] octets(BigInteger number, boolean topBit) {
        byte[] octets = new byte[32];
        for (int i = 0; i < 32; i++) {
            octets[i] = number.shiftRight(8 * i).byteValue();
        }
        octets[31] |= (byte) (topBit ? 0x80 : 0);
        return octets;
    }

    @Test
    @DisplayName("where Bouncy Castle is, it is the one")
    void choice() {
        assertThat(Ed25519.best()).isInstanceOf(BouncyCastleEd25519.class);
    }

    static List<Ed25519> engines() {
        return List.of(BOUNCY_CASTLE, JDK);
    }

    @ParameterizedTest
    @MethodSource("engines")
    @DisplayName("RFC 8032 §7.1: TEST 2 and TEST 3")
    void vectors(Ed25519 engine) {
        String[][] vectors = {
            {
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            },
            {
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            }
        };
        for (String[] vector : vectors) {
            Ed25519.Secret secret = engine.secret(HexFormat.of().parseHex(vector[0]));
            byte[] message = HexFormat.of().parseHex(vector[2]);
            byte[] signature = HexFormat.of().parseHex(vector[3]);
            assertThat(secret.publicOctets()).isEqualTo(HexFormat.of().parseHex(vector[1]));
            assertThat(secret.sign(message)).isEqualTo(signature);
            Ed25519.Point point = engine.point(HexFormat.of().parseHex(vector[1]));
            assertThat(point).isNotNull();
            assertThat(point.octets()).isEqualTo(HexFormat.of().parseHex(vector[1]));
            assertThat(point.verifies(message, signature)).isTrue();
            assertThat(point.verifies(new byte[0], signature)).isFalse();
        }
    }

    /** Each y of a point of small order, in range and beyond it, with both signs; and the edges of the range. */
    static List<byte[]> unusableKeys() {
        BigInteger order8 = new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);
        List<BigInteger> numbers = new ArrayList<>(List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                P.subtract(BigInteger.ONE),
                order8,
                P.subtract(order8),
                P,
                P.add(BigInteger.ONE),
                P.add(BigInteger.TWO),
                BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE)));
        for (int i = 3; i < 19; i++) {
            numbers.add(P.add(BigInteger.valueOf(i))
                    .min(BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE)));
        }
        List<byte[]> keys = new ArrayList<>();
        for (BigInteger number : numbers) {
            keys.add(octets(number, false));
            keys.add(octets(number, true));
        }
        return keys;
    }

    @ParameterizedTest
    @MethodSource("unusableKeys")
    @DisplayName("hostile: points of small order, and coordinates that are not reduced, are no keys")
    void refusesUnusableKeys(byte[] key) {
        assertThat(BOUNCY_CASTLE.point(key)).isNull();
        assertThat(JDK.point(key)).isNull();
    }

    @Test
    @DisplayName("hostile: of the points there are one in eight is of prime order; both take the same ones")
    void ordersOfPoints() {
        Random random = new Random(8);
        int points = 0;
        int taken = 0;
        while (points < 200) {
            BigInteger y = new BigInteger(254, random);
            if (EdwardsPoint.withY(y) != null) {
                points++;
                boolean sign = random.nextBoolean();
                boolean isKey = JDK.point(octets(y, sign)) != null;
                assertThat(BOUNCY_CASTLE.point(octets(y, sign)) != null).isEqualTo(isKey);
                taken += isKey ? 1 : 0;
            }
        }
        assertThat(taken).isBetween(10, 45);
    }

    @Test
    @DisplayName("any 32 octets: both take them, or none")
    void randomKeys() {
        Random random = new Random(8032);
        int taken = 0;
        for (int i = 0; i < 400; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            Ed25519.Point one = BOUNCY_CASTLE.point(key);
            Ed25519.Point other = JDK.point(key);
            assertThat(one == null).as("key %s", HexFormat.of().formatHex(key)).isEqualTo(other == null);
            taken += one == null ? 0 : 1;
        }
        assertThat(taken).isBetween(5, 60);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    @DisplayName("valid, damaged and malleable signatures: both say the same")
    void signatures(int kind) {
        Random random = new Random(kind);
        for (int i = 0; i < 60; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            byte[] message = new byte[32];
            random.nextBytes(message);
            Ed25519.Secret secret = BOUNCY_CASTLE.secret(key);
            assertThat(JDK.secret(key).publicOctets()).isEqualTo(secret.publicOctets());
            byte[] signature = JDK.secret(key).sign(message);
            assertThat(secret.sign(message)).isEqualTo(signature);
            byte[] changed = changed(signature, kind, random);
            boolean expected = kind == 0;
            assertThat(BOUNCY_CASTLE.point(secret.publicOctets()).verifies(message, changed))
                    .isEqualTo(expected);
            assertThat(JDK.point(secret.publicOctets()).verifies(message, changed))
                    .isEqualTo(expected);
        }
    }

    private static byte[] changed(byte[] signature, int kind, Random random) {
        byte[] changed = signature.clone();
        byte[] s = Arrays.copyOfRange(signature, 32, 64);
        switch (kind) {
            case 0 -> {}
            case 1 -> changed[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8)); // R
            case 2 -> changed[32 + random.nextInt(32)] ^= (byte) (1 << random.nextInt(8)); // S
            case 3 -> System.arraycopy(octets(number(s).add(L), false), 0, changed, 32, 32); // the same S, not reduced
            case 4 -> System.arraycopy(octets(number(s).negate().mod(L), false), 0, changed, 32, 32);
            case 5 -> Arrays.fill(changed, 32, 64, (byte) 0);
            case 6 -> System.arraycopy(octets(P.add(BigInteger.ONE), random.nextBoolean()), 0, changed, 0, 32);
            default -> Arrays.fill(changed, 0, 64, (byte) 0xFF);
        }
        return changed;
    }

    private static BigInteger number(byte[] octets) {
        byte[] reversed = new byte[32];
        for (int i = 0; i < 32; i++) {
            reversed[31 - i] = octets[i];
        }
        return new BigInteger(1, reversed);
    }
}
