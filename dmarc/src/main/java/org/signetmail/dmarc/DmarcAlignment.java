package org.signetmail.dmarc;

import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DomainName;

/**
 * Whether one identifier is aligned with the author domain, and why not (RFC 9989 §4.4).
 *
 * <p>Made by Signet alone. Immutable and thread-safe.
 */
public final class DmarcAlignment {

    private final DmarcIdentifier identifier;
    private final AlignmentMode mode;
    private final Optional<DomainName> organizationalDomain;
    private final Verdict verdict;
    private final String reason;

    DmarcAlignment(
            DmarcIdentifier identifier,
            AlignmentMode mode,
            Optional<DomainName> organizationalDomain,
            Verdict verdict,
            String reason) {
        this.identifier = Objects.requireNonNull(identifier, "identifier");
        this.mode = Objects.requireNonNull(mode, "mode");
        this.organizationalDomain = Objects.requireNonNull(organizationalDomain, "organizationalDomain");
        this.verdict = Objects.requireNonNull(verdict, "verdict");
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * The identifier and its own result.
     *
     * @return never null
     */
    public DmarcIdentifier identifier() {
        return identifier;
    }

    /**
     * How alike the record wants the two.
     *
     * @return never null
     */
    public AlignmentMode mode() {
        return mode;
    }

    /**
     * Of the identifier, where it had to be found.
     *
     * @return nothing where there is none
     */
    public Optional<DomainName> organizationalDomain() {
        return organizationalDomain;
    }

    /**
     * Whether it is aligned.
     *
     * @return never null
     */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * One English sentence in printing ASCII.
     *
     * @return never null
     */
    public String reason() {
        return reason;
    }

    /** Whether an identifier is aligned, or why it is not. More constants may come; have a default branch. */
    public enum Verdict {
        /** It is authenticated and aligned. */
        ALIGNED,
        /** It is not authenticated. */
        NOT_AUTHENTICATED,
        /** It is not the author domain itself, as strict alignment demands. */
        NOT_IDENTICAL,
        /** It belongs to another organizational domain. */
        OTHER_ORGANIZATION,
        /**
         * It has the organizational domain of the author, but that is a public suffix; see
         * {@link DmarcOptions#withPublicSuffixGuard}.
         */
        PUBLIC_SUFFIX,
        /** It could be aligned, but a temporary error kept that from being found out. */
        TEMPORARILY_UNKNOWN,
        /** It could be aligned, but a lasting DNS error keeps that from being found out. */
        PERMANENTLY_UNKNOWN,
        /** There were too many identifiers before it; see {@link DmarcLimits#walks}. */
        OVER_LIMIT
    }

    /**
     * Whether this identifier makes the message pass.
     *
     * @return true for {@link Verdict#ALIGNED}
     */
    public boolean aligned() {
        return verdict == Verdict.ALIGNED;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DmarcAlignment that
                && identifier.equals(that.identifier)
                && mode.equals(that.mode)
                && organizationalDomain.equals(that.organizationalDomain)
                && verdict.equals(that.verdict)
                && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(identifier, mode, organizationalDomain, verdict, reason);
    }

    /**
     * Verdict and reason.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return verdict + ": " + reason;
    }
}
