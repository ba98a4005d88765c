package org.signetmail.dmarc;

import java.util.Objects;
import org.signetmail.core.internal.Ascii;

/**
 * One reason for handling a message in another way than the policy of its domain asks for (RFC 9990 §3.1.6).
 *
 * <p>Made by Signet alone, see {@link Handling#overridden}. Immutable and thread-safe.
 */
public final class PolicyOverride {

    private final OverrideReason reason;
    private final String comment;

    PolicyOverride(OverrideReason reason, String comment) {
        this.reason = Objects.requireNonNull(reason, "reason");
        this.comment = Objects.requireNonNull(comment, "comment");
    }

    /**
     * The reason.
     *
     * @return never null
     */
    public OverrideReason reason() {
        return reason;
    }

    /**
     * More about it, for the reader of a report.
     *
     * @return as it was given; may be empty
     */
    public String comment() {
        return comment;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyOverride that && reason == that.reason && comment.equals(that.comment);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reason, comment);
    }

    /**
     * Keyword and comment.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return reason.keyword() + (comment.isEmpty() ? "" : ": " + Ascii.printable(comment, 200));
    }
}
