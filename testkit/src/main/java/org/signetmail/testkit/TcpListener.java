package org.signetmail.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The TCP half of a DNS server (RFC 1035 §4.2.2). */
final class TcpListener {

    /** One for each connection, and clients keep theirs. */
    private static final int THREADS = 64;

    private static final int IDLE_MILLIS = 10_000;
    private static final long CLOSE_SECONDS = 10;

    /** Answers a query. */
    @FunctionalInterface
    interface Answers {
        /**
         * Answers a query.
         *
         * @param query a message
         * @return the answer; empty to keep the client waiting; null to hang up
         */
        byte @Nullable [] to(byte[] query) throws InterruptedException;
    }

    private final ServerSocket socket;
    private final Answers answers;
    private final boolean whole;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor workers;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Thread acceptor;

    /**
     * Starts to listen.
     *
     * @param socket closed with this listener
     * @param answers to queries
     * @param whole whether an answer is sent to its end; else the connection ends in the middle of it
     * @param threads to work on
     */
    TcpListener(ServerSocket socket, Answers answers, boolean whole, ThreadFactory threads) {
        this.socket = socket;
        this.answers = answers;
        this.whole = whole;
        workers = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        workers.allowCoreThreadTimeOut(true);
        acceptor = threads.newThread(this::listen);
        acceptor.start();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                accept(socket.accept());
            } catch (IOException | RejectedExecutionException e) {
                // Closed, or a client that has gone already: the loop's condition tells which.
            }
        }
    }

    private void accept(Socket connection) throws IOException {
        accepted.incrementAndGet();
        connections.add(connection);
        if (socket.isClosed()) {
            connection.close();
        } else {
            workers.execute(() -> serve(connection));
        }
    }

    /** How many connections there have been. */
    int accepted() {
        return accepted.get();
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(IDLE_MILLIS);
            DataInputStream in = new DataInputStream(connection.getInputStream());
            boolean goesOn = true;
            while (goesOn) {
                byte[] answer = answers.to(in.readNBytes(in.readUnsignedShort()));
                goesOn = answer != null && whole;
                if (answer != null && answer.length > 0) {
                    send(answer, connection.getOutputStream());
                }
            }
        } catch (IOException e) {
            // The client wants no more or has gone, or this listener has been closed: either way the connection is
            // over.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    /** In one piece, or the system would hold back the second until the first is acknowledged. */
    private void send(byte[] answer, OutputStream out) throws IOException {
        byte[] framed = new byte[Short.BYTES + answer.length];
        framed[0] = (byte) (answer.length >> 8);
        framed[1] = (byte) answer.length;
        System.arraycopy(answer, 0, framed, Short.BYTES, answer.length);
        out.write(framed, 0, whole ? framed.length : framed.length / 2);
    }

    /** Hangs up and waits until every thread has ended. */
    void close() throws InterruptedException {
        workers.shutdownNow();
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        if (!workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the server's threads do not end");
        }
    }
}
