package org.signetmail.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsResolver;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.testkit.Question;

/**
 * What DNS in packets costs: the messages of {@link Throughput} against a name server in another process, a cold cache each
 * time, beside the same messages with answers from memory, in turn and in one run. Every verdict is checked.
 */
final class Packets {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final int MESSAGES = Integer.getInteger("messages", 2_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final int PLATFORM_THREADS = 50;

    /** So many rounds until the compiler has done its work, which is in the processor time. */
    private static final int WARM_UP = Integer.getInteger("warmUp", 60);

    private static final int WAITING = Integer.getInteger("waiting", 10_000);
    private static final int WAITING_WARM_UP = Integer.getInteger("waitingWarmUp", 12);
    private static final int FEW_THREADS = 400;

    // A question's processor time in microseconds, and messages a second, without and with answers that take a while.
    private static final int GOAL_MICROS = 18;
    private static final int GOAL_RATE = 3_500;
    private static final int GOAL_WAITING = 3_000;

    /** Arrivals are paced at this part of what was reached. */
    private static final double PACE = 0.8;

    private Packets() {}

    /**
     * One round.
     *
     * @param cpu of this process
     * @param time from the first message in to the last verdict
     * @param questions that the checks put to the resolver and that it had to ask for
     * @param waits how long each took, asked to answered
     * @param wrong verdicts
     */
    record Round(Duration cpu, Duration time, int questions, List<Duration> waits, int wrong) {
        double cpuMillis(int messages) {
            return cpu.toNanos() / 1e6 / messages;
        }
    }

    static String report() throws Exception {
        StringBuilder lines = new StringBuilder();
        try (NameServer server = NameServer.fast(MESSAGES)) {
            await(server);
            lines.append(compare(server, "50 platform threads", Executors.newFixedThreadPool(PLATFORM_THREADS)));
            if (VirtualThreads.exist()) {
                lines.append(compare(server, "a virtual thread for each message", VirtualThreads.executor()));
            }
        }
        return lines.toString();
    }

    /** As many messages at a time as there are, each with a thread of its own; and on a server's usual number of threads. */
    static String waiting() throws Exception {
        try (NameServer fast = NameServer.fast(WAITING);
                NameServer slow = fast.delayed(Waiting.ROUND_TRIP)) {
            await(slow);
            List<Arriving> mail = Throughput.mail(WAITING);
            String few =
                    waiting(mail, slow, FEW_THREADS + " platform threads", Executors.newFixedThreadPool(FEW_THREADS));
            return few
                    + (VirtualThreads.exist()
                            ? waiting(mail, slow, "a virtual thread for each", VirtualThreads.executor())
                            : waiting(mail, slow, "a platform thread for each", Executors.newFixedThreadPool(WAITING)));
        }
    }

    private static String waiting(List<Arriving> mail, NameServer slow, String name, ExecutorService threads)
            throws InterruptedException {
        List<Double> rates = new ArrayList<>();
        int wrong = 0;
        for (int i = 0; i < WAITING_WARM_UP + ROUNDS; i++) {
            Round round = run(mail, dns(slow), threads, 0);
            rates.add(WAITING / seconds(round.time));
            wrong += round.wrong;
        }
        threads.shutdown();
        return String.format(
                Locale.ROOT,
                "- answers after 20 ms, %,d messages, %s: %,.0f messages/s (goal %,d), %d wrong%n",
                WAITING,
                name,
                Bench.median(rates.subList(WAITING_WARM_UP, rates.size())),
                GOAL_WAITING,
                wrong);
    }

    private static String compare(NameServer server, String name, ExecutorService threads) throws Exception {
        List<Arriving> mail = Throughput.mail(MESSAGES);
        DnsResolver memory = MemoryDns.of(Throughput.zone(MESSAGES));
        List<Double> packets = new ArrayList<>();
        List<Double> fromMemory = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        int questions = 0;
        int wrong = 0;
        double serverMillis = 0;
        for (int i = 0; i < ROUNDS + WARM_UP; i++) {
            Duration before = server.cpu();
            Round packet = run(mail, dns(server), threads, 0);
            double served = server.cpu().minus(before).toNanos() / 1e6 / MESSAGES;
            Round memoryRound = run(mail, memory, threads, 0);
            if (i >= WARM_UP) {
                packets.add(packet.cpuMillis(MESSAGES));
                fromMemory.add(memoryRound.cpuMillis(MESSAGES));
                rates.add(MESSAGES / seconds(packet.time));
                serverMillis += served / ROUNDS;
            }
            questions = packet.questions;
            wrong += packet.wrong + memoryRound.wrong;
        }
        double rate = Bench.median(rates);
        Round paced = run(mail, dns(server), threads, PACE * rate);
        threads.shutdown();
        List<Duration> waits = paced.waits.stream().sorted().toList();
        double dns = Bench.median(packets) - Bench.median(fromMemory);
        return String.format(
                Locale.ROOT,
                "- %s, %s: %.3f ms of CPU a message with DNS in packets, %.3f with DNS from memory, so %.1f us a question"
                        + " (goal %d; %.1f a message); %,.0f messages/s (goal %,d), of whose CPU the server has %.0f %%;"
                        + " paced at 80 %% of that, of the look-ups 50 %% within %.1f ms, 99.9 %% within %.1f ms, all within %.1f ms;"
                        + " %d wrong%n",
                name,
                server,
                Bench.median(packets),
                Bench.median(fromMemory),
                dns * 1000 * MESSAGES / questions,
                GOAL_MICROS,
                (double) questions / MESSAGES,
                rate,
                GOAL_RATE,
                100 * serverMillis / (serverMillis + Bench.median(packets)),
                millis(waits, 0.5),
                millis(waits, 0.999),
                millis(waits, 1),
                wrong);
    }

    static DnsJavaResolver dns(NameServer server) {
        return DnsJavaResolver.builder().servers(List.of(server.address())).build();
    }

    static void await(NameServer server) throws InterruptedException, IOException {
        Question probe = NameServer.probe();
        for (int i = 0; i < 100; i++) {
            if (NameServer.answers(dns(server)
                    .lookup(probe.name(), probe.type())
                    .toCompletableFuture()
                    .join())) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("the name server does not answer");
    }

    /**
     * Runs all messages.
     *
     * @param rate so many a second; zero for as many as there are threads at a time
     */
    static Round run(List<Arriving> mail, DnsResolver dns, ExecutorService threads, double rate)
            throws InterruptedException {
        MailAuthenticator authenticator = Mail.authenticator(dns);
        List<Future<Authentication>> results = new ArrayList<>();
        long cpuBefore = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        for (Arriving arriving : mail) {
            Callable<Authentication> check = () -> authenticator.authenticate(arriving.message(), arriving.envelope());
            if (rate > 0) {
                long due = start + (long) (results.size() / rate * 1e9);
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
            results.add(threads.submit(check));
        }
        int questions = 0;
        int wrong = 0;
        List<Duration> waits = new ArrayList<>();
        List<Authentication> done = new ArrayList<>();
        for (Future<Authentication> result : results) {
            try {
                done.add(Objects.requireNonNull(result.get()));
            } catch (ExecutionException e) {
                throw new IllegalStateException("a check ended by an exception", e);
            }
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Duration cpu = Duration.ofNanos(SYSTEM.getProcessCpuTime() - cpuBefore);
        for (int i = 0; i < mail.size(); i++) {
            for (DnsQuery query : done.get(i).queries()) {
                questions += query.atOnce() ? 0 : 1;
                if (query.used() && !query.atOnce()) {
                    waits.add(query.elapsed());
                }
            }
            wrong += Arriving.verdict(done.get(i)).equals(mail.get(i).verdict()) ? 0 : 1;
        }
        return new Round(cpu, time, questions, waits, wrong);
    }

    static double millis(List<Duration> sorted, double part) {
        return sorted.isEmpty()
                ? 0
                : sorted.get(Math.min(sorted.size() - 1, (int) (part * sorted.size())))
                                .toNanos()
                        / 1e6;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
