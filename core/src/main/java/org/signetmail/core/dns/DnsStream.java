package org.signetmail.core.dns;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsFailure;

/**
 * A TCP connection to one server, and the questions that wait on it: sent without waiting for the answers to those before
 * (RFC 7766 §6.2.1.1), answered in any order (§7). Lives on the transport's thread.
 */
final class DnsStream implements DnsWay.Socket {

    /** RFC 7766 §6.2.3: kept for seconds while nothing waits on it. */
    static final long IDLE = TimeUnit.SECONDS.toNanos(5);

    /** As many go out at all, so that there is always an ID left that was not used. */
    static final int QUESTIONS = 10_000;

    private final DnsStreams pool;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final DnsPipe pipe;
    private final DnsWaiting waiting;

    // RFC 1035 §4.2.2: two octets of length before each message.
    private final Queue<ByteBuffer> out = new ArrayDeque<>();
    private ByteBuffer in = ByteBuffer.allocate(Short.BYTES);
    private boolean lengthKnown;

    private boolean connected;
    private int answers;
    private long usedAt = System.nanoTime();
    private boolean retired;

    private DnsStream(DnsStreams pool, SocketChannel channel, @Nullable SSLEngine engine, Selector selector)
            throws IOException {
        this.pool = pool;
        this.channel = channel;
        this.waiting = new DnsWaiting(pool.random());
        this.pipe = DnsPipe.of(channel, engine);
        this.key = channel.register(selector, 0, this);
    }

    static DnsStream open(DnsStreams pool, DnsEndpoint server, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            // A question must not wait for the acknowledgement of the one before.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            DnsStream stream = new DnsStream(pool, channel, server.engine(), selector);
            if (channel.connect(server.address())) {
                stream.connected();
            } else {
                stream.key.interestOps(SelectionKey.OP_CONNECT);
            }
            return stream;
        } catch (IOException | RuntimeException e) {
            DnsTransport.close(channel);
            throw e;
        }
    }

    int waiting() {
        return waiting.size();
    }

    /** How long it is kept still; for ever while something waits. */
    long idleNanosLeft(long now) {
        return waiting.isEmpty() ? usedAt + IDLE - now : Long.MAX_VALUE;
    }

    /** Sends a question with an ID of its own, as soon as the connection is there. */
    void send(DnsExchange exchange) {
        waiting.add(exchange, this);
        byte[] query = exchange.query();
        out.add(ByteBuffer.allocate(Short.BYTES + query.length)
                .putShort((short) query.length)
                .put(query)
                .flip());
        if (connected) {
            choose();
        }
        if (waiting.used() >= QUESTIONS) {
            retire();
        }
    }

    @Override
    public void ready(SelectionKey ready, ByteBuffer buffer) throws IOException {
        if (ready.isConnectable() && channel.finishConnect()) {
            connected();
            return;
        }
        if (ready.isWritable()) {
            write();
        }
        // To the end: what TLS has unpacked the selector does not know of.
        while (channel.isOpen() && read()) {
            usedAt = System.nanoTime();
        }
        if (channel.isOpen()) {
            choose();
        }
    }

    private void connected() throws IOException {
        connected = true;
        pipe.start();
        choose();
    }

    /** What the selector is to tell of. */
    private void choose() {
        boolean write = pipe.wantsToWrite(!out.isEmpty());
        key.interestOps(write ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void write() throws IOException {
        pipe.proceed();
        while (!out.isEmpty()) {
            pipe.write(out.element());
            if (out.element().hasRemaining()) {
                return;
            }
            out.remove();
        }
    }

    /** Reads what is there of a message; false when there is no more. */
    private boolean read() throws IOException {
        int count = pipe.read(in);
        if (count < 0) {
            int missing = in.remaining();
            throw new EOFException(
                    lengthKnown
                            ? "the connection ended " + missing + " octets before the end of the answer"
                            : "the server closed the connection");
        }
        if (in.hasRemaining()) {
            return count > 0;
        }
        in.flip();
        lengthKnown = !lengthKnown;
        if (lengthKnown) {
            in = ByteBuffer.allocate(Short.toUnsignedInt(in.getShort()));
        } else {
            byte[] message = new byte[in.remaining()];
            in.get(message);
            in = ByteBuffer.allocate(Short.BYTES);
            received(message);
        }
        return true;
    }

    private void received(byte[] message) {
        int id = message.length < Short.BYTES ? -1 : DnsWire.id(message);
        DnsExchange exchange = waiting.get(id);
        // Nobody else writes into a connection: it is the server that mixes things up.
        if (!waiting.isUsed(id)) {
            broken(DnsFailure.MALFORMED, "an answer to another question");
            return;
        }
        answers++;
        if (exchange != null) {
            exchange.received(message, 0);
        } else if (answers > waiting.used()) {
            broken(DnsFailure.MALFORMED, "more answers than questions");
        }
    }

    @Override
    public int answers() {
        return answers;
    }

    /** Takes no more questions; is closed when none waits any more. */
    void retire() {
        if (!retired) {
            retired = true;
            pool.remove(this);
        }
        if (waiting.isEmpty()) {
            DnsTransport.close(channel);
        }
    }

    @Override
    public void leave(DnsExchange exchange) {
        waiting.remove(exchange);
        usedAt = System.nanoTime();
        if (retired && waiting.isEmpty()) {
            DnsTransport.close(channel);
        }
    }

    /** Where nothing was heard for as long as a question waits, the next one needs another connection. */
    @Override
    public void late(DnsExchange exchange) {
        if (exchange.answersBefore() == answers) {
            retire();
        }
    }

    @Override
    public void broken(DnsFailure reason, String detail) {
        retire();
        for (DnsExchange exchange : waiting.all()) {
            // RFC 7766 §6.2.4: a server may close a connection that it has served well; that says nothing of the
            // question.
            if (answers == 0 || !exchange.again()) {
                exchange.fail(reason, detail);
            }
        }
    }
}
