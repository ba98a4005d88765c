package org.signetmail.dmarc;

import java.util.Objects;

/**
 * One reason for handling a message in another way than the policy of its domain asks for (RFC 9990 §3.1.6).
 *
 * <p>Immutable and thread-safe.
 *
 * @param reason the reason
 * @param comment more about it, for the reader of a report; may be empty
 */
public record PolicyOverride(OverrideReason reason, String comment) {
    /**
     * Checks for null.
     *
     * @param reason the reason
     * @param comment more about it
     */
    public PolicyOverride {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(comment, "comment");
    }
}
