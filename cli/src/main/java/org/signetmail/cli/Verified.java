package org.signetmail.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Message;
import org.signetmail.dmarc.Authentication;

/** What {@code signet verify} has to tell of one input: the verdict on its message, or why it has none. */
final class Verified {

    /** A message with its verdict. */
    record Verdicts(Message message, Authentication result) {}

    private final MailInput input;
    private final Optional<TraceEnvelope> trace;
    private final List<String> notes;
    private final @Nullable Verdicts verdicts;

    private Verified(MailInput input, Optional<TraceEnvelope> trace, List<String> notes, @Nullable Verdicts verdicts) {
        this.input = input;
        this.trace = trace;
        this.notes = notes;
        this.verdicts = verdicts;
    }

    static Verified none(MailInput input) {
        return new Verified(input, Optional.empty(), List.of(), null);
    }

    /**
     * A verdict.
     *
     * @param trace what the session was read from; empty when it was given
     * @param ofClock what is to be said of the clock; may be empty
     */
    static Verified of(
            MailInput input, Message message, Optional<TraceEnvelope> trace, String ofClock, Authentication result) {
        List<String> notes = new ArrayList<>(input.notes());
        if (!ofClock.isEmpty()) {
            notes.add(ofClock);
        }
        return new Verified(input, trace, notes, new Verdicts(message, result));
    }

    MailInput input() {
        return input;
    }

    /** What the message's own trace fields tell of the session; empty when it was given. */
    Optional<TraceEnvelope> trace() {
        return trace;
    }

    /** What is to be said of the file and of the clock. */
    List<String> notes() {
        return notes;
    }

    /** Empty when there is no message. */
    Optional<Verdicts> verdicts() {
        return Optional.ofNullable(verdicts);
    }

    /** Whether the session is known, and with it SPF checked. */
    boolean isSessionKnown() {
        return trace.isEmpty() || trace.get().envelope().isPresent();
    }

    int status() {
        return verdicts == null
                ? ExitStatus.USAGE
                : ExitStatus.of(verdicts.result().dmarc().result());
    }
}
