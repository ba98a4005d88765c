package org.signetmail.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/**
 * A DNS server on loopback that serves a {@link Zone} over UDP and TCP: for tests of what asks real DNS.
 *
 * <pre>{@code
 * try (DnsServer server = DnsServer.start(Zone.parse("example.net TXT \"v=spf1 -all\""))) {
 *     DnsResolver dns = DnsJavaResolver.builder().servers(List.of(server.address())).build();
 * }
 * }</pre>
 *
 * <p>It answers as a recursive server for which the zone is all of DNS: with the whole chain of CNAMEs, truncated where
 * the answer is longer than the client takes over UDP, not at all for {@link ZoneFault#TIMEOUT}. Made for tests: it is
 * neither fast nor hardened.
 *
 * <p>Thread-safe. {@link #close} ends its threads.
 */
public final class DnsServer implements AutoCloseable {

    private static final int MAX_MESSAGE = 65_535;

    /** How often to look for a port that is free for both UDP and TCP. */
    private static final int PORT_TRIES = 20;

    private static final long CLOSE_SECONDS = 10;

    /** How many ports of clients are flooded, and with how many datagrams each. */
    private static final int FLOODED = 100;

    private static final int FLOOD = 30;

    private final ZoneAnswers answers;
    private final Set<PacketFault> faults;
    private final Duration delay;
    private final AtomicInteger toDrop;
    private final int lost;
    private final int forged;
    private final int failed;
    private final int truncated;

    /** Of the listening thread alone; the same in every run. */
    private final Random chance = new Random(1);

    private final QuestionLog log = new QuestionLog();
    private final QuestionLog tcpLog = new QuestionLog();

    /** Of the listening thread alone. */
    private final Set<SocketAddress> clients = new LinkedHashSet<>();

    /** Threads that may run still: an executor that has ended says so while its last thread is on the way out. */
    private final Set<Thread> started = ConcurrentHashMap.newKeySet();

    private final DatagramSocket udp;
    private final Thread udpListener;
    private final ScheduledThreadPoolExecutor delayed;
    private final Closeable tcpPort;
    private final @Nullable TcpListener tcp;
    private final @Nullable ServerSocket tlsPort;
    private final @Nullable TcpListener tls;
    private final @Nullable HttpsListener https;

    /**
     * @param tcpPort listens, or only holds the port so that nobody else does
     */
    private DnsServer(Builder builder, Closeable tcpPort, DatagramSocket udp) throws IOException {
        this.faults = Set.copyOf(builder.faults);
        this.answers = new ZoneAnswers(builder.zone, builder.authentic, faults);
        this.delay = builder.delay;
        this.toDrop = new AtomicInteger(builder.drop);
        this.lost = builder.lost;
        this.forged = builder.forged;
        this.failed = builder.failed;
        this.truncated = builder.truncated;
        this.udp = udp;
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "signet-dns-server-" + udp.getLocalPort());
            thread.setDaemon(true);
            started.removeIf(each -> each.getState() == Thread.State.TERMINATED);
            started.add(thread);
            return thread;
        };
        delayed = new ScheduledThreadPoolExecutor(1, threads);
        this.tcpPort = tcpPort;
        boolean whole = !faults.contains(PacketFault.BROKEN_OFF_OVER_TCP);
        tcp = tcpPort instanceof ServerSocket socket ? new TcpListener(socket, this::answerTcp, whole, threads) : null;
        tlsPort = builder.tls ? ServerTls.listen(builder.address) : null;
        tls = tlsPort != null ? new TcpListener(tlsPort, this::answerTcp, whole, threads) : null;
        https = builder.https ? new HttpsListener(builder.address, this::answerTcp, whole, threads) : null;
        udpListener = threads.newThread(this::listenUdp);
        udpListener.start();
    }

    /**
     * Starts a server on a free port of 127.0.0.1.
     *
     * @param zone what to serve
     * @return a running server
     */
    public static DnsServer start(Zone zone) {
        return builder(zone).start();
    }

    /**
     * Starts with a server that does all things right.
     *
     * @param zone what to serve
     * @return a builder
     */
    public static Builder builder(Zone zone) {
        return new Builder(zone);
    }

    /**
     * Where the server listens, over UDP and TCP.
     *
     * @return a loopback address and a port
     */
    public InetSocketAddress address() {
        return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
    }

    /**
     * Where the server listens for DNS over TLS (RFC 7858), with a certificate for 127.0.0.1, localhost and dns.example.
     *
     * @return a loopback address and a port
     * @throws IllegalStateException when it was not told to
     */
    public InetSocketAddress tlsAddress() {
        if (tlsPort == null) {
            throw new IllegalStateException("started without tls()");
        }
        return new InetSocketAddress(tlsPort.getInetAddress(), tlsPort.getLocalPort());
    }

    /**
     * Where the server listens for DNS over HTTPS (RFC 8484), with the same certificate and any path.
     *
     * @return a loopback address and a port
     * @throws IllegalStateException when it was not told to
     */
    public InetSocketAddress httpsAddress() {
        if (https == null) {
            throw new IllegalStateException("started without https()");
        }
        return https.address();
    }

    /**
     * For a client that trusts the certificate of every such server.
     *
     * @return a context of its own
     */
    public static SSLContext trusting() {
        return ServerTls.trusting();
    }

    /**
     * For a client that knows the key of every such server.
     *
     * @return the SHA-256 of its SubjectPublicKeyInfo in base64, as RFC 7469 §2.4 has it
     */
    public static String pin() {
        return ServerTls.pin();
    }

    /**
     * How many connections there have been over TCP and TLS.
     *
     * @return a number that only grows
     */
    public int connections() {
        return (tcp == null ? 0 : tcp.accepted()) + (tls == null ? 0 : tls.accepted());
    }

    /**
     * What was asked up to now, as far as it was of a type that Signet asks for.
     *
     * @return the questions in the order of coming, those repeated that were repeated, over UDP or TCP
     */
    public List<Question> queries() {
        return log.questions();
    }

    /**
     * What was asked over TCP, TLS or HTTPS up to now.
     *
     * @return those of {@link #queries} that came over a connection
     */
    public List<Question> tcpQueries() {
        return tcpLog.questions();
    }

    /** Forgets what was asked up to now. */
    public void clear() {
        log.clear();
        tcpLog.clear();
    }

    private void listenUdp() {
        byte[] buffer = new byte[MAX_MESSAGE];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
            } catch (IOException e) {
                // Closed, or a datagram that is nothing to us.
                continue;
            }
            byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
            SocketAddress client = packet.getSocketAddress();
            if (faults.contains(PacketFault.FORGERY_FLOOD)) {
                flood(octets, client);
            }
            if (delay.isZero()) {
                sendAll(answerUdp(octets), client);
            } else {
                sendLater(answerUdp(octets), client);
            }
        }
    }

    /** Never with the ID of the query: what is tested must not be left to chance. */
    private void flood(byte[] octets, SocketAddress client) {
        Message query = parse(octets);
        if (query == null || (clients.size() >= FLOODED && !clients.contains(client))) {
            return;
        }
        clients.add(client);
        byte[] forged = ZoneAnswers.error(query, Rcode.NXDOMAIN).toWire(MAX_MESSAGE);
        List<byte[]> datagrams = new ArrayList<>();
        for (int i = 1; i <= FLOOD; i++) {
            byte[] wrong = forged.clone();
            wrong[1] ^= (byte) i;
            datagrams.add(wrong);
        }
        clients.forEach(each -> sendAll(datagrams, each));
    }

    private void sendLater(List<byte[]> datagrams, SocketAddress client) {
        try {
            Future<?> unused =
                    delayed.schedule(() -> sendAll(datagrams, client), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile: the answer is lost, as any datagram may be.
            return;
        }
    }

    private void sendAll(List<byte[]> datagrams, SocketAddress client) {
        for (byte[] datagram : datagrams) {
            try {
                udp.send(new DatagramPacket(datagram, datagram.length, client));
            } catch (IOException e) {
                // The client has gone, or this server has been closed: as with any lost datagram.
                return;
            }
        }
    }

    private List<byte[]> answerUdp(byte[] octets) {
        Message query = parse(octets);
        if (query == null) {
            return List.of();
        }
        register(query, false);
        Message answer = answers.answer(query);
        if (answer == null || isOneOf(lost) || toDrop.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return List.of();
        }
        if (isOneOf(failed)) {
            answer = ZoneAnswers.error(query, Rcode.SERVFAIL);
        }
        return packets(query, answer);
    }

    private boolean isOneOf(int ofAThousand) {
        return ofAThousand > 0 && chance.nextInt(1000) < ofAThousand;
    }

    private List<byte[]> packets(Message query, Message answer) {
        Message sent = answer;
        List<byte[]> packets = new ArrayList<>();
        if (faults.stream().anyMatch(PacketFault::truncates) || isOneOf(truncated)) {
            sent = ZoneAnswers.empty(query);
            sent.getHeader().setFlag(Flags.TC);
        }
        if (faults.contains(PacketFault.WRONG_QUESTION)) {
            sent = ZoneAnswers.misdirected(sent);
        }
        byte[] octets = sent.toWire(ZoneAnswers.udpSize(query));
        if (faults.contains(PacketFault.WRONG_ID)) {
            octets = withWrongId(octets);
        }
        if (faults.contains(PacketFault.GARBAGE)) {
            octets = "not a DNS message".getBytes(StandardCharsets.US_ASCII);
        }
        if (faults.contains(PacketFault.FORGERY_FIRST) || isOneOf(forged)) {
            packets.add(withWrongId(ZoneAnswers.error(query, Rcode.NXDOMAIN).toWire(MAX_MESSAGE)));
        }
        packets.add(octets);
        return packets;
    }

    private static byte[] withWrongId(byte[] octets) {
        byte[] wrong = octets.clone();
        wrong[0] ^= 0x55;
        return wrong;
    }

    private byte @Nullable [] answerTcp(byte[] octets) throws InterruptedException {
        Message query = parse(octets);
        if (query == null) {
            return null;
        }
        register(query, true);
        if (faults.contains(PacketFault.HANG_UP_OVER_TCP)) {
            return null;
        }
        if (faults.contains(PacketFault.SILENT_OVER_TCP)) {
            return new byte[0];
        }
        Message answer = faults.contains(PacketFault.SERVFAIL_OVER_TCP)
                ? ZoneAnswers.error(query, Rcode.SERVFAIL)
                : answers.answer(query);
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        return answer == null ? new byte[0] : answer.toWire(MAX_MESSAGE);
    }

    private void register(Message query, boolean overTcp) {
        Question question = ZoneAnswers.question(query);
        if (question != null) {
            log.add(question);
            if (overTcp) {
                tcpLog.add(question);
            }
        }
    }

    private static @Nullable Message parse(byte[] octets) {
        try {
            Message message = new Message(octets);
            return message.getQuestion() == null ? null : message;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Stops serving and waits until every thread of the server has ended. */
    @Override
    public void close() {
        udp.close();
        delayed.shutdownNow();
        try {
            if (tcp == null) {
                tcpPort.close();
            } else {
                tcp.close();
            }
            if (tls != null) {
                tls.close();
            }
            if (https != null) {
                https.close();
            }
            udpListener.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            if (!delayed.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server's threads do not end");
            }
            for (Thread each : started) {
                each.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Options of a server.
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {
        private final Zone zone;
        private final Set<PacketFault> faults = EnumSet.noneOf(PacketFault.class);
        private InetAddress address;
        private int port;
        private Duration delay = Duration.ZERO;
        private boolean authentic;
        private boolean tls;
        private boolean https;
        private int drop;
        private int lost;
        private int forged;
        private int failed;
        private int truncated;

        private Builder(Zone zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
            try {
                this.address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            } catch (UnknownHostException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * Where to listen.
         *
         * @param address an address of this machine; 127.0.0.1 until set
         * @return this builder
         */
        public Builder address(InetAddress address) {
            this.address = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * How long every answer takes. Over UDP the delays of several queries overlap.
         *
         * @param delay none until set
         * @return this builder
         */
        public Builder delay(Duration delay) {
            this.delay = Objects.requireNonNull(delay, "delay");
            return this;
        }

        /**
         * Sets the AD bit in every answer, as a validating server does for signed zones.
         *
         * @return this builder
         */
        public Builder authentic() {
            this.authentic = true;
            return this;
        }

        /**
         * Speaks TLS, too, at another port: {@link DnsServer#tlsAddress}. What is wrong over TCP is wrong there.
         *
         * @return this builder
         */
        public Builder tls() {
            this.tls = true;
            return this;
        }

        /**
         * Speaks HTTPS, too, at another port: {@link DnsServer#httpsAddress}. What is wrong over TCP is wrong there. Needs the
         * module jdk.httpserver of the JDK.
         *
         * @return this builder
         */
        public Builder https() {
            this.https = true;
            return this;
        }

        /**
         * Does something wrong, to every query. Several faults add up.
         *
         * @param fault what to do wrong
         * @return this builder
         */
        public Builder fault(PacketFault fault) {
            faults.add(Objects.requireNonNull(fault, "fault"));
            return this;
        }

        /**
         * Gives no answer to the first queries over UDP.
         *
         * @param queries how many
         * @return this builder
         */
        public Builder dropFirst(int queries) {
            this.drop = queries;
            return this;
        }

        /**
         * Which port to listen on, over UDP and TCP.
         *
         * @param port 1 to 65535, or 0 for a free one, as until set
         * @return this builder
         * @throws IllegalArgumentException when it is another number
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port: " + port);
            }
            this.port = port;
            return this;
        }

        /**
         * Gives no answer to some queries over UDP, chosen at random and in every run the same.
         *
         * @param ofAThousand how many of a thousand, about, 0 to 1000; none until set
         * @return this builder
         * @throws IllegalArgumentException when it is another number
         */
        public Builder lose(int ofAThousand) {
            this.lost = share("lose", ofAThousand);
            return this;
        }

        /**
         * Has a false answer with another ID come before some true ones, as {@link PacketFault#FORGERY_FIRST} before all.
         *
         * @param ofAThousand how many of a thousand, about, 0 to 1000; none until set
         * @return this builder
         * @throws IllegalArgumentException when it is another number
         */
        public Builder forge(int ofAThousand) {
            this.forged = share("forge", ofAThousand);
            return this;
        }

        /**
         * Answers SERVFAIL to some queries over UDP, chosen as for {@link #lose}.
         *
         * @param ofAThousand how many of a thousand, about, 0 to 1000; none until set
         * @return this builder
         * @throws IllegalArgumentException when it is another number
         */
        public Builder fail(int ofAThousand) {
            this.failed = share("fail", ofAThousand);
            return this;
        }

        /**
         * Truncates some answers over UDP however short they are, chosen as for {@link #lose}; over TCP they come whole.
         *
         * @param ofAThousand how many of a thousand, about, 0 to 1000; none until set
         * @return this builder
         * @throws IllegalArgumentException when it is another number
         */
        public Builder truncate(int ofAThousand) {
            this.truncated = share("truncate", ofAThousand);
            return this;
        }

        private static int share(String option, int ofAThousand) {
            if (ofAThousand < 0 || ofAThousand > 1000) {
                throw new IllegalArgumentException(option + ": " + ofAThousand + ", must be 0 to 1000");
            }
            return ofAThousand;
        }

        /**
         * Starts the server.
         *
         * @return a running server
         * @throws UncheckedIOException when it cannot listen
         */
        public DnsServer start() {
            for (int i = 1; ; i++) {
                try {
                    return tryToStart();
                } catch (BindException e) {
                    if (i == PORT_TRIES) {
                        throw new UncheckedIOException(e);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        /** The system chooses a port for TCP, which may be in use for UDP. */
        private DnsServer tryToStart() throws IOException {
            if (!faults.contains(PacketFault.REFUSED_OVER_TCP)) {
                ServerSocket tcp = new ServerSocket(port, 50, address);
                return tryToStart(tcp, tcp.getLocalPort());
            }
            // Bound and not listening: the system refuses connections, and gives the port to nobody else.
            Socket tcp = new Socket();
            tcp.bind(new InetSocketAddress(address, port));
            return tryToStart(tcp, tcp.getLocalPort());
        }

        private DnsServer tryToStart(Closeable tcp, int port) throws IOException {
            try {
                return new DnsServer(this, tcp, new DatagramSocket(port, address));
            } catch (IOException e) {
                tcp.close();
                throw e;
            }
        }
    }
}
