package org.signetmail.core;

/**
 * How much of a message is taken. A message over a limit is still a {@link Message}; its {@link Message#problem} says
 * which limit it was, and neither DKIM nor DMARC passes on it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param headerOctets the most octets in the header section
 * @param fieldOctets the most octets in one header field, its folding included
 * @param fields the most header fields
 * @param messageOctets the most octets that {@link Message#read} takes; a larger body is for the streaming calls
 */
public record MessageLimits(int headerOctets, int fieldOctets, int fields, int messageOctets) {

    /** 1 MiB of header, 256 KiB a field, 5000 fields, 64 MiB in all. */
    public static final MessageLimits DEFAULT = new MessageLimits(1 << 20, 256 << 10, 5000, 64 << 20);

    /**
     * Checks the ranges.
     *
     * @param headerOctets 1 or more
     * @param fieldOctets 1 or more
     * @param fields 1 or more
     * @param messageOctets 1 or more
     * @throws IllegalArgumentException when a limit is not positive
     */
    public MessageLimits {
        if (headerOctets < 1 || fieldOctets < 1 || fields < 1 || messageOctets < 1) {
            throw new IllegalArgumentException("a limit must be positive");
        }
    }
}
