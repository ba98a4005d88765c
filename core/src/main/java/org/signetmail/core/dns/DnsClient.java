package org.signetmail.core.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
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
     * @param cacheOctets the most octets that kept answers take
     * @param minTtl keeps answers longer than their TTL says
     * @param maxTtl keeps answers no longer than this
     * @param negativeCaching whether negative answers are kept
     * @param maxStale how long answers may be used beyond their time
     */
    public record Settings(
            List<DnsEndpoint> servers,
            Duration timeout,
            int attempts,
            int udpSize,
            int concurrency,
            int queue,
            int maxText,
            int cacheOctets,
            Duration minTtl,
            Duration maxTtl,
            boolean negativeCaching,
            Duration maxStale) {
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
         * @param cacheOctets kept
         * @param minTtl at least
         * @param maxTtl at most
         * @param negativeCaching or not
         * @param maxStale beyond its time
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
     * @param kept octets that the cache takes
     * @param inFlight different questions that servers are being asked
     * @param queued different questions that wait their turn
     * @param strays datagrams that answered nothing
     * @param failures queries without an answer, in the order of the servers
     */
    public record Counts(
            long questions, long hits, long kept, int inFlight, int queued, long strays, List<Long> failures) {}

    private static final Logger LOG = LoggerFactory.getLogger(LOG_NAME);

    private final LongAdder questions = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final DnsHealth health;
    private final DnsJavaLookup.Shared shared;
    private final DnsCache cache;
    private final DnsTransport transport = new DnsTransport();
    private final DnsPlaces places;

    /**
     * Asks nobody yet.
     *
     * @param settings the options
     */
    public DnsClient(Settings settings) {
        health = new DnsHealth(settings.servers(), System::nanoTime, LOG::warn);
        shared = new DnsJavaLookup.Shared(settings, health);
        places = new DnsPlaces(bounds(settings), System::nanoTime, new DnsPlaces.Work() {
            @Override
            public void begin(DnsPending pending) {
                DnsClient.this.begin(pending);
            }

            @Override
            public void refuse(DnsPending pending, String detail) {
                DnsClient.this.refuse(pending, detail);
            }

            @Override
            public void wake(Thread sleeper) {
                transport.wake(sleeper);
            }

            @Override
            public long lookedAt() {
                return transport.lookedAt();
            }

            @Override
            public void later(long nanos, Runnable what) {
                transport.at(System.nanoTime() + nanos, what);
            }
        });
        cache = new DnsCache(
                settings.cacheOctets(),
                settings.minTtl(),
                settings.maxTtl(),
                settings.negativeCaching(),
                settings.maxStale(),
                System::nanoTime);
    }

    private DnsPlaces.Bounds bounds(Settings settings) {
        int places = settings.concurrency();
        if (settings.servers().stream().anyMatch(DnsEndpoint::isHttps)) {
            return new DnsPlaces.Bounds(
                    Math.min(places, DnsHttps.MOST),
                    DnsHttps.FIRST,
                    DnsHttps.YIELD,
                    0,
                    settings.queue(),
                    shared.longest());
        }
        return new DnsPlaces.Bounds(
                places, places, DnsPlaces.YIELD, DnsPlaces.LATE, settings.queue(), shared.longest());
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
    public CompletableFuture<DnsAnswer> lookup(DomainName name, RecordType type) {
        // Of no message that is known: it pays for itself.
        DnsShare alone = new DnsShare(this);
        CompletableFuture<DnsAnswer> answer = alone.lookup(name, type);
        if (!answer.isDone()) {
            CompletableFuture<DnsAnswer> unused = answer.whenComplete((given, cancelled) -> {
                if (cancelled != null) {
                    alone.end();
                }
            });
        }
        return answer;
    }

    @Override
    public DnsResolver forMessage() {
        return new DnsShare(this);
    }

    /** What is kept; a look-up if there is something. */
    DnsCache.@Nullable Kept known(DnsQuestion question) {
        DnsCache.Kept kept = cache.get(question);
        if (kept != null) {
            questions.increment();
            hits.increment();
        }
        return kept;
    }

    /** Asks servers for a message, or joins who has asked. */
    void ask(DnsQuestion question, DnsShare share, DnsAsker asker) {
        questions.increment();
        try {
            transport.execute(() -> add(question, share, asker));
        } catch (Throwable e) {
            // No selector or no thread to be had: that is no answer either.
            asker.answered(broken(e), false);
        }
    }

    /** Nobody of the message waits any more. */
    void end(DnsShare share) {
        try {
            transport.execute(() -> places.end(share));
        } catch (Throwable e) {
            LOG.debug("the look-ups of a message end by themselves", e);
        }
    }

    /**
     * Counts.
     *
     * @return what was done up to now and is being done now; the numbers are taken one after the other
     */
    public Counts counts() {
        return new Counts(
                questions.sum(),
                hits.sum(),
                cache.octets(),
                places.underWay(),
                places.waiting(),
                transport.strays(),
                health.failures());
    }

    /** Forgets all answers. Those of look-ups that are under way will be kept. */
    public void clear() {
        cache.clear();
    }

    // On the transport's thread.

    private void add(DnsQuestion question, DnsShare share, DnsAsker asker) {
        // It may have come since the asker looked.
        DnsCache.Kept kept = cache.get(question);
        if (kept != null) {
            asker.tell(kept.answer(), kept.stale(), transport::wake);
        } else {
            places.add(question, share, asker);
        }
    }

    private void begin(DnsPending pending) {
        DnsJavaLookup lookup = new DnsJavaLookup(shared, transport, pending.question(), new DnsJavaLookup.Turns() {
            @Override
            public void again(Runnable asks) {
                places.timedOut(pending, asks);
            }

            @Override
            public void lost() {
                places.lost();
            }

            @Override
            public void done(DnsAnswer answer) {
                finish(pending, answer);
            }
        });
        pending.begun(lookup);
        try {
            lookup.start();
        } catch (Throwable e) {
            places.answer(pending, broken(e), false);
            throw e;
        }
    }

    private void refuse(DnsPending pending, String detail) {
        health.overloaded(places.underWay(), places.waiting());
        places.answer(pending, new DnsAnswer.Failed(DnsFailure.OVERLOADED, detail), false);
    }

    private void finish(DnsPending pending, DnsAnswer answer) {
        if (pending.isWanted()) {
            cache.put(pending.question(), answer);
        }
        DnsCache.Kept stale = isDown(answer) ? cache.stale(pending.question()) : null;
        if (stale != null) {
            places.answer(pending, stale.answer(), true);
        } else {
            places.answer(pending, answer, false);
        }
    }

    /** Whether asking has failed for the moment, so that nothing is known of the records. */
    private static boolean isDown(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Failed failed
                && switch (failed.reason()) {
                    case TIMEOUT, NETWORK, SERVFAIL, REFUSED -> true;
                    default -> false;
                };
    }

    private static DnsAnswer broken(Throwable e) {
        return new DnsAnswer.Failed(DnsFailure.NETWORK, e.toString());
    }
}
