package org.signetmail.dkim;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.dkim.keys.KeyRecord;
import org.signetmail.dkim.keys.KeyRecordParser;
import org.signetmail.dkim.keys.PublicKeys;
import org.signetmail.dkim.keys.VerificationKey;

/**
 * Tells whether a key is published as its signatures need it (RFC 6376 §3.6): to be called when a service starts and then
 * from time to time, never while mail is sent. Immutable and thread-safe.
 *
 * <pre>{@code
 * KeyReport report = KeyCheck.using(resolver).check("example.com", "s2026", key);
 * if (report.breaksSignatures()) {
 *     alert(report.findings());
 * }
 * }</pre>
 */
public final class KeyCheck {

    private static final int MAX_TAGS = DkimLimits.DEFAULT.tags();

    private final DnsResolver resolver;

    private KeyCheck(DnsResolver resolver) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
    }

    /**
     * Makes a check.
     *
     * @param resolver asked for the key record
     * @return a check
     */
    public static KeyCheck using(DnsResolver resolver) {
        return new KeyCheck(resolver);
    }

    /**
     * Compares a key with what is published for it.
     *
     * @param domain {@code d=}
     * @param selector {@code s=}
     * @param key the key that will sign. Where its public half is not known, only the record is looked at
     * @return what there is to say
     * @throws IllegalArgumentException when the domain or the selector is not a domain name
     */
    public KeyReport check(String domain, String selector, SigningKey key) {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(key, "key");
        DomainName name = DomainName.of(selector + "._domainkey." + domain);
        DnsAnswer answer = DnsLookups.join(resolver).await(name, RecordType.TXT);
        return new KeyReport(
                name,
                findings(answer, key).stream()
                        .map(finding ->
                                KeyRefusal.named(finding, name.toString()).about(name))
                        .toList());
    }

    private static List<Finding> findings(DnsAnswer answer, SigningKey key) {
        List<Finding> findings = new ArrayList<>(DkimKeyLint.of(answer, key.algorithm()));
        DnsRecord.Txt published =
                answer instanceof DnsAnswer.Found found ? KeyAnswer.keyRecord(found.records(), MAX_TAGS) : null;
        Optional.ofNullable(published)
                .flatMap(txt -> KeyRecordParser.parse(txt.octets(), MAX_TAGS))
                .flatMap(record -> comparison(record, key))
                .map(KeyEffect::told)
                .ifPresent(findings::add);
        return findings;
    }

    /** Nothing when there is no key that could be compared: then that has been told. */
    private static Optional<Finding> comparison(KeyRecord record, SigningKey key) {
        VerificationKey published = record.key();
        if (published == null || !record.keyType().equals(key.algorithm().keyType())) {
            return Optional.empty();
        }
        Optional<PublicKey> publicKey = key.publicKey();
        if (publicKey.isEmpty()) {
            return Optional.of(KeyCode.NOT_COMPARED.finding(
                    "The key is published and was not compared: the signing key does not tell its public half."));
        }
        VerificationKey own = PublicKeys.verificationKey(publicKey.get());
        if (own.isSame(published)) {
            return Optional.of(KeyCode.MATCHES.finding("The key is published, and is that of the signer."));
        }
        String bits = own.bits() == published.bits()
                ? "another key of " + own.bits() + " bits is published."
                : "a key of " + published.bits() + " bits is published, and the signer's has " + own.bits() + '.';
        return Optional.of(KeyCode.OTHER_KEY.finding("The key is not that of the signer: " + bits));
    }
}
