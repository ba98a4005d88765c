package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How a report is to be mailed, in the headers of its record.
 *
 * @param date the date of the mail, the same however often it is tried
 * @param attempt 1 for the first
 * @param notBefore when it may be tried
 * @param done addresses, in small letters, whose mail was taken or refused. Those that are left are not written down: they may not be
 *     known yet
 */
record MailOrder(Instant date, int attempt, Instant notBefore, Set<String> done) {

    /** After the last of them it is dropped (RFC 9990 §3.5). */
    static final int ATTEMPTS = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(15);

    /** Before the last attempt. */
    static final Duration LONGEST_PAUSE = FIRST_PAUSE.multipliedBy(1L << (ATTEMPTS - 2));

    /** Mails have no later ones. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final String DATE = "date";
    private static final String ATTEMPT = "attempt";
    private static final String NOT_BEFORE = "not-before";
    private static final String DONE = "done";

    MailOrder {
        done = Set.copyOf(done);
    }

    static MailOrder first(Instant date) {
        return new MailOrder(date, 1, date, Set.of());
    }

    /** After a quarter of an hour, and then twice as long each time. */
    MailOrder again(Instant now, Set<String> nowDone) {
        return new MailOrder(date, attempt + 1, now.plus(FIRST_PAUSE.multipliedBy(1L << (attempt - 1))), nowDone);
    }

    void write(Headers headers) {
        put(headers, DATE, String.valueOf(date.getEpochSecond()));
        put(headers, ATTEMPT, String.valueOf(attempt));
        put(headers, NOT_BEFORE, String.valueOf(notBefore.getEpochSecond()));
        // Plain addresses have no blanks.
        put(headers, DONE, String.join(" ", done));
    }

    static MailOrder read(Headers headers) throws IOException {
        String done = get(headers, DONE);
        return new MailOrder(
                Instant.ofEpochSecond(number(headers, DATE, 0, LAST_SECOND)),
                (int) number(headers, ATTEMPT, 1, ATTEMPTS),
                Instant.ofEpochSecond(number(headers, NOT_BEFORE, 0, LAST_SECOND)),
                done.isEmpty() ? Set.of() : new HashSet<>(List.of(done.split(" ", -1))));
    }

    private static long number(Headers headers, String name, long least, long most) throws IOException {
        String text = get(headers, name);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("the header " + name + " is no number", e);
        }
        throw new IOException("the header " + name + " is out of range: " + text);
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(US_ASCII));
    }

    private static String get(Headers headers, String name) throws IOException {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IOException("there is no header " + name);
        }
        return new String(header.value(), US_ASCII);
    }
}
