package org.signetmail.examples.kafka;

import java.io.IOException;

/** Where mail goes out: a queue that looks after it from there on. */
interface Outbox {

    /** What became of a mail. */
    enum Delivery {
        TAKEN,
        /** It may be taken later. */
        LATER,
        /** It never will. */
        REFUSED
    }

    /**
     * Hands over a mail.
     *
     * @param from the argument of MAIL FROM
     * @param to the argument of RCPT TO
     * @param octets the signed message, lines ended by CRLF
     * @throws IOException when there is no outbox at all, so that somebody has to look
     */
    Delivery send(String from, String to, byte[] octets) throws IOException, InterruptedException;
}
