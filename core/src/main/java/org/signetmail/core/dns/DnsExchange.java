package org.signetmail.core.dns;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One query on its way to one server, and the socket it has to itself. Lives on the transport's thread. */
abstract class DnsExchange implements Comparable<DnsExchange> {

    private static final Logger LOG = LoggerFactory.getLogger(DnsClient.LOG_NAME);

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

    private final Listener listener;
    private final long deadline;
    private @Nullable SelectableChannel channel;
    private boolean over;

    private DnsExchange(long deadline, Listener listener) {
        this.deadline = deadline;
        this.listener = listener;
    }

    static DnsExchange of(boolean tcp, byte[] query, long deadline, Listener listener) {
        return tcp ? new Tcp(query, deadline, listener) : new Udp(query, deadline, listener);
    }

    /** Opens a socket and sends the query, or has it sent as soon as the socket is ready. */
    abstract void open(InetSocketAddress server, Selector selector) throws IOException;

    /**
     * Goes on when the socket is ready.
     *
     * @param key says for what
     * @param buffer has room for any message
     */
    abstract void ready(SelectionKey key, ByteBuffer buffer) throws IOException;

    /** Remembers the channel first of all, so that it is closed whatever comes. */
    final <C extends SelectableChannel> C own(C opened) throws IOException {
        channel = opened;
        opened.configureBlocking(false);
        return opened;
    }

    final void received(byte[] octets) {
        if (listener.received(octets)) {
            end();
        }
    }

    /** Ends without a message; tells nobody if it has ended before. */
    final void fail(DnsFailure reason, String detail) {
        if (!over) {
            end();
            listener.failed(reason, detail);
        }
    }

    private void end() {
        over = true;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("closing a socket failed", e);
        }
    }

    final boolean isOver() {
        return over;
    }

    /** How long it may go on; zero or less when the time is up. */
    final long nanosLeft() {
        return deadline - System.nanoTime();
    }

    /** By deadline. */
    @Override
    public final int compareTo(DnsExchange other) {
        return Long.compare(deadline - other.deadline, 0);
    }

    private static final class Udp extends DnsExchange {
        private final byte[] query;

        private Udp(byte[] query, long deadline, Listener listener) {
            super(deadline, listener);
            this.query = query;
        }

        @Override
        void open(InetSocketAddress server, Selector selector) throws IOException {
            DatagramChannel channel = own(DatagramChannel.open());
            // Connected: the system drops what comes from elsewhere, and tells when nobody listens there.
            channel.connect(server);
            channel.register(selector, SelectionKey.OP_READ, this);
            if (channel.write(ByteBuffer.wrap(query)) == 0) {
                throw new IOException("no room to send a datagram");
            }
        }

        @Override
        void ready(SelectionKey key, ByteBuffer buffer) throws IOException {
            buffer.clear();
            if (((DatagramChannel) key.channel()).receive(buffer) != null) {
                byte[] message = new byte[buffer.flip().remaining()];
                buffer.get(message);
                received(message);
            }
        }
    }

    /** A connection for one query: RFC 7766 §6.2.1 would keep it, but truncated answers are rare. */
    private static final class Tcp extends DnsExchange {
        // RFC 1035 §4.2.2: two octets of length before each message.
        private final ByteBuffer out;
        private ByteBuffer in = ByteBuffer.allocate(Short.BYTES);
        private boolean lengthKnown;

        private Tcp(byte[] query, long deadline, Listener listener) {
            super(deadline, listener);
            out = ByteBuffer.allocate(Short.BYTES + query.length)
                    .putShort((short) query.length)
                    .put(query)
                    .flip();
        }

        @Override
        void open(InetSocketAddress server, Selector selector) throws IOException {
            SocketChannel channel = own(SocketChannel.open());
            boolean connected = channel.connect(server);
            channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
        }

        @Override
        void ready(SelectionKey key, ByteBuffer buffer) throws IOException {
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
                int missing = in.remaining();
                throw new EOFException(
                        lengthKnown
                                ? "the connection ended " + missing + " octets before the end of the answer"
                                : "the server closed the connection");
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
