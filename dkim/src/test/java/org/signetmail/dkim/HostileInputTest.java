package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Anything may come in, and something sensible comes out: never an exception, never a pass. */
class HostileInputTest {

    private static final TestKey KEY = TestKeys.rsa1024();

    private static final String SIGNED = Forge.text(Forge.sign("""
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; t=1780000000;
             i=bob@example.com; q=dns/txt; l=4; z=From:bob@example.com|Subject:a=20b; h=From:Subject;
             bh=@BH@; b=@B@
            From: bob@example.com
            Subject: a b

            Hi
            """, KEY));

    /** Measured in octets allocated, which no other program on the machine changes. */
    @Test
    @DisplayName("signatures that cannot be read cost no memory for each other field")
    void manyUnreadableSignatures() {
        Message message =
                Message.of(Forge.octets("DKIM-Signature:x\r\n".repeat(4900) + "From: bob@example.com\r\n\r\n"));
        DkimVerifier verifier = DkimVerifier.using(Forge.dns(KEY.txt()));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(verifier.verify(message)).hasSize(4900);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(30_000_000);
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("signature fields with random damage")
    void damagedFields(int seed) {
        Random random = new Random(seed);
        FakeDns dns = Forge.dns(KEY.txt());
        for (int i = 0; i < 20; i++) {
            byte[] damaged = damage(random, Forge.octets(SIGNED), SIGNED.indexOf("From: "));
            for (DkimOutcome outcome : DkimVerifier.using(dns)
                    .withOptions(DkimOptions.DEFAULT.withDiagnosis(100))
                    .verify(Message.of(damaged))) {
                assertThat(outcome.reason()).matches("[ -~]+\\.");
                assertThat(outcome.problem().isEmpty()).isEqualTo(outcome.result() == DkimResult.PASS);
                assertThat(outcome.toString()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("key records with random damage")
    void damagedKeys(int seed) {
        Random random = new Random(seed);
        Message message = Message.of(Forge.octets(SIGNED));
        String record = "v=DKIM1; k=rsa; h=sha256; s=email; t=s:y; n=x; p=" + KEY.publicKeyData();
        for (int i = 0; i < 20; i++) {
            byte[] damaged = damage(random, Forge.octets(record), record.length());
            FakeDns dns = Forge.dns(Forge.text(damaged));
            assertThat(DkimVerifier.using(dns).verify(message)).hasSize(1);
            assertThatCode(() -> KeyCheck.using(dns).check("example.com", "s1", SigningKey.of(KEY.privateKey())))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("random octets as keys")
    void randomKeys(int seed) {
        Random random = new Random(seed);
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] spki = Base64.getDecoder().decode(KEY.publicKeyData());
        for (int i = 0; i < 50; i++) {
            byte[] damaged = damage(random, spki, spki.length);
            assertThatCode(() -> DkimKeyRecord.parse("p=" + base64.encodeToString(damaged)))
                    .doesNotThrowAnyException();
            byte[] point = new byte[32];
            random.nextBytes(point);
            assertThatCode(() -> DkimKeyRecord.parse("k=ed25519; p=" + base64.encodeToString(point)))
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] damage(Random random, byte[] octets, int until) {
        byte[] damaged = octets.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(until);
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged[at] = (byte) ";=: \t\r\n@.|".charAt(random.nextInt(10));
                case 2 -> {
                    int from = random.nextInt(until);
                    System.arraycopy(octets, from, damaged, at, Math.min(20, until - Math.max(from, at)));
                }
                default ->
                    damaged = concat(Arrays.copyOf(damaged, at), Arrays.copyOfRange(damaged, at + 1, damaged.length));
            }
            until = Math.min(until, damaged.length);
        }
        return damaged;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @Test
    @DisplayName("Bleichenbacher's forgery with e=3, RFC 8017 §8.2.2: octets behind the digest are not overlooked")
    void bleichenbacher() throws Exception {
        BigInteger modulus = BigInteger.ONE.shiftLeft(3071).add(BigInteger.ONE);
        String record = "p="
                + Base64.getEncoder()
                        .encodeToString(new org.bouncycastle.asn1.pkcs.RSAPublicKey(modulus, BigInteger.valueOf(3))
                                .getEncoded());
        String field = "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From;"
                + " bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Forge.octets("From: bob@example.com\r\n" + field));
        byte[] start = HexFormat.of()
                .parseHex("0001ffffffffffffffff003031300d060960864801650304020105000420"
                        + HexFormat.of().formatHex(digest));
        BigInteger block = new BigInteger(1, Arrays.copyOf(start, 384));
        BigInteger root = BigInteger.ZERO;
        for (int bit = 1024; bit >= 0; bit--) {
            BigInteger larger = root.setBit(bit);
            root = larger.pow(3).compareTo(block) <= 0 ? larger : root;
        }
        byte[] forged = root.add(BigInteger.ONE).toByteArray();
        byte[] signature = new byte[384];
        System.arraycopy(forged, 0, signature, 384 - forged.length, forged.length);
        byte[] cube = root.add(BigInteger.ONE).pow(3).toByteArray();
        assertThat(Arrays.copyOf(cube, 60)).isEqualTo(Arrays.copyOfRange(start, 1, 61));

        byte[] message = Forge.octets(
                field + Base64.getEncoder().encodeToString(signature) + "\r\nFrom: bob@example.com\r\n\r\n");
        assertThat(DkimVerifier.using(Forge.dns(record)).verify(Message.of(message)))
                .extracting(outcome -> outcome.problem().orElseThrow())
                .containsExactly(DkimProblem.SIGNATURE_MISMATCH);
    }

    @Test
    @DisplayName("what strangers write does not reach a reason as it is")
    void reasons() {
        byte[] message =
                Forge.octets("DKIM-Signature: v=\u00e9\u00a8" + "x".repeat(1000) + "\r\nFrom: bob@example.com\r\n\r\n");
        assertThat(DkimVerifier.using(FakeDns.zone("")).verify(Message.of(message)))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.reason()).matches("[ -~]+").hasSizeLessThan(300));
    }
}
