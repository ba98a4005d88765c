package org.signetmail.dmarc.domain;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HttpBody;

/** Fetches policies with the JDK's client. */
final class HttpsFetcher implements MtaStsFetcher {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

    private final @Nullable SSLContext context;
    private final Function<DomainName, URI> place;
    private final Duration timeLimit;

    HttpsFetcher(@Nullable SSLContext context, Function<DomainName, URI> place, Duration timeLimit) {
        this.context = context;
        this.place = place;
        this.timeLimit = timeLimit;
    }

    static MtaStsFetcher of(@Nullable SSLContext context) {
        if (!isThere()) {
            throw new IllegalStateException("a policy of MTA-STS needs the module java.net.http of the JDK:"
                    + " require it in your module-info, or run with --add-modules java.net.http");
        }
        return new HttpsFetcher(context, HttpsFetcher::wellKnown, TIME_LIMIT);
    }

    /** Whether the JDK's client is there: an image of a program's own need not have its module. */
    private static boolean isThere() {
        try {
            return HttpClient.class.getModule() != null;
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }

    /** RFC 8461 §3.3. */
    private static URI wellKnown(DomainName domain) {
        return URI.create("https://mta-sts." + domain + "/.well-known/mta-sts.txt");
    }

    @Override
    public CompletionStage<MtaStsAnswer> fetch(DomainName domain) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(place.apply(domain))
                    .timeout(timeLimit)
                    .GET()
                    .build();
        } catch (IllegalArgumentException e) {
            // A label with an underscore or worse, which a URI does not take for one of a host.
            return CompletableFuture.completedFuture(
                    new MtaStsAnswer.Failed(MtaStsAnswer.Failure.NETWORK, "the name is not one of a host"));
        }
        // RFC 8461 §3.3: "HTTP 3xx redirects MUST NOT be followed, and HTTP caching [...] MUST NOT be used."
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeLimit);
        if (context != null) {
            builder.sslContext(context);
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                builder.build().sendAsync(request, head -> new HttpBody(MAX_OCTETS));
        MtaStsAnswer late = new MtaStsAnswer.Failed(
                MtaStsAnswer.Failure.TIMEOUT, "no whole answer came within " + timeLimit.toSeconds() + " seconds");
        return answer.handle(HttpsFetcher::told)
                .completeOnTimeout(late, timeLimit.toMillis(), TimeUnit.MILLISECONDS)
                // Does nothing to an answer that is there; else its connection is given up.
                .whenComplete((told, failure) -> answer.cancel(true));
    }

    private static MtaStsAnswer told(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (response == null) {
            return failed(failure instanceof CompletionException ? failure.getCause() : failure);
        }
        if (response.body().length > MAX_OCTETS) {
            return new MtaStsAnswer.Failed(
                    MtaStsAnswer.Failure.TOO_LARGE, "the body has more than " + MAX_OCTETS + " octets");
        }
        return new MtaStsAnswer.Response(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                new String(response.body(), StandardCharsets.ISO_8859_1));
    }

    private static MtaStsAnswer failed(@Nullable Throwable failure) {
        boolean certificate = false;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            certificate |= cause instanceof GeneralSecurityException;
            cause = cause.getCause();
        }
        if (failure instanceof SSLException && certificate) {
            return new MtaStsAnswer.Failed(MtaStsAnswer.Failure.CERTIFICATE, text(failure));
        }
        if (failure instanceof HttpTimeoutException) {
            return new MtaStsAnswer.Failed(MtaStsAnswer.Failure.TIMEOUT, "no answer came in time");
        }
        return new MtaStsAnswer.Failed(MtaStsAnswer.Failure.NETWORK, text(failure));
    }

    private static String text(@Nullable Throwable failure) {
        String message = failure instanceof IOException ? failure.getMessage() : null;
        if (message != null) {
            return Ascii.printable(message, 200);
        }
        return failure instanceof ConnectException ? "no connection" : Ascii.printable(String.valueOf(failure), 200);
    }
}
