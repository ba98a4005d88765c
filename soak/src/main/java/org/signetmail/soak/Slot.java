package org.signetmail.soak;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A thread that checks a message, and may be interrupted while it does so, and only then. Thread-safe. */
final class Slot {

    private enum State {
        IDLE,
        CHECKING,
        /** It is about to be interrupted. */
        INTERRUPTING,
        INTERRUPTED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private volatile @Nullable Thread thread;

    void begin() {
        thread = Thread.currentThread();
        state.set(State.CHECKING);
    }

    /** Interrupts the check that is going on, once at most. */
    boolean interrupt() {
        Thread checking = thread;
        if (checking == null || !state.compareAndSet(State.CHECKING, State.INTERRUPTING)) {
            return false;
        }
        checking.interrupt();
        state.set(State.INTERRUPTED);
        return true;
    }

    /** How a check ended. */
    enum End {
        UNDISTURBED,
        INTERRUPTED,
        /** It was interrupted, and its flag is gone. */
        FLAG_LOST,
        /** Its flag is set, and nobody did it. */
        FLAG_SET
    }

    /** Clears the flag. */
    End end() {
        if (state.compareAndSet(State.CHECKING, State.IDLE)) {
            return Thread.interrupted() ? End.FLAG_SET : End.UNDISTURBED;
        }
        while (state.get() == State.INTERRUPTING) {
            Thread.onSpinWait();
        }
        state.set(State.IDLE);
        return Thread.interrupted() ? End.INTERRUPTED : End.FLAG_LOST;
    }

    /** Where the thread is, for one that does not come to an end. */
    String where() {
        Thread checking = thread;
        if (state.get() == State.IDLE || checking == null) {
            return "";
        }
        StringBuilder lines = new StringBuilder();
        for (StackTraceElement each : checking.getStackTrace()) {
            lines.append("\n    at ").append(each);
        }
        return lines.toString();
    }
}
