package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.Message;
import org.signetmail.dkim.tags.OctetBuffer;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;

/** Several signatures, the work they make, bodies in pieces, and look-ups on their way. */
class DkimSessionTest {

    private static final TestKey RSA = TestKeys.rsa1024();
    private static final TestKey ED25519 = TestKeys.ed25519();

    private static String field(String canonicalization, String more) {
        return "DKIM-Signature: v=1; a=rsa-sha256; c=" + canonicalization + "; d=example.com; s=s1; h=From; " + more
                + "bh=@BH@; b=@B@\n";
    }

    private static List<String> verdicts(List<DkimOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.problem().map(Enum::name).orElse("pass"))
                .toList();
    }

    private static List<String> verdicts(FakeDns dns, byte[] message) {
        return verdicts(DkimVerifier.using(dns).verify(Message.of(message)));
    }

    private static byte[] body(Message message) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        message.writeBodyTo(body::write);
        return body.toByteArray();
    }

    @Test
    @DisplayName("the body may be split anywhere, and every kind of signature sees the same")
    void anySplit() {
        byte[] signed = Forge.signRaw(
                Stream.of("simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed")
                                .map(c -> field(c, "") + field(c, "l=9; "))
                                .collect(Collectors.joining())
                                .replace("\n", "\r\n")
                        + "From: bob@example.com\r\n\r\nA  line \t of\r\n \r\n\r\ntext \r\r\n.\r\n\t\r\n \r\n",
                RSA);
        DkimVerifier verifier = DkimVerifier.using(Forge.dns(RSA.txt()))
                .withOptions(DkimOptions.DEFAULT.withPolicy(DkimPolicy.DEFAULT.withPartialBodies(true)));
        Message message = Message.of(signed);
        byte[] body = body(message);
        assertThat(verifier.verify(message))
                .hasSize(8)
                .extracting(DkimOutcome::result)
                .containsOnly(DkimResult.PASS);
        for (int first = 0; first <= body.length; first++) {
            for (int second = first; second <= body.length; second++) {
                DkimSession session = verifier.begin(message.fields());
                session.body(body, 0, first);
                session.body(body, first, second - first);
                session.body(body, second, body.length - second);
                assertThat(session.finish()).extracting(DkimOutcome::result).containsOnly(DkimResult.PASS);
            }
        }
    }

    @Test
    void aMessageWithoutSignatures() {
        assertThat(DkimVerifier.using(FakeDns.zone("")).verify(Message.of(new byte[0])))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.result()).isEqualTo(DkimResult.NONE);
                    assertThat(outcome.reason()).isEqualTo("The message is not signed.");
                    assertThat(outcome.domain()).isEmpty();
                });
    }

    @Test
    void aFinishedSessionTakesNothingMore() {
        DkimSession session = DkimVerifier.using(FakeDns.zone("")).begin(List.of());
        session.body(new byte[3], 1, 2);
        assertThatThrownBy(() -> session.body(new byte[3], 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        session.finish();
        assertThatIllegalStateException().isThrownBy(() -> session.body(new byte[3], 0, 1));
        assertThatIllegalStateException().isThrownBy(session::finish);
    }

    @Test
    @Tag("slow")
    @DisplayName("keys are asked for at the start, each once, and all at the same time")
    void lookupsOverlap() {
        FakeDns dns = FakeDns.zone(IntStream.range(0, 8)
                        .mapToObj(i -> "s" + i + "._domainkey.example.com TXT \"" + ED25519.txt() + "\"")
                        .collect(Collectors.joining("\n")))
                .withDelay(Duration.ofSeconds(1));
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            String field =
                    "DKIM-Signature: v=1; a=ed25519-sha256; d=example.com; s=s" + i + "; h=From; bh=@BH@; b=@B@\n";
            fields.append(i == 0 ? field + field : field);
        }
        Message message = Message.of(Forge.sign(fields + "From: bob@example.com\n\nHi\n", ED25519));
        long start = System.nanoTime();
        DkimSession session = DkimVerifier.using(dns).begin(message.fields());
        assertThat(dns.queries()).hasSize(8);
        session.body(body(message), 0, body(message).length);
        assertThat(session.finish()).hasSize(9).extracting(DkimOutcome::result).containsOnly(DkimResult.PASS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(dns.queries()).hasSize(8);
    }

    @Test
    @DisplayName("rule 44: ten signatures are evaluated; those that are broken by themselves do not count")
    void junkAboveAGoodSignature() {
        String junk = "DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=s1; h=Subject; bh=@BH@; b=@B@\n";
        byte[] signed = Forge.sign(junk.repeat(40) + field("simple/simple", "") + "From: bob@example.com\n\nHi\n", RSA);
        FakeDns dns = Forge.dns(RSA.txt());
        assertThat(verdicts(dns, signed)).hasSize(41).endsWith("FROM_NOT_SIGNED", "pass");
        assertThat(dns.queries()).hasSize(1);
    }

    @Test
    @DisplayName("rule 44: with more than ten, those that could align with From come first")
    void alignedFirst() {
        String zone = IntStream.range(0, 20)
                .mapToObj(i -> "s" + i + "._domainkey.evil.example TXT !SERVFAIL")
                .collect(Collectors.joining("\n"));
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            fields.append(
                    "DKIM-Signature: v=1; a=ed25519-sha256; d=evil.example; s=s" + i + "; h=From; bh=@BH@; b=@B@\n");
        }
        String subdomain = "DKIM-Signature: v=1; a=ed25519-sha256; d=mail.example.com; s=s1; h=From; bh=@BH@; b=@B@\n";
        String exact = "DKIM-Signature: v=1; a=ed25519-sha256; d=example.com; s=s1; h=From; bh=@BH@; b=@B@\n";
        FakeDns dns = FakeDns.zone(zone + "\ns1._domainkey.example.com TXT \"" + ED25519.txt()
                + "\"\ns1._domainkey.mail.example.com TXT \"" + ED25519.txt() + "\"");
        List<String> verdicts =
                verdicts(dns, Forge.sign(fields + subdomain + exact + "From: bob@example.com\n\nHi\n", ED25519));
        assertThat(verdicts).hasSize(22).endsWith("TOO_MANY_SIGNATURES", "pass", "pass");
        assertThat(verdicts.subList(0, 20))
                .containsOnly("KEY_LOOKUP_FAILED", "TOO_MANY_SIGNATURES")
                .filteredOn("KEY_LOOKUP_FAILED"::equals)
                .hasSize(8);
        assertThat(dns.queries()).hasSize(10);
    }

    @Test
    @DisplayName("rule 44: 1000 signatures make 10 queries, and each has its outcome")
    void manySignatures() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            fields.append("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=t" + i + "; h=From; bh=QUJD; b=QUJD\n");
        }
        FakeDns dns = Forge.dns(RSA.txt());
        List<String> verdicts = verdicts(dns, Forge.sign(fields + "From: bob@example.com\n\n", RSA));
        assertThat(verdicts).hasSize(1000);
        assertThat(verdicts.subList(0, 10)).containsOnly("KEY_MISSING");
        assertThat(verdicts.subList(10, 1000)).containsOnly("TOO_MANY_SIGNATURES");
        assertThat(Set.copyOf(dns.queries())).hasSize(10);
    }

    @Test
    @DisplayName("rule 45: a key that cannot be asked for is a temporary error, beside a permanent one")
    void temporaryError() {
        FakeDns dns = FakeDns.zone("s1._domainkey.example.com TXT !TIMEOUT");
        byte[] signed =
                Forge.sign(field("simple/simple", "") + "DKIM-Signature: v=2\nFrom: bob@example.com\n\nHi\n", RSA);
        assertThat(DkimVerifier.using(dns).verify(Message.of(signed)))
                .extracting(DkimOutcome::result)
                .containsExactly(DkimResult.TEMPERROR, DkimResult.PERMERROR);
    }

    @Test
    @DisplayName("an interrupt ends the waiting for keys, and the flag stays")
    void interrupt() {
        FakeDns dns = Forge.dns(RSA.txt()).withDelay(Duration.ofSeconds(20));
        byte[] signed = Forge.sign(field("simple/simple", "") + "From: bob@example.com\n\nHi\n", RSA);
        Thread.currentThread().interrupt();
        assertThat(verdicts(dns, signed)).containsExactly("KEY_LOOKUP_FAILED");
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest(name = "{0} spaces and blank lines")
    @CsvSource({"10000", "2000000"})
    @DisplayName("hostile: nothing but white space, blank lines and bare CRs")
    void whiteSpace(int count) {
        String body = " ".repeat(count) + "\r\n".repeat(count) + "\t \r\n".repeat(count / 4) + " \r".repeat(count);
        String header = "X: " + " ".repeat(100_000) + "\r\nFrom: bob@example.com\r\n";
        byte[] signed = Forge.octets("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1;"
                + " h=From:X; bh=QUJD; b=QUJD\r\n" + header + "\r\n" + body);
        assertThat(verdicts(Forge.dns(RSA.txt()), signed)).containsExactly("BODY_HASH_MISMATCH");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From; bh=QUJD; b=QUJD\r\n"})
    @DisplayName("the next message works in the room of the last one, whether that one was signed or not")
    void givesItsRoomBack(String signature) {
        VerifierSettings settings = VerifierSettings.of(DkimOptions.DEFAULT, null);
        OctetBuffer room = new OctetBuffer(64);
        settings.giveRoom(room);
        Message message = Message.of(Forge.octets(signature + "From: bob@example.com\r\n\r\nHi\r\n"));
        Refusal none = Refusal.of(DkimProblem.NO_SIGNATURE, "None.", "");
        new DkimSession(message.fields(), null, none, Forge.dns(RSA.txt()), settings).finish();
        assertThat(settings.takeRoom()).isSameAs(room);
    }

    @Test
    @DisplayName("one verifier on many threads")
    void threads() throws InterruptedException {
        byte[] signed = Forge.sign(
                field("relaxed/relaxed", "") + field("simple/simple", "") + "From: bob@example.com\n\nHi\n", RSA);
        DkimVerifier verifier = DkimVerifier.using(Forge.dns(RSA.txt()));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<List<String>>> results = IntStream.range(0, 800)
                .mapToObj(i -> pool.submit(() -> verdicts(verifier.verify(Message.of(signed)))))
                .toList();
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(results).allSatisfy(result -> assertThat(result.get()).containsExactly("pass", "pass"));
    }
}
