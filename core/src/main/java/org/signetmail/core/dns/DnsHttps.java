package org.signetmail.core.dns;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HttpBody;

/**
 * Questions to one server over HTTPS (RFC 8484), by POST, through the JDK's client: it keeps connections, and has many
 * questions on one of HTTP/2. Lives on the transport's thread; what the client brings is handed over to it.
 */
final class DnsHttps implements DnsWay {

    /** As many at a time: RFC 9113 §6.5.2 recommends that servers take no fewer on one connection. */
    static final int MOST = 100;

    /**
     * So long does a question keep its place at least, in nanoseconds: the first on a connection waits for its handshakes. It
     * takes a stream or a connection, so it cannot wait on without a place.
     */
    static final long YIELD = TimeUnit.SECONDS.toNanos(1);

    /**
     * As many at first, and one more with each answer: each that goes out before a client has a connection opens one of
     * its own. With HTTP/2, one of them is the only one then.
     */
    static final int FIRST = 16;

    /** RFC 8484 §6. */
    private static final String TYPE = "application/dns-message";

    private static final int HEADER = 12;

    /** Beyond it, an age is as good as any other: no TTL is left (RFC 9111 §1.2.2). */
    private static final long OLDEST = 1L << 31;

    private final DnsEndpoint server;
    private final Executor transport;
    private final Executor threads = threads();
    private final Map<DnsExchange, Sent> waiting = new HashMap<>();
    private @Nullable HttpClient client;
    private int answers;

    /**
     * A question under way.
     *
     * @param by has its connection
     * @param answer once it is there
     */
    private record Sent(HttpClient by, CompletableFuture<HttpResponse<byte[]>> answer) {}

    /**
     * No connection yet.
     *
     * @param server where to
     * @param transport runs tasks on the transport's thread
     */
    DnsHttps(DnsEndpoint server, Executor transport) {
        this.server = server;
        this.transport = transport;
    }

    /** Whether the JDK's client is there: an image of a program's own need not have its module. */
    static boolean isThere() {
        try {
            return HttpClient.class.getModule() != null;
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }

    /** They end when there is nothing to do, so nobody has to end them. */
    private static Executor threads() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(2, 2, 2, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(null, task, "signet-dns-https", 0, false);
                    thread.setContextClassLoader(null);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Its own threads end some time after nobody has it any more. */
    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_2)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .sslContext(server.context())
                    .executor(threads)
                    .build();
        }
        return client;
    }

    /** Sends a question. */
    void send(DnsExchange exchange) {
        // RFC 8484 §4.1: HTTP tells which answer is whose; with the same ID, equal questions are equal octets.
        exchange.take(this, 0);
        HttpRequest request = HttpRequest.newBuilder(server.uri())
                .header("Content-Type", TYPE)
                .header("Accept", TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(exchange.query()))
                .build();
        HttpClient by = client();
        CompletableFuture<HttpResponse<byte[]>> answer =
                by.sendAsync(request, head -> new HttpBody(AnswerSize.MAX_OCTETS));
        waiting.put(exchange, new Sent(by, answer));
        CompletableFuture<Void> unused = answer.handle((response, failure) -> {
            transport.execute(() -> came(exchange, response, failure));
            return null;
        });
    }

    private void came(DnsExchange exchange, @Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (exchange.isOver()) {
            return;
        }
        if (response == null) {
            failed(exchange, failure instanceof CompletionException ? failure.getCause() : failure);
            return;
        }
        answers++;
        int status = response.statusCode();
        String type = response.headers().firstValue("Content-Type").orElse("");
        int length = response.body().length;
        if (status / 100 != 2) {
            exchange.fail(
                    DnsFailure.NETWORK,
                    "HTTP status " + status + (status / 100 == 3 ? ", and redirects are not followed" : ""));
        } else if (!isMessage(type)) {
            exchange.fail(
                    DnsFailure.MALFORMED,
                    "the content type is " + (type.isEmpty() ? "missing" : Ascii.printable(type, 100)) + " and not "
                            + TYPE);
        } else if (length < HEADER || length > AnswerSize.MAX_OCTETS) {
            exchange.fail(
                    DnsFailure.MALFORMED,
                    "a body of " + (length < HEADER ? length : "more than " + AnswerSize.MAX_OCTETS)
                            + " octets is no DNS message");
        } else {
            exchange.received(response.body(), age(response.headers()));
        }
    }

    private void failed(DnsExchange exchange, @Nullable Throwable failure) {
        // A server may close a connection that it has served well, just when a question goes out on it.
        boolean broken = failure instanceof IOException
                && !(failure instanceof ConnectException)
                && !(failure instanceof SSLException);
        if (!broken || exchange.answersBefore() == 0 || !exchange.again()) {
            exchange.fail(DnsFailure.NETWORK, told(failure));
        }
    }

    private static String told(@Nullable Throwable failure) {
        String message = failure instanceof IOException ? failure.getMessage() : null;
        if (message != null) {
            return Ascii.printable(message, 300);
        }
        return failure instanceof ConnectException ? "no connection" : Ascii.printable(String.valueOf(failure), 300);
    }

    /** Without its parameters, of which it has none (RFC 8484 §6). */
    private static boolean isMessage(String type) {
        int end = type.indexOf(';');
        int last = end < 0 ? type.length() : end;
        while (last > 0 && (type.charAt(last - 1) == ' ' || type.charAt(last - 1) == '\t')) {
            last--;
        }
        return last == TYPE.length() && type.regionMatches(true, 0, TYPE, 0, last);
    }

    /** RFC 9111 §5.1: what is no number of seconds says nothing. */
    private static long age(HttpHeaders headers) {
        String text = headers.firstValue("Age").orElse("");
        long age = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            age = Math.min(OLDEST, 10 * age + digit - '0');
        }
        return age;
    }

    @Override
    public void leave(DnsExchange exchange) {
        Sent left = waiting.remove(exchange);
        if (left != null) {
            // Does nothing to an answer that is there; else its stream or connection is given up.
            left.answer.cancel(true);
        }
    }

    /**
     * Where nothing was heard for as long as a question waits, the next one needs another connection; where the next one
     * has another client already, not yet another one, as each has a thread.
     */
    @Override
    public void late(DnsExchange exchange) {
        Sent sent = waiting.get(exchange);
        if (sent != null && sent.by == client && exchange.answersBefore() == answers) {
            client = null;
        }
    }

    @Override
    public int answers() {
        return answers;
    }
}
