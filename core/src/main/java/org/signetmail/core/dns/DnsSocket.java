package org.signetmail.core.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.signetmail.core.DnsFailure;

/** A UDP socket that is connected to one server, and the questions that wait on it. Lives on the transport's thread. */
final class DnsSocket implements DnsWay.Socket {

    /** As many may wait at a time: their answers fit into {@link #BUFFER}, should all come at once. */
    static final int ROOM = 128;

    /**
     * What the system is asked to keep for a socket while this thread has no processor. Linux keeps twice as much, for what it
     * needs itself (2,304 octets for an answer of 1,232), and caps this at {@code net.core.rmem_max}, which is 212,992.
     */
    private static final int BUFFER = 208 << 10;

    /** As many go out at all. */
    static final int QUESTIONS = 256;

    /** So long does it take questions, in nanoseconds. */
    static final long LIFE = 10_000_000_000L;

    /** So many datagrams that answer no question are no accident: someone guesses IDs (RFC 5452 §9.3). */
    static final int MAX_STRAYS = 10;

    /** As many are read before the other sockets have their turn: all answers that can have come, and some more. */
    private static final int READS = 2 * ROOM;

    private final DnsPorts pool;
    private final DatagramChannel channel;
    private final DnsWaiting waiting;
    private final long openedAt = System.nanoTime();
    private int strays;
    private boolean retired;

    private DnsSocket(DnsPorts pool, DatagramChannel channel) {
        this.pool = pool;
        this.channel = channel;
        this.waiting = new DnsWaiting(pool.random());
    }

    /** Opens a socket at a port that the system chooses at random. */
    static DnsSocket open(DnsPorts pool, InetSocketAddress server, Selector selector) throws IOException {
        // A socket of both families costs more with each datagram.
        DatagramChannel channel = DatagramChannel.open(
                server.getAddress() instanceof Inet4Address
                        ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            // Connected: the system drops what comes from elsewhere, and tells when nobody listens there.
            channel.connect(server);
            DnsSocket socket = new DnsSocket(pool, channel);
            channel.register(selector, SelectionKey.OP_READ, socket);
            return socket;
        } catch (IOException | RuntimeException e) {
            DnsTransport.close(channel);
            throw e;
        }
    }

    boolean isOld() {
        return waiting.used() >= QUESTIONS || System.nanoTime() - openedAt > LIFE;
    }

    boolean hasRoom() {
        return waiting.size() < ROOM;
    }

    /**
     * Sends a question with an ID of its own.
     *
     * @return false when the system takes no datagram now
     */
    boolean send(DnsExchange exchange) throws IOException {
        waiting.add(exchange, this);
        return channel.write(ByteBuffer.wrap(exchange.query())) > 0;
    }

    @Override
    public void ready(SelectionKey key, ByteBuffer buffer) throws IOException {
        for (int i = 0; i < READS && channel.isOpen(); i++) {
            buffer.clear();
            if (channel.receive(buffer) == null) {
                return;
            }
            read(buffer.flip());
        }
    }

    private void read(ByteBuffer datagram) {
        int id = datagram.remaining() < Short.BYTES ? -1 : Short.toUnsignedInt(datagram.getShort(0));
        DnsExchange exchange = waiting.get(id);
        if (exchange == null) {
            if (!waiting.isUsed(id)) {
                stray();
            }
            return;
        }
        byte[] message = new byte[datagram.remaining()];
        datagram.get(message);
        if (!exchange.received(message, 0)) {
            stray();
        }
    }

    /** RFC 5452 §9.1, §9.3: not an answer, so the answer may still come, but not for ever. */
    private void stray() {
        strays++;
        pool.countStray();
        if (strays == MAX_STRAYS) {
            retire();
            failAll(DnsFailure.MALFORMED, "too many datagrams that answer another question");
        }
    }

    @Override
    public int strays() {
        return strays;
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
        if (retired && waiting.isEmpty()) {
            DnsTransport.close(channel);
        } else if (!retired && waiting.size() == ROOM - 1) {
            pool.hasRoomAgain(this);
        }
    }

    /** Nothing works on it any more. */
    @Override
    public void broken(DnsFailure reason, String detail) {
        retire();
        failAll(reason, detail);
    }

    private void failAll(DnsFailure reason, String detail) {
        waiting.all().forEach(exchange -> exchange.fail(reason, detail));
    }
}
