package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.Finding;

/** What there is to say about an outcome beyond its sentence: found when somebody asks, from the facts that it holds. */
final class OutcomeFindings {

    /** What RFC 8301 §3.2 advises signers to have at least. */
    private static final int ADVISED_RSA_BITS = 2048;

    private final DkimOutcome outcome;
    private final List<Finding> findings = new ArrayList<>();

    OutcomeFindings(DkimOutcome outcome) {
        this.outcome = outcome;
    }

    List<Finding> all() {
        outcome.key().ifPresent(this::key);
        return List.copyOf(findings);
    }

    private void key(DkimKey key) {
        String name = outcome.selector().orElseThrow() + "._domainkey."
                + outcome.domain().orElseThrow();
        boolean rsa = outcome.algorithm().orElseThrow() != DkimAlgorithm.ED25519_SHA256;
        if (rsa && key.bits() > 0 && key.bits() < ADVISED_RSA_BITS) {
            findings.add(Finding.info(
                            "dkim-key-short",
                            "RFC 8301 §3.2",
                            "The RSA key at " + name + " has " + key.bits()
                                    + " bits; signers are advised to have at least " + ADVISED_RSA_BITS + ".")
                    .remedy("Publish a longer key under a new selector, and sign with that."));
        }
        if (key.testing()) {
            findings.add(Finding.info(
                            "dkim-key-testing",
                            "RFC 6376 §3.6.1",
                            "The key record at " + name + " says t=y: the domain is testing DKIM, and receivers may"
                                    + " treat its mail as if it were not signed.")
                    .remedy("When the test is over, take t=y out of the record."));
        }
    }
}
