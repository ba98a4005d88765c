package org.signetmail.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.FakeDns;

/**
 * A resolver that answers from memory and fails by seed, message and question: which message it is that asks, each thread says
 * before it checks. Some answers come later, on threads of its own; which ones is no part of what they say. Thread-safe.
 */
final class FickleDns implements DnsResolver, AutoCloseable {

    private static final long FAILS = 2;
    private static final long QUESTION = 3;
    private static final int FAILING_MESSAGES = 6;
    private static final int FAILING_QUESTIONS = 4;
    private static final int SILENT_QUESTIONS = 3;
    private static final int LATER = 4;
    private static final int LATEST_MICROS = 3000;

    /** When nobody waits any more. */
    private static final long TOO_LATE_MILLIS = 3 * Course.SHORT_MILLIS;

    private final FakeDns zone;
    private final long seed;
    private final @Nullable ScheduledThreadPoolExecutor later;

    @SuppressWarnings("ThreadLocalUsage") // There are two resolvers, and a thread may work with both.
    private final ThreadLocal<Subject> asking = new ThreadLocal<>();

    /**
     * @param threads that bring answers later; zero for all at once
     */
    FickleDns(FakeDns zone, long seed, int threads) {
        this.zone = zone;
        this.seed = seed;
        this.later = threads == 0
                ? null
                : new ScheduledThreadPoolExecutor(threads, task -> {
                    Thread thread = new Thread(task, "soak-dns");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** This thread checks a message from now on, and has its DNS. */
    void asks(Subject subject) {
        asking.set(subject);
    }

    @Override
    public DnsResolver forMessage() {
        Subject subject = asking.get();
        boolean fails = subject.way() == Subject.Way.MEMORY
                && Dice.of(seed, subject.number(), FAILS).nextInt(FAILING_MESSAGES) == 0;
        return (name, type) -> lookup(subject, fails, name, type);
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        throw new IllegalStateException("asked outside a message");
    }

    private CompletionStage<DnsAnswer> lookup(Subject subject, boolean fails, DomainName name, RecordType type) {
        Random dice = Dice.of(
                seed,
                subject.number(),
                QUESTION + 31L * name.toString().hashCode() + type.name().hashCode());
        if (fails && dice.nextInt(FAILING_QUESTIONS) == 0) {
            return failing(dice.nextInt(8));
        }
        DnsAnswer answer = answer(name, type);
        if (later == null) {
            return CompletableFuture.completedFuture(answer);
        }
        if (subject.way() == Subject.Way.SILENCE && dice.nextInt(SILENT_QUESTIONS) == 0) {
            return after(answer, TimeUnit.MILLISECONDS.toMicros(TOO_LATE_MILLIS));
        }
        // Of the moment: the order of answers is no part of what they say.
        long moment = System.nanoTime() >>> 8;
        return moment % LATER == 0 ? after(answer, moment % LATEST_MICROS) : CompletableFuture.completedFuture(answer);
    }

    private CompletionStage<DnsAnswer> after(DnsAnswer answer, long micros) {
        CompletableFuture<DnsAnswer> future = new CompletableFuture<>();
        if (later != null) {
            Future<?> unused = later.schedule(() -> future.complete(answer), micros, TimeUnit.MICROSECONDS);
        }
        return future;
    }

    /** What a resolver may do, and what it may not. */
    @SuppressWarnings({"NullAway", "NullableProblems"}) // One that breaks the contract is among them.
    private static CompletionStage<DnsAnswer> failing(int how) {
        return switch (how) {
            case 0 -> throw new IllegalStateException("a resolver that throws");
            case 1 -> throw new StackOverflowError("a resolver that throws");
            case 2 -> null;
            case 3 -> CompletableFuture.failedFuture(new IllegalStateException("a resolver that fails"));
            case 4 -> CompletableFuture.completedFuture(null);
            case 5 -> CompletableFuture.completedFuture(new DnsAnswer.Failed(DnsFailure.TIMEOUT, "no answer"));
            case 6 -> CompletableFuture.completedFuture(new DnsAnswer.Failed(DnsFailure.SERVFAIL, "SERVFAIL"));
            default ->
                CompletableFuture.completedFuture(new DnsAnswer.Found(
                        List.of(new DnsRecord.Ptr(DomainName.of("a.record.of.another.type"))),
                        Duration.ofSeconds(1),
                        false,
                        Optional.empty()));
        };
    }

    /** Everybody has a record of their own here, so that what is kept of records has to forget some. */
    private DnsAnswer answer(DomainName name, RecordType type) {
        String text = name.toString();
        if (type == RecordType.TXT && text.endsWith("." + SoakZone.EVERYBODY) && text.startsWith("n")) {
            return new DnsAnswer.Found(
                    List.of(DnsRecord.text("v=spf1 ip4:192.0.2.0/25 exp=" + text + " exists:%{l}.x.good.example -all")),
                    Duration.ofSeconds(30),
                    false);
        }
        return zone.lookup(name, type).toCompletableFuture().join();
    }

    @Override
    public void close() {
        if (later != null) {
            later.shutdownNow();
        }
    }
}
