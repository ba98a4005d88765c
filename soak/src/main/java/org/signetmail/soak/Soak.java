package org.signetmail.soak;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.signetmail.dmarc.Authentication;

/** The command: {@code soak/run MINUTES [SEED]}, or {@code soak/run --message NUMBER SEED}. */
public final class Soak {

    private static final int THREADS = 64;

    /** On virtual threads all at once. */
    private static final int ROUND = 10_000;

    private static final int FIRST_ROUND = 1000;
    private static final long EVERY_SECONDS = 30;
    private static final int NEIGHBOURS = 200;
    private static final int AGAIN = 20;

    private static final String USAGE = """
            soak/run MINUTES [SEED]           checks messages for so many minutes, such as 2 or 0.5
            soak/run --message NUMBER SEED    checks one of them alone, and again among its neighbours
            """;

    private Soak() {}

    /**
     * Runs.
     *
     * @param args as of the command
     * @throws InterruptedException when it is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        List<String> words = List.of(args);
        boolean right;
        try {
            if (words.size() == 3 && words.get(0).equals("--message")) {
                right = message(Long.parseLong(words.get(1)), Long.parseLong(words.get(2)));
            } else if (words.size() == 1 || words.size() == 2) {
                double minutes = Double.parseDouble(words.get(0));
                long seed = words.size() == 2 ? Long.parseLong(words.get(1)) : System.nanoTime() & 0xFF_FFFF;
                right = run((long) (minutes * TimeUnit.MINUTES.toNanos(1)), seed);
            } else {
                throw new NumberFormatException("arguments");
            }
        } catch (NumberFormatException e) {
            System.err.print(USAGE);
            System.exit(64);
            return;
        }
        System.exit(right ? 0 : 1);
    }

    private static boolean run(long nanos, long seed) throws InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "Seed %d, Java %s, %d threads%s.%n%n",
                seed,
                Runtime.version(),
                THREADS,
                VirtualThreads.exist() ? ", then " + ROUND + " virtual ones, in turn" : "");
        System.out.println(Progress.HEAD);
        Optional<Deviation> found = Optional.empty();
        long start = System.nanoTime();
        try (Rounds rounds = new Rounds(seed, Course::check);
                Crew platform = Crew.platform(THREADS, Crew.PATIENCE)) {
            Crew virtual = VirtualThreads.exist() ? Crew.virtual() : platform;
            long told = start;
            long next = 0;
            while (found.isEmpty() && System.nanoTime() - start < nanos) {
                // What a deviation of every message is shall be told soon.
                int count = next == 0 ? FIRST_ROUND : ROUND;
                found = rounds.run(List.of(platform, virtual), next, count);
                next += count;
                long now = System.nanoTime();
                if (now - told > TimeUnit.SECONDS.toNanos(EVERY_SECONDS)) {
                    told = now;
                    System.out.println(Progress.line(rounds, now - start));
                }
            }
            System.out.println(Progress.line(rounds, System.nanoTime() - start));
            System.out.println();
            for (Map.Entry<String, Long> count : rounds.tally().counts().entrySet()) {
                System.out.printf(Locale.ROOT, "%-18s %,12d%n", count.getKey(), count.getValue());
            }
            int interrupted = platform.interrupted() + (virtual == platform ? 0 : virtual.interrupted());
            System.out.printf(Locale.ROOT, "%-18s %,12d%n%n", "interrupted", interrupted);
            System.out.println("heap      " + rounds.drift().range(Sample::heap) + " octets");
            System.out.println("threads   " + rounds.drift().range(Sample::threads));
            System.out.println("files     " + rounds.drift().range(Sample::files));
            System.out.println("cache     " + rounds.drift().range(Sample::cache) + " octets, bound "
                    + String.format(Locale.ROOT, "%,d", Course.CACHE_OCTETS));
            virtual.close();
        }
        return tell(found, seed);
    }

    private static boolean tell(Optional<Deviation> found, long seed) {
        System.out.println();
        if (found.isEmpty()) {
            System.out.println("No deviation.");
            return true;
        }
        Deviation deviation = found.get();
        if (deviation.number() < 0) {
            System.out.println("DEVIATION, seed " + seed + ": " + deviation.what());
        } else {
            System.out.println("DEVIATION, seed " + seed + ", message " + deviation.number() + ": " + deviation.what());
            System.out.println("\nAgain: soak/run --message " + deviation.number() + " " + seed);
        }
        return false;
    }

    private static boolean message(long number, long seed) throws InterruptedException {
        Optional<Deviation> found = Optional.empty();
        try (Rounds rounds = new Rounds(seed, Course::check);
                Crew crew = Crew.platform(THREADS, Crew.PATIENCE)) {
            Subject subject = rounds.subject(number);
            Authentication alone = rounds.alone(number);
            System.out.println(subject.kind() + ", DNS from " + subject.way() + ", "
                    + subject.message().octets().length + " octets. One thread alone:\n");
            System.out.println(Verdict.of(alone).text());
            System.out.println(alone.explain());
            for (int i = 0; i < AGAIN && found.isEmpty(); i++) {
                found = rounds.run(List.of(crew), Math.max(0, number - NEIGHBOURS / 2), NEIGHBOURS);
            }
            System.out.println("Among its neighbours, " + AGAIN + " times, on " + THREADS + " threads:");
        }
        return tell(found, seed);
    }
}
