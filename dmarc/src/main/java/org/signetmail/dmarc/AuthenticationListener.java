package org.signetmail.dmarc;

import java.time.Duration;

/**
 * Hears of every message that was checked, for metrics.
 *
 * <pre>{@code
 * AuthenticationListener listener = (authentication, elapsed, questions) ->
 *         timer.record(elapsed);
 * }</pre>
 *
 * <p>An implementation is thread-safe and quick: it is called on the thread of the check, before that returns. What it
 * throws comes out of {@link AuthenticationSession#finish} and {@link MailAuthenticator#authenticate}.
 */
@FunctionalInterface
public interface AuthenticationListener {

    /**
     * A message was checked. Which of its questions a cache answered is in {@link Authentication#queries}, see
     * {@link org.signetmail.core.DnsQuery#atOnce}.
     *
     * @param authentication all outcomes, with what is done
     * @param elapsed how long the checks held their thread, waiting for DNS included; the time that the client took between
     *     MAIL, header and body is not in it
     * @param questions how many questions the resolver was asked, those ahead of need included
     */
    void checked(Authentication authentication, Duration elapsed, int questions);
}
