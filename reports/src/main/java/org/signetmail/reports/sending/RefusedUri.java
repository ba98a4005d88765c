package org.signetmail.reports.sending;

import java.util.Objects;
import org.signetmail.dmarc.ReportUri;

/**
 * A URI of a record that gets no report, and why. Immutable and thread-safe.
 *
 * @param uri as published
 * @param reason one English sentence in printing ASCII
 */
public record RefusedUri(ReportUri uri, String reason) {

    /**
     * Checks for null.
     *
     * @param uri the URI
     * @param reason why
     */
    public RefusedUri {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * URI and reason.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return uri + ": " + reason;
    }
}
