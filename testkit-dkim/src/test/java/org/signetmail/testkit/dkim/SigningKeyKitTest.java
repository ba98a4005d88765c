package org.signetmail.testkit.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.DkimSigningProblem;
import org.signetmail.dkim.SigningInput;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** The kit finds what is wrong with a key: each fault is planted, and the tests that ought to find it fail. */
class SigningKeyKitTest {

    private static final TestKey RSA = TestKeys.rsa2048();
    private static final TestKey ED25519 = TestKeys.ed25519();

    private static final String ALGORITHM = "tellsItsAlgorithm";
    private static final String HALF = "tellsItsPublicHalf";
    private static final String SIGNS = "signs";
    private static final String STATE = "keepsNothingBetweenSignatures";
    private static final String THREADS = "signsOnManyThreads";
    private static final String MESSAGES = "signsMessages";
    private static final String NULL = "refusesNull";
    private static final String TO_STRING = "showsNothingOfThePrivateHalf";

    private static final String FAILURE = "failsWithItsReason";

    private static final String HANGS = "no answer";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What a key signs, and how. */
    private interface Signing {
        byte[] sign(SigningInput input) throws GeneralSecurityException, InterruptedException;
    }

    /** A key put together from parts, of which one is wrong. */
    private record Parts(
            Supplier<DkimAlgorithm> algorithms,
            Supplier<Optional<PublicKey>> halves,
            Signing signing,
            Supplier<String> shown)
            implements SigningKey {

        static Parts rsa() {
            return of(DkimAlgorithm.RSA_SHA256, RSA)
                    .signing(input -> jca("SHA256withRSA", RSA.privateKey(), input.data()));
        }

        static Parts ed25519() {
            return of(DkimAlgorithm.ED25519_SHA256, ED25519)
                    .signing(input -> jca("Ed25519", ED25519.privateKey(), input.digest()));
        }

        private static Parts of(DkimAlgorithm algorithm, TestKey key) {
            return new Parts(
                    () -> algorithm,
                    () -> Optional.of(key.publicKey()),
                    input -> new byte[0],
                    () -> "key \"dkim-2026\"");
        }

        Parts signing(Signing other) {
            return new Parts(algorithms, halves, other, shown);
        }

        Parts halves(Supplier<Optional<PublicKey>> others) {
            return new Parts(algorithms, others, signing, shown);
        }

        Parts algorithms(Supplier<DkimAlgorithm> others) {
            return new Parts(others, halves, signing, shown);
        }

        Parts shown(Supplier<String> other) {
            return new Parts(algorithms, halves, signing, other);
        }

        @Override
        public DkimAlgorithm algorithm() {
            return algorithms.get();
        }

        @Override
        public Optional<PublicKey> publicKey() {
            return halves.get();
        }

        @Override
        public byte[] sign(SigningInput input) {
            try {
                return signing.sign(input);
            } catch (GeneralSecurityException e) {
                throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "interrupted", e);
            }
        }

        @Override
        public String toString() {
            return shown.get();
        }
    }

    private static byte[] jca(String algorithm, PrivateKey key, byte[] data) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(data);
        return signature.sign();
    }

    private static byte[] rsa(SigningInput input) throws GeneralSecurityException {
        return jca("SHA256withRSA", RSA.privateKey(), input.data());
    }

    private static byte[] pss(SigningInput input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        signature.initSign(RSA.privateKey());
        signature.update(input.data());
        return signature.sign();
    }

    private static Signature shared() {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(RSA.privateKey());
            return signature;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] reversed(byte[] octets) {
        byte[] result = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            result[i] = octets[octets.length - 1 - i];
        }
        return result;
    }

    private static <T> Supplier<T> changing(T one, T other) {
        AtomicInteger calls = new AtomicInteger();
        return () -> calls.getAndIncrement() % 2 == 0 ? one : other;
    }

    /** Has two threads be at one place at the same time, where there are two. */
    private static final class Meeting {
        private final Set<Thread> seen = ConcurrentHashMap.newKeySet();
        private final Exchanger<Thread> exchanger = new Exchanger<>();

        /** The first time of each thread, waits for another one. Not for ever: most tests sign on one thread alone. */
        void meet() throws InterruptedException {
            Thread self = Thread.currentThread();
            if (seen.add(self)) {
                try {
                    exchanger.exchange(self, 2, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    // Alone.
                }
            }
        }
    }

    private static byte[] hang() throws InterruptedException {
        new CountDownLatch(1).await();
        return new byte[0];
    }

    /** A kit with a key, and with one that fails. */
    private static SigningKeyKit kit(SigningKey key, Optional<SigningKey> failing, Duration patience) {
        return new SigningKeyKit() {
            @Override
            protected SigningKey key() {
                return key;
            }

            @Override
            protected Optional<SigningKey> failingKey() {
                return failing;
            }

            @Override
            protected Duration patience() {
                return patience;
            }
        };
    }

    /** Runs all tests that the kit has, and names those that fail. */
    private static Set<String> failures(SigningKeyKit kit) throws IllegalAccessException {
        kit.makeKey();
        Set<String> failed = new TreeSet<>();
        for (Method method : tests().toList()) {
            try {
                if (method.invoke(kit) instanceof Stream<?> each) {
                    for (Object test : each.toList()) {
                        ((DynamicTest) test).getExecutable().execute();
                    }
                }
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof TestAbortedException)) {
                    failed.add(method.getName());
                }
            } catch (IllegalAccessException e) {
                throw e;
            } catch (Throwable e) {
                failed.add(method.getName());
            }
        }
        kit.endThreads();
        return failed;
    }

    private static Stream<Method> tests() {
        return Arrays.stream(SigningKeyKit.class.getMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class));
    }

    @Test
    void findsNothingWrongWithWhatIsRight() throws Exception {
        SigningKey failing = Parts.rsa().signing(input -> {
            throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "gone");
        });
        assertThat(failures(kit(Parts.rsa(), Optional.of(failing), PATIENCE))).isEmpty();
        assertThat(failures(kit(Parts.ed25519(), Optional.empty(), PATIENCE))).isEmpty();
    }

    static Stream<Arguments> faults() {
        Signature unsynchronized = shared();
        Meeting between = new Meeting();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[256];
        Map<String, byte[]> cache = new HashMap<>();
        TestKey otherRsa = TestKeys.rsa(2048, 9);
        TestKey longerRsa = TestKeys.rsa(2056, 9);
        TestKey short1023 = TestKeys.rsa(1023, 3);
        return Stream.of(
                fault("no algorithm", Parts.rsa().algorithms(() -> null), ALGORITHM),
                fault("rsa-sha1", Parts.rsa().algorithms(() -> DkimAlgorithm.RSA_SHA1), ALGORITHM),
                fault(
                        "an algorithm that changes",
                        Parts.rsa().algorithms(changing(DkimAlgorithm.RSA_SHA256, DkimAlgorithm.ED25519_SHA256)),
                        ALGORITHM),
                fault("RSA that says Ed25519", Parts.rsa().algorithms(() -> DkimAlgorithm.ED25519_SHA256), HALF, SIGNS),
                fault("Ed25519 that says RSA", Parts.ed25519().algorithms(() -> DkimAlgorithm.RSA_SHA256), HALF, SIGNS),
                fault("no public half, not even an empty one", Parts.rsa().halves(() -> null), HALF),
                fault("a public half that is not told", Parts.rsa().halves(Optional::empty), HALF),
                fault(
                        "the public half of another key",
                        Parts.rsa().halves(() -> Optional.of(otherRsa.publicKey())),
                        SIGNS,
                        MESSAGES),
                fault(
                        "a public half that changes",
                        Parts.rsa().halves(changing(Optional.of(RSA.publicKey()), Optional.of(otherRsa.publicKey()))),
                        HALF),
                fault(
                        "a public half of another length",
                        Parts.rsa().halves(() -> Optional.of(longerRsa.publicKey())),
                        SIGNS,
                        MESSAGES),
                fault(
                        "a short key",
                        Parts.rsa()
                                .halves(() -> Optional.of(short1023.publicKey()))
                                .signing(input -> jca("SHA256withRSA", short1023.privateKey(), input.data())),
                        HALF,
                        MESSAGES),
                fault(
                        "RSA over the digest of the digest",
                        Parts.rsa().signing(input -> jca("SHA256withRSA", RSA.privateKey(), input.digest())),
                        SIGNS,
                        MESSAGES),
                fault(
                        "RSA over the digest without DigestInfo",
                        Parts.rsa().signing(input -> jca("NONEwithRSA", RSA.privateKey(), input.digest())),
                        SIGNS,
                        MESSAGES),
                fault(
                        "SHA-1",
                        Parts.rsa().signing(input -> jca("SHA1withRSA", RSA.privateKey(), input.data())),
                        SIGNS,
                        MESSAGES),
                fault("PSS", Parts.rsa().signing(SigningKeyKitTest::pss), SIGNS, STATE, MESSAGES),
                fault(
                        "Ed25519 over the data",
                        Parts.ed25519().signing(input -> jca("Ed25519", ED25519.privateKey(), input.data())),
                        SIGNS,
                        MESSAGES),
                fault("null in place of a signature", Parts.rsa().signing(input -> null), SIGNS, MESSAGES),
                fault("no octets", Parts.rsa().signing(input -> new byte[0]), SIGNS, MESSAGES),
                fault("a signature cut off", Parts.rsa().signing(input -> Arrays.copyOf(rsa(input), 255)), SIGNS),
                fault(
                        "a signature with an octet more",
                        Parts.rsa().signing(input -> Arrays.copyOf(rsa(input), 257)),
                        SIGNS),
                fault("the lowest octet first", Parts.rsa().signing(input -> reversed(rsa(input))), SIGNS),
                fault(
                        "the signature as text",
                        Parts.rsa().signing(input -> Base64.getEncoder().encode(rsa(input))),
                        SIGNS,
                        MESSAGES),
                fault(
                        "inputs that run together",
                        Parts.rsa().signing(input -> {
                            synchronized (all) {
                                all.writeBytes(input.data());
                                return jca("SHA256withRSA", RSA.privateKey(), all.toByteArray());
                            }
                        }),
                        SIGNS,
                        STATE),
                fault(
                        "one Signature for all threads",
                        Parts.rsa().signing(input -> {
                            int half = input.data().length / 2;
                            unsynchronized.update(input.data(), 0, half);
                            between.meet();
                            unsynchronized.update(input.data(), half, input.data().length - half);
                            return unsynchronized.sign();
                        }),
                        THREADS),
                fault(
                        "one array for all signatures",
                        Parts.rsa().signing(input -> {
                            synchronized (buffer) {
                                System.arraycopy(rsa(input), 0, buffer, 0, 256);
                            }
                            return buffer;
                        }),
                        STATE),
                fault(
                        "the first signature for all inputs",
                        Parts.rsa().signing(input -> {
                            synchronized (cache) {
                                if (!cache.containsKey("")) {
                                    cache.put("", rsa(input));
                                }
                                return cache.get("").clone();
                            }
                        }),
                        SIGNS,
                        STATE),
                fault(
                        "no more than 4096 octets, as a service that takes the data has it",
                        Parts.rsa().signing(input -> {
                            if (input.data().length > 4096) {
                                throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "too long");
                            }
                            return rsa(input);
                        }),
                        SIGNS),
                fault(
                        "no empty input",
                        Parts.rsa().signing(input -> {
                            if (input.data().length == 0) {
                                throw new IllegalArgumentException("empty");
                            }
                            return rsa(input);
                        }),
                        SIGNS),
                fault(HANGS, Parts.rsa().signing(input -> hang()), SIGNS, MESSAGES, THREADS),
                fault(
                        "null as an empty input",
                        Parts.rsa().signing(input -> rsa(input == null ? SigningInput.of(new byte[0]) : input)),
                        NULL),
                fault("PEM in toString", Parts.rsa().shown(RSA::pkcs8Pem), TO_STRING),
                fault(
                        "base64 in toString",
                        Parts.rsa()
                                .shown(() -> "key "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        ED25519.privateKey().getEncoded())),
                        TO_STRING),
                fault("null in toString", Parts.rsa().shown(() -> null), TO_STRING));
    }

    @Test
    void plantsAFaultForEveryTest() {
        Set<String> found = new TreeSet<>(Set.of(FAILURE));
        faults().forEach(fault -> ((Set<?>) fault.get()[2]).forEach(name -> found.add((String) name)));
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        tests().map(Method::getName).toList());
    }

    private static Arguments fault(String name, SigningKey key, String... found) {
        return Arguments.of(name, key, Set.of(found));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void findsFaults(String name, SigningKey key, Set<String> expected) throws Exception {
        Duration patience = name.equals(HANGS) ? Duration.ofMillis(100) : PATIENCE;
        assertThat(failures(kit(key, Optional.empty(), patience))).containsAll(expected);
    }

    static Stream<Arguments> faultsOfFailing() {
        return Stream.of(
                fault("an exception of its own", Parts.rsa().signing(input -> {
                    throw new IllegalStateException("503");
                })),
                fault("another problem", Parts.rsa().signing(input -> {
                    throw new DkimSigningException(DkimSigningProblem.CLOCK, "");
                })),
                fault("null", Parts.rsa().signing(input -> null)),
                fault("an empty signature", Parts.rsa().signing(input -> new byte[0])),
                fault("no end", Parts.rsa().signing(input -> hang())),
                fault("a failure the first time alone", Parts.rsa().signing(failsOnce())));
    }

    private static Signing failsOnce() {
        AtomicInteger calls = new AtomicInteger();
        return input -> {
            if (calls.getAndIncrement() == 0) {
                throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "");
            }
            return hang();
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfFailing")
    void findsFaultsOfKeysThatFail(String name, SigningKey failing, Set<String> none) {
        SigningKeyKit kit = kit(Parts.rsa(), Optional.of(failing), Duration.ofMillis(300));
        kit.makeKey();
        assertThatThrownBy(kit::failsWithItsReason).isInstanceOf(AssertionError.class);
        kit.endThreads();
    }
}
