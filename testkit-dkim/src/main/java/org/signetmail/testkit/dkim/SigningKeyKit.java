package org.signetmail.testkit.dkim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.DkimSigningProblem;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.dkim.KeyRecordText;
import org.signetmail.dkim.SigningInput;
import org.signetmail.dkim.SigningKey;

/**
 * What every {@link SigningKey} has to do, as tests for one of your own, whose key a service, a vault or a device holds:
 * extend it in your tests, and JUnit runs them all.
 *
 * <pre>{@code
 * class VaultKeyTest extends SigningKeyKit {
 *     @Override
 *     protected SigningKey key() {
 *         return new VaultKey(vault, "dkim-2026");
 *     }
 *
 *     @Override
 *     protected Optional<SigningKey> failingKey() {
 *         return Optional.of(new VaultKey(vaultThatDoesNotAnswer, "dkim-2026"));
 *     }
 * }
 * }</pre>
 *
 * <p>What is signed is looked at with the JDK's own RSA and Ed25519, and with Signet as a receiver would. The tests sign
 * some 250 times; nothing is sent anywhere. The kit needs {@code org.junit.jupiter:junit-jupiter-api} 5.8 or later, which it
 * does not bring along: whoever runs tests has it. Later versions may add tests, for what a key had to do all along.
 */
@SuppressWarnings("exports") // Who extends this class has JUnit, and says so in his own module.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SigningKeyKit {

    private static final int THREADS = 8;

    private static final int ROUNDS = 25;

    private static final int ED25519_OCTETS = 64;

    /** RFC 8301 §3.2, and what verifiers take at most. */
    private static final int LEAST_RSA_BITS = 1024;

    private static final int MOST_RSA_BITS = 8192;

    /** Nothing that a log may show has so many letters and digits of base64 in a row; a private key has. */
    private static final int LONGEST_WORD = 64;

    private @Nullable SigningKey key;

    /** Daemons, so that a key which hangs does not hang the tests. */
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "signing-key-kit");
        thread.setDaemon(true);
        return thread;
    });

    /** For subclasses. */
    protected SigningKeyKit() {}

    /**
     * Makes the key under test; called once, before all tests.
     *
     * @return a key that can sign
     */
    protected abstract SigningKey key();

    /**
     * The public half, for a key that does not tell it by {@link SigningKey#publicKey}.
     *
     * @return what the key tells, unless this is overridden
     */
    protected Optional<PublicKey> publicKey() {
        return made().publicKey();
    }

    /**
     * Makes a key that cannot sign, because its service or device is not there or does not answer; called once.
     *
     * @return a key that fails; nothing, and the tests of that are skipped
     */
    protected Optional<SigningKey> failingKey() {
        return Optional.empty();
    }

    /**
     * How long a signature may take at most, and a failing key until it has failed.
     *
     * @return ten seconds, unless this is overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** Asks {@link #key} for the key. */
    @BeforeAll
    public final void makeKey() {
        key = Objects.requireNonNull(key(), "key");
    }

    /** Ends what still hangs. */
    @AfterAll
    public final void endThreads() {
        threads.shutdownNow();
    }

    private SigningKey made() {
        return Objects.requireNonNull(key, "key");
    }

    private PublicKey half() {
        return publicKey().orElseGet(() -> fail("the key does not tell its public half: override publicKey()"));
    }

    private boolean isEd25519() {
        return made().algorithm() == DkimAlgorithm.ED25519_SHA256;
    }

    /** One of the two that sign, and always the same: a signer asks once, when it is made. */
    @Test
    public final void tellsItsAlgorithm() {
        DkimAlgorithm algorithm = given(made().algorithm(), "algorithm() gave null");
        assertTrue(
                algorithm == DkimAlgorithm.RSA_SHA256 || algorithm == DkimAlgorithm.ED25519_SHA256,
                () -> algorithm + " signs nothing");
        for (int i = 0; i < ROUNDS; i++) {
            assertEquals(algorithm, made().algorithm(), "algorithm() gave another one");
        }
    }

    /** The same at each call, of the kind that {@link SigningKey#algorithm} tells, and of a length that verifiers take. */
    @Test
    public final void tellsItsPublicHalf() {
        Optional<PublicKey> told = given(made().publicKey(), "publicKey() gave null: give Optional.empty()");
        for (int i = 0; i < ROUNDS; i++) {
            assertEquals(told, made().publicKey(), "publicKey() gave another one");
        }
        PublicKey half = half();
        if (isEd25519()) {
            EdECPublicKey edwards = assertInstanceOf(EdECPublicKey.class, half, "the public half is no Ed25519 key");
            assertEquals("Ed25519", edwards.getParams().getName());
        } else {
            int bits = assertInstanceOf(RSAPublicKey.class, half, "the public half is no RSA key")
                    .getModulus()
                    .bitLength();
            assertTrue(
                    bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS,
                    () -> "an RSA key of " + bits + " bits, and verifiers take " + LEAST_RSA_BITS + " to "
                            + MOST_RSA_BITS);
        }
    }

    /**
     * RFC 6376 §3.3, RFC 8463 §3: signatures of inputs of any length, which the public half verifies.
     *
     * @return a test for each input
     */
    @TestFactory
    public final Stream<DynamicTest> signs() {
        return Stream.of(0, 1, 31, 32, 33, 245, 600, 4096, 4097, 70_000, 1 << 20)
                .map(length -> DynamicTest.dynamicTest(length + " octets", () -> {
                    SigningInput input = input(length, 1);
                    assertVerifies(input, sign(input));
                }));
    }

    /** A signature depends on its input alone, not on the ones before; and what was given is not changed afterwards. */
    @Test
    public final void keepsNothingBetweenSignatures() {
        List<SigningInput> inputs = new ArrayList<>();
        List<byte[]> signatures = new ArrayList<>();
        List<byte[]> copies = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            // Long ones and short ones in turn, and some of them again.
            SigningInput input = input(i % 2 == 0 ? 3000 + i : i, i % 5);
            byte[] signature = sign(input);
            inputs.add(input);
            signatures.add(signature);
            copies.add(signature.clone());
        }
        for (int i = 0; i < ROUNDS; i++) {
            assertArrayEquals(
                    copies.get(i), signatures.get(i), "an array that was given is used for the next signature");
            assertVerifies(inputs.get(i), copies.get(i));
        }
        // RFC 8017 §8.2.1, RFC 8032 §5.1.6: both kinds of signatures are deterministic.
        byte[] first = sign(inputs.get(0));
        byte[] kept = first.clone();
        Arrays.fill(first, (byte) 0);
        assertArrayEquals(kept, sign(inputs.get(0)), "the same input gave another signature");
    }

    /**
     * A key is thread-safe: eight threads sign different inputs at the same time.
     *
     * @throws InterruptedException when the tests are ended
     */
    @Test
    public final void signsOnManyThreads() throws InterruptedException {
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int seed = thread;
            work.add(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    SigningInput input = input(200 + 37 * seed + i, seed);
                    assertVerifies(input, checked(made().sign(input)));
                }
                return null;
            });
        }
        Duration most = patience().multipliedBy(ROUNDS);
        for (Future<Void> done : threads.invokeAll(work, most.toMillis(), TimeUnit.MILLISECONDS)) {
            assertFalse(done.isCancelled(), () -> ROUNDS + " signatures on a thread took over " + most);
            outcome(done, most);
        }
    }

    /** All of the way: a signer takes the key, and a receiver finds the signature good. */
    @Test
    public final void signsMessages() {
        byte[] octets = "From: Ann <ann@example.com>\r\nTo: bob@example.net\r\nSubject: Hi\r\n\r\nHello\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        DkimSigner signer =
                DkimSigner.builder("example.com", "kit", made()).shortKey(true).build();
        byte[] signed = within(() -> signer.sign(Message.of(octets)).prependTo(octets));
        DnsAnswer published = new DnsAnswer.Found(
                List.of(DnsRecord.text(KeyRecordText.of(half()).text())), Duration.ofMinutes(1), false);
        DnsResolver dns = (name, type) -> CompletableFuture.completedFuture(published);
        List<DkimOutcome> outcomes = DkimVerifier.using(dns).verify(Message.of(signed));
        assertEquals(1, outcomes.size());
        assertEquals(DkimResult.PASS, outcomes.get(0).result(), outcomes.get(0)::reason);
    }

    /** A null is the caller's bug: it is no empty input, and no reason to wait. */
    @Test
    @SuppressWarnings("NullAway") // On purpose.
    public final void refusesNull() {
        try {
            within(() -> made().sign(null));
        } catch (RuntimeException e) {
            return;
        }
        fail("sign(null) gave a signature");
    }

    /** A log shows the key by its name at most. */
    @Test
    public final void showsNothingOfThePrivateHalf() {
        String shown = given(made().toString(), "toString() gave null");
        assertFalse(shown.contains("PRIVATE KEY"), "toString() shows a PEM block");
        int word = 0;
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            boolean base64 = (c >= '0' && c <= '9')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || c == '+'
                    || c == '/'
                    || c == '=';
            word = base64 ? word + 1 : 0;
            assertTrue(word < LONGEST_WORD, "toString() shows what may be the key");
        }
    }

    /** A key that cannot sign says so with a {@link DkimSigningException}, and before anybody has lost patience. */
    @Test
    public final void failsWithItsReason() {
        SigningKey failing = Objects.requireNonNull(failingKey(), "failingKey").orElse(null);
        assumeTrue(failing != null, "failingKey() gives none");
        // The second time as the first.
        for (int i = 0; i < 2; i++) {
            try {
                byte[] signature = within(() -> failing.sign(input(600, 1)));
                fail(signature == null ? "it gave null in place of an exception" : "it gave a signature");
            } catch (DkimSigningException e) {
                assertEquals(DkimSigningProblem.KEY_FAILED, e.problem());
            } catch (RuntimeException e) {
                fail("it threw no DkimSigningException with KEY_FAILED", e);
            }
        }
    }

    private byte[] sign(SigningInput input) {
        return within(() -> checked(made().sign(input)));
    }

    private static byte[] checked(byte @Nullable [] signature) {
        return given(signature, "sign() gave null: throw a DkimSigningException");
    }

    private static <T> T given(@Nullable T value, String otherwise) {
        assertNotNull(value, otherwise);
        return Objects.requireNonNull(value);
    }

    /** Octets of all values, which are others for another seed. */
    private static SigningInput input(int length, int seed) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i * 31 + i / 251 + seed * 7 + length);
        }
        return SigningInput.of(octets);
    }

    private void assertVerifies(SigningInput input, byte[] signature) {
        int octets = half() instanceof RSAPublicKey rsa ? (rsa.getModulus().bitLength() + 7) / 8 : ED25519_OCTETS;
        assertEquals(octets, signature.length, "octets in the signature");
        try {
            Signature verifier = Signature.getInstance(isEd25519() ? "Ed25519" : "SHA256withRSA");
            verifier.initVerify(half());
            verifier.update(isEd25519() ? input.digest() : input.data());
            assertTrue(verifier.verify(signature), "the signature does not verify with the public half");
        } catch (GeneralSecurityException e) {
            fail("the signature does not verify with the public half", e);
        }
    }

    private <T> T within(Callable<T> work) {
        return outcome(threads.submit(work), patience());
    }

    private static <T> T outcome(Future<T> work, Duration patience) {
        try {
            return work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            work.cancel(true);
            throw new AssertionError("no answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new AssertionError("it threw a checked exception", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
