package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.Question;

/**
 * DNS in round trips: the answers of a round come when as many questions have been asked as the round has, and not
 * before. So it needs no clock to tell what overlaps; a check that asks for less at a time waits for ever.
 */
final class RoundsDns implements DnsResolver {

    private record Waiting(Question question, CompletableFuture<DnsAnswer> future) {}

    private final FakeDns dns;
    private final int[] sizes;
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<List<Question>> rounds = new ArrayList<>();

    RoundsDns(String zone, int... sizes) {
        this.dns = FakeDns.zone(zone);
        this.sizes = sizes;
    }

    @Override
    public synchronized CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        CompletableFuture<DnsAnswer> future = new CompletableFuture<>();
        waiting.add(new Waiting(new Question(name, type), future));
        if (rounds.size() < sizes.length && waiting.size() == sizes[rounds.size()]) {
            List<Waiting> round = List.copyOf(waiting);
            waiting.clear();
            rounds.add(round.stream().map(Waiting::question).toList());
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> round.forEach(this::answer));
            answering.exceptionally(failure -> {
                throw new AssertionError(failure);
            });
        }
        return future;
    }

    private void answer(Waiting asked) {
        DnsAnswer answer = dns.lookup(asked.question.name(), asked.question.type())
                .toCompletableFuture()
                .join();
        asked.future.complete(answer);
    }

    /** What was asked in each round. */
    synchronized List<List<Question>> rounds() {
        return List.copyOf(rounds);
    }

    /** What was asked and not answered. */
    synchronized List<Question> waiting() {
        return waiting.stream().map(Waiting::question).toList();
    }
}
