package org.signetmail.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTPS side of a DNS server (RFC 8484): POST at any path. */
final class HttpsListener {

    private static final String TYPE = "application/dns-message";
    private static final int MAX_MESSAGE = 65_535;
    private static final int THREADS = 256;

    private static final int BAD_METHOD = 405;
    private static final int BAD_TYPE = 415;

    private final HttpsServer server;
    private final TcpListener.Answers answers;
    private final boolean whole;
    private final ThreadPoolExecutor workers;

    /**
     * Starts to listen.
     *
     * @param address where, at a free port
     * @param answers to queries
     * @param whole whether an answer is sent to its end; else the connection ends in the middle of it
     * @param threads to work on
     */
    HttpsListener(InetAddress address, TcpListener.Answers answers, boolean whole, ThreadFactory threads)
            throws IOException {
        this.answers = answers;
        this.whole = whole;
        workers = new ThreadPoolExecutor(0, THREADS, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
        server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ServerTls.context()));
        server.setExecutor(workers);
        server.createContext("/", this::serve);
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(BAD_METHOD, -1);
            } else if (!TYPE.equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                exchange.sendResponseHeaders(BAD_TYPE, -1);
            } else {
                answer(exchange, answers.to(exchange.getRequestBody().readNBytes(MAX_MESSAGE)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, byte @Nullable [] answer) throws IOException, InterruptedException {
        if (answer == null) {
            // To hang up.
            return;
        }
        if (answer.length == 0) {
            // Until the client goes, or this listener is closed.
            Thread.sleep(Long.MAX_VALUE);
        }
        exchange.getResponseHeaders().set("Content-Type", TYPE);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer, 0, whole ? answer.length : answer.length / 2);
    }

    /** Hangs up and waits until every thread has ended. */
    void close() throws InterruptedException {
        server.stop(0);
        workers.shutdownNow();
        if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server's threads do not end");
        }
    }
}
