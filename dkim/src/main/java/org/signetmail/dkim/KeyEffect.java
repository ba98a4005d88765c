package org.signetmail.dkim;

import org.signetmail.core.Finding;
import org.signetmail.core.Severity;

/** What comes of a finding for whoever signs with the key: said by the lints, as a verifier's reason says it by its result. */
final class KeyEffect {

    /** RFC 6376 §6.1.2: whatever is wrong with the key, the signature is ignored. */
    private static final String NOT_ACCEPTED = " So no verifier accepts a signature with it.";

    private KeyEffect() {}

    /** The same finding with what verifiers do, unless its sentence says so. */
    static Finding told(Finding finding) {
        String effect = of(finding);
        if (effect.isEmpty() || finding.message().endsWith(effect)) {
            return finding;
        }
        Finding told = Finding.of(finding.code(), finding.severity(), finding.section(), finding.message() + effect)
                .remedy(finding.remedy());
        told = finding.name().map(told::about).orElse(told);
        return finding.position().map(told::at).orElse(told);
    }

    private static String of(Finding finding) {
        if (KeyCode.LOOKUP_FAILED.is(finding)) {
            return " A verifier that gets no answer either ends in temperror.";
        }
        if (KeyCode.SHORT.is(finding)) {
            // RFC 8301 §3.2: verifiers have to take 1024 bits and more.
            return " Verifiers accept it, but it is easier to break than it should be.";
        }
        if (KeyCode.OTHER_KEY.is(finding)) {
            return " So no verifier accepts what the signer signs.";
        }
        boolean undefined = KeyCode.SEVERAL.is(finding);
        return undefined || finding.severity() != Severity.ERROR ? "" : NOT_ACCEPTED;
    }
}
