package org.signetmail.core;

import java.util.Objects;

/**
 * How much of a message is taken. A message over a limit is still a {@link Message}; its {@link Message#problem} says
 * which limit it was, and neither DKIM nor DMARC passes on it.
 *
 * <pre>{@code
 * MessageLimits limits = MessageLimits.DEFAULT.withMessageOctets(20 << 20);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class MessageLimits {

    /** 1 MiB of header, 256 KiB a field, 5000 fields, 64 MiB in all. */
    public static final MessageLimits DEFAULT = new MessageLimits(1 << 20, 256 << 10, 5000, 64 << 20);

    /** No limit but that of an array: for mail of one's own, and for octets that others have bounded already. */
    public static final MessageLimits NONE =
            new MessageLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final int headerOctets;
    private final int fieldOctets;
    private final int fields;
    private final int messageOctets;

    private MessageLimits(int headerOctets, int fieldOctets, int fields, int messageOctets) {
        this.headerOctets = headerOctets;
        this.fieldOctets = fieldOctets;
        this.fields = fields;
        this.messageOctets = messageOctets;
    }

    /**
     * The same with another limit for the header section.
     *
     * @param octets the most octets in the header section, 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public MessageLimits withHeaderOctets(int octets) {
        return new MessageLimits(positive(octets, "headerOctets"), fieldOctets, fields, messageOctets);
    }

    /**
     * The same with another limit for a header field.
     *
     * @param octets the most octets in one header field, its folding included, 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public MessageLimits withFieldOctets(int octets) {
        return new MessageLimits(headerOctets, positive(octets, "fieldOctets"), fields, messageOctets);
    }

    /**
     * The same with another limit for the number of header fields.
     *
     * @param count the most header fields, 1 or more
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public MessageLimits withFields(int count) {
        return new MessageLimits(headerOctets, fieldOctets, positive(count, "fields"), messageOctets);
    }

    /**
     * The same with another limit for the message.
     *
     * @param octets the most octets that {@link Message#read} takes, 1 or more; a larger body is for the streaming calls
     * @return new limits
     * @throws IllegalArgumentException when it is less
     */
    public MessageLimits withMessageOctets(int octets) {
        return new MessageLimits(headerOctets, fieldOctets, fields, positive(octets, "messageOctets"));
    }

    private static int positive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more: " + value);
        }
        return value;
    }

    /**
     * The most octets in the header section.
     *
     * @return 1 or more
     */
    public int headerOctets() {
        return headerOctets;
    }

    /**
     * The most octets in one header field, its folding included.
     *
     * @return 1 or more
     */
    public int fieldOctets() {
        return fieldOctets;
    }

    /**
     * The most header fields.
     *
     * @return 1 or more
     */
    public int fields() {
        return fields;
    }

    /**
     * The most octets that {@link Message#read} takes.
     *
     * @return 1 or more
     */
    public int messageOctets() {
        return messageOctets;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageLimits that
                && headerOctets == that.headerOctets
                && fieldOctets == that.fieldOctets
                && fields == that.fields
                && messageOctets == that.messageOctets;
    }

    @Override
    public int hashCode() {
        return Objects.hash(headerOctets, fieldOctets, fields, messageOctets);
    }

    @Override
    public String toString() {
        return "header " + headerOctets + " octets, a field " + fieldOctets + " octets, " + fields + " fields, message "
                + messageOctets + " octets";
    }
}
