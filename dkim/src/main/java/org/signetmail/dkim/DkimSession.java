package org.signetmail.dkim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.HeaderField;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.dkim.canonical.BodyHashes;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.diagnosis.BodyDiagnosis;
import org.signetmail.dkim.tags.OctetBuffer;

/**
 * The verification of one message whose body comes in pieces; see {@link DkimVerifier#begin}. Keys are looked up while
 * the body arrives, and memory does not grow with it.
 *
 * <p>Belongs to one message and one thread at a time.
 */
public final class DkimSession {

    private final DnsResolver resolver;
    private final DnsLookups lookups;
    private final Instant now;
    private final BodyHashes hashes;

    /** One for each signature, from top to bottom. */
    private final List<SignatureCheck> checks = new ArrayList<>(2);

    /** Of those checks that somebody wants to know more about. */
    private final List<BodyDiagnosis> diagnoses = new ArrayList<>(0);

    /** For one thing at a time: a signature's field, a canonical header. */
    private final OctetBuffer scratch;

    private final VerifierSettings settings;

    /** What to tell when there is no signature. */
    private final Refusal unsigned;

    private boolean finished;

    /**
     * Looks at the header and sends the look-ups on their way.
     *
     * @param fields the whole header section
     * @param incomplete why no check may pass, if so
     * @param unsigned what to tell when there is no signature
     * @param resolver asked for the keys
     * @param settings of the verifier
     */
    DkimSession(
            List<HeaderField> fields,
            @Nullable Refusal incomplete,
            Refusal unsigned,
            DnsResolver resolver,
            VerifierSettings settings) {
        this.resolver = resolver;
        this.settings = settings;
        this.scratch = settings.takeRoom();
        this.lookups = DnsLookups.join(resolver);
        this.unsigned = unsigned;
        DkimOptions options = settings.options();
        this.now = options.clock().instant();
        this.hashes = new BodyHashes();
        FieldIndex index = new FieldIndex(fields);
        DkimLimits limits = options.limits();
        List<HeaderField> signed = index.named(FieldIndex.SIGNATURE);
        Refusal tooMany = signed.size() > limits.signatures() ? tooMany(signed.size(), limits) : null;
        for (HeaderField field : signed) {
            DkimSignatureField parsed = tooMany == null || checks.size() < limits.signatures()
                    ? DkimSignatureParser.parse(field, limits, scratch)
                    : DkimSignatureParser.unreadable(field, tooMany);
            SignatureCheck check = new SignatureCheck(parsed, index, options, settings.crypto(), now);
            if (incomplete != null) {
                check.refuse(incomplete);
            }
            checks.add(check);
        }
        for (SignatureCheck check : EvaluationOrder.pick(checks, fields, limits.evaluations())) {
            check.start(lookups, hashes);
            if (options.diagnosis().isPresent()) {
                check.diagnose(options.diagnosis().getAsInt(), diagnoses);
            }
        }
    }

    /**
     * What the signatures claim, before anything is known about their worth: so that what depends on their domains can be
     * got ready while the body arrives.
     *
     * @return one for each DKIM-Signature field, from top to bottom
     */
    public List<DkimSignature> signatures() {
        return checks.stream().map(SignatureCheck::claims).toList();
    }

    /**
     * Takes the next octets of the body, split anywhere.
     *
     * @param buffer holds the octets; not kept
     * @param offset index of the first
     * @param length how many; zero or more
     * @throws IllegalStateException after {@link #finish}
     */
    public void body(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        checkNotFinished();
        hashes.update(buffer, offset, length);
        for (BodyDiagnosis diagnosis : diagnoses) {
            diagnosis.update(buffer, offset, length);
        }
    }

    /**
     * Ends the body and waits for the keys.
     *
     * @return as for {@link DkimVerifier#verify}
     * @throws IllegalStateException when called again
     */
    public List<DkimOutcome> finish() {
        checkNotFinished();
        finished = true;
        if (checks.isEmpty()) {
            settings.giveRoom(scratch);
            return List.of(unsigned(unsigned));
        }
        hashes.finish();
        diagnoses.forEach(BodyDiagnosis::finish);
        List<DkimOutcome> outcomes = new ArrayList<>(checks.size());
        for (SignatureCheck check : checks) {
            outcomes.add(check.finish(lookups, settings.keys(), scratch, now));
        }
        lookups.leave(resolver);
        settings.giveRoom(scratch);
        return List.copyOf(outcomes);
    }

    private static Refusal tooMany(int signatures, DkimLimits limits) {
        return Refusal.of(
                DkimProblem.TOO_MANY_SIGNATURES,
                "The message has " + signatures + " signatures, of which the upper " + limits.signatures()
                        + " are looked at.",
                "");
    }

    private static DkimOutcome unsigned(Refusal why) {
        return new DkimOutcome(
                why,
                DkimSignature.NONE,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                UnsignedFields.NONE,
                Optional.empty());
    }

    private void checkNotFinished() {
        if (finished) {
            throw new IllegalStateException("the verification is finished");
        }
    }
}
