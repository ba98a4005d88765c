package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/**
 * Answers in rounds: all questions that were asked when the checking thread can do nothing but wait are answered at once.
 * So the number of rounds is how many round trips a check takes, whatever the machine does meanwhile.
 */
final class Rounds implements DnsResolver {

    private static final int QUIET_MILLIS = 15;

    private final DnsResolver dns;
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<List<String>> rounds = new ArrayList<>();
    private List<String> asked = new ArrayList<>();
    private int looked;

    Rounds(DnsResolver dns) {
        this.dns = dns;
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        CompletableFuture<DnsAnswer> later = new CompletableFuture<>();
        DnsAnswer answer = dns.lookup(name, type).toCompletableFuture().join();
        synchronized (this) {
            asked.add(name + " " + type);
            waiting.add(() -> later.complete(answer));
        }
        return later;
    }

    /** Runs a check on a thread of its own. */
    <T> T run(Supplier<T> check) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread checker = new Thread(() -> {
            try {
                result.complete(check.get());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        checker.start();
        int quiet = 0;
        while (!result.isDone()) {
            // Questions come from the checking thread alone: while it waits there will be no more of them. It may
            // only just have begun to wait, with answers of the last round still to look at; so it has to have waited
            // for a while.
            quiet = checker.getState() == Thread.State.TIMED_WAITING && !askedSinceLastLook() ? quiet + 1 : 0;
            if (quiet >= QUIET_MILLIS) {
                answerAll();
                quiet = 0;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return result.get();
    }

    private synchronized boolean askedSinceLastLook() {
        boolean more = asked.size() != looked;
        looked = asked.size();
        return more;
    }

    private void answerAll() {
        List<Runnable> answers;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return;
            }
            rounds.add(asked);
            asked = new ArrayList<>();
            answers = List.copyOf(waiting);
            waiting.clear();
        }
        answers.forEach(Runnable::run);
    }

    synchronized List<List<String>> rounds() {
        return List.copyOf(rounds);
    }
}
