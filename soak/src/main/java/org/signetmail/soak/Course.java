package org.signetmail.soak;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsJavaResolver;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Message;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.AuthenticationLimits;
import org.signetmail.dmarc.AuthenticationSession;
import org.signetmail.dmarc.EnvelopeCheck;
import org.signetmail.dmarc.MailAuthenticator;
import org.signetmail.spf.SpfLimits;
import org.signetmail.spf.SpfOptions;

/** The authenticators that all threads share: one with DNS from memory, one with a short time limit, one with DNS in packets. */
final class Course {

    /** The time limit of those whose answers do not come. */
    static final long SHORT_MILLIS = 60;

    /** The bound of the cache: so low that it is reached soon. */
    static final int CACHE_OCTETS = 1 << 20;

    /** That of all others: no machine is so busy, and no process stopped for so long, that it would be over. */
    private static final Duration LONG = Duration.ofMinutes(30);

    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final int ATTEMPTS = 3;
    private static final long MANNER = 4;

    private final long seed;
    private final FickleDns memory;
    private final @Nullable DnsJavaResolver packets;
    private final MailAuthenticator withMemory;
    private final MailAuthenticator withSilence;
    private final MailAuthenticator withPackets;

    private Course(long seed, FickleDns memory, @Nullable DnsJavaResolver packets) {
        this.seed = seed;
        this.memory = memory;
        this.packets = packets;
        withMemory = authenticator(memory);
        withSilence = packets == null
                ? withMemory
                : withMemory.withLimits(AuthenticationLimits.DEFAULT.withTime(Duration.ofMillis(SHORT_MILLIS)));
        withPackets = packets == null ? withMemory : authenticator(packets);
    }

    /** For many threads. */
    static Course shared(long seed, FickleDns memory, InetSocketAddress server) {
        DnsJavaResolver packets = DnsJavaResolver.builder()
                .servers(List.of(server))
                .timeout(TIMEOUT)
                .attempts(ATTEMPTS)
                .cacheOctets(CACHE_OCTETS)
                .maxTtl(Duration.ofSeconds(2))
                .build();
        return new Course(seed, memory, packets);
    }

    /** For one thread: all messages whole, all answers from memory and at once. */
    static Course alone(long seed, FickleDns memory) {
        return new Course(seed, memory, null);
    }

    /** All checks, at the time of these messages. */
    static MailAuthenticator authenticator(DnsResolver dns) {
        return MailAuthenticator.using(dns)
                .withDkim(DkimOptions.DEFAULT.withClock(Population.CLOCK))
                .withSpf(SpfOptions.DEFAULT.withLimits(SpfLimits.DEFAULT.withTime(LONG)))
                .withLimits(AuthenticationLimits.DEFAULT.withTime(LONG));
    }

    /** What the cache of the resolver with packets takes. */
    long cacheOctets() {
        return packets == null ? 0 : packets.stats().kept();
    }

    Authentication check(Subject subject) {
        memory.asks(subject);
        MailAuthenticator authenticator = switch (subject.way()) {
            case MEMORY -> withMemory;
            case SILENCE -> withSilence;
            case PACKETS -> withPackets;
        };
        Message message = subject.message();
        Random dice = Dice.of(seed, subject.number(), MANNER);
        if (packets == null || dice.nextBoolean()) {
            return authenticator.authenticate(message, subject.envelope());
        }
        EnvelopeCheck check = authenticator.open(subject.envelope());
        check.recipient("alice@example.org");
        AuthenticationSession session = check.begin(message);
        message.writeBodyTo((octets, offset, length) -> inPieces(session, octets, offset, length, dice));
        return session.finish();
    }

    /** The pieces are in an array that is written over each time, as a server's buffer is. */
    private static void inPieces(AuthenticationSession session, byte[] octets, int offset, int length, Random dice) {
        byte[] buffer = new byte[1 + dice.nextInt(8192)];
        for (int done = 0; done < length; ) {
            int piece = Math.min(length - done, 1 + dice.nextInt(buffer.length));
            System.arraycopy(octets, offset + done, buffer, 0, piece);
            session.body(buffer, 0, piece);
            Arrays.fill(buffer, (byte) '!');
            done += piece;
        }
    }
}
