package org.signetmail.dkim;

import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.KeyFault;
import org.signetmail.dkim.keys.KeyRecord;
import org.signetmail.dkim.keys.KeyRecordParser;

/** Whether a key may vouch for a signature (RFC 6376 §6.1.2, steps 4 to 9). */
final class KeyRules {

    private static final int SHOWN = 60;

    private final String text;
    private final KeyRecord key;
    private final DkimAlgorithm algorithm;
    private final DkimPolicy policy;

    private KeyRules(String text, KeyRecord key, DkimAlgorithm algorithm, DkimPolicy policy) {
        this.text = text;
        this.key = key;
        this.algorithm = algorithm;
        this.policy = policy;
    }

    /**
     * Goes through the rules in order.
     *
     * @param text the record of the key
     * @param key the same parsed
     * @param algorithm of the signature
     * @param policy says which RSA keys to take
     * @return the first rule that is against it, or null
     */
    static @Nullable KeyRefusal refusal(String text, KeyRecord key, DkimAlgorithm algorithm, DkimPolicy policy) {
        return new KeyRules(text, key, algorithm, policy).refusal();
    }

    private @Nullable KeyRefusal refusal() {
        // RFC 6376 §3.6.1 s=, h=, k=: a record that is not for this use.
        if (!key.allowsEmail()) {
            return new KeyRefusal(
                    DkimProblem.KEY_SERVICE_EXCLUDED,
                    KeyCode.SERVICE.finding("The key is not for e-mail: its record says s=" + value("s") + '.'));
        }
        if (!key.allowsHash(algorithm.hash().keyword())) {
            return new KeyRefusal(
                    DkimProblem.KEY_HASH_EXCLUDED,
                    KeyCode.HASH.finding(
                            "The key is not for " + algorithm.hash().keyword() + ": its record says h=" + value("h")
                                    + ", and the signature is " + algorithm.keyword() + '.'));
        }
        if (key.fault() == KeyFault.REVOKED) {
            return unusable();
        }
        if (!key.keyType().equals(algorithm.keyType())) {
            return new KeyRefusal(DkimProblem.KEY_TYPE_MISMATCH, otherType());
        }
        // RFC 8301 §3.2: fewer than 1024 bits are no signature; the count is of bits, 1023 are too few.
        if (algorithm != DkimAlgorithm.ED25519_SHA256 && key.bits() > 0) {
            if (key.bits() < policy.minimumRsaBits()) {
                return new KeyRefusal(
                        DkimProblem.KEY_TOO_SHORT, UnusableKey.tooShort(key.bits(), policy.minimumRsaBits()));
            }
            if (key.bits() > policy.maximumRsaBits()) {
                return new KeyRefusal(
                        DkimProblem.KEY_TOO_LARGE, UnusableKey.tooLarge(key.bits(), policy.maximumRsaBits()));
            }
        }
        return key.fault() == null ? null : unusable();
    }

    private KeyRefusal unusable() {
        return unusable(text, key);
    }

    /** Why the key of a record cannot be used, whatever the signature. */
    static KeyRefusal unusable(String text, KeyRecord key) {
        Finding finding = UnusableKey.finding(text, key);
        return new KeyRefusal(key.fault() == null ? DkimProblem.KEY_UNSAFE : DkimProblem.of(key.fault()), finding);
    }

    /** RFC 6376 §3.6.1 t=s: the domain of i= MUST NOT be a subdomain of d=. */
    static KeyRefusal strictDomain(DomainName domain, String identity) {
        return new KeyRefusal(
                DkimProblem.KEY_STRICT_DOMAIN,
                KeyCode.STRICT_DOMAIN.finding("The key is for one domain alone (t=s): the signature has i="
                        + Ascii.printable(identity, SHOWN) + ", which is below d=" + domain + '.'));
    }

    private Finding otherType() {
        String needed = algorithm.keyType();
        KeyRecord asNeeded = KeyRecordParser.withType(text, needed);
        boolean fits = asNeeded != null && asNeeded.key() != null;
        String written = value("k");
        if (written.isEmpty()) {
            return KeyCode.TYPE_MISMATCH
                    .finding("The key counts as RSA, as its record has no k=, and the signature is "
                            + algorithm.keyword() + '.')
                    .remedy(
                            fits
                                    ? "Write k=" + needed + "; in front of p=: the key is one of that kind."
                                    : "Publish the " + needed + " key with k=" + needed
                                            + ", under a selector of its own.");
        }
        Finding fault = key.fault() == KeyFault.TYPE_UNKNOWN ? UnusableKey.finding(text, key) : null;
        if (fault != null && !KeyCode.TYPE_UNKNOWN.is(fault)) {
            return fault;
        }
        return KeyCode.TYPE_MISMATCH
                .finding("The key is of another kind than the signature: its record says k=" + written + ", and "
                        + algorithm.keyword() + " needs k=" + needed + '.')
                .remedy(
                        fits
                                ? "Write k=" + needed + ": the key is one of that kind."
                                : "Publish the " + needed + " key with k=" + needed + ", under a selector of its own.");
    }

    private String value(String tag) {
        return KeyRecordParser.tags(text)
                .map(tags -> tags.value(tag))
                .map(value -> Ascii.printable(value, SHOWN))
                .orElse("");
    }
}
