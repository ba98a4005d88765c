package org.signetmail.dmarc;

import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DomainName;

/**
 * Whether one identifier is aligned with the author domain, and why not (RFC 9989 §4.4).
 *
 * <p>Immutable and thread-safe.
 *
 * @param identifier the identifier and its own result
 * @param mode how alike the record wants the two
 * @param organizationalDomain of the identifier, where it had to be found
 * @param verdict whether it is aligned
 * @param reason one English sentence in printing ASCII
 */
public record DmarcAlignment(
        DmarcIdentifier identifier,
        AlignmentMode mode,
        Optional<DomainName> organizationalDomain,
        Verdict verdict,
        String reason) {

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
     * Checks for null.
     *
     * @param identifier the identifier and its own result
     * @param mode how alike the record wants the two
     * @param organizationalDomain of the identifier
     * @param verdict whether it is aligned
     * @param reason one English sentence
     */
    public DmarcAlignment {
        Objects.requireNonNull(identifier, "identifier");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(organizationalDomain, "organizationalDomain");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Whether this identifier makes the message pass.
     *
     * @return true for {@link Verdict#ALIGNED}
     */
    public boolean aligned() {
        return verdict == Verdict.ALIGNED;
    }
}
