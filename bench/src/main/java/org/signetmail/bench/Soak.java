package org.signetmail.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;

/**
 * Messages for a long time against a name server that loses one datagram of a hundred, and has one answer of a hundred come
 * behind a forged one: no verdict may be wrong, and sockets, threads and memory have to stay as they are.
 */
final class Soak {

    private static final int SECONDS = Integer.getInteger("seconds", 600);
    private static final int RATE = Integer.getInteger("rate", 200);
    private static final int CUSTOMERS = 1000;
    private static final int THREADS = 50;
    private static final int PER_MILLE = 10;
    private static final int SAMPLES = 10;

    private Soak() {}

    /**
     * How the process stands.
     *
     * @param done messages up to now
     * @param files that are open, sockets among them
     * @param threads that run
     * @param heap in use after a collection, in octets
     */
    record Sample(int done, long files, int threads, long heap) {
        static Sample take(int done) {
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : 0;
            return new Sample(done, files, ManagementFactory.getThreadMXBean().getThreadCount(), heap);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d messages, %d open files, %d threads, %.1f MB of heap",
                    done,
                    files,
                    threads,
                    heap / 1e6);
        }
    }

    /** What has become of the messages. Thread-safe. */
    static final class Counts {
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger temporary = new AtomicInteger();
        private final AtomicInteger wrong = new AtomicInteger();
        private final AtomicReference<String> first = new AtomicReference<>("");

        /** Checks one of them; a check that ends by an exception is wrong. */
        void check(Arriving arriving, Supplier<Authentication> check) {
            try {
                Authentication result = check.get();
                String verdict = Arriving.verdict(result);
                if (!verdict.equals(arriving.verdict())) {
                    boolean temp = verdict.contains("TEMP");
                    (temp ? temporary : wrong).incrementAndGet();
                    first.compareAndSet("", arriving.verdict() + " expected:\n" + result.explain());
                }
            } catch (RuntimeException | Error e) {
                wrong.incrementAndGet();
                first.compareAndSet("", arriving.verdict() + " expected:\n" + e);
            }
            done.incrementAndGet();
        }

        int wrong() {
            return wrong.get();
        }

        /** The first message that was not as expected, and how; empty when all were. */
        String first() {
            return Objects.requireNonNull(first.get());
        }
    }

    static String report() throws Exception {
        try (NameServer server = NameServer.lossy(CUSTOMERS, PER_MILLE)) {
            Packets.await(server);
            return run(server, SECONDS, RATE);
        }
    }

    static String run(NameServer server, int seconds, int rate) throws InterruptedException {
        List<Arriving> mail = Throughput.mail(CUSTOMERS);
        // Customers come again after a while, and their answers have to be asked for again.
        DnsJavaResolver dns = DnsJavaResolver.builder()
                .servers(List.of(server.address()))
                .maxTtl(Duration.ofSeconds(1))
                .build();
        MailAuthenticator authenticator = Mail.authenticator(dns);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Counts counts = new Counts();
        List<Sample> samples = new ArrayList<>();
        long start = System.nanoTime();
        int all = seconds * rate;
        int each = Math.max(1, all / SAMPLES);
        for (int i = 0; i < all; i++) {
            TimeUnit.NANOSECONDS.sleep(start + (long) (i * 1e9 / rate) - System.nanoTime());
            Arriving arriving = mail.get(i % CUSTOMERS);
            threads.execute(() ->
                    counts.check(arriving, () -> authenticator.authenticate(arriving.message(), arriving.envelope())));
            if (i % each == each - 1) {
                samples.add(Sample.take(counts.done.get()));
            }
        }
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("checks do not end");
        }
        // A question fails when it is lost three times, which one of a million is; and so is the answer.
        StringBuilder lines = new StringBuilder(String.format(
                Locale.ROOT,
                "- %,d messages in %,d s: %d wrong, %d temporary errors; %s%n",
                counts.done.get(),
                seconds,
                counts.wrong(),
                counts.temporary.get(),
                dns.stats()));
        samples.forEach(sample -> lines.append("- ").append(sample).append('\n'));
        return lines.append(counts.first()).toString();
    }
}
