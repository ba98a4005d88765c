package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsFailure;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.BodyHash;
import org.signetmail.dkim.canonical.BodyHashes;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.canonical.SignedHeader;
import org.signetmail.dkim.diagnosis.BodyDiagnosis;
import org.signetmail.dkim.diagnosis.HeaderDiagnosis;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.KeyCache;
import org.signetmail.dkim.keys.KeyFault;
import org.signetmail.dkim.keys.KeyRecord;
import org.signetmail.dkim.keys.VerificationKey;
import org.signetmail.dkim.tags.OctetBuffer;

/**
 * The verification of one signature, from top to bottom as RFC 6376 §6.1 has it: the field (§6.1.1) when the header is
 * there, then the key (§6.1.2) and the computation (§6.1.3) when the body is.
 */
final class SignatureCheck {

    private static final DomainName DOMAINKEY = DomainName.of("_domainkey");

    private final DkimSignatureField field;
    private final FieldIndex index;
    private final SignedHeader<SignedField> header;
    private final DkimPolicy policy;
    private final DkimLimits limits;
    private final Crypto crypto;

    /** Set by {@link #refuse} before anything is computed. */
    private @Nullable DkimProblem refusal;

    private String refusalDetail = "";
    private @Nullable DomainName keyName;
    private @Nullable BodyHash bodyHash;
    private @Nullable BodyDiagnosis bodyDiagnosis;

    /** The key that the outcome is about. */
    private @Nullable VerificationKey triedKey;

    SignatureCheck(DkimSignatureField field, FieldIndex index, DkimOptions options, Crypto crypto, Instant now) {
        this.field = field;
        this.index = index;
        this.header = SignedHeader.select(field.claims.names(), index, field.own.field(), SignedField::new);
        this.policy = options.policy();
        this.limits = options.limits();
        this.crypto = crypto;
        checkField(now);
    }

    DkimSignature claims() {
        return field.claims;
    }

    /** RFC 6376 §6.1.1: what the field alone tells, and what the policy has against it. */
    private void checkField(Instant now) {
        DkimSignature claims = field.claims;
        if (field.problem != null) {
            refuse(field.problem, field.detail);
            return;
        }
        DomainName domain = claims.domain().orElseThrow();
        // RFC 8301 §3.1: verifiers MUST NOT verify rsa-sha1.
        if (algorithm() == DkimAlgorithm.RSA_SHA1 && !policy.historicAlgorithms()) {
            refuse(DkimProblem.ALGORITHM_HISTORIC, "");
        }
        // RFC 6376 §3.5 x=: the time at which the message came in counts, and no skew is granted.
        Instant expiry = claims.expiresAt().orElse(Instant.MAX);
        if (now.isAfter(expiry)) {
            refuse(DkimProblem.EXPIRED, "at " + expiry);
        }
        // RFC 6376 §6.1.1: domains at which anybody may register are no signers to go by.
        if (policy.refusedDomains().contains(domain)) {
            refuse(DkimProblem.DOMAIN_REFUSED, domain.toString());
        }
        for (String name : policy.requiredFields()) {
            if (timesSigned(name) < index.named(name).size()) {
                refuse(DkimProblem.FIELD_NOT_SIGNED, name);
            }
        }
        keyName = claims.selector()
                .flatMap(selector -> DOMAINKEY.prepend(selector))
                .flatMap(selector -> domain.prepend(selector))
                .orElse(null);
        if (keyName == null) {
            refuse(DkimProblem.SELECTOR_INVALID, "the name of the key is too long");
        }
    }

    /** How often {@code h=} has a name, given in lower case. */
    private int timesSigned(String name) {
        for (SignedField covered : header.coverage()) {
            if (covered.name().equals(name)) {
                return covered.signed();
            }
        }
        return 0;
    }

    /** Ends the check before it has begun, unless it has ended already. */
    void refuse(DkimProblem problem, String detail) {
        if (refusal == null) {
            refusal = problem;
            refusalDetail = detail;
        }
    }

    boolean isRefused() {
        return refusal != null;
    }

    private static Form form(Optional<Canonicalization> canonicalization) {
        return canonicalization.orElseThrow().form();
    }

    private DkimAlgorithm algorithm() {
        return field.claims.algorithm().orElseThrow();
    }

    /** The signing domain; only of a check that is not refused. */
    DomainName domain() {
        return field.claims.domain().orElseThrow();
    }

    /** Sends what the check will need on its way: the question for the key, and the order for the body's hash. */
    void start(DnsLookups lookups, BodyHashes hashes) {
        if (keyName != null) {
            lookups.prefetch(keyName, RecordType.TXT);
        }
        bodyHash = hashes.add(
                form(field.claims.bodyCanonicalization()), algorithm().hash(), field.claims.bodyLength(), crypto);
    }

    /** Has the body looked at closer than a verification needs. */
    BodyDiagnosis diagnose(int keptOctets) {
        bodyDiagnosis = new BodyDiagnosis(
                form(field.claims.bodyCanonicalization()),
                algorithm().hash(),
                field.claims.bodyLength(),
                field.bodyHash,
                crypto,
                keptOctets);
        return bodyDiagnosis;
    }

    /**
     * Finishes the check, when the body is complete.
     *
     * @param lookups wait for the key
     * @param cache remembers keys
     * @param canonicalHeader scratch space
     * @param now the time of the verification
     * @return the outcome
     */
    DkimOutcome finish(DnsLookups lookups, KeyCache cache, OctetBuffer canonicalHeader, Instant now) {
        DkimOutcome outcome = evaluate(lookups, cache, canonicalHeader, now);
        return bodyDiagnosis == null || bodyHash == null
                ? outcome
                : outcome.withDiagnosis(diagnosis(outcome, bodyDiagnosis, bodyHash, canonicalHeader));
    }

    private DkimOutcome evaluate(DnsLookups lookups, KeyCache cache, OctetBuffer canonicalHeader, Instant now) {
        BodyHash body = bodyHash;
        DomainName name = keyName;
        if (refusal != null || body == null || name == null) {
            return outcome(refusal, refusalDetail, null, null);
        }
        long signedLength = field.claims.bodyLength().orElse(body.total());
        // RFC 6376 §3.5 l=: MUST NOT be larger than the canonical body.
        if (signedLength > body.total()) {
            return outcome(DkimProblem.BODY_TOO_SHORT, body.total() + " octets of " + signedLength, null, null);
        }
        BodyCoverage coverage = new BodyCoverage(signedLength, body.total());
        // RFC 6376 §8.2: what is behind l= may be anybody's.
        if (coverage.unsigned() > 0 && !policy.partialBodies()) {
            return outcome(DkimProblem.BODY_PARTLY_SIGNED, coverage.unsigned() + " of them", null, coverage);
        }
        // RFC 6376 §6.1.2: get the public key.
        DnsAnswer answer = lookups.await(name, RecordType.TXT);
        if (answer instanceof DnsAnswer.Failed failed) {
            return lookupFailed(name, failed, coverage);
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            return outcome(DkimProblem.KEY_MISSING, name.toString(), null, coverage);
        }
        return tryKeys(found, cache, coverage, canonicalHeader, now);
    }

    /**
     * Interpretation of RFC 6376 §3.6.2.2, which leaves several records at one name undefined, and of §6.1.2, which lets
     * the verifier try them: those that are no key records are left out, the first few of the others tried, and the
     * first error told when none verifies.
     */
    private DkimOutcome tryKeys(
            DnsAnswer.Found found, KeyCache cache, BodyCoverage coverage, OctetBuffer canonicalHeader, Instant now) {
        DkimOutcome first = null;
        int tried = 0;
        String untried = "";
        String large = "";
        for (DnsRecord record : found.records()) {
            String text = record instanceof DnsRecord.Txt txt ? txt.octets() : "";
            String tooLarge = tooLarge(record);
            KeyRecord key =
                    tooLarge.isEmpty() ? cache.parse(text, limits.tags()).orElse(null) : null;
            large = large.isEmpty() ? tooLarge : large;
            if (key == null) {
                continue;
            }
            if (tried++ == limits.keyRecords()) {
                untried = "more key records than the " + limits.keyRecords() + " tried";
                break;
            }
            DkimKey facts = new DkimKey(key.bits(), key.testing(), found.authentic());
            DkimProblem problem = keyProblem(key);
            if (problem == null && key.key() != null) {
                problem = compute(key.key(), canonicalHeader, now);
            }
            DkimOutcome outcome = outcome(problem, "", facts, coverage);
            if (first == null || problem == null) {
                first = outcome;
                triedKey = key.key();
            }
            if (problem == null) {
                return outcome;
            }
        }
        if (!large.isEmpty()) {
            return outcome(DkimProblem.KEY_TOO_LARGE, keyName + " has " + large, null, coverage);
        }
        if (first != null && !untried.isEmpty()) {
            return outcome(first.problem().orElse(null), untried, first.key().orElse(null), coverage);
        }
        return first != null ? first : noKeyRecord(found.records(), coverage);
    }

    /** What is over which bound; empty when nothing is. Its version may be left out, so every long record may be a key's. */
    private String tooLarge(DnsRecord record) {
        if (record instanceof DnsRecord.LongTxt large) {
            return large.problem();
        }
        int most = limits.keyRecordOctets();
        return record instanceof DnsRecord.Txt txt && txt.octets().length() > most
                ? "a TXT record of " + txt.octets().length() + " octets, over the bound of " + most
                : "";
    }

    private DkimOutcome lookupFailed(DomainName name, DnsAnswer.Failed failed, BodyCoverage coverage) {
        // RFC 6376 §6.1.2: "If the query for the public key fails to respond, the Verifier MAY seek a later
        // verification attempt"; an answer over a bound of ours is no smaller then.
        DkimProblem problem =
                failed.reason() == DnsFailure.TOO_LARGE ? DkimProblem.KEY_TOO_LARGE : DkimProblem.KEY_LOOKUP_FAILED;
        String why = failed.detail().isEmpty() ? "" : " (" + Ascii.printable(failed.detail(), 200) + ")";
        return outcome(problem, name + ": " + failed.reason() + why, null, coverage);
    }

    private DkimOutcome noKeyRecord(List<DnsRecord> records, BodyCoverage coverage) {
        String shown = records.get(0) instanceof DnsRecord.Txt txt ? txt.octets() : "";
        String detail = shown.isEmpty()
                ? "the key record is empty, as of a key that was taken out"
                : keyName + " has \"" + Ascii.printable(shown, 60) + "\"";
        return outcome(DkimProblem.KEY_SYNTAX, detail, null, coverage);
    }

    /** RFC 6376 §6.1.2, steps 4 to 9: whether this key may vouch for this signature. */
    private @Nullable DkimProblem keyProblem(KeyRecord key) {
        // RFC 6376 §3.6.1 s=, h=, k=: a record that is not for this use.
        if (!key.allowsEmail()) {
            return DkimProblem.KEY_SERVICE_EXCLUDED;
        }
        if (!key.allowsHash(algorithm().hash().keyword())) {
            return DkimProblem.KEY_HASH_EXCLUDED;
        }
        if (key.fault() == KeyFault.REVOKED) {
            return DkimProblem.KEY_REVOKED;
        }
        if (!key.keyType().equals(algorithm().keyType())) {
            return DkimProblem.KEY_TYPE_MISMATCH;
        }
        // RFC 8301 §3.2: fewer than 1024 bits are no signature; the count is of bits, 1023 are too few.
        if (algorithm() != DkimAlgorithm.ED25519_SHA256 && key.bits() > 0) {
            if (key.bits() < policy.minimumRsaBits()) {
                return DkimProblem.KEY_TOO_SHORT;
            }
            if (key.bits() > policy.maximumRsaBits()) {
                return DkimProblem.KEY_TOO_LARGE;
            }
        }
        if (key.fault() != null) {
            return DkimProblem.of(key.fault());
        }
        // RFC 6376 §3.6.1 t=s: the domain of i= MUST NOT be a subdomain of d=.
        if (key.strictDomain() && !identityIsAtDomain()) {
            return DkimProblem.KEY_STRICT_DOMAIN;
        }
        return null;
    }

    private boolean identityIsAtDomain() {
        String identity = field.claims.identity().orElseThrow();
        return DomainName.parse(identity.substring(identity.lastIndexOf('@') + 1))
                .equals(field.claims.domain());
    }

    /** RFC 6376 §6.1.3: the body's hash, then the signature over the header. */
    private @Nullable DkimProblem compute(VerificationKey key, OctetBuffer canonicalHeader, Instant now) {
        if (bodyHash == null || !MessageDigest.isEqual(bodyHash.hash(), field.bodyHash)) {
            return DkimProblem.BODY_HASH_MISMATCH;
        }
        header.canonicalize(form(field.claims.headerCanonicalization()), field.own, canonicalHeader);
        try {
            if (!key.verifies(
                    algorithm().hash(), canonicalHeader.octets(), canonicalHeader.length(), field.signature, crypto)) {
                return DkimProblem.SIGNATURE_MISMATCH;
            }
        } catch (InvalidKeyException e) {
            return DkimProblem.KEY_UNSAFE;
        }
        // RFC 6376 §3.5 t=: a time to come may be refused; only a signature that is one can be said to have a time.
        Instant signedAt = field.claims.signedAt().orElse(now);
        if (Duration.between(now, signedAt).compareTo(policy.clockSkew()) > 0) {
            return DkimProblem.SIGNED_IN_FUTURE;
        }
        return null;
    }

    private DkimDiagnosis diagnosis(
            DkimOutcome outcome, BodyDiagnosis bodyFindings, BodyHash body, OctetBuffer canonicalHeader) {
        header.canonicalize(form(field.claims.headerCanonicalization()), field.own, canonicalHeader);
        MessageDigest digest = crypto.digest(algorithm().hash());
        digest.update(canonicalHeader.octets(), 0, canonicalHeader.length());
        Hints hints = new Hints(
                field,
                header.coverage(),
                bodyFindings,
                new HeaderDiagnosis(field.own, header, algorithm().hash(), field.signature, triedKey, crypto));
        Base64.Encoder base64 = Base64.getEncoder();
        return new DkimDiagnosis(
                new String(canonicalHeader.octets(), 0, canonicalHeader.length(), StandardCharsets.ISO_8859_1),
                base64.encodeToString(digest.digest()),
                bodyFindings.canonicalBody(),
                base64.encodeToString(body.hash()),
                hints.about(
                        outcome.problem().orElse(null),
                        !index.named("x-mime-autoconverted").isEmpty()));
    }

    private DkimOutcome outcome(
            @Nullable DkimProblem problem, String detail, @Nullable DkimKey key, @Nullable BodyCoverage coverage) {
        return new DkimOutcome(
                problem == null ? DkimResult.PASS : problem.result(),
                Optional.ofNullable(problem),
                reason(problem, detail),
                field.claims,
                Optional.ofNullable(key),
                Optional.ofNullable(coverage),
                header.coverage(),
                Optional.empty());
    }

    private String reason(@Nullable DkimProblem problem, String detail) {
        if (problem == null) {
            return "The signature of " + field.claims.domain().orElseThrow() + " verifies.";
        }
        return Reasons.sentence(problem, detail);
    }
}
