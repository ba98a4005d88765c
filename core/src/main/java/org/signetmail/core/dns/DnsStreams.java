package org.signetmail.core.dns;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TCP connections to one server (RFC 7766 §6.2): kept for a while, each for many questions at a time. */
final class DnsStreams {

    /** RFC 7766 §6.2.2 wants few. */
    static final int MOST = 8;

    /** With fewer questions waiting on it, a connection takes the next; another one is opened where all have more. */
    static final int EASY = 32;

    private final DnsEndpoint server;
    private final Selector selector;
    private final DnsRandom random;
    private final List<DnsStream> open = new ArrayList<>();

    /**
     * No connections yet.
     *
     * @param server where they lead
     * @param selector tells what they are ready for
     * @param random picks IDs
     */
    DnsStreams(DnsEndpoint server, Selector selector, DnsRandom random) {
        this.server = server;
        this.selector = selector;
        this.random = random;
    }

    /** Sends a question on its way. */
    void send(DnsExchange exchange) throws IOException {
        choose().send(exchange);
    }

    private DnsStream choose() throws IOException {
        DnsStream least = null;
        for (DnsStream stream : open) {
            if (least == null || stream.waiting() < least.waiting()) {
                least = stream;
            }
        }
        if (least != null && (least.waiting() < EASY || open.size() >= MOST)) {
            return least;
        }
        DnsStream opened = DnsStream.open(this, server, selector);
        open.add(opened);
        return opened;
    }

    DnsRandom random() {
        return random;
    }

    /** A connection takes no more questions. */
    void remove(DnsStream stream) {
        open.remove(stream);
    }

    /**
     * Closes what nobody has used for a while.
     *
     * @return how long until the next is to be closed; nothing when none is open
     */
    @Nullable
    Long closeIdle(long now) {
        Long next = null;
        for (DnsStream stream : List.copyOf(open)) {
            long left = stream.idleNanosLeft(now);
            if (left <= 0) {
                stream.retire();
            } else {
                next = next == null ? left : Math.min(next, left);
            }
        }
        return next;
    }
}
