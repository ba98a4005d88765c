package org.signetmail.dkim;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.Finding;

/**
 * What came of one signature of a message (RFC 6376 §6.1, RFC 8601 §2.7.1). Made by a verification alone.
 *
 * <p>Domain, selector and algorithm are told also for a signature that did not pass, as far as the field could be read:
 * {@link #result} says what they are worth.
 *
 * <p>Immutable and thread-safe.
 */
public final class DkimOutcome {

    private final Optional<DkimProblem> problem;

    /** Why it did not pass. */
    private final @Nullable Finding cause;

    private final DkimSignature signature;
    private final Optional<DkimKey> key;
    private final Optional<BodyCoverage> body;
    private final List<SignedField> signedFields;

    /** Of {@link UnsignedFields}. */
    private final int unsignedFields;

    private final Optional<DkimDiagnosis> diagnosis;

    DkimOutcome(
            @Nullable Refusal refusal,
            DkimSignature signature,
            Optional<DkimKey> key,
            Optional<BodyCoverage> body,
            List<SignedField> signedFields,
            int unsignedFields,
            Optional<DkimDiagnosis> diagnosis) {
        this.problem = refusal == null ? Optional.empty() : Optional.of(refusal.problem());
        this.cause = refusal == null ? null : refusal.finding();
        this.signature = signature;
        this.key = key;
        this.body = body;
        this.signedFields = signedFields;
        this.unsignedFields = unsignedFields;
        this.diagnosis = diagnosis;
    }

    DkimOutcome withDiagnosis(DkimDiagnosis added) {
        return new DkimOutcome(refusal(), signature, key, body, signedFields, unsignedFields, Optional.of(added));
    }

    /** The same refused for another reason. */
    DkimOutcome refused(Refusal refusal) {
        return new DkimOutcome(refusal, signature, key, body, signedFields, unsignedFields, diagnosis);
    }

    private @Nullable Refusal refusal() {
        return cause == null ? null : new Refusal(problem.orElseThrow(), cause);
    }

    Optional<Finding> cause() {
        return Optional.ofNullable(cause);
    }

    /** The fields that are not signed at all; see {@link UnsignedFields#names}. */
    int unsignedFields() {
        return unsignedFields;
    }

    /**
     * The result.
     *
     * @return a word of RFC 8601
     */
    public DkimResult result() {
        return problem.map(DkimProblem::result).orElse(DkimResult.PASS);
    }

    /**
     * Why the signature did not pass.
     *
     * @return empty for {@link DkimResult#PASS} alone
     */
    public Optional<DkimProblem> problem() {
        return problem;
    }

    /**
     * What decided, for a postmaster, and what to do about it. Its text may change; programs go by {@link #problem}.
     *
     * @return one or more sentences on one line of printing ASCII
     */
    public String reason() {
        if (cause == null) {
            return new OutcomeFindings(this).passed();
        }
        return cause.remedy().isEmpty() ? cause.message() : cause.message() + ' ' + cause.remedy();
    }

    /**
     * What the DKIM-Signature field says.
     *
     * @return the claims of the signature, as far as they could be read
     */
    public DkimSignature signature() {
        return signature;
    }

    /**
     * What the key record says.
     *
     * @return empty when the check ended before there was one
     */
    public Optional<DkimKey> key() {
        return key;
    }

    /**
     * How much of the body is signed.
     *
     * @return empty when the check ended before the body counted
     */
    public Optional<BodyCoverage> body() {
        return body;
    }

    /**
     * The fields that {@code h=} names, in the order of their first mention.
     *
     * @return an immutable list; empty when {@code h=} could not be read
     */
    public List<SignedField> signedFields() {
        return signedFields;
    }

    /**
     * What the verification worked on.
     *
     * @return only from a verifier that was asked for it, see {@link DkimOptions#withDiagnosis}, and when the check came
     *     as far as looking at the body
     */
    public Optional<DkimDiagnosis> diagnosis() {
        return diagnosis;
    }

    /**
     * The SDID: the domain that vouches for the message ({@code d=}, RFC 6376 §3.5).
     *
     * @return nothing when the field has no domain name there
     */
    public Optional<DomainName> domain() {
        return signature.domain();
    }

    /**
     * Which of the domain's keys the signature was made with ({@code s=}, RFC 6376 §3.1).
     *
     * @return nothing when the field has no selector there
     */
    public Optional<DomainName> selector() {
        return signature.selector();
    }

    /**
     * The AUID: on whose behalf the domain vouches ({@code i=}, RFC 6376 §3.5).
     *
     * @return an address, its local part often empty; nothing when it could not be read
     */
    public Optional<String> identity() {
        return signature.identity();
    }

    /**
     * The signature algorithm ({@code a=}, RFC 6376 §3.5).
     *
     * @return nothing when the field names none of DKIM's
     */
    public Optional<DkimAlgorithm> algorithm() {
        return signature.algorithm();
    }

    /**
     * What signer and receiver ought to know about the signature, whether it passed or not. Found when it is asked for,
     * not while the check runs.
     *
     * @return findings with codes that begin with {@code dkim-}
     */
    public List<Finding> findings() {
        return new OutcomeFindings(this).all();
    }

    /**
     * The outcome for a person who has to find out why: the {@linkplain #reason sentence}, the {@linkplain #findings
     * findings} with what to do and carets below the place in the field, and the hints of the
     * {@linkplain #diagnosis diagnosis} if there is one. The wording may change.
     *
     * @return lines of printing ASCII, without line ends
     */
    public List<String> explain() {
        return new OutcomeFindings(this).explain();
    }

    /**
     * One line for a log: the result, the problem, domain, selector and algorithm, the bits of the key, and how many
     * octets of the body are signed. Its form may gain parts.
     *
     * @return printing ASCII, such as {@code dkim=pass d=example.net s=s2026 a=rsa-sha256 bits=2048 body=310/310}
     */
    public String summary() {
        StringBuilder line = new StringBuilder("dkim=").append(result().keyword());
        problem.ifPresent(why -> line.append(" problem=").append(why.code()));
        domain().ifPresent(name -> line.append(" d=").append(name));
        selector().ifPresent(name -> line.append(" s=").append(name));
        algorithm().ifPresent(name -> line.append(" a=").append(name.keyword()));
        key.ifPresent(facts -> line.append(" bits=").append(facts.bits()));
        body.ifPresent(octets -> line.append(" body=").append(octets));
        return line.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimOutcome that
                && problem.equals(that.problem)
                && Objects.equals(cause, that.cause)
                && signature.equals(that.signature)
                && key.equals(that.key)
                && body.equals(that.body)
                && signedFields.equals(that.signedFields)
                && unsignedFields == that.unsignedFields
                && diagnosis.equals(that.diagnosis);
    }

    @Override
    public int hashCode() {
        return Objects.hash(problem, cause, signature, key, body, signedFields, unsignedFields, diagnosis);
    }

    /** The {@linkplain #summary summary}. */
    @Override
    public String toString() {
        return summary();
    }
}
