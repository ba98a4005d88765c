package org.signetmail.core.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The UDP sockets that questions to one server go out on. Lives on the transport's thread.
 *
 * <p>RFC 5452 §9.2 wants each question to go out at a port that nobody can foretell. Each goes out on a socket that a secure
 * random generator picks among those with room, with an ID of 16 bits from there. The system chose the port of each at random:
 * Linux among 28,232 (2^14.8), others among 16,384 (2^14) and more. What an outsider has to guess:
 *
 * <ul>
 *   <li>The sockets are connected, so only what bears the server's address and port reaches them, and nothing tells who
 *       forges that address which ports are in use. A forged datagram hits the port and the ID of one question once in
 *       28,232 × 65,536 = 2^30.8 times. Whoever tries them all, each once, while the question waits, needs half of them on
 *       average: 2^29.8, as with a port of its own for each question. With 16,384 ports it would be 2^29.
 *   <li>That ports live on from question to question is no help: a socket that gets {@link DnsSocket#MAX_STRAYS} datagrams
 *       that answer nothing is retired, and a new port takes its place. So those who sweep the ports leave as many behind
 *       them as they find, and the ports not swept yet are as likely as before.
 *   <li>Even whoever knows the ports gets that many datagrams into each, 10 of 65,536; then its questions go over TCP.
 *   <li>A forged datagram that hits still has to have the question, and a question is asked once at a time
 *       ({@link DnsPending}), so asking the same many times does not raise the chance.
 * </ul>
 *
 * <p>Ports change with every {@link DnsSocket#QUESTIONS} questions, after {@link DnsSocket#LIFE}, and when nothing has been
 * under way for a while. To a server on another host, where the way can be forged, there are more at a time.
 */
final class DnsPorts {

    static final int LOCAL = 8;
    static final int REMOTE = 64;

    private final InetSocketAddress server;
    private final Selector selector;
    private final DnsRandom random;
    private final LongAdder strays;
    private final int wanted;

    /** Those that take questions and have room. */
    private final List<DnsSocket> roomy = new ArrayList<>();

    /** Those that take questions. */
    private int open;

    /**
     * No sockets yet.
     *
     * @param server where they lead
     * @param selector tells of answers
     * @param random picks sockets and IDs
     * @param strays counts datagrams that answer nothing
     */
    DnsPorts(InetSocketAddress server, Selector selector, DnsRandom random, LongAdder strays) {
        this.server = server;
        this.selector = selector;
        this.random = random;
        this.strays = strays;
        wanted = isLocal(server.getAddress()) ? LOCAL : REMOTE;
    }

    /** Nobody on another host can send from an address of this one. */
    private static boolean isLocal(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /**
     * Sends a question on its way.
     *
     * @return false when the system takes no datagram now
     */
    boolean send(DnsExchange exchange) throws IOException {
        return choose().send(exchange);
    }

    private DnsSocket choose() throws IOException {
        while (true) {
            if (open < wanted || roomy.isEmpty()) {
                open();
            }
            DnsSocket chosen = roomy.get(random.below(roomy.size()));
            if (chosen.isOld()) {
                chosen.retire();
            } else if (chosen.hasRoom()) {
                return chosen;
            } else {
                roomy.remove(chosen);
            }
        }
    }

    private void open() throws IOException {
        try {
            roomy.add(DnsSocket.open(this, server, selector));
            open++;
        } catch (IOException e) {
            // The system has no more sockets: those that there are will do.
            if (roomy.isEmpty()) {
                throw e;
            }
        }
    }

    DnsRandom random() {
        return random;
    }

    void countStray() {
        strays.increment();
    }

    void hasRoomAgain(DnsSocket socket) {
        if (!roomy.contains(socket)) {
            roomy.add(socket);
        }
    }

    /** A socket takes no more questions. */
    void remove(DnsSocket socket) {
        roomy.remove(socket);
        open--;
    }
}
