package org.signetmail.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs a blocking look-up on an executor and turns whatever it does into an answer. */
record BlockingResolver(Blocking lookup, Executor executor) implements DnsResolver {

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
        try {
            executor.execute(() -> answer.complete(ask(name, type)));
        } catch (RejectedExecutionException e) {
            answer.complete(new DnsAnswer.Failed(DnsFailure.OVERLOADED, "the executor took no more look-ups"));
        }
        return answer;
    }

    // The SPI's edge: whatever a host application's look-up throws becomes an answer, once, here:
    // an Error too, as there is a check that waits.
    private DnsAnswer ask(DomainName name, RecordType type) {
        try {
            DnsAnswer answer = lookup.lookup(name, type);
            return answer != null ? answer : new DnsAnswer.Failed(DnsFailure.RESOLVER, "the resolver answered null");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new DnsAnswer.Failed(DnsFailure.INTERRUPTED, "the look-up was interrupted");
        } catch (Throwable e) {
            // The class alone: a message may hold anything, and may throw when asked for.
            return new DnsAnswer.Failed(
                    DnsFailure.RESOLVER, "the resolver threw " + e.getClass().getName());
        }
    }
}
