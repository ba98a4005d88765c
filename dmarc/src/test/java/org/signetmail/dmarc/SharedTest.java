package org.signetmail.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigners;
import org.signetmail.dkim.DkimSigningSession;
import org.signetmail.dkim.NoSignerPolicy;
import org.signetmail.dkim.SigningKey;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKey;
import org.signetmail.testkit.TestKeys;
import org.signetmail.testkit.Zone;

/** Signers, an authenticator and a resolver that 64 threads share: the octets and verdicts of each message are those of one alone. */
class SharedTest {

    private static final int THREADS = 64;
    private static final int MESSAGES = 200;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));
    private static final TestKey RSA = TestKeys.rsa1024();
    private static final TestKey ED25519 = TestKeys.ed25519();

    private static DkimSigners signers() {
        List<DkimSigner> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            TestKey key = i % 2 == 0 ? RSA : ED25519;
            all.add(DkimSigner.builder("d" + i + ".example", "s", SigningKey.of(key.privateKey(), key.publicKey()))
                    .shortKey(true)
                    .clock(CLOCK)
                    .build());
        }
        return DkimSigners.byAuthorDomain(all, NoSignerPolicy.REFUSE);
    }

    private static Zone zone() {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            zone.append("d%1$d.example TXT \"v=spf1 a:h%1$d.example -all\"%n".formatted(i));
            zone.append("h%1$d.example A 192.0.2.%1$d%n".formatted(i));
            zone.append("_dmarc.d%d.example TXT \"v=DMARC1; p=%s\"%n".formatted(i, i % 2 == 0 ? "reject" : "none"));
            zone.append("s._domainkey.d%d.example TXT \"%s\"%n".formatted(i, (i % 2 == 0 ? RSA : ED25519).txt()));
        }
        return Zone.parse(zone.toString());
    }

    private static byte[] message(int number) {
        Random random = new Random(number);
        StringBuilder text =
                new StringBuilder("From: <a@d" + number % 4 + ".example>\r\nSubject: " + number + "\r\n\r\n");
        for (int i = random.nextInt(4000); i > 0; i--) {
            int chance = random.nextInt(60);
            text.append(chance < 6 ? " " : chance < 8 ? " \r\n" : (char) ('a' + chance % 26));
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Every fourth is changed on its way, every fifth comes from elsewhere. */
    private static String checked(MailAuthenticator authenticator, byte[] signed, int number)
            throws UnknownHostException {
        byte[] octets = signed.clone();
        octets[octets.length - 3] ^= (byte) (number % 4 == 0 ? 1 : 0);
        InetAddress client =
                InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) (number % 5 == 0 ? 99 : number % 4)});
        Authentication result = authenticator.authenticate(
                Message.of(octets), Envelope.from(client).mailFrom("a@d" + number % 4 + ".example"));
        return result.summary() + "\n"
                + result.toAuthenticationResults("mx.example.org").toField();
    }

    private static String signed(DkimSigners signers, byte[] octets, boolean inPieces) {
        Message message = Message.of(octets);
        if (!inPieces) {
            return signers.sign(message).toField();
        }
        DkimSigningSession session = signers.begin(message.fields());
        message.writeBodyTo((buffer, offset, length) -> {
            for (int done = 0; done < length; done += 100) {
                session.body(buffer, offset + done, Math.min(100, length - done));
            }
        });
        return session.finish().toField();
    }

    private static byte[] joined(String field, byte[] octets) {
        return (field + new String(octets, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
    }

    private static MailAuthenticator authenticator(DnsResolver dns) {
        return MailAuthenticator.using(dns).withDkim(DkimOptions.DEFAULT.withClock(CLOCK));
    }

    @Test
    @DisplayName("64 threads sign and check, from memory and from packets")
    void sameAsAlone() throws Exception {
        Zone zone = zone();
        List<byte[]> messages = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        List<String> verdicts = new ArrayList<>();
        for (int number = 0; number < MESSAGES; number++) {
            byte[] octets = message(number);
            String field = signed(signers(), octets, false);
            messages.add(octets);
            fields.add(field);
            verdicts.add(checked(authenticator(FakeDns.of(zone)), joined(field, octets), number));
        }
        assertThat(verdicts)
                .anyMatch(each -> each.contains("dmarc=fail"))
                .anyMatch(each -> each.contains("dmarc=pass"));
        DkimSigners signers = signers();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier together = new CyclicBarrier(THREADS);
        try (DnsServer server = DnsServer.start(zone)) {
            MailAuthenticator memory = authenticator(FakeDns.of(zone).withShuffledDelays(1, Duration.ofMillis(2)));
            MailAuthenticator packets = authenticator(
                    DnsJavaResolver.builder().servers(List.of(server.address())).build());
            List<Future<Integer>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * 7;
                all.add(pool.submit(() -> {
                    together.await();
                    for (int i = 0; i < 50; i++) {
                        int number = (first + i * 3) % MESSAGES;
                        String field = signed(signers, messages.get(number), i % 2 == 0);
                        assertThat(field).isEqualTo(fields.get(number));
                        byte[] signed = joined(field, messages.get(number));
                        assertThat(checked(i % 3 == 0 ? packets : memory, signed, number))
                                .isEqualTo(verdicts.get(number));
                    }
                    return first;
                }));
            }
            for (Future<Integer> each : all) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
