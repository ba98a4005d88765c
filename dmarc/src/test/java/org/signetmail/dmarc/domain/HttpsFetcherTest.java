package org.signetmail.dmarc.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.signetmail.core.DomainName;
import org.signetmail.testkit.DnsServer;

/** Policies over HTTPS (RFC 8461 §3.3), from a server on loopback. */
class HttpsFetcherTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final AtomicInteger FOLLOWED = new AtomicInteger();

    private static ExecutorService threads;
    private static HttpsServer server;

    @BeforeAll
    static void start() throws Exception {
        char[] password = "testkit".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = DnsServer.class.getResourceAsStream("dns-server.p12")) {
            store.load(file, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", HttpsFetcherTest::serve);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/policy" -> send(exchange, 200, "version: STSv1\r\n\u00e4");
                case "/elsewhere" -> {
                    exchange.getResponseHeaders().set("Location", "/followed");
                    send(exchange, 302, "");
                }
                case "/followed" -> {
                    FOLLOWED.incrementAndGet();
                    send(exchange, 200, "x");
                }
                case "/large" -> send(exchange, 200, "x".repeat(MtaStsFetcher.MAX_OCTETS + 1));
                case "/largest" -> send(exchange, 200, "x".repeat(MtaStsFetcher.MAX_OCTETS));
                case "/slow" -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('v');
                    exchange.getResponseBody().flush();
                    Thread.sleep(TimeUnit.MINUTES.toMillis(1));
                }
                case "/silent" -> Thread.sleep(TimeUnit.MINUTES.toMillis(1));
                default -> send(exchange, 404, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
    }

    private static MtaStsAnswer fetch(SSLContext context, String uri, Duration limit) {
        HttpsFetcher fetcher = new HttpsFetcher(context, domain -> URI.create(uri), limit);
        return fetcher.fetch(DomainName.of("example.com")).toCompletableFuture().join();
    }

    private static MtaStsAnswer fetch(String path) {
        return fetch(DnsServer.trusting(), at("127.0.0.1", path), AMPLE);
    }

    private static String at(String host, String path) {
        return "https://" + host + ":" + server.getAddress().getPort() + path;
    }

    private static MtaStsAnswer.Failure failure(MtaStsAnswer answer) {
        return ((MtaStsAnswer.Failed) answer).failure();
    }

    @Test
    @DisplayName("RFC 8461 §3.3: status, type and octets come as they are; no redirect is followed")
    void answers() {
        assertThat(fetch("/policy"))
                .isEqualTo(new MtaStsAnswer.Response(200, "text/plain", "version: STSv1\r\n\u00e4"));
        assertThat(((MtaStsAnswer.Response) fetch("/elsewhere")).status()).isEqualTo(302);
        assertThat(FOLLOWED).hasValue(0);
        assertThat(((MtaStsAnswer.Response) fetch("/nothing")).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("RFC 8461 §3.3: no more than 64 KB are read")
    void size() {
        assertThat(fetch("/large"))
                .isEqualTo(
                        new MtaStsAnswer.Failed(MtaStsAnswer.Failure.TOO_LARGE, "the body has more than 65536 octets"));
        assertThat(((MtaStsAnswer.Response) fetch("/largest")).octets()).hasSize(MtaStsFetcher.MAX_OCTETS);
    }

    @Test
    @Tag("slow")
    @DisplayName("RFC 8461 §3.3: nobody is waited for longer than the bound")
    void time() {
        Duration brief = Duration.ofMillis(1500);
        for (String path : new String[] {"/slow", "/silent"}) {
            assertThat(failure(fetch(DnsServer.trusting(), at("127.0.0.1", path), brief)))
                    .as(path)
                    .isEqualTo(MtaStsAnswer.Failure.TIMEOUT);
        }
    }

    @Test
    @DisplayName("RFC 8461 §3.3: a certificate of nobody who is trusted is refused")
    void certificates() {
        MtaStsAnswer answer = fetch(null, at("127.0.0.1", "/policy"), AMPLE);
        assertThat(failure(answer)).isEqualTo(MtaStsAnswer.Failure.CERTIFICATE);
        assertThat(((MtaStsAnswer.Failed) answer).detail()).contains("PKIX path building failed");
    }

    @Test
    @DisplayName("Nobody listens; a name that no URI takes for a host")
    void nobody() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        MtaStsAnswer answer = fetch(null, "https://127.0.0.1:" + port + "/", AMPLE);
        assertThat(failure(answer)).isEqualTo(MtaStsAnswer.Failure.NETWORK);
        assertThat(((MtaStsAnswer.Failed) answer).detail()).isEqualTo("no connection");
        for (MtaStsFetcher fetcher : List.of(MtaStsFetcher.https(), MtaStsFetcher.https(SSLContext.getDefault()))) {
            MtaStsAnswer none = fetcher.fetch(DomainName.of("a_b.example.com"))
                    .toCompletableFuture()
                    .join();
            assertThat(none)
                    .isEqualTo(new MtaStsAnswer.Failed(MtaStsAnswer.Failure.NETWORK, "the name is not one of a host"));
        }
    }
}
