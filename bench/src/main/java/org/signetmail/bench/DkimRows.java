package org.signetmail.bench;

import static org.signetmail.bench.BodyKind.BASE64;
import static org.signetmail.bench.BodyKind.HTML;
import static org.signetmail.bench.BodyKind.PATHOLOGICAL;
import static org.signetmail.bench.BodyKind.PROSE;
import static org.signetmail.bench.BodyKind.WRITTEN;
import static org.signetmail.bench.Mail.KB;
import static org.signetmail.bench.Mail.MB;
import static org.signetmail.dkim.Canonicalization.RELAXED;
import static org.signetmail.dkim.Canonicalization.SIMPLE;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.testkit.TestKey;

/** DKIM, verifying and signing. */
final class DkimRows {

    /** From here on the goals are against the hash of the body alone. */
    private static final int LARGE = MB;

    private DkimRows() {}

    static List<Row> all() {
        return List.of(
                verify(2 * KB, PROSE, Mail.RSA, RELAXED, Goal.ratio(1.12)),
                verify(2 * KB, PROSE, Mail.RSA, SIMPLE, Goal.NONE),
                verify(2 * KB, PROSE, Mail.ED25519, RELAXED, Goal.ratio(1.2)),
                verify(50 * KB, PROSE, Mail.RSA, RELAXED, Goal.NONE),
                verify(50 * KB, BASE64, Mail.RSA, RELAXED, Goal.NONE),
                verify(50 * KB, PATHOLOGICAL, Mail.RSA, RELAXED, Goal.NONE),
                verify(MB, PROSE, Mail.RSA, RELAXED, Goal.ratio(1.3)),
                verify(MB, WRITTEN, Mail.RSA, RELAXED, Goal.ratio(1.6)),
                verify(MB, HTML, Mail.RSA, RELAXED, Goal.ratio(1.6)),
                verify(MB, BASE64, Mail.RSA, RELAXED, Goal.ratio(1.9)),
                verify(MB, PATHOLOGICAL, Mail.RSA, RELAXED, Goal.ratio(1.7)),
                verify(MB, PROSE, Mail.RSA, SIMPLE, Goal.ratio(1.15)),
                verify(MB, BASE64, Mail.RSA, SIMPLE, Goal.ratio(1.15)),
                verify(MB, PATHOLOGICAL, Mail.RSA, SIMPLE, Goal.ratio(1.15)),
                verify(25 * MB, PROSE, Mail.RSA, RELAXED, Goal.ratio(2.2)),
                verify(25 * MB, BASE64, Mail.RSA, RELAXED, Goal.ratio(1.9)),
                verify(25 * MB, PATHOLOGICAL, Mail.RSA, RELAXED, Goal.ratio(2.2)),
                sign(2 * KB, PROSE, Mail.RSA, Goal.ratio(1.06)),
                sign(2 * KB, PROSE, Mail.ED25519, Goal.NONE),
                sign(50 * KB, PROSE, Mail.RSA, Goal.NONE),
                sign(MB, PROSE, Mail.RSA, Goal.ratio(2.2)),
                sign(MB, BASE64, Mail.RSA, Goal.ratio(1.9)),
                sign(MB, PATHOLOGICAL, Mail.RSA, Goal.ratio(2.2)),
                sign(25 * MB, PROSE, Mail.RSA, Goal.ratio(1.35)),
                signAndWrite(25 * MB, Goal.ratio(1.35)),
                newKey(2 * KB),
                correttoVerify(2 * KB),
                correttoVerify(MB),
                correttoSign(2 * KB));
    }

    private static Row verify(int length, BodyKind kind, TestKey key, Canonicalization canonicalization, Goal goal) {
        Map<Engine, Row.Maker> engines = new EnumMap<>(Engine.class);
        engines.put(Engine.SIGNET, () -> SignetDkim.verify(signed(length, kind, key, canonicalization), key, null));
        engines.put(Engine.LIMIT, () -> {
            byte[] message = signed(length, kind, key, canonicalization);
            return length < LARGE
                    ? BareCryptography.verify(message, Mail.dnsWith(key), key, null)
                    : BareCryptography.hashBody(message);
        });
        if (isRsa(key)) {
            engines.put(Engine.JDKIM, () -> JdkimEngine.verify(signed(length, kind, key, canonicalization), key));
            engines.put(
                    Engine.JDKIM_CORE, () -> JdkimEngine.verifyCore(signed(length, kind, key, canonicalization), key));
        }
        return Row.cpu(name("verify", length, kind, key) + ", " + lower(canonicalization), goal, engines);
    }

    private static Row sign(int length, BodyKind kind, TestKey key, Goal goal) {
        Map<Engine, Row.Maker> engines = new EnumMap<>(Engine.class);
        engines.put(Engine.SIGNET, () -> signs(length, kind, key, message -> SignetDkim.sign(message, key, null)));
        engines.put(Engine.LIMIT, () -> BareCryptography.sign(signed(length, kind, key, RELAXED), key, null));
        if (isRsa(key)) {
            engines.put(Engine.JDKIM, () -> signs(length, kind, key, message -> JdkimEngine.sign(message, key)));
            engines.put(
                    Engine.UTILS_MAIL_DKIM,
                    () -> signs(length, kind, key, message -> UtilsMailDkimEngine.sign(message, key)));
        }
        return Row.cpu(name("sign", length, kind, key), goal, engines);
    }

    private static Row signAndWrite(int length, Goal goal) {
        return Row.cpu(
                name("sign", length, PROSE, Mail.RSA) + ", and write",
                goal,
                Map.of(
                        Engine.SIGNET,
                        () -> signs(length, PROSE, Mail.RSA, message -> SignetDkim.signAndWrite(message, Mail.RSA)),
                        Engine.LIMIT,
                        () -> BareCryptography.sign(signed(length, PROSE, Mail.RSA, RELAXED), Mail.RSA, null)));
    }

    /** Makes what signs a message. */
    @FunctionalInterface
    private interface SignerOf {
        Operation of(byte[] message) throws Exception;
    }

    /** An operation whose signature verifies: it gives the signed message, or the field to put on top of it. */
    private static Operation signs(int length, BodyKind kind, TestKey key, SignerOf signer) throws Exception {
        byte[] message = Mail.unsigned(kind, length);
        Operation operation = signer.of(message);
        Object result = operation.run();
        byte[] signed = result instanceof byte[] whole
                ? whole
                : Latin1.octets(result + "\r\n" + Latin1.text(message, 0, length));
        SignetDkim.passes(DkimVerifier.using(Mail.dnsWith(key)).verify(Message.of(signed)));
        return operation;
    }

    private static Row newKey(int length) {
        return Row.cpu(
                name("verify", length, PROSE, Mail.RSA) + ", relaxed, a key never seen before",
                Goal.NONE,
                Map.of(
                        Engine.SIGNET,
                        () -> SignetDkim.verifyNewKey(signed(length, PROSE, Mail.RSA, RELAXED), Mail.RSA)));
    }

    private static Row correttoVerify(int length) {
        return Row.cpu(
                name("verify", length, PROSE, Mail.RSA) + ", relaxed, with Corretto's provider",
                Goal.NONE,
                Map.of(
                        Engine.SIGNET,
                        () -> SignetDkim.verify(
                                signed(length, PROSE, Mail.RSA, RELAXED), Mail.RSA, CorrettoProvider.get()),
                        Engine.LIMIT,
                        () -> BareCryptography.verify(
                                signed(length, PROSE, Mail.RSA, RELAXED),
                                Mail.dnsWith(Mail.RSA),
                                Mail.RSA,
                                CorrettoProvider.get())));
    }

    private static Row correttoSign(int length) {
        return Row.cpu(
                name("sign", length, PROSE, Mail.RSA) + ", with Corretto's provider",
                Goal.NONE,
                Map.of(
                        Engine.SIGNET,
                        () -> signs(
                                length,
                                PROSE,
                                Mail.RSA,
                                message -> SignetDkim.sign(message, Mail.RSA, CorrettoProvider.get())),
                        Engine.LIMIT,
                        () -> BareCryptography.sign(
                                signed(length, PROSE, Mail.RSA, RELAXED), Mail.RSA, CorrettoProvider.get())));
    }

    private static byte[] signed(int length, BodyKind kind, TestKey key, Canonicalization canonicalization) {
        return Mail.signed(Mail.unsigned(kind, length), key, canonicalization);
    }

    private static String name(String verb, int length, BodyKind kind, TestKey key) {
        String size = length < MB ? length / KB + " KB" : length / MB + " MB";
        return verb + " " + size + " " + kind + ", " + (isRsa(key) ? "RSA" : "Ed25519");
    }

    private static boolean isRsa(TestKey key) {
        return key.keyType().equals("rsa");
    }

    private static String lower(Canonicalization canonicalization) {
        return canonicalization.name().toLowerCase(Locale.ROOT);
    }
}
