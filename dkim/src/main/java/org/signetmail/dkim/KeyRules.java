package org.signetmail.dkim;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.KeyFault;
import org.signetmail.dkim.keys.KeyRecord;
import org.signetmail.dkim.keys.KeyRecordParser;
import org.signetmail.dkim.tags.TagList;

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
     * Goes through the rules in order. What is wrong is put in words when it is asked: a verifier tells it of the first
     * of several keys alone.
     *
     * @param text the record of the key
     * @param key the same parsed
     * @param algorithm of the signature
     * @param policy says which RSA keys to take
     * @return the first rule that is against it, or null
     */
    static @Nullable Supplier<KeyRefusal> refusal(
            String text, KeyRecord key, DkimAlgorithm algorithm, DkimPolicy policy) {
        return new KeyRules(text, key, algorithm, policy).refusal();
    }

    /**
     * Goes through all rules.
     *
     * @param text the record of the key
     * @param key the same parsed
     * @param algorithm of the signatures
     * @return all that is against it, in the order of the rules
     */
    static List<Finding> all(String text, KeyRecord key, DkimAlgorithm algorithm) {
        KeyRules rules = new KeyRules(text, key, algorithm, DkimPolicy.DEFAULT);
        return Stream.of(rules.service(), rules.hash(), rules.data())
                .filter(Objects::nonNull)
                .map(refusal -> refusal.get().finding())
                .toList();
    }

    private @Nullable Supplier<KeyRefusal> refusal() {
        Supplier<KeyRefusal> refusal = service();
        refusal = refusal == null ? hash() : refusal;
        return refusal == null ? data() : refusal;
    }

    private String says(String tag) {
        return value(tag).isEmpty() ? "has " + tag + "= without a value" : "says " + tag + "=" + value(tag);
    }

    /** RFC 6376 §3.6.1 s=: a record that is not for this use. */
    private @Nullable Supplier<KeyRefusal> service() {
        return key.allowsEmail()
                ? null
                : () -> new KeyRefusal(
                        DkimProblem.KEY_SERVICE_EXCLUDED,
                        at("s", KeyCode.SERVICE.finding("The key is not for e-mail: its record " + says("s") + '.')));
    }

    /** RFC 6376 §3.6.1 h=. */
    private @Nullable Supplier<KeyRefusal> hash() {
        String hash = algorithm.hash().keyword();
        return key.allowsHash(hash)
                ? null
                : () -> new KeyRefusal(
                        DkimProblem.KEY_HASH_EXCLUDED,
                        at(
                                "h",
                                KeyCode.HASH.finding("The key is not for " + hash + ", which " + algorithm.keyword()
                                        + " needs: its record " + says("h") + '.')));
    }

    /** RFC 6376 §3.6.1 k=, p=. */
    private @Nullable Supplier<KeyRefusal> data() {
        if (key.fault() == KeyFault.REVOKED) {
            return () -> unusable(text, key);
        }
        if (!key.keyType().equals(algorithm.keyType())) {
            return () -> new KeyRefusal(DkimProblem.KEY_TYPE_MISMATCH, at("k", otherType()));
        }
        // RFC 8301 §3.2: fewer than 1024 bits are no signature; the count is of bits, 1023 are too few.
        if (algorithm != DkimAlgorithm.ED25519_SHA256 && key.bits() > 0) {
            int least = policy.minimumRsaBits();
            int most = policy.maximumRsaBits();
            if (key.bits() < least) {
                return () ->
                        new KeyRefusal(DkimProblem.KEY_TOO_SHORT, at("p", UnusableKey.tooShort(key.bits(), least)));
            }
            if (key.bits() > most) {
                return () -> new KeyRefusal(DkimProblem.KEY_TOO_LARGE, at("p", UnusableKey.tooLarge(key.bits(), most)));
            }
        }
        return key.fault() == null ? null : () -> unusable(text, key);
    }

    /** At the value of a tag, unless the finding has a place already or there is no such tag. */
    private Finding at(String name, Finding finding) {
        TagList.Tag tag = finding.position().isPresent()
                ? null
                : KeyRecordParser.tags(text).map(tags -> tags.tag(name)).orElse(null);
        return tag == null ? finding : finding.at(new Position(text, tag.start(), tag.end() - tag.start()));
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
        String elsewhere = "Publish the " + needed + " key with k=" + needed + ", under a selector of its own.";
        String written = value("k");
        if (written.isEmpty()) {
            return KeyCode.TYPE_MISMATCH
                    .finding("The key counts as RSA, as its record has no k=, and the signature is "
                            + algorithm.keyword() + '.')
                    .remedy(fits ? "Add the tag \"k=" + needed + "\": the key is one of that kind." : elsewhere);
        }
        Finding fault = key.fault() == KeyFault.TYPE_UNKNOWN ? UnusableKey.finding(text, key) : null;
        if (fault != null && !KeyCode.TYPE_UNKNOWN.is(fault)) {
            return fault;
        }
        return KeyCode.TYPE_MISMATCH
                .finding("The key is of another kind than the signature: its record says k=" + written + ", and "
                        + algorithm.keyword() + " needs k=" + needed + '.')
                .remedy(fits ? "Write \"k=" + needed + "\": the key is one of that kind." : elsewhere);
    }

    private String value(String tag) {
        return KeyRecordParser.tags(text)
                .map(tags -> tags.value(tag))
                .map(value -> Ascii.printable(value, SHOWN))
                .orElse("");
    }
}
