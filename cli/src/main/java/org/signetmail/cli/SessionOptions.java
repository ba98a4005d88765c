package org.signetmail.cli;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import picocli.CommandLine.Option;

/** The SMTP session that brought a message, and when: as given, or as the message's own trace fields tell of it. */
final class SessionOptions {

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "The IP address of the SMTP client.")
    private @Nullable InetAddress ip;

    @Option(names = "--helo", paramLabel = "NAME", description = "With --ip: what the client said in HELO or EHLO.")
    private @Nullable String helo;

    @Option(
            names = "--mail-from",
            paramLabel = "MAILBOX",
            converter = ReversePathConverter.class,
            description = "With --ip: the MAIL FROM address; empty for the null reverse-path.")
    private @Nullable String mailFrom;

    @Option(
            names = "--from-received",
            description =
                    "Take client, HELO and MAIL FROM from Received and Return-Path of the message itself, as without"
                            + " --ip: of the newest Received whose client has a public address.")
    private boolean fromReceived;

    @Option(names = "--hops", paramLabel = "N", description = "Believe the Nth Received field; 1 is the newest.")
    private @Nullable Integer hops;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = Moment.Converter.class,
            description = Moment.HELP + "Received field.")
    private @Nullable Moment time;

    /**
     * Whether the options go together.
     *
     * @throws UsageException when they do not, which names one and what it needs
     */
    void check() throws UsageException {
        if (ip == null && (helo != null || mailFrom != null)) {
            throw new UsageException(
                    (helo != null ? "--helo" : "--mail-from")
                            + " needs --ip, the address of the client; without all three the message's Received fields are read");
        }
        if (ip != null && (fromReceived || hops != null)) {
            throw new UsageException((fromReceived ? "--from-received" : "--hops") + " and --ip exclude each other");
        }
        if (ip != null && mailFrom == null) {
            throw new UsageException("--ip needs --mail-from; --mail-from '' is the null reverse-path");
        }
        if (hops != null && hops < 1) {
            throw new UsageException("--hops must be 1 or more, not " + hops);
        }
        if (ip != null && time != null && time.isOfMessage()) {
            throw new UsageException("--time received needs a session from Received: leave --ip out, or give the time");
        }
    }

    /** What the message's own trace fields tell; empty when the session is given. */
    Optional<TraceEnvelope> trace(Message message) {
        return ip != null
                ? Optional.empty()
                : Optional.of(TraceEnvelope.of(message, hops == null ? OptionalInt.empty() : OptionalInt.of(hops)));
    }

    /** The session; empty when SPF cannot be checked. */
    Optional<Envelope> envelope(Optional<TraceEnvelope> trace) {
        return ip != null && mailFrom != null
                ? Optional.of(Envelope.from(ip).helo(helo == null ? "" : helo).mailFrom(mailFrom))
                : trace.flatMap(TraceEnvelope::envelope);
    }

    /** The clock for signatures: what {@code --time} says; the console's where it says nothing, or the field has no time. */
    InstantSource clock(Optional<TraceEnvelope> trace, Console console) {
        return time == null ? console.clock() : time.clock(trace).orElse(console.clock());
    }

    /** What has to be said of the clock: that the message was to tell the time and does not; may be empty. */
    String saidOfClock(Optional<TraceEnvelope> trace) {
        return Moment.saidOf(time, trace);
    }
}
