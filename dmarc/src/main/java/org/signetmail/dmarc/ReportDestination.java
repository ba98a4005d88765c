package org.signetmail.dmarc;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;

/**
 * Whether reports may go to one URI of a record, and where they go then (RFC 9990 §4).
 *
 * <p>Made by {@link ReportDestinations} alone. Immutable and thread-safe.
 */
public final class ReportDestination {

    private final ReportUri published;
    private final Status status;
    private final List<ReportUri> targets;
    private final String reason;
    private final @Nullable DomainName missingConsent;

    /** Whether reports may go to a URI. More constants may come; have a default branch. */
    public enum Status {
        /** It belongs to the organization whose record it is in, and needs no consent. */
        INTERNAL,
        /** It belongs to somebody else, who has published consent. */
        AUTHORIZED,
        /** It is to be ignored. */
        REFUSED,
        /** DNS did not tell just now; a later attempt may succeed. */
        UNKNOWN
    }

    ReportDestination(ReportUri published, Status status, List<ReportUri> targets, String reason) {
        this(published, status, targets, reason, null);
    }

    private ReportDestination(
            ReportUri published,
            Status status,
            List<ReportUri> targets,
            String reason,
            @Nullable DomainName missingConsent) {
        this.published = Objects.requireNonNull(published, "published");
        this.status = Objects.requireNonNull(status, "status");
        this.targets = List.copyOf(targets);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.missingConsent = missingConsent;
    }

    /** The same, and where a consent would have to be that is not there. */
    ReportDestination withoutConsentAt(DomainName name) {
        return new ReportDestination(published, status, targets, reason, name);
    }

    /** Where a consent would have to be that is not there; nothing when something else is the matter, or nothing is. */
    Optional<DomainName> missingConsent() {
        return Optional.ofNullable(missingConsent);
    }

    /**
     * The URI in the record.
     *
     * @return never null
     */
    public ReportUri published() {
        return published;
    }

    /**
     * Whether reports may go there.
     *
     * @return never null
     */
    public Status status() {
        return status;
    }

    /**
     * Where to send them: the published URI, or what its owner has put in its place.
     *
     * @return an immutable list; empty when they may not go there
     */
    public List<ReportUri> targets() {
        return targets;
    }

    /**
     * Why.
     *
     * @return one English sentence in printing ASCII
     */
    public String reason() {
        return reason;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReportDestination that
                && published.equals(that.published)
                && status == that.status
                && targets.equals(that.targets)
                && reason.equals(that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(published, status, targets, reason);
    }

    /**
     * URI, status and reason.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return published + ": " + status + ", " + reason;
    }
}
