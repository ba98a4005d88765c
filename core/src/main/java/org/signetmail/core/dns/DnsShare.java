package org.signetmail.core.dns;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/**
 * A client as one message sees it: who asks much waits longer for each place than who asks little.
 *
 * <p>Thread-safe where it says nothing else.
 */
final class DnsShare implements DnsResolver {

    private final DnsClient client;

    // On the transport's thread.
    private final Set<DnsPending> asked = new HashSet<>();
    private final Deque<DnsPending> fresh = new ArrayDeque<>();
    private final Deque<DnsPending> retries = new ArrayDeque<>();
    private int held;
    private long turn;

    DnsShare(DnsClient client) {
        this.client = client;
    }

    @Override
    public CompletableFuture<DnsAnswer> lookup(DomainName name, RecordType type) {
        DnsQuestion question = new DnsQuestion(name, type);
        DnsCache.Kept known = known(question);
        if (known != null) {
            return CompletableFuture.completedFuture(known.answer());
        }
        CompletableFuture<DnsAnswer> future = new CompletableFuture<>();
        ask(question, new DnsAsker() {
            @Override
            public void answered(DnsAnswer answer, boolean stale) {
                future.complete(answer);
            }

            @Override
            public boolean isGone() {
                return future.isDone();
            }
        });
        return future;
    }

    /** What is kept; counts as a look-up if there is something. */
    DnsCache.@Nullable Kept known(DnsQuestion question) {
        return client.known(question);
    }

    /** Asks servers. */
    void ask(DnsQuestion question, DnsAsker asker) {
        client.ask(question, this, asker);
    }

    /** The message is done: what nobody else waits for is not asked any more. */
    void end() {
        client.end(this);
    }

    // The rest is for the transport's thread.

    /** It waits for a question; false when it does already. */
    boolean asks(DnsPending pending) {
        return asked.add(pending);
    }

    /** What was answered nobody has to cancel. */
    void settled(DnsPending pending) {
        asked.remove(pending);
    }

    /** What it waits for now. */
    List<DnsPending> open() {
        return List.copyOf(asked);
    }

    Deque<DnsPending> fresh() {
        return fresh;
    }

    Deque<DnsPending> retries() {
        return retries;
    }

    /** The questions for which servers are being asked, with a place or late. */
    int held() {
        return held;
    }

    void hold(int more) {
        held += more;
    }

    /** When it had a place last, or came. */
    long turn() {
        return turn;
    }

    void turn(long number) {
        turn = number;
    }
}
