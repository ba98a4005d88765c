package org.signetmail.spf;

import org.signetmail.core.Envelope;
import org.signetmail.testkit.FakeDns;

/** Checks against zone text, in few words. */
record Checks(FakeDns dns, SpfVerifier verifier) {

    static Checks zone(String text) {
        FakeDns dns = FakeDns.zone(text);
        return new Checks(dns, SpfVerifier.using(dns));
    }

    /** With this record at example.net. */
    static Checks record(String record, String zone) {
        return zone("example.net TXT \"" + record + "\"\n" + zone);
    }

    /** One query after the other, none in vain. */
    Checks inOrder() {
        return new Checks(dns, verifier.withOptions(verifier.options().withPrefetch(false)));
    }

    Checks limits(SpfLimits limits) {
        return new Checks(dns, verifier.withOptions(verifier.options().withLimits(limits)));
    }

    SpfOutcome from(String ip) {
        return from(ip, "mail.example.org", "bob@example.net");
    }

    SpfOutcome from(String ip, String helo, String mailFrom) {
        return verifier.verify(Envelope.from(Addresses.of(ip)).helo(helo).mailFrom(mailFrom));
    }

    /** What was asked, as text. */
    String queries() {
        return dns.queries().toString();
    }
}
