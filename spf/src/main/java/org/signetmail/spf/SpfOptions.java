package org.signetmail.spf;

import java.time.InstantSource;
import java.util.Objects;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;

/**
 * How a host checks SPF; the same for all its messages.
 *
 * <p>Immutable and thread-safe. Start from {@link #DEFAULT}:
 * <pre>{@code
 * SpfVerifier.using(dns).withOptions(SpfOptions.DEFAULT.withTrace(true).withReceiver("mx.example.org"))
 * }</pre>
 */
public final class SpfOptions {

    /** The limits of the RFC, asking DNS ahead of need, no trace, a receiver that does not tell its name. */
    // RFC 7208 §7.3: %{r} is "unknown" when the receiver does not tell its name.
    public static final SpfOptions DEFAULT =
            new SpfOptions(SpfLimits.DEFAULT, "unknown", InstantSource.system(), true, false);

    private final SpfLimits limits;
    private final String receiver;
    private final InstantSource clock;
    private final boolean prefetch;
    private final boolean trace;

    private SpfOptions(SpfLimits limits, String receiver, InstantSource clock, boolean prefetch, boolean trace) {
        this.limits = limits;
        this.receiver = receiver;
        this.clock = clock;
        this.prefetch = prefetch;
        this.trace = trace;
    }

    /**
     * How much one check may do.
     *
     * @return the limits
     */
    public SpfLimits limits() {
        return limits;
    }

    /**
     * The name of the receiving host, which explanations may quote ({@code %{r}}).
     *
     * @return a host name, or {@code unknown}
     */
    public String receiver() {
        return receiver;
    }

    /**
     * The clock, which explanations may quote ({@code %{t}}).
     *
     * @return tells the time
     */
    public InstantSource clock() {
        return clock;
    }

    /**
     * Whether DNS is asked ahead of need. That lets the waiting overlap, at the price of some queries, never more than
     * twenty, that may turn out not to be needed. Outcomes are the same.
     *
     * @return true by default
     */
    public boolean prefetch() {
        return prefetch;
    }

    /**
     * Whether outcomes have an {@link SpfOutcome#trace}.
     *
     * @return false by default
     */
    public boolean trace() {
        return trace;
    }

    /**
     * These options with other limits.
     *
     * @param newLimits how much one check may do
     * @return the changed options
     */
    public SpfOptions withLimits(SpfLimits newLimits) {
        return new SpfOptions(Objects.requireNonNull(newLimits, "limits"), receiver, clock, prefetch, trace);
    }

    /**
     * These options with the name of the receiving host.
     *
     * @param host the host name of this host, such as {@code mx.example.org}
     * @return the changed options
     * @throws IllegalArgumentException when it is no domain name
     */
    public SpfOptions withReceiver(String host) {
        return new SpfOptions(limits, hostName(host), clock, prefetch, trace);
    }

    /**
     * These options with another clock.
     *
     * @param newClock tells the time
     * @return the changed options
     */
    public SpfOptions withClock(InstantSource newClock) {
        return new SpfOptions(limits, receiver, Objects.requireNonNull(newClock, "clock"), prefetch, trace);
    }

    /**
     * These options with or without asking DNS ahead of need.
     *
     * @param ahead true to ask ahead
     * @return the changed options
     */
    public SpfOptions withPrefetch(boolean ahead) {
        return new SpfOptions(limits, receiver, clock, ahead, trace);
    }

    /**
     * These options with or without a trace.
     *
     * @param keep true to keep a trace of each check
     * @return the changed options
     */
    public SpfOptions withTrace(boolean keep) {
        return new SpfOptions(limits, receiver, clock, prefetch, keep);
    }

    /** The name of this host as records and header fields have it: its A-labels, in lower case. */
    static String hostName(String host) {
        return DomainName.parse(Objects.requireNonNull(host, "receiver"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "receiver has to be a host name, not \"" + Ascii.printable(host, 80) + '"'))
                .toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfOptions that
                && limits.equals(that.limits)
                && receiver.equals(that.receiver)
                && clock.equals(that.clock)
                && prefetch == that.prefetch
                && trace == that.trace;
    }

    @Override
    public int hashCode() {
        return Objects.hash(limits, receiver, clock, prefetch, trace);
    }

    /** All options with their names, on one line. */
    @Override
    public String toString() {
        return "receiver " + receiver + ", prefetch " + prefetch + ", trace " + trace + ", " + limits;
    }
}
