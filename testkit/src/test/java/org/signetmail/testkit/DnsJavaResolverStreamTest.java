package org.signetmail.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;

/** Questions over connections: TCP and TLS. */
class DnsJavaResolverStreamTest {

    private static final Zone ZONE = Zone.parse("""
        *.wild.example  TXT "wild"
        silent.example  TXT !TIMEOUT
        """);

    private static DnsJavaResolver.Builder over(DnsServer server, boolean tls, String whom) {
        return over((tls ? server.tlsAddress() : server.address()).getPort(), tls, whom);
    }

    private static DnsJavaResolver.Builder over(int port, boolean tls, String whom) {
        String address = "127.0.0.1:" + port;
        return DnsJavaResolver.builder()
                .servers(tls ? "tls://" + address + whom : address)
                .tcpOnly(true)
                .timeout(Duration.ofSeconds(5))
                .attempts(2);
    }

    private static CompletableFuture<DnsAnswer> ask(DnsResolver resolver, String name) {
        return resolver.lookup(DomainName.of(name), RecordType.TXT).toCompletableFuture();
    }

    private static void askMany(DnsResolver resolver, int from, int to) {
        List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            answers.add(ask(resolver, "n" + i + ".wild.example"));
        }
        for (CompletableFuture<DnsAnswer> answer : answers) {
            assertThat(answer.join()).isInstanceOf(DnsAnswer.Found.class);
        }
    }

    @ParameterizedTest
    @DisplayName("RFC 7766 §6.2: connections are few, are kept, and carry many questions at a time")
    @ValueSource(booleans = {false, true})
    void keepsConnections(boolean tls) {
        try (DnsServer server = DnsServer.builder(ZONE).tls().start()) {
            DnsResolver resolver =
                    over(server, tls, "").sslContext(DnsServer.trusting()).build();
            askMany(resolver, 0, 300);
            askMany(resolver, 300, 400);
            for (int i = 400; i < 420; i++) {
                askMany(resolver, i, i + 1);
            }
            assertThat(server.tcpQueries()).hasSize(420);
            assertThat(server.queries()).hasSize(420);
            assertThat(server.connections()).isBetween(1, 8);
        }
    }

    @ParameterizedTest
    @DisplayName("RFC 8310: the certificate names whom it has to name, or the key is the one that is pinned")
    @CsvSource({
        "'',                                                     true,  true",
        "#dns.example,                                           true,  true",
        "#other.example,                                         true,  false",
        "'',                                                     false, false",
        "#sha256=PIN,                                            false, true",
        "#sha256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,    true,  false"
    })
    void checksWhoAnswers(String whom, boolean trusting, boolean answered) {
        try (DnsServer server = DnsServer.builder(ZONE).tls().start()) {
            DnsJavaResolver.Builder builder = over(server, true, whom.replace("PIN", DnsServer.pin()));
            if (trusting) {
                builder.sslContext(DnsServer.trusting());
            }
            DnsAnswer answer = ask(builder.build(), "a.wild.example").join();
            assertThat(answer instanceof DnsAnswer.Found).isEqualTo(answered);
            if (!answered) {
                assertThat(answer.describe())
                        .startsWith("NETWORK: tls://127.0.0.1:")
                        .contains(": over TLS: ");
                assertThat(server.queries()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @DisplayName("a silent question does not keep others from being answered, nor does it cost them their connection")
    @ValueSource(booleans = {false, true})
    void oneSilentQuestionHarmsNoOther(boolean tls) {
        try (DnsServer server = DnsServer.builder(ZONE).tls().start()) {
            DnsResolver resolver = over(server, tls, "")
                    .sslContext(DnsServer.trusting())
                    .timeout(Duration.ofMillis(500))
                    .attempts(1)
                    .build();
            CompletableFuture<DnsAnswer> silent = ask(resolver, "silent.example");
            askMany(resolver, 0, 10);
            assertThat(silent.join().describe()).startsWith("TIMEOUT: ");
            askMany(resolver, 10, 20);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @DisplayName("a server that breaks off in the middle of an answer, over TLS too")
    @ValueSource(strings = {"BROKEN_OFF_OVER_TCP", "HANG_UP_OVER_TCP"})
    void tellsOfABrokenConnection(PacketFault fault) {
        try (DnsServer server = DnsServer.builder(ZONE).tls().fault(fault).start()) {
            DnsResolver resolver =
                    over(server, true, "").sslContext(DnsServer.trusting()).build();
            assertThat(ask(resolver, "a.wild.example").join().describe())
                    .startsWith("NETWORK: tls://127.0.0.1:")
                    .contains("connection");
        }
    }

    @ParameterizedTest
    @DisplayName("RFC 7766 §6.2.4: a server that hangs up on a question, having answered others, is asked once more")
    @ValueSource(booleans = {false, true})
    void goesAgainOverANewConnection(boolean tls) throws Exception {
        InetAddress address = InetAddress.getLoopbackAddress();
        ServerSocket socket = tls ? ServerTls.listen(address) : new ServerSocket(0, 50, address);
        AtomicInteger questions = new AtomicInteger();
        TcpListener server = new TcpListener(
                socket,
                query -> questions.incrementAndGet() == 2 ? null : RawAnswer.of(ZONE, query),
                true,
                Thread::new);
        try {
            // It is no second attempt.
            DnsResolver resolver = over(socket.getLocalPort(), tls, "")
                    .sslContext(DnsServer.trusting())
                    .attempts(1)
                    .build();
            askMany(resolver, 0, 1);
            assertThat(server.accepted()).isOne();
            askMany(resolver, 1, 2);
            assertThat(questions).hasValue(3);
            assertThat(server.accepted()).isEqualTo(2);
        } finally {
            server.close();
        }
    }

    @Test
    @DisplayName("a server that has gone since it answered is told of as one that nobody reaches")
    void tellsThatTheServerHasGone() throws Exception {
        DnsServer first = DnsServer.start(ZONE);
        DnsResolver resolver = over(first, false, "").build();
        askMany(resolver, 0, 1);
        first.close();
        TimeUnit.MILLISECONDS.sleep(100);
        // Nobody listens there any more: the question went out on a new connection, and was refused.
        assertThat(ask(resolver, "b.wild.example").join().describe()).contains("Connection refused");
    }

    @Test
    @DisplayName("a server that speaks no TLS is told of")
    void tellsOfAServerWithoutTls() {
        try (DnsServer server = DnsServer.start(ZONE)) {
            DnsResolver resolver = DnsJavaResolver.builder()
                    .servers("tls://127.0.0.1:" + server.address().getPort())
                    .timeout(Duration.ofMillis(300))
                    .attempts(1)
                    .build();
            assertThat(ask(resolver, "a.wild.example").join()).isInstanceOf(DnsAnswer.Failed.class);
        }
    }

    @Test
    @DisplayName("RFC 7766 §7: answers come in any order")
    void takesAnswersInAnyOrder() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> server = CompletableFuture.runAsync(() -> answerBackwards(socket, 3));
            DnsResolver resolver = over(socket.getLocalPort(), false, "").build();
            Map<String, CompletableFuture<DnsAnswer>> answers = new TreeMap<>();
            for (String name : List.of("a", "b", "c")) {
                answers.put(name, ask(resolver, name + ".order.example"));
            }
            answers.forEach(
                    (name, answer) -> assertThat(answer.join().describe()).isEqualTo('"' + name + '"'));
            server.join();
        }
    }

    private static void answerBackwards(ServerSocket socket, int questions) {
        Zone zone = Zone.parse("a.order.example TXT a\nb.order.example TXT b\nc.order.example TXT c\n");
        try (Socket connection = socket.accept()) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            Deque<byte[]> queries = new ArrayDeque<>();
            while (queries.size() < questions) {
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                queries.addFirst(query);
            }
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            for (byte[] query : queries) {
                byte[] answer = RawAnswer.of(zone, query);
                out.writeShort(answer.length);
                out.write(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers one question for ever; ends when nobody takes any more. */
    private static void answerForEver(ServerSocket socket) {
        try (Socket connection = socket.accept()) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            byte[] query = new byte[in.readUnsignedShort()];
            in.readFully(query);
            byte[] answer = RawAnswer.of(ZONE, query);
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            while (true) {
                out.writeShort(answer.length);
                out.write(answer);
            }
        } catch (IOException e) {
            // The other side has hung up.
        }
    }

    @Test
    @DisplayName("a server that answers more than it was asked does not keep the resolver's only thread busy")
    void hangsUpOnOneThatAnswersForEver() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerForEver(socket));
            server.setDaemon(true);
            server.start();
            DnsResolver resolver = over(socket.getLocalPort(), false, "").build();
            assertThat(ask(resolver, "a.wild.example").join()).isInstanceOf(DnsAnswer.Found.class);
            server.join(3000);
            assertThat(server.isAlive()).isFalse();
        }
    }
}
