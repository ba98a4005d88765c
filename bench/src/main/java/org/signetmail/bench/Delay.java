package org.signetmail.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A way to a name server that takes a while, in a process of its own: each datagram is held for as long, and reads nothing but
 * its ID. The testkit's server is not fast enough to answer ten thousand messages.
 */
final class Delay {

    private static final int IDS = 1 << 16;
    private static final int MAX_DATAGRAM = 65_535;
    private static final int BUFFER = 8 << 20;

    private record Held(ByteBuffer query, long due) {}

    private record Asker(SocketAddress client, short id) {}

    private final DatagramChannel clients;
    private final DatagramChannel server;
    private final Duration delay;
    private final BlockingQueue<Held> held = new LinkedBlockingQueue<>();

    /** By the ID that their question has on its way to the server. */
    private final AtomicReferenceArray<Asker> askers = new AtomicReferenceArray<>(IDS);

    private Delay(InetSocketAddress to, Duration delay) throws IOException {
        this.delay = delay;
        clients = DatagramChannel.open(StandardProtocolFamily.INET)
                .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = DatagramChannel.open(StandardProtocolFamily.INET)
                .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER)
                .connect(to);
    }

    /**
     * Carries until its standard input ends.
     *
     * @param args the port of the server on loopback, and milliseconds
     * @throws IOException when there are no sockets
     */
    public static void main(String[] args) throws IOException {
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        Delay way = new Delay(to, Duration.ofMillis(Long.parseLong(args[1])));
        start(way::take);
        start(way::pass);
        start(way::bringBack);
        System.out.println(way.clients.socket().getLocalPort());
        System.out.flush();
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void take() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
        for (int id = 0; ; id = (id + 1) % IDS) {
            SocketAddress client = clients.receive(buffer.clear());
            long due = System.nanoTime() + delay.toNanos();
            byte[] query = new byte[buffer.flip().remaining()];
            askers.set(id, new Asker(client, buffer.getShort(0)));
            buffer.putShort(0, (short) id).get(query);
            held.add(new Held(ByteBuffer.wrap(query), due));
        }
    }

    private void pass() throws IOException, InterruptedException {
        while (true) {
            Held next = held.take();
            TimeUnit.NANOSECONDS.sleep(next.due - System.nanoTime());
            server.write(next.query);
        }
    }

    private void bringBack() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
        while (true) {
            server.read(buffer.clear());
            buffer.flip();
            Asker asker = askers.get(Short.toUnsignedInt(buffer.getShort(0)));
            clients.send(buffer.putShort(0, asker.id), asker.client);
        }
    }
}
