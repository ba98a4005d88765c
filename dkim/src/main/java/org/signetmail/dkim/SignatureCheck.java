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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.internal.Ascii;
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
import org.signetmail.dkim.tags.TagValues;

/**
 * The verification of one signature, from top to bottom as RFC 6376 §6.1 has it: the field (§6.1.1) when the header is
 * there, then the key (§6.1.2) and the computation (§6.1.3) when the body is.
 */
final class SignatureCheck {

    private static final DomainName DOMAINKEY = DomainName.of("_domainkey");

    private static final int CRLF = 2;

    private static final int MAX_DIGITS = 40;

    private static final Duration TEN_YEARS = Duration.ofDays(3650);

    private final DkimSignatureField field;
    private final FieldIndex index;
    private final SignedHeader<SignedField> header;
    private final DkimPolicy policy;
    private final DkimLimits limits;
    private final Crypto crypto;

    /** Set by {@link #refuse} before anything is computed. */
    private @Nullable Refusal refusal;

    /** Whether {@code x=} has passed: the signature is checked all the same, for its sentence. */
    private boolean expired;

    private @Nullable BodyHashes bodies;
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
        if (field.refusal != null) {
            refuse(field.refusal);
            return;
        }
        DomainName domain = claims.domain().orElseThrow();
        // RFC 8301 §3.1: verifiers MUST NOT verify rsa-sha1.
        if (algorithm() == DkimAlgorithm.RSA_SHA1 && !policy.historicAlgorithms()) {
            refuse(Refusal.of(
                    DkimProblem.ALGORITHM_HISTORIC,
                    "The signature is rsa-sha1, which no verifier may take for valid since RFC 8301.",
                    "Have the signer use rsa-sha256."));
        }
        // RFC 6376 §3.5 x=: the time at which the message came in counts, and no skew is granted.
        expired = refusal == null && now.isAfter(claims.expiresAt().orElse(Instant.MAX));
        // RFC 6376 §6.1.1: domains at which anybody may register are no signers to go by.
        if (policy.refusedDomains().contains(domain)) {
            refuse(Refusal.of(
                    DkimProblem.DOMAIN_REFUSED,
                    "The domain " + domain
                            + " may not sign: it is one of those that this host refuses (refusedDomains).",
                    "Sign with a domain below it."));
        }
        for (String name : policy.requiredFields()) {
            int present = index.named(name).size();
            if (timesSigned(name) < present) {
                refuse(Refusal.of(
                        DkimProblem.FIELD_NOT_SIGNED,
                        "The signature has to cover all fields called " + Ascii.printable(name, 60)
                                + " (requiredFields): there are " + present + ", and h= names " + timesSigned(name)
                                + ".",
                        "Have the signer sign all of them."));
            }
        }
        keyName = claims.selector()
                .flatMap(selector -> DOMAINKEY.prepend(selector))
                .flatMap(selector -> domain.prepend(selector))
                .orElse(null);
        if (keyName == null) {
            refuse(Refusal.of(
                    DkimProblem.SELECTOR_INVALID,
                    "The selector, ._domainkey and the domain make a name of more than 253 octets, which DNS does not have.",
                    "Have the signer use a shorter selector."));
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
    void refuse(Refusal reason) {
        if (refusal == null) {
            refusal = reason;
        }
    }

    boolean isExpired() {
        return expired;
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
        bodies = hashes;
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
        DkimOutcome checked = evaluate(lookups, cache, canonicalHeader, now);
        DkimOutcome outcome = expired ? expired(checked, now) : checked;
        return bodyDiagnosis == null || bodyHash == null
                ? outcome
                : outcome.withDiagnosis(diagnosis(checked, bodyDiagnosis, bodyHash, canonicalHeader));
    }

    private DkimOutcome evaluate(DnsLookups lookups, KeyCache cache, OctetBuffer canonicalHeader, Instant now) {
        BodyHash body = bodyHash;
        DomainName name = keyName;
        if (refusal != null || body == null || name == null) {
            return told(refusal, null, null);
        }
        long signedLength = field.claims.bodyLength().orElse(body.total());
        // RFC 6376 §3.5 l=: MUST NOT be larger than the canonical body.
        if (signedLength > body.total()) {
            return told(tooShort(signedLength, body.total()), null, null);
        }
        BodyCoverage coverage = new BodyCoverage(signedLength, body.total(), body.unhashedLines());
        // RFC 6376 §8.2: what is behind l= may be anybody's; not so a line end that canonicalization adds to the last
        // line.
        if (coverage.unsigned() > (endsWithLineEnd() ? 0 : CRLF) && !policy.partialBodies()) {
            return told(
                    Refusal.of(
                            DkimProblem.BODY_PARTLY_SIGNED,
                            OutcomeFindings.unsignedPart(coverage),
                            OutcomeFindings.SIGN_WHOLE_BODIES),
                    null,
                    coverage);
        }
        // RFC 6376 §6.1.2: get the public key.
        DnsAnswer answer = lookups.await(name, RecordType.TXT);
        if (answer instanceof DnsAnswer.Failed failed) {
            return refused(KeyAnswer.failed(failed), answer, coverage);
        }
        if (!(answer instanceof DnsAnswer.Found found)) {
            return refused(KeyAnswer.missing(answer), answer, coverage);
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
            Supplier<Refusal> why = check(text, key, facts, found, canonicalHeader);
            if (why == null) {
                triedKey = key.key();
                return told(inFuture(now), facts, coverage);
            }
            if (first == null) {
                triedKey = key.key();
                first = told(why.get(), facts, coverage);
            }
        }
        if (!large.isEmpty()) {
            return refused(KeyAnswer.tooLarge(large), found, coverage);
        }
        return first != null
                ? first
                : refused(
                        splitOr(KeyAnswer.noKeyRecord(found.records(), limits.tags()), found.records()),
                        found,
                        coverage);
    }

    /**
     * Why the signature does not verify with one key, to be put in words when it is told; null when it does.
     *
     * <p>Whoever publishes the keys says how many there are and what is wrong with each.
     */
    private @Nullable Supplier<Refusal> check(
            String text, KeyRecord key, DkimKey facts, DnsAnswer.Found found, OctetBuffer canonicalHeader) {
        Supplier<KeyRefusal> refusal = refusal(text, key);
        if (refusal != null) {
            return () -> about(splitOr(refusal.get(), found.records()), found);
        }
        VerificationKey usable = key.key();
        DkimProblem problem = usable == null ? DkimProblem.KEY_UNSAFE : compute(usable, canonicalHeader);
        if (problem == null) {
            return null;
        }
        return problem == DkimProblem.KEY_UNSAFE
                ? () -> about(KeyRules.unusable(text, key), found)
                : () -> mismatch(problem, facts, several(found.records()));
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
    private static KeyRefusal splitOr(KeyRefusal refusal, List<DnsRecord> records) {
        Finding split =
                records.size() < 2 || refusal.problem() != DkimProblem.KEY_SYNTAX ? null : KeyAnswer.split(records);
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
    private @Nullable Supplier<KeyRefusal> refusal(String text, KeyRecord key) {
        Supplier<KeyRefusal> refusal = KeyRules.refusal(text, key, algorithm(), policy);
        // RFC 6376 §3.6.1 t=s: the domain of i= MUST NOT be a subdomain of d=.
        return refusal == null && key.strictDomain() && !identityIsAtDomain()
                ? () -> KeyRules.strictDomain(domain(), field.claims.identity().orElseThrow())
                : refusal;
    }

    private boolean identityIsAtDomain() {
        String identity = field.claims.identity().orElseThrow();
        return DomainName.parse(identity.substring(identity.lastIndexOf('@') + 1))
                .equals(field.claims.domain());
    }

    /** RFC 6376 §6.1.3: the body's hash, then the signature over the header. */
    private @Nullable DkimProblem compute(VerificationKey key, OctetBuffer canonicalHeader) {
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
    private DkimOutcome refused(KeyRefusal refusal, DnsAnswer answer, BodyCoverage coverage) {
        return told(about(refusal, answer), null, coverage);
    }

    /** With the name of the key, and what else there is to say of the answer. */
    private Refusal about(KeyRefusal refusal, DnsAnswer answer) {
        String others = answer instanceof DnsAnswer.Found found ? several(found.records()) : "";
        Optional<DomainName> alias = answer instanceof DnsAnswer.Found found ? found.canonical() : Optional.empty();
        return refusal.about(Objects.requireNonNull(keyName), others, alias);
    }

    private boolean endsWithLineEnd() {
        return bodies != null && bodies.endsWithLineEnd();
    }

    private Refusal mismatch(DkimProblem problem, DkimKey key, String others) {
        Mismatch mismatch = new Mismatch(field, header.coverage());
        BodyHash body = bodyHash;
        return problem == DkimProblem.BODY_HASH_MISMATCH && body != null
                ? mismatch.body(body)
                : mismatch.header(key, others);
    }

    private DkimOutcome told(@Nullable Refusal why, @Nullable DkimKey key, @Nullable BodyCoverage coverage) {
        return new DkimOutcome(
                why,
                field.claims,
                Optional.ofNullable(key),
                Optional.ofNullable(coverage),
                header.coverage(),
                header.coverage().isEmpty() ? UnsignedFields.NONE : UnsignedFields.find(header.coverage(), index),
                Optional.empty());
    }

    private static Refusal tooShort(long signed, long total) {
        return Refusal.of(
                DkimProblem.BODY_TOO_SHORT,
                "The signature covers " + signed + " octets of the body (l=), and it has " + total
                        + ": the end of the body was cut off, or white space in it.",
                "Look for what shortens the body between the signer and here.");
    }

    private DkimOutcome expired(DkimOutcome checked, Instant now) {
        Instant expiry = field.claims.expiresAt().orElseThrow();
        StringBuilder message = new StringBuilder("The signature expired ")
                .append(PlainTime.between(expiry, now))
                .append(" ago: x=")
                .append(expiry.getEpochSecond())
                .append(" is ")
                .append(PlainTime.date(expiry))
                .append(", and the clock of this check says ")
                .append(PlainTime.date(now))
                .append(". ");
        if (checked.problem().isEmpty()) {
            message.append("The signature itself verifies.");
        } else if (checked.result() == DkimResult.FAIL || checked.result() == DkimResult.PERMERROR) {
            message.append("The signature itself does not verify either: ")
                    .append(checked.cause().map(Finding::message).orElseThrow());
        } else {
            message.append("Besides: ")
                    .append(checked.cause().map(Finding::message).orElseThrow());
        }
        return checked.refused(Refusal.of(
                DkimProblem.EXPIRED,
                message.toString(),
                "If the message came in before that, check it with the clock of then; if mail takes so long, have the signer"
                        + " set x= later or leave it out."));
    }

    // RFC 6376 §3.5 t=: a time to come may be refused; only a signature that is one can be said to have a time.
    private @Nullable Refusal inFuture(Instant now) {
        Instant signedAt = field.claims.signedAt().orElse(now);
        if (Duration.between(now, signedAt).compareTo(policy.clockSkew()) <= 0) {
            return null;
        }
        // As it is written: a time that is too far away is kept as the furthest there is.
        byte[] digits = field.octetsOfTag("t");
        String t = digits == null ? "" : new String(digits, StandardCharsets.ISO_8859_1);
        Instant asMillis = Instant.ofEpochMilli(TagValues.number(t));
        boolean millis = Duration.between(asMillis, now).abs().compareTo(TEN_YEARS) < 0;
        return Refusal.of(
                DkimProblem.SIGNED_IN_FUTURE,
                "The signature is dated " + PlainTime.between(now, signedAt) + " in the future: t="
                        + Ascii.printable(t, MAX_DIGITS) + " is " + PlainTime.date(signedAt)
                        + ", and the clock of this check says " + PlainTime.date(now) + "; "
                        + PlainTime.words(policy.clockSkew()) + " are granted. The signature itself verifies."
                        + (millis ? " In milliseconds it would be " + PlainTime.date(asMillis) + "." : ""),
                millis
                        ? "Have the signer write t= in seconds."
                        : "Set the clock of the signer, or of this host, from a time server.");
    }
}
