package org.signetmail.fuzz;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS server on loopback that sends any octets, and then a right answer. It runs until the JVM ends. */
final class OddServer {

    private static final int TXT = 16;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final byte[] right;
    private final AtomicInteger asked = new AtomicInteger();

    /** Stands in packets for the label that is asked for now. */
    static final String LABEL = "q00000";

    /** What to send; replaced as a whole. */
    private volatile Odd odd = new Odd(LABEL, new byte[0], false, false);

    private static final class Odd {
        private final byte[] label;
        private final byte[] octets;
        private final boolean rightId;
        private final boolean overTcp;

        private Odd(String label, byte[] octets, boolean rightId, boolean overTcp) {
            this.label = label.getBytes(StandardCharsets.US_ASCII);
            this.octets = octets;
            this.rightId = rightId;
            this.overTcp = overTcp;
        }

        byte[] to(byte[] query) {
            byte[] packet = octets.clone();
            byte[] any = LABEL.getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i + any.length <= packet.length; i++) {
                if (Arrays.equals(packet, i, i + any.length, any, 0, any.length)) {
                    System.arraycopy(label, 0, packet, i, label.length);
                }
            }
            if (rightId && packet.length > 1) {
                System.arraycopy(query, 0, packet, 0, 2);
            } else if (packet.length > 1) {
                packet[0] = (byte) ~query[0];
            }
            return packet;
        }
    }

    OddServer(String right) {
        this.right = right.getBytes(StandardCharsets.US_ASCII);
        try {
            tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::serveUdp);
        start(this::serveTcp);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "odd-dns-server");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
    }

    /**
     * What the next questions are answered with.
     *
     * @param label the first one of the name that is asked for, as long as {@link #LABEL}; questions for others are late ones
     */
    void serve(String label, byte[] octets, boolean rightId, boolean overTcp) {
        odd = new Odd(label, octets, rightId, overTcp);
        asked.set(0);
    }

    /** How many questions for that label came since then. */
    int asked() {
        return asked.get();
    }

    private void serveUdp() {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        while (true) {
            try {
                packet.setLength(4096);
                udp.receive(packet);
                byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
                count(query);
                for (byte[] answer : new byte[][] {odd.to(query), right(query)}) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Too long for a datagram, or the client has gone: as any that gets lost.
            }
        }
    }

    private void count(byte[] query) {
        int first = 13;
        if (Arrays.equals(query, first, first + LABEL.length(), odd.label, 0, LABEL.length())) {
            asked.incrementAndGet();
        }
    }

    private void serveTcp() {
        while (true) {
            try {
                Socket socket = tcp.accept();
                start(() -> converse(socket));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                byte[] query = in.readNBytes(in.readUnsignedShort());
                count(query);
                Odd now = odd;
                for (byte[] answer :
                        now.overTcp ? new byte[][] {now.to(query), right(query)} : new byte[][] {right(query)}) {
                    out.writeShort(answer.length);
                    out.write(answer, 0, Math.min(answer.length, 0xFFFF));
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The client has hung up.
            return;
        }
    }

    /** For TXT the text; for other types that there is none. */
    private byte[] right(byte[] query) {
        int end = 12;
        while (query[end] != 0) {
            end += 1 + query[end];
        }
        end += 5;
        boolean text = query[end - 3] == TXT;
        ByteBuffer answer = ByteBuffer.allocate(end + 13 + right.length).put(query, 0, end);
        // RFC 1035 §4.1.1: QR, RD, RA; one question, no record or one, at the name of the question.
        answer.putShort(2, (short) 0x8180).putShort(6, (short) (text ? 1 : 0)).putInt(8, 0);
        if (text) {
            answer.putShort((short) 0xC00C)
                    .putShort((short) TXT)
                    .putShort((short) 1)
                    .putInt(0);
            answer.putShort((short) (right.length + 1)).put((byte) right.length).put(right);
        }
        return Arrays.copyOf(answer.array(), answer.position());
    }
}
