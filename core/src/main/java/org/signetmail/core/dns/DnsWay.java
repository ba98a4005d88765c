package org.signetmail.core.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.signetmail.core.DnsFailure;

/** What carries queries to a server and answers back. Lives on the transport's thread. */
interface DnsWay {

    /** A way that is a socket of the transport's own. */
    interface Socket extends DnsWay {

        /**
         * Goes on when the socket is ready.
         *
         * @param key says for what
         * @param buffer has room for any datagram
         * @throws IOException when it cannot; then it is told that it is {@link #broken}
         */
        void ready(SelectionKey key, ByteBuffer buffer) throws IOException;

        /**
         * Ends all that waits on it.
         *
         * @param reason why
         * @param detail in one line
         */
        void broken(DnsFailure reason, String detail);
    }

    /**
     * An exchange is over.
     *
     * @param exchange that waited on it
     */
    void leave(DnsExchange exchange);

    /**
     * An exchange is over because no answer has come in time.
     *
     * @param exchange that waited on it
     */
    default void late(DnsExchange exchange) {}

    /** How many messages have come that answered nothing. */
    default int strays() {
        return 0;
    }

    /** How many answers have come. */
    default int answers() {
        return 0;
    }
}
