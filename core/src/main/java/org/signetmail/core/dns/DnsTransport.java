package org.signetmail.core.dns;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries DNS messages over UDP, TCP, TLS and HTTPS: one daemon thread for all of them, which starts with the first and
 * ends when nothing has been under way for a while. So there is nothing to close and nothing leaks.
 *
 * <p>dnsjava's own client ends a query at the first datagram that comes, right or wrong, looks at its time limits only
 * when no packet arrives, and is one for the whole JVM with a shutdown hook. Here wrong datagrams do not end a query
 * ({@link DnsPorts} has what a stranger would have to guess), and limits are kept to the millisecond.
 *
 * <p>No lock is on the way: callers hand over tasks and wake the thread only when it sleeps, and it never waits for them.
 * A lock would make it wait behind a virtual thread that holds it and has no processor.
 *
 * <p>Thread-safe in {@link #execute} and {@link #strays}; all else happens on its thread.
 */
final class DnsTransport {

    private static final Logger LOG = LoggerFactory.getLogger(DnsClient.LOG_NAME);

    private static final int MAX_DATAGRAM = 65_535;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What the thread does. */
    private enum State {
        /** It works, and looks at the tasks before it sleeps. */
        AWAKE,
        /** Whoever adds a task has to wake it. */
        ASLEEP,
        /** It takes no more tasks. */
        ENDED
    }

    private final long idleNanos;
    private final AtomicReference<@Nullable Loop> current = new AtomicReference<>();
    private final LongAdder strays = new LongAdder();

    /** Beyond the end of a thread, as their connections are kept by somebody else. */
    private final Map<DnsEndpoint, DnsHttps> https = new ConcurrentHashMap<>();

    DnsTransport() {
        this(IDLE_NANOS);
    }

    /**
     * No thread yet.
     *
     * @param idleNanos how long its thread stays when nothing is under way
     */
    DnsTransport(long idleNanos) {
        this.idleNanos = idleNanos;
    }

    /**
     * Runs a task on the transport's thread.
     *
     * @param task may call {@link #send}
     * @throws UncheckedIOException when the system gives no selector
     */
    void execute(Runnable task) {
        while (true) {
            Loop loop = current.get();
            if (loop == null) {
                loop = new Loop(openSelector());
                loop.tasks.add(task);
                if (current.compareAndSet(null, loop)) {
                    start(loop);
                    return;
                }
                close(loop.selector);
            } else if (loop.offer(task)) {
                return;
            } else {
                current.compareAndSet(loop, null);
            }
        }
    }

    /** Only a thread that runs is there for others: it cannot start where the system has no more of them. */
    private void start(Loop loop) {
        try {
            // Takes nothing over from the web application that happens to ask first.
            Thread thread = new Thread(null, loop, "signet-dns", 0, false);
            thread.setContextClassLoader(null);
            thread.setDaemon(true);
            thread.start();
        } catch (Throwable e) {
            loop.state.set(State.ENDED);
            current.compareAndSet(loop, null);
            close(loop.selector);
            // The first task is of who gets the error; those that others have added meanwhile need another thread.
            loop.tasks.poll();
            loop.handOver();
            throw e;
        }
    }

    /** The datagrams up to now that answered no question: another ID, another question, no message at all. */
    long strays() {
        return strays.sum();
    }

    private static String told(Exception e) {
        String message = e.getMessage();
        if (e instanceof PortUnreachableException) {
            return "nobody listens there";
        }
        return e instanceof IOException && message != null ? message : e.toString();
    }

    /** Closes a socket or a selector, whatever comes of it. */
    static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("closing failed", e);
        }
    }

    private static Selector openSelector() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a message and waits for what comes back. Only for tasks and listeners; never calls the listener itself.
     *
     * @param server where to
     * @param tcp whether over TCP
     * @param query the message; its ID is chosen here
     * @param deadline when to give up, on the scale of {@link System#nanoTime}
     * @param listener gets what comes back
     * @return what waits for it
     */
    DnsExchange send(DnsEndpoint server, boolean tcp, byte[] query, long deadline, DnsExchange.Listener listener) {
        return loop().send(server, tcp, query, deadline, listener);
    }

    private Loop loop() {
        Loop loop = current.get();
        if (loop == null) {
            throw new IllegalStateException("not on the transport's thread");
        }
        return loop;
    }

    /**
     * Does something later. Only for tasks and listeners.
     *
     * @param time when, on the scale of {@link System#nanoTime}
     * @param what is done; also when the thread ends before
     */
    void at(long time, Runnable what) {
        Loop loop = loop();
        loop.alarms.add(new DnsAlarm(time, loop.numbers++) {
            @Override
            void ring() {
                what.run();
            }

            @Override
            void lost() {
                what.run();
            }
        });
    }

    /**
     * Wakes a thread, once, however many ask for it before this one has seen to all that there is to do now: of a
     * handful of answers to one message, each would wake a thread that sleeps again at once for the next. Only for tasks
     * and listeners.
     *
     * @param sleeper parked, or about to be
     */
    void wake(Thread sleeper) {
        Loop loop = current.get();
        if (loop == null) {
            LockSupport.unpark(sleeper);
        } else {
            loop.sleepers.add(sleeper);
        }
    }

    /**
     * Since when answers may have come that are not read yet, on the scale of {@link System#nanoTime}. Only for tasks and
     * listeners.
     */
    long lookedAt() {
        return loop().lookedAt;
    }

    /** The thread and what it works on. */
    private final class Loop implements Runnable {
        private final Selector selector;
        private final AtomicReference<State> state = new AtomicReference<>(State.AWAKE);
        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        private final Set<Thread> sleepers = new LinkedHashSet<>();
        private final TreeSet<DnsAlarm> alarms = new TreeSet<>();
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
        private final DnsRandom random = new DnsRandom();
        private final Map<DnsEndpoint, DnsPorts> ports = new HashMap<>();
        private final Map<DnsEndpoint, DnsStreams> streams = new HashMap<>();
        private long numbers;
        private long lookedAt = System.nanoTime();

        private Loop(Selector selector) {
            this.selector = selector;
        }

        /**
         * Takes a task.
         *
         * @return false when the thread has ended and the task is still the caller's
         */
        private boolean offer(Runnable task) {
            tasks.add(task);
            State seen = state.get();
            if (seen == State.ENDED) {
                // If it is not there any more, the thread has handed it over at its end.
                return !tasks.remove(task);
            }
            // Of many who come while it sleeps, one wakes it.
            if (seen == State.ASLEEP && state.compareAndSet(State.ASLEEP, State.AWAKE)) {
                selector.wakeup();
            }
            return true;
        }

        @Override
        public void run() {
            try {
                long idleSince = System.nanoTime();
                while (!(System.nanoTime() - idleSince > idleNanos && retire())) {
                    boolean kept = turn();
                    if (kept || !alarms.isEmpty()) {
                        idleSince = System.nanoTime();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                close();
            }
        }

        /** Whether connections are open still. */
        private boolean turn() throws IOException {
            // Whoever interrupts this thread, such as what is chained to an answer, must not keep it from sleeping.
            Thread.interrupted();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            long nanos = idleNanos;
            DnsAlarm next = first();
            if (next != null) {
                nanos = Math.min(nanos, next.nanosLeft());
            }
            boolean kept = false;
            for (DnsStreams each : streams.values()) {
                Long left = each.closeIdle(System.nanoTime());
                kept |= left != null;
                nanos = left == null ? nanos : Math.min(nanos, left);
            }
            wakeAll();
            long looksAt = System.nanoTime();
            sleep(nanos);
            lookedAt = looksAt;
            // Whoever had no processor for a while finds answers that came meanwhile: only what was not there when its
            // time was
            // over is late.
            for (DnsAlarm due = first(); due != null && due.isDue(looksAt); due = first()) {
                alarms.remove(due);
                due.ring();
            }
            wakeAll();
            return kept;
        }

        private void wakeAll() {
            if (!sleepers.isEmpty()) {
                sleepers.forEach(LockSupport::unpark);
                sleepers.clear();
            }
        }

        private void sleep(long nanos) throws IOException {
            if (nanos > 0 && tasks.isEmpty()) {
                state.set(State.ASLEEP);
                // What was added before that wakes nobody.
                if (tasks.isEmpty()) {
                    // Rounded up: to wake early is to wake twice.
                    selector.select(this::ready, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
                    state.set(State.AWAKE);
                    return;
                }
                state.set(State.AWAKE);
            }
            selector.selectNow(this::ready);
        }

        private @Nullable DnsAlarm first() {
            return alarms.isEmpty() ? null : alarms.first();
        }

        private DnsExchange send(
                DnsEndpoint server, boolean tcp, byte[] query, long deadline, DnsExchange.Listener listener) {
            DnsExchange exchange = new DnsExchange(query, deadline, numbers++, listener, alarms);
            if (server.isHttps()) {
                exchange.mayGoAgain(() -> tasks.add(() -> overHttps(server, exchange)));
                overHttps(server, exchange);
            } else if (tcp) {
                exchange.mayGoAgain(() -> tasks.add(() -> overTcp(server, exchange)));
                overTcp(server, exchange);
            } else {
                overUdp(server, exchange);
            }
            return exchange;
        }

        // Failures are told later: the listener would send again, and so on, each time deeper.

        private void overUdp(DnsEndpoint server, DnsExchange exchange) {
            try {
                if (!ports.computeIfAbsent(server, to -> new DnsPorts(to.address(), selector, random, strays))
                        .send(exchange)) {
                    tasks.add(() -> exchange.fail(DnsFailure.NETWORK, "no room to send a datagram"));
                }
            } catch (IOException | RuntimeException e) {
                tasks.add(() -> exchange.breakWay(DnsFailure.NETWORK, told(e)));
            }
        }

        private void overTcp(DnsEndpoint server, DnsExchange exchange) {
            if (exchange.isOver()) {
                return;
            }
            try {
                streams.computeIfAbsent(server, to -> new DnsStreams(to, selector, random))
                        .send(exchange);
            } catch (IOException | RuntimeException e) {
                tasks.add(() -> exchange.fail(DnsFailure.NETWORK, told(e)));
            }
        }

        private void overHttps(DnsEndpoint server, DnsExchange exchange) {
            if (exchange.isOver()) {
                return;
            }
            try {
                https.computeIfAbsent(server, to -> new DnsHttps(to, DnsTransport.this::execute))
                        .send(exchange);
            } catch (RuntimeException e) {
                tasks.add(() -> exchange.fail(DnsFailure.NETWORK, told(e)));
            }
        }

        private void ready(SelectionKey key) {
            DnsWay.Socket way = (DnsWay.Socket) key.attachment();
            try {
                way.ready(key, buffer);
            } catch (IOException | RuntimeException e) {
                // One socket must not take the others down with it.
                way.broken(DnsFailure.NETWORK, told(e));
            }
        }

        private boolean retire() {
            return tasks.isEmpty() && alarms.isEmpty() && state.compareAndSet(State.AWAKE, State.ENDED);
        }

        /** Leaves nothing behind: if the thread ends by an error, another one tells those who wait. */
        private void close() {
            state.set(State.ENDED);
            current.compareAndSet(this, null);
            wakeAll();
            for (DnsAlarm lost : alarms) {
                tasks.add(lost::lost);
            }
            for (SelectionKey key : selector.keys()) {
                DnsTransport.close(key.channel());
            }
            DnsTransport.close(selector);
            handOver();
        }

        private void handOver() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                execute(task);
            }
        }
    }
}
