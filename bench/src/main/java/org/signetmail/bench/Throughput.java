package org.signetmail.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.DnsServer;
import org.signetmail.testkit.Zone;

/**
 * Many messages at a time against a DNS server that takes a while, over real packets, with the resolver's defaults. Every
 * verdict is compared with the one that is due: an answer that is lost makes a temporary error, one that is mixed up
 * another verdict.
 */
final class Throughput {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final int MESSAGES = 10_000;
    private static final int WARM_UP = 1_000;
    private static final int PLATFORM_THREADS = 200;

    private Throughput() {}

    /**
     * What came out.
     *
     * @param messages how many there were
     * @param wrong verdicts other than the one that was due, each with an explanation
     * @param time from the first message in to the last verdict
     * @param cpu of all threads, the server's too
     * @param mostInFlight messages at a time
     * @param wanted questions that the checks put to the resolver
     * @param asked questions that reached the server
     * @param repeated those of them that had reached it before
     */
    record Result(
            int messages,
            List<String> wrong,
            Duration time,
            Duration cpu,
            int mostInFlight,
            int wanted,
            int asked,
            int repeated) {

        @Override
        public String toString() {
            return String.format(
                            Locale.ROOT,
                            "%,d of %,d verdicts right, %.1f s, %,.0f messages/s, %.2f ms of CPU each; at most %,d in flight; "
                                    + "of %,d questions %,d (%d %%) went to the server, %,d of them repeated; %,.0f questions/s",
                            messages - wrong.size(),
                            messages,
                            seconds(),
                            messages / seconds(),
                            cpu.toNanos() / 1e6 / messages,
                            mostInFlight,
                            wanted,
                            asked,
                            Math.round(100.0 * asked / wanted),
                            repeated,
                            asked / seconds())
                    + (wrong.isEmpty() ? "" : "\n\nThe first that is wrong: " + wrong.get(0));
        }

        private double seconds() {
            return time.toNanos() / 1e9;
        }
    }

    static String report() throws InterruptedException {
        Zone zone = zone(MESSAGES);
        List<Arriving> mail = mail(MESSAGES);
        StringBuilder lines = new StringBuilder();
        if (VirtualThreads.exist()) {
            lines.append("- as many virtual threads: " + warm(mail, zone, VirtualThreads.executor()) + "\n");
        }
        lines.append("- " + PLATFORM_THREADS + " platform threads: "
                + warm(mail, zone, Executors.newFixedThreadPool(PLATFORM_THREADS)) + "\n");
        return lines.toString();
    }

    private static Result warm(List<Arriving> mail, Zone zone, ExecutorService threads) throws InterruptedException {
        try {
            run(mail.subList(0, WARM_UP), zone, threads);
            return run(mail, zone, threads);
        } finally {
            threads.shutdown();
        }
    }

    static Zone zone(int messages) {
        return zoneOf(messages).build();
    }

    static Zone.Builder zoneOf(int messages) {
        Zone.Builder zone = Zone.builder();
        Arriving.publishService(zone);
        IntStream.range(0, messages).forEach(number -> Arriving.publishCustomer(zone, number));
        return zone;
    }

    static List<Arriving> mail(int messages) {
        return IntStream.range(0, messages).parallel().mapToObj(Arriving::of).toList();
    }

    static Result run(List<Arriving> mail, Zone zone, ExecutorService threads) throws InterruptedException {
        try (DnsServer server =
                DnsServer.builder(zone).delay(Waiting.ROUND_TRIP).start()) {
            DnsJavaResolver dns =
                    DnsJavaResolver.builder().servers(List.of(server.address())).build();
            MailAuthenticator authenticator = Mail.authenticator(dns);
            AtomicInteger inFlight = new AtomicInteger();
            AtomicInteger mostInFlight = new AtomicInteger();
            List<Callable<Authentication>> checks = new ArrayList<>();
            for (Arriving arriving : mail) {
                checks.add(() -> {
                    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    try {
                        return authenticator.authenticate(arriving.message(), arriving.envelope());
                    } finally {
                        inFlight.decrementAndGet();
                    }
                });
            }
            long cpuBefore = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            List<Future<Authentication>> results = threads.invokeAll(checks);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            Duration cpu = Duration.ofNanos(SYSTEM.getProcessCpuTime() - cpuBefore);
            int wanted = 0;
            List<String> wrong = new ArrayList<>();
            for (int i = 0; i < mail.size(); i++) {
                Authentication result = done(results.get(i));
                wanted += result.queries().size();
                if (!Arriving.verdict(result).equals(mail.get(i).verdict())) {
                    wrong.add(mail.get(i).verdict() + " expected:\n" + result.explain());
                }
            }
            int asked = server.queries().size();
            int distinct = (int) server.queries().stream().distinct().count();
            return new Result(mail.size(), wrong, time, cpu, mostInFlight.get(), wanted, asked, asked - distinct);
        }
    }

    private static Authentication done(Future<Authentication> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check ended by an exception", e);
        }
    }
}
