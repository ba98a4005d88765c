package org.signetmail.examples;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.signetmail.core.DnsQuery;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.AuthenticationListener;

/**
 * Metrics of authentications in a Micrometer registry: how long, how many questions, how many of them a cache answered, and
 * what came of them.
 */
public final class AuthenticationMetrics implements AuthenticationListener {

    private final MeterRegistry registry;
    private final Timer time;
    private final DistributionSummary questions;
    private final Counter cached;

    /**
     * Makes the listener; hand it to {@code MailAuthenticator.withListener}.
     *
     * @param registry takes {@code signet.authentication.time}, {@code .questions}, {@code .cached} and {@code .verdicts}
     */
    public AuthenticationMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.time = registry.timer("signet.authentication.time");
        this.questions = registry.summary("signet.authentication.questions");
        this.cached = registry.counter("signet.authentication.cached");
    }

    @Override
    public void checked(Authentication authentication, Duration elapsed, int asked) {
        time.record(elapsed);
        questions.record(asked);
        // What the resolver had in its cache; the others of the questions somebody was asked.
        cached.increment((double)
                authentication.queries().stream().filter(DnsQuery::atOnce).count());
        // Keywords alone: a tag that a sender could choose would make a time series each.
        Counter verdicts = registry.counter(
                "signet.authentication.verdicts",
                "spf",
                authentication.spf().result().keyword(),
                "dmarc",
                authentication.dmarc().result().keyword(),
                "code",
                authentication.reply().enhancedCode());
        verdicts.increment();
    }
}
