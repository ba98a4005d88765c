package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.dkim.canonical.BodyHash;
import org.signetmail.dkim.canonical.BodyHashes;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.canonical.Form;
import org.signetmail.dkim.canonical.SignedHeader;
import org.signetmail.dkim.diagnosis.BodyDiagnosis;
import org.signetmail.dkim.diagnosis.BodyType;
import org.signetmail.dkim.diagnosis.HeaderDiagnosis;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.KeyCache;
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

    /**
     * Has the body looked at closer than a verification needs.
     *
     * @param keptOctets how much of the canonical body to keep
     * @param others those of other signatures of the message; gets one more when none of them does
     */
    void diagnose(int keptOctets, List<BodyDiagnosis> others) {
        Form form = form(field.claims.bodyCanonicalization());
        for (BodyDiagnosis other : others) {
            if (other.isSame(form, algorithm().hash(), field.claims.bodyLength(), field.bodyHash)) {
                bodyDiagnosis = other;
                return;
            }
        }
        bodyDiagnosis = new BodyDiagnosis(
                form,
                algorithm().hash(),
                field.claims.bodyLength(),
                field.bodyHash,
                crypto,
                BodyType.of(index),
                keptOctets);
        others.add(bodyDiagnosis);
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
            return refused(KeyAnswer.failed(failed), "", null, coverage);
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            return refused(KeyAnswer.missing(answer), "", null, coverage);
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
        String others = several(found.records());
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
                break;
            }
            DkimKey facts = new DkimKey(key.bits(), key.testing(), found.authentic());
            KeyRefusal refusal = refusal(text, key);
            DkimProblem problem =
                    refusal != null || key.key() == null ? null : compute(key.key(), canonicalHeader, now);
            if (problem == DkimProblem.KEY_UNSAFE) {
                refusal = KeyRules.unusable(text, key);
            }
            if (refusal == null && problem == null) {
                triedKey = key.key();
                return outcome(null, "", facts, coverage);
            }
            if (first == null) {
                triedKey = key.key();
                first = refusal != null
                        ? refused(splitOr(refusal, found), others, facts, coverage)
                        : outcome(problem, others, facts, coverage);
            }
        }
        if (!large.isEmpty()) {
            return refused(KeyAnswer.tooLarge(large), "", null, coverage);
        }
        return first != null
                ? first
                : refused(
                        splitOr(KeyAnswer.noKeyRecord(found.records(), limits.tags()), found), others, null, coverage);
    }

    /** That there are several records at the name, when none of them serves; empty for one. */
    private String several(List<DnsRecord> records) {
        int most = limits.keyRecords();
        return records.size() < 2
                ? ""
                : "the name has " + records.size() + " TXT records, and may have one (RFC 6376)"
                        + (records.size() > most ? "; no more than " + most + " keys are tried" : "");
    }

    /** What is wrong with one record, unless several are one that was split. */
    private static KeyRefusal splitOr(KeyRefusal refusal, DnsAnswer.Found found) {
        Finding split = found.records().size() < 2 || refusal.problem() != DkimProblem.KEY_SYNTAX
                ? null
                : KeyAnswer.split(found.records());
        return split == null ? refusal : new KeyRefusal(refusal.problem(), split);
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

    /** Whether this key may vouch for this signature. */
    private @Nullable KeyRefusal refusal(String text, KeyRecord key) {
        KeyRefusal refusal = KeyRules.refusal(text, key, algorithm(), policy);
        // RFC 6376 §3.6.1 t=s: the domain of i= MUST NOT be a subdomain of d=.
        return refusal == null && key.strictDomain() && !identityIsAtDomain()
                ? KeyRules.strictDomain(domain(), field.claims.identity().orElseThrow())
                : refusal;
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
        HeaderDiagnosis headerFindings = new HeaderDiagnosis(
                field.own,
                header,
                field.claims.names(),
                index,
                form(field.claims.headerCanonicalization()),
                algorithm().hash(),
                field.signature,
                triedKey,
                crypto);
        List<DkimHint> hints = new Hints(field, header.coverage(), bodyFindings, headerFindings)
                .about(outcome.problem().orElse(null), index);
        Base64.Encoder base64 = Base64.getEncoder();
        return new DkimDiagnosis(
                new String(canonicalHeader.octets(), 0, canonicalHeader.length(), StandardCharsets.ISO_8859_1),
                base64.encodeToString(digest.digest()),
                bodyFindings.canonicalBody(),
                base64.encodeToString(body.hash()),
                hints,
                headerFindings.candidates(),
                headerFindings.octets(),
                bodyFindings.passes());
    }

    /** The outcome when there is no key for the signature. */
    private DkimOutcome refused(
            KeyRefusal refusal, String others, @Nullable DkimKey key, @Nullable BodyCoverage coverage) {
        String told = refusal.reason(Objects.requireNonNull(keyName));
        String more = others.isEmpty() ? "" : " " + Reasons.sentence(others, "");
        return told(refusal.problem(), told + more, key, coverage);
    }

    private DkimOutcome outcome(
            @Nullable DkimProblem problem, String detail, @Nullable DkimKey key, @Nullable BodyCoverage coverage) {
        return told(problem, reason(problem, detail), key, coverage);
    }

    private DkimOutcome told(
            @Nullable DkimProblem problem, String reason, @Nullable DkimKey key, @Nullable BodyCoverage coverage) {
        return new DkimOutcome(
                problem == null ? DkimResult.PASS : problem.result(),
                Optional.ofNullable(problem),
                reason,
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
