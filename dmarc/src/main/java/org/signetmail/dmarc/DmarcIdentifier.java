package org.signetmail.dmarc;

import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DomainName;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.spf.SpfIdentity;
import org.signetmail.spf.SpfOutcome;

/**
 * A domain that a message tried to authenticate (RFC 9989 §4.3), with what came of it.
 *
 * <p>A plain value, which users make for {@link DmarcEvaluator}; should it gain components, it keeps its constructor of
 * today. Immutable and thread-safe.
 *
 * @param mechanism what checked it
 * @param domain the SPF domain, or the signing domain ({@code d=}) of a signature
 * @param result what came of the check
 */
public record DmarcIdentifier(Mechanism mechanism, DomainName domain, IdentifierResult result) {

    /** What authenticates identifiers (RFC 9989 §4.3). More constants may come; have a default branch. */
    public enum Mechanism {
        /** RFC 7208, the MAIL FROM identity alone. */
        SPF,
        /** RFC 6376. */
        DKIM
    }

    /**
     * Checks for null.
     *
     * @param mechanism what checked it
     * @param domain the domain
     * @param result what came of the check
     */
    public DmarcIdentifier {
        Objects.requireNonNull(mechanism, "mechanism");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(result, "result");
    }

    /**
     * The identifier of an SPF check.
     *
     * @param outcome of the MAIL FROM identity
     * @return nothing when there was no domain to check, or for the HELO identity: RFC 9989 §3.2.4 relies on MAIL FROM
     *     alone
     */
    public static Optional<DmarcIdentifier> of(SpfOutcome outcome) {
        IdentifierResult result = IdentifierResult.valueOf(outcome.result().name());
        return outcome.identity() == SpfIdentity.MAILFROM
                ? outcome.domain().map(domain -> new DmarcIdentifier(Mechanism.SPF, domain, result))
                : Optional.empty();
    }

    /**
     * The identifier of a signature.
     *
     * @param outcome of one signature
     * @return nothing when the signature has no readable {@code d=}
     */
    public static Optional<DmarcIdentifier> of(DkimOutcome outcome) {
        // RFC 9989 §4.4.1: the SDID counts, never the AUID.
        IdentifierResult result = IdentifierResult.valueOf(outcome.result().name());
        return outcome.domain().map(domain -> new DmarcIdentifier(Mechanism.DKIM, domain, result));
    }
}
