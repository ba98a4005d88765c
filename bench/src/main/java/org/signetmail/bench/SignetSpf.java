package org.signetmail.bench;

import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfResult;
import org.signetmail.spf.SpfVerifier;

/** Signet's SPF, as its README shows it. */
final class SignetSpf {

    private SignetSpf() {}

    static Operation verify(DnsResolver dns, Envelope envelope, SpfResult expected) {
        SpfVerifier verifier = SpfVerifier.using(dns);
        return () -> {
            SpfOutcome outcome = verifier.verify(envelope);
            if (outcome.result() != expected) {
                throw new IllegalStateException(outcome.reason());
            }
            return outcome;
        };
    }
}
