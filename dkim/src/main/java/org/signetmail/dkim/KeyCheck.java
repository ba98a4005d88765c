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
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.KeyFault;
import org.signetmail.dkim.keys.KeyRecord;
import org.signetmail.dkim.keys.KeyRecordParser;
import org.signetmail.dkim.keys.PublicKeys;
import org.signetmail.dkim.keys.RsaKey;
import org.signetmail.dkim.keys.VerificationKey;
import org.signetmail.dkim.tags.TagList;

/**
 * Tells whether a key is published as its signatures need it (RFC 6376 §3.6): to be called when a service starts and then
 * from time to time, never while mail is sent. Immutable and thread-safe.
 *
 * <pre>{@code
 * List<KeyFinding> findings = KeyCheck.using(resolver).check("example.com", "s2026", key);
 * if (findings.stream().anyMatch(KeyFinding::breaksSignatures)) {
 *     alert(findings);
 * }
 * }</pre>
 */
public final class KeyCheck {

    private static final int GOOD_RSA_BITS = 2048;

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
     * @return what there is to say, in the order of finding; {@link KeyFinding.Kind#MATCHES} comes last and alone says that
     *     all is well
     * @throws IllegalArgumentException when the domain or the selector is not a domain name
     */
    public List<KeyFinding> check(String domain, String selector, SigningKey key) {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(key, "key");
        DomainName name = DomainName.of(selector + "._domainkey." + domain);
        DnsAnswer answer = DnsLookups.join(resolver).await(name, RecordType.TXT);
        if (answer instanceof DnsAnswer.Failed failed) {
            return List.of(new KeyFinding(KeyFinding.Kind.LOOKUP_FAILED, name + ": " + failed.reason()));
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            return List.of(new KeyFinding(KeyFinding.Kind.NOT_PUBLISHED, name.toString()));
        }
        List<KeyFinding> findings = new ArrayList<>();
        if (found.records().size() > 1) {
            findings.add(new KeyFinding(
                    KeyFinding.Kind.SEVERAL_RECORDS, found.records().size() + " at " + name));
        }
        String text = keyText(found.records());
        for (DnsRecord each : found.records()) {
            if (each instanceof DnsRecord.LongTxt large) {
                findings.add(new KeyFinding(KeyFinding.Kind.NOT_A_KEY_RECORD, large.problem()));
            }
        }
        if (text.isEmpty() && !findings.isEmpty() && found.records().size() == 1) {
            return List.copyOf(findings);
        }
        KeyRecord record =
                KeyRecordParser.parse(text, DkimLimits.DEFAULT.tags()).orElse(null);
        if (record == null) {
            findings.add(new KeyFinding(KeyFinding.Kind.NOT_A_KEY_RECORD, Ascii.printable(text, 100)));
            findings.addAll(faultsOfText(text));
            return List.copyOf(findings);
        }
        findings.addAll(faultsOfText(text));
        findings.addAll(restrictions(record, key.algorithm()));
        findings.addAll(comparison(record, key));
        return List.copyOf(findings);
    }

    /** The first record that is a key record, as a verifier takes it; else the first. */
    private static String keyText(List<DnsRecord> records) {
        String first = "";
        for (DnsRecord record : records) {
            String text = record instanceof DnsRecord.Txt txt ? txt.octets() : "";
            if (KeyRecordParser.parse(text, DkimLimits.DEFAULT.tags()).isPresent()) {
                return text;
            }
            first = first.isEmpty() ? text : first;
        }
        return first;
    }

    /** What goes wrong when a long record is split by hand: the strings of a TXT record are joined with nothing. */
    private static List<KeyFinding> faultsOfText(String text) {
        List<KeyFinding> findings = new ArrayList<>();
        if (text.indexOf('"') >= 0) {
            findings.add(new KeyFinding(KeyFinding.Kind.QUOTES_IN_RECORD, ""));
        }
        TagList tags = KeyRecordParser.tags(text).orElse(null);
        byte[] dense = tags == null ? null : tags.withoutFws("p");
        String written = tags == null ? null : tags.value("p");
        if (dense != null && written != null && dense.length < written.length()) {
            findings.add(new KeyFinding(KeyFinding.Kind.WHITE_SPACE_IN_KEY, ""));
        }
        if (tags != null && tags.tag("v") == null) {
            findings.add(new KeyFinding(KeyFinding.Kind.NO_VERSION, ""));
        }
        return findings;
    }

    private static List<KeyFinding> restrictions(KeyRecord record, DkimAlgorithm algorithm) {
        List<KeyFinding> findings = new ArrayList<>();
        if (!record.allowsEmail()) {
            findings.add(new KeyFinding(KeyFinding.Kind.NOT_FOR_EMAIL, ""));
        }
        if (!record.allowsHash(algorithm.hash().keyword())) {
            findings.add(new KeyFinding(
                    KeyFinding.Kind.HASH_EXCLUDED, algorithm.hash().keyword()));
        }
        if (record.testing()) {
            findings.add(new KeyFinding(KeyFinding.Kind.TESTING, ""));
        }
        if (record.strictDomain()) {
            findings.add(new KeyFinding(KeyFinding.Kind.STRICT_DOMAIN, ""));
        }
        return findings;
    }

    private static List<KeyFinding> comparison(KeyRecord record, SigningKey key) {
        if (record.fault() == KeyFault.REVOKED) {
            return List.of(new KeyFinding(KeyFinding.Kind.REVOKED, ""));
        }
        if (!record.keyType().equals(key.algorithm().keyType())) {
            return List.of(new KeyFinding(KeyFinding.Kind.OTHER_TYPE, "k=" + Ascii.printable(record.keyType(), 40)));
        }
        VerificationKey published = record.key();
        if (published == null) {
            String why =
                    record.fault() == null ? "" : DkimProblem.of(record.fault()).description();
            return List.of(new KeyFinding(KeyFinding.Kind.UNUSABLE_KEY, why));
        }
        List<KeyFinding> findings = new ArrayList<>();
        if (published instanceof RsaKey && published.bits() < DkimPolicy.DEFAULT.minimumRsaBits()) {
            findings.add(new KeyFinding(KeyFinding.Kind.TOO_SHORT, published.bits() + " bits"));
        } else if (published instanceof RsaKey && published.bits() < GOOD_RSA_BITS) {
            findings.add(new KeyFinding(KeyFinding.Kind.SHORT, published.bits() + " bits"));
        }
        Optional<PublicKey> publicKey = key.publicKey();
        if (publicKey.isEmpty()) {
            findings.add(new KeyFinding(KeyFinding.Kind.NOT_COMPARED, ""));
        } else if (PublicKeys.verificationKey(publicKey.get()).isSame(published)) {
            findings.add(new KeyFinding(KeyFinding.Kind.MATCHES, ""));
        } else {
            findings.add(new KeyFinding(KeyFinding.Kind.OTHER_KEY, ""));
        }
        return findings;
    }
}
