package org.signetmail.examples;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.MailAuthenticator;

/**
 * A front for servers on event loops (Netty, Vert.x), whose threads must not wait: a check takes a thread of its own for as
 * long as it waits for DNS. On 21 and later give it {@code Executors.newVirtualThreadPerTaskExecutor()}, with which a
 * waiting check costs next to nothing; on 17 {@link #bounded}.
 */
public final class AsyncFront {

    private final MailAuthenticator authenticator;
    private final Executor executor;

    /**
     * Makes a front.
     *
     * @param authenticator does the checks
     * @param executor runs each of them; what it refuses fails the stage
     */
    public AsyncFront(MailAuthenticator authenticator, Executor executor) {
        this.authenticator = authenticator;
        this.executor = executor;
    }

    /**
     * Checks a message elsewhere.
     *
     * @param message whole
     * @param envelope of its transaction
     * @return the outcome, or what the executor threw
     */
    public CompletionStage<Authentication> authenticate(Message message, Envelope envelope) {
        return CompletableFuture.supplyAsync(() -> authenticator.authenticate(message, envelope), executor);
    }

    /**
     * An executor for JDK 17: as many checks at a time as threads, a queue with a bound behind them, and beyond it a
     * {@code RejectedExecutionException}, which a server answers with 451.
     *
     * @param threads at most
     * @param queued at most
     * @return for the caller to shut down
     */
    public static ExecutorService bounded(int threads, int queued) {
        return new ThreadPoolExecutor(
                threads, threads, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queued), runnable -> {
                    Thread thread = new Thread(runnable, "mail authentication");
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
