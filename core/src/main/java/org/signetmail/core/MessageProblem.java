package org.signetmail.core;

/**
 * The limit of {@link MessageLimits} that a message went over.
 *
 * <p>Immutable and thread-safe.
 */
public enum MessageProblem {
    /** The header section is longer than {@link MessageLimits#headerOctets}. */
    HEADER_TOO_LARGE("the header section is too large"),
    /** A header field is longer than {@link MessageLimits#fieldOctets}. */
    FIELD_TOO_LARGE("a header field is too large"),
    /** There are more header fields than {@link MessageLimits#fields}. */
    TOO_MANY_FIELDS("there are too many header fields"),
    /** The message is longer than {@link MessageLimits#messageOctets}; what was read of it is kept. */
    MESSAGE_TOO_LARGE("the message is too large");

    private final String description;

    MessageProblem(String description) {
        this.description = description;
    }

    /**
     * The problem in words.
     *
     * @return a clause without a final stop
     */
    public String description() {
        return description;
    }
}
