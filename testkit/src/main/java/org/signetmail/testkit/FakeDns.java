package org.signetmail.testkit;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.AnswerSize;

/**
 * A resolver that answers out of a {@link Zone} and remembers what it was asked.
 *
 * <pre>{@code
 * FakeDns dns = FakeDns.zone("""
 *     example.net         TXT  "v=spf1 ip4:192.0.2.1 -all"
 *     _dmarc.example.net  TXT  "v=DMARC1; p=reject"
 *     broken.example      TXT  !SERVFAIL
 *     """);
 * SpfOutcome outcome = SpfVerifier.using(dns).verify(envelope);
 * assertThat(dns.queries()).hasToString("[example.net TXT]");
 * }</pre>
 *
 * <p>The bounds on the size of an answer and of a TXT record are those of the library's own resolver, by the same code.
 *
 * <p>It answers at once, on the asking thread. With a delay it answers later, on a daemon thread, and the delays of
 * look-ups that are under way at the same time overlap, as with real DNS.
 *
 * <p>Thread-safe.
 */
public final class FakeDns implements DnsResolver {

    /** As many CNAME records as the library's own resolver follows. */
    private static final int MAX_ALIASES = 16;

    private final Zone zone;
    private final boolean authentic;
    private final Duration minDelay;
    private final Duration maxDelay;
    private final long seed;
    private final Random random;
    private final QuestionLog log = new QuestionLog();

    private FakeDns(Zone zone, boolean authentic, Duration minDelay, Duration maxDelay, long seed) {
        this.zone = zone;
        this.authentic = authentic;
        this.minDelay = minDelay;
        this.maxDelay = maxDelay;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /**
     * Answers out of zone text.
     *
     * @param text as {@link Zone} describes it
     * @return a resolver
     * @throws IllegalArgumentException when the text is wrong; the message has the number of the record's first line, what is wrong
     *     with it, and the line
     */
    public static FakeDns zone(String text) {
        return of(Zone.parse(text));
    }

    /**
     * Answers out of a zone.
     *
     * @param zone the zone
     * @return a resolver
     */
    public static FakeDns of(Zone zone) {
        Objects.requireNonNull(zone, "zone");
        return new FakeDns(zone, false, Duration.ZERO, Duration.ZERO, 0);
    }

    /**
     * The same, but every answer takes a while.
     *
     * @param delay from look-up to answer
     * @return a new resolver that was asked nothing yet
     */
    public FakeDns withDelay(Duration delay) {
        Objects.requireNonNull(delay, "delay");
        return new FakeDns(zone, authentic, delay, delay, 0);
    }

    /**
     * The same, but answers come in another order than they were asked for: every look-up takes a time of its own.
     *
     * @param seed makes the times; the same seed makes the same ones
     * @param maxDelay the longest of them
     * @return a new resolver that was asked nothing yet
     */
    public FakeDns withShuffledDelays(long seed, Duration maxDelay) {
        Objects.requireNonNull(maxDelay, "maxDelay");
        return new FakeDns(zone, authentic, Duration.ZERO, maxDelay, seed);
    }

    /**
     * The same, but as a validating resolver would answer for signed zones: with the AD bit.
     *
     * @return a new resolver that was asked nothing yet
     */
    public FakeDns withAuthenticAnswers() {
        return new FakeDns(zone, true, minDelay, maxDelay, seed);
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        // A question refuses null by name.
        log.add(new Question(name, type));
        long delay = delay();
        DnsAnswer answer = answer(name, type);
        if (delay == 0) {
            return CompletableFuture.completedFuture(answer);
        }
        return new CompletableFuture<DnsAnswer>().completeOnTimeout(answer, delay, TimeUnit.NANOSECONDS);
    }

    private long delay() {
        long spread = maxDelay.toNanos() - minDelay.toNanos();
        return minDelay.toNanos() + (long) (random.nextDouble() * spread);
    }

    private DnsAnswer answer(DomainName name, RecordType type) {
        Set<DomainName> seen = new HashSet<>();
        DomainName owner = name;
        long ttl = Long.MAX_VALUE;
        while (true) {
            Zone.Finding found = zone.find(owner, ZoneType.of(type));
            if (found.fault() != null) {
                return negative(found.fault(), owner, canonical(name, owner), Math.min(ttl, Zone.DEFAULT_TTL));
            }
            AnswerSize size = new AnswerSize(owner);
            for (ZoneRecord record : found.records()) {
                ttl = Math.min(ttl, record.ttl());
                size.add(record.size());
            }
            DomainName alias = found.alias();
            if (alias == null && size.isTooLarge()) {
                return size.failure();
            }
            if (alias == null) {
                List<DnsRecord> records =
                        found.records().stream().map(ZoneRecord::decode).toList();
                return new DnsAnswer.Found(records, Duration.ofSeconds(ttl), authentic, canonical(name, owner));
            }
            if (!seen.add(owner) || seen.size() > MAX_ALIASES) {
                return new DnsAnswer.Failed(DnsFailure.CNAME_CHAIN, "CNAME loop or chain too long at " + owner);
            }
            owner = alias;
        }
    }

    private static Optional<DomainName> canonical(DomainName asked, DomainName owner) {
        return owner.equals(asked) ? Optional.empty() : Optional.of(owner);
    }

    private DnsAnswer negative(ZoneFault fault, DomainName owner, Optional<DomainName> canonical, long seconds) {
        Duration ttl = Duration.ofSeconds(seconds);
        return switch (fault) {
            case NODATA -> new DnsAnswer.NoData(ttl, authentic, canonical);
            case NXDOMAIN -> new DnsAnswer.NxDomain(ttl, authentic, canonical);
            case SERVFAIL -> new DnsAnswer.Failed(DnsFailure.SERVFAIL, "SERVFAIL for " + owner);
            case REFUSED -> new DnsAnswer.Failed(DnsFailure.REFUSED, "REFUSED for " + owner);
            case FORMERR, NOTIMP -> new DnsAnswer.Failed(DnsFailure.OTHER_RCODE, fault + " for " + owner);
            case TIMEOUT -> new DnsAnswer.Failed(DnsFailure.TIMEOUT, "no answer for " + owner);
        };
    }

    /**
     * What was asked up to now.
     *
     * @return the questions in the order of asking, repeated ones repeated
     */
    public List<Question> queries() {
        return log.questions();
    }

    /** Forgets what was asked up to now. */
    public void clear() {
        log.clear();
    }
}
