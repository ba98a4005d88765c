package org.signetmail.core;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

    private static final Logger LOG = LoggerFactory.getLogger(DnsJavaResolver.class);

    /** RFC 1035 §4.2.2: two octets of length. */
    private static final int MAX_MESSAGE = 65_535;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Gets what comes back. */
    interface Listener {
        /**
         * A message came.
         *
         * @param octets the whole message
         * @return true when it ends the exchange; false to wait for another one
         */
        boolean received(byte[] octets);

        /**
         * The exchange is over without a message.
         *
         * @param reason what went wrong
         * @param detail in one line
         */
        void failed(DnsFailure reason, String detail);
    }

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
                current = loop;
                Thread thread = new Thread(loop, "signet-dns");
                thread.setDaemon(true);
                // Not the web application's that happens to ask first.
                thread.setContextClassLoader(null);
                thread.start();
            }
            loop.tasks.add(task);
            loop.selector.wakeup();
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
     * @param query the message
     * @param deadline when to give up, on the scale of {@link System#nanoTime}
     * @param listener gets what comes back
     */
    void send(InetSocketAddress server, boolean tcp, byte[] query, long deadline, Listener listener) {
        Loop loop;
        synchronized (lock) {
            loop = current;
        }
        if (loop == null) {
            throw new IllegalStateException("not on the transport's thread");
        }
        Exchange exchange = tcp
                ? new TcpExchange(loop, deadline, listener, query)
                : new UdpExchange(loop, deadline, listener, query);
        loop.deadlines.add(exchange);
        try {
            exchange.open(server);
        } catch (IOException e) {
            // Not from here: the listener would send again, and so on, each time deeper.
            loop.tasks.add(() -> exchange.fail(e));
        }
    }

    /** The thread and what it works on. */
    private final class Loop implements Runnable {
        private final Selector selector;
        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        private final PriorityQueue<Exchange> deadlines = new PriorityQueue<>();
        private final ByteBuffer datagram = ByteBuffer.allocate(MAX_MESSAGE);

        private Loop(Selector selector) {
            this.selector = selector;
        }

        @Override
        public void run() {
            try {
                long idleSince = System.nanoTime();
                while (!(System.nanoTime() - idleSince > IDLE_NANOS && retire())) {
                    turn();
                    if (!deadlines.isEmpty()) {
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
            if (tasks.isEmpty()) {
                Exchange next = deadlines.peek();
                long nanos = next == null ? IDLE_NANOS : next.deadline - System.nanoTime();
                if (nanos > 0) {
                    // Rounded up: to wake early is to wake twice.
                    selector.select(this::ready, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
                } else {
                    selector.selectNow(this::ready);
                }
            } else {
                selector.selectNow(this::ready);
            }
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            for (Exchange late = deadlines.peek();
                    late != null && late.deadline - System.nanoTime() <= 0;
                    late = deadlines.peek()) {
                late.close();
                late.listener.failed(DnsFailure.TIMEOUT, "no answer in time");
            }
        }

        private void ready(SelectionKey key) {
            Exchange exchange = (Exchange) key.attachment();
            try {
                exchange.ready(key);
            } catch (IOException e) {
                exchange.fail(e);
            } catch (RuntimeException e) {
                // One exchange must not take the others down with it.
                exchange.close();
                exchange.listener.failed(DnsFailure.RESOLVER, "a defect in the resolver: " + e);
            }
        }

        private boolean retire() {
            synchronized (lock) {
                if (!tasks.isEmpty() || !deadlines.isEmpty()) {
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
            for (Exchange lost = deadlines.peek(); lost != null; lost = deadlines.peek()) {
                Listener listener = lost.listener;
                lost.close();
                tasks.add(() -> listener.failed(DnsFailure.NETWORK, "the resolver's thread ended"));
            }
            try {
                selector.close();
            } catch (IOException e) {
                LOG.debug("closing a selector failed", e);
            }
            tasks.forEach(DnsTransport.this::execute);
        }
    }

    /** One query on its way. */
    private abstract static class Exchange implements Comparable<Exchange> {
        final Loop loop;
        final Listener listener;
        private final long deadline;
        private @Nullable SelectableChannel channel;

        private Exchange(Loop loop, long deadline, Listener listener) {
            this.loop = loop;
            this.deadline = deadline;
            this.listener = listener;
        }

        abstract void open(InetSocketAddress server) throws IOException;

        abstract void ready(SelectionKey key) throws IOException;

        final void register(SelectableChannel opened, int interest) throws IOException {
            opened.register(loop.selector, interest, this);
        }

        /** Remembers the channel first of all, so that it is closed whatever comes. */
        final <C extends SelectableChannel> C own(C opened) throws IOException {
            channel = opened;
            opened.configureBlocking(false);
            return opened;
        }

        final void received(byte[] octets) {
            if (listener.received(octets)) {
                close();
            }
        }

        final void fail(IOException e) {
            close();
            listener.failed(DnsFailure.NETWORK, e.toString());
        }

        final void close() {
            loop.deadlines.remove(this);
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                LOG.debug("closing a socket failed", e);
            }
        }

        @Override
        public final int compareTo(Exchange other) {
            return Long.compare(deadline - other.deadline, 0);
        }
    }

    private static final class UdpExchange extends Exchange {
        private final byte[] query;

        private UdpExchange(Loop loop, long deadline, Listener listener, byte[] query) {
            super(loop, deadline, listener);
            this.query = query;
        }

        @Override
        void open(InetSocketAddress server) throws IOException {
            DatagramChannel channel = own(DatagramChannel.open());
            // Connected: the system drops what comes from elsewhere, and tells when nobody listens there.
            channel.connect(server);
            register(channel, SelectionKey.OP_READ);
            if (channel.write(ByteBuffer.wrap(query)) == 0) {
                throw new IOException("no room to send a datagram");
            }
        }

        @Override
        void ready(SelectionKey key) throws IOException {
            ByteBuffer buffer = loop.datagram.clear();
            if (((DatagramChannel) key.channel()).receive(buffer) != null) {
                byte[] message = new byte[buffer.flip().remaining()];
                buffer.get(message);
                received(message);
            }
        }
    }

    /** A connection for one query: RFC 7766 §6.2.1 would keep it, but truncated answers are rare. */
    private static final class TcpExchange extends Exchange {
        private final ByteBuffer out;
        private ByteBuffer in = ByteBuffer.allocate(Short.BYTES);
        private boolean lengthKnown;

        private TcpExchange(Loop loop, long deadline, Listener listener, byte[] query) {
            super(loop, deadline, listener);
            out = ByteBuffer.allocate(Short.BYTES + query.length)
                    .putShort((short) query.length)
                    .put(query)
                    .flip();
        }

        @Override
        void open(InetSocketAddress server) throws IOException {
            SocketChannel channel = own(SocketChannel.open());
            boolean connected = channel.connect(server);
            register(channel, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT);
        }

        @Override
        void ready(SelectionKey key) throws IOException {
            SocketChannel channel = (SocketChannel) key.channel();
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_WRITE);
            } else if (key.isWritable()) {
                channel.write(out);
                if (!out.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            } else if (key.isReadable()) {
                read(channel);
            }
        }

        private void read(SocketChannel channel) throws IOException {
            if (channel.read(in) < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (in.hasRemaining()) {
                return;
            }
            if (lengthKnown) {
                received(in.array());
            } else {
                lengthKnown = true;
                in = ByteBuffer.allocate(Short.toUnsignedInt(in.getShort(0)));
            }
        }
    }
}
