package org.signetmail.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Answers datagrams with whatever a test makes of them; nobody listens for TCP at its port. */
final class RawServer implements AutoCloseable {

    private final DatagramSocket socket;
    private final List<byte[]> queries = new CopyOnWriteArrayList<>();
    private final List<Integer> ports = new CopyOnWriteArrayList<>();

    /**
     * Starts at once.
     *
     * @param answers makes an answer of a query; null for none
     */
    RawServer(UnaryOperator<byte[]> answers) {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> serve(answers), "raw-dns-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(UnaryOperator<byte[]> answers) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
                socket.receive(packet);
                byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
                queries.add(query);
                ports.add(packet.getPort());
                byte[] answer = answers.apply(query);
                if (answer != null) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    List<byte[]> queries() {
        return queries;
    }

    /** Where the queries came from, in their order. */
    List<Integer> ports() {
        return ports;
    }

    @Override
    public void close() {
        socket.close();
    }
}
