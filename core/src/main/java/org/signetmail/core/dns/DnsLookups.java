package org.signetmail.core.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/**
 * The look-ups of one message: what lets sequential code overlap its waiting.
 *
 * <p>A question is asked once, however many checks want the answer. {@link #prefetch} asks ahead of need; {@link #await}
 * waits and makes the answer count. Budget, errors and the order of the trace depend on awaited answers alone, so a
 * check gives the same outcome with and without prefetching, whichever answer comes first.
 *
 * <p>Belongs to one check, which runs on one thread at a time: nothing here is locked. Answers come in on the resolver's
 * threads through a queue, and the checking thread takes them out of it; it is woken only for those that let it go on.
 *
 * <p>The answers that are kept here take {@value #MAX_OCTETS} octets together at most. One more that is used is
 * {@link DnsFailure#OCTET_LIMIT}, which is temporary: others have filled the room, and a policy that is not known for it
 * must not count as none. One more that was asked for ahead of need is asked for again when it is needed.
 *
 * <p>It is a {@link DnsResolver}, so a verifier that is given it as its resolver joins it ({@link #join}) instead of
 * starting a new one: that is how the checks of one message share their look-ups.
 */
public final class DnsLookups implements DnsResolver {

    /** The most questions whose answers one message may use: 111 of SPF's worst case, keys, and DMARC's walks. */
    public static final int MAX_QUERIES = 150;

    /** How long all checks of one message may take together. */
    public static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    /** No one waits longer; and the scale of {@link System#nanoTime} has no room for every duration. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The most questions asked ahead of need that nobody has needed yet. */
    static final int MAX_UNUSED = 48;

    private static final String INTERRUPTED = "the check was interrupted";

    private static final String TOO_LATE = "no answer within the time limit of the check";

    /** What the answers of one message may take together, in octets. */
    static final int MAX_OCTETS = 1 << 20;

    /** Of those, what answers may take that were used, that nobody has used yet, and that have not even been looked at. */
    private static final int MAX_USED_OCTETS = MAX_OCTETS / 4 * 3;

    private static final int MAX_UNUSED_OCTETS = MAX_OCTETS / 8;
    private static final int MAX_ARRIVED_OCTETS = MAX_OCTETS / 8;

    private final DnsResolver resolver;

    /** Of the library's own resolver, which needs no futures between us. */
    private final @Nullable DnsShare share;

    private final int maxQueries;
    private final Duration timeLimit;
    private long deadline;

    /** In the order of their asking. */
    private final Map<DnsQuestion, Lookup> lookups = new LinkedHashMap<>();

    /** Of those that were not there at once; there from the first of these on. */
    private @Nullable DnsArrivals<Lookup> arrivals;

    /** The checking thread while it waits. */
    private volatile @Nullable Thread waiter;

    private int usedOctets;
    private int unusedOctets;

    private int used;

    /** Of those asked and not used, how many were asked aside. */
    private int unusedAside;

    private DnsLookups(DnsResolver resolver, int maxQueries, Duration timeLimit) {
        this.resolver = ResolverEdge.forMessage(resolver);
        this.share = this.resolver instanceof DnsShare ours ? ours : null;
        this.maxQueries = maxQueries;
        this.timeLimit = shorter(timeLimit, LONGEST);
        this.deadline = System.nanoTime() + this.timeLimit.toNanos();
    }

    /**
     * Starts the look-ups of one message; the clock runs from now.
     *
     * @param resolver asked once for each question
     * @param maxQueries the most questions whose answers may be used, 1 or more
     * @param timeLimit how long until every further answer is {@link DnsFailure#DEADLINE}; a day at most
     * @return the look-ups
     */
    public static DnsLookups start(DnsResolver resolver, int maxQueries, Duration timeLimit) {
        return new DnsLookups(resolver, maxQueries, timeLimit);
    }

    /**
     * Starts the time limit anew: for a caller who took its time in between, such as to receive the body of a message.
     */
    public void restartClock() {
        deadline = System.nanoTime() + timeLimit.toNanos();
    }

    /**
     * Joins the look-ups that are under way, or starts new ones with the default limits.
     *
     * @param resolver look-ups of this class, or any other resolver
     * @return the resolver itself when it is of this class
     */
    public static DnsLookups join(DnsResolver resolver) {
        return resolver instanceof DnsLookups lookups ? lookups : start(resolver, MAX_QUERIES, TIME_LIMIT);
    }

    /**
     * The message is done, unless these look-ups were joined: what nobody has waited for is not asked any more.
     *
     * @param resolver what was given to {@link #join}
     */
    public void leave(DnsResolver resolver) {
        if (resolver != this) {
            end();
        }
    }

    /** The message is done: what nobody has waited for is not asked any more. */
    public void end() {
        drain();
        boolean open = false;
        for (Lookup lookup : lookups.values()) {
            if (lookup.isOpen()) {
                lookup.isGone = true;
                open = true;
            }
        }
        if (open && share != null) {
            share.end();
        }
    }

    /**
     * Asks ahead of need. Does nothing when the question was asked before, or too many answers wait unused.
     *
     * @param name the name to ask for
     * @param type the type of records to ask for
     */
    public void prefetch(DomainName name, RecordType type) {
        ahead(new DnsQuestion(name, type), null);
    }

    /**
     * Asks ahead of need, and tells when the answer is there.
     *
     * @param name the name to ask for
     * @param type the type of records to ask for
     * @param onArrival called once on the checking thread: at once when the answer is there, or while it waits for any
     *     answer; never when the check ends first
     * @return false when too many answers wait unused or the time is over, and nothing was asked
     */
    public boolean prefetch(DomainName name, RecordType type, Consumer<DnsAnswer> onArrival) {
        return ahead(new DnsQuestion(name, type), onArrival);
    }

    private boolean ahead(DnsQuestion question, @Nullable Consumer<DnsAnswer> onArrival) {
        Lookup lookup = lookups.get(question);
        if (lookup == null) {
            long now = System.nanoTime();
            if (lookups.size() - used - unusedAside >= MAX_UNUSED || deadline - now <= 0) {
                return false;
            }
            lookup = add(question, now);
            send(lookup);
        }
        tell(lookup, onArrival);
        return true;
    }

    private static void tell(Lookup lookup, @Nullable Consumer<DnsAnswer> onArrival) {
        if (onArrival == null) {
            return;
        }
        if (lookup.answer != null) {
            onArrival.accept(lookup.answer);
        } else {
            lookup.onArrival.add(onArrival);
            lookup.wakes = true;
        }
    }

    /**
     * Asks for a check that nothing waits for, which has a budget of its own: takes no place among those that are asked
     * ahead of need.
     *
     * @param name the name to ask for
     * @param type the type of records to ask for
     * @param onArrival called once on the checking thread, as for
     *     {@link #prefetch(DomainName, RecordType, Consumer)}
     */
    public void askAside(DomainName name, RecordType type, Consumer<DnsAnswer> onArrival) {
        DnsQuestion question = new DnsQuestion(name, type);
        Lookup lookup = lookups.get(question);
        if (lookup == null) {
            lookup = add(question, System.nanoTime());
            lookup.aside = true;
            unusedAside++;
            send(lookup);
        }
        tell(lookup, onArrival);
    }

    /** Takes the answers that have come by now, without waiting for any. */
    public void takeArrivals() {
        drain();
    }

    /**
     * Whether some check has asked already, ahead of need or not.
     *
     * @param name the name to ask for
     * @param type the type of records to ask for
     * @return true when asking again would ask nobody
     */
    public boolean isAsked(DomainName name, RecordType type) {
        return lookups.containsKey(new DnsQuestion(name, type));
    }

    /**
     * Waits for an answer within the time limit of the message, and uses it.
     *
     * @param name the name to ask for
     * @param type the type of records to ask for
     * @return the answer; {@link DnsFailure#DEADLINE}, {@link DnsFailure#QUERY_LIMIT}, {@link DnsFailure#OCTET_LIMIT} or
     *     {@link DnsFailure#INTERRUPTED} when there is none to be had here
     */
    public DnsAnswer await(DomainName name, RecordType type) {
        return await(name, type, deadline);
    }

    /**
     * Waits for an answer until a deadline of the caller's own, or that of the message if it is earlier, and uses it.
     * The caller's own deadline is nobody else's: when it has passed, the answer may still come for others.
     *
     * @param name the name to ask for
     * @param type the type of records to ask for
     * @param until a value of {@link #deadlineIn}
     * @return as for {@link #await(DomainName, RecordType)}
     */
    public DnsAnswer await(DomainName name, RecordType type, long until) {
        return await(name, type, until, () -> {});
    }

    /**
     * Waits for an answer as above, and tells before the thread has to wait: a check that asks ahead of need only then
     * asks nothing in vain while all its answers are there at once, from a cache.
     *
     * @param name the name to ask for
     * @param type the type of records to ask for
     * @param until a value of {@link #deadlineIn}
     * @param beforeWaiting called once when the question is asked and the answer is not there; may prefetch
     * @return as for {@link #await(DomainName, RecordType)}
     */
    public DnsAnswer await(DomainName name, RecordType type, long until, Runnable beforeWaiting) {
        DnsQuestion question = new DnsQuestion(name, type);
        Lookup lookup = lookups.get(question);
        if (lookup == null || lookup.usedAs == 0) {
            if (used >= maxQueries) {
                return new DnsAnswer.Failed(
                        DnsFailure.QUERY_LIMIT, "the check has used its " + maxQueries + " DNS queries");
            }
            if (lookup == null) {
                // Nothing new is asked once there is no waiting for it: a resolver may block, against its contract.
                long now = System.nanoTime();
                if (earlier(until, deadline) - now <= 0) {
                    return new DnsAnswer.Failed(DnsFailure.DEADLINE, TOO_LATE);
                }
                if (Thread.currentThread().isInterrupted()) {
                    return new DnsAnswer.Failed(DnsFailure.INTERRUPTED, INTERRUPTED);
                }
                lookup = add(question, now);
                lookup.usedAs = ++used;
                send(lookup);
            } else {
                useFirst(lookup);
            }
        }
        return settle(lookup, earlier(until, deadline), beforeWaiting);
    }

    /** What was asked for ahead of need is needed. */
    private void useFirst(Lookup lookup) {
        lookup.usedAs = ++used;
        if (lookup.aside) {
            unusedAside--;
        }
        if (lookup.isDropped) {
            lookup.isDropped = false;
            lookup.answer = null;
            send(lookup);
        } else if (lookup.answer != null) {
            unusedOctets -= lookup.octets;
            lookup.answer = use(lookup.answer);
        }
    }

    private DnsAnswer settle(Lookup lookup, long until, Runnable beforeWaiting) {
        drain();
        if (lookup.answer == null) {
            beforeWaiting.run();
        }
        lookup.wakes = true;
        try {
            DnsAnswer answer;
            while ((answer = lookup.answer) == null) {
                if (Thread.currentThread().isInterrupted()) {
                    return lookup.unanswered(DnsFailure.INTERRUPTED, INTERRUPTED);
                }
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return until - deadline < 0
                            ? new DnsAnswer.Failed(DnsFailure.DEADLINE, TOO_LATE)
                            : lookup.unanswered(DnsFailure.DEADLINE, TOO_LATE);
                }
                // Whoever brings an answer from now on wakes this thread; what came before is found.
                waiter = Thread.currentThread();
                if (arrivals == null || arrivals.isEmpty()) {
                    LockSupport.parkNanos(this, left);
                }
                drain();
            }
            return answer;
        } finally {
            waiter = null;
        }
    }

    /** On a thread of the resolver, or on the checking one where that cannot run. */
    private static void came(DnsArrivals<Lookup> to, Lookup lookup, DnsAnswer answer, boolean stale) {
        to.add(lookup, answer, stale, lookup.usedAs != 0);
    }

    /** Who is to be woken now that an answer has come. */
    private @Nullable Thread sleeper(Lookup lookup) {
        return lookup.wakes ? waiter : null;
    }

    private void drain() {
        DnsArrivals<Lookup> from = arrivals;
        if (from == null) {
            return;
        }
        for (DnsArrivals.Arrival<Lookup> next = from.poll(); next != null; next = from.poll()) {
            DnsAnswer answer = next.answer();
            if (answer != null) {
                arrived(next.to(), answer, next.stale(), next.at());
            } else {
                lost(next.to(), next.octets());
            }
        }
    }

    private Lookup add(DnsQuestion question, long now) {
        Lookup lookup = new Lookup(question, now);
        lookups.put(question, lookup);
        return lookup;
    }

    private DnsArrivals<Lookup> arrivals() {
        DnsArrivals<Lookup> there = arrivals;
        if (there == null) {
            there = new DnsArrivals<>(MAX_ARRIVED_OCTETS);
            arrivals = there;
        }
        return there;
    }

    private void send(Lookup lookup) {
        if (share != null) {
            DnsCache.Kept known = share.known(lookup.question);
            if (known != null) {
                lookup.atOnce = true;
                arrived(lookup, known.answer(), known.stale(), System.nanoTime());
            } else {
                DnsArrivals<Lookup> to = arrivals();
                share.ask(lookup.question, new DnsAsker() {
                    @Override
                    public void answered(DnsAnswer answer, boolean stale) {
                        came(to, lookup, answer, stale);
                    }

                    @Override
                    public @Nullable Thread sleeper() {
                        return DnsLookups.this.sleeper(lookup);
                    }

                    @Override
                    public boolean isGone() {
                        return lookup.isGone;
                    }
                });
            }
            return;
        }
        CompletableFuture<DnsAnswer> future = ResolverEdge.ask(resolver, lookup.question);
        DnsAnswer atOnce = future.getNow(null);
        if (atOnce != null) {
            lookup.atOnce = !(atOnce instanceof DnsAnswer.Failed);
            arrived(lookup, atOnce, false, System.nanoTime());
        } else {
            DnsArrivals<Lookup> to = arrivals();
            CompletableFuture<Void> unused = future.thenAccept(answer -> {
                came(to, lookup, answer, false);
                LockSupport.unpark(sleeper(lookup));
            });
        }
    }

    private void arrived(Lookup lookup, DnsAnswer answer, boolean stale, long at) {
        if (lookup.answer != null) {
            return;
        }
        lookup.stale = stale;
        lookup.answeredAt = at;
        DnsAnswer kept = lookup.usedAs != 0 ? use(answer) : keepUnused(lookup, answer);
        lookup.answer = kept;
        tellAll(lookup, lookup.aside ? kept : answer);
    }

    private static void tellAll(Lookup lookup, DnsAnswer answer) {
        if (lookup.onArrival.isEmpty()) {
            return;
        }
        List<Consumer<DnsAnswer>> handlers = List.copyOf(lookup.onArrival);
        lookup.onArrival.clear();
        for (Consumer<DnsAnswer> handler : handlers) {
            handler.accept(answer);
        }
    }

    /** There was no room for an answer when it came. */
    private void lost(Lookup lookup, int octets) {
        if (lookup.answer != null) {
            return;
        }
        if (lookup.usedAs != 0) {
            // It is needed meanwhile.
            send(lookup);
        } else {
            lookup.answeredAt = System.nanoTime();
            DnsAnswer told = drop(lookup, octets);
            lookup.answer = told;
            tellAll(lookup, told);
        }
    }

    /** What is kept of an answer: by the order of use alone, so that what was asked ahead of need changes nothing. */
    private DnsAnswer use(DnsAnswer answer) {
        int octets = AnswerWeight.of(answer);
        if (usedOctets + octets > MAX_USED_OCTETS) {
            return new DnsAnswer.Failed(
                    DnsFailure.OCTET_LIMIT,
                    "with this answer, those of the message take more than " + MAX_USED_OCTETS + " octets");
        }
        usedOctets += octets;
        return answer;
    }

    private DnsAnswer keepUnused(Lookup lookup, DnsAnswer answer) {
        int octets = AnswerWeight.of(answer);
        if (unusedOctets + octets > MAX_UNUSED_OCTETS) {
            return drop(lookup, octets);
        }
        unusedOctets += octets;
        lookup.octets = octets;
        return answer;
    }

    /** Who waits for nothing has this answer; whoever needs it asks again. */
    private static DnsAnswer drop(Lookup lookup, int octets) {
        lookup.isDropped = true;
        return new DnsAnswer.Failed(
                DnsFailure.TOO_LARGE,
                "an answer of " + octets + " octets that was not needed when it came, and not kept");
    }

    /**
     * The time by which a part of the check has to be done, for {@link #await(DomainName, RecordType, long)}.
     *
     * @param limit from now on; however long
     * @return that time, or that of the message if it is earlier, on the scale of {@link System#nanoTime}
     */
    public long deadlineIn(Duration limit) {
        return earlier(System.nanoTime() + shorter(limit, timeLimit).toNanos(), deadline);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    /**
     * All queries up to now: those whose answers were used, in the order of their first use, then those asked in vain.
     *
     * @return an immutable list
     */
    public List<DnsQuery> queries() {
        drain();
        List<Lookup> usedFirst = new ArrayList<>(lookups.values());
        usedFirst.sort(Comparator.comparingInt(lookup -> lookup.usedAs == 0 ? Integer.MAX_VALUE : lookup.usedAs));
        List<DnsQuery> queries = new ArrayList<>(usedFirst.size());
        for (Lookup lookup : usedFirst) {
            queries.add(lookup.toQuery());
        }
        return List.copyOf(queries);
    }

    @Override
    public CompletionStage<DnsAnswer> lookup(DomainName name, RecordType type) {
        return CompletableFuture.completedFuture(await(name, type));
    }

    /** One question on its way. Touched by the checking thread alone. */
    private static final class Lookup {
        private final DnsQuestion question;
        private final long askedAt;
        private final List<Consumer<DnsAnswer>> onArrival = new ArrayList<>();
        private @Nullable DnsAnswer answer;
        private long answeredAt;
        /** The how-manieth answer to be used this was, from 1; zero for one not used. Read by whoever brings the answer. */
        private volatile int usedAs;

        /** Whether waiting ended before the answer was there. */
        private boolean isOpen;

        /** What its answer takes while it is not used. */
        private int octets;

        /** Whether its answer was there, and too large to be kept unused. */
        private boolean isDropped;

        /** Whether the check has ended without its answer. */
        private volatile boolean isGone;

        /** Whether the checking thread can go on when its answer is there. */
        private volatile boolean wakes;

        /** Whether it was asked first for a check that nothing waits for. */
        private boolean aside;

        /** Whether the resolver had the answer when it was asked. */
        private boolean atOnce;

        /** Whether the resolver had kept the answer beyond its time. */
        private boolean stale;

        private Lookup(DnsQuestion question, long askedAt) {
            this.question = question;
            this.askedAt = askedAt;
        }

        /** Whether a server may be asked still. */
        private boolean isOpen() {
            return answer == null || isOpen;
        }

        /** What was told once stays told: a late answer must not change what the check has decided. */
        private DnsAnswer unanswered(DnsFailure reason, String detail) {
            DnsAnswer failed = new DnsAnswer.Failed(reason, detail);
            answer = failed;
            answeredAt = System.nanoTime();
            isOpen = true;
            onArrival.clear();
            return failed;
        }

        private DnsQuery toQuery() {
            DnsAnswer told = answer != null
                    ? answer
                    : new DnsAnswer.Failed(DnsFailure.DEADLINE, "no answer before the check ended");
            long end = answer != null ? answeredAt : System.nanoTime();
            Duration elapsed = Duration.ofNanos(Math.max(0, end - askedAt));
            return new DnsQuery(question.name(), question.type(), told, elapsed, usedAs != 0, atOnce, stale);
        }
    }
}
