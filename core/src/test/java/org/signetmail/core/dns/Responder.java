package org.signetmail.core.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** A name server whose answers go out when a test says so, each a TXT record {@code x}. */
final class Responder implements AutoCloseable {

    static final DnsRecord RECORD = DnsRecord.text("x");

    private static final byte[] DATA = {1, 'x'};

    private final DatagramSocket socket;

    Responder() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client of this server, with a time-out that no test waits for. */
    DnsClient client() {
        return new DnsClient(new DnsClient.Settings(
                List.of(DnsEndpoint.of(new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort()))),
                Duration.ofMinutes(1),
                1,
                0,
                100,
                100,
                512,
                1 << 20,
                Duration.ZERO,
                Duration.ofDays(1),
                true,
                Duration.ZERO));
    }

    DatagramPacket take() {
        try {
            DatagramPacket query = new DatagramPacket(new byte[512], 512);
            socket.receive(query);
            return query;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void answer(DatagramPacket query) {
        ByteBuffer message = ByteBuffer.allocate(512).put(query.getData(), 0, query.getLength());
        // RFC 1035 §4.1.1: QR, RD, RA; one question, one answer, at the name of the question.
        message.putShort(2, (short) 0x8180).putShort(6, (short) 1).putShort((short) 0xC00C);
        message.putShort((short) 16).putShort((short) 1).putInt(60);
        message.putShort((short) DATA.length).put(DATA);
        try {
            socket.send(new DatagramPacket(message.array(), message.position(), query.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds up the client's thread, before it looks at its sockets again. */
    void hold(DnsClient client, CountDownLatch go) {
        DnsQuestion kept = new DnsQuestion(DomainName.of("hold"), RecordType.TXT);
        CompletableFuture<DnsAnswer> answer =
                client.lookup(kept.name(), kept.type()).toCompletableFuture();
        answer(take());
        answer.join();
        CountDownLatch held = new CountDownLatch(1);
        client.ask(kept, new DnsShare(client), new DnsAsker() {
            @Override
            public void answered(DnsAnswer known, boolean stale) {
                held.countDown();
                await(go);
            }

            @Override
            public boolean isGone() {
                return false;
            }
        });
        await(held);
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isAnswer(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Found found && found.records().equals(List.of(RECORD));
    }

    @Override
    public void close() {
        socket.close();
    }
}
