package org.signetmail.core;

/**
 * The limit of {@link MessageLimits} that a message went over.
 *
 * <p>More constants may come; have a default branch. Immutable and thread-safe.
 */
public enum MessageProblem {
    /** The header section is longer than {@link MessageLimits#headerOctets}. */
    HEADER_TOO_LARGE("message-header-too-large", "the header section is too large"),
    /** A header field is longer than {@link MessageLimits#fieldOctets}. */
    FIELD_TOO_LARGE("message-field-too-large", "a header field is too large"),
    /** There are more header fields than {@link MessageLimits#fields}. */
    TOO_MANY_FIELDS("message-too-many-fields", "there are too many header fields"),
    /** The message is longer than {@link MessageLimits#messageOctets}; what was read of it is kept. */
    MESSAGE_TOO_LARGE("message-too-large", "the message is too large");

    private final String code;
    private final String description;

    MessageProblem(String code, String description) {
        this.code = code;
        this.description = description;
    }

    /**
     * The stable name of the problem, for programs.
     *
     * @return lower case with hyphens, such as {@code message-too-large}
     */
    public String code() {
        return code;
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
