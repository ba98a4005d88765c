package org.signetmail.dkim;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DomainName;

/**
 * What came of one signature of a message (RFC 6376 §6.1, RFC 8601 §2.7.1).
 *
 * <p>Immutable and thread-safe. Domain, selector and algorithm are told also for a signature that did not pass, as far
 * as the field could be read: {@link #result} says what they are worth.
 *
 * @param result the result
 * @param problem why the signature did not pass; empty for {@link DkimResult#PASS} alone
 * @param reason one English sentence for a postmaster, printable ASCII
 * @param signature what the DKIM-Signature field says
 * @param key what the key record says; empty when the check ended before there was one
 * @param body how much of the body is signed; empty when the check ended before the body counted
 * @param signedFields the fields that {@code h=} names, in the order of their first mention
 * @param diagnosis what the verification worked on; only from a verifier that was asked for it, see
 *     {@link DkimVerifier#withDiagnosis}, and when the check came as far as looking at the body
 */
public record DkimOutcome(
        DkimResult result,
        Optional<DkimProblem> problem,
        String reason,
        DkimSignature signature,
        Optional<DkimKey> key,
        Optional<BodyCoverage> body,
        List<SignedField> signedFields,
        Optional<DkimDiagnosis> diagnosis) {

    /**
     * Copies the list.
     *
     * @param result the result
     * @param problem why the signature did not pass
     * @param reason one English sentence
     * @param signature what the field says
     * @param key what the key record says
     * @param body how much of the body is signed
     * @param signedFields the fields that {@code h=} names
     * @param diagnosis what the verification worked on
     */
    public DkimOutcome {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(body, "body");
        signedFields = List.copyOf(signedFields);
        Objects.requireNonNull(diagnosis, "diagnosis");
    }

    DkimOutcome withDiagnosis(DkimDiagnosis added) {
        return new DkimOutcome(result, problem, reason, signature, key, body, signedFields, Optional.of(added));
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
}
