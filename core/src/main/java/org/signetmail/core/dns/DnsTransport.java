package org.signetmail.core.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries DNS messages over UDP and TCP: one daemon thread for all of them, which starts with the first and ends when
 * nothing has been under way for a while. So there is nothing to close and nothing leaks.
 *
 * <p>dnsjava's own client ends a query at the first datagram that comes, right or wrong, looks at its time limits only
 * when no packet arrives, and is one for the whole JVM with a shutdown hook. Here every query has a port of its own,
 * which the system chooses at random (RFC 5452 §9.2), wrong datagrams do not end it, and limits are kept to the
 * millisecond.
 *
 * <p>Thread-safe in {@link #execute}; all else happens on its thread.
 */
final class DnsTransport {

    private static final Logger LOG = LoggerFactory.getLogger(DnsClient.LOG_NAME);

    private static final int MAX_DATAGRAM = 65_535;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Object lock = new Object();
    private @Nullable Loop current;

    /**
     * Runs a task on the transport's thread.
     *
     * @param task may call {@link #send}
     * @throws UncheckedIOException when the system gives no selector
     */
    void execute(Runnable task) {
        synchronized (lock) {
            Loop loop = current;
            if (loop == null) {
                loop = new Loop(openSelector());
                // Takes nothing over from the web application that happens to ask first.
                Thread thread = new Thread(null, loop, "signet-dns", 0, false);
                thread.setContextClassLoader(null);
                thread.setDaemon(true);
                // Only a thread that runs is there for others: start() fails where the system has no more of them.
                loop.tasks.add(task);
                current = loop;
                try {
                    thread.start();
                } catch (Throwable e) {
                    current = null;
                    throw e;
                }
                return;
            }
            loop.tasks.add(task);
            loop.selector.wakeup();
        }
    }

    private static String told(Exception e) {
        String message = e.getMessage();
        if (e instanceof PortUnreachableException) {
            return "nobody listens there";
        }
        return e instanceof IOException && message != null ? message : e.toString();
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
     * @param query the message
     * @param deadline when to give up, on the scale of {@link System#nanoTime}
     * @param listener gets what comes back
     */
    void send(InetSocketAddress server, boolean tcp, byte[] query, long deadline, DnsExchange.Listener listener) {
        Loop loop;
        synchronized (lock) {
            loop = current;
        }
        if (loop == null) {
            throw new IllegalStateException("not on the transport's thread");
        }
        loop.start(DnsExchange.of(tcp, query, deadline, listener), server);
    }

    /** The thread and what it works on. */
    private final class Loop implements Runnable {
        private final Selector selector;
        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        private final PriorityQueue<DnsExchange> underWay = new PriorityQueue<>();
        private final ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);

        private Loop(Selector selector) {
            this.selector = selector;
        }

        @Override
        public void run() {
            try {
                long idleSince = System.nanoTime();
                while (!(System.nanoTime() - idleSince > IDLE_NANOS && retire())) {
                    turn();
                    if (!underWay.isEmpty()) {
                        idleSince = System.nanoTime();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                close();
            }
        }

        private void turn() throws IOException {
            DnsExchange next = underWay.peek();
            long nanos = next == null ? IDLE_NANOS : next.nanosLeft();
            if (tasks.isEmpty() && nanos > 0) {
                // Rounded up: to wake early is to wake twice.
                selector.select(this::ready, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
            } else {
                selector.selectNow(this::ready);
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            for (DnsExchange late = underWay.peek(); late != null && late.nanosLeft() <= 0; late = underWay.peek()) {
                underWay.remove();
                late.fail(DnsFailure.TIMEOUT, "no answer in time");
            }
        }

        private void start(DnsExchange exchange, InetSocketAddress server) {
            underWay.add(exchange);
            try {
                exchange.open(server, selector);
            } catch (IOException | RuntimeException e) {
                // Not from here: the listener would send again, and so on, each time deeper.
                tasks.add(() -> fail(exchange, e));
            }
        }

        private void ready(SelectionKey key) {
            DnsExchange exchange = (DnsExchange) key.attachment();
            try {
                exchange.ready(key, buffer);
            } catch (IOException | RuntimeException e) {
                // One exchange must not take the others down with it.
                fail(exchange, e);
            }
            if (exchange.isOver()) {
                underWay.remove(exchange);
            }
        }

        private void fail(DnsExchange exchange, Exception e) {
            underWay.remove(exchange);
            exchange.fail(DnsFailure.NETWORK, told(e));
        }

        private boolean retire() {
            synchronized (lock) {
                if (!tasks.isEmpty() || !underWay.isEmpty()) {
                    return false;
                }
                current = null;
                return true;
            }
        }

        /** Leaves nothing behind: if the thread ends by an error, another one tells those who wait. */
        private void close() {
            synchronized (lock) {
                if (current == this) {
                    current = null;
                }
            }
            for (DnsExchange lost : underWay) {
                tasks.add(() -> lost.fail(DnsFailure.NETWORK, "the resolver's thread ended"));
            }
            try {
                selector.close();
            } catch (IOException e) {
                LOG.debug("closing a selector failed", e);
            }
            tasks.forEach(DnsTransport.this::execute);
        }
    }
}
