package org.signetmail.core.dns;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.ResolverConfig;

/**
 * Asks DNS servers: keeps what they answer, asks for everybody at once what many want to know, and lets only so many
 * look-ups be under way.
 *
 * <p>Thread-safe. Answers complete on the transport's thread: what is chained to them must not block.
 */
public final class DnsClient implements DnsResolver {

    /** The name under which users know all of this. */
    static final String LOG_NAME = "org.signetmail.core.DnsJavaResolver";

    /**
     * Options, checked by the caller.
     *
     * @param servers asked in turn, one at least
     * @param timeout for one answer over UDP or TCP
     * @param attempts the most queries over UDP for one name
     * @param udpSize the longest answer over UDP, zero to use no EDNS
     * @param concurrency the most look-ups under way
     * @param queue the most look-ups that wait their turn
     * @param maxText the most octets of a TXT record that is given whole
     * @param cacheSize the most answers of ordinary size that are kept
     * @param minTtl keeps answers longer than their TTL says
     * @param maxTtl keeps answers no longer than this
     * @param negativeCaching whether negative answers are kept
     */
    public record Settings(
            List<InetSocketAddress> servers,
            Duration timeout,
            int attempts,
            int udpSize,
            int concurrency,
            int queue,
            int maxText,
            int cacheSize,
            Duration minTtl,
            Duration maxTtl,
            boolean negativeCaching) {
        /**
         * Copies the list.
         *
         * @param servers asked in turn
         * @param timeout for one answer
         * @param attempts over UDP
         * @param udpSize over UDP
         * @param concurrency under way
         * @param queue in waiting
         * @param maxText of a record
         * @param cacheSize in answers
         * @param minTtl at least
         * @param maxTtl at most
         * @param negativeCaching or not
         */
        public Settings {
            servers = List.copyOf(servers);
        }
    }

    /**
     * What a client has done and does.
     *
     * @param questions look-ups, those answered out of the cache and those that joined others included
     * @param hits of them answered out of the cache
     * @param inFlight different questions under way
     * @param queued different questions that wait their turn
     * @param strays datagrams that answered nothing
     * @param failures queries without an answer, in the order of the servers
     */
    public record Counts(long questions, long hits, int inFlight, int queued, long strays, List<Long> failures) {}

    private static final Logger LOG = LoggerFactory.getLogger(LOG_NAME);

    private final Settings settings;
    private final LongAdder questions = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final DnsHealth health;
    private final DnsJavaLookup.Shared shared;
    private final DnsCache cache;
    private final DnsTransport transport = new DnsTransport();
    private final DnsPending pending;

    /** Look-ups whose turn comes later. On the transport's thread, as is the next. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    /** Written on the transport's thread alone. */
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Asks nobody yet.
     *
     * @param settings the options
     */
    public DnsClient(Settings settings) {
        this.settings = settings;
        health = new DnsHealth(settings.servers(), System::nanoTime, LOG::warn);
        shared = new DnsJavaLookup.Shared(settings, health);
        pending = new DnsPending(settings.concurrency() + settings.queue());
        cache = new DnsCache(
                settings.cacheSize(),
                settings.minTtl(),
                settings.maxTtl(),
                settings.negativeCaching(),
                System::nanoTime);
    }

    /**
     * The servers that the system names.
     *
     * @return resolved addresses; empty when it names none
     */
    public static List<InetSocketAddress> systemServers() {
        return ResolverConfig.getCurrentConfig().servers().stream()
                .filter(server -> !server.isUnresolved())
                .toList();
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        questions.increment();
        DnsAnswer kept = cache.get(name, type);
        if (kept != null) {
            hits.increment();
            return CompletableFuture.completedFuture(kept);
        }
        DnsQuestion question = new DnsQuestion(name, type);
        CompletableFuture<DnsAnswer> future = new CompletableFuture<>();
        DnsPending.Taken taken = pending.add(question, future);
        if (taken == DnsPending.Taken.REFUSED) {
            health.overloaded(underWay.get(), queued());
            return CompletableFuture.completedFuture(overloaded("too many look-ups are under way or wait"));
        }
        if (taken == DnsPending.Taken.NEW) {
            try {
                transport.execute(() -> begin(question));
            } catch (UncheckedIOException e) {
                pending.answer(question, broken(e));
            } catch (Throwable e) {
                // Whoever asks the same later would join, and wait for nothing.
                pending.answer(question, broken(e));
                throw e;
            }
        }
        return future;
    }

    /**
     * Counts.
     *
     * @return what was done up to now and is being done now; the numbers are taken one after the other
     */
    public Counts counts() {
        return new Counts(questions.sum(), hits.sum(), underWay.get(), queued(), transport.strays(), health.failures());
    }

    private int queued() {
        return Math.max(0, pending.size() - underWay.get());
    }

    /** Forgets all answers. Those of look-ups that are under way will be kept. */
    public void clear() {
        cache.clear();
    }

    private void begin(DnsQuestion question) {
        if (pending.removeUnwanted(question)) {
            // Cancelled before its turn.
            return;
        }
        if (underWay.get() == settings.concurrency()) {
            waiting.add(() -> begin(question));
        } else if (pending.isOlder(question, shared.longest())) {
            // Who asked has hardly the time left to use an answer; others do, as soon as the queue is short again.
            health.overloaded(underWay.get(), queued());
            pending.answer(question, overloaded("the look-up waited too long for its turn"));
        } else {
            underWay.incrementAndGet();
            try {
                new DnsJavaLookup(shared, transport, question, answer -> finish(question, answer)).start();
            } catch (Throwable e) {
                underWay.decrementAndGet();
                pending.answer(question, broken(e));
                throw e;
            }
        }
    }

    private static DnsAnswer broken(Throwable e) {
        return new DnsAnswer.Failed(DnsFailure.NETWORK, e.toString());
    }

    private static DnsAnswer overloaded(String detail) {
        return new DnsAnswer.Failed(DnsFailure.OVERLOADED, detail);
    }

    private void finish(DnsQuestion question, DnsAnswer answer) {
        underWay.decrementAndGet();
        if (pending.isWanted(question)) {
            cache.put(question.name(), question.type(), answer);
        }
        pending.answer(question, answer);
        while (underWay.get() < settings.concurrency() && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }
}
