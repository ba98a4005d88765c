package org.signetmail.cli;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does something with several inputs at a time, and hands on what comes of each in the order of the inputs. */
final class InOrder {

    /** Each asks DNS several questions at a time itself. */
    private static final int AT_A_TIME = 8;

    /** So many are begun or done before the first of them is handed on: what is slow does not hold up all others. */
    private static final int AHEAD = 32;

    private InOrder() {}

    /**
     * Does it with all of them.
     *
     * @param work is called on other threads
     * @param taker is called on this thread
     */
    static <T, R> void each(List<T> inputs, Function<T, R> work, Consumer<R> taker) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_A_TIME, Math.max(1, inputs.size())));
        try {
            Queue<Future<R>> begun = new ArrayDeque<>();
            Iterator<T> left = inputs.iterator();
            while (left.hasNext() || !begun.isEmpty()) {
                while (left.hasNext() && begun.size() < AHEAD) {
                    T input = left.next();
                    begun.add(threads.submit(() -> work.apply(input)));
                }
                taker.accept(result(begun.remove()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
