package org.signetmail.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.Message;
import org.signetmail.dkim.Canonicalization;
import org.signetmail.dkim.SigningKey;
import org.signetmail.dmarc.MailAuthenticator;

/**
 * Honest messages beside hostile ones whose names all have silent servers: SPF, the key of a signature, and DMARC. Five honest
 * messages a second for {@link #SECONDS}, alone and beside {@link #HOSTILE} hostile ones a second.
 */
final class Neighbours {

    private static final int HONEST = 5;
    private static final int HOSTILE = Integer.getInteger("hostile", 100);
    private static final int SECONDS = Integer.getInteger("seconds", 40);

    private Neighbours() {}

    /**
     * What became of the honest messages.
     *
     * @param times of those that were done, sorted
     * @param wrong verdicts, temporary errors among them
     */
    record Outcome(List<Duration> times, int wrong) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d of %d done, median %.1f ms, worst %.1f ms, %d wrong",
                    times.size(),
                    HONEST * SECONDS,
                    Packets.millis(times, 0.5),
                    Packets.millis(times, 1),
                    wrong);
        }
    }

    static String report() throws Exception {
        StringBuilder lines = new StringBuilder();
        try (NameServer server = NameServer.testkit(HONEST * SECONDS)) {
            Packets.await(server);
            run(server, 0, Math.min(SECONDS, 5));
            lines.append("- alone: ").append(run(server, 0, SECONDS)).append('\n');
            lines.append("- beside " + HOSTILE + " hostile messages a second: ")
                    .append(run(server, HOSTILE, SECONDS))
                    .append('\n');
        }
        return lines.toString();
    }

    static Outcome run(NameServer server, int hostile, int seconds) throws InterruptedException {
        DnsJavaResolver dns = Packets.dns(server);
        MailAuthenticator authenticator = Mail.authenticator(dns);
        ExecutorService threads = VirtualThreads.exist() ? VirtualThreads.executor() : Executors.newCachedThreadPool();
        List<Arriving> mail = Throughput.mail(HONEST * seconds);
        Queue<Duration> times = new ConcurrentLinkedQueue<>();
        List<Future<Boolean>> honest = new ArrayList<>();
        List<Future<?>> others = new ArrayList<>();
        long start = System.nanoTime();
        int all = (HONEST + hostile) * seconds;
        for (int i = 0; i < all; i++) {
            TimeUnit.NANOSECONDS.sleep(start + (long) (i * 1e9 / (HONEST + hostile)) - System.nanoTime());
            if ((long) i * HONEST / (HONEST + hostile) == honest.size()) {
                Arriving arriving = mail.get(honest.size());
                honest.add(threads.submit(() -> {
                    long begun = System.nanoTime();
                    String verdict =
                            Arriving.verdict(authenticator.authenticate(arriving.message(), arriving.envelope()));
                    times.add(Duration.ofNanos(System.nanoTime() - begun));
                    return verdict.equals(arriving.verdict());
                }));
            } else {
                Arriving silent = silent(i);
                others.add(threads.submit(() -> authenticator.authenticate(silent.message(), silent.envelope())));
            }
        }
        int wrong = 0;
        for (Future<Boolean> each : honest) {
            try {
                wrong += each.get() ? 0 : 1;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a check ended by an exception", e);
            }
        }
        List<Duration> sorted = times.stream().sorted().toList();
        others.forEach(each -> each.cancel(true));
        threads.shutdownNow();
        return new Outcome(sorted, wrong);
    }

    /** Ten questions, all of them silent. */
    private static Arriving silent(int number) {
        String domain = "m" + number + "." + NameServer.SILENT;
        String header = "From: <a@" + domain + ">\r\nSubject: s\r\n";
        byte[] octets = Mail.message(header, BodyKind.PROSE, Mail.KB);
        for (int i = 0; i < 3; i++) {
            octets = Mail.signer(
                            "s" + i + "." + domain,
                            Mail.SELECTOR,
                            SigningKey.of(Mail.ED25519.privateKey()),
                            Canonicalization.RELAXED)
                    .build()
                    .sign(Message.of(octets))
                    .prependTo(octets);
        }
        return new Arriving(Mail.envelope("192.0.2.1", "h." + domain, "a@" + domain), Message.of(octets), "");
    }
}
