package org.signetmail.dmarc;

import java.util.List;
import java.util.Objects;

/**
 * Whether reports may go to one URI of a record, and where they go then (RFC 9990 §4).
 *
 * <p>Immutable and thread-safe.
 *
 * @param published the URI in the record
 * @param status whether reports may go there
 * @param targets where to send them: the published URI, or what its owner has put in its place; empty when they may not
 * @param reason one English sentence in printing ASCII
 */
public record ReportDestination(ReportUri published, Status status, List<ReportUri> targets, String reason) {

    /** Whether reports may go to a URI. */
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

    /**
     * Copies the list.
     *
     * @param published the URI in the record
     * @param status whether reports may go there
     * @param targets where to send them
     * @param reason one English sentence
     */
    public ReportDestination {
        Objects.requireNonNull(published, "published");
        Objects.requireNonNull(status, "status");
        targets = List.copyOf(targets);
        Objects.requireNonNull(reason, "reason");
    }
}
