package org.signetmail.examples.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How a report is to be mailed, in the headers of its record.
 *
 * @param date the date of the mail, the same however often it is tried
 * @param attempt 1 for the first
 * @param notBefore when it may be tried
 * @param recipients who of the domain's addresses has not got it yet; empty for all
 */
record MailOrder(Instant date, int attempt, Instant notBefore, List<String> recipients) {

    /** After the last of them it is dropped (RFC 9990 §3.5). */
    static final int ATTEMPTS = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(15);

    private static final String DATE = "date";
    private static final String ATTEMPT = "attempt";
    private static final String NOT_BEFORE = "not-before";
    private static final String RECIPIENTS = "recipients";

    MailOrder {
        recipients = List.copyOf(recipients);
    }

    static MailOrder first(Instant date) {
        return new MailOrder(date, 1, date, List.of());
    }

    /** After a quarter of an hour, and then twice as long each time. */
    MailOrder again(Instant now, List<String> missing) {
        return new MailOrder(date, attempt + 1, now.plus(FIRST_PAUSE.multipliedBy(1L << (attempt - 1))), missing);
    }

    void write(Headers headers) {
        put(headers, DATE, String.valueOf(date.getEpochSecond()));
        put(headers, ATTEMPT, String.valueOf(attempt));
        put(headers, NOT_BEFORE, String.valueOf(notBefore.getEpochSecond()));
        // Plain addresses have no blanks.
        put(headers, RECIPIENTS, String.join(" ", recipients));
    }

    static MailOrder read(Headers headers) throws IOException {
        try {
            String recipients = get(headers, RECIPIENTS);
            return new MailOrder(
                    Instant.ofEpochSecond(Long.parseLong(get(headers, DATE))),
                    Integer.parseInt(get(headers, ATTEMPT)),
                    Instant.ofEpochSecond(Long.parseLong(get(headers, NOT_BEFORE))),
                    recipients.isEmpty() ? List.of() : List.of(recipients.split(" ", -1)));
        } catch (NumberFormatException e) {
            throw new IOException("a header is no number", e);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(US_ASCII));
    }

    private static String get(Headers headers, String name) throws IOException {
        Header header = headers.lastHeader(name);
        if (header == null) {
            throw new IOException("there is no header " + name);
        }
        return new String(header.value(), US_ASCII);
    }
}
